/** A report that names someone who receives these reports reaches the sealed register and its reader, and nothing else (design 2.11). */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SealedRegister } from "../../src/district/sealed-readers";
import { expectNoStudentData, mailTo, openers } from "../day/look";
import { admin, alternate, lead } from "../day/people";
import { type Traces, traced } from "./traces";

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
  const [first] = mailTo(out, reader).filter(({ text }) => text.includes("Sealed: "));
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

  test("its mail and its checklist name its first reader as the one who acts, and say who else was told, and of an open case of that student", () => {
    const role = reader === lead ? "district lead" : "alternate lead";
    const known = readers.length > 1 ? "the district lead and the alternate lead" : "you";
    const beside = `Keep this out of main-register case ${String(open?.["case"])}.`;
    expect(first?.text).toContain(`Sealed: only ${known} know.`);
    expect(first?.text.includes(beside)).toBe(open !== undefined);
    expect(first?.text).not.toMatch(/designated contact/i);
    const own = out.cases.filter((one) => one["register"] === register);
    expect(own).toMatchObject([{ contact: reader }]);
    const acts = out.checklist.filter((one) => one["register"] === register);
    const who = JSON.stringify(acts.map((act) => act["who"])).toLowerCase();
    expect(who).toContain(role);
    expect(who).not.toContain("designated contact");
    // The other case does not point back.
    if (open !== undefined) expect(open).toMatchObject({ possibleMatch: [], reports: 1 });
  });
});
