/** The figures: each measure compared with a small year counted by hand, what leaves the district, and when the nightly count is due. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyAct } from "../../src/case/facts/case-file";
import {
  byMonth,
  type CountedCase,
  countedOf,
  schoolYearsIn,
  stepsThat,
  summaryCells,
  summaryMeasures,
  yearCounts,
} from "../../src/figures/what-is-counted";
import { leftOut, yearEvidence } from "../../src/figures/year-evidence";
import { defaultPack } from "../../src/protocol/find-pack";
import type { RowValues } from "../../src/register/columns";
import { isCountDue } from "../../src/runs/sign-of-life";
import { call } from "../day/events";
import { contacts, directoryOf, pacific, schools } from "../district/rows";
import { readOf } from "../register/read-rows";
import { runWith } from "../run";

const at = (text: string) => Date.parse(text);
const now = at("2027-01-15T12:00:00-07:00");
const directory = directoryOf({ contacts, schools });
const run = runWith({ now, zone: pacific, directory });

const one = (reference: string, opened: string, more: RowValues): RowValues => ({
  case: reference,
  opened: at(opened),
  status: "open",
  protocolVersion: "marin-2019 2019-03-01",
  ...more,
});
const step = (reference: string, act: string, more: RowValues): RowValues => {
  const row = `${reference} ${act}`;
  return { ...emptyAct(), row, case: reference, act, state: "open", ...more };
};
const report = (reference: string, received: string, more: RowValues = {}): RowValues => {
  const row = `${reference}:${received}`;
  return { row, case: reference, received: at(received), part: 1, ...more };
};
const line = (reference: string, when: string, what: string, more: RowValues = {}): RowValues => {
  return { entry: `${reference} ${when} ${what}`, case: reference, at: at(when), what, ...more };
};
const [first, second] = ["2026-09-30T23:30:00-07:00", "2026-10-01T08:00:00-07:00"];

/**
 * Seven rows: three cases that count, of which one rose; one merged into the first, one drill, one of the year before, one of which nobody
 * knows when.
 */
const snapshot = readOf({
  cases: [
    one("26-0001", first, {
      level: "suspected-victim",
      acknowledged: true,
      acknowledgedAt: at("2026-10-01T01:30:00-07:00"),
    }),
    one("26-0002", second, {
      level: "at-risk",
      status: "closed",
      asked: ["backup-contact 2026-10-01T20:00:00.000Z bo@district.example"],
    }),
    one("26-0003", "2026-10-09T08:00:00-07:00", { level: "below-threshold" }),
    one("26-0004", second, { level: "at-risk", mergedInto: "26-0001" }),
    one("26-0005", second, { level: "at-risk", drill: true }),
    one("26-0006", "2026-07-31T23:00:00-07:00", { level: "at-risk" }),
    { case: "26-0007", status: "open" },
  ],
  checklist: [
    // Made late, by an hour; in time; overdue; locked and on hold; not due yet; not applicable, and so nothing to say.
    step("26-0001", call, {
      done: true,
      state: "done",
      due: at(first),
      calledAt: at("2026-10-01T00:30:00-07:00"),
    }),
    step("26-0001", "co-create-action-plan", { due: at(second), doneAt: at(first), done: true }),
    step("26-0002", call, { due: at(second) }),
    step("26-0002", "submit-mandated-report", { due: at(second), state: "locked" }),
    step("26-0002", "co-create-action-plan", { due: at(second), state: "on-hold" }),
    step("26-0003", "submit-mandated-report", { due: now + 1 }),
    step("26-0003", "review-report", { due: now - 1, notApplicableBecause: "Read already" }),
    step("26-0005", call, { due: at(second) }),
  ],
  reports: [
    report("26-0001", first, { writtenReportConfirmed: true }),
    { ...report("26-0001", first), row: "part two", part: 2 },
    report("26-0001", second, { writtenReportDue: at(second) }),
    report("26-0002", second, { reporterUnreachable: true }),
    report("26-0005", second),
  ],
  activity: [
    line("26-0001", second, "level-raised", { from: "below-threshold", to: "suspected-victim" }),
    line("26-0001", "2026-10-01T00:00:00-07:00", "edited", { column: "acknowledged", to: "true" }),
    line("26-0002", second, "danger-asked"),
  ],
});
const counted = countedOf(snapshot, 2026, run);

test("each measure of a year is what is counted by hand", () => {
  const values = summaryMeasures(defaultPack()).map(({ key, of }) => [key, of(counted)]);
  expect({ ...Object.fromEntries(values), ...yearCounts(counted) }).toEqual({
    "Opened: Needs review": 0,
    "Opened: Below threshold": 1,
    "Opened: At risk": 1,
    "Opened: Suspected recruitment or exploitation": 0,
    "Opened: Suspected victim": 1,
    "Opened: Confirmed victim": 0,
    "Opened: another level": 0,
    "Opened in all": 3,
    "Started below the threshold, later rose": 1,
    "Hours to acknowledgement: median": 0.5,
    "Hours to acknowledgement: nine in ten within": 0.5,
    "Hours to acknowledgement: slowest": 0.5,
    "Hours to the first call: median": 1,
    "Hours to the first call: nine in ten within": 1,
    "Hours to the first call: slowest": 1,
    "Overdue: calls": 1,
    "Overdue: written mandated reports": 0,
    "Overdue: other steps": 0,
    "Reports that came in": 3,
    "Cases that are open now": 2,
    "Cases that are closed now": 1,
    "Merged into another case, and not counted above": 1,
    "Cases in which the next person was asked, because no one had acknowledged": 1,
    "Cases with immediate danger, in which people were asked again": 1,
    "Cases in which someone was reminded of a call": 0,
    "Cases with no acknowledgement on record": 2,
    "Cases with no call to an agency on record": 2,
    "Reporters' own written reports: confirmed": 1,
    "Reporters' own written reports: due, and not confirmed": 1,
    "Reporters who cannot be asked about theirs": 1,
    "Cases whose opening date is not known": 1,
  });
  const steps = (["in-time", "late", "overdue", "not-due-yet", "unknown"] as const).map((is) =>
    (["call", "written-report", "other"] as const).map((kind) => stepsThat(counted, kind, is)),
  );
  expect(steps).toEqual([
    [0, 0, 1],
    [1, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  expect(schoolYearsIn(snapshot, run)).toEqual([2026, 2025]);
});

test("each month has its own cases, a month to come is blank, and the months add up to the year", () => {
  const cells = summaryCells(counted, countedOf(snapshot, 2025, run), run);
  const of = (key: string, ...columns: readonly string[]) =>
    columns.map((column) => cells.get(key)?.[column]);
  const months = ["month8", "month9", "month10", "month2", "thisYear", "yearBefore"];
  expect(of("Opened in all", ...months)).toEqual([0, 1, 2, null, 3, 1]);
  expect(of("Hours to the first call: median", ...months)).toEqual([null, 1, null, null, 1, null]);
  expect(of("The school year, counted", "value", "at")).toEqual(["2026-27", now]);
  const sizes = byMonth(counted, pacific).map(({ cases }) => cases.length);
  expect(sizes.reduce((sum, some) => sum + some, 0)).toBe(3);
});

const least = 11;
const blank: CountedCase = {
  level: null,
  rose: false,
  opened: now,
  isClosed: false,
  hoursToAcknowledge: null,
  hoursToCall: null,
  wasPassedOn: false,
  askedInDanger: false,
  remindedOfCall: false,
  steps: [],
};
const levels = defaultPack().levels.map(({ id }) => id);
const hours = fc.option(fc.integer({ min: 0, max: 90 }));
const ofLevel = (level: string, maxLength: number) =>
  fc
    .array(fc.record({ hoursToAcknowledge: hours, hoursToCall: hours }), { maxLength, size: "max" })
    .map((all) => all.map((more): CountedCase => ({ ...blank, level, ...more })));
const small = fc.tuple(...levels.map((level) => ofLevel(level, least - 1)));
const any = fc.tuple(...levels.map((level) => ofLevel(level, 30)));

const empty = readOf({});
const [, none] = [...empty.tabs][0] ?? [];
if (none === undefined) throw new Error("no tab was read");
const nothing = { ...empty, tabs: new Map([...empty.tabs, ["education" as const, none]]) };
const printed = (cases: readonly CountedCase[], from: number) =>
  yearEvidence(
    {
      ...{ snapshot: nothing, directory, year: 2026, least: from },
      counted: { cases, reports: [], merged: 0, undated: 0 },
    },
    run,
  );

describe("what leaves the district", () => {
  test("is the same whichever small counts it hides", () => {
    fc.assert(
      fc.property(any, small, (groups, others) => {
        const changed = groups.map((some, place) =>
          some.length < least ? (others[place] ?? []) : some,
        );
        expect(printed(changed.flat(), least)).toEqual(printed(groups.flat(), least));
      }),
      { numRuns: 60 },
    );
  });

  test("shows no count below the least, no part whose rest is below it, and no sum over what is left out", () => {
    fc.assert(
      fc.property(any, (groups) => {
        const [part] = printed(groups.flat(), least);
        const rows = part?.table?.rows ?? [];
        expect(rows).toHaveLength(levels.length + 1);
        for (const [, count, acknowledged, , , called] of rows) {
          for (const cell of [acknowledged, called].filter((one) => one !== leftOut)) {
            expect(Number(cell)).toBeGreaterThanOrEqual(least);
            expect(Number(count) - Number(cell)).toBeGreaterThanOrEqual(least);
          }
        }
        for (const column of rows[0]?.keys() ?? []) {
          const isHidden = rows.slice(0, -1).some((cells) => cells[column] === leftOut);
          if (isHidden) expect(rows.at(-1)?.[column]).toBe(leftOut);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("inside, every count is whole, and an empty year says so", () => {
    expect(JSON.stringify(printed([{ ...blank, level: "at-risk" }], 0))).not.toContain(leftOut);
    expect(JSON.stringify(printed([], 0))).toContain("no case was opened in this school year");
  });
});

test.each<[string, number | null, string, boolean]>([
  ["never counted", null, "2026-09-02T14:00:00-07:00", true],
  ["before one o'clock", at("2026-09-01T01:05:00-07:00"), "2026-09-02T00:59:00-07:00", false],
  ["from one o'clock on", at("2026-09-01T01:05:00-07:00"), "2026-09-02T01:00:00-07:00", true],
  ["once a day", at("2026-09-02T01:05:00-07:00"), "2026-09-02T23:59:00-07:00", false],
  ["counted in the future", at("2026-09-03T01:05:00-07:00"), "2026-09-02T09:00:00-07:00", true],
])("%s: due or not", (_, before, time, isDue) => {
  expect(isCountDue(before, { now: at(time), zone: pacific })).toBe(isDue);
});
