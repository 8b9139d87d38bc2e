/**
 * The morning digest: one mail a day to each person, with what their cases ask for today. Pure. Its content is worked out when the mail is
 * sent, not when it is queued.
 */

import type { Settings } from "../../district/district";
import { callBook } from "../../district/find-people";
import { addTo } from "../../lists";
import { actOf, type CallBook, type Callee } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { ActDatum } from "../../protocol/pack";
import { type ProtocolWords, say } from "../../protocol/wording";
import type { QueuedMessage } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow, ChecklistRow, ReportRow } from "../../register/tabs";
import {
  civil,
  dateText,
  dayMs,
  fromSerial,
  minuteMs,
  toSerial,
  type ZoneOffset,
} from "../../time";
import {
  type CaseHolders,
  leadOf,
  receivingContact,
  responsiblePerson,
  schoolOfCase,
} from "../assignment/responsible-person";
import { messageToEach } from "../messages/message";
import {
  type CaseReference,
  caseReference,
  isCaseReference,
  type RegisterLink,
} from "../model/case-reference";
import { leavesReporters } from "../model/closing-conditions";
import { acknowledgeBy, acknowledgeFrom, holdEnds } from "../model/deadlines";
import type { EscalationContext } from "./escalation";

/** What a digest reads of a case; a `CaseFile` has more than enough. */
export interface DigestFile {
  readonly row: Pick<
    CaseRow,
    | "case"
    | "status"
    | "level"
    | "school"
    | "opened"
    | "givenAt"
    | "acknowledged"
    | "immediateDanger"
    | "dangerSince"
    | "dangerOver"
    | "nextCheckIn"
    | "holdUntil"
    | "protocolVersion"
    | "closeReason"
  > &
    CaseHolders;
  readonly acts: readonly Pick<ChecklistRow, "act" | "state" | "due" | "lateFrom">[];
}

/** What a digest reads of a report. Further rows of a long report have no deadline, so they do not count. */
export type DigestReport = Pick<
  ReportRow,
  "case" | "writtenReportDue" | "writtenReportConfirmed" | "reporterUnreachable"
>;

/** What a person's digest says, without the links. */
export type Digest = Omit<DigestInput, "link" | "overdueLink">;

/** A digest names a hold that ends within so many days. */
const holdWarningDays = 3;
/** Minutes after `digestAt`. A desk that has sent no digest before waits for the next morning if it is later than that. */
const firstWithin = 10;

/**
 * The day ("YYYY-MM-DD", district's zone) whose digest has to be queued now. Null before `digestAt` (minutes after midnight), or if that
 * digest was queued. A digest that the clock missed is queued later the same day. `last`: the day that was returned last. `now`:
 * milliseconds UTC.
 */
export function digestDue(
  last: string | null,
  now: number,
  settings: Pick<Settings, "digestAt">,
  zone: ZoneOffset,
): string | null {
  const { hour, minute: past } = civil(now, zone);
  const late = hour * 60 + past - settings.digestAt;
  const today = dateText(now, zone);
  if (late < 0 || last === today) return null;
  return last === null && late >= firstWithin ? null : today;
}

/** When the next digest goes out, milliseconds UTC. What is due before then belongs in this one. */
function horizonOf({ now, zone, directory }: EscalationContext): number {
  const tomorrow = Math.floor(toSerial(now, zone)) + 1;
  return fromSerial(tomorrow + (directory.settings.digestAt * minuteMs) / dayMs, zone);
}

const nothingDue: Omit<DigestCase, "reference"> = {
  unacknowledged: false,
  acts: [],
  checkIn: null,
  writtenReports: [],
  hold: null,
  handOver: null,
};

/** What one case asks for today; null if nothing. */
function digestCase(
  { row, acts }: DigestFile,
  written: readonly number[],
  context: EscalationContext,
): DigestCase | null {
  if (row.case === null || !isCaseReference(row.case)) return null;
  const { now, zone, directory } = context;
  const horizon = horizonOf(context);
  const writtenReports = written.filter((at) => at < horizon).sort((a, b) => a - b);
  if (row.status === "closed") {
    // What the desk asked for has ended; a reporter's own duty has not.
    if (!leavesReporters(row.closeReason) || writtenReports.length === 0) return null;
    return { ...nothingDue, reference: caseReference(row.case), writtenReports };
  }
  const pack = packOfCase(row);
  const calls = callBook(directory, schoolOfCase(row, directory), pack);
  const due = acts
    .flatMap(({ act: text, state, due: dueAt, lateFrom }) => {
      const act = actOf(pack, text);
      return act === null || state !== "open" || dueAt === null || dueAt >= horizon
        ? []
        : [
            {
              name: say(act.name),
              calls: numbersOf(act, calls),
              repeats: act.repeats,
              cannotWait: act.duty || act.due === "first-hour",
              dueAt,
              lateFrom: lateFrom ?? dueAt,
            },
          ];
    })
    .sort((a, b) => a.dueAt - b.dueAt);
  const { nextCheckIn, holdUntil } = row;
  const holdEnd = holdUntil === null ? null : holdEnds(holdUntil, zone);
  const found: DigestCase = {
    reference: caseReference(row.case),
    unacknowledged:
      !row.acknowledged &&
      now >= acknowledgeBy(row, acknowledgeFrom({ row, acts }), directory.settings, zone),
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
  return found.unacknowledged ||
    found.acts.length + found.writtenReports.length > 0 ||
    found.checkIn !== null ||
    found.hold !== null ||
    found.handOver !== null
    ? found
    : null;
}

/**
 * Whom to call for an act: only agencies that are called whatever was reported. An agency that is called because of a factor would tell
 * the reader of the mail which factor it is.
 */
function numbersOf({ duty, due, call }: ActDatum, { agencies }: CallBook): readonly Callee[] {
  if (!duty || due !== "at-once") return [];
  return call.flatMap(({ to, when }) => (when.length === 0 ? (agencies.get(to) ?? []) : []));
}

/** The line for the school that is to take the case over: until it has received the case, it gets nothing else of it. */
function toReceive({ reference }: DigestCase): DigestCase {
  return { ...nothingDue, reference, handOver: "to" };
}

/** The case for the lead's digest, if an act has been late for more than a day. */
function lateCase({ reference, acts }: DigestCase, now: number): LateCase | null {
  const late = acts.filter(({ dueAt }) => dueAt <= now - dayMs);
  const [first] = late;
  return first === undefined ? null : { reference, late: late.length, since: first.dueAt };
}

/** Lower is more pressing. */
function urgency({ acts, writtenReports, unacknowledged }: DigestCase): number {
  return unacknowledged
    ? 0
    : Math.min(acts[0]?.dueAt ?? Number.MAX_VALUE, writtenReports[0] ?? Number.MAX_VALUE);
}

interface Readers {
  /** Who has the case. */
  readonly own: string;
  /** Who hears of the case if it is late; null in a sealed register. */
  readonly lead: string | null;
  /** Who is asked to take it over; null where nobody is. */
  readonly receiver: string | null;
}

/** Returns a function that says who reads about a case. Cases with the same holders are worked out once. */
function readersOf(context: EscalationContext): (row: CaseHolders) => Readers {
  const known = new Map<string, Readers>();
  return (row) => {
    const { school, contact, contactsLeft, assignedTo, steppedAside, handedTo, handedAt } = row;
    const hands = [contact, contactsLeft, assignedTo, steppedAside, handedTo, handedAt];
    const key = JSON.stringify([school, ...hands]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const readers: Readers = {
      own: responsiblePerson(row, context).email,
      lead: registerKinds[context.register].reader === null ? leadOf(row, context).email : null,
      receiver: receivingContact(row, context)?.email ?? null,
    };
    known.set(key, readers);
    return readers;
  };
}

/** The digests by address. A person for whom nothing is due has none. */
function digestsNow(
  files: Iterable<DigestFile>,
  reports: readonly DigestReport[],
  context: EscalationContext,
): ReadonlyMap<string, Digest> {
  const written = new Map<string | null, number[]>();
  for (const report of reports) {
    const { case: reference, writtenReportDue } = report;
    // A reporter who cannot be asked would be a line every morning.
    const isSettled = report.writtenReportConfirmed || report.reporterUnreachable;
    if (writtenReportDue === null || isSettled) continue;
    addTo(written, reference, writtenReportDue);
  }
  const { now, zone } = context;
  const readers = readersOf(context);
  const all = new Map<string, { cases: DigestCase[]; elsewhere: LateCase[] }>();
  const digestOf = (address: string) => {
    const found = all.get(address) ?? { cases: [], elsewhere: [] };
    all.set(address, found);
    return found;
  };
  for (const file of files) {
    const found = digestCase(file, written.get(file.row.case) ?? [], context);
    if (found === null) continue;
    const { own, lead, receiver: other } = readers(file.row);
    digestOf(own).cases.push(found);
    if (other !== null && other !== own) digestOf(other).cases.push(toReceive(found));
    const late = own === lead ? null : lateCase(found, now);
    if (late !== null && lead !== null) digestOf(lead).elsewhere.push(late);
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
export function digestFor(
  address: string,
  files: Iterable<DigestFile>,
  reports: readonly DigestReport[],
  context: EscalationContext,
): Digest | null {
  return digestsNow(files, reports, context).get(address) ?? null;
}

/** Whether a digest queued for `date` may still be sent: not once its day is over. `now`: milliseconds UTC. */
export function isOfToday(date: unknown, now: number, zone: ZoneOffset): boolean {
  // Not one of tomorrow's either, where the clock went back.
  return typeof date === "string" && date >= dateText(now, zone);
}

/** The digests to queue. `date`: what `digestDue` returned. */
export function digests(
  files: Iterable<DigestFile>,
  reports: readonly DigestReport[],
  date: string,
  context: EscalationContext,
): readonly QueuedMessage[] {
  const { register } = context;
  const to = [...digestsNow(files, reports, context).keys()];
  return messageToEach(to, `digest ${date} ${register}`, "digest", { date, register });
}

/** What one case asks for today. Instants in milliseconds since 1970, UTC. */
export interface DigestCase {
  readonly reference: CaseReference;
  /** The case is not acknowledged, and the time for it has passed. */
  readonly unacknowledged: boolean;
  /** Open acts that are late or due before the next digest, earliest first. */
  readonly acts: readonly {
    readonly name: ProtocolWords;
    /** Whom to call, if the act is a call that is owed at once; else empty. */
    readonly calls: readonly Callee[];
    /** Nothing may put it off, or it is of the first hour: it cannot wait until tomorrow. */
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
  readonly overdueLink: RegisterLink;
  readonly zone: ZoneOffset;
}
