/**
 * What a roll-over removes. It must keep everything about the cases that stay in any register, including who reported them. Made-up
 * people only.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import { type RegisterName, registerNames } from "../../src/ports";
import { encodeRaw } from "../../src/register/cells";
import type { RowValues, TabId } from "../../src/register/columns";
import type { StoredFile, StoredTab } from "../../src/roll-over/new-files";
import {
  copiedTabs,
  keptContent,
  rowsToLeaveBehind,
  storedTab,
} from "../../src/roll-over/new-files";
import { tabs } from "../../src/tabs";

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

const reporters = ["r1", "r1:2", "r2", "r3", "r4"];
const number = fc.integer({ min: 1, max: 4 }).map((one) => `26-000${one}`);
const drawn = fc.record({
  cases: fc.array(
    fc.record({
      register: fc.constantFrom(...registerNames),
      case: number,
      isPast: fc.boolean(),
      legalHold: fc.constantFrom(false, false, true),
      isOpen: fc.constantFrom(false, false, true),
      mergedInto: fc.oneof(
        { arbitrary: fc.constant(null), weight: 2 },
        { arbitrary: number, weight: 4 },
      ),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  reports: fc.array(
    fc.record({
      register: fc.constantFrom(...registerNames),
      response: fc.constantFrom("r1", "r2", "r3", "r4"),
      case: number,
    }),
    { maxLength: 8 },
  ),
});

test("no case that stays goes, nor its responses and reporters", () => {
  fc.assert(
    fc.property(drawn, ({ cases, reports }) => {
      const all = new Map(
        registerNames.map((name) => [
          name,
          register(name, {
            cases: cases
              .filter((one) => one.register === name)
              .map(({ case: one, isPast, isOpen, legalHold, mergedInto }) => {
                const open = isOpen && { status: "open", closedAt: null };
                return theCase(one, isPast, { legalHold, mergedInto, ...open });
              }),
            reports: reports
              .filter((one) => one.register === name)
              .map(({ response, case: one }) => ({ row: response, response, case: one })),
            reporters: reporters.map((response) => ({ response, name: "Terry Teller" })),
          }),
        ]),
      );
      const found = rowsToLeaveBehind(all, 1, moment);
      for (const one of cases) {
        const stays = one.legalHold || one.isOpen || !one.isPast;
        if (stays) expect(found.get(one.register)?.goes.has(one.case)).toBe(false);
      }
      const staying = reports.filter((one) => !found.get(one.register)?.goes.has(one.case));
      // A report that was released is in two registers, and a reporter's long text in two rows: one keeps the other.
      const mayGo = (response: string) =>
        reports.some((one) => one.response === response) &&
        !staying.some((one) => one.response === response);
      for (const [name, gone] of found) {
        if (name === "main") continue;
        const content = keptContent(name, all.get(name) ?? new Map(), gone, {
          ...moment,
          who: "a",
        });
        const kept = (content.get("reporters") ?? []).slice(1).map((row) => row[0]);
        expect(kept).toEqual(reporters.filter((row) => !mayGo(row.replace(":2", ""))));
      }
    }),
    { numRuns: 100 },
  );
});
