/** Questions about a pack's levels, acts (steps of the checklist) and agencies, looked up by id or by role. */

import type { ActId, AgencyId, ConcernId, ConfirmerId, LevelId } from "./ids";
import type { ActDatum, AgencyDatum, Condition, DueTime, LevelDatum, ProtocolPack } from "./pack";

/** The special part that an act has in the system; see `role` in pack.ts. */
type ActRole = NonNullable<ActDatum["role"]>;

export function levelOf(pack: ProtocolPack, id: LevelId | null): LevelDatum | null {
  return pack.levels.find((level) => level.id === id) ?? null;
}

/** The lowest level. It needs no factor, so it is the level of a case of which nothing is known. */
export function lowestLevel({ levels }: ProtocolPack): LevelId {
  return levels[0]?.id ?? "";
}

/** The level's rank: a higher number is a higher level. -1, below every level, for an id that the pack does not have. */
export function levelRank(pack: ProtocolPack, id: LevelId | null): number {
  return levelOf(pack, id)?.rank ?? -1;
}

/** Whether the level has a protocol. A report that reaches no protocol is read by a person first. */
export function levelHasProtocol(pack: ProtocolPack, id: LevelId | null): boolean {
  return (levelOf(pack, id)?.protocol ?? null) !== null;
}

/** The pack's protocols, lowest first. */
export function protocolsOf(pack: ProtocolPack): readonly LevelId[] {
  return pack.levels.flatMap(({ id, protocol }) => (protocol === null ? [] : [id]));
}

/** The pack's data of an act; null if the pack has no such act (a row that a person added, or an act of another pack). */
export function actOf(pack: ProtocolPack, id: ActId | null): ActDatum | null {
  return pack.acts.find((act) => act.id === id) ?? null;
}

/** The acts that are done by doing this one. */
export function coveredBy(pack: ProtocolPack, id: ActId | null): readonly ActId[] {
  return (actOf(pack, id)?.covers ?? []).map(({ act }) => act);
}

/** Whether the act is a call that the law requires, with a deadline of its own (mostly at once). A written report does not count. */
export function isCall(pack: ProtocolPack, id: ActId | null): boolean {
  const datum = actOf(pack, id);
  return datum?.duty === true && datum.call.length > 0 && isTimedCall(datum);
}

/** The act with that role. Throws if the pack has none; the schema refuses such a pack. */
export function actWith(pack: ProtocolPack, role: ActRole): ActDatum {
  const found = pack.acts.find((act) => act.role === role);
  if (found === undefined) throw new Error(`the pack has no act with the role ${role}`);
  return found;
}

export function agencyOf(pack: ProtocolPack, id: AgencyId | null): AgencyDatum | null {
  return pack.agencies.find((agency) => agency.id === id) ?? null;
}

/** The agency that every case calls first. Throws if the pack names none; the schema refuses such a pack. */
export function firstAgency(pack: ProtocolPack): AgencyDatum {
  const called = actWith(pack, "first-call").call.find(({ when }) => when.length === 0);
  const found = agencyOf(pack, called?.to ?? null);
  if (found === null) throw new Error("the first call of the pack names no agency");
  return found;
}

/** The agency that a question of the Form is about (has the reporter called it?); null if no act of the pack uses the answer. */
export function agencyAsked(
  pack: ProtocolPack,
  question: NonNullable<ActDatum["reporterSays"]>,
): AgencyDatum | null {
  const calls = pack.acts.flatMap((act) => (act.reporterSays === question ? act.call : []));
  return calls.map(({ to }) => agencyOf(pack, to)).find((agency) => agency !== null) ?? null;
}

/** Whether a protocol that applies needs a confirmation, and none is recorded that settles it. Agencies can confirm; schools cannot. */
export function isUnconfirmed(
  pack: ProtocolPack,
  facts: { readonly protocols: readonly LevelId[]; readonly confirmedBy: ConfirmerId | null },
): boolean {
  return (
    facts.protocols.some((id) => levelOf(pack, id)?.asksWhoConfirmed === true) &&
    !pack.confirmers.some(({ id, settles }) => settles && id === facts.confirmedBy)
  );
}

/** Whether a reported concern or a protocol that applies means that the student is or may be a victim. */
export function meansVictim(
  pack: ProtocolPack,
  known: { readonly concerns: readonly ConcernId[]; readonly protocols: readonly LevelId[] },
): boolean {
  return (
    pack.concerns.some(({ id, meansVictim: means }) => means && known.concerns.includes(id)) ||
    known.protocols.some((id) => levelOf(pack, id)?.meansVictim === true)
  );
}

/** Every deadline that the act may have, each with its conditions; none for an act without a deadline. */
export function dueTimes({ due }: Pick<ActDatum, "due">): readonly {
  readonly time: DueTime;
  readonly when: readonly Condition[];
}[] {
  if (due === null) return [];
  return typeof due === "object" && "length" in due ? due : [{ time: due, when: [] }];
}

/**
 * Whether the act is a call with a deadline of its own: due at once in every case, or required by law by a time other than that of the
 * written report. Such a call is shown with its numbers, and people are reminded of it once it is due.
 */
export function isTimedCall(datum: Pick<ActDatum, "due" | "duty" | "call">): boolean {
  const times = dueTimes(datum);
  const isOwedCall = datum.duty && datum.call.length > 0;
  return isOwedCall
    ? times.some(({ time }) => time !== "written-report")
    : times.length > 0 && times.every(({ time }) => time === "at-once");
}

/**
 * How an act repeats; null if it does not, or for no act. `days`: as the document says; null if the district's setting applies. Then the
 * district plans the day on which the act is next due.
 */
export function repetitionOf(act: Pick<ActDatum, "repeats"> | null) {
  const repeats = act?.repeats ?? null;
  if (repeats === null) return null;
  if (typeof repeats === "string") return { as: repeats, days: null };
  return { as: repeats.as ?? "monitor", days: repeats.days };
}
export type Repetition = NonNullable<ReturnType<typeof repetitionOf>>;

/** After how many days the act repeats: as the document says, otherwise as the district has set. */
export function everyDays(
  { as, days }: Repetition,
  set: Readonly<Record<"checkInEveryDays" | "monitorEveryDays", number>>,
): number {
  return days ?? (as === "check-in" ? set.checkInEveryDays : set.monitorEveryDays);
}
