/**
 * Builds the checklist of a case again after its rows in the Checklist tab were lost (deleted, or the tab was). The acts come from the
 * level and protocols on the row of the case. Ticks, dates and notes of the lost rows cannot be brought back. Pure.
 */

import { reviewAct } from "../../protocol/engine";
import { packOfVersion } from "../../protocol/find-pack";
import { levelHasProtocol } from "../../protocol/pack-queries";
import type { CaseContext } from "../cells/cell-policy";
import { checklistInput, fitChecklist } from "../model/acts/checklist";
import type { CaseFile } from "../model/case-file";
import { withDerivedCells } from "./open-case";

/** Whether the row still says enough to build from: a level, and the version of a protocol that this desk has. */
export function canRebuildChecklist({ row }: CaseFile): boolean {
  return row.level !== null && packOfVersion(row.protocolVersion ?? "") !== null;
}

/**
 * Whether the case should have acts and has none: it is open, it was not merged into another case, and no row of the Checklist tab is its
 * own.
 */
export function lacksActs({ row, acts }: CaseFile): boolean {
  return acts.length === 0 && row.status !== "closed" && row.mergedInto === null;
}

/**
 * The case with a new checklist in which nothing is ticked.
 * `context`: for the protocol version of the case itself; its `writtenReportDue` is the earliest of the case's reports.
 */
export function rebuildChecklist(before: CaseFile, context: CaseContext): CaseFile {
  const { pack } = context;
  const { row } = before;
  const isRead = row.level !== null && !levelHasProtocol(pack, row.level);
  // A case below every protocol still has one act: somebody reads the report and talks it over.
  const also = isRead ? [reviewAct(pack, checklistInput(pack, row, context.calls))] : [];
  return withDerivedCells(fitChecklist({ row, acts: [] }, context, also), before, context);
}
