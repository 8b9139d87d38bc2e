/**
 * The morning email: one a day to each person, with what their cases ask for. On a day without school it goes out only if a danger or a
 * legal deadline is late, or due by the end of the next day. Pure. What it says is worked out when it is sent, not when it is queued.
 * Instants in milliseconds since 1970, UTC.
 */

import type { CaseFile } from "../case/facts/case-file";
import { caseReference, isCaseReference } from "../case/facts/case-reference";
import { leavesReporters, withoutReference } from "../case/facts/closing-rules";
import { asksUntilCalled, inDanger } from "../case/facts/danger";
import {
  leadOf,
  personAsked,
  receivingContact,
  schoolOfCase,
} from "../case/people/responsible-person";
import {
  acknowledgeBy,
  acknowledgeFrom,
  holdEnds,
  isTakenUp,
  schoolTimes,
  withinReach,
} from "../case/steps/deadlines";
import { checklistInputForMail } from "../case/steps/step-state";
import type { ReportRow } from "../case/tabs/case-tabs";
import { callBook } from "../district/whom-to-call";
import { addTo } from "../lists";
import { type Digest, type DigestLine, digestParts } from "../messages/message-entry";
import { messageToEach } from "../messages/messages";
import { isUntold } from "../protocol/build-checklist";
import { isNamedInRegisterAlone } from "../protocol/conditions";
import { packOfCase } from "../protocol/find-pack";
import { actOf, isTimedCall, repetitionOf } from "../protocol/pack-queries";
import { say, unnamedAct } from "../protocol/wording";
import { isSealedRegister } from "../registers/kinds";
import type { Run } from "../run";
import {
  addDays,
  civil,
  dateText,
  dayMs,
  fromSerial,
  hourMs,
  minuteMs,
  startOfDay,
  toSerial,
} from "../time";

/** The columns of Reports that the email needs. A long report has further rows, which have no deadline and do not count. */
export type DigestReport = Pick<
  ReportRow,
  "case" | "writtenReportDue" | "writtenReportConfirmed" | "reporterUnreachable"
>;

/** What a morning email reads of a case. */
export type DigestFile = Pick<CaseFile, "row" | "acts">;

/** What the emails of a morning are written from: the open cases and the reports of the register, read in this run. */
export interface DigestSource {
  readonly files: Iterable<DigestFile>;
  readonly reports: readonly DigestReport[];
}

/**
 * Minutes after `digestAt` in which a script may send its very first morning email. If it is later than that, it waits for the next
 * morning.
 */
const firstWithin = 10;

/**
 * The day ("YYYY-MM-DD", district's zone) whose email has to be queued now. Null before `digestAt` (minutes after midnight), or if it was
 * queued. An email that the clock missed is queued later the same day. `last`: the day that was returned last.
 */
export function digestDue(last: string | null, { now, zone, directory: { settings } }: Run) {
  const { hour, minute: past } = civil(now, zone);
  const late = hour * 60 + past - settings.digestAt;
  const today = dateText(now, zone);
  if (late < 0 || last === today) return null;
  return last === null && late >= firstWithin ? null : today;
}

/** The emails by address. A person for whom nothing is due gets none. */
export function digestsNow(
  { files, reports }: DigestSource,
  run: Run,
): ReadonlyMap<string, Digest> {
  const dueByCase = new Map<string | null, number[]>();
  for (const report of reports) {
    const { case: reference, writtenReportDue: due } = report;
    // A reporter who cannot be asked would otherwise be a line every morning.
    const isSettled = report.writtenReportConfirmed || report.reporterUnreachable;
    if (due !== null && !isSettled) addTo(dueByCase, reference, due);
  }
  const morning = morningOf(run);
  const all = new Map<string, { -readonly [Part in keyof Digest]: Digest[Part][number][] }>();
  const digestOf = (address: string) => {
    const found = all.get(address) ?? { cases: [], elsewhere: [] };
    all.set(address, found);
    return found;
  };
  for (const file of files) {
    const { row } = file;
    if (row.drill || row.case === null || !isCaseReference(row.case)) continue;
    const lines = linesOf(file, dueByCase.get(row.case) ?? [], morning, run);
    if (lines.length === 0 && row.closingAsked === null) continue;
    const own = { reference: caseReference(row.case), lines };
    const to = personAsked(row, run).email;
    /** Names the case to someone in a single line. */
    const addLine = (address: string, is: DigestLine["is"]) =>
      digestOf(address).cases.push({ ...own, lines: [{ is, part: "today", at: null }] });
    if (lines.length > 0) digestOf(to).cases.push(own);
    const receiver = receivingContact(row, run)?.email ?? to;
    if (receiver !== to && lines.length > 0 && morning.isSchoolDay) {
      // Until their school has received the case, they get nothing else of it.
      addLine(receiver, "receive");
    }
    const lead = leadOf(row, run).email;
    const { closingAsked: asked } = row;
    if (asked !== null && morning.isSchoolDay) {
      addLine(isSealedRegister(run.register) ? asked.email : lead, "agree");
    }
    // The lead also reads of the steps of others that are more than a day late.
    const late = lines.flatMap(({ is, part, at }) =>
      is === "step" && part === "late" && at !== null && at <= run.now - dayMs ? [at] : [],
    );
    if (to !== lead && late.length > 0) {
      const { reference } = own;
      const isDanger = asksUntilCalled(file);
      const more = { late: late.length, since: Math.min(...late), isDanger };
      digestOf(lead).elsewhere.push({ reference, ...more });
    }
  }
  for (const { cases, elsewhere } of all.values()) {
    cases.sort((a, b) => byUrgency(a.lines[0], b.lines[0]));
    elsewhere.sort((a, b) => Number(b.isDanger) - Number(a.isDanger) || a.since - b.since);
  }
  return all;
}

/** The emails to queue. `date`: what `digestDue` returned. */
export function digestMessages(source: DigestSource, date: string, run: Run) {
  const { register } = run;
  const to = [...digestsNow(source, run).keys()];
  return messageToEach(to, `digest ${date} ${register}`, "digest", { date, register });
}

// What one case asks for.

/** The times that decide which lines an email has; milliseconds UTC. */
function morningOf({ now, zone, directory }: Run) {
  const today = Math.floor(toSerial(now, zone));
  const emailOf = (day: number) =>
    fromSerial(day + (directory.settings.digestAt * minuteMs) / dayMs, zone);
  const school = schoolTimes(directory, null, zone);
  const opens = Math.floor(toSerial(school.nextStart(fromSerial(today + 1, zone)), zone));
  const monday = today + ((8 - civil(now, zone).weekday) % 7 || 7);
  return {
    isSchoolDay: school.endsAt(fromSerial(today + 1 / 2, zone)) !== null,
    /** When tomorrow's email is sent: what is due before that belongs in today's. */
    tomorrow: emailOf(today + 1),
    /** When next Monday's email is sent; if there is no school then, that of the next school day. What is due later is left out. */
    end: emailOf(Math.max(monday, opens)),
  };
}

/** A line, and whether it is about a danger or a legal deadline. */
type CaseLine = DigestLine & { readonly isUrgent: boolean };

const partRanks = Object.keys(digestParts);

/** Sorts the more pressing line first. */
function byUrgency(one: DigestLine | undefined, other: DigestLine | undefined): number {
  const rank = (line: DigestLine | undefined) => partRanks.indexOf(line?.part ?? "");
  return rank(one) - rank(other) || (one?.at ?? 0) - (other?.at ?? 0);
}

/** What one case asks for, the most pressing first; empty for nothing. `dueOfReports`: when the reporters' own written reports are due. */
function linesOf(
  { row, acts }: DigestFile,
  dueOfReports: readonly number[],
  morning: ReturnType<typeof morningOf>,
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
      // Late in danger, or an hour after the wait began; if it began outside school, an hour after the next school day began.
      const isLate = isDanger || now >= withinReach(since, hourMs, school);
      const part = isLate ? "late" : "today";
      lines.push({ is: "acknowledge", part, at: null, isUrgent: isDanger });
    }
    const pack = packOfCase(row);
    const calls = callBook(directory, schoolOfCase(row, directory), pack);
    const known = checklistInputForMail({ pack, calls }, row);
    let isCheckInListed = false;
    for (const { act: text, state, due, lateFrom } of acts) {
      const act = actOf(pack, text);
      if (act === null || state !== "open" || due === null || isUntold(pack, act, known)) continue;
      isCheckInListed ||= repetitionOf(act)?.as === "check-in";
      const called = act.duty && isTimedCall(act) ? act.call : [];
      add("step", due, {
        name: isNamedInRegisterAlone(act) ? unnamedAct : say(act.name),
        // Only agencies that are called whatever was reported: one that is called because of a factor would tell which factor it is.
        calls: called.flatMap(({ to, when }) =>
          when.length === 0 ? (calls.agencies.get(to) ?? []) : [],
        ),
        isPlanned: repetitionOf(act)?.days === null,
        isUrgent: act.duty || isDanger,
        lateFrom: lateFrom ?? due,
      });
    }
    if (row.nextCheckIn !== null && !isCheckInListed) {
      add("check-in", row.nextCheckIn, { isPlanned: true });
    }
    const holdEnd = row.holdUntil === null ? 0 : holdEnds(row.holdUntil, zone);
    // That a hold has ended is worth a line, but nothing is late.
    if (holdEnd > now - dayMs) add("hold", holdEnd, { lateFrom: Number.POSITIVE_INFINITY });
    if (withoutReference({ row, acts }).length > 0)
      lines.push({ is: "reference", part: "today", at: null, isUrgent: false });
    if (row.handedTo !== null && row.handedAt === null) {
      lines.push({ is: "hand-over", part: "today", at: null, isUrgent: false });
    }
  }
  // A closed case asks nothing more of the school. A reporter's own duty continues.
  if (isOpen || leavesReporters(row.closeReason)) {
    for (const at of dueOfReports) add("written-report", at, { isUrgent: true });
  }
  const isShown = ({ isUrgent, at }: CaseLine) => isUrgent && (at ?? 0) < addDays(today, 2, zone);
  return lines.filter((line) => morning.isSchoolDay || isShown(line)).sort(byUrgency);
}
