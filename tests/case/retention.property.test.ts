/** Which cases stay in a register: a legal hold always works, and merged cases are not separated. A case counts as long as it stays. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import { findPriorCases, nothingEarlier } from "../../src/case/lifecycle/open-case";
import { casesToKeep, type RetainedCase, yearsAfter } from "../../src/case/lifecycle/retention";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { contextOf, fullHouse, hour, opened } from "./cases";

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
  ])("%s", (_words, more, years, why) => {
    const { stays, goes } = casesToKeep([closed("26-0001", more)], years, { now, zone });
    expect(stays.get("26-0001") ?? null).toBe(why);
    expect([...goes.keys()]).toEqual(why === null ? ["26-0001"] : []);
  });

  test("goes at the hour at which its years are over, and not before", () => {
    const end = yearsAfter(at("2026-09-01T17:00:00Z"), 3, zone);
    expect(new Date(end).toISOString()).toBe("2029-09-01T17:00:00.000Z");
    const isGone = (instant: number) =>
      casesToKeep([closed("26-0001")], 3, { now: instant, zone }).goes.size === 1;
    expect([isGone(end - 1), isGone(end)]).toEqual([false, true]);
  });

  test.each([
    ["2028-02-29T20:00:00Z", 1, "2029-03-01T20:00:00.000Z"],
    ["2028-02-29T20:00:00Z", 4, "2032-02-29T20:00:00.000Z"],
    // The clocks of the district show the same time.
    ["2026-03-08T07:30:00Z", 1, "2027-03-08T07:30:00.000Z"],
    ["2026-03-10T19:00:00Z", 1, "2027-03-10T20:00:00.000Z"],
  ])("closed %s is kept for %d years until %s", (text, years, until) => {
    expect(new Date(yearsAfter(at(text), years, zone)).toISOString()).toBe(until);
  });

  test.each([1, 3, 4, 7])(
    "kept for %s years counts as long as an earlier case",
    (retentionYears) => {
      const settings = { ...fullHouse.settings, retentionYears };
      const directory = { ...fullHouse, settings };
      const { row } = opened({ report: { factors: ["frequently-absent"] } });
      const since = at("2024-02-28T20:00:00Z");
      const one = { ...row, closedAt: since, status: "closed" as const };
      for (const off of [-40, -20, -1, 1, 20, 40]) {
        const moment = { now: since + retentionYears * 365.25 * 24 * hour + off * hour, zone };
        const isKept = casesToKeep([one], retentionYears, moment).stays.size === 1;
        const found = findPriorCases([one], marin2019(), contextOf({ ...moment, directory }));
        expect(found).toEqual(
          isKept
            ? { case: "26-0007", factors: ["frequently-absent"], reasons: ["earlier-factors"] }
            : nothingEarlier,
        );
      }
      const forEver = { ...fullHouse, settings: { ...settings, retentionYears: null } };
      const late = contextOf({ now: since + 40 * 366 * 24 * hour, zone, directory: forEver });
      expect(findPriorCases([one], marin2019(), late).case).toBe("26-0007");
      const mistake = { ...one, closeReason: "entered-by-mistake" as const };
      expect(findPriorCases([mistake], marin2019(), late)).toEqual(nothingEarlier);
    },
  );
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
