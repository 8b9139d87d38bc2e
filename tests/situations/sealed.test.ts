/** A report that names someone who receives these reports reaches the sealed register and its reader, and nothing else (design 2.11). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SealedRegister } from "../../src/district/sealed-readers";
import { expectNoStudentData, mailTo } from "../day/look";
import { admin, alternate, lead } from "../day/people";
import { type Traces, traced } from "./traces";

interface Scenario {
  readonly events: readonly object[];
}

function scenarioOf(name: string): Scenario {
  return JSON.parse(readFileSync(new URL(`./sealed/${name}.json`, import.meta.url), "utf8")); // Checked when it is played.
}

/** The same day on which that report was never sent. */
function without(scenario: Scenario, sealed: number): Scenario {
  const events = scenario.events.filter(
    (event, index) => index !== sealed && "deliverAgain" in event === false,
  );
  return { ...scenario, events };
}

const quietDays = new Map<string, Promise<Traces>>();

/** Scenarios that differ in their sealed report alone are the same day without it, which is played once. */
function quietDay(scenario: Scenario): Promise<Traces> {
  const day = JSON.stringify(scenario);
  const played = quietDays.get(day) ?? traced(scenario);
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
  const quiet = await quietDay(without(scenario, sealed));
  const [reader = ""] = readers;
  const isReaders = ({ to }: { readonly to: string | readonly string[] }) =>
    readers.some((one) => to.includes(one));

  test("opens one sealed case, with its checklist and its report, in the register whose audience it may have", () => {
    expect(out.errors).toEqual([]);
    const cases = out.cases.filter((one) => one["register"] !== "main");
    expect(cases).toMatchObject([{ register, student: "Rowan Pine", status: "open", reports: 1 }]);
    expect(out.reports).toHaveLength(quiet.out.reports.length + 1);
    expect(out.checklist.length).toBeGreaterThan(quiet.out.checklist.length);
  });

  test("leaves the main register and the script's memory as if it had never come", () => {
    expect(main).toEqual(quiet.main);
    expect(out.cells).toEqual(quiet.out.cells);
    expect(properties).toEqual(quiet.properties);
  });

  test("tells its readers and nobody else: not the reporter, not in danger, and not when hours go by", () => {
    for (const one of readers) {
      expect(mailTo(out, one).length).toBeGreaterThan(mailTo(quiet.out, one).length);
    }
    const others = out.inbox.filter((mail) => !isReaders(mail));
    expect(others).toEqual(quiet.out.inbox.filter((mail) => !isReaders(mail)));
    expectNoStudentData(out.inbox, data);
  });

  test("an answer to its mail goes to whoever got it", () => {
    const told = answers.filter(isReaders);
    expect(told.length).toBeGreaterThan(0);
    const elsewhere = told.filter(
      ({ to, replyTo }) => replyTo === null || ![...readers, ...to].includes(replyTo),
    );
    expect(elsewhere).toEqual([]);
    const cases = new Set(mailTo(out, reader).map(({ case: of }) => of));
    expect(cases.size).toBeGreaterThan(0);
  });

  test("each mail names its sender, and any other is answered to the lead", () => {
    expect(new Set(answers.map(({ name: sender }) => sender))).toEqual(
      new Set(["Student Safety Desk"]),
    );
    expect(quiet.answers.filter(({ replyTo }) => replyTo !== lead)).toEqual([]);
  });

  test("changes nothing in who can open any file", () => {
    expect(out.access).toEqual(quiet.out.access);
    const who = out.access.filter(({ file }) => file === register).map((one) => one.who);
    expect(who).toEqual([admin, ...readers]);
  });

  test("names nobody in an activity line", () => {
    expect(out.activity.length).toBeGreaterThan(quiet.out.activity.length);
    expect(JSON.stringify(out.activity)).not.toMatch(/Rowan|730194|North High/);
  });

  test("its mail and its checklist name its first reader as the one who acts, and say who else was told", () => {
    const [first] = mailTo(out, reader).filter(({ text }) => text.includes("Sealed: "));
    const role = reader === lead ? "district lead" : "alternate lead";
    const known = readers.length > 1 ? "the district lead and the alternate lead are" : "you are";
    expect(first?.text).toContain(`Sealed: only ${known} told.`);
    expect(first?.text).not.toMatch(/designated contact/i);
    const own = out.cases.filter((one) => one["register"] === register);
    expect(new Set(own.map(({ contact }) => contact))).toEqual(new Set([reader]));
    const acts = out.checklist.filter((one) => one["register"] === register);
    expect(acts.length).toBeGreaterThan(0);
    expect(JSON.stringify(acts.map(({ who }) => who))).not.toMatch(/designated contact/i);
    expect(JSON.stringify(acts.map(({ who }) => who)).toLowerCase()).toContain(role);
  });
});

test("a sealed case points to the open main case of the same student, which does not point back", async () => {
  const { out } = await traced(scenarioOf("beside-an-open-case"));
  const [open] = out.cases.filter(({ register }) => register === "main");
  const [first] = mailTo(out, lead).filter(({ text }) => text.includes("Sealed: "));
  expect(first?.text).toContain(
    `Sealed: only you are told. Keep it out of main-register case ${String(open?.["case"])}.`,
  );
  expect(open).toMatchObject({ possibleMatch: [], reports: 1 });
});
