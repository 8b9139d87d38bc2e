/** A report about someone who receives reports goes to the sealed register and the person who reads it, and nowhere else (design 2.11). */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registerIds } from "../../scripts/play/register-cells";
import { type SentMail, sentMail } from "../../scripts/workspace/index";
import { choices } from "../../src/form/report";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { stateKey } from "../../src/register/columns";
import type { SealedRegister } from "../../src/sealed/who-reads-sealed-registers";
import { Day, playedText, start } from "../day/day";
import { call, editOf, minutes, submit, tickOf } from "../day/events";
import { expectNoStudentData, mailTo, type Output, openers, wordsOf } from "../day/look";
import {
  admin,
  alternate,
  alternateRow,
  backup,
  contact,
  contactsRow,
  demoAnd,
  lead,
  teacher,
} from "../day/people";

/** Everything that a day leaves behind, also what its end does not list. */
interface Traces {
  readonly out: Output;
  /** The main register whole: cells, filter views, protected ranges. */
  readonly main: unknown;
  readonly properties: Readonly<Record<string, string>>;
  /** Of each email: to whom it went, whom it names as its sender, and to whom an answer goes. */
  readonly answers: readonly Pick<SentMail, "to" | "name" | "replyTo">[];
}

/** Plays a scenario without a seed. */
async function traced(scenario: object): Promise<Traces> {
  const { workspace, output } = await playedText(JSON.stringify(scenario));
  const day = Day.in(workspace);
  return {
    out: output,
    main: structuredClone(day.register()),
    properties: { ...day.properties() },
    answers: sentMail(workspace.store).map(({ to, name, replyTo }) => ({ to, name, replyTo })),
  };
}

interface Scenario {
  readonly events: readonly object[];
}

function scenarioOf(name: string): Scenario {
  return JSON.parse(readFileSync(new URL(`./sealed/${name}.json`, import.meta.url), "utf8")); // Checked when it is played.
}

const quietDays = new Map<string, Promise<Traces>>();

/** The same day on which that report was never sent: days that differ in it alone have one, which is played once. */
function quietDay(scenario: Scenario, sealed: number): Promise<Traces> {
  const events = scenario.events.filter(
    (event, index) => index !== sealed && "deliverAgain" in event === false,
  );
  const day = JSON.stringify({ ...scenario, events });
  const played = quietDays.get(day) ?? traced(JSON.parse(day));
  quietDays.set(day, played);
  return played;
}

const data = ["Rowan", "Pine", "730194", "North High", "van", "marina", "Tess", "counselor drove"];
/** In which register it is, and who reads that. */
describe.each<[string, number, SealedRegister, readonly string[]]>([
  ["contact", 0, "sealed", [lead, alternate]],
  ["administrator", 0, "sealed", [lead, alternate]],
  ["not-sure", 0, "sealed", [lead, alternate]],
  ["unreadable", 0, "sealed", [lead, alternate]],
  ["lead", 0, "sealed-alternate", [alternate]],
  ["lost-trigger", 0, "sealed", [lead]],
  ["beside-an-open-case", 1, "sealed", [lead]],
])("%s", async (name, sealed, register, readers) => {
  const scenario = scenarioOf(name);
  const { out, main, properties, answers } = await traced(scenario);
  const quiet = await quietDay(scenario, sealed);
  const [reader = ""] = readers;
  const isReaders = ({ to }: { readonly to: string | readonly string[] }) =>
    readers.some((one) => to.includes(one));
  const [open] = out.cases.filter((one) => one["register"] === "main");

  test("opens one sealed case, with its checklist and its report, in the register whose audience it may have", () => {
    expect(out.errors).toEqual([]);
    const cases = out.cases.filter((one) => one["register"] !== "main");
    expect(cases).toMatchObject([{ register, student: "Rowan Pine", status: "open", reports: 1 }]);
    expect(out.reports).toHaveLength(quiet.out.reports.length + 1);
    expect(out.checklist.length).toBeGreaterThan(quiet.out.checklist.length);
  });

  test("leaves the main register, the script's memory and who can open files as if it had never come, and names no one in an activity line", () => {
    expect(main).toEqual(quiet.main);
    expect(out.cells).toEqual(quiet.out.cells);
    expect(properties).toEqual(quiet.properties);
    expect(out.access).toEqual(quiet.out.access);
    expect(openers(out, register)).toEqual([admin, ...readers]);
    expect(out.activity.length).toBeGreaterThan(quiet.out.activity.length);
    expect(JSON.stringify(out.activity)).not.toMatch(/Rowan|730194|North High/);
  });

  test("tells its readers and no one else: not the reporter, not in danger, and not when hours go by", () => {
    for (const one of readers)
      expect(mailTo(out, one).length).toBeGreaterThan(mailTo(quiet.out, one).length);
    const others = out.inbox.filter((mail) => !isReaders(mail));
    expect(others).toEqual(quiet.out.inbox.filter((mail) => !isReaders(mail)));
    expectNoStudentData(out.inbox, data);
  });

  test("each mail names its sender; an answer to its own goes to whoever got it, and to any other to the lead", () => {
    expect(new Set(answers.map(({ name: sender }) => sender))).toEqual(
      new Set(["Student Safety Desk"]),
    );
    const told = answers.filter(isReaders);
    expect(told.length).toBeGreaterThan(0);
    const elsewhere = told.filter(
      ({ to, replyTo }) => replyTo === null || ![...readers, ...to].includes(replyTo),
    );
    expect(elsewhere).toEqual([]);
    expect(quiet.answers.filter(({ replyTo }) => replyTo !== lead)).toEqual([]);
  });

  test("its checklist names its first reader as the one who acts, and its row an open case of that student; no email says so, or that it is sealed", () => {
    const role = reader === lead ? "district lead" : "alternate lead";
    const own = out.cases.filter((one) => one["register"] === register);
    expect(own).toMatchObject([{ contact: reader }]);
    const beside = `open case in the main register: ${String(open?.["case"])}`;
    expect(JSON.stringify(own[0]?.["openMatters"]).includes(beside)).toBe(open !== undefined);
    const told = out.inbox.filter(({ case: reference }) => reference === own[0]?.["case"]);
    expect(told.some(isReaders)).toBe(true);
    for (const mail of told.filter(isReaders)) {
      expect(wordsOf(mail)).not.toMatch(/sealed/i);
      if (open !== undefined && open["case"] !== own[0]?.["case"])
        expect(wordsOf(mail)).not.toContain(String(open["case"]));
    }
    const acts = out.checklist.filter((one) => one["register"] === register);
    const who = JSON.stringify(acts.map((act) => act["who"])).toLowerCase();
    expect(who).toContain(role);
    expect(who).not.toContain("designated contact");
    // The other case does not point back.
    if (open !== undefined) expect(open).toMatchObject({ possibleMatch: [], reports: 1 });
  });
});

// Over hours, beside an open case of the same student that knows nothing of it.

/** Without the stamps of a clock that has been read a few calls earlier or later. */
const timeless = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "number" && !Number.isInteger(item) ? "a moment" : item,
    ),
  ) as unknown;

test("more reports and its reader's work on it leave the open case of the same student as it was, and tell its readers alone", async () => {
  const settings = { domains: ["district.example"] };
  const directory = { ...demoAnd({ ...alternateRow, mayOpen: true }), settings };
  const open = [submit({ factors: ["frequently-absent"] }), minutes(10)];
  const day = (...events: readonly unknown[]) =>
    traced({ start, directory, events: [...open, ...events, { advance: "PT2H" }] });
  const said = {
    ...{ facts: "The counselor drove her to the marina.", immediateDanger: "yes" },
    ...{ reporterEmail: teacher, recipientMayBeInvolved: "not-sure" },
  };
  const type = (set: object) => editOf("26-0001", set, lead, "sealed");
  const quiet = await day();
  const { out, main, properties } = await day(
    submit(said),
    submit({ ...said, concerns: ["suspected-victim"] }),
    type({ raiseLevelTo: "confirmed-victim", raiseReason: "Told on the phone." }),
    type({ acknowledged: true }),
    tickOf("26-0001", call, { done: true }, lead, "sealed"),
  );
  expect(out.errors).toEqual([]);
  const of = (register: string) => out.cases.filter((row) => row["register"] === register);
  expect(of("sealed")).toMatchObject([
    {
      ...{ reports: 2, level: "confirmed-victim", acknowledged: true, acknowledgedBy: lead },
      ...{ contact: lead, possibleMatch: [], earlierCase: null },
    },
  ]);
  const done = out.checklist.filter((act) => act["done"] === true);
  expect(done).toMatchObject([{ act: call, doneBy: lead }]);
  expect(of("main")).toMatchObject([{ reports: 1, level: "below-threshold", possibleMatch: [] }]);
  expect(Object.keys(properties).sort()).toEqual(Object.keys(quiet.properties).sort());
  expect(JSON.stringify([main, properties])).not.toMatch(/marina|teacher@|confirmed-victim"/);
  for (const tab of ["Reports", "Cases"])
    expect(timeless(out.cells?.[tab])).toEqual(timeless(quiet.out.cells?.[tab]));
  for (const tab of ["Checklist", "Outbox", "Activity", "Log", "Disclosures"])
    expect(out.cells?.[tab]?.length, tab).toBe(quiet.out.cells?.[tab]?.length);
  const more = (who: string) => mailTo(out, who).length - mailTo(quiet.out, who).length;
  for (const who of [contact, backup, lead, admin, alternate, teacher])
    expect(more(who) > 0, who).toBe([lead, alternate].includes(who));
  expect(more(lead)).toBeGreaterThanOrEqual(3);
});

// Whether a report is sealed, where it goes and whom it excludes: every pair of answers to the two questions that decide it (design 2.11).

const named = ["contact", "backup", "principal", "lead", "alternate"] as const;
const address = (who: (typeof named)[number]) => `${who}@district.example`;
const district = {
  contacts: [
    contactsRow("designated contact", address("contact")),
    contactsRow("backup contact", address("backup")),
    contactsRow("told only", address("principal"), { mayOpen: false }),
    contactsRow("district lead", address("lead")),
    contactsRow("alternate lead", address("alternate")),
    contactsRow("district admin", "admin@district.example"),
  ],
};

const main = "main";
const contacts = "sealed, without contact backup";

/** What is said of the people who receive reports; then, for each answer about staff, what becomes of the report. */
const ofStaff = ["yes", "unknown", "no", "unanswered", "unreadable"] as const;
const table: Readonly<Record<string, readonly string[]>> = {
  no: [main, main, main, main, main],
  contact: [contacts, contacts, contacts, contacts, contacts],
  administrator: ofStaff.map(() => "sealed, without principal"),
  lead: ofStaff.map(() => "sealed-alternate, without lead"),
  "alternate-lead": ofStaff.map(() => "sealed-lead, without alternate"),
  "not-sure": [contacts, contacts, contacts, contacts, contacts],
  unanswered: [contacts, contacts, main, main, contacts],
  unreadable: [contacts, contacts, contacts, contacts, contacts],
};
const pairs = Object.entries(table).flatMap(([recipient, outcomes]) =>
  outcomes.map((outcome, at) => ({ recipient, staff: ofStaff[at] ?? "", outcome })),
);

/** The answer as the Form holds it. */
function answer(key: "recipientMayBeInvolved" | "staffMayBeInvolved", id: string): object {
  if (id === "unanswered") return {};
  const found = choices(marin2019(), key).find((one) => one.id === id);
  return { [key]: found?.text ?? "Ask me in person" };
}

test("each pair of answers", async () => {
  const day = await Day.begin({ directory: district }, {}, true);
  const out = day.play(
    ...pairs.map(({ recipient, staff }, at) => ({
      submit: {
        raw: {
          school: "North High",
          studentId: String(100_200 + at),
          facts: "Coach Quince drives her home.",
          ...answer("recipientMayBeInvolved", recipient),
          ...answer("staffMayBeInvolved", staff),
        },
      },
    })),
  );
  expect(out.errors).toEqual([]);
  const found = [...registerIds(day.workspace.store).keys()].flatMap((register) =>
    day.rows("cases", register).map(({ cells }): [number, string] => {
      const { excluded = [] }: { excluded?: readonly string[] } = JSON.parse(
        String(cells[stateKey]),
      );
      const without = named.filter((who) => excluded.includes(address(who)));
      const outcome = register === main ? main : `${register}, without ${without.join(" ")}`;
      return [Number(cells["studentId"]) - 100_200, outcome];
    }),
  );
  const outcomes = new Map(found);
  expect(found).toHaveLength(pairs.length);
  expect(pairs.map((pair, at) => ({ ...pair, outcome: outcomes.get(at) }))).toEqual(pairs);
  // Who is told only hears of none that is sealed.
  const plain = pairs.filter(({ outcome }) => outcome === main);
  expect(mailTo(out, address("principal"))).toHaveLength(plain.length);
});
