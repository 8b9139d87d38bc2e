/** The acts of a case: every step of every protocol that applies, each act once, calls first (design 2.13). Pure; names no step. */
import { isDuty, isHoldable, isTelltale } from "./act-kinds";
import type { CallBook, Callee } from "./call-book";
import { allHold, applying, type ChecklistInput, spoken, statutesOf } from "./condition";
import { statuteIds } from "./document-ids";
import type { ActId, LevelId, ProtocolId } from "./ids";
import { type ProtocolWords, say } from "./protocol-words";
import type { ActDatum, ProtocolPack, Sentence } from "./schema";

export { dutyActs, holdableActs, telltaleParentActs } from "./act-kinds";
export type { ChecklistInput } from "./condition";

/** One row of a checklist as it is born. */
export interface Act {
  readonly act: ActId;
  /** From 1, without gaps, in the order shown to the contact. */
  readonly order: number;
  /** What to do; what law adds is labelled "By law (citation)". */
  readonly what: ProtocolWords;
  readonly who: ProtocolWords;
  /** Whom to call, first one first; null where the act has nobody to call. */
  readonly call: readonly Callee[] | null;
  /** The document's steps that the act serves, as "suspected-victim 4", by protocol and then step. */
  readonly protocolSteps: readonly string[];
  /** What law asks for the act or adds to it, by citation. */
  readonly statutes: readonly string[];
  /** Nothing may ever lock it, pause it or set it not applicable. */
  readonly duty: boolean;
  /** Whom the act would warn. */
  readonly telltale: "parent" | null;
  readonly waitsFor: "parent-gates" | "victim-question" | null;
  /** A hold asked for by law enforcement pauses it. */
  readonly holdable: boolean;
  readonly repeats: "check-in" | "monitor" | null;
  /** `at-once`: from when the case has it. `written-report`: 36 hours from when the reporter learned it (PC 11166). */
  readonly due: "at-once" | "written-report" | null;
  readonly state: "open" | "locked";
  /** Why it is locked, and what else bears on it; null where there is nothing to say. */
  readonly why: ProtocolWords | null;
}

/** What is new in a case that has risen. */
export interface News {
  readonly level: LevelId;
  /** The protocols that apply now and did not before. */
  readonly protocols: readonly ProtocolId[];
  /** The case shows that law enforcement was involved already. */
  readonly lawEnforcementInvolved: boolean;
}

/**
 * The checklist of a case, in the order shown to the contact. Every case has the call to child and
 * family services; with immediate danger, law enforcement (911) comes before it, in every case.
 */
export function buildChecklist(pack: ProtocolPack, facts: ChecklistInput): readonly Act[] {
  const owed = pack.acts.filter(
    (datum) =>
      stepsOf(pack, datum.id, facts.protocols).length > 0 ||
      datum.alsoWhen.some(({ when }) => allHold(when, facts)),
  );
  const first = owed.filter((datum) => facts.immediateDanger && datum.firstInDanger);
  return [...first, ...owed.filter((datum) => !first.includes(datum))].map((datum, at) =>
    actOf(pack, datum, facts, at + 1, []),
  );
}

/**
 * The call that each rise of a case appends: child and family services are told what is new. Its
 * order is 0, ahead of the whole checklist.
 */
export function updateCall(pack: ProtocolPack, facts: ChecklistInput, news: News): Act {
  const datum = datumOf(pack, "update-child-and-family-services");
  const told = pack.news.filter(
    ({ about }) =>
      news.protocols.some((id) => id === about) ||
      (news.protocols.length === 0 && news.level === about),
  );
  const alsoTold = told.flatMap(({ alsoLawEnforcement }) =>
    alsoLawEnforcement === null || !news.lawEnforcementInvolved ? [] : [alsoLawEnforcement],
  );
  const act = actOf(pack, datum, facts, 0, [...told.map(({ words }) => words), ...alsoTold]);
  return alsoTold.length === 0
    ? act
    : { ...act, call: [...(act.call ?? []), facts.calls.lawEnforcement] };
}

/** What the contact must not do in this case, for the mail. */
export function doNot(pack: ProtocolPack, facts: ChecklistInput): readonly ProtocolWords[] {
  return applying(pack.doNot, facts).map((sentence) => spoken(sentence, facts));
}

/** Whom to call in one line of text, as "Child and family services (415) 473-7153"; "" for nobody. */
export function callWords(callees: readonly Callee[] | null): string {
  return (callees ?? [])
    .map(({ name, phone }) => `${name} ${phone ?? "(no number in Contacts)"}`)
    .join("; ");
}

function actOf(
  pack: ProtocolPack,
  datum: ActDatum,
  facts: ChecklistInput,
  order: number,
  more: readonly ProtocolWords[],
): Act {
  const locked =
    datum.lock !== null &&
    !(datum.lock.waitsFor === "victim-question" && facts.victimQuestionAnswered === true);
  const what = applying(datum.what, facts);
  const why = applying([...(locked ? (datum.lock?.why ?? []) : []), ...datum.remarks], facts);
  const cited = [...datum.statutes, ...statutesOf([...what, ...why])];
  const callable = callees(pack, datum, facts);
  // Only acts that are owed by a time are calls; another act names whom to call in its words, so that calls stay first.
  const isCall = datum.due !== null;
  const call = isCall ? callable : [];
  const named = isCall || callable.length === 0 ? [] : [say(`Call: ${callWords(callable)}.`)];
  return {
    act: datum.id,
    order,
    what: say([...what.map((sentence) => spoken(sentence, facts)), ...named, ...more].join(" ")),
    who: plain(applying(datum.who, facts)),
    call: call.length === 0 ? null : call,
    protocolSteps: stepsOf(pack, datum.id, facts.protocols),
    statutes: statuteIds.filter((id) => cited.includes(id)),
    duty: isDuty(datum.id),
    telltale: isTelltale(datum.id) ? "parent" : null,
    waitsFor: datum.lock?.waitsFor ?? null,
    holdable: isHoldable(datum.id),
    repeats: datum.repeats,
    due: datum.due,
    state: locked ? "locked" : "open",
    why: why.length === 0 ? null : say(why.map((sentence) => spoken(sentence, facts)).join(" ")),
  };
}

/** Who does an act is an assignment, not a rule: it is said without a label of law. */
function plain(sentences: readonly Sentence[]): ProtocolWords {
  return say(sentences.map(({ words }) => words).join("; "));
}

function stepsOf(pack: ProtocolPack, act: ActId, protocols: readonly ProtocolId[]): string[] {
  return pack.protocols
    .filter(({ id }) => protocols.includes(id))
    .flatMap(({ id, steps }) =>
      steps.filter(({ acts }) => acts.includes(act)).map(({ step }) => `${id} ${step}`),
    );
}

function callees(pack: ProtocolPack, datum: ActDatum, facts: ChecklistInput): readonly Callee[] {
  const book = agenciesOf(pack, facts.calls);
  return datum.call
    .filter(({ when }) => allHold(when, facts))
    .flatMap(({ to }) => {
      const callee = book[to];
      return callee === null ? [] : [callee];
    })
    .filter(
      // Where the district has entered no police number, the emergency number already stands in for it.
      ({ phone }, at, all) =>
        phone === null || all.findIndex((earlier) => earlier.phone === phone) === at,
    );
}

type Called = ActDatum["call"][number]["to"];

function agenciesOf(pack: ProtocolPack, calls: CallBook): Readonly<Record<Called, Callee | null>> {
  return {
    "child-and-family-services": calls.childAndFamilyServices,
    "law-enforcement": calls.lawEnforcement,
    probation: calls.probation,
    "victim-advocate": calls.victimAdvocate,
    emergency: { agency: "law-enforcement", name: "Emergency", phone: pack.emergency.phone },
  };
}

function datumOf(pack: ProtocolPack, act: ActId): ActDatum {
  const datum = pack.acts.find(({ id }) => id === act);
  if (datum === undefined) throw new Error(`The pack ${pack.id} lacks an act`);
  return datum;
}
