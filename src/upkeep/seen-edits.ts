/** What people typed while no edit trigger told of it, and what the passing of time changes in a case: found by the clock. */

import { stateOf } from "../casework/act-state";
import { editsOf } from "../casework/edits/inputs";
import { freeTabs, reconciledRows } from "../casework/edits/reconcile-rows";
import { loadCases } from "../casework/load-cases";
import { deliver } from "../delivery/deliver";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { actIds } from "../protocol/ids";
import { openRegister } from "../register/register";
import { tabOf } from "../register/snapshot";
import { caseColumns, checklistColumns } from "../register/tabs";
import type { Workspace } from "../workspace";
import { type OpenCases, openCaseRequests, openReferences } from "./open-cases";
import { type ReportRegister, reportRegisterIds } from "./report-registers";
import { caseIndexOf, commitEdits, unknownEditor } from "./take-edits";

const lockWaitMilliseconds = 10_000;

/** The cases with an edit that is not accepted yet, or an act whose state has changed by itself. `now` in milliseconds UTC. */
export function casesWithNews({ snapshot, files }: OpenCases, now: number): readonly string[] {
  const cells = new Map(
    [...tabOf(snapshot, "cases").rows, ...tabOf(snapshot, "checklist").rows].map((row) => [
      row.key,
      row.cells,
    ]),
  );
  const cellsOf = (key: string | null) => cells.get(key ?? "") ?? {};
  return [...files].flatMap(([reference, { row, acts }]) => {
    const hasNews =
      editsOf(caseColumns, row, cellsOf(row.case)).length > 0 ||
      acts.some((act) => {
        const id = actIds.find((one) => one === act.act);
        return (
          editsOf(checklistColumns, act, cellsOf(act.row)).length > 0 ||
          (id !== undefined && stateOf(id, act, row, now) !== act.state)
        );
      });
    return hasNews ? [reference] : [];
  });
}

function othersHaveNews({ snapshot }: OpenCases, now: number): boolean {
  return [...freeTabs, "reports" as const].some((tab) => {
    const found = snapshot.tabs.get(tab);
    if (found === undefined || found.rows.length + found.keyless.length === 0) return false;
    const { update } = reconciledRows(tab, [...found.rows, ...found.keyless], {
      who: unknownEditor,
      now,
    });
    return update.length > 0;
  });
}

/**
 * Accepts what was found, under the lock and from a fresh read; nothing where nothing was. Who typed it is not known:
 * it is stamped with the time at which it was seen.
 */
export function takeSeenEdits(workspace: Workspace, name: ReportRegister, seen: OpenCases): void {
  const now = workspace.clock.now();
  const news = casesWithNews(seen, now);
  if (news.length === 0 && !othersHaveNews(seen, now)) return;
  const ids = reportRegisterIds(workspace.memory);
  const done = workspace.lock.during(lockWaitMilliseconds, () => {
    const register = openRegister(workspace, ids[name]);
    const isMain = name === "main";
    const snapshot = register.load([
      ...openCaseRequests({ cases: [], checklist: [], ends: {} }, true),
      ...(isMain ? directoryRequests : []),
    ]);
    const directory = directoryIn(
      isMain ? snapshot : openRegister(workspace, ids.main).load(directoryRequests),
      workspace.clock,
    );
    const index = caseIndexOf(snapshot, directory);
    const open = new Set(openReferences(snapshot));
    const wanted = new Set(news.filter((reference) => open.has(reference)));
    for (const reference of news) {
      const other = index.target(seen.files.get(reference)?.row.sameStudentAs?.trim() ?? "");
      if (other !== null) wanted.add(other.case);
    }
    const loaded = loadCases(register, snapshot, [...wanted]);
    return commitEdits(workspace, {
      register,
      name,
      directory,
      snapshot,
      loaded,
      who: unknownEditor,
    });
  });
  if (done?.value != null) deliver(workspace, done.value);
}
