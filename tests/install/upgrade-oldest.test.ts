/**
 * Registers of the oldest schema with cases in every state, written by the code of commit c70f176 (tests/fixtures/c70f176: the day, and what
 * its own play left behind, without the mail), under today's script: nothing is lost, nobody is told twice, and what it knew goes on.
 */
import { describe, expect, test } from "vitest";
import { addresses } from "../../scripts/play/directory";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { reportRegisters } from "../../src/register/register-ids";
import { schemaText } from "../../src/register/schema";
import { marksOf } from "./marks";
import { oldDesk, oldestText, played } from "./old-desk";

const upgrade = { menu: { name: "upgrade" } };
const hours = (count: number) => ({ advance: `PT${count}H` });

type Rows = readonly Readonly<Record<string, unknown>>[];
const only = (rows: Rows, keys: readonly string[]) =>
  rows.map((row) => keys.map((key) => row[key] ?? null));

const ofCases = [
  ...["case", "student", "studentId", "level", "status", "notes", "mergedInto"],
  // Pinned to the protocol that opened it.
  "protocolVersion",
];
const ofActs = ["case", "act", "done", "doneBy", "doneAt", "agencyReference"];
const ofReports = ["response", "case", "facts", "factors", "concerns", "received"];

describe("registers of commit c70f176 under this version", () => {
  const upgraded = oldDesk();
  const two = played(upgraded, upgrade, hours(2));

  test.each<[string, () => Output]>([
    ["as they are", () => played(oldDesk(), { advance: "PT20M" })],
    ["after Upgrade", () => two],
    [
      "after Upgrade, twice",
      () => played(oldDesk(), upgrade, { advance: "PT2M" }, upgrade, { advance: "PT30M" }),
    ],
  ])("%s: every case, act, report, log and plan is there as it was", (_, outcome) => {
    const before = readOutput(oldDesk(), { cells: true });
    const after = outcome();
    expect(before.cases.length).toBe(24);
    expect(new Set(before.cases.map((row) => row["status"]))).toEqual(new Set(["open", "closed"]));
    expect(before.cases.some((row) => row["mergedInto"] !== null)).toBe(true);
    expect(after.errors).toEqual([]);
    expect(only(after.cases, ofCases)).toEqual(only(before.cases, ofCases));
    const acts = only(after.checklist, ofActs).map((row) => JSON.stringify(row));
    for (const act of only(before.checklist, ofActs)) expect(acts).toContain(JSON.stringify(act));
    expect(only(after.reports, ofReports)).toEqual(only(before.reports, ofReports));
    expect(only(after.log, ["case", "what", "at"])).toEqual(
      only(before.log, ["case", "what", "at"]),
    );
    expect(only(after.plan, ["case", "risk", "action"])).toEqual(
      only(before.plan, ["case", "risk", "action"]),
    );
  });

  test("nobody is told again of what they were told: no mail that opens, raises or adds", () => {
    upgraded.passUnattended(22 * 3_600_000);
    const { inbox } = played(upgraded, hours(2));
    const again = [
      "case-opened",
      "case-raised",
      "report-added",
      "reporter-duty",
      "report-taken-on",
      // Nor that something was deleted: the earlier version did not have it.
      "tabs-made-again",
      "rows-moved",
      "upgrade-waits",
      "case-given",
    ];
    expect(inbox.filter(({ message }) => again.includes(message ?? ""))).toEqual([]);
  });

  test("each of the three registers is brought to today's schema, and the check finds them whole", () => {
    const workspace = oldDesk();
    for (const name of reportRegisters) {
      expect(marksOf(workspace, name)).toEqual([oldestText, oldestText]);
    }
    const out = played(workspace, upgrade, { menu: { name: "check" } });
    expect(out.errors).toEqual([]);
    for (const name of reportRegisters) {
      expect(marksOf(workspace, name)).toEqual([schemaText, schemaText]);
    }
    expect([...new Set(out.cases.map(({ register }) => register))]).toEqual([
      "main",
      "sealed",
      "sealed-alternate",
    ]);
    const check = out.pages.find(({ name }) => name === "check");
    expect(check?.text).not.toMatch(/tabs? missing|made by an earlier version/);
  });

  test("a report of a student joins the case of before; a new one gets a reference that nobody had", () => {
    const report = {
      school: "North High",
      studentName: "Student 2",
      factors: ["frequently-absent"],
    };
    const out = played(
      oldDesk(),
      upgrade,
      { submit: { ...report, studentId: "710262" } },
      { submit: { ...report, studentName: "Student 40", studentId: "715240" } },
      { advance: "PT10M" },
    );
    expect(out.errors).toEqual([]);
    const main = out.cases.filter(({ register }) => register === "main");
    expect(main.find((row) => row["case"] === "26-0002")).toMatchObject({
      reports: 4,
      protocolVersion: "marin-2019 2019-03-01",
    });
    expect(main.at(-1)).toMatchObject({ case: "26-0021", student: "Student 40" });
  });

  test("a case of before is worked on: acknowledged, ticked, closed", () => {
    const { cases } = played(
      oldDesk(),
      upgrade,
      { edit: { tab: "cases", case: "26-0006", set: { acknowledged: true } } },
      {
        edit: {
          case: "26-0006",
          act: "call-child-and-family-services",
          set: { done: true, agencyReference: "REF-6" },
        },
      },
      { advance: "PT10M" },
    );
    expect(
      cases.find((row) => row["case"] === "26-0006" && row["register"] === "main"),
    ).toMatchObject({
      acknowledged: true,
      acknowledgedBy: addresses.contact,
    });
  });
});
