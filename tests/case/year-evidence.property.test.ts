/** The year's evidence where it leaves the district: whoever reads it cannot tell one small count from another. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EvidencePart } from "../../src/case/views/case-counts";
import { inside, leftOut, shownOutside } from "../../src/case/views/small-cells";
import { yearEvidence } from "../../src/case/views/year-evidence";
import {
  type CaseFigures,
  spreadOfHours,
  type YearFigures,
} from "../../src/case/views/year-figures";
import { defaultPack } from "../../src/protocol/find-pack";
import { contacts, directoryOf, now, pacific, schools } from "../district/rows";
import { readOf } from "../register/read-rows";

const directory = directoryOf({ contacts, schools });
const levels = defaultPack().levels.map(({ id }) => id);
const least = 11;

type Kind = Pick<
  CaseFigures,
  "isClosed" | "roseIntoProtocol" | "hoursToAcknowledge" | "hoursToCall" | "asked" | "acts"
>;

const kind: fc.Arbitrary<Kind> = fc.record({
  isClosed: fc.boolean(),
  roseIntoProtocol: fc.boolean(),
  hoursToAcknowledge: fc.option(fc.integer({ min: 0, max: 90 })),
  hoursToCall: fc.option(fc.integer({ min: 0, max: 90 })),
  asked: fc.constantFrom([], ["backup-contact"] as const),
  acts: fc.constantFrom([], [{ kind: "call", is: "late" }] as const),
});

const cases = (level: string, kinds: readonly Kind[]): readonly CaseFigures[] =>
  kinds.map((one, at) => ({
    reference: `${level} ${at}`,
    level,
    firstLevel: level,
    opened: now,
    askingEnd: one.asked.length === 0 ? null : "nothing-yet",
    askedInDanger: false,
    remindedOfCall: false,
    ...one,
  }));

function figuresOf(kindsByLevel: readonly (readonly Kind[])[]): YearFigures {
  const all = kindsByLevel.flatMap((kinds, at) => cases(levels[at] ?? "", kinds));
  return {
    cases: all,
    merged: 0,
    reports: all.length + 1,
    reporters: { "said-so": 3, "not-confirmed": all.length, unreachable: 0, "not-due-yet": 0 },
    undated: 0,
  };
}

function printed(figures: YearFigures, isOutside: boolean): readonly EvidencePart[] {
  const empty = readOf({});
  const [, none] = [...empty.tabs][0] ?? [];
  if (none === undefined) throw new Error("no tab was read");
  const more = [["activity", none] as const, ["education", none] as const];
  const snapshot = { ...empty, tabs: new Map([...empty.tabs, ...more]) };
  return yearEvidence(
    { figures, snapshot, directory, year: 2026 },
    isOutside ? shownOutside(least) : inside,
    { now, zone: pacific },
  );
}

const small = fc.array(kind, { maxLength: least - 1 });
const large = fc.array(kind, { minLength: least, maxLength: 30 });
const group = fc.oneof(small, large);

describe("what leaves the district", () => {
  test("is the same whichever small counts it hides", () => {
    fc.assert(
      fc.property(
        fc.tuple(...levels.map(() => group)),
        fc.tuple(...levels.map(() => small)),
        (groups, others) => {
          const changed = groups.map((one, at) => (one.length < least ? (others[at] ?? []) : one));
          expect(printed(figuresOf(changed), true)).toEqual(printed(figuresOf(groups), true));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("shows no count below the least, and no part whose rest is below it", () => {
    fc.assert(
      fc.property(fc.tuple(...levels.map(() => large)), (groups) => {
        const figures = figuresOf(groups);
        const [table] = printed(figures, true);
        const rows = table?.table?.rows ?? [];
        expect(rows.at(-1)?.[1]).toBe(String(figures.cases.length));
        for (const [, count, , , ...parts] of rows) {
          for (const part of parts.filter((cell) => cell !== leftOut)) {
            expect(Number(part)).toBeGreaterThanOrEqual(least);
            expect(Number(count) - Number(part)).toBeGreaterThanOrEqual(least);
          }
        }
        // Added up, the levels tell no more than is shown of all.
        for (const column of [4, 5]) {
          const hidden = rows.slice(0, -1).filter((cells) => cells[column] === leftOut);
          if (hidden.length > 0) expect(rows.at(-1)?.[column]).toBe(leftOut);
        }
        expect(JSON.stringify(printed(figures, true))).not.toContain("slowest");
      }),
      { numRuns: 40 },
    );
  });

  test("inside, every count is whole", () => {
    const one: Kind = {
      isClosed: false,
      roseIntoProtocol: true,
      hoursToAcknowledge: 3,
      hoursToCall: null,
      asked: ["backup-contact"],
      acts: [{ kind: "call", is: "late" }],
    };
    const text = JSON.stringify(printed(figuresOf([[one], []]), false));
    expect(text).not.toContain(leftOut);
    expect(text).toContain('["Opened below every protocol, and rose into one later","1"]');
    expect(text).toContain('["Nobody has acknowledged it yet","1"]');
  });
});

test.each([
  [[], null],
  [[4], { median: 4, nineInTen: 4, slowest: 4 }],
  [[8, 1, 2, 3], { median: 2.5, nineInTen: 8, slowest: 8 }],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], { median: 5.5, nineInTen: 9, slowest: 100 }],
])("the spread of %j", (hours, found) => {
  expect(spreadOfHours(hours)).toEqual(found);
});
