/** Which cases stay in a register: a legal hold always works, and merged cases are not separated. A case counts as long as it stays. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import type { CaseRow } from "../../src/case/tabs/case-tabs";
import { nothingEarlier, whatClosedCasesAdd } from "../../src/casework/open-case";
import type { RetainedCase } from "../../src/casework/which-cases-are-kept";
import { casesToKeep, yearsAfter } from "../../src/casework/which-cases-are-kept";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { contextOf, fullHouse, hour, opened } from "../case/cases";

const zone = zoneOffsets();
const at = (text: string) => Date.parse(text);
const now = at("2030-03-01T12:00:00Z");

const closed = (reference: string, more: Partial<RetainedCase> = {}): RetainedCase => ({
  case: reference,
  status: "closed",
  closedAt: at("2026-09-01T17:00:00Z"),
  legalHold: false,
  mergedInto: null,
  drill: false,
  ...more,
});

/** A drill's case in which somebody wrote about a real student. */
const inDrill = { drill: true, student: "Rowan Pine", studentId: "730194", raiseLevelTo: null };

describe("a case", () => {
  test.each<[string, Partial<RetainedCase>, number | null, string | null]>([
    ["past its years goes", {}, 3, null],
    ["within its years stays", {}, 4, "recent"],
    ["stays where the district has not chosen for how long", {}, null, "recent"],
    ["on legal hold stays", { legalHold: true }, 1, "hold"],
    ["that is open stays", { status: "open", closedAt: null }, 1, "open"],
    ["that waits stays", { status: "waiting" }, 1, "open"],
    ["whose status cannot be read stays", { status: null }, 1, "open"],
    ["whose day of closing cannot be read stays", { closedAt: null }, 1, "undated"],
    ["of a drill goes after 30 days, whatever the years", { drill: true }, null, null],
    ["of a drill on legal hold stays", { drill: true, legalHold: true }, null, "hold"],
    [
      "of a drill stays 30 days",
      { drill: true, closedAt: at("2030-02-01T12:00:01Z") },
      1,
      "recent",
    ],
    ["of a drill into which a student was written stays its years", inDrill, 4, "recent"],
  ])("%s", (_words, more, years, why) => {
    const { stays, goes } = casesToKeep([closed("26-0001", more)], years, { now, zone });
    expect(stays.get("26-0001") ?? null).toBe(why);
    expect([...goes.keys()]).toEqual(why === null ? ["26-0001"] : []);
  });

  test.each([
    ["2026-09-01T17:00:00Z", 3, "2029-09-01T17:00:00Z"],
    ["2028-02-29T20:00:00Z", 1, "2029-03-01T20:00:00Z"],
    ["2028-02-29T20:00:00Z", 4, "2032-02-29T20:00:00Z"],
    // The clocks of the district show the same time.
    ["2026-03-08T07:30:00Z", 1, "2027-03-08T07:30:00Z"],
    ["2026-03-10T19:00:00Z", 1, "2027-03-10T20:00:00Z"],
  ])("closed %s is kept for %d years until %s, and goes then", (text, years, until) => {
    const isGone = (instant: number) =>
      casesToKeep([closed("26-0001", { closedAt: at(text) })], years, { now: instant, zone }).goes
        .size === 1;
    expect([isGone(at(until) - 1), isGone(at(until))]).toEqual([false, true]);
  });

  test.each([1, 3, 4, 7])("kept for %i years is an earlier case as long", (years) => {
    const { row } = opened({ report: { factors: ["frequently-absent"] } });
    const since = at("2024-02-28T20:00:00Z");
    const one = { ...row, closedAt: since, status: "closed" as const };
    const found = (
      now: number,
      as: Partial<CaseRow> = {},
      kept: number | null = years,
      later: readonly CaseRow[] = [],
    ) => {
      const settings = { ...fullHouse.settings, retentionYears: kept };
      const run = contextOf({ now, zone, directory: { ...fullHouse, settings } });
      return whatClosedCasesAdd([{ ...one, ...as }, ...later], marin2019(), run);
    };
    const end = yearsAfter(since, years, zone);
    const earlier = { factors: ["frequently-absent"], reasons: ["earlier-factors"] };
    expect(found(end - 1)).toEqual({ case: "26-0007", ...earlier });
    expect(found(end)).toEqual(nothingEarlier);
    // Of several all count, and the latest is named.
    const later = { ...one, case: "26-0008", factors: [] };
    expect(found(end - 1, {}, years, [later])).toEqual({ case: "26-0008", ...earlier });
    expect(found(end + 40 * 366 * 24 * hour, {}, null).case).toBe("26-0007");
    expect(found(end - 1, { closeReason: "entered-by-mistake" })).toEqual(nothingEarlier);
  });
});

test("the first case of a chain of merges stays with the last", () => {
  const into = (one: string, other: string) => closed(one, { mergedInto: other });
  const rows = [into("26-0001", "26-0002"), into("26-0002", "26-0003")];
  const last = closed("26-0003", { legalHold: true });
  const { stays, goes } = casesToKeep([...rows, last], 1, { now, zone });
  expect(goes.size).toBe(0);
  expect(Object.fromEntries(stays)).toEqual({
    ...{ "26-0001": "joined", "26-0002": "joined", "26-0003": "hold" },
  });
});

test("each case is in one of both lists; none on hold, open or merged with one that stays goes", () => {
  const reference = fc.integer({ min: 1, max: 8 }).map((number) => `26-000${number}`);
  const row = fc.record({
    case: reference,
    status: fc.constantFrom("open", "waiting", "closed", "closed", "closed", null),
    closedAt: fc.option(fc.integer({ min: at("2020-01-01"), max: now })),
    legalHold: fc.boolean(),
    mergedInto: fc.option(reference),
  });
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 1, max: 6 }), (rows, years) => {
      const { stays, goes } = casesToKeep(rows as RetainedCase[], years, { now, zone });
      const all = new Set(rows.map((one) => one.case));
      expect([...stays.keys(), ...goes.keys()].sort()).toEqual([...all].sort());
      for (const one of rows) {
        const isOld =
          one.closedAt !== null && yearsAfter(one.closedAt, years, zone) <= now && !one.legalHold;
        if (goes.has(one.case)) expect([one.status, isOld]).toEqual(["closed", true]);
        const other = one.mergedInto;
        if (other !== null && all.has(other)) {
          expect(goes.has(one.case)).toBe(goes.has(other));
        }
      }
    }),
    { numRuns: 300 },
  );
});
