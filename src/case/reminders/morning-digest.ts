/**
 * The morning digest: one mail a day to each person, with what their cases ask for today. Pure. Its content is worked out when the mail is
 * sent, not when it is queued.
 */
import { addTo } from "../../lists";
import type { DigestCase, DigestInput, LateCase } from "../../messages/case-facts";
import { messageToEach } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import type { ReportRow } from "../../register/tabs";
import type { Run } from "../../run";
import { civil, dateText, dayMs, type ZoneOffset } from "../../time";
import {
  type CaseHolders,
  lastTold,
  leadOf,
  personAsked,
  receivingContact,
} from "../assignment/responsible-person";
import { type DigestFile, digestCase, firstWithin, nothingDue } from "./digest-case";

/** What a digest reads of a report. Further rows of a long report have no deadline, so they do not count. */
export type DigestReport = Pick<
  ReportRow,
  "case" | "writtenReportDue" | "writtenReportConfirmed" | "reporterUnreachable"
>;

/** What a morning digest is written from: the open cases and the reports of the register, read in this run. */
export interface DigestSource {
  readonly files: Iterable<DigestFile>;
  readonly reports: readonly DigestReport[];
}

/** What a person's digest says, without the links. */
export type Digest = Omit<DigestInput, "link" | "stepsLink">;

/**
 * The day ("YYYY-MM-DD", district's zone) whose digest has to be queued now. Null before `digestAt` (minutes after midnight), or if that
 * digest was queued. A digest that the clock missed is queued later the same day. `last`: the day that was returned last.
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

/** The line for the school that is to take the case over: until it has received the case, it gets nothing else of it. */
function toReceive({ reference }: DigestCase): DigestCase {
  return { ...nothingDue, reference, handOver: "to" };
}

/** The case for the lead's digest, if an act has been late for more than a day. */
function lateCase({ reference, acts }: DigestCase, now: number): LateCase | null {
  const late = acts.filter(({ lateFrom }) => lateFrom <= now - dayMs);
  const [first] = late;
  return first === undefined ? null : { reference, late: late.length, since: first.dueAt };
}

/** Lower is more pressing. */
function urgency({ acts, writtenReports, unacknowledged }: DigestCase): number {
  return unacknowledged !== null
    ? 0
    : Math.min(acts[0]?.dueAt ?? Number.MAX_VALUE, writtenReports[0] ?? Number.MAX_VALUE);
}

interface Readers {
  /** Who has the case. */
  readonly own: string;
  /** Who hears of the case if it is late. */
  readonly lead: string;
  /** Who is asked to take it over; null where nobody is. */
  readonly receiver: string | null;
}

/** Returns a function that says who reads about a case. Cases with the same holders are worked out once. */
function readersOf(run: Run): (row: CaseHolders) => Readers {
  const known = new Map<string, Readers>();
  return (row) => {
    const { school, assignedTo, steppedAside, excluded, handedTo, handedAt } = row;
    const told = lastTold(row)?.email;
    const key = JSON.stringify([
      school,
      told,
      assignedTo,
      steppedAside,
      excluded,
      handedTo,
      handedAt,
    ]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const readers: Readers = {
      own: personAsked(row, run).email,
      lead: leadOf(row, run).email,
      receiver: receivingContact(row, run)?.email ?? null,
    };
    known.set(key, readers);
    return readers;
  };
}

/** The digests by address. A person for whom nothing is due has none. */
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
  const readers = readersOf(run);
  const all = new Map<string, { cases: DigestCase[]; elsewhere: LateCase[] }>();
  const digestOf = (address: string) => {
    const found = all.get(address) ?? { cases: [], elsewhere: [] };
    all.set(address, found);
    return found;
  };
  for (const file of files) {
    const found = digestCase(file, dueByCase.get(file.row.case) ?? [], run);
    if (found === null) continue;
    const { own, lead, receiver: other } = readers(file.row);
    digestOf(own).cases.push(found);
    if (other !== null && other !== own) digestOf(other).cases.push(toReceive(found));
    const late = own === lead ? null : lateCase(found, now);
    if (late !== null) digestOf(lead).elsewhere.push(late);
  }
  return new Map(
    [...all].map(([address, { cases, elsewhere }]) => [
      address,
      {
        cases: cases.sort((a, b) => urgency(a) - urgency(b)),
        elsewhere: elsewhere.sort((a, b) => a.since - b.since),
        now,
        zone,
      },
    ]),
  );
}

/** The digest of one person; null if nothing is due any more. */
export function digestFor(address: string, source: DigestSource, run: Run): Digest | null {
  return digestsNow(source, run).get(address) ?? null;
}

/** Whether a digest queued for `date` may still be sent: not once its day is over. `now`: milliseconds UTC. */
export function isDigestOfToday(date: unknown, now: number, zone: ZoneOffset): boolean {
  // Not one of tomorrow's either, where the clock went back.
  return typeof date === "string" && date >= dateText(now, zone);
}

/** The digests to queue. `date`: what `digestDue` returned. */
export function digestMessages(
  source: DigestSource,
  date: string,
  run: Run,
): readonly QueuedMessage[] {
  const { register } = run;
  const to = [...digestsNow(source, run).keys()];
  return messageToEach(to, `digest ${date} ${register}`, "digest", { date, register });
}
