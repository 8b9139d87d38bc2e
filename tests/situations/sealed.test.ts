/** A report that names someone who receives these reports reaches the sealed register and its reader, and nothing else (design 2.11). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../scripts/play/scenario";
import { expectNoStudentData, mailTo } from "./situation";
import { scenarioFrom, traced } from "./traces";

function scenarioOf(name: string): Scenario {
  return scenarioFrom(readFileSync(new URL(`./sealed/${name}.json`, import.meta.url), "utf8"));
}

/** The same day on which that report was never sent. */
function without(scenario: Scenario, sealed: number): Scenario {
  const events = scenario.events.filter(
    (event, index) => index !== sealed && "deliverAgain" in event === false,
  );
  return { ...scenario, events };
}

const data = ["Rowan", "Pine", "730194", "North High", "van", "marina", "Tess", "counselor drove"];

describe.each([
  ["contact", 0, "lead@district.example"],
  ["administrator", 0, "lead@district.example"],
  ["not-sure", 0, "lead@district.example"],
  ["unreadable", 0, "lead@district.example"],
  ["lead", 0, "admin@district.example"],
  ["lost-trigger", 0, "lead@district.example"],
  ["beside-an-open-case", 1, "lead@district.example"],
])("%s", async (name, sealed, reader) => {
  const scenario = scenarioOf(name);
  const { out, main, properties, answers } = await traced(scenario);
  const quiet = await traced(without(scenario, sealed));
  const sealedCases = out.cases.filter(({ register }) => register === "sealed");

  test("opens one sealed case, with its checklist and its report", () => {
    expect(out.errors).toEqual([]);
    expect(sealedCases).toHaveLength(1);
    expect(sealedCases[0]).toMatchObject({ student: "Rowan Pine", status: "open", reports: 1 });
    const { length } = quiet.out.reports;
    expect(out.reports).toHaveLength(length + 1);
    expect(out.checklist.length).toBeGreaterThan(quiet.out.checklist.length);
  });

  test("leaves the main register and the script's memory as if it had never come", () => {
    expect(main).toEqual(quiet.main);
    expect(out.cells).toEqual(quiet.out.cells);
    expect(properties).toEqual(quiet.properties);
  });

  test("tells its reader and nobody else: not the reporter, not in danger, and not when hours go by", () => {
    const told = out.inbox.filter(({ to }) => to.includes(reader));
    const others = out.inbox.filter(({ to }) => !to.includes(reader));
    expect(told.length).toBeGreaterThan(mailTo(quiet.out, reader).length);
    expect(others).toEqual(quiet.out.inbox.filter(({ to }) => !to.includes(reader)));
    expectNoStudentData(out.inbox, data);
  });

  test("an answer to its mail goes to its reader too", () => {
    const told = answers.filter(({ to }) => to.includes(reader));
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(({ replyTo }) => replyTo).filter((one) => one !== reader)).toEqual([]);
  });

  test("each mail names its sender, and any other is answered to the lead", () => {
    expect(new Set(answers.map(({ name: sender }) => sender))).toEqual(
      new Set(["Student Safety Desk"]),
    );
    const lead = "lead@district.example";
    expect(quiet.answers.filter(({ replyTo }) => replyTo !== lead)).toEqual([]);
  });

  test("opens the sealed register to nobody but its reader and the account that made it", () => {
    const who = out.access.filter(({ file }) => file === "sealed").map((one) => one.who);
    expect(new Set(who)).toEqual(new Set(["admin@district.example", reader]));
  });

  test("names nobody in an activity line", () => {
    expect(out.activity.length).toBeGreaterThan(quiet.out.activity.length);
    expect(JSON.stringify(out.activity)).not.toMatch(/Rowan|730194|North High/);
  });
});
