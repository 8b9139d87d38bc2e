/** What a roll-over lets go: nothing of what stays in any register, nobody who reported it, and every cell of what stays as it was. Synthetic people only. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import {
  copiedTabs,
  keptContent,
  type Row,
  type Rows,
  rowsToLeaveBehind,
} from "../../src/install/roll-over/kept-rows";
import { encodeRaw } from "../../src/register/cells";
import type { RowValues, TabId } from "../../src/register/columns";
import { type ReportRegister, reportRegisters } from "../../src/register/register-ids";
import { tabs } from "../../src/register/tabs";

const zone = zoneOffsets();
const now = Date.parse("2030-09-01T17:00:00Z");
const moment = { now, zone };
const [past, recent] = [Date.parse("2026-09-01T17:00:00Z"), Date.parse("2030-08-01T17:00:00Z")];

/** Keys, titles, and these rows below. */
function tabOf(id: TabId, records: readonly RowValues[]): readonly Row[] {
  const { columns } = tabs[id];
  const rows = records.map((record) =>
    columns.map((column) => encodeRaw(column, record[column.key] ?? null, zone)),
  );
  return [columns.map(({ key }) => key), columns.map(({ header }) => header), ...rows];
}

function register(
  name: ReportRegister,
  records: Readonly<Partial<Record<TabId, readonly RowValues[]>>>,
): Rows {
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

/** What is left of a tab: its key column. */
function left(name: ReportRegister, rows: Rows, all: ReadonlyMap<ReportRegister, Rows>, id: TabId) {
  const going = rowsToLeaveBehind(all, 1, moment).get(name);
  if (going === undefined) throw new Error("no such register");
  const content =
    keptContent(name, rows, going, { ...moment, who: "admin@district.example" }).get(id) ?? [];
  const at = tabs[id].columns.findIndex(({ key }) => key === tabs[id].keyColumn);
  return content.slice(1).map((row) => row[at]);
}

describe("a report that its reader released stands in the sealed register and in the main one, and", () => {
  const file = (name: "sealed" | "main", isPast: boolean, legalHold = false) =>
    register(name, {
      cases: [theCase("26-0001", isPast, { legalHold })],
      reports: [report("r1", "26-0001")],
      reporters: name === "sealed" ? [reporter("r1"), reporter("r1:2")] : [],
    });

  test.each<[string, boolean, boolean, boolean]>([
    ["the sealed case closed long ago, the other lately", true, false, false],
    ["the other way round", false, true, false],
    ["the one in main on legal hold", true, true, true],
  ])(
    "keeps its response in the Form and its reporter's row while one of them stays: %s",
    (_, own, other, isHeld) => {
      for (const order of [0, 1]) {
        const both: [ReportRegister, Rows][] = [
          ["sealed", file("sealed", own)],
          ["main", file("main", other, isHeld)],
        ];
        const all = new Map(order === 0 ? both : [...both].reverse());
        const found = rowsToLeaveBehind(all, 1, moment);
        for (const { responses } of found.values()) expect([...responses]).toEqual([]);
        const sealed = all.get("sealed") ?? new Map();
        expect(left("sealed", sealed, all, "reporters")).toEqual(["r1", "r1:2"]);
      }
    },
  );

  test("goes with its reporter once both go", () => {
    const all = new Map<ReportRegister, Rows>([
      ["sealed", file("sealed", true)],
      ["main", file("main", true)],
    ]);
    expect([...(rowsToLeaveBehind(all, 1, moment).get("sealed")?.responses ?? [])]).toEqual(["r1"]);
    expect(left("sealed", all.get("sealed") ?? new Map(), all, "reporters")).toEqual([]);
  });
});

test("who reported to the main register is kept as long as the report, in whichever sealed register", () => {
  const all = new Map<ReportRegister, Rows>([
    [
      "main",
      register("main", {
        cases: [theCase("26-0001", true), theCase("26-0002", false)],
        reports: [report("r1", "26-0001"), report("r2", "26-0002")],
      }),
    ],
    ["sealed", register("sealed", { reporters: [reporter("r1"), reporter("r2")] })],
    ["sealed-alternate", register("sealed-alternate", { reporters: [reporter("r2")] })],
  ]);
  expect(left("sealed", all.get("sealed") ?? new Map(), all, "reporters")).toEqual(["r2"]);
  const other = all.get("sealed-alternate") ?? new Map();
  expect(left("sealed-alternate", other, all, "reporters")).toEqual(["r2"]);
});

test("whom a sealed register keeps out stays in Activity, also where the case goes", () => {
  const activity = [
    { entry: "1", at: past, who: "automation", what: "kept-out", to: "a@district.example" },
    { entry: "2", at: past, who: "a@district.example", what: "edited", case: "26-0001" },
  ];
  const own = register("sealed", { cases: [theCase("26-0001", true)], activity });
  const all = new Map([["sealed", own] as const]);
  expect(left("sealed", own, all, "activity").slice(0, 1)).toEqual(["1"]);
  expect(left("sealed", own, all, "activity")).not.toContain("2");
});

test("a case that the new file has already stays there, with those it is merged with", () => {
  const own = register("main", {
    cases: [
      theCase("26-0001", true),
      theCase("26-0002", true, { mergedInto: "26-0001" }),
      theCase("26-0003", true),
    ],
  });
  const copied = new Map([["main", new Set(["26-0001"])]]);
  const found = rowsToLeaveBehind(new Map([["main", own]]), 1, moment, copied).get("main");
  expect([...(found?.goes.keys() ?? [])]).toEqual(["26-0003"]);
});

test("a drill goes a month after it was closed, and is told apart from the cases that are counted", () => {
  const all = new Map<ReportRegister, Rows>([
    [
      "main",
      register("main", {
        cases: [
          theCase("26-0001", true),
          theCase("26-0002", false),
          theCase("26-0003", false, { drill: true }),
        ],
      }),
    ],
  ]);
  const [rows, gone] = [all.get("main"), rowsToLeaveBehind(all, 1, moment).get("main")];
  if (rows === undefined || gone === undefined) throw new Error("no such register");
  expect(left("main", rows, all, "cases")).toEqual(["26-0002"]);
  const content = keptContent("main", rows, gone, { ...moment, who: "admin@district.example" });
  const places = ["what", "case"].map((key) =>
    tabs.activity.columns.findIndex((column) => column.key === key),
  );
  const lines = content.get("activity")?.slice(1) ?? [];
  expect(lines.map((row) => places.map((at) => row[at]))).toEqual([
    ["rolled-over", ""],
    ["case-went", "26-0001"],
    ["drill-went", "26-0003"],
  ]);
});

const names = reportRegisters;
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

test("no row, response or reporter of a case that stays goes, and nothing of what stays is changed", () => {
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
                  notes: "Seen.",
                }),
              ),
              reports: reports
                .filter((one) => one.register === name)
                .map((one) => report(one.response, reference(one.number))),
              reporters: name === "main" ? [] : ["r1", "r2", "r3", "r4"].map(reporter),
              log: own.map((one, at) => ({
                row: `l${at}`,
                case: reference(one.number),
                what: "Met.",
              })),
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
        for (const one of staying) expect(responses.has(one.response)).toBe(false);
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
        const places = tabs.cases.columns.findIndex(({ key }) => key === "checklistRows");
        for (const id of ["cases", "reports", "log"] as const) {
          const at = tabs[id].columns.findIndex(({ key }) => key === "case");
          const plain = (row: Row) =>
            row.map((cell, place) => (id === "cases" && place === places ? "" : cell));
          const before = (rows.get(id) ?? [])
            .slice(2)
            .filter((row: Row) => !goes.has(String(row[at])));
          expect((content.get(id) ?? []).slice(1).map(plain)).toEqual(before.map(plain));
        }
        if (name === "main") continue;
        const kept = (content.get("reporters") ?? []).slice(1).map((row) => row[0]);
        for (const one of staying) expect(kept).toContain(one.response);
      }
    }),
    { numRuns: 100 },
  );
});
