/**
 * What a roll-over removes. It must keep everything about the cases that stay in any register, including who reported them. Made-up
 * people only.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import {
  copiedTabs,
  keptContent,
  rowsToLeaveBehind,
  type StoredFile,
  type StoredTab,
  storedTab,
} from "../../src/install/roll-over/what-stays";
import { type RegisterName, registerNames } from "../../src/ports";
import { encodeRaw } from "../../src/register/cells";
import type { RowValues, TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";

const zone = zoneOffsets();
const now = Date.parse("2030-09-01T17:00:00Z");
const moment = { now, zone };
const [past, recent] = [Date.parse("2026-09-01T17:00:00Z"), Date.parse("2030-08-01T17:00:00Z")];

/** Keys, titles, and these rows below. */
function tabOf(id: TabId, records: readonly RowValues[]): StoredTab {
  const { columns } = tabs[id];
  const rows = records.map((record) =>
    columns.map((column) => encodeRaw(column, record[column.key] ?? null, zone)),
  );
  return storedTab(id, [
    columns.map(({ key }) => key),
    columns.map(({ header }) => header),
    ...rows,
  ]);
}

function register(
  name: RegisterName,
  records: Readonly<Partial<Record<TabId, readonly RowValues[]>>>,
): StoredFile {
  return new Map(copiedTabs(name).map(({ id }) => [id, tabOf(id, records[id] ?? [])]));
}

const theCase = (reference: string, isPast: boolean, more: RowValues = {}): RowValues => ({
  case: reference,
  status: "closed",
  closedAt: isPast ? past : recent,
  ...more,
});
const report = (response: string, of: string): RowValues => ({ row: response, response, case: of });
const reporter = (response: string): RowValues => ({ response, name: "Terry Teller" });

test("a drill goes a month after it was closed, and is told apart from the cases that are counted", () => {
  const cases = [
    theCase("26-0001", true),
    theCase("26-0002", false),
    theCase("26-0003", false, { drill: true }),
  ];
  const rows = register("main", { cases });
  const gone = rowsToLeaveBehind(new Map([["main", rows]]), 1, moment).get("main");
  if (gone === undefined) throw new Error("no such register");
  const content = keptContent("main", rows, gone, { ...moment, who: "admin@district.example" });
  const at = (id: TabId, key: string) => tabs[id].columns.findIndex((one) => one.key === key);
  const rowsOf = (id: TabId) => content.get(id)?.slice(1) ?? [];
  expect(rowsOf("cases").map((row) => row[at("cases", "case")])).toEqual(["26-0002"]);
  const places = [at("activity", "what"), at("activity", "case")];
  expect(rowsOf("activity").map((row) => places.map((place) => row[place]))).toEqual([
    ["rolled-over", ""],
    ["case-went", "26-0001"],
    ["drill-went", "26-0003"],
  ]);
});

const names = registerNames;
const reporters = ["r1", "r1:2", "r2", "r3", "r4"];
const drawn = fc.record({
  /** By register: whether each of four cases is past its years, on hold, merged into another. */
  cases: fc.array(
    fc.record({
      register: fc.constantFrom(...names),
      number: fc.integer({ min: 1, max: 4 }),
      isPast: fc.boolean(),
      legalHold: fc.constantFrom(false, false, true),
      isOpen: fc.constantFrom(false, false, true),
      mergedInto: fc.constantFrom(null, null, 1, 2, 3, 4),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  reports: fc.array(
    fc.record({
      register: fc.constantFrom(...names),
      response: fc.constantFrom("r1", "r2", "r3", "r4"),
      number: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 8 },
  ),
});

test("no case that stays goes, nor its responses and reporters", () => {
  fc.assert(
    fc.property(drawn, ({ cases, reports }) => {
      const reference = (number: number) => `26-000${number}`;
      const all = new Map(
        names.map((name) => {
          const own = cases.filter((one) => one.register === name);
          return [
            name,
            register(name, {
              cases: own.map((one) =>
                theCase(reference(one.number), one.isPast, {
                  legalHold: one.legalHold,
                  ...(one.isOpen ? { status: "open", closedAt: null } : {}),
                  mergedInto: one.mergedInto === null ? null : reference(one.mergedInto),
                }),
              ),
              reports: reports
                .filter((one) => one.register === name)
                .map((one) => report(one.response, reference(one.number))),
              reporters: name === "main" ? [] : reporters.map(reporter),
            }),
          ] as const;
        }),
      );
      const found = rowsToLeaveBehind(all, 1, moment);
      const staying = reports.filter(
        (one) => found.get(one.register)?.goes.has(reference(one.number)) !== true,
      );
      for (const name of names) {
        const { goes, responses } = found.get(name) ?? { goes: new Map(), responses: new Set() };
        for (const one of cases) {
          if (one.register !== name || (!one.legalHold && !one.isOpen && one.isPast)) continue;
          expect(goes.has(reference(one.number))).toBe(false);
        }
        const rows = all.get(name) ?? new Map();
        const content = keptContent(
          name,
          rows,
          found.get(name) ?? { goes, stays: new Map(), responses, drills: new Set() },
          { ...moment, who: "a" },
        );
        if (name === "main") continue;
        const kept = (content.get("reporters") ?? []).slice(1).map((row) => row[0]);
        // A report that was released is in two registers, and a reporter's long text in two rows: one keeps the other.
        const mayGo = (response: string) =>
          reports.some((one) => one.response === response) &&
          !staying.some((one) => one.response === response);
        expect(kept).toEqual(reporters.filter((row) => !mayGo(row.replace(":2", ""))));
      }
    }),
    { numRuns: 100 },
  );
});
