/** An upgrade of the registers of commit c70f176, cut at its calls: chosen again, it leaves what one that nobody disturbed leaves. */
import { describe, expect, test } from "vitest";
import { actOf, isWrite } from "../../scripts/bench/faults/acts";
import { crashPoints, type Fault, moments, momentsOf } from "../../scripts/bench/faults/crash";
import type { HeardCall } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { rowsOf } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace";
import { insertRows } from "../../scripts/workspace/sheets/person-structure";
import { schemaText } from "../../src/register/schema";
import { tabs } from "../../src/register/tabs";
import { admin } from "../day/people";
import { isEveryPoint } from "../every-point";
import { fileOf, marksOf } from "./marks";
import { oldDesk, oldestText } from "./old-desk";

const write = "Sheets.Spreadsheets.batchUpdate";
const registers = ["main", "sealed", "sealed-alternate"] as const;

function upgrade(workspace: LocalWorkspace) {
  return workspace.clickMenu("upgrade", admin);
}

const operation = {
  name: "upgrade",
  prepare: oldDesk,
  act: upgrade,
  mend(workspace: LocalWorkspace) {
    // Google allows so many reads a minute.
    workspace.passUnattended(120_000);
    upgrade(workspace);
  },
  isInstallation: true,
  isUntold: true,
} as const;

const isOfForm = ({ path }: HeardCall) => /^Form(?:App)?\.|Item\./.test(path);

/**
 * What set-up does with the Form is cut at each of its calls in tests/faults. A read leaves nothing behind, however it fails: of
 * those that do the same the first is hit, of a register's. The first write of each sort is hit by every kind, a register's again by
 * one of them in turn, and each eighth of the others by one in turn; or each, and by every kind (tests/every-point.ts).
 */
test("a fault at any of its calls leaves no hole, and doubles nothing", async () => {
  const met = new Set<string>();
  let turn = 0;
  const outcomes = crashPoints(await builtBundle(), operation, (_, call): readonly Fault[] => {
    const act = actOf(call.countedAs);
    const isRepeat = met.has(act);
    met.add(act);
    if (isOfForm(call)) return [];
    if (isEveryPoint || (isWrite(call) && !isRepeat)) return momentsOf(call);
    turn += 1;
    if (call.path === write) return momentsOf(call).filter((_kind, at) => at % 4 === turn % 4);
    if (isWrite(call) ? turn % 8 > 0 : isRepeat) return [];
    return moments.filter((_kind, place) => place === turn % moments.length);
  });
  expect(outcomes.filter(({ outcome }) => outcome !== "same")).toEqual([]);
  const kinds = outcomes.flatMap(({ call, fault }) => (call === write ? [fault] : []));
  expect(kinds.length).toBeGreaterThanOrEqual(4 + (registers.length - 1));
  expect(new Set(outcomes.map(({ call }) => actOf(call))).size).toBeGreaterThanOrEqual(12);
}, 480_000);

describe("each register is migrated by one write", () => {
  test.each([
    ["stop", 1, 0],
    ["stop", 2, 1],
    ["after", 2, 2],
    ["after", 3, 3],
  ] as const)("%s at write %i: %i are of today, the others as they were", (when, nth, done) => {
    const workspace = oldDesk();
    const before = registers.map((name) => JSON.stringify(fileOf(workspace, name)));
    workspace.fault({ call: write, nth, when });
    expect(upgrade(workspace).ok).toBe(false);
    const today = [schemaText, schemaText];
    registers.forEach((name, at) => {
      const isDone = at < done;
      expect(marksOf(workspace, name)).toEqual(isDone ? today : [oldestText, oldestText]);
      if (!isDone) expect(JSON.stringify(fileOf(workspace, name))).toBe(before[at]);
    });
  });
});

test("a row that a person inserts while it is written costs no case what is its own", () => {
  const why = (workspace: LocalWorkspace) =>
    rowsOf(workspace.store, fileOf(workspace, "main").id, "cases").map(({ cells }) => [
      cells["case"],
      cells["student"],
      cells["why"],
      cells["accepted"],
    ]);
  const undisturbed = oldDesk();
  upgrade(undisturbed);
  const workspace = oldDesk();
  const place = { spreadsheetId: fileOf(workspace, "main").id, sheetId: tabs.cases.sheetId };
  workspace.atCall(write, () => void insertRows(workspace.store, place, 4, 1, admin));
  expect(upgrade(workspace).ok).toBe(true);
  expect(why(workspace)).toEqual(why(undisturbed));
  const lines = rowsOf(workspace.store, place.spreadsheetId, "activity");
  expect(lines.filter(({ cells }) => cells["what"] === "row-moved-not-restored")).toEqual([]);
});
