/**
 * The morning email: one a day to each person, with what their cases ask for. On a day without school it goes out only where a danger or a
 * legal deadline is late, or due by the end of the next day. Pure. What it says is worked out when it is sent, not when it is queued.
 */

import { addTo } from "../../lists";
import type { DigestCase, DigestInput, LateCase } from "../../messages/case-facts";
import { messageToEach } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import type { ReportRow } from "../../register/tabs";
import type { Run } from "../../run";
import { civil, dateText, dayMs, type ZoneOffset } from "../../time";
import { leadOf, personAsked, receivingContact } from "../assignment/responsible-person";
import { caseReference, isCaseReference } from "../facts/case-reference";
import { byUrgency, type DigestFile, linesOf, morningOf } from "./digest-case";

/** The columns of Reports that it needs. A long report has further rows, which have no deadline and do not count. */
export type DigestReport = Pick<
  ReportRow,
  "case" | "writtenReportDue" | "writtenReportConfirmed" | "reporterUnreachable"
>;

/** What the emails of a morning are written from: the open cases and the reports of the register, read in this run. */
export interface DigestSource {
  readonly files: Iterable<DigestFile>;
  readonly reports: readonly DigestReport[];
}

/** The content of a person's email, without the links. */
export type Digest = Omit<DigestInput, "link" | "stepsLink">;

/** Minutes after `digestAt`. A script that has sent no morning email before waits for the next morning if it is later than that. */
const firstWithin = 10;

/**
 * The day ("YYYY-MM-DD", district's zone) whose email has to be queued now. Null before `digestAt` (minutes after midnight), or if it was
 * queued. An email that the clock missed is queued later the same day. `last`: the day that was returned last.
 */
export function digestDue(
  last: string | null,
  { now, zone, directory: { settings } }: Run,
): string | null {
  const { hour, minute: past } = civil(now, zone);
  const late = hour * 60 + past - settings.digestAt;
  const today = dateText(now, zone);
  if (late < 0 || last === today) return null;
  return last === null && late >= firstWithin ? null : today;
}

/** The case for the lead's email, if a step is more than a day late. */
function lateCase({ reference, lines }: DigestCase, now: number): LateCase | null {
  const late = lines.flatMap(({ is, part, at }) =>
    is === "step" && part === "late" && at !== null && at <= now - dayMs ? [at] : [],
  );
  return late.length === 0 ? null : { reference, late: late.length, since: Math.min(...late) };
}

/** The emails by address. A person for whom nothing is due has none. */
function digestsNow({ files, reports }: DigestSource, run: Run): ReadonlyMap<string, Digest> {
  const dueByCase = new Map<string | null, number[]>();
  for (const report of reports) {
    const { case: reference, writtenReportDue } = report;
    // A reporter who cannot be asked would be a line every morning.
    const isSettled = report.writtenReportConfirmed || report.reporterUnreachable;
    if (writtenReportDue === null || isSettled) continue;
    addTo(dueByCase, reference, writtenReportDue);
  }
  const { now, zone } = run;
  const morning = morningOf(run);
  const all = new Map<string, { cases: DigestCase[]; elsewhere: LateCase[] }>();
  const digestOf = (address: string) => {
    const found = all.get(address) ?? { cases: [], elsewhere: [] };
    all.set(address, found);
    return found;
  };
  for (const file of files) {
    const { row } = file;
    if (row.drill || row.case === null || !isCaseReference(row.case)) continue;
    const lines = linesOf(file, dueByCase.get(row.case) ?? [], morning, run);
    if (lines.length === 0) continue;
    const own = { reference: caseReference(row.case), lines };
    const to = personAsked(row, run).email;
    digestOf(to).cases.push(own);
    const receiver = receivingContact(row, run)?.email ?? to;
    if (receiver !== to && morning.isSchoolDay) {
      // Until their school has received the case, they get nothing else of it.
      const line = { is: "receive", part: "today", at: null } as const;
      digestOf(receiver).cases.push({ ...own, lines: [line] });
    }
    const lead = leadOf(row, run).email;
    const late = to === lead ? null : lateCase(own, now);
    if (late !== null) digestOf(lead).elsewhere.push(late);
  }
  return new Map(
    [...all].map(([address, { cases, elsewhere }]) => [
      address,
      {
        cases: cases.sort((a, b) => byUrgency(a.lines[0], b.lines[0])),
        elsewhere: elsewhere.sort((a, b) => a.since - b.since),
        now,
        zone,
      },
    ]),
  );
}

/** The email of one person; null if nothing is due any more. */
export function digestFor(address: string, source: DigestSource, run: Run): Digest | null {
  return digestsNow(source, run).get(address) ?? null;
}

/** Whether an email queued for `date` may still be sent: not once its day is over. `now`: milliseconds UTC. */
export function isDigestOfToday(date: unknown, now: number, zone: ZoneOffset): boolean {
  // Nor one dated tomorrow, which happens where the clock was set back.
  return typeof date === "string" && date >= dateText(now, zone);
}

/** The emails to queue. `date`: what `digestDue` returned. */
export function digestMessages(
  source: DigestSource,
  date: string,
  run: Run,
): readonly QueuedMessage[] {
  const { register } = run;
  const to = [...digestsNow(source, run).keys()];
  return messageToEach(to, `digest ${date} ${register}`, "digest", { date, register });
}
