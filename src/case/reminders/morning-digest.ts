/** The morning digest: whose cases ask for what today. Pure; made anew when the mail is sent. */
import type { Settings } from "../../district/district";
import { callBook } from "../../district/find-people";
import { isSealedRegister } from "../../district/sealed-readers";
import { addTo } from "../../lists";
import { actOf, type CallBook, type Callee } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { ActDatum } from "../../protocol/pack";
import { type ProtocolWords, say } from "../../protocol/wording";
import { messageToEach, type QueuedMessage } from "../../register/change";
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
import {
  type CaseReference,
  caseReference,
  isCaseReference,
  type RegisterLink,
} from "../model/case-reference";
import { leavesReporters } from "../model/closing-conditions";
import { acknowledgeBy, acknowledgeFrom, holdEnds } from "../model/deadlines";
import type { EscalationContext } from "./escalation";

/** What a digest reads of a case: a `CaseFile` is more than enough. */
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

/** What a digest reads of a report; parts after the first have no deadline and count nothing. */
export type DigestReport = Pick<
  ReportRow,
  "case" | "writtenReportDue" | "writtenReportConfirmed" | "reporterUnreachable"
>;

/** What a person's digest says, but for the link. */
export type Digest = Omit<DigestInput, "link">;

const holdWarningDays = 3;
/** Minutes. Without a digest before it, the first one waits for a morning. */
const firstWithin = 10;

/**
 * The day ("YYYY-MM-DD", district's zone) whose digest is to be queued now; null where it was, or before `digestAt`. A missed morning is
 * made up for the same day. `last`: the day returned last.
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

/** The next digest: what is due before it belongs here. */
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
              isDuty: act.duty,
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
    // The act says the same.
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

/** Called at once whatever was reported: an agency that is called because of a factor would tell it. */
function numbersOf({ duty, due, call }: ActDatum, { agencies }: CallBook): readonly Callee[] {
  if (!duty || due !== "at-once") return [];
  return call.flatMap(({ to, when }) => (when.length === 0 ? (agencies.get(to) ?? []) : []));
}

/** Of a case that a school is to take over nothing else is its own yet. */
function toReceive({ reference }: DigestCase): DigestCase {
  return { ...nothingDue, reference, handOver: "to" };
}

function lateCase({ reference, acts }: DigestCase, now: number): LateCase | null {
  const late = acts.filter(({ dueAt }) => dueAt <= now - dayMs);
  const [first] = late;
  return first === undefined ? null : { reference, late: late.length, since: first.dueAt };
}

function urgency({ acts, writtenReports, unacknowledged }: DigestCase): number {
  return unacknowledged
    ? 0
    : Math.min(acts[0]?.dueAt ?? Number.MAX_VALUE, writtenReports[0] ?? Number.MAX_VALUE);
}

interface Readers {
  /** Whose case it is. */
  readonly own: string;
  /** Who hears of it when it is late; null in a sealed register. */
  readonly lead: string | null;
  /** Who is asked to take it over; null where nobody is. */
  readonly receiver: string | null;
}

/** Cases in the same hands are asked about once. */
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
      lead: isSealedRegister(context.register) ? null : leadOf(row, context).email,
      receiver: receivingContact(row, context)?.email ?? null,
    };
    known.set(key, readers);
    return readers;
  };
}

/** By address; nobody for whom there is nothing. */
function digestsNow(
  files: Iterable<DigestFile>,
  reports: readonly DigestReport[],
  context: EscalationContext,
): ReadonlyMap<string, Digest> {
  const written = new Map<string | null, number[]>();
  for (const report of reports) {
    const { case: reference, writtenReportDue } = report;
    // Who cannot be asked would be a line every morning.
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

/** Null when nothing is due any more. */
export function digestFor(
  address: string,
  files: Iterable<DigestFile>,
  reports: readonly DigestReport[],
  context: EscalationContext,
): Digest | null {
  return digestsNow(files, reports, context).get(address) ?? null;
}

/** What could not be sent for a day is stale. */
export function isOfToday(date: unknown, now: number, zone: ZoneOffset): boolean {
  // Not one of tomorrow's either, where the clock went back.
  return typeof date === "string" && date >= dateText(now, zone);
}

/** `date`: what `digestDue` returned. */
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
  /** The time to acknowledge it has passed. */
  readonly unacknowledged: boolean;
  /** Open acts that are late or due before the next digest, earliest first. */
  readonly acts: readonly {
    readonly name: ProtocolWords;
    /** Of a call that is owed at once: whom to call. */
    readonly calls: readonly Callee[];
    /** Nothing may put it off: it cannot wait until tomorrow. */
    readonly isDuty: boolean;
    readonly dueAt: number;
    /** From when on it is late; what is due and not late yet is due now. */
    readonly lateFrom: number;
  }[];
  /** The day of the check-in, today or earlier; null where none is due. */
  readonly checkIn: number | null;
  /** When reporters' own written reports are due that nobody has confirmed, of those who can be asked. */
  readonly writtenReports: readonly number[];
  /** When a hold ends or has just ended; null where neither. */
  readonly hold: number | null;
  /** It is being handed over and not received: by this person, or to them; null where it is not. */
  readonly handOver: "from" | "to" | null;
}

/** A case of another contact that has been late for more than a day. */
export interface LateCase {
  readonly reference: CaseReference;
  readonly late: number;
  /** Since when the latest act is late. */
  readonly since: number;
}

export interface DigestInput {
  /** The person's own cases, the most pressing first. */
  readonly cases: readonly DigestCase[];
  /** For the district lead alone. */
  readonly elsewhere: readonly LateCase[];
  readonly now: number;
  readonly link: RegisterLink;
  readonly zone: ZoneOffset;
}
