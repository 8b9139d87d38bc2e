import { levelHasProtocol, reviewAct } from "../../protocol/engine";
import { packOfVersion } from "../../protocol/find-pack";
import type { CaseFile } from "../model/case-file";
import { checklistInput, fitChecklist } from "../model/checklist";
import { type CaseContext, withDerivedCells } from "./open-case";

/** The row has its level, and a protocol that this version has. */
export function canRebuildChecklist({ row }: CaseFile): boolean {
  return row.level !== null && packOfVersion(row.protocolVersion ?? "") !== null;
}

export function lacksActs({ row, acts }: CaseFile): boolean {
  return acts.length === 0 && row.status !== "closed" && row.mergedInto === null;
}

/** `context` by its own protocol, with the earliest deadline of its written reports. */
export function rebuildChecklist(before: CaseFile, context: CaseContext): CaseFile {
  const { pack } = context;
  const { row } = before;
  const isRead = row.level !== null && !levelHasProtocol(pack, row.level);
  // What reaches no protocol is to be read and talked over.
  const also = isRead ? [reviewAct(pack, checklistInput(pack, row, context.calls))] : [];
  return withDerivedCells(fitChecklist({ row, acts: [] }, context, also), before, context);
}
