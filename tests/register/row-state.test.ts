/**
 * The hidden cell of a row: it is read back as written, a cell that someone overwrote is recognized, and an hour that occurs twice
 * counts as two hours.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RowValues, stateKey } from "../../src/register/columns";
import {
  acceptedText,
  acceptedValue,
  decodeWholeRow,
  emptyRow,
  encodeRow,
  isFingerprint,
  readAccepted,
  stateText,
} from "../../src/register/row-state";
import { tabs } from "../../src/tabs";
import { california } from "./california";

const cases = tabs.cases;
const rowOf = (more: RowValues): RowValues => {
  const row = { ...emptyRow(cases), case: "26-0001", ...more };
  return { ...row, accepted: acceptedText(cases.columns, row) };
};
const again = (row: RowValues) =>
  decodeWholeRow(cases, encodeRow(cases, row, california), california);

/** From summer into winter in 2026: 1 AM to 3 AM by the clock, three hours long. */
const night = fc.integer({ min: Date.UTC(2026, 10, 1, 8), max: Date.UTC(2026, 10, 1, 11) });

test("what only the script knows, instants and times that were typed come back as they were", () => {
  fc.assert(
    fc.property(
      night,
      night,
      night,
      fc.array(fc.string({ minLength: 1, maxLength: 40 })),
      (...some) => {
        const [opened, changedAt, agencyClearedAt, leadRecorded] = some;
        const row = rowOf({
          opened,
          changedAt,
          agencyClearedAt,
          leadRecorded,
          dangerSince: changedAt,
        });
        expect(again(row)).toMatchObject({
          opened,
          changedAt,
          agencyClearedAt,
          leadRecorded,
          dangerSince: changedAt,
          stateLost: false,
          accepted: row["accepted"],
        });
      },
    ),
  );
});

test("a time typed over one of that hour is read as local time, the earlier of two", () => {
  const winter = Date.UTC(2026, 10, 1, 9, 30);
  const row = rowOf({ agencyClearedAt: winter });
  const cells = encodeRow(cases, row, california);
  const later = Number(cells["agencyClearedAt"]) + 10 / 1_440;
  const typed = { ...cells, agencyClearedAt: later };
  expect(decodeWholeRow(cases, typed, california)["agencyClearedAt"]).toBe(
    Date.UTC(2026, 10, 1, 8, 40),
  );
});

describe("a cell that was written over", () => {
  const row = rowOf({
    status: "open",
    acknowledged: true,
    acknowledgedBy: "contact@district.example",
    parentOverruledBy: "law-enforcement",
    leadAgreed: true,
    release: true,
    legalHold: true,
    notes: "Seen.",
    opened: Date.UTC(2026, 8, 1, 16),
  });
  const cells = encodeRow(cases, row, california);
  const text = String(cells[stateKey]);

  test.each([
    ["cut short anywhere", text.slice(0, -1)],
    ["emptied", ""],
    ["a number", 7],
    ["a list", "[]"],
    ["of another row", String(encodeRow(cases, { ...row, case: "26-0002" }, california)[stateKey])],
    ["with an instant that is a text", text.replace(/"opened":\d+/, '"opened":"now"')],
  ])("%s: unset is what needs a lead, and that someone has it", (_, cell) => {
    expect(decodeWholeRow(cases, { ...cells, [stateKey]: cell }, california)).toMatchObject({
      stateLost: true,
      acknowledged: false,
      parentOverruledBy: null,
      leadAgreed: false,
      release: false,
      legalHold: true,
      notes: "Seen.",
      opened: Date.UTC(2026, 8, 1, 16),
    });
  });

  test("is known as lost until every input was weighed, also where a run writes part of it", () => {
    const lost = decodeWholeRow(cases, { ...cells, [stateKey]: "" }, california);
    const later = { ...cells, [stateKey]: stateText(cases, { ...lost, changedAt: 5 }) };
    expect(decodeWholeRow(cases, later, california)).toMatchObject({
      stateLost: true,
      changedAt: 5,
      acknowledged: false,
      leadAgreed: false,
    });
  });
});

test("of a value over 200 characters only a fingerprint is kept, of a list too", () => {
  const notSameStudentAs = Array.from({ length: 30 }, (_, at) => `26-${1_000 + at}`);
  const accepted = readAccepted(rowOf({ notes: "x".repeat(201), notSameStudentAs })["accepted"]);
  expect(isFingerprint(accepted["notes"] ?? null)).toBe(true);
  expect(isFingerprint(accepted["notSameStudentAs"] ?? null)).toBe(true);
  expect(readAccepted(rowOf({ notes: "x".repeat(200) })["accepted"])["notes"]).toHaveLength(200);
  // A letter that changes is seen, wherever it stands.
  const others = ["y".repeat(201), `y${"x".repeat(200)}`, `${"x".repeat(200)}y`];
  const all = ["x".repeat(201), ...others].map(acceptedValue);
  expect(new Set(all).size).toBe(all.length);
});

test("at most 8,000 characters: the oldest lines of the longest list go, an exclusion never", () => {
  const line = (at: number) => `${at} ${"y".repeat(60)}`;
  const leadRecorded = Array.from({ length: 300 }, (_, at) => line(at));
  const excluded = Array.from({ length: 200 }, (_, at) => `nora${at}@district.example`);
  const text = stateText(
    cases,
    rowOf({ leadRecorded, excluded, parentSetBy: "sam@district.example" }),
  );
  expect(text.length).toBeLessThanOrEqual(8_000);
  expect(text).toContain(line(299));
  expect(text).not.toContain(`"${line(0)}"`);
  for (const one of excluded) expect(text).toContain(one);
  expect(text).toContain("sam@district.example");
});

test("nothing empty stands in it", () => {
  expect(Object.keys(JSON.parse(stateText(cases, rowOf({}))))).toEqual(["row"]);
});

test("Cases has at most 75 columns", () => {
  expect(cases.columns.length).toBeLessThanOrEqual(75);
});
