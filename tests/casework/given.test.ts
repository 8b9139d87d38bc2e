/** A reference is given to one student only, whatever happens to its row, and in whatever order years and registers come (design 2.8). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { zoneOffsets } from "../../scripts/play/zone";
import {
  giveBlock,
  highestReference,
  rememberReferences,
} from "../../src/case/facts/case-reference";
import { CaseIndex } from "../../src/casework/match-report";
import { nextReference } from "../../src/intake/decide-report";
import type { RegisterName } from "../../src/ports";
import { storeOn } from "../../src/store/store";
import { directoryOf } from "../district/rows";
import { runWith } from "../run";

const zone = zoneOffsets();
const { settings } = directoryOf();

function stores(kept: Record<string, string> = {}, own: Record<string, string> = {}) {
  return runWith({
    memory: storeOn(() => propertiesOn(kept)),
    ownMemory: storeOn(() => propertiesOn(own)),
  });
}

describe("the highest reference that was given", () => {
  test.each<[string, readonly (readonly string[])[], string]>([
    ["of one run, in any order", [["26-0002", "26-0003", "26-0001"]], "26-0003"],
    ["past four digits", [["26-9999"], ["26-10000"]], "26-10000"],
    ["beside what is none", [["26-0003", "", "26-x"]], "26-0003"],
  ])("%s", (_, runs, expected) => {
    for (const register of ["main", "sealed", "sealed-alternate"] as const) {
      const ports = stores();
      for (const references of runs) rememberReferences(ports, register, references);
      expect(highestReference(ports, register)).toBe(expected);
    }
  });

  test("of a reader's file is kept by itself, and not where others can look", () => {
    const [kept, own]: Record<string, string>[] = [{}, {}];
    const ports = stores(kept, own);
    rememberReferences(ports, "sealed", ["26-0004"]);
    rememberReferences(ports, "sealed-alternate", ["26-0002"]);
    expect(kept).toEqual({});
    expect(Object.values(own ?? {}).sort()).toEqual(['"26-0002"', '"26-0004"']);
    expect(highestReference(ports, "sealed")).toBe("26-0004");
    expect(highestReference(ports, "sealed-alternate")).toBe("26-0002");
    expect(highestReference(ports, "main")).toBeNull();
  });
});

/** Opens cases, loses rows of some, lets time pass; clocks may go back. */
const step = fc.oneof(
  fc.record({ open: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ days: fc.constantFrom(1, 40, 200, -1) }),
  fc.record({ lose: fc.constantFrom("all", "last", "first") }),
  fc.record({ mailOf: fc.nat(20) }),
);

test("no reference is given twice, whatever rows are left and whenever a year begins", () => {
  const start = Date.parse("2026-11-20T20:00:00Z");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const ports = stores();
      const given: string[] = [];
      let rows: readonly string[] = [];
      let now = start;
      for (const one of steps) {
        if ("days" in one) now += one.days * 86_400_000;
        else if ("lose" in one) {
          if (one.lose === "all") rows = [];
          else rows = one.lose === "last" ? rows.slice(0, -1) : rows.slice(1);
        } else if ("mailOf" in one) {
          // A mail that a run finds waiting says again that its case was given.
          rememberReferences(ports, "main", given.slice(one.mailOf, one.mailOf + 1));
        } else {
          const fresh: string[] = [];
          for (let left = one.open; left > 0; left -= 1) {
            const known = [...rows, ...fresh].map((one) => ({ case: one }));
            const index = new CaseIndex(known, settings);
            const lastGiven = highestReference(ports, "main");
            fresh.push(nextReference({ index, lastGiven }, { ...ports, now, zone }));
          }
          given.push(...fresh);
          rows = [...rows, ...fresh];
          rememberReferences(ports, "main", fresh);
        }
      }
      expect(new Set(given).size).toBe(given.length);
    }),
    { numRuns: 300 },
  );
});

test("blocks of registers never meet: when one is full or the year turns, the next free one", () => {
  const ports = stores();
  const [north, south] = ["school:north", "school:south"] as const;
  ports.memory.set("registers", { main: "1", [north]: "2", [south]: "3" });
  const next = (register: RegisterName, year = "26") => {
    const lastGiven = highestReference(ports, register);
    const run = { ...ports, register, zone, now: Date.parse(`20${year}-09-01T16:00:00Z`) };
    const one = nextReference({ index: new CaseIndex([], settings), lastGiven }, run);
    rememberReferences(run, register, [one]);
    return one;
  };
  rememberReferences(ports, "main", ["26-0998"]);
  giveBlock({ ...ports, register: north }, north, "26");
  giveBlock({ ...ports, register: south }, south, "26");
  const first = [next("main"), next(north), next(south), next("main"), next("main")];
  expect(first).toEqual(["26-0999", "26-1001", "26-2001", "26-3001", "26-3002"]);
  rememberReferences(ports, north, ["26-1999"]);
  expect([next(north), next(south), next("main")]).toEqual(["26-4001", "26-2002", "26-3003"]);
  // Each goes on in its own block in the new year, unless the main register has come as far.
  expect([next("main", "27"), next(south, "27")]).toEqual(["27-0001", "27-2001"]);
  rememberReferences(ports, "main", ["27-4001"]);
  expect(next(north, "27")).toBe("27-5001");
});
