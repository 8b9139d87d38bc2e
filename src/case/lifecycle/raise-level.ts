/** Raises the level of a case because a person says so or another case was merged into it, and works out who is told. Pure. */

import { packOfCase } from "../../protocol/find-pack";
import { levelRank, lowestLevel, protocolsOf } from "../../protocol/pack-queries";
import type { QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { peopleToldInDanger, personAsked } from "../assignment/responsible-person";
import type { EditRun } from "../edits/edit-run";
import { message } from "../messages/message";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import type { CombinedFacts } from "../model/combined-facts";
import { isNewDanger } from "../model/danger";
import type { CaseContext } from "../model/deadlines";
import { type GrownCase, writtenReportDue } from "./open-case";

/**
 * The level and protocols after a person raised the level with a reason. Null if nothing is to be raised: no level chosen, no reason, or
 * the protocol applies already.
 */
export function raiseLevelByHand({
  row,
}: CaseFile): Pick<CombinedFacts, "level" | "protocols"> | null {
  const level = row.raiseLevelTo;
  if (level === null || !isWritten(row.raiseReason) || row.protocols.includes(level)) {
    return null;
  }
  const pack = packOfCase(row);
  return {
    level: levelRank(pack, level) > levelRank(pack, row.level) ? level : row.level,
    protocols: protocolsOf(pack).filter((id) => row.protocols.includes(id) || id === level),
  };
}

/**
 * The context in which a written report that the rise adds is counted from now, since whoever raises a level has learned of it now (PC
 * 11166).
 */
export function isRaisedNow(context: CaseContext): CaseContext {
  return {
    ...context,
    writtenReportDue: writtenReportDue(context.pack, context.now, context.now).due,
  };
}

/** The mail that the case has become more serious: its level rose, or another case brought immediate danger. None if neither. */
export function raisedMessage(
  before: CaseRow,
  result: GrownCase,
  cause: "person" | "merge",
  run: EditRun,
): readonly QueuedMessage[] {
  const { row, acts } = result.file;
  const isDanger = isNewDanger(before, row);
  const level = row.level ?? lowestLevel(packOfCase(row));
  const rise = result.rise ?? (isDanger ? { from: level, to: level, protocols: [] } : null);
  if (rise === null) return [];
  const told = isDanger ? peopleToldInDanger(row, run) : [personAsked(row, run)];
  const newActs = acts.flatMap((act) =>
    act.act !== null && act.row !== null && result.newActs.includes(act.row) ? [act.act] : [],
  );
  const detail = { fromLevel: rise.from, newProtocols: rise.protocols, newActs, cause };
  return told.map(({ email: to }) =>
    message("case-raised", detail, {
      id: `${referenceOfCase(row)} raised ${rise.to} ${run.now.toString(36)} ${to}`,
      to,
      case: row.case,
    }),
  );
}
