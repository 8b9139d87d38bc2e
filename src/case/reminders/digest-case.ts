/** What one case asks for in the morning email of the person who has it. Instants in milliseconds since 1970, UTC. Pure. */

import { callBook } from "../../district/find-people";
import { type DigestLine, digestParts } from "../../messages/case-facts";
import type { CallBook, Callee } from "../../protocol/agencies";
import { isNamedInRegisterAlone } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActDatum } from "../../protocol/pack";
import { actOf, isPlanned, isTimedCall, repetitionOf } from "../../protocol/pack-queries";
import { say, unnamedAct } from "../../protocol/wording";
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
} from "../../time";
import { schoolOfCase } from "../assignment/responsible-person";
import type { CaseFile } from "../facts/case-file";
import { inDanger } from "../facts/danger";
import { leavesReporters } from "../facts/needs-attention";
import {
  acknowledgeBy,
  acknowledgeFrom,
  holdEnds,
  isTakenUp,
  schoolTimes,
  withinReach,
} from "../steps/deadlines";

/** What a morning email reads of a case. */
export type DigestFile = Pick<CaseFile, "row" | "acts">;

/** The times that decide which lines an email has; milliseconds UTC. */
export interface Morning {
  readonly isSchoolDay: boolean;
  /** When tomorrow's email is sent: what is due before that belongs into today's. */
  readonly tomorrow: number;
  /** When next Monday's email is sent or, before days without school, that of the day on which school opens again. What is due later is left out. */
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

/**
 * Whom to call for a step: only agencies that are called whatever was reported. An agency that is called because of a factor would tell the
 * reader of the email which factor it is.
 */
function numbersOf(act: ActDatum, { agencies }: CallBook): readonly Callee[] {
  if (!act.duty || !isTimedCall(act)) return [];
  return act.call.flatMap(({ to, when }) => (when.length === 0 ? (agencies.get(to) ?? []) : []));
}

/** A line, and whether it is about a danger or a legal deadline. */
type CaseLine = DigestLine & { readonly isUrgent: boolean };

const partRanks = Object.keys(digestParts);

/** Lower is more pressing. */
export function byUrgency(one: DigestLine | undefined, other: DigestLine | undefined): number {
  const rank = (line: DigestLine | undefined) => partRanks.indexOf(line?.part ?? "");
  return rank(one) - rank(other) || (one?.at ?? 0) - (other?.at ?? 0);
}

/** What one case asks for, the most pressing first; empty for nothing. `dueOfReports`: of reporters' own written reports. */
export function linesOf(
  { row, acts }: DigestFile,
  dueOfReports: readonly number[],
  morning: Morning,
  run: Run,
): readonly CaseLine[] {
  const { now, zone, directory } = run;
  const today = startOfDay(now, zone);
  const isDanger = inDanger(row);
  const lines: CaseLine[] = [];
  const add = (
    is: DigestLine["is"],
    at: number,
    { lateFrom = at, ...more }: Partial<CaseLine> & { readonly lateFrom?: number } = {},
  ) => {
    // A risk plan is dated by the day: it is late once that day is over.
    const isOfDay = more.isPlanned === true;
    const isLate = isOfDay ? at < today : lateFrom <= now;
    const isToday = at < (isOfDay ? addDays(today, 1, zone) : morning.tomorrow);
    const part = isLate ? "late" : isToday ? "today" : "week";
    if (at < morning.end) lines.push({ is, at, part, isUrgent: false, ...more });
  };
  const isOpen = row.status !== "closed";
  if (isOpen) {
    const school = schoolTimes(directory, schoolOfCase(row, directory), zone);
    const since = acknowledgeFrom({ row, acts });
    if (!isTakenUp({ row, acts }, run) && now >= acknowledgeBy(row, since, run)) {
      // Late where someone is in danger, or once an hour of a school day has passed.
      const isLate = isDanger || now >= withinReach(since, hourMs, school);
      const part = isLate ? "late" : "today";
      lines.push({ is: "acknowledge", part, at: null, isUrgent: isDanger });
    }
    const pack = packOfCase(row);
    const calls = callBook(directory, schoolOfCase(row, directory), pack);
    let isCheckInListed = false;
    for (const { act: text, state, due, lateFrom } of acts) {
      const act = actOf(pack, text);
      if (act === null || state !== "open" || due === null) continue;
      isCheckInListed ||= repetitionOf(act)?.as === "check-in";
      add("step", due, {
        name: isNamedInRegisterAlone(act) ? unnamedAct : say(act.name),
        calls: numbersOf(act, calls),
        isPlanned: isPlanned(act),
        isUrgent: act.duty || isDanger,
        lateFrom: lateFrom ?? due,
      });
    }
    if (row.nextCheckIn !== null && !isCheckInListed) {
      add("check-in", row.nextCheckIn, { isPlanned: true });
    }
    const holdEnd = row.holdUntil === null ? 0 : holdEnds(row.holdUntil, zone);
    // A hold that has ended is news, but nothing is late.
    if (holdEnd > now - dayMs) add("hold", holdEnd, { lateFrom: Number.POSITIVE_INFINITY });
    if (row.handedTo !== null && row.handedAt === null) {
      lines.push({ is: "hand-over", part: "today", at: null, isUrgent: false });
    }
  }
  // A closed case asks nothing more of the school. A reporter's own duty goes on.
  if (isOpen || leavesReporters(row.closeReason)) {
    for (const at of dueOfReports) add("written-report", at, { isUrgent: true });
  }
  const isShown = ({ isUrgent, at }: CaseLine) => isUrgent && (at ?? 0) < addDays(today, 2, zone);
  return lines.filter((line) => morning.isSchoolDay || isShown(line)).sort(byUrgency);
}
