/** Immediate danger: who is asked when, until a call is ticked. The clock runs every five minutes and remembers only what it wrote. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CaseFile } from "../../src/case/model/case-file";
import { asksUntilCalled } from "../../src/case/model/danger";
import { dueEscalations } from "../../src/case/reminders/escalation";
import { casesNamed } from "../../src/letters/outbox/message-urgency";
import type { Change } from "../../src/register/change";
import { directoryOf, now, person } from "../district/rows";
import { isEveryPoint } from "../every-point";
import {
  callsDone,
  contextOf,
  fullHouse,
  hour,
  opened,
  played,
  reported,
  sealedContext,
  withActs,
  written,
} from "./cases";
import { actOf, PureDesk } from "./desk";

const minute = 60_000;
const inDanger = (more: Parameters<typeof opened>[0] = {}) =>
  opened({ report: reported.danger, ...more });
const acknowledgedAt = (minutes: number) => (file: CaseFile, at: number) =>
  at < minutes || file.row.acknowledged
    ? file
    : {
        ...file,
        row: {
          ...file.row,
          acknowledged: true,
          acknowledgedBy: "backup@district.example",
          acknowledgedAt: now + minutes * minute,
        },
      };
const everybody = ["contact", "backup", "lead", "alternate"];
const asked = (minutes: number, ...names: string[]) =>
  names.map((name) => `${minutes} case-escalated ${name}`);
const again = (minutes: number, ...names: string[]) =>
  names.map((name) => `${minutes} call-overdue ${name}`);

describe("who is asked when", () => {
  test("nobody acknowledges: rounds that bring in the next in line, between them one after the other, for ever", () => {
    const lines = played(inDanger(), contextOf(), 72);
    const all = [...everybody, "admin"];
    expect(lines.slice(0, 18)).toEqual([
      ...asked(15, ...everybody),
      ...asked(30, ...all),
      // Whoever joined last has their turn first.
      ...asked(45, "admin"),
      ...asked(60, ...all),
      ...asked(75, "alternate"),
      ...asked(90, "contact"),
      ...asked(105, "backup"),
    ]);
    const rounds = [...Array(17).keys()].map((at) => 240 * (at + 1));
    for (const at of rounds) {
      expect(lines.filter((line) => line.startsWith(`${at} `))).toEqual(asked(at, ...all));
    }
    const minutes = [...new Set(lines.map((line) => Number(line.split(" ")[0])))];
    expect(minutes).toEqual([
      ...Array.from({ length: 16 }, (_, at) => 15 * (at + 1)),
      ...Array.from({ length: 68 }, (_, at) => 60 * (at + 5)),
    ]);
    // The first mails, which intake sends, besides.
    const firstDay = lines.filter((line) => Number(line.split(" ")[0]) < 24 * 60);
    for (const name of all) {
      const own = firstDay.filter((line) => line.endsWith(` ${name}`)).length;
      expect(own + 1).toBeLessThanOrEqual(16);
    }
  });

  test("acknowledged: whoever did, for an hour and then hourly; everybody once more after half an hour", () => {
    expect(played(inDanger(), contextOf(), 5, acknowledgedAt(20))).toEqual([
      ...asked(15, ...everybody),
      ...again(35, "backup"),
      ...again(50, "backup", "contact", "lead"),
      ...again(65, "backup"),
      ...again(80, "backup"),
      ...again(140, "backup"),
      ...again(200, "backup"),
      ...again(260, "backup"),
    ]);
  });

  test.each<[string, object, number[]]>([
    ["every twenty minutes", { dangerAgainMinutes: 20 }, [25, 35, 45, 65, 125]],
    ["every forty minutes", { dangerAgainMinutes: 40 }, [35, 45, 65, 125]],
    ["hourly", { dangerAgainMinutes: 60 }, [35, 65, 125]],
  ])("as the district has set it: %s", (_, settings, minutes) => {
    const directory = { ...fullHouse, settings: { ...fullHouse.settings, ...settings } };
    const lines = played(inDanger(), contextOf({ directory }), 2.2, acknowledgedAt(5));
    expect([...new Set(lines.map((line) => Number(line.split(" ")[0])))]).toEqual(minutes);
  });

  test.each<[string, (file: CaseFile) => CaseFile]>([
    ["a ticked call ends it", (file) => withActs(file, callsDone)],
    ["so does that it is over", (file) => ({ ...file, row: { ...file.row, dangerOver: true } })],
    ["and the closing", (file) => ({ ...file, row: { ...file.row, status: "closed" } })],
  ])("%s", (_, ended) => {
    const lines = played(inDanger(), contextOf(), 12, (file, at) => (at < 40 ? file : ended(file)));
    expect(lines.filter((line) => Number(line.split(" ")[0]) < 40)).toHaveLength(9);
    expect(lines.filter((line) => / (contact|backup) *$/.test(line)).length).toBeLessThan(8);
    expect(asksUntilCalled(ended(inDanger()))).toBe(false);
  });

  test("the acts of a parent, a plan, a written report end nothing", () => {
    const file = withActs(inDanger(), {
      "submit-mandated-report": { done: true, state: "done", doneAt: now },
      "co-create-action-plan": { done: true, state: "done", doneAt: now },
    });
    expect(asksUntilCalled(file)).toBe(true);
  });

  test("a call that was made before the danger was reported is no answer to it", () => {
    const before = withActs(inDanger({ row: { dangerSince: now + hour } }), {
      "call-child-and-family-services": { done: true, state: "done", doneAt: now + 1 },
    });
    expect(asksUntilCalled(before)).toBe(true);
    const after = withActs(before, {
      "call-child-and-family-services": { doneAt: now + hour + 1 },
    });
    expect(asksUntilCalled(after)).toBe(false);
  });

  const agency = "call-child-and-family-services";
  test.each<[string, object, boolean]>([
    ["by whom", { alreadyMade: true, madeBy: "The school nurse" }, false],
    ["the agency's reference", { alreadyMade: true, agencyReference: "R-17" }, false],
    ["nothing more", { alreadyMade: true, madeBy: " " }, true],
    ["by whom, without the tick", { madeBy: "The school nurse" }, true],
  ])("a call that was made already ends it where the row says: %s", (_, cells, isAsked) => {
    expect(asksUntilCalled(withActs(inDanger(), { [agency]: cells }))).toBe(isAsked);
    // Said on a row that was owed before the danger, it may be of a call from before.
    const earlier = inDanger({ row: { dangerSince: now + hour } });
    expect(asksUntilCalled(withActs(earlier, { [agency]: cells }))).toBe(true);
  });

  const away = { awayFrom: "2026-08-20", awayTo: "2026-09-20" };
  test.each<[string, object[], string[]]>([
    [
      "those who are away are tried where none of the three is there",
      [
        person("designated contact", "North High", "contact@district.example", away),
        person("backup contact", "North High", "backup@district.example", away),
        person("district lead", "", "lead@district.example", away),
        person("district admin", "", "admin@district.example"),
      ],
      ["admin", "contact", "backup", "lead"],
    ],
    [
      "else they are left in peace",
      [
        person("designated contact", "North High", "contact@district.example", away),
        person("backup contact", "North High", "backup@district.example"),
        person("district lead", "", "lead@district.example", away),
      ],
      ["backup"],
    ],
    ["nobody at all: the account that runs", [], ["installer"]],
  ])("%s", (_, contacts, names) => {
    const directory = directoryOf({ contacts: contacts as never });
    const lines = played(inDanger({ directory }), contextOf({ directory }), 0.3);
    expect(lines).toEqual(asked(15, ...names));
  });

  test("whoever acknowledged and is away since is asked beside who acts", () => {
    const directory = directoryOf({
      contacts: [
        person("designated contact", "North High", "contact@district.example"),
        person("backup contact", "North High", "backup@district.example", away),
      ],
    });
    const lines = played(inDanger({ directory }), contextOf({ directory }), 0.3, acknowledgedAt(0));
    expect(lines).toEqual(again(15, "backup", "contact"));
  });

  test("in a sealed register its reader alone, and no less", () => {
    const context = sealedContext("sealed-lead");
    expect(played(inDanger(), context, 1)).toEqual(
      [15, 30, 45, 60].flatMap((at) => asked(at, "lead")),
    );
    expect(played(inDanger(), context, 1.1, acknowledgedAt(0))).toEqual(
      [15, 30, 45, 60].flatMap((at) => again(at, "lead")),
    );
  });
});

describe("several dangers that nobody has answered", () => {
  const second = (more: Parameters<typeof opened>[0] = {}) =>
    inDanger({ reference: "26-0008", ...more });

  /** What a clock each five minutes queues: "minutes names case,case". */
  function clock(files: readonly CaseFile[], hours: number): readonly string[] {
    const current = new Map(files.map((file) => [file.row.case ?? "", file]));
    const lines: string[] = [];
    for (let at = 0; at <= hours * 60; at += 5) {
      const time = now + at * minute;
      const there = [...current.values()].filter(({ row }) => (row.opened ?? 0) <= time);
      const found = dueEscalations(there, contextOf({ now: time }));
      for (const one of found.messages) {
        const cases = one.case ?? casesNamed(one).join();
        lines.push(`${at} ${one.to.split("@")[0]} ${cases}`);
      }
      for (const update of found.update) {
        const file = current.get(update.key);
        if (file !== undefined) current.set(update.key, written(file, update));
      }
    }
    return lines;
  }

  test("each slot is one mail a person, which names them all", () => {
    const lines = clock([inDanger(), second({ at: now + 7 * minute })], 30);
    expect(lines.slice(0, 4)).toEqual(
      everybody.map((name) => `15 ${name} 26-0007${name === "alternate" ? "" : ",26-0008"}`),
    );
    for (const line of lines.filter((one) => Number(one.split(" ")[0]) >= 45)) {
      expect(line).toMatch(/ 26-0007,26-0008$/);
    }
    const slots = lines.map((line) => line.split(" ").slice(0, 2).join(" "));
    expect(new Set(slots).size).toBe(slots.length);
    for (const name of [...everybody, "admin"]) {
      const own = lines.filter((line) => line.split(" ")[1] === name);
      const firstDay = own.filter((line) => Number(line.split(" ")[0]) < 24 * 60);
      // Two first mails, and hardly more than of one.
      expect(firstDay.length + 2).toBeLessThanOrEqual(20);
    }
  });

  test("ten of them in an hour are not ten times as many mails", () => {
    const files = Array.from({ length: 10 }, (_, at) =>
      inDanger({ reference: `26-00${10 + at}`, at: now + at * 6 * minute }),
    );
    const lines = clock(files, 24);
    const minutes = new Map<string, number[]>();
    for (const line of lines) {
      const [at = "", name = ""] = line.split(" ");
      minutes.set(name, [...(minutes.get(name) ?? []), Number(at)]);
    }
    for (const own of minutes.values()) expect(own.length).toBeLessThanOrEqual(25);
    const all = [...new Set([...minutes.values()].flat())].sort((a, b) => a - b);
    all.forEach((at, index) => {
      expect(at - (all[index - 1] ?? 0)).toBeLessThanOrEqual(60);
    });
  });

  test("of another school each gets their own alone", () => {
    const south = second({
      report: { ...reported.danger, school: "South Middle" },
      contact: "south@district.example",
    });
    const lines = clock([inDanger(), south], 0.3);
    expect(lines).toEqual([
      "15 contact 26-0007",
      "15 backup 26-0007",
      "15 lead 26-0007,26-0008",
      "15 alternate 26-0007,26-0008",
      "15 south 26-0008",
    ]);
  });
});

describe("a report of danger is an event of its own", () => {
  const contact = "contact@district.example";
  const danger = { ...reported.danger, studentName: "Alex Doe", studentId: "N-1001" };
  const owed = (file: CaseFile) =>
    file.acts.flatMap(({ act, done, due, call }) =>
      done || due === null || call === null ? [] : [[act, due]],
    );

  test("the calls are owed again, the acknowledgement is asked for again, and everybody is told", () => {
    const desk = new PureDesk();
    const { reference } = desk.report(danger);
    desk.type({ [reference]: { row: { acknowledged: true } } });
    desk.tick(reference, "call-child-and-family-services", "involve-law-enforcement");
    expect(asksUntilCalled(desk.file(reference))).toBe(false);
    desk.type({ [reference]: { row: { dangerOver: true } } });
    desk.wait(5);
    const { change } = desk.report(danger);
    const { row } = desk.file(reference);
    expect(row).toMatchObject({
      acknowledged: false,
      acknowledgedBy: null,
      dangerSince: desk.now,
      dangerOver: false,
    });
    expect(asksUntilCalled(desk.file(reference))).toBe(true);
    expect(owed(desk.file(reference))).toEqual([
      ["submit-mandated-report", expect.any(Number)],
      ["update-child-and-family-services", desk.now],
      ["involve-law-enforcement", desk.now],
    ]);
    const update = actOf(desk.file(reference), "update-child-and-family-services");
    expect(update.what).toMatch(/immediate danger: say that first/);
    expect(told(change)).toEqual(
      ["contact", "backup", "lead"].map((name) => `report-added ${name}@district.example`),
    );
    expect(change.activity).toContainEqual({
      at: desk.now,
      who: "automation",
      what: "acknowledgement-ended",
      case: reference,
      column: "acknowledged",
      from: contact,
      to: "",
    });
  });

  test("what is still owed is not owed twice; a report that says no changes nothing of it", () => {
    const desk = new PureDesk();
    const { reference } = desk.report(danger);
    desk.report(danger);
    const count = (act: string) =>
      desk.file(reference).acts.filter((one) => one.act === act).length;
    expect(count("involve-law-enforcement")).toBe(1);
    expect(count("update-child-and-family-services")).toBe(1);
    desk.type({ [reference]: { row: { acknowledged: true, dangerOver: true } } });
    const { change } = desk.report({ ...danger, immediateDanger: "no" });
    expect(desk.file(reference).row).toMatchObject({ acknowledged: true, dangerOver: true });
    expect(told(change)).toEqual([`report-added ${contact}`]);
    expect(change.messages[0]?.detail).not.toHaveProperty("danger");
  });

  test.each<[string, object]>([
    ["ticked", { done: true }],
    ["made already", { alreadyMade: true, madeBy: "The deputy" }],
  ])("what comes first is owed again where it was %s before", (_, cells) => {
    const desk = new PureDesk();
    const { reference } = desk.report(danger);
    const rows = () =>
      desk.file(reference).acts.filter(({ act }) => act === "involve-law-enforcement");
    const [first] = rows();
    desk.type({ [reference]: { acts: { [first?.row ?? ""]: cells } } });
    expect(rows()).toHaveLength(1);
    desk.report(danger);
    expect(rows().map(({ state }) => state)).toEqual(["done", "open"]);
    expect(asksUntilCalled(desk.file(reference))).toBe(true);
  });

  test("a merge brings it along: everybody is told, and the calls are owed for both", () => {
    const desk = new PureDesk();
    const quiet = desk.report({ ...reported["suspected-victim"], studentId: "N-1" }).reference;
    desk.type({ [quiet]: { row: { acknowledged: true } } });
    desk.tick(quiet, "call-child-and-family-services", "involve-law-enforcement");
    const { reference } = desk.report({ ...reported.danger, studentId: "N-2" });
    const { dangerSince } = desk.file(reference).row;
    const { change } = desk.type(
      { [reference]: { row: { sameStudentAs: quiet } } },
      "contact@district.example",
      false,
    );
    expect(desk.file(quiet).row).toMatchObject({
      acknowledged: false,
      dangerSince,
      dangerOver: false,
    });
    expect(asksUntilCalled(desk.file(quiet))).toBe(true);
    expect(told(change)).toEqual(
      ["contact", "backup", "lead"].map((name) => `case-raised ${name}@district.example`),
    );
  });

  test("a rise by hand asks for a new acknowledgement, and the earlier one stays on record", () => {
    const desk = new PureDesk();
    const { reference } = desk.report(reported["at-risk"]);
    desk.type({ [reference]: { row: { acknowledged: true } } });
    const { change } = desk.type({
      [reference]: { row: { raiseLevelTo: "suspected-victim", raiseReason: "Seen." } },
    });
    expect(desk.file(reference).row.acknowledged).toBe(false);
    expect(change.activity.map(({ what, from }) => [what, from])).toContainEqual([
      "acknowledgement-ended",
      contact,
    ]);
  });
});

function told({ messages }: Pick<Change, "messages">): string[] {
  return messages.map(({ kind, to }) => `${kind} ${to}`);
}

interface Step {
  readonly is: "danger" | "report" | "acknowledge" | "over" | "aside" | "tick" | "made" | "wait";
  readonly value: boolean;
  readonly act: number;
  readonly by: string;
}

const people = ["contact", "backup", "lead", "admin"].map((name) => `${name}@district.example`);
const step: fc.Arbitrary<Step> = fc.record({
  is: fc.constantFrom("danger", "report", "acknowledge", "over", "aside", "tick", "made", "wait"),
  value: fc.boolean(),
  act: fc.nat(4),
  by: fc.constantFrom(...people),
});
const day = (at: number) => `2026-09-0${at}`;
const absence = fc.option(
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .map(([from, to]) => ({ awayFrom: day(Math.min(from, to)), awayTo: day(Math.max(from, to)) })),
  { nil: {} },
);

/** The cell with one more who steps aside. */
function asideOf(desk: PureDesk, by: string): string {
  const [first] = desk.files.values();
  return [first?.row.steppedAside ?? "", by].filter((part) => part !== "").join(", ");
}

test("danger is never left unasked for longer than the pace, whatever the order and whoever is away", () => {
  fc.assert(
    fc.property(
      fc.tuple(absence, absence, absence),
      fc.array(fc.tuple(step, fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 14 }),
      ([one, two, three], steps) => {
        const directory = directoryOf({
          contacts: [
            person("designated contact", "North High", "contact@district.example", one),
            person("backup contact", "North High", "backup@district.example", two),
            person("district lead", "", "lead@district.example", three),
            person("district admin", "", "admin@district.example"),
          ],
        });
        const desk = new PureDesk(directory);
        const { reference } = desk.report(reported.danger);
        const ids = new Set<string>();
        let lastAsked = desk.now;
        const clock = () => {
          desk.wait(5 / 60);
          const before = desk.file(reference);
          const found = dueEscalations([before], contextOf({ directory, now: desk.now }));
          for (const { id, to } of found.messages) {
            expect(ids).not.toContain(id);
            ids.add(id);
            expect(before.row.steppedAside ?? "").not.toContain(to);
          }
          desk.write(reference, found.update);
          if (found.messages.length > 0) lastAsked = desk.now;
          if (!asksUntilCalled(before)) lastAsked = desk.now;
          const isFirstHour = desk.now < (before.row.acknowledgedAt ?? 0) + hour;
          // The clock comes every five minutes, and each thing that happens here takes one more.
          const early = desk.now < (before.row.dangerSince ?? 0) + 4 * hour;
          const pace = (before.row.acknowledged ? isFirstHour : early) ? 23 : 68;
          expect((desk.now - lastAsked) / minute).toBeLessThanOrEqual(pace);
        };
        for (const [next, ticks] of steps) {
          const { acts } = desk.file(reference);
          const calls = acts.filter(({ call, due }) => call !== null && due !== null);
          const type = (typing: Parameters<PureDesk["type"]>[0][string]) => {
            desk.type({ [reference]: typing }, next.by);
            // A person has just looked at it.
            lastAsked = desk.now;
          };
          if (next.is === "danger" || next.is === "report") {
            const immediateDanger = next.is === "danger" ? "yes" : "no";
            const { change } = desk.report({ ...reported.danger, immediateDanger });
            expect(change.messages.length).toBeGreaterThan(0);
            const toAll = new Set(change.messages.map(({ to }) => to));
            const aside = desk.file(reference).row.steppedAside ?? "";
            for (const to of toAll) expect(aside).not.toContain(to);
            if (next.is === "danger") lastAsked = desk.now;
          } else if (next.is === "acknowledge") type({ row: { acknowledged: next.value } });
          else if (next.is === "over") type({ row: { dangerOver: next.value } });
          // The account that runs is told where nobody is left, whatever it says.
          else if (next.is === "aside" && next.by !== people[3])
            type({ row: { steppedAside: asideOf(desk, next.by) } });
          else if (next.is === "tick" || next.is === "made") {
            const call = calls[next.act % calls.length];
            const cells =
              next.is === "tick"
                ? { done: next.value }
                : { alreadyMade: next.value, agencyReference: next.value ? "R-17" : null };
            type({ acts: { [call?.row ?? ""]: cells } });
          }
          for (let tick = 0; tick <= ticks; tick += 1) clock();
        }
      },
    ),
    { numRuns: isEveryPoint ? 150 : 60 },
  );
});
