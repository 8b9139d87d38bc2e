/** Raises the level of a case because a person says so or another case was merged into it, and works out who is told. Pure. */

import type { Directory } from "../../district/district";
import { packOfCase } from "../../protocol/find-pack";
import { levelRank, lowestLevel, protocolsOf } from "../../protocol/pack-queries";
import type { QueuedMessage } from "../../register/change";
import type { RowValues } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import { isWritten } from "../../text";
import {
  type ActingContext,
  peopleToldInDanger,
  responsiblePerson,
} from "../assignment/responsible-person";
import type { CaseContext } from "../cells/cell-policy";
import type { EditContext } from "../edits/reconcile-case";
import { message } from "../messages/message";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import type { CombinedFacts } from "../model/combined-facts";
import { isNewDanger } from "../model/danger";
import type { CaseIndex } from "./match-report";
import { type GrownCase, writtenReportDue } from "./open-case";

/** A row of another tab that stands under a case. */
export interface Belonging {
  readonly tab: "plan" | "log" | "disclosures" | "reports";
  readonly key: string;
  readonly values: RowValues;
}

/** What working out the effects of an edit needs. */
export interface EffectsContext extends EditContext, ActingContext {
  /** Everybody of the district. */
  readonly district: Directory;
  readonly index: CaseIndex;
  /** The rows of other tabs that stand under a case. Called only if cases are merged or taken apart. */
  belongings(reference: string): readonly Belonging[];
  caseContext(file: CaseFile): CaseContext;
}

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
  context: EffectsContext,
): readonly QueuedMessage[] {
  const { row, acts } = result.file;
  const isDanger = isNewDanger(before, row);
  const level = row.level ?? lowestLevel(packOfCase(row));
  const rise = result.rise ?? (isDanger ? { from: level, to: level, protocols: [] } : null);
  if (rise === null) return [];
  const told = isDanger ? peopleToldInDanger(row, context) : [responsiblePerson(row, context)];
  const newActs = acts.flatMap((act) =>
    act.act !== null && act.row !== null && result.newActs.includes(act.row) ? [act.act] : [],
  );
  const detail = { fromLevel: rise.from, newProtocols: rise.protocols, newActs, cause };
  return told.map(({ email: to }) =>
    message("case-raised", detail, {
      id: `${referenceOfCase(row)} raised ${rise.to} ${context.now.toString(36)} ${to}`,
      to,
      case: row.case,
    }),
  );
}
