/** What one case asks for on the morning of a digest. */

import { callBook } from "../../district/find-people";
import type { CallBook, Callee } from "../../protocol/agencies";
import { isNamedInRegisterAlone } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActDatum } from "../../protocol/pack";
import {
  actOf,
  isOfToday,
  isPlanned,
  isTimedCall,
  repetitionOf,
} from "../../protocol/pack-queries";
import { type ProtocolWords, say, unnamedAct } from "../../protocol/wording";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import type { Run } from "../../run";
import { dayMs, fromSerial, hourMs, minuteMs, toSerial, type ZoneOffset } from "../../time";
import { type CaseHolders, schoolOfCase } from "../assignment/responsible-person";
import {
  type CaseReference,
  caseReference,
  isCaseReference,
  type RegisterLink,
} from "../model/case-reference";
import { inDanger } from "../model/danger";
import {
  acknowledgeBy,
  acknowledgeFrom,
  holdEnds,
  isTakenUp,
  schoolTimes,
  withinReach,
} from "../model/deadlines";
import { leavesReporters } from "../model/open-matters";

/** What a digest reads of a case; a `CaseFile` has more than enough. */
export interface DigestFile {
  readonly row: Pick<
    CaseRow,
    | "case"
    | "status"
    | "level"
    | "school"
    | "opened"
    | "acknowledged"
    | "immediateDanger"
    | "dangerSince"
    | "dangerOver"
    | "nextCheckIn"
    | "holdUntil"
    | "protocolVersion"
    | "drill"
    | "closeReason"
  > &
    CaseHolders;
  readonly acts: readonly Pick<ChecklistRow, "act" | "state" | "due" | "lateFrom" | "doneAt">[];
}

/** A digest names a hold that ends within so many days. */
const holdWarningDays = 3;

/** Minutes after `digestAt`. A desk that has sent no digest before waits for the next morning if it is later than that. */
export const firstWithin = 10;

/** When the next digest goes out, milliseconds UTC. What is due before then belongs in this one. */
function horizonOf({ now, zone, directory }: Run): number {
  const tomorrow = Math.floor(toSerial(now, zone)) + 1;
  return fromSerial(tomorrow + (directory.settings.digestAt * minuteMs) / dayMs, zone);
}

export const nothingDue: Omit<DigestCase, "reference"> = {
  unacknowledged: null,
  acts: [],
  checkIn: null,
  writtenReports: [],
  hold: null,
  handOver: null,
};

/** The open acts of a case that are due before `horizon` (ms UTC), the earliest first. */
function dueActs(
  { row, acts }: Pick<DigestFile, "row" | "acts">,
  horizon: number,
  { directory }: Run,
) {
  const pack = packOfCase(row);
  const calls = callBook(directory, schoolOfCase(row, directory), pack);
  return acts
    .flatMap(({ act: text, state, due: dueAt, lateFrom }) => {
      const act = actOf(pack, text);
      if (act === null || state !== "open" || dueAt === null || dueAt >= horizon) return [];
      return [
        {
          name: isNamedInRegisterAlone(act) ? unnamedAct : say(act.name),
          calls: numbersOf(act, calls),
          repeats: repetitionOf(act)?.as ?? null,
          isPlanned: isPlanned(act),
          cannotWait: act.duty || isOfToday(pack, act),
          dueAt,
          lateFrom: lateFrom ?? dueAt,
        },
      ];
    })
    .sort((a, b) => a.dueAt - b.dueAt);
}

function asksNothing(found: DigestCase): boolean {
  return (
    found.unacknowledged === null &&
    found.acts.length + found.writtenReports.length === 0 &&
    found.checkIn === null &&
    found.hold === null &&
    found.handOver === null
  );
}

/**
 * Whether an acknowledgement is due now, or late: where no one is in danger, not before an hour of a school day has passed. Null where it is
 * not due yet.
 */
function acknowledgementDue(
  { row, acts }: Pick<DigestFile, "row" | "acts">,
  run: Run,
): DigestCase["unacknowledged"] {
  const { now, zone, directory } = run;
  const from = acknowledgeFrom({ row, acts });
  if (now < acknowledgeBy(row, from, run)) return null;
  const school = schoolTimes(directory, schoolOfCase(row, directory), zone);
  return inDanger(row) || now >= withinReach(from, hourMs, school) ? "late" : "now";
}

/** What one case asks for today; null if nothing. */
export function digestCase(
  { row, acts }: DigestFile,
  dueOfReports: readonly number[],
  run: Run,
): DigestCase | null {
  if (row.drill || row.case === null || !isCaseReference(row.case)) return null;
  const { now, zone } = run;
  const horizon = horizonOf(run);
  const writtenReports = dueOfReports.filter((at) => at < horizon).sort((a, b) => a - b);
  if (row.status === "closed") {
    // What the desk asked for has ended; a reporter's own duty has not.
    if (!leavesReporters(row.closeReason) || writtenReports.length === 0) return null;
    return { ...nothingDue, reference: caseReference(row.case), writtenReports };
  }
  const due = dueActs({ row, acts }, horizon, run);
  const { nextCheckIn, holdUntil } = row;
  const holdEnd = holdUntil === null ? null : holdEnds(holdUntil, zone);
  const found: DigestCase = {
    reference: caseReference(row.case),
    unacknowledged: isTakenUp({ row, acts }, run) ? null : acknowledgementDue({ row, acts }, run),
    acts: due,
    // If the act of checking in is due, it is listed already.
    checkIn:
      nextCheckIn !== null &&
      nextCheckIn <= now &&
      !due.some(({ repeats }) => repeats === "check-in")
        ? nextCheckIn
        : null,
    writtenReports,
    hold:
      holdEnd !== null && holdEnd > now - dayMs && holdEnd < now + holdWarningDays * dayMs
        ? holdEnd
        : null,
    handOver: row.handedTo !== null && row.handedAt === null ? "from" : null,
  };
  return asksNothing(found) ? null : found;
}

/**
 * Whom to call for an act: only agencies that are called whatever was reported. An agency that is called because of a factor would tell
 * the reader of the mail which factor it is.
 */
function numbersOf(act: ActDatum, { agencies }: CallBook): readonly Callee[] {
  if (!act.duty || !isTimedCall(act)) return [];
  return act.call.flatMap(({ to, when }) => (when.length === 0 ? (agencies.get(to) ?? []) : []));
}

/** What one case asks for today. Instants in milliseconds since 1970, UTC. */
export interface DigestCase {
  readonly reference: CaseReference;
  /** The case is not acknowledged, and it is time for it; null where it is acknowledged or its time has not come. */
  readonly unacknowledged: "now" | "late" | null;
  /** Open acts that are late or due before the next digest, earliest first. */
  readonly acts: readonly {
    readonly name: ProtocolWords;
    /** Whom to call, if the act is a call with a time of its own; else empty. */
    readonly calls: readonly Callee[];
    /** Its time is a plan of the school's own, for a day. */
    readonly isPlanned: boolean;
    /** Nothing may put it off, or its time is shorter than a day: it cannot wait until tomorrow. */
    readonly cannotWait: boolean;
    readonly dueAt: number;
    /** From when on it is late; what is due and not late yet is due now. */
    readonly lateFrom: number;
  }[];
  /** The day of the check-in, today or earlier; null where none is due. */
  readonly checkIn: number | null;
  /** When reporters' own written reports are due that nobody has confirmed, of those who can be asked. */
  readonly writtenReports: readonly number[];
  /** When a hold ends soon or has just ended; null if neither. */
  readonly hold: number | null;
  /**
   * The case is being handed over and is not received yet. "from": this person hands it over. "to": it is handed over to them. Null:
   * neither.
   */
  readonly handOver: "from" | "to" | null;
}

/** A case of another person with an act that has been late for more than a day. */
export interface LateCase {
  readonly reference: CaseReference;
  /** How many acts are late. */
  readonly late: number;
  /** When the act that has been late longest was due; milliseconds UTC. */
  readonly since: number;
}

export interface DigestInput {
  /** The person's own cases, the most pressing first. */
  readonly cases: readonly DigestCase[];
  /** For the district lead alone. */
  readonly elsewhere: readonly LateCase[];
  readonly now: number;
  /** To the open cases, worst first. */
  readonly link: RegisterLink;
  /** To the acts that are late. */
  readonly stepsLink: RegisterLink;
  readonly zone: ZoneOffset;
}
