/** Immediate danger of a case: since when, whether it is over, and whether a call was ticked. Pure. */

import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, dueTimes, isCall } from "../../protocol/pack-queries";
import type { CaseRow, ChecklistRow } from "../tabs/case-tabs";
import { type CaseFile, isActMade } from "./case-file";

/** The cells of a case that tell about danger. */
export type Danger = Pick<CaseRow, "dangerSince" | "dangerOver">;

/** Whether danger was reported and no one has marked it as over since. */
export function inDanger(row: Danger): boolean {
  return row.dangerSince !== null && !row.dangerOver;
}

/** Whether danger was reported between `before` and `after`, even if an earlier danger was not over yet. */
export function isNewDanger(before: Danger, after: Danger): boolean {
  const { dangerSince: since } = after;
  if (since === null || !inDanger(after)) return false;
  return !inDanger(before) || since > (before.dangerSince ?? 0);
}

/**
 * The danger of two cases that are merged. It is over only if it is over in both. It counts from the last report, so that a call made
 * before that report in the other case does not answer it.
 */
export function dangerOfBoth(a: CaseRow, b: CaseRow) {
  const stillInDanger = [a, b].filter(inDanger);
  const known = stillInDanger.length > 0 ? stillInDanger : [a, b];
  const lastOf = (row: CaseRow) => Math.max(row.dangerSince ?? 0, row.dangerAgain ?? 0);
  const since = Math.max(...known.map(lastOf)) || null;
  const last = known.find((row) => lastOf(row) === since) ?? a;
  return {
    dangerSince: since,
    dangerReported: last.dangerSince === since ? last.dangerReported : since,
    dangerAgain: since,
    dangerOver: stillInDanger.length === 0 && (a.dangerOver || b.dangerOver),
  };
}

/**
 * Whether the step belongs to the danger that was reported at `since` (milliseconds UTC): it was due or done at that time or later. Some
 * steps are due only some time after a case gets them. That deadline does not show when the case got the step, so such a step counts only
 * by when it was done.
 */
export function isOfDanger(
  pack: ProtocolPack,
  { act, due, doneAt }: Pick<ChecklistRow, "act" | "due" | "doneAt">,
  since: number,
): boolean {
  const datum = actOf(pack, act);
  const isDueAhead = datum !== null && dueTimes(datum).some(({ time }) => time !== "at-once");
  return Math.max(isDueAhead ? 0 : (due ?? 0), doneAt ?? 0) >= since;
}

/**
 * Whether people are asked again and again until a call is ticked: the danger is not over, and no call was made since it was reported. Time
 * alone never ends the asking. "Already made" counts as a call once the row says who made it or has the agency's reference. It is one
 * person's word that the agency knows, for which the lead answers when the case is closed; if it did not count, people would tick "done"
 * for a call that they did not make. It has no time of its own, so it counts only on steps that were due since the danger was reported.
 */
export function asksUntilCalled({ row, acts }: Pick<CaseFile, "row" | "acts">): boolean {
  const { dangerSince: since } = row;
  if (since === null || !inDanger(row) || row.status === "closed") return false;
  const pack = packOfCase(row);
  return !acts.some(
    (act) => isActMade(act) && isCall(pack, act.act) && isOfDanger(pack, act, since),
  );
}

/**
 * When the danger was reported, and when the report reached the system (`taken`); milliseconds UTC. Null if no danger was ever reported.
 */
export function dangerTimes({ dangerSince: taken, dangerReported }: CaseRow) {
  return taken === null ? null : { reported: Math.min(dangerReported ?? taken, taken), taken };
}
