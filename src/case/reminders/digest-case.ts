/** What one case asks for in the morning email of whoever has it. Instants in milliseconds since 1970, UTC. Pure. */
import { callBook } from "../../district/find-people";
import { isPlanned, isTimedCall, repetitionOf } from "../../protocol/act-times";
import type { CallBook, Callee } from "../../protocol/callees";
import { isNamedInRegisterAlone } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActDatum } from "../../protocol/pack";
import { actOf } from "../../protocol/pack-queries";
import { type ProtocolWords, say, unnamedAct } from "../../protocol/wording";
import type { Run } from "../../run";
import {
  addDays,
  civil,
  dayMs,
  fromSerial,
  hourMs,
  minuteMs,
  startOfDay,
  toSerial,
  type ZoneOffset,
} from "../../time";
import { schoolOfCase } from "../assignment/responsible-person";
import type { CaseFile } from "../model/case-file";
import type { CaseReference, RegisterLink } from "../model/case-reference";
import { leavesReporters } from "../model/closing-conditions";
import { inDanger } from "../model/danger";
import {
  acknowledgeBy,
  acknowledgeFrom,
  holdEnds,
  isTakenUp,
  schoolTimes,
  withinReach,
} from "../model/deadlines";

/** What a morning email reads of a case. */
export type DigestFile = Pick<CaseFile, "row" | "acts">;

/** In this order the email has them. "today": before the next morning's email. */
export const digestParts = { late: "Late", today: "Today", week: "This week" } as const;
export type DigestPart = keyof typeof digestParts;

/** Something that a case asks for. */
export interface DigestLine {
  readonly is:
    | "acknowledge"
    | "step"
    /** A reporter's own written report that no one has confirmed, of a reporter who can be asked. */
    | "written-report"
    | "check-in"
    /** A hold that ends soon, or has just ended. */
    | "hold"
    /** The case is being handed over by this person, and has not been received yet. */
    | "hand-over"
    /** It is being handed over to this person. */
    | "receive";
  readonly part: DigestPart;
  /** When it is due; milliseconds UTC. Null for what has no time. */
  readonly at: number | null;
  /** The name of a step. */
  readonly name?: ProtocolWords;
  /** Whom to call, if the step is a call with a time of its own. */
  readonly calls?: readonly Callee[];
  /** Its time is a plan of the school's own, for a day. */
  readonly isPlanned?: boolean;
}

export interface DigestCase {
  readonly reference: CaseReference;
  /** The most pressing first; never empty. */
  readonly lines: readonly DigestLine[];
}

/** A case of another person with a step that is more than a day late. */
export interface LateCase {
  readonly reference: CaseReference;
  /** How many steps are late. */
  readonly late: number;
  /** When the step that has been late longest was due; milliseconds UTC. */
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
  /** To the steps that are late. */
  readonly stepsLink: RegisterLink;
  readonly zone: ZoneOffset;
}

/** The times by which a morning's lines are sorted; milliseconds UTC. */
export interface Morning {
  readonly isSchoolDay: boolean;
  /** The email of tomorrow: what is due before it is of today. */
  readonly tomorrow: number;
  /** The next Monday's email; before days without school, that of the day on which school opens again. What is due later is left out. */
  readonly end: number;
}

export function morningOf({ now, zone, directory }: Run): Morning {
  const today = Math.floor(toSerial(now, zone));
  const emailOf = (day: number) =>
    fromSerial(day + (directory.settings.digestAt * minuteMs) / dayMs, zone);
  const school = schoolTimes(directory, null, zone);
  const opens = Math.floor(toSerial(school.nextStart(fromSerial(today + 1, zone)), zone));
  const monday = today + ((8 - civil(now, zone).weekday) % 7 || 7);
  return {
    isSchoolDay: school.endsAt(fromSerial(today + 1 / 2, zone)) !== null,
    tomorrow: emailOf(today + 1),
    end: emailOf(Math.max(monday, opens)),
  };
}

/** An email names a hold this long (milliseconds) before it ends, so that an agency can be asked. */
const holdWarning = 3 * dayMs;

/** A line, and whether it is about a danger or a legal deadline. */
type CaseLine = DigestLine & { readonly isUrgent: boolean };

/** The open steps of a case that are due before `end`. */
function stepLines({ row, acts }: DigestFile, morning: Morning, run: Run): readonly CaseLine[] {
  const pack = packOfCase(row);
  const calls = callBook(run.directory, schoolOfCase(row, run.directory), pack);
  return acts.flatMap(({ act: text, state, due: at, lateFrom }): readonly CaseLine[] => {
    const act = actOf(pack, text);
    if (act === null || state !== "open" || at === null || at >= morning.end) return [];
    const isOfDay = isPlanned(act);
    const line = {
      is: "step",
      at,
      name: isNamedInRegisterAlone(act) ? unnamedAct : say(act.name),
      calls: numbersOf(act, calls),
      isPlanned: isOfDay,
      isUrgent: act.duty || inDanger(row),
    } as const;
    return [{ ...line, part: isOfDay ? partOfDay(at, run) : partOf(at, lateFrom, morning, run) }];
  });
}

/** `at`: when it is due; from `lateFrom` on it is late. */
function partOf(
  at: number,
  lateFrom: number | null,
  { tomorrow }: Morning,
  { now }: Run,
): DigestLine["part"] {
  if ((lateFrom ?? at) <= now) return "late";
  return at < tomorrow ? "today" : "week";
}

/** What is planned for a day is late once that day is over. */
function partOfDay(at: number, { now, zone }: Run): DigestLine["part"] {
  const today = startOfDay(now, zone);
  if (at < today) return "late";
  return at < addDays(today, 1, zone) ? "today" : "week";
}

/**
 * Whom to call for a step: only agencies that are called whatever was reported. An agency that is called because of a factor would tell the
 * reader of the email which factor it is.
 */
function numbersOf(act: ActDatum, { agencies }: CallBook): readonly Callee[] {
  if (!act.duty || !isTimedCall(act)) return [];
  return act.call.flatMap(({ to, when }) => (when.length === 0 ? (agencies.get(to) ?? []) : []));
}

/**
 * The line about an acknowledgement that is due: late where someone is in danger, or once an hour of a school day has passed. None before
 * it is due.
 */
function acknowledgeLines({ row, acts }: DigestFile, run: Run): readonly CaseLine[] {
  const { now, zone, directory } = run;
  const from = acknowledgeFrom({ row, acts });
  if (isTakenUp({ row, acts }, run) || now < acknowledgeBy(row, from, run)) return [];
  const school = schoolTimes(directory, schoolOfCase(row, directory), zone);
  const isUrgent = inDanger(row);
  const isLate = isUrgent || now >= withinReach(from, hourMs, school);
  return [{ is: "acknowledge", part: isLate ? "late" : "today", at: null, isUrgent }];
}

/** The lines about a case's check-in, hold and hand-over. */
function otherLines({ row }: DigestFile, morning: Morning, run: Run): readonly CaseLine[] {
  const { now, zone } = run;
  const { nextCheckIn, holdUntil } = row;
  const lines: CaseLine[] = [];
  if (nextCheckIn !== null && nextCheckIn < morning.end) {
    const part = partOfDay(nextCheckIn, run);
    lines.push({ is: "check-in", part, at: nextCheckIn, isUrgent: false });
  }
  const end = holdUntil === null ? null : holdEnds(holdUntil, zone);
  if (end !== null && end > now - dayMs && end < now + holdWarning) {
    lines.push({
      is: "hold",
      part: end < morning.tomorrow ? "today" : "week",
      at: end,
      isUrgent: false,
    });
  }
  if (row.handedTo !== null && row.handedAt === null) {
    lines.push({ is: "hand-over", part: "today", at: null, isUrgent: false });
  }
  return lines;
}

const partRanks = Object.keys(digestParts);

/** Lower is more pressing. */
export function byUrgency(one: DigestLine | undefined, other: DigestLine | undefined): number {
  const rank = (line: DigestLine | undefined) => partRanks.indexOf(line?.part ?? "");
  return rank(one) - rank(other) || (one?.at ?? 0) - (other?.at ?? 0);
}

/** What one case asks for, the most pressing first; empty for nothing. */
export function linesOf(
  file: DigestFile,
  dueOfReports: readonly number[],
  morning: Morning,
  run: Run,
): readonly CaseLine[] {
  const { row } = file;
  const isOpen = row.status !== "closed";
  // What is asked of the school has ended with a closed case; a reporter's own duty has not.
  const isReported = isOpen || leavesReporters(row.closeReason);
  const reports = dueOfReports.flatMap((at): readonly CaseLine[] =>
    !isReported || at >= morning.end
      ? []
      : [{ is: "written-report", part: partOf(at, at, morning, run), at, isUrgent: true }],
  );
  const pack = packOfCase(row);
  const steps = isOpen ? stepLines(file, morning, run) : [];
  // A step of checking in that is due is listed already.
  const isListed = file.acts.some(({ act, state, due }) => {
    const datum = actOf(pack, act);
    const isCheckIn = datum !== null && repetitionOf(datum)?.as === "check-in";
    return isCheckIn && state === "open" && due !== null && due < morning.end;
  });
  const others = isOpen ? [...acknowledgeLines(file, run), ...otherLines(file, morning, run)] : [];
  const closedEnd = addDays(startOfDay(run.now, run.zone), 2, run.zone);
  return [...others.filter(({ is }) => is !== "check-in" || !isListed), ...steps, ...reports]
    .filter(({ isUrgent, at }) => morning.isSchoolDay || (isUrgent && (at ?? 0) < closedEnd))
    .sort(byUrgency);
}
