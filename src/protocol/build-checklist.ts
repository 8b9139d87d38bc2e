/**
 * Applies a protocol pack: which acts a case owes by its level and protocols, in what order, in what words. It names no factor, level or
 * act of any county; all of these come from the pack. Pure.
 */

import { type CallBook, type Callee, callWords, channelWords, emergency } from "./agencies";
import { allHold, applying, type ChecklistInput } from "./conditions";
import type { ActId, LevelId, StatuteId } from "./ids";
import type { ActDatum, DueTime, ProtocolPack, Sentence } from "./pack";
import {
  actOf,
  actWith,
  agencyOf,
  coveredBy,
  dueTimes,
  inRank,
  isTimedCall,
  lowestLevel,
} from "./pack-queries";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** One act of a checklist, as the protocol asks for it. */
export interface Act {
  readonly act: ActId;
  /** What to do; what law adds is labelled "By law (citation)". */
  readonly what: ProtocolWords;
  /** The same in an email: its first sentence is the act's line, the rest bears on the call. Its row of the checklist has all of it. */
  readonly inMail: ProtocolWords;
  /**
   * The same in the row that people tick, short enough for three lines: the sentences of `inMail` that fit. While it is locked: its
   * name, and why.
   */
  readonly step: ProtocolWords;
  /** Who does the act, in words. */
  readonly who: ProtocolWords;
  /** Whom to call, first one first; null where the act has no one to call. */
  readonly call: readonly Callee[] | null;
  /** Acts that the case owes too and that this one is as well: they get no row of their own. */
  readonly covers: readonly ActId[];
  /** The document's steps that the act serves, as "LEVEL NUMBER", by protocol and then step; those of the acts that it covers too. */
  readonly protocolSteps: readonly string[];
  /** What law asks for the act or adds to it, by citation. */
  readonly statutes: readonly StatuteId[];
  readonly waitsFor: "parent-gates" | "victim-question" | null;
  readonly repeats: ActDatum["repeats"];
  /** By when, as the case stands; null where no time counts. */
  readonly due: DueTime | null;
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

/** The words of a sentence. A sentence of law begins with its citation; agencies have the name that the district writes. */
function sentenceWords(pack: ProtocolPack, sentence: Sentence, calls: CallBook): ProtocolWords {
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

/** The first word of all that is about a drill, in any language. */
export const drillMark = "DRILL";

/** Before the words of each act of a drill, so that a person who reads only that line calls no one. */
const ofDrill = asProtocolWords(`${drillMark}, tick this without calling:`);

/**
 * The checklist of a case in the order in which the contact sees it: every step of every protocol that applies, each act once, calls first
 * (design 2.13). In immediate danger the acts that the pack marks for it come before all others. An act that another owed one covers is
 * part of that one, unless it stands apart (design 2.12).
 */
export function buildChecklist(pack: ProtocolPack, facts: ChecklistInput): readonly Act[] {
  const owed = pack.acts.filter((datum) => isOwed(pack, datum, facts));
  const isPartOf = (whole: ActDatum, part: ActId) =>
    owed.some(({ id }) => id === part) &&
    facts.apart?.includes(part) !== true &&
    coveredBy(pack, whole.id).includes(part);
  const rows = owed.filter(({ id }) => !owed.some((whole) => isPartOf(whole, id)));
  const first = rows.filter((datum) => facts.immediateDanger && datum.firstInDanger);
  return [...first, ...rows.filter((datum) => !first.includes(datum))].map((datum) => {
    return actFrom(pack, datum, facts, { parts: owed.filter(({ id }) => isPartOf(datum, id)) });
  });
}

/** Whether the case owes the act: a step of a protocol that applies asks for it, or another rule of the pack, and its conditions hold. */
export function isOwed(pack: ProtocolPack, datum: ActDatum, facts: ChecklistInput): boolean {
  return (
    allHold(pack, datum.when ?? [], facts) &&
    (stepsOf(pack, [datum.id], facts.protocols).length > 0 ||
      datum.alsoWhen.some(({ when }) => allHold(pack, when, facts)))
  );
}

/** Said to the agency before the words of the pack. These words are the system's own. */
const dangerNews = "A report says that the student is in immediate danger: say that first.";
const dangersNews =
  "Several reports say that the student is in immediate danger: say that first, and what each of them says.";

/** The words of an open update call with one more report of danger: it stays one step, which names them all. */
export function withAllDangers(what: string): string {
  if (what.includes(dangersNews)) return what;
  return what.includes(dangerNews)
    ? what.replace(dangerNews, dangersNews)
    : `${what} ${dangerNews}`;
}

/**
 * The act of calling the agency again to say what is new. A case gets one at each rise and at each report of danger.
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
  const words = [...told, ...also].map((one) => say(one.words));
  const more = news.isDanger === true ? [asProtocolWords(dangerNews), ...words] : words;
  const act = actFrom(pack, actWith(pack, "update"), facts, { more });
  const others = also.flatMap(({ call }) => facts.calls.agencies.get(call) ?? []);
  return others.length === 0 ? act : { ...act, call: [...(act.call ?? []), ...others] };
}

/** The act for a report that reaches no protocol: someone reads it and talks it over with the person who wrote it. */
export function reviewAct(pack: ProtocolPack, facts: ChecklistInput): Act {
  const below = { ...facts, level: lowestLevel(pack), protocols: [] };
  return actFrom(pack, actWith(pack, "review"), below);
}

/** What the contact must not do in this case, as sentences for the email. */
export function doNot(pack: ProtocolPack, facts: ChecklistInput): readonly ProtocolWords[] {
  return applying(pack, pack.doNot, facts).map((sentence) =>
    sentenceWords(pack, sentence, facts.calls),
  );
}

/** Whether an act waits for something that the case has not brought yet. */
function isLocked({ lock }: ActDatum, facts: ChecklistInput): boolean {
  if (lock === null) return false;
  const { waitsFor, untilLeadDid } = lock;
  if (waitsFor !== "victim-question" || facts.victimQuestionAnswered !== true) return true;
  return untilLeadDid !== undefined && facts.leadDid?.includes(untilLeadDid) !== true;
}

/** Characters of a step that its column of the checklist shows in three lines. */
const stepLength = 168;

/** The first of these sentences, and those after it as long as all of them fit into so many characters. */
export function fitStep(sentences: readonly string[], length = stepLength): ProtocolWords {
  const [first = "", ...others] = sentences;
  let text = first;
  for (const words of others) {
    if (text.length + 1 + words.length > length) break;
    text = `${text} ${words}`;
  }
  return asProtocolWords(text);
}

function oneText(parts: readonly ProtocolWords[]): ProtocolWords {
  return asProtocolWords(parts.filter((words) => words !== "").join(" "));
}

/** What an act of the checklist has beside its own words. */
interface Beside {
  readonly more?: readonly ProtocolWords[];
  /** The acts that it covers: their steps and statutes are its own, and its words say that one is enough. */
  readonly parts?: readonly ActDatum[];
}

/** One act of the checklist, with the sentences that apply to the case. */
function actFrom(
  pack: ProtocolPack,
  datum: ActDatum,
  facts: ChecklistInput,
  { more = [], parts = [] }: Beside = {},
): Act {
  const covers = parts.map(({ id }) => id);
  const locked = isLocked(datum, facts);
  const what = applying(pack, datum.what, facts);
  const short = datum.inMail === undefined ? what.slice(0, 1) : applying(pack, datum.inMail, facts);
  const lockWhy = locked ? applying(pack, datum.lock?.why ?? [], facts) : [];
  const [whyLocked] = lockWhy;
  const why = [...lockWhy, ...applying(pack, datum.remarks, facts)];
  const sources = [...what, ...why].map(({ from }) => ("statute" in from ? from.statute : null));
  const cited = new Set([...sources, ...[datum, ...parts].flatMap(({ statutes }) => statutes)]);
  const callable = callees(pack, datum, facts);
  // The first of its times whose conditions hold.
  const due = dueTimes(datum).find(({ when }) => allHold(pack, when, facts))?.time ?? null;
  // An assignment is no rule: it is said without a label of law.
  const who = applying(pack, datum.who, facts).map((one) => say(one.words));
  // Only calls and written reports have numbers of their own; another act names whom to call in its words, so that calls stay first.
  const isTimed = isTimedCall(datum) || due === "written-report";
  const call = isTimed ? callable : [];
  const named =
    isTimed || callable.length === 0 ? [] : [asProtocolWords(`Call: ${callWords(callable)}.`)];
  const sent =
    due === "written-report"
      ? callable.map(({ name, channels = [] }) => asProtocolWords(channelWords(name, channels)))
      : [];
  const whole = (sentences: readonly Sentence[]) =>
    sentences.map((one) => sentenceWords(pack, one, facts.calls));
  const mark = facts.isDrill === true ? [ofDrill] : [];
  const covering = (datum.covers ?? []).filter(({ act }) => covers.includes(act));
  const enough = whole(covering.map(({ words, from }) => ({ words, from, when: [] })));
  return {
    act: datum.id,
    what: oneText([...mark, ...whole(what), ...named, ...sent, ...more, ...enough]),
    inMail: oneText([...mark, ...whole(short), ...more]),
    step: fitStep(
      whyLocked === undefined
        ? [...mark, ...whole(short), ...whole(applying(pack, datum.inRow ?? [], facts)), ...more]
        : [...mark, `${say(datum.name)}.`, sentenceWords(pack, whyLocked, facts.calls)],
    ),
    who: asProtocolWords(byReader(who.join("; "), facts)),
    call: call.length === 0 ? null : call,
    covers,
    protocolSteps: stepsOf(pack, [datum.id, ...covers], facts.protocols),
    statutes: pack.statutes.flatMap(({ id }) => (cited.has(id) ? [id] : [])),
    waitsFor: datum.lock?.waitsFor ?? null,
    repeats: datum.repeats,
    due,
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

/**
 * Which other agencies may take a report if the one that the act calls does not answer: what the law says, and their numbers for the school.
 * Null for an act that is no duty or calls no one: then there is no report that another agency could take.
 */
export function otherAgencies(
  pack: ProtocolPack,
  id: ActId | null,
  calls: CallBook,
): { readonly words: ProtocolWords; readonly statutes: readonly StatuteId[] } | null {
  const datum = actOf(pack, id);
  if (datum === null || !datum.duty || datum.call.length === 0) return null;
  const called = datum.call.flatMap(({ to, when }) => (when.length === 0 ? [to] : []));
  const { words, others } = pack.noAnswer;
  const named = others.flatMap(({ to, only }) => {
    const callee = calls.agencies.get(to);
    if (callee === undefined || called.includes(to)) return [];
    return [`${callWords([callee])}${only === null ? "" : ` (${say(only)})`}`];
  });
  const law = sentenceWords(pack, words, calls);
  return {
    words: asProtocolWords(named.length === 0 ? law : `${law} ${named.join("; ")}.`),
    statutes: "statute" in words.from ? [words.from.statute] : [],
  };
}

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
