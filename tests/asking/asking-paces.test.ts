/** Who is asked about a danger, when, and until when (design 2.18): tables of cases, and what must hold whatever people do. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askInRounds, type RoundQuestion, roundPaces } from "../../src/asking/asking-paces";
import type { CaseFile } from "../../src/case/facts/case-file";
import { asksUntilCalled } from "../../src/case/facts/danger";
import { peopleToldInDanger } from "../../src/case/people/responsible-person";
import { casesNamed } from "../../src/outbox/queue-plan";
import {
  Asker,
  contextOf,
  hour,
  opened,
  played,
  reported,
  staffed,
  withActs,
  withRow,
  written,
} from "../case/cases";
import { PureDesk } from "../case/desk";
import { call } from "../day/events";
import { now } from "../district/rows";
import { isEveryPoint } from "../every-point";

const minute = 60_000;
const names = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ email: `p${at + 1}` }));
const settings = { immediateDangerMinutes: 15, dangerAgainMinutes: 15 };

/** What a clock asks that runs when the asker says: "minutes addresses", the first email included. */
function asked(
  first: readonly { email: string }[],
  line: readonly { email: string }[],
  hours: number,
  more: Partial<RoundQuestion<{ email: string }>> = {},
): string[] {
  const lines: string[] = [];
  let last: number | null = null;
  const pace = roundPaces(settings).danger;
  for (let at = 0; at < hours * hour; ) {
    const always = { id: "one", pace, since: 0, from: 0, holders: null };
    const question = { ...always, first, line, asked: last };
    const found = askInRounds([{ ...question, misses: () => null, ...more }], at);
    for (const { to } of found.asks) lines.push(`${at / minute} ${to.map(({ email }) => email)}`);
    if (found.asks.length > 0) last = at;
    expect(found.next).toBeGreaterThan(at);
    at = found.next;
  }
  return lines;
}

const minutesOf = (lines: readonly string[]) => lines.map((line) => Number(line.split(" ")[0]));

test.each([1, 2, 3, 4, 8])("%i people have 9n + 27 emails on the first day", (count) => {
  const mails = asked(names(count), [], 24).flatMap((line) => line.split(","));
  expect(mails).toHaveLength(9 * count + 27);
});

test("everyone at 0, m, 2m, 4m and each fourth hour; between those one after the other, who joined last first", () => {
  const lines = asked(names(2), [{ email: "next" }], 9);
  expect(lines.slice(0, 9)).toEqual([
    "0 p1,p2",
    "15 p1,p2,next",
    "30 p1,p2,next",
    "45 next",
    "60 p1,p2,next",
    "75 p1",
    "90 p2",
    "105 next",
    "120 p1",
  ]);
  expect(minutesOf(lines).slice(16)).toEqual([240, 300, 360, 420, 480]);
  const toAll = lines.filter((line) => line.includes("p1,p2,next"));
  expect(minutesOf(toAll)).toEqual([15, 30, 60, 240, 480]);
});

test.each([
  [-1, [0, 14, 29, 59]],
  [-8, [0, 22, 37, 67]],
])(
  "where a danger began %i minutes from another, everyone is asked at the other's nearest turns",
  (began, toAll) => {
    const lines = asked(names(2), [], 1.2, { grid: began * minute });
    expect(minutesOf(lines.filter((line) => line.includes("p1,p2")))).toEqual(toAll);
  },
);

test("turns pass over who is away, and go to no one who cannot be reached", () => {
  const turns = (misses: RoundQuestion<{ email: string }>["misses"]) =>
    new Set(
      asked(names(3), [], 4, { misses })
        .flatMap((line) => line.split(" ")[1] ?? "")
        .filter((who) => !who.includes(",")),
    );
  expect(turns(({ email }) => (email === "p2" ? "away" : null))).toEqual(new Set(["p1", "p3"]));
  expect(turns(({ email }) => (email === "p2" ? "away" : "gone"))).toEqual(new Set(["p2"]));
  // At night whoever is off duty comes before whoever is away.
  const atNight = ({ email }: { readonly email: string }) => (email === "p2" ? "off-duty" : "away");
  expect(turns(atNight)).toEqual(new Set(["p2"]));
});

test("of two dangers whose turn is at once, an email that one person gets anyway names both", () => {
  const [one, two, three] = names(3) as [{ email: string }, { email: string }, { email: string }];
  const pace = roundPaces(settings).danger;
  const at = 45 * minute;
  const always = { pace, since: 0, from: 0, line: [], holders: null, misses: () => null };
  const asks = (first: (typeof one)[]) =>
    askInRounds(
      [
        { ...always, id: "first", first: [one, two], asked: at - minute },
        { ...always, id: "second", first, asked: at - minute },
      ],
      at,
    ).asks.map(({ question, to }) => [question.id, to.map(({ email }) => email).join()]);
  expect(asks([one, two])).toEqual([
    ["first", "p1"],
    ["second", "p1"],
  ]);
  expect(asks([two, one])).toEqual([
    ["first", "p1"],
    ["second", "p1"],
  ]);
  expect(asks([three])).toEqual([
    ["first", "p1"],
    ["second", "p3"],
  ]);
});

const inDanger = (more: Parameters<typeof opened>[0] = {}) =>
  opened({ report: reported.danger, ...more });
const acknowledgedAt =
  (minutes: number, by = "backup@district.example") =>
  (file: CaseFile, at: number) => {
    if (at !== minutes) return file;
    const when = now + minutes * minute;
    return withRow(file, { acknowledged: true, acknowledgedBy: by, acknowledgedAt: when });
  };
const again = (minutes: number, ...who: string[]) =>
  who.map((name) => `${minutes} call-overdue ${name}`);

describe("a case in danger", () => {
  test("acknowledged: that person for an hour and then hourly; everyone after 30 and 60 minutes and each fourth hour", () => {
    expect(played(inDanger(), contextOf(), 4.2, acknowledgedAt(10))).toEqual([
      ...again(25, "backup"),
      ...again(40, "backup", "contact", "lead"),
      ...again(55, "backup"),
      ...again(70, "backup", "contact", "lead"),
      ...again(130, "backup"),
      ...again(190, "backup"),
      ...again(240, "backup", "contact", "lead"),
      ...again(250, "backup"),
    ]);
  });

  test("who is away is told in the rounds; who acknowledges while away is there", () => {
    const directory = staffed("contact", "away backup", "lead");
    const context = contextOf({ directory });
    const lines = played(inDanger({ directory }), context, 1.6);
    const toBackup = lines.filter((line) => line.endsWith("backup"));
    expect(minutesOf(toBackup)).toEqual([15, 30, 60]);
    const taken = played(inDanger({ directory }), context, 0.3, acknowledgedAt(0));
    expect(taken).toEqual(again(15, "backup"));
  });

  test("of another school each gets their own alone, and one email names all of a person's", () => {
    const south = inDanger({
      reference: "26-0008",
      report: { ...reported.danger, school: "South Middle" },
      contact: "south@district.example",
    });
    const found = new Asker().run([inDanger(), south], contextOf({ now: now + 15 * minute }));
    expect(
      found.messages.map((one) => `${one.to.split("@")[0]} ${one.case ?? casesNamed(one)}`),
    ).toEqual([
      "contact 26-0007",
      "backup 26-0007",
      "lead 26-0007,26-0008",
      "alternate 26-0007,26-0008",
      "south 26-0008",
    ]);
  });
});

// What ends the questions. What a report of danger causes is played in tests/situations.

const dangerIn = (hours: number) => inDanger({ row: { dangerSince: now + hours * hour } });
const done = { done: true, state: "done", doneAt: now + 1 } as const;

test.each<[string, Parameters<typeof withActs>[1], boolean]>([
  ["a call", { [call]: done }, true],
  ["a written report", { "submit-mandated-report": done }, false],
  ["a plan", { "co-create-action-plan": done }, false],
  ["a call made already: by whom", { [call]: { alreadyMade: true, madeBy: "The nurse" } }, true],
  ["the reference", { [call]: { alreadyMade: true, agencyReference: "R-17" } }, true],
  ["nothing more", { [call]: { alreadyMade: true, madeBy: " " } }, false],
  ["by whom, without the tick", { [call]: { madeBy: "The nurse" } }, false],
])("%s is an answer to it: %s", (_, acts, isAnswer) => {
  expect(asksUntilCalled(withActs(inDanger(), acts))).toBe(!isAnswer);
  // Made before a danger was reported, or said on a row that was owed before, it is no answer to that danger.
  expect(asksUntilCalled(withActs(dangerIn(1), acts))).toBe(true);
});

test("a call that was made since is an answer, although its row was owed before; so is that it is over, and the closing", () => {
  const acts = { [call]: { ...done, doneAt: now + hour + 1 } };
  expect(asksUntilCalled(withActs(dangerIn(1), acts))).toBe(false);
  expect(asksUntilCalled(withRow(inDanger(), { dangerOver: true }))).toBe(false);
  expect(asksUntilCalled(withRow(inDanger(), { status: "closed" }))).toBe(false);
});

test.each<[string, object]>([
  ["ticked", { done: true }],
  ["made already", { alreadyMade: true, madeBy: "The deputy" }],
])("what comes first in danger is owed again where it was %s before", (_, cells) => {
  const desk = new PureDesk();
  const { reference } = desk.report(reported.danger);
  const rows = () =>
    desk.file(reference).acts.filter(({ act }) => act === "involve-law-enforcement");
  desk.report(reported.danger);
  expect(rows()).toHaveLength(1);
  desk.type({ [reference]: { acts: { [rows()[0]?.row ?? ""]: cells } } });
  desk.report(reported.danger);
  expect(rows().map(({ state }) => state)).toEqual(["done", "open"]);
  expect(asksUntilCalled(desk.file(reference))).toBe(true);
});

// Whatever people do.

const line = ["contact", "backup", "lead", "alternate", "admin"];
const people = line.map((name) => `${name}@district.example`);
/** Minutes at which something begins, within the ten hours that are played; past them where it does not. */
const some = fc.option(fc.integer({ min: 0, max: 590 }), { nil: 9_999, freq: 3 });
const absence = fc.constantFrom("", "away ");
const life = fc.record({
  absences: fc.tuple(absence, absence, absence, absence, absence),
  /** When each account is deleted; the admin's never is. */
  gone: fc.tuple(some, some, some, some),
  aside: fc.tuple(some, some),
  acknowledged: fc.array(
    fc.record({ at: fc.integer({ min: 1, max: 590 }), by: fc.nat(4), isUndone: fc.boolean() }),
    { maxLength: 5 },
  ),
  others: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 2 }),
  minutes: fc.integer({ min: 5, max: 60 }),
  again: fc.integer({ min: 5, max: 60 }),
});

test("while a danger has no call on record, someone who can be reached is emailed in every 65 minutes, everyone who may know in every four hours, and no one who is excluded", () => {
  fc.assert(
    fc.property(life, ({ absences, gone, aside, acknowledged, others, minutes, again: pause }) => {
      const base = staffed(...line.map((name, place) => `${absences[place]}${name}`));
      const pacing = { immediateDangerMinutes: minutes, dangerAgainMinutes: pause };
      const directory = { ...base, settings: { ...base.settings, ...pacing } };
      let at = 0;
      const isGone = (address: string) => at >= (gone[people.indexOf(address)] ?? 9_999);
      const asker = new Asker((address) => !isGone(address));
      const files = [0, ...others].map((start, place) =>
        inDanger({ reference: `26-000${place + 1}`, at: now + start * minute, directory }),
      );
      const stories = files.map(({ row }) => {
        return { any: row.opened ?? 0, each: new Map<string, number>(), may: [] as string[] };
      });
      for (; at <= 600; at += 5) {
        const context = contextOf({ directory, now: now + at * minute });
        const steppedAside = people.filter((_, place) => at >= (aside[place] ?? 9_999)).join(", ");
        for (const [index, file] of files.entries()) files[index] = withRow(file, { steppedAside });
        for (const { at: when, by, isUndone } of acknowledged) {
          const [file] = files;
          const who = people[by] ?? "";
          const mayNot = isGone(who) || (file?.row.steppedAside ?? "").includes(who);
          if (file === undefined || at < when || at - when >= 5 || mayNot) continue;
          files[0] = isUndone
            ? withRow(file, { acknowledged: false, acknowledgedBy: null, acknowledgedAt: null })
            : acknowledgedAt(when, who)(file, when);
        }
        const there = files.filter(({ row }) => (row.opened ?? 0) <= context.now);
        const found = asker.run(there, context);
        const told = found.messages.flatMap((message) =>
          casesNamed(message).map((reference) => ({ reference, to: message.to })),
        );
        const mails = new Set(told.map(({ reference, to }) => `${reference} ${to}`));
        expect(mails.size).toBe(told.length);
        for (const [place, { row }] of files.entries()) {
          const known = stories[place];
          if (known === undefined || !there.some((one) => one.row === row)) continue;
          for (const { reference, to } of told) {
            if (reference !== row.case) continue;
            expect(row.steppedAside ?? "").not.toContain(to);
            if (!isGone(to)) known.any = context.now;
            known.each.set(to, context.now);
          }
          expect((context.now - known.any) / minute).toBeLessThanOrEqual(65);
          // Who comes to know of it later counts from then on.
          const may = peopleToldInDanger(row, context).map(({ email }) => email);
          for (const email of may) {
            if (!known.may.includes(email)) known.each.set(email, context.now);
            const last = known.each.get(email) ?? 0;
            expect((context.now - last) / minute, email).toBeLessThanOrEqual(245);
          }
          known.may = may;
        }
        for (const update of found.update) {
          const index = files.findIndex(({ row }) => row.case === update.key);
          const file = files[index];
          if (file !== undefined) files[index] = written(file, update);
        }
        for (const file of files) expect(asksUntilCalled(file)).toBe(true);
      }
    }),
    { numRuns: isEveryPoint ? 300 : 25 },
  );
});
