/**
 * Applies a protocol pack: which level and protocols follow from what was reported, and which checklist follows from them. It names no
 * factor, level or act of any county; all of these come from the pack. Pure.
 */
import { type Channel, channelWords } from "./channels";
import type {
  ActId,
  AgencyId,
  ConcernId,
  ConfirmerId,
  CriterionId,
  FactorId,
  LevelId,
  StatuteId,
  StudentRole,
  YesNo,
  YesNoUnknown,
} from "./ids";
import type { ActDatum, AgencyDatum, Condition, LevelDatum, ProtocolPack, Sentence } from "./pack";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** What was reported about one student; order and repeats do not matter. */
export interface Reported {
  readonly factors: readonly FactorId[];
  readonly concerns: readonly ConcernId[];
}

/** A criterion with the factors of it that were reported. */
export interface CriterionResult {
  readonly id: CriterionId;
  /** The reported factors of this criterion, in the document's order. */
  readonly factors: readonly FactorId[];
  /** How many of its factors the criterion asks for. */
  readonly atLeast: number;
  readonly met: boolean;
}

export interface Classification {
  /**
   * The highest protocol that applies. If none does: the highest level without a protocol that asks for no more factors than were
   * reported.
   */
  readonly level: LevelId;
  /** Every protocol that applies, lowest first. */
  readonly protocols: readonly LevelId[];
  /** Every criterion of the pack, whether or not it is met. */
  readonly criteria: readonly CriterionResult[];
}

/** An agency with the number to call. */
export interface Callee {
  /** Null: the emergency number. */
  readonly agency: AgencyId | null;
  /** The agency's own name: one short line, already free of control characters, since acts and mail repeat it. */
  readonly name: string;
  /** As people dial it; null when the Contacts tab has none. */
  readonly phone: string | null;
  /** True if the number is the emergency number, which stands in because Contacts has none. It is not the agency's own number. */
  readonly isEmergencyOnly?: boolean;
  /** The ways in which a written report reaches the agency; left out if none is known. */
  readonly channels?: readonly Channel[];
}

/** The agencies that serve one school, with their numbers from Contacts. */
export interface CallBook {
  /** By agency. An agency for which the pack has a stand-in number always has an entry. */
  readonly agencies: ReadonlyMap<AgencyId, Callee>;
  /** Whether the school resource officer is employed by the district's own police; `unknown` counts as yes (PC 11165.9). */
  readonly sroIsDistrictPolice: YesNoUnknown;
  /** The name and number that Contacts gives for each liaison, by the liaison's id; left out if there is none. */
  readonly liaisons?: ReadonlyMap<string, string>;
}

/** What a case knows when its checklist is built. */
export interface ChecklistInput {
  /** Only in a sealed case: the role of its reader, in words. */
  readonly reader?: string;
  readonly level: LevelId;
  /** Every protocol that applies; order and repeats do not matter. */
  readonly protocols: readonly LevelId[];
  readonly factors: readonly FactorId[];
  /** Null where nobody answered. */
  readonly confirmedBy: ConfirmerId | null;
  readonly parentMayBeInvolved: YesNoUnknown | null;
  /** An employee, volunteer or contractor; not answered where it is left out. */
  readonly staffMayBeInvolved?: YesNoUnknown | null;
  /** The case says that the student is 18 or over; not answered where it is left out, and then a child is meant. */
  readonly isAdult?: YesNo | null;
  readonly studentRole: StudentRole | null;
  readonly immediateDanger: boolean;
  readonly calls: CallBook;
  /** A report says that the student lives in another county; taken as not when left out. */
  readonly livesElsewhere?: boolean;
  /** The case says whether the student may be a victim; taken as unanswered when left out. */
  readonly victimQuestionAnswered?: boolean;
  /** Acts that have a row of their own, or need one, although the case owes an act that covers them; none if left out. */
  readonly apart?: readonly ActId[];
  /** Acts for which other acts wait, and that the lead has recorded as done; none if left out. */
  readonly leadDid?: readonly ActId[];
  /** True if the words are for a mail: sentences that are for the register alone are left out. */
  readonly isForMail?: boolean;
}

/** One act of a checklist, as the engine makes it. */
export interface Act {
  readonly act: ActId;
  /** From 1, without gaps, in the order shown to the contact. */
  readonly order: number;
  /** What to do; what law adds is labelled "By law (citation)". */
  readonly what: ProtocolWords;
  /** The same in a mail: its first sentence is the act's line, the rest bears on the call. Its row of the checklist has all of it. */
  readonly inMail: ProtocolWords;
  /** Who does the act, in words. */
  readonly who: ProtocolWords;
  /** Whom to call, first one first; null where the act has nobody to call. */
  readonly call: readonly Callee[] | null;
  /** Acts that the case owes too and that this one is as well: they get no row of their own. */
  readonly covers: readonly ActId[];
  /** The document's steps that the act serves, as "LEVEL NUMBER", by protocol and then step; those of the acts that it covers too. */
  readonly protocolSteps: readonly string[];
  /** What law asks for the act or adds to it, by citation. */
  readonly statutes: readonly StatuteId[];
  readonly waitsFor: "parent-gates" | "victim-question" | null;
  readonly repeats: "check-in" | "monitor" | null;
  /**
   * `at-once`: as soon as the case has the act. `first-hour`: an hour later. `written-report`: so many hours (in the pack) after the
   * reporter learned of it (PC 11166).
   */
  readonly due: ActDatum["due"];
  readonly state: "open" | "locked";
  /** Why it is locked, and what else bears on it; null where there is nothing to say. */
  readonly why: ProtocolWords | null;
}

/** What is new in a case that has risen, or in which danger was reported. */
export interface News {
  readonly level: LevelId;
  /** The level before; if left out, it counts as a different one. If the level is the same, the level itself is no news. */
  readonly from?: LevelId;
  /** The protocols that apply now and did not before. */
  readonly protocols: readonly LevelId[];
  /** Acts of the case that are done. */
  readonly done: readonly ActId[];
  /** A report says that the student is in immediate danger; taken as not when left out. */
  readonly isDanger?: boolean;
}

/** The part that an act plays for the desk; see `role` in pack.ts. */
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
function inRank(pack: ProtocolPack): readonly LevelDatum[] {
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

/** As what the act repeats; null if it does not. */
export function repeatOf(pack: ProtocolPack, id: ActId | null): ActDatum["repeats"] {
  return actOf(pack, id)?.repeats ?? null;
}

/** The acts that doing this one does as well. */
export function coveredBy(pack: ProtocolPack, id: ActId | null): readonly ActId[] {
  return (actOf(pack, id)?.covers ?? []).map(({ act }) => act);
}

/** Whether the act is a call that the law demands at once. A written report is not one: it has its own deadline. */
export function isCall(pack: ProtocolPack, id: ActId | null): boolean {
  const datum = actOf(pack, id);
  return datum?.duty === true && datum.due === "at-once" && datum.call.length > 0;
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

/** Whether a protocol that applies asks who confirmed it, and nobody is on record whose word settles it. */
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

/**
 * Whether a report says that the student may be targeted or controlled by somebody. An earlier answer that the student is no victim was
 * given without knowing this.
 */
export function saysMayBeVictim(
  pack: ProtocolPack,
  said: Reported & { readonly studentRole: StudentRole | null },
): boolean {
  const isNamed = (
    list: readonly { readonly id: string; readonly meansVictim?: boolean | undefined }[],
    ids: readonly string[],
  ) => list.some(({ id, meansVictim: means }) => means === true && ids.includes(id));
  return (
    said.studentRole === "may-be-targeted" ||
    said.studentRole === "both" ||
    isNamed(pack.factors, said.factors) ||
    isNamed(pack.concerns, said.concerns)
  );
}

/**
 * The level and protocols that follow from the reported factors and concerns, by the criteria of the pack. Reporting one more factor or
 * concern never lowers the level and never removes a protocol.
 */
export function classify(pack: ProtocolPack, reported: Reported): Classification {
  const criteria = pack.criteria.map(({ id, atLeast }): CriterionResult => {
    const factors = pack.factors.flatMap((factor) =>
      factor.criterion === id && reported.factors.includes(factor.id) ? [factor.id] : [],
    );
    return { id, factors, atLeast, met: factors.length >= atLeast };
  });
  const isMet = (criterion: CriterionId) => criteria.some(({ id, met }) => met && id === criterion);
  const protocols = inRank(pack).flatMap(({ id, protocol }) => {
    const applies = protocol?.appliesOn.some((rule) =>
      "concern" in rule ? reported.concerns.includes(rule.concern) : isMet(rule.criterion),
    );
    return applies === true ? [id] : [];
  });
  const count = criteria.reduce((sum, { factors }) => sum + factors.length, 0);
  const otherwise = inRank(pack).filter(
    ({ atLeastFactors }) => atLeastFactors !== null && atLeastFactors <= count,
  );
  const level = protocols[protocols.length - 1] ?? otherwise[otherwise.length - 1]?.id;
  return { level: level ?? lowestLevel(pack), protocols, criteria };
}

/** Whether the condition is true for the case. What nobody answered counts in the way that protects the child more. */
export function conditionHolds(
  pack: ProtocolPack,
  condition: Condition,
  facts: ChecklistInput,
): boolean {
  switch (condition.is) {
    case "protocol":
      return condition.anyOf.some((id) => facts.protocols.includes(id));
    case "no-protocol":
      return !condition.of.some((id) => facts.protocols.includes(id));
    case "level":
      return condition.anyOf.includes(facts.level);
    case "factor":
      return facts.factors.includes(condition.factor);
    case "sro-of-district-police":
      return condition.anyOf.includes(facts.calls.sroIsDistrictPolice);
    case "parent-may-be-involved":
      return condition.yes === (facts.parentMayBeInvolved === "yes");
    case "student-may-be-recruiting":
      return (
        condition.yes ===
        (facts.studentRole === "may-be-recruiting" || facts.studentRole === "both")
      );
    case "immediate-danger":
      return condition.yes === facts.immediateDanger;
    case "lives-elsewhere":
      return condition.yes === (facts.livesElsewhere === true);
    case "unconfirmed":
      return isUnconfirmed(pack, facts);
    case "staff-may-be-involved":
      return condition.yes === (facts.staffMayBeInvolved === "yes");
    case "adult":
      return condition.yes === (facts.isAdult === "yes");
    case "register-alone":
      return facts.isForMail !== true;
  }
}

/** Whether all conditions are true for the case. */
function allHold(
  pack: ProtocolPack,
  conditions: readonly Condition[],
  facts: ChecklistInput,
): boolean {
  return conditions.every((condition) => conditionHolds(pack, condition, facts));
}

/** The sentences whose conditions are all true for the case. */
function applying(
  pack: ProtocolPack,
  sentences: readonly Sentence[],
  facts: ChecklistInput,
): readonly Sentence[] {
  return sentences.filter(({ when }) => allHold(pack, when, facts));
}

/** The words of a sentence. A sentence of law begins with its citation; agencies have the name that the district writes. */
export function sentenceWords(
  pack: ProtocolPack,
  sentence: Sentence,
  calls: CallBook,
): ProtocolWords {
  const words = say(sentence.words).replace(/\{([a-z0-9-]+)\}/g, (placeholder, id: string) => {
    const agency = agencyOf(pack, id);
    if (agency !== null) return calls.agencies.get(agency.id)?.name ?? say(agency.name);
    const liaison = pack.liaisons?.find((one) => one.id === id);
    return liaison === undefined
      ? placeholder
      : (calls.liaisons?.get(id) ?? say(liaison.inSentence));
  });
  const label = "statute" in sentence.from ? `By law (${sentence.from.statute}): ` : "";
  return asProtocolWords(label + words);
}

/** The statutes from which the sentences come. */
function statutesOf(sentences: readonly Sentence[]): readonly StatuteId[] {
  return sentences.flatMap(({ from }) => ("statute" in from ? [from.statute] : []));
}

/**
 * The checklist of a case in the order in which the contact sees it: every step of every protocol that applies, each act once, calls first
 * (design 2.13). In immediate danger the acts that the pack marks for it come before all others. An act that another owed one covers is
 * part of that one, unless it stands apart (design 2.12).
 */
export function buildChecklist(pack: ProtocolPack, facts: ChecklistInput): readonly Act[] {
  const owed = pack.acts.filter(
    (datum) =>
      stepsOf(pack, [datum.id], facts.protocols).length > 0 ||
      datum.alsoWhen.some(({ when }) => allHold(pack, when, facts)),
  );
  const isPartOf = (whole: ActDatum, part: ActId) =>
    owed.some(({ id }) => id === part) &&
    facts.apart?.includes(part) !== true &&
    coveredBy(pack, whole.id).includes(part);
  const rows = owed.filter(({ id }) => !owed.some((whole) => isPartOf(whole, id)));
  const first = rows.filter((datum) => facts.immediateDanger && datum.firstInDanger);
  return [...first, ...rows.filter((datum) => !first.includes(datum))].map((datum, at) =>
    withCovered(
      pack,
      datum,
      owed.filter(({ id }) => isPartOf(datum, id)),
      facts,
      actFrom(pack, datum, facts, at + 1, []),
    ),
  );
}

/** The act with what it is as well: the steps and statutes of the acts that it covers, and the words that say that one is enough. */
function withCovered(
  pack: ProtocolPack,
  datum: ActDatum,
  parts: readonly ActDatum[],
  facts: ChecklistInput,
  act: Act,
): Act {
  if (parts.length === 0) return act;
  const words = (datum.covers ?? []).flatMap((one) =>
    parts.some(({ id }) => id === one.act)
      ? [sentenceWords(pack, { words: one.words, from: one.from, when: [] }, facts.calls)]
      : [],
  );
  const ids = [datum, ...parts].map(({ id }) => id);
  const cited = [...act.statutes, ...parts.flatMap(({ statutes }) => statutes)];
  return {
    ...act,
    what: asProtocolWords([act.what, ...words].join(" ")),
    covers: parts.map(({ id }) => id),
    protocolSteps: stepsOf(pack, ids, facts.protocols),
    statutes: pack.statutes.flatMap(({ id }) => (cited.includes(id) ? [id] : [])),
  };
}

/** Said to the agency before the words of the pack. These words are the desk's own. */
const dangerNews = "A report says that the student is in immediate danger: say that first.";

/**
 * The act of calling the agency again to say what is new. A case gets one at each rise and at each report of danger. Its order is 0:
 * before the whole checklist.
 */
export function updateCall(pack: ProtocolPack, facts: ChecklistInput, news: News): Act {
  const told = inRank(pack).flatMap(({ id, news: words }) =>
    words !== null &&
    (news.protocols.includes(id) ||
      (news.protocols.length === 0 && news.level === id && news.from !== id))
      ? [words]
      : [],
  );
  const also = told.flatMap((one) =>
    one.also !== null && news.done.includes(one.also.whenDone) ? [one.also] : [],
  );
  const words = [...told.map((one) => one.words), ...also.map((one) => one.words)].map((one) =>
    say(one),
  );
  const more = news.isDanger === true ? [asProtocolWords(dangerNews), ...words] : words;
  const act = actFrom(pack, actWith(pack, "update"), facts, 0, more);
  const others = also.flatMap(({ call }) => facts.calls.agencies.get(call) ?? []);
  return others.length === 0 ? act : { ...act, call: [...(act.call ?? []), ...others] };
}

/** The act for a report that reaches no protocol: somebody reads it and talks it over with whoever wrote it. */
export function reviewAct(pack: ProtocolPack, facts: ChecklistInput): Act {
  const below = { ...facts, level: lowestLevel(pack), protocols: [] };
  return actFrom(pack, actWith(pack, "review"), below, 0, []);
}

/** What the contact must not do in this case, as sentences for the mail. */
export function doNot(pack: ProtocolPack, facts: ChecklistInput): readonly ProtocolWords[] {
  return applying(pack, pack.doNot, facts).map((sentence) =>
    sentenceWords(pack, sentence, facts.calls),
  );
}

/** Whom to call, in one line, such as "Child and family services (415) 473-7153"; "" for nobody. */
export function callWords(callees: readonly Callee[] | null): string {
  return (callees ?? [])
    .map((who) => {
      const { before, number, after } = numberParts(who);
      return `${who.name} ${before}${number}${after}`;
    })
    .join("; ");
}

/** The number to call, with words around it if it is not the agency's own number. `lacking`: what to say is missing. */
export function numberParts(
  { phone, isEmergencyOnly }: Pick<Callee, "phone" | "isEmergencyOnly">,
  lacking = "no number in Contacts",
): { readonly before: string; readonly number: string; readonly after: string } {
  if (phone === null) return { before: `(${lacking})`, number: "", after: "" };
  return isEmergencyOnly === true
    ? { before: `(${lacking}, in an emergency `, number: phone, after: ")" }
    : { before: "", number: phone, after: "" };
}

/** One act of the checklist, with the sentences that apply to the case. `more`: sentences to be added. */
function actFrom(
  pack: ProtocolPack,
  datum: ActDatum,
  facts: ChecklistInput,
  order: number,
  more: readonly ProtocolWords[],
): Act {
  const locked =
    datum.lock !== null &&
    !(
      datum.lock.waitsFor === "victim-question" &&
      facts.victimQuestionAnswered === true &&
      (datum.lock.untilLeadDid === undefined ||
        facts.leadDid?.includes(datum.lock.untilLeadDid) === true)
    );
  const what = applying(pack, datum.what, facts);
  const short = datum.inMail === undefined ? what.slice(0, 1) : applying(pack, datum.inMail, facts);
  const why = applying(pack, [...(locked ? (datum.lock?.why ?? []) : []), ...datum.remarks], facts);
  const cited: readonly StatuteId[] = [...datum.statutes, ...statutesOf([...what, ...why])];
  const callable = callees(pack, datum, facts);
  // Only calls and written reports have numbers of their own; another act names whom to call in its words, so that calls stay first.
  const isTimed = datum.due === "at-once" || datum.due === "written-report";
  const call = isTimed ? callable : [];
  const named =
    isTimed || callable.length === 0 ? [] : [asProtocolWords(`Call: ${callWords(callable)}.`)];
  const sent =
    datum.due === "written-report"
      ? callable.map(({ name, channels = [] }) => asProtocolWords(channelWords(name, channels)))
      : [];
  const whole = (sentences: readonly Sentence[]) =>
    sentences.map((one) => sentenceWords(pack, one, facts.calls));
  return {
    act: datum.id,
    order,
    what: asProtocolWords(
      [...whole(what), ...named, ...sent, ...more].filter((words) => words !== "").join(" "),
    ),
    inMail: asProtocolWords([...whole(short), ...more].filter((words) => words !== "").join(" ")),
    // Who does an act is an assignment, not a rule: it is said without a label of law.
    who: asProtocolWords(
      byReader(
        applying(pack, datum.who, facts)
          .map(({ words }) => say(words))
          .join("; "),
        facts,
      ),
    ),
    call: call.length === 0 ? null : call,
    covers: [],
    protocolSteps: stepsOf(pack, [datum.id], facts.protocols),
    statutes: pack.statutes.flatMap(({ id }) => (cited.includes(id) ? [id] : [])),
    waitsFor: datum.lock?.waitsFor ?? null,
    repeats: datum.repeats,
    due: datum.due,
    state: locked ? "locked" : "open",
    why: why.length === 0 ? null : asProtocolWords(whole(why).join(" ")),
  };
}

/** In a sealed case its reader acts in place of the designated contact, so the words name the reader's role (design 2.11). */
function byReader(words: string, { reader }: ChecklistInput): string {
  if (reader === undefined) return words;
  return words.replace(/\bdesignated contact\b/i, (found) =>
    found.startsWith("D") ? reader.charAt(0).toUpperCase() + reader.slice(1) : reader,
  );
}

/** The steps of the protocols that any of the acts serves, as "LEVEL NUMBER". */
function stepsOf(
  pack: ProtocolPack,
  acts: readonly ActId[],
  protocols: readonly LevelId[],
): string[] {
  return inRank(pack).flatMap(({ id, protocol }) =>
    protocol === null || !protocols.includes(id)
      ? []
      : protocol.steps.flatMap(({ acts: own, step }) =>
          own.some((act) => acts.includes(act)) ? [`${id} ${step}`] : [],
        ),
  );
}

/** In a pack's list of whom to call: stands for the emergency number. */
export const emergency = "emergency";

/** Whom to call for the act. A number that stands there already is left out. */
function callees(pack: ProtocolPack, datum: ActDatum, facts: ChecklistInput): readonly Callee[] {
  return datum.call
    .filter(({ when }) => allHold(pack, when, facts))
    .flatMap(({ to }): readonly Callee[] => {
      if (to === emergency) {
        return [{ agency: null, name: say(pack.emergency.name), phone: pack.emergency.phone }];
      }
      const callee = facts.calls.agencies.get(to);
      return callee === undefined ? [] : [callee];
    })
    .filter(
      // If the district has entered no police number, the emergency number stands in, and is listed once only.
      ({ phone }, at, all) =>
        phone === null || all.findIndex((earlier) => earlier.phone === phone) === at,
    );
}
