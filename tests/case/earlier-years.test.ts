/** A case is kept, and counts, for the same years: to the day, leap years among them. */

import { expect, test } from "vitest";
import { findPriorCases } from "../../src/case/lifecycle/open-case";
import { casesToKeep } from "../../src/case/lifecycle/retention";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { dayWords, whenWords } from "../../src/time";
import { pacific } from "../letters/letters";
import { contextOf, fullHouse, opened } from "./cases";

const hour = 3_600_000;

test.each([1, 3, 4, 7])("kept for %s years, it counts as long", (retentionYears) => {
  const closedAt = Date.UTC(2024, 1, 28, 20);
  for (const off of [-40, -20, -1, 1, 20, 40]) {
    const now = Date.UTC(2024 + retentionYears, 1, 28, 20) + off * hour;
    const moment = { now, zone: pacific };
    const directory = { ...fullHouse, settings: { ...fullHouse.settings, retentionYears } };
    const row = { ...opened({ report: { factors: ["frequently-absent"] } }).row, closedAt };
    const isKept = !casesToKeep(
      [{ ...row, status: "closed", legalHold: false, mergedInto: null }],
      retentionYears,
      moment,
    ).goes.has(String(row.case));
    const found = findPriorCases([row], marin2019(), contextOf({ ...moment, directory }));
    expect(found.case !== null, `${off} hours`).toBe(isKept);
  }
});

test("days of another year are written with the year", () => {
  const december = { ...pacific, now: () => Date.UTC(2026, 11, 30, 20) };
  const day = Date.UTC(2027, 0, 2, 20);
  expect(dayWords(day, december)).toBe("Sat Jan 2, 2027");
  expect(whenWords(day, december)).toBe("Sat Jan 2, 2027, 1:00 PM");
  expect(dayWords(Date.UTC(2026, 11, 31, 20), december)).toBe("Thu Dec 31");
});
