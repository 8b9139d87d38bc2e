/**
 * Registers of 0.1.0 with cases in every state, written by the code of that version (tests/fixtures/0-1-0.json.gz: what its own play left
 * behind, without the mail), under today's script: nothing is lost, nobody is told twice, and what it knew goes on.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { Player } from "../../scripts/play/events";
import { type Output, readOutput } from "../../scripts/play/output";
import type { LocalWorkspace } from "../../scripts/workspace";
import { openWorkspace } from "../../scripts/workspace";
import { start } from "../play/day";
import { scenarioFrom } from "../situations/traces";

interface Fixture {
  readonly containerId: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly store: Readonly<Record<string, unknown>>;
}

const fixture = JSON.parse(
  gunzipSync(readFileSync(new URL("../fixtures/0-1-0.json.gz", import.meta.url))).toString("utf8"),
) as Fixture; // Written by the play of 0.1.0; a slice that is not as today's would fail every test here.

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

/** The Workspace as 0.1.0 left it, with today's script in its Form. */
function old(): LocalWorkspace {
  const workspace = openWorkspace({ dist, start: fixture.at });
  const own = workspace.store.snapshot();
  workspace.store.restore({ ...own, ...fixture.store });
  workspace.containerId = fixture.containerId;
  return workspace;
}

function played(workspace: LocalWorkspace, ...events: readonly unknown[]): Output {
  const parsed = scenarioFrom(JSON.stringify({ start, events })).events;
  const player = new Player(workspace, parsed);
  for (const event of parsed) player.play(event);
  return readOutput(workspace, { cells: true, pages: player.pages });
}

const upgrade = { menu: { name: "upgrade" } };
const hours = (count: number) => ({ advance: `PT${count}H` });

type Rows = readonly Readonly<Record<string, unknown>>[];
const only = (rows: Rows, keys: readonly string[]) =>
  rows.map((row) => keys.map((key) => row[key] ?? null));

const ofCases = ["case", "student", "studentId", "level", "status", "notes", "mergedInto"];
const ofActs = ["case", "act", "done", "doneBy", "doneAt", "agencyReference"];
const ofReports = ["response", "case", "facts", "factors", "concerns", "received"];

describe("registers of 0.1.0 under this version", () => {
  test.each<[string, readonly unknown[]]>([
    ["as they are", [hours(2)]],
    ["after Upgrade", [upgrade, hours(2)]],
    ["after Upgrade, twice", [upgrade, { advance: "PT2M" }, upgrade, hours(2)]],
  ])("%s: every case, act, report, log and plan is there as it was", (_, events) => {
    const before = readOutput(old(), { cells: true });
    const after = played(old(), ...events);
    expect(before.cases.length).toBe(10);
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
    const { inbox } = played(old(), upgrade, hours(26));
    const again = [
      "case-opened",
      "case-raised",
      "report-added",
      "reporter-duty",
      "report-taken-on",
    ];
    expect(inbox.filter(({ message }) => again.includes(message ?? ""))).toEqual([]);
  });

  test("the third register goes on as the alternate lead's, and patterns are told what to write instead", () => {
    const out = played(old(), upgrade, { menu: { name: "check" } });
    expect([...new Set(out.cases.map(({ register }) => register))]).toEqual([
      "main",
      "sealed",
      "sealed-alternate",
    ]);
    const check = out.pages.find(({ name }) => name === "check");
    expect(check?.text).toContain("a pattern has no effect any more");
    expect(check?.text).not.toMatch(/tabs? missing/);
  });

  test("a report of a student joins the case of before; a new one gets a reference that nobody had", () => {
    const report = {
      school: "North High",
      studentName: "Student 2",
      factors: ["frequently-absent"],
    };
    const settings = {
      edit: { tab: "settings", key: "studentIdLength", set: { value: "6" } },
      as: "lead",
    };
    const out = played(
      old(),
      upgrade,
      settings,
      { submit: { ...report, studentId: "710002" } },
      { submit: { ...report, studentName: "Student 11", studentId: "710011" } },
      { advance: "PT10M" },
    );
    expect(out.errors).toEqual([]);
    const main = out.cases.filter(({ register }) => register === "main");
    expect(main.find((row) => row["case"] === "26-0002")).toMatchObject({ reports: 3 });
    expect(main.at(-1)).toMatchObject({ case: "26-0009", student: "Student 11" });
  });

  test("a case of before is worked on: acknowledged, ticked, closed", () => {
    const { cases } = played(
      old(),
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

  test("cut at any of its calls, an upgrade is made whole by the next", () => {
    const whole = old();
    played(whole, upgrade);
    const calls = whole.runs
      .filter(({ function: name }) => name === "upgrade")
      .flatMap((run) => Object.entries(run.calls.byName));
    expect(calls.length).toBeGreaterThan(5);
    // Each kind of call once: what set-up does at every one of them is played elsewhere.
    for (const call of new Set(calls.map(([name]) => name))) {
      const stopped = { fault: { call, when: "stop" } };
      const again = [{ advance: "PT2M" }, upgrade, { menu: { name: "check" } }];
      const out = played(old(), stopped, upgrade, ...again);
      expect(
        out.cases.map((row) => row["case"]),
        call,
      ).toHaveLength(10);
      expect(out.pages.at(-1)?.text, call).not.toMatch(/tabs? missing/);
    }
  });
});
