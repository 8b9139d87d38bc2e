/** Immediate danger of a case: since when, whether it is over, and who is asked at which time while nobody has ticked a call. Pure. */
import type { Settings } from "../../district/district";
import { isAway } from "../../district/find-people";
import { isAlwaysAtOnce } from "../../protocol/act-times";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, isCall } from "../../protocol/pack-queries";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import type { Run } from "../../run";
import { hourMs, minuteMs } from "../../time";
import {
  type Asked,
  peopleToldInDanger,
  personAsked,
  readSteppedAside,
} from "../assignment/responsible-person";
import { isActMade } from "./acts/act-completion";

/** Milliseconds after an acknowledgement. If no call was ticked by then, everybody is asked once more. */
const everybodyAfter = 30 * minuteMs;

/** The row of a case and its acts. */
interface CaseOf {
  readonly row: CaseRow;
  readonly acts: readonly ChecklistRow[];
}

/** The cells of a case that tell about danger. */
export type Danger = Pick<CaseRow, "immediateDanger" | "dangerSince" | "dangerOver" | "opened">;

/** When danger was last reported, milliseconds since 1970, UTC; null if it never was. */
export function dangerSince(row: Danger): number | null {
  return row.dangerSince;
}

/** Whether danger was reported and nobody has marked it as over since. */
export function inDanger(row: Danger): boolean {
  return dangerSince(row) !== null && !row.dangerOver;
}

/** Whether danger was reported between `before` and `after`, also if an earlier danger was not over yet. */
export function isNewDanger(before: Danger, after: Danger): boolean {
  const since = dangerSince(after);
  if (since === null || !inDanger(after)) return false;
  return !inDanger(before) || since > (dangerSince(before) ?? 0);
}

type OfDanger = Pick<CaseRow, "dangerSince" | "dangerOver">;

/** The danger of two cases of one student: over only if over in both; it counts from the later report. */
export function dangerOfBoth(a: Danger, b: Danger): OfDanger {
  const stillInDanger = [a, b].filter(inDanger);
  const known = stillInDanger.length > 0 ? stillInDanger : [a, b];
  const since = Math.max(...known.map((row) => dangerSince(row) ?? 0));
  return {
    dangerSince: since === 0 ? null : since,
    dangerOver: stillInDanger.length === 0 && (a.dangerOver || b.dangerOver),
  };
}

/**
 * Whether the act was due, or made, since a danger was reported (`since`, milliseconds UTC). A time that lies ahead when a case gets the act
 * says nothing of when that was, so such an act counts by when it was made alone.
 */
export function isOfDanger(
  pack: ProtocolPack,
  { act, due, doneAt }: Pick<ChecklistRow, "act" | "due" | "doneAt">,
  since: number,
): boolean {
  const datum = actOf(pack, act);
  const isDueAhead = datum !== null && datum.due !== null && !isAlwaysAtOnce(datum);
  return Math.max(isDueAhead ? 0 : (due ?? 0), doneAt ?? 0) >= since;
}

/**
 * Whether people are asked again and again until a call is ticked: the danger is not over, and no call was made since it was reported.
 * "Already made" counts as a call, once it says by whom or with which reference. It is a person's word that the agency knows, for which
 * the lead answers when the case is closed; without it people would tick "done" for a call that they did not make. It has no time of its
 * own, so it counts only on acts that were due since the danger was reported.
 * Time alone never ends the asking.
 */
export function asksUntilCalled({ row, acts }: CaseOf): boolean {
  const since = dangerSince(row);
  if (since === null || !inDanger(row) || row.status === "closed") return false;
  const pack = packOfCase(row);
  return !acts.some(
    (act) => isActMade(act) && isCall(pack, act.act) && isOfDanger(pack, act, since),
  );
}

/** One round of asking about a danger that somebody acknowledged. */
export interface DangerAsk {
  /** When it fell due, milliseconds since 1970, UTC. No two rounds of a case have the same. */
  readonly at: number;
  readonly to: readonly Asked[];
  /** Everybody is asked although somebody acknowledged the danger, since no call was ticked. */
  readonly isToAllAgain: boolean;
  /** Addresses of the people in `to` who had a mail about this danger before. */
  readonly known: readonly string[];
  /** Which mail about the danger this is to the people in `knownIds`: 2 for the first reminder. */
  readonly turn: number;
}

type Pace = Pick<Settings, "dangerAgainMinutes">;

/**
 * When the last round fell due, if `past` milliseconds have gone by since the acknowledgement. In milliseconds after the acknowledgement;
 * 0: none yet.
 */
function lastAfter(past: number, pace: Pace): number {
  const again = pace.dangerAgainMinutes * minuteMs;
  const inFirstHour = Math.min(Math.floor(past / again), Math.ceil(hourMs / again) - 1) * again;
  const toAll = past >= everybodyAfter ? everybodyAfter : 0;
  return Math.max(inFirstHour, toAll, Math.floor(past / hourMs) * hourMs);
}

/** How many rounds fell due within `past` milliseconds after the acknowledgement. */
function asksAfter(past: number, pace: Pace): number {
  let count = 0;
  for (let left = past; left > 0; count += 1) {
    const last = lastAfter(left, pace);
    if (last <= 0) break;
    left = last - 1;
  }
  return count;
}

/**
 * Who is asked: whoever acknowledged. While they are away also the person who acts now; only that person if whoever acknowledged is not in
 * Contacts or has stepped aside.
 */
function whoHasIt(row: CaseRow, run: Run): readonly Asked[] {
  const first = personAsked(row, run);
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  const isAside = readSteppedAside(row.steppedAside).includes(by);
  const person = run.directory.people.find(({ email }) => email === by);
  if (isAside || (person === undefined && by !== run.identity.runningAs())) return [first];
  const own: Asked = { role: person?.role ?? "district-admin", email: by };
  const isThere = person === undefined || !isAway(person, run.now);
  return isThere || first.email === by ? [own] : [own, first];
}

/**
 * The round of asking that is due now and was not sent, for a danger that somebody acknowledged. Whoever acknowledged is asked every
 * `dangerAgainMinutes` for an hour and hourly after that; everybody is asked once more after half an hour. Rounds that the clock missed
 * become one. Null before an acknowledgement: see `unansweredAsks`.
 */
export function dueDangerAsk(file: CaseOf, run: Run): DangerAsk | null {
  const { row } = file;
  const since = dangerSince(row);
  if (since === null || !row.acknowledged || !asksUntilCalled(file)) return null;
  const { now, directory } = run;
  const asked = row.dangerAsked ?? 0;
  const from = Math.max(row.acknowledgedAt ?? since, since);
  const after = lastAfter(now - from, directory.settings);
  const at = from + after;
  if (after <= 0 || at <= asked) return null;
  const isToAllAgain = after >= everybodyAfter && asked < from + everybodyAfter;
  const own = whoHasIt(row, run);
  const known = new Set(own.map(({ email }) => email));
  const others = isToAllAgain
    ? peopleToldInDanger(row, run).filter(({ email }) => !known.has(email))
    : [];
  const to = [...own, ...others];
  const turn = 1 + asksAfter(now - from, directory.settings);
  const told = to.map(({ email }) => email);
  return { at, to, isToAllAgain, known: told, turn };
}
