/** Every call of every operation, failing before it acts, after it acted, and cut dead there: nothing is lost (issue 5, item 1). */
import { beforeAll, describe, expect, test } from "vitest";
import { crashPoints, moments } from "../../scripts/bench/faults-crash";
import { operations } from "../../scripts/bench/faults-operations";
import type { HeardCall } from "../../scripts/bench/faults-stage";
import { mailDifferences, rowDifferences, type State } from "../../scripts/bench/faults-state";
import { builtBundle } from "../../scripts/play/bundle";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

const isWrite = ({ path }: HeardCall) =>
  /^(Sheets\.Spreadsheets\.batchUpdate|Drive\.Files\.create|Properties\.set|\w+TriggerBuilder\.create|Lock\.)/.test(
    path,
  );

/** Set-up makes calls by the hundred, most of them of a few kinds: here those that write elsewhere and each tenth; the bench plays them all. */
const chosen = (index: number, call: HeardCall) => isWrite(call) || index % 10 === 0;

describe("a fault at any call of", () => {
  test.each(operations.map((operation) => [operation.name, operation] as const))(
    "%s leaves no hole",
    (_name, operation) => {
      const isAll = operation.isInstallation !== true;
      const outcomes = crashPoints(dist, operation, isAll ? undefined : chosen);
      // Each operation makes at least these calls: properties, lock, a read, a write, the lock again.
      expect(outcomes.length).toBeGreaterThanOrEqual(5 * moments.length);
      expect(outcomes.filter(({ outcome }) => outcome === "hole")).toEqual([]);
    },
    480_000,
  );
});

describe("the comparison can fail", () => {
  const state: State = {
    rows: ['main cases: case="26-0001"', 'main log: who="contact@district.example"'],
    mails: ["contact@district.example | Student safety case 26-0001: action needed | Call."],
  };

  test.each<[string, State, number]>([
    ["nothing differs", state, 0],
    ["a row is gone", { ...state, rows: state.rows.slice(1) }, 1],
    ["a row stands twice", { ...state, rows: [...state.rows, ...state.rows.slice(0, 1)] }, 1],
    [
      "a cell differs",
      { ...state, rows: ['main cases: case="26-0002"', ...state.rows.slice(1)] },
      2,
    ],
    [
      "nobody can know who it was",
      { ...state, rows: [...state.rows.slice(0, 1), 'main log: who="unknown editor"'] },
      0,
    ],
    [
      "somebody else did it",
      { ...state, rows: [...state.rows.slice(0, 1), 'main log: who="lead@district.example"'] },
      2,
    ],
  ])("%s", (_name, found, differences) => {
    expect(rowDifferences(state, found)).toHaveLength(differences);
  });

  test.each<[string, readonly string[], { lost: number; twice: number; wrong: number }]>([
    ["as it was", state.mails, { lost: 0, twice: 0, wrong: 0 }],
    ["a mail is lost", [], { lost: 1, twice: 0, wrong: 0 }],
    ["it came twice", [...state.mails, ...state.mails], { lost: 0, twice: 1, wrong: 0 }],
    [
      "it came three times",
      [...state.mails, ...state.mails, ...state.mails],
      { lost: 0, twice: 0, wrong: 1 },
    ],
    ["another came too", [...state.mails, "lead | x | y"], { lost: 0, twice: 0, wrong: 1 }],
  ])("%s", (_name, mails, { lost, twice, wrong }) => {
    const found = mailDifferences(state, { ...state, mails });
    expect([found.lost.length, found.twice.length, found.wrong.length]).toEqual([
      lost,
      twice,
      wrong,
    ]);
  });
});
