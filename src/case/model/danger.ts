/** Immediate danger: since when, whether it is over, and who is asked when while no call is on record. Pure. */
import type { Settings } from "../../district/district";
import { isAway } from "../../district/find-people";
import { isCall } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { hourMs, minuteMs } from "../../time";
import {
  type ActingContext,
  type Asked,
  onlyReader,
  peopleToldInDanger,
  responsiblePerson,
  steppedAsideIn,
} from "../assignment/responsible-person";
import { isActMade } from "./act-completion";

/** After an acknowledgement, where no call was ticked. */
const everybodyAfter = 30 * minuteMs;

/** A case and its acts. */
interface CaseOf {
  readonly row: CaseRow;
  readonly acts: readonly ChecklistRow[];
}

export type Danger = Pick<CaseRow, "immediateDanger" | "dangerSince" | "dangerOver" | "opened">;

/** When it was last reported; milliseconds since 1970, UTC. Null: never. */
export function dangerSince(row: Danger): number | null {
  return row.dangerSince;
}

/** Reported, and nobody has marked it as over since. */
export function inDanger(row: Danger): boolean {
  return dangerSince(row) !== null && !row.dangerOver;
}

export function isNewDanger(before: Danger, after: Danger): boolean {
  const since = dangerSince(after);
  if (since === null || !inDanger(after)) return false;
  return !inDanger(before) || since > (dangerSince(before) ?? 0);
}

type OfDanger = Pick<CaseRow, "dangerSince" | "dangerOver">;

/** Of two cases of one student: over once over in both, from the later report on. */
export function dangerOfBoth(a: Danger, b: Danger): OfDanger {
  const standing = [a, b].filter(inDanger);
  const known = standing.length > 0 ? standing : [a, b];
  const since = Math.max(...known.map((row) => dangerSince(row) ?? 0));
  return {
    dangerSince: since === 0 ? null : since,
    dangerOver: standing.length === 0 && (a.dangerOver || b.dangerOver),
  };
}

/**
 * Whether people are asked until a call is ticked: danger stands, and no call was made since it was reported. "Already made" is such a tick
 * once it says by whom or with which reference: a person's word that the agency knows, for which the lead answers at the closing; whoever
 * was forbidden to give it would tick "done" for a call that they did not make. It has no instant, and counts on rows alone that were owed
 * since the danger. The clock by itself never ends the asking.
 */
export function isAsking({ row, acts }: CaseOf): boolean {
  const since = dangerSince(row);
  if (since === null || !inDanger(row) || row.status === "closed") return false;
  const pack = packOfCase(row);
  return !acts.some(
    (act) =>
      isActMade(act) &&
      isCall(pack, act.act) &&
      ((act.due ?? 0) >= since || (act.doneAt ?? 0) >= since),
  );
}

export interface DangerAsk {
  /** The instant at which it fell due: no two asks of a case have the same. Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly to: readonly Asked[];
  /** Everybody is asked although somebody acknowledged it: no call is on record. */
  readonly isToAllAgain: boolean;
  /** Addresses of those of `to` who were told before. */
  readonly known: readonly string[];
  /** Which mail about it this is to those: 2 for the first time that they are asked again. */
  readonly turn: number;
}

type Pace = Pick<Settings, "dangerAgainMinutes">;

/** When the last ask fell due, in milliseconds after an acknowledgement; 0: none. */
function lastAfter(past: number, pace: Pace): number {
  const again = pace.dangerAgainMinutes * minuteMs;
  const inFirstHour = Math.min(Math.floor(past / again), Math.ceil(hourMs / again) - 1) * again;
  const toAll = past >= everybodyAfter ? everybodyAfter : 0;
  return Math.max(inFirstHour, toAll, Math.floor(past / hourMs) * hourMs);
}

/** How many asks fell due by then. */
function asksAfter(past: number, pace: Pace): number {
  let count = 0;
  for (let left = past; left > 0; count += 1) {
    const last = lastAfter(left, pace);
    if (last <= 0) break;
    left = last - 1;
  }
  return count;
}

/** Whoever acknowledged; who acts beside them while they are away, and in their place where they are not in Contacts or stepped aside. */
function whoHasIt(row: CaseRow, context: ActingContext): readonly Asked[] {
  const reader = onlyReader(context);
  if (reader !== null) return [reader];
  const first = responsiblePerson(row, context);
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  const isAside = steppedAsideIn(row.steppedAside).includes(by);
  const person = context.directory.people.find(({ email }) => email === by);
  if (isAside || (person === undefined && by !== context.runningAs)) return [first];
  const own: Asked = { role: person?.role ?? "district-admin", email: by };
  const isThere = person === undefined || !isAway(person, context.now);
  return isThere || first.email === by ? [own] : [own, first];
}

/**
 * What is to be asked by now about a danger that somebody acknowledged, and was not: whoever did, each `dangerAgainMinutes` for an hour and
 * hourly from then on, and everybody once more after half an hour. Asks that the clock missed are one. Null before an acknowledgement: see
 * `unansweredAsks`.
 */
export function dangerAsk(file: CaseOf, context: ActingContext): DangerAsk | null {
  const { row } = file;
  const since = dangerSince(row);
  if (since === null || !row.acknowledged || !isAsking(file)) return null;
  const { now, directory } = context;
  const asked = row.dangerAsked ?? 0;
  const from = Math.max(row.acknowledgedAt ?? since, since);
  const after = lastAfter(now - from, directory.settings);
  const at = from + after;
  if (after <= 0 || at <= asked) return null;
  const isToAllAgain = after >= everybodyAfter && asked < from + everybodyAfter;
  const own = whoHasIt(row, context);
  const known = new Set(own.map(({ email }) => email));
  const others = isToAllAgain
    ? peopleToldInDanger(row, context).filter(({ email }) => !known.has(email))
    : [];
  const to = [...own, ...others];
  const turn = 1 + asksAfter(now - from, directory.settings);
  const told = to.map(({ email }) => email);
  return { at, to, isToAllAgain, known: told, turn };
}
