/** What a pack says of its levels, acts and agencies, looked up by id or by role. */

import { addDays, minuteMs, startOfDay, type ZoneOffset } from "../time";
import type { ActId, AgencyId, ConcernId, ConfirmerId, LevelId } from "./ids";
import type { ActDatum, AgencyDatum, Condition, DueTime, LevelDatum, ProtocolPack } from "./pack";

/** The part that an act plays for the system; see `role` in pack.ts. */
export type ActRole = NonNullable<ActDatum["role"]>;

/** The level with that id; null if the pack has none. */
export function levelOf(pack: ProtocolPack, id: LevelId | null): LevelDatum | null {
  return pack.levels.find((level) => level.id === id) ?? null;
}

/** The level of a case of which nothing is known: the one with the lowest rank, which takes no factor. */
export function lowestLevel(pack: ProtocolPack): LevelId {
  return pack.levels.reduce((low, level) => (level.rank < low.rank ? level : low)).id;
}

/** A higher number is a higher level; -1, below every level, for an id that the pack does not have. */
export function levelRank(pack: ProtocolPack, id: LevelId | null): number {
  return levelOf(pack, id)?.rank ?? -1;
}

/** Whether the level has a protocol. A report of a level without one is read by a person first. */
export function levelHasProtocol(pack: ProtocolPack, id: LevelId | null): boolean {
  return (levelOf(pack, id)?.protocol ?? null) !== null;
}

/** The pack's protocols, lowest first. */
export function protocolsOf(pack: ProtocolPack): readonly LevelId[] {
  return inRank(pack).flatMap(({ id, protocol }) => (protocol === null ? [] : [id]));
}

/** The levels, lowest first. */
export function inRank(pack: ProtocolPack): readonly LevelDatum[] {
  return [...pack.levels].sort((a, b) => a.rank - b.rank);
}

/** What the pack says of an act; null if the pack has no such act (a row that a person added, or an act of another pack). */
export function actOf(pack: ProtocolPack, id: ActId | null): ActDatum | null {
  return pack.acts.find((act) => act.id === id) ?? null;
}

/** The role of an act; null if the act has none, or is not one of the pack's. */
export function roleOf(pack: ProtocolPack, id: ActId | null): ActRole | null {
  return actOf(pack, id)?.role ?? null;
}

/** Whether the law demands the act, whatever the protocol. */
export function isDuty(pack: ProtocolPack, id: ActId | null): boolean {
  return actOf(pack, id)?.duty === true;
}

/** How the act comes again; null if it does not. */
export function repeatOf(pack: ProtocolPack, id: ActId | null): Repetition | null {
  const datum = actOf(pack, id);
  return datum === null ? null : repetitionOf(datum);
}

/** The acts that doing this one does as well. */
export function coveredBy(pack: ProtocolPack, id: ActId | null): readonly ActId[] {
  return (actOf(pack, id)?.covers ?? []).map(({ act }) => act);
}

/** Whether the act is a call that the law demands by a time of its own, mostly at once. A written report is not one. */
export function isCall(pack: ProtocolPack, id: ActId | null): boolean {
  const datum = actOf(pack, id);
  return datum?.duty === true && datum.call.length > 0 && isTimedCall(datum);
}

/** The act with a role. @throws Error where the pack lacks it: its schema does not let such a pack in. */
export function actWith(pack: ProtocolPack, role: ActRole): ActDatum {
  const found = pack.acts.find((act) => act.role === role);
  if (found === undefined) throw new Error(`the pack has no act with the role ${role}`);
  return found;
}

/** Whether another act waits until the lead has recorded that this one is done. */
export function isRecordedByLead(pack: ProtocolPack, id: ActId): boolean {
  return pack.acts.some(({ lock }) => lock?.untilLeadDid === id);
}

/** The agency with that id; null if the pack has none. */
export function agencyOf(pack: ProtocolPack, id: AgencyId | null): AgencyDatum | null {
  return pack.agencies.find((agency) => agency.id === id) ?? null;
}

/** The agency that every case calls first. @throws Error where the pack names none: its schema does not let such a pack in. */
export function firstAgency(pack: ProtocolPack): AgencyDatum {
  const called = actWith(pack, "first-call").call.find(({ when }) => when.length === 0);
  const found = agencyOf(pack, called?.to ?? null);
  if (found === null) throw new Error("the first call of the pack names no agency");
  return found;
}

/** The agency of which the Form asks whether the reporter has called it; null if no act of the pack uses that answer. */
export function agencyAsked(
  pack: ProtocolPack,
  question: NonNullable<ActDatum["reporterSays"]>,
): AgencyDatum | null {
  const calls = pack.acts.flatMap((act) => (act.reporterSays === question ? act.call : []));
  return calls.map(({ to }) => agencyOf(pack, to)).find((agency) => agency !== null) ?? null;
}

/** Whether this confirmer's word settles that the student is a victim: agencies can confirm, schools cannot. */
export function isSettledBy(pack: ProtocolPack, confirmer: ConfirmerId | null): boolean {
  return pack.confirmers.some(({ id, settles }) => settles && id === confirmer);
}

/** Whether a protocol that applies asks who confirmed it, and no one is on record whose word settles it. */
export function isUnconfirmed(
  pack: ProtocolPack,
  facts: { readonly protocols: readonly LevelId[]; readonly confirmedBy: ConfirmerId | null },
): boolean {
  return (
    facts.protocols.some((id) => levelOf(pack, id)?.asksWhoConfirmed === true) &&
    !isSettledBy(pack, facts.confirmedBy)
  );
}

/** Whether what is known says that the student is or may be a victim: a concern or a protocol that means so. */
export function meansVictim(
  pack: ProtocolPack,
  known: { readonly concerns: readonly ConcernId[]; readonly protocols: readonly LevelId[] },
): boolean {
  return (
    pack.concerns.some(({ id, meansVictim: means }) => means && known.concerns.includes(id)) ||
    known.protocols.some((id) => levelOf(pack, id)?.meansVictim === true)
  );
}

/** A time as the system counts it. */
export interface CountedTime {
  /** From when: from when the case has the act, or from when a reporter learned of what was reported. */
  readonly from: "act" | "report";
  /**
   * So many minutes later. By the end of the day so many days later, in the district's zone. Or by the school's hours: so many minutes
   * later, but before this school day ends; when the next school day begins; by the end of the next school day.
   */
  readonly in: "minutes" | "days" | "minutes-at-school" | "to-school-morning" | "to-school-day";
  readonly count: number;
}

/** When a school has its hours, as far as times are counted by them. Instants in milliseconds UTC. */
export interface SchoolTimes {
  /** When the school day ends that is on at an instant; null while there is no school. */
  endsAt(at: number): number | null;
  /** When the first school day begins that does so after an instant. */
  nextStart(at: number): number;
}

/** The times that have a name. */
const named = {
  "at-once": { from: "act", in: "minutes", count: 0 },
  "first-hour": { from: "act", in: "minutes", count: 60 },
  "same-day": { from: "act", in: "days", count: 0 },
  "before-dismissal": { from: "act", in: "minutes-at-school", count: 60 },
  "next-school-morning": { from: "act", in: "to-school-morning", count: 0 },
  "next-school-day": { from: "act", in: "to-school-day", count: 0 },
} as const satisfies Readonly<Record<string, CountedTime>>;

/** A time of a pack as the system counts it. */
export function countedTime(
  { writtenReport }: Pick<ProtocolPack, "writtenReport">,
  due: DueTime,
): CountedTime {
  if (due === "written-report") {
    return { from: "report", in: "minutes", count: writtenReport.hours * 60 };
  }
  if (typeof due === "string") return named[due];
  if ("days" in due) return { from: "act", in: "days", count: due.days };
  return { from: "act", in: "minutes", count: "hours" in due ? due.hours * 60 : due.minutes };
}

/** Every time that the act may be due by, each with its conditions; none for an act without a deadline. */
export function dueTimes({ due }: Pick<ActDatum, "due">): readonly {
  readonly time: DueTime;
  readonly when: readonly Condition[];
}[] {
  if (due === null) return [];
  return typeof due === "object" && "length" in due ? due : [{ time: due, when: [] }];
}

/** When a time that is counted from `at` is over. Both in milliseconds UTC. */
export function endOf(
  { in: unit, count }: CountedTime,
  at: number,
  zone: ZoneOffset,
  school: SchoolTimes,
): number {
  if (unit === "minutes") return at + count * minuteMs;
  if (unit === "minutes-at-school") {
    return Math.min(at + count * minuteMs, school.endsAt(at) ?? Number.POSITIVE_INFINITY);
  }
  if (unit === "to-school-morning") return school.nextStart(at);
  if (unit === "to-school-day") {
    return addDays(startOfDay(school.nextStart(at), zone), 1, zone) - minuteMs;
  }
  // The last minute of the day: midnight would be read as the next day.
  return addDays(startOfDay(at, zone), count + 1, zone) - minuteMs;
}

/**
 * Whether the act is a call with a time of its own: due at once in every case, or owed by law by a time that is not the written report's.
 * Such a call stands with its numbers, and is reminded of once it is due.
 */
export function isTimedCall(datum: Pick<ActDatum, "due" | "duty" | "call">): boolean {
  return (
    isAlwaysAtOnce(datum) ||
    dueTimes(datum).some(
      ({ time }) => time !== "written-report" && datum.duty && datum.call.length > 0,
    )
  );
}

/** Whether the act is due at once in every case that has it. */
export function isAlwaysAtOnce(datum: Pick<ActDatum, "due">): boolean {
  const times = dueTimes(datum);
  return times.length > 0 && times.every(({ time }) => time === "at-once");
}

/** How often the district has acts come again, in days. */
export interface Intervals {
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
}

/** As what an act comes again, and the document's own number of days; null where the district's counts. */
export interface Repetition {
  readonly as: "check-in" | "monitor";
  readonly days: number | null;
}

/** How an act comes again; null if it does not. */
export function repetitionOf({ repeats }: Pick<ActDatum, "repeats">): Repetition | null {
  if (repeats === null) return null;
  if (typeof repeats === "string") return { as: repeats, days: null };
  return { as: repeats.as ?? "monitor", days: repeats.days };
}

/** Whether the district plans when the act comes again: neither a document nor a law sets the day. */
export function isPlanned(datum: Pick<ActDatum, "repeats">): boolean {
  return repetitionOf(datum)?.days === null;
}

/** After how many days it comes again: as the document says, else as the district has set. */
export function everyDays({ as, days }: Repetition, intervals: Intervals): number {
  return days ?? (as === "check-in" ? intervals.checkInEveryDays : intervals.monitorEveryDays);
}
