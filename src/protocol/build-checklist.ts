/**
 * Applies a protocol pack to a case: which acts the case needs by its level and protocols, in what order, in what words. An act is a step
 * of the checklist; "step" alone means a numbered step of the protocol's document. No factor, level or act of a county is named here; all
 * of these come from the pack. Pure.
 */

import { capital } from "../text";
import { type CallBook, type Callee, callWords, channelWords, emergency } from "./agency-words";
import { allHold, applying, type ChecklistInput, restsOnUntold } from "./conditions";
import type { ActId, LevelId, StatuteId } from "./ids";
import type { ActDatum, ProtocolPack, Sentence } from "./pack";
import {
  actOf,
  actWith,
  agencyOf,
  coveredBy,
  dueTimes,
  isTimedCall,
  lowestLevel,
} from "./pack-queries";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** One act of a case's checklist, as the protocol asks for it. */
export type Act = ReturnType<typeof actFrom>;

/** What is new in a case that rose to a higher level, or in which danger was reported. */
export interface News {
  readonly level: LevelId;
  /** The level before. If it equals `level`, the level is not mentioned as news. If left out, the level counts as new. */
  readonly from?: LevelId;
  /** The protocols that apply now and did not before. */
  readonly protocols: readonly LevelId[];
  /** Acts of the case that are done. */
  readonly done: readonly ActId[];
  /** A report says that the student is in immediate danger; false if left out. */
  readonly isDanger?: boolean;
}

/** Sentences in words. A sentence of law begins with its citation. Placeholders of agencies become the names that the district uses. */
function said(
  sentences: readonly Pick<Sentence, "words" | "from">[],
  pack: ProtocolPack,
  calls: CallBook,
): readonly ProtocolWords[] {
  return sentences.map(({ words, from }) => {
    const filled = say(words).replace(/\{([a-z0-9-]+)\}/g, (placeholder, id: string) => {
      const agency = agencyOf(pack, id);
      if (agency !== null) return calls.agencies.get(agency.id)?.name ?? say(agency.name);
      const liaison = pack.liaisons?.find((one) => one.id === id);
      return liaison === undefined
        ? placeholder
        : (calls.liaisons?.get(id) ?? say(liaison.inSentence));
    });
    return asProtocolWords("statute" in from ? `By law (${from.statute}): ${filled}` : filled);
  });
}

/** The first word of everything about a drill, in every language. */
export const drillMark = "DRILL";

/** Comes before the words of each act of a drill, so that a person who reads only that line calls no one. */
const ofDrill = asProtocolWords(`${drillMark}, tick this without calling:`);

/**
 * The checklist of a case in the order in which the contact sees it: the acts of every protocol that applies, each act once, calls first
 * (design 2.13). In immediate danger, the acts that the pack marks for it come before all others. An act that another act of the case
 * covers gets no row of its own, unless the case has it in `apart` (design 2.12).
 */
export function buildChecklist(pack: ProtocolPack, facts: ChecklistInput): readonly Act[] {
  const owed = pack.acts.filter((datum) => isOwed(pack, datum, facts));
  const withParts = owed.map((datum) => {
    const covers = coveredBy(pack, datum.id).filter((id) => facts.apart?.includes(id) !== true);
    return { datum, parts: owed.filter(({ id }) => covers.includes(id)) };
  });
  const covered = new Set(withParts.flatMap(({ parts }) => parts));
  const rows = withParts.filter(({ datum }) => !covered.has(datum));
  const first = rows.filter(({ datum }) => facts.immediateDanger && datum.firstInDanger);
  const others = rows.filter((row) => !first.includes(row));
  return [...first, ...others].map(({ datum, parts }) => actFrom(pack, datum, facts, { parts }));
}

/** Whether the case needs the act: its conditions hold, and a step of a protocol that applies or another rule of the pack asks for it. */
export function isOwed(pack: ProtocolPack, datum: ActDatum, facts: ChecklistInput): boolean {
  return (
    allHold(pack, datum.when ?? [], facts) &&
    (stepsOf(pack, [datum.id], facts.protocols).length > 0 ||
      datum.alsoWhen.some(({ when }) => allHold(pack, when, facts)))
  );
}

/**
 * Whether emails leave the act out, because the case has it only on account of something that no email may tell. `facts`: what an email may
 * know of the case.
 */
export function isUntold(pack: ProtocolPack, datum: ActDatum, facts: ChecklistInput): boolean {
  return restsOnUntold(datum) && !isOwed(pack, datum, facts);
}

/** What to tell the agency first. These are the system's own words, not the pack's. */
const dangerNews = "A report says that the student is in immediate danger: say that first.";
const dangersNews =
  "Several reports say that the student is in immediate danger: say that first, and what each of them says.";

/**
 * The words of an open update call after one more report of danger. The call stays one act, and its words now say that there are several
 * reports.
 */
export function withAllDangers(what: string): string {
  if (what.includes(dangersNews)) return what;
  return what.includes(dangerNews)
    ? what.replace(dangerNews, dangersNews)
    : `${what} ${dangerNews}`;
}

/** The act of calling the agency again to say what is new. A case gets one each time it rises, and for each report of danger. */
export function updateCall(pack: ProtocolPack, facts: ChecklistInput, news: News): Act {
  const told = pack.levels.flatMap(({ id, news: words }) =>
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

/** The act for a report that reaches no protocol: someone reads it and speaks with the reporter. */
export function reviewAct(pack: ProtocolPack, facts: ChecklistInput): Act {
  const below = { ...facts, level: lowestLevel(pack), protocols: [] };
  return actFrom(pack, actWith(pack, "review"), below);
}

/** What the contact must not do in this case, as sentences for an email. */
export function doNot(pack: ProtocolPack, facts: ChecklistInput): readonly ProtocolWords[] {
  return said(applying(pack, pack.doNot, facts), pack, facts.calls);
}

/** The most characters of an act that its column in Checklist shows in three lines. */
const stepLength = 168;

/** The first sentence, and as many of the following ones as fit into `length` characters. */
export function fitStep(sentences: readonly string[], length = stepLength): ProtocolWords {
  const [first = "", ...others] = sentences;
  let text = first;
  for (const words of others) {
    if (text.length + 1 + words.length > length) break;
    text = `${text} ${words}`;
  }
  return asProtocolWords(text);
}

/** What an act gets in addition to its own words. */
interface Beside {
  readonly more?: readonly ProtocolWords[];
  /** The acts that it covers. Their steps and statutes are added to it, and its words say that doing this one act is enough. */
  readonly parts?: readonly ActDatum[];
}

/** An act for the checklist, with the sentences that apply to the case. */
function actFrom(
  pack: ProtocolPack,
  datum: ActDatum,
  facts: ChecklistInput,
  { more = [], parts = [] }: Beside = {},
) {
  const { lock, inMail, inRow = [] } = datum;
  const { calls } = facts;
  const covers = parts.map(({ id }) => id);
  const mark = facts.isDrill === true ? [ofDrill] : [];

  const reasons = applying(pack, lock?.why ?? [], facts);
  const remarks = applying(pack, datum.remarks, facts);

  // Whom to call. Only calls and written reports show numbers. Another act names whom to call in its words, so that calls stay first.
  const callable = callees(pack, datum, facts);
  // An act may have several times; the first one whose conditions hold counts.
  const due = dueTimes(datum).find(({ when }) => allHold(pack, when, facts))?.time ?? null;
  const isTimed = isTimedCall(datum) || due === "written-report";
  const call = isTimed ? callable : [];
  const named = isTimed || callable.length === 0 ? [] : [`Call: ${callWords(callable)}.`];
  const ways =
    due === "written-report"
      ? callable.map(({ name, channels = [] }) => channelWords(name, channels))
      : [];

  // What to do: in the register, and for an email.
  const what = applying(pack, datum.what, facts);
  const brief = inMail === undefined ? what.slice(0, 1) : applying(pack, inMail, facts);
  const short = said(brief, pack, calls);
  const enough = (datum.covers ?? []).filter(({ act }) => covers.includes(act));
  const toDo = [...said(what, pack, calls), ...named, ...ways, ...more];
  const texts = [...mark, ...toDo, ...said(enough, pack, calls)];
  const row = [...short, ...said(applying(pack, inRow, facts), pack, calls), ...more];
  const whyLocked = said(reasons, pack, calls);
  const why = said(remarks, pack, calls);

  // Who does the act is not a rule of law, so it gets no label of law. In a sealed case its reader acts in place of the designated contact,
  // so the words name that person's role (design 2.11).
  const who = applying(pack, datum.who, facts).map((one) => say(one.words));
  const byReader = who.join("; ").replace(/\bdesignated contact\b/i, (found) => {
    const { reader = found } = facts;
    return found.startsWith("D") ? capital(reader) : reader;
  });
  const sources = [...what, ...reasons, ...remarks].map(({ from }) =>
    "statute" in from ? from.statute : null,
  );
  const cited = new Set([...sources, ...[datum, ...parts].flatMap(({ statutes }) => statutes)]);
  return {
    act: datum.id,
    /** What to do. What the law adds is labeled "By law (citation)". */
    what: asProtocolWords(texts.filter((words) => words !== "").join(" ")),
    /** What to do, for an email: the first sentence is the act's line, the rest is about the call. The row in Checklist has all of `what`. */
    inMail: asProtocolWords([...mark, ...short, ...more].join(" ")),
    /** What to do, for the act's row in Checklist, in at most three lines: as many sentences of `inMail` as fit. */
    step: fitStep([...mark, ...row]),
    /** Who does the act, in words. */
    who: asProtocolWords(byReader),
    /** Whom to call, in the order to try; null if the act is not a call. */
    call: call.length === 0 ? null : call,
    /** Acts that the case needs too and that are done by doing this one. They get no row of their own. */
    covers,
    /** The steps of the document that the act and those in `covers` serve, as "LEVEL NUMBER", sorted by protocol and step. */
    protocolSteps: stepsOf(pack, [datum.id, ...covers], facts.protocols),
    /** The statutes that require the act or add to it. */
    statutes: pack.statutes.flatMap(({ id }) => (cited.has(id) ? [id] : [])),
    repeats: datum.repeats,
    /** The deadline, given what is known of the case; null if there is none. */
    due,
    /** Remarks; null if there is nothing to say. */
    why: why.length === 0 ? null : asProtocolWords(why.join(" ")),
    /** Words for its row while it is locked: its name with the first reason (`step`), every reason with the remarks (`why`). */
    lock: lock && {
      step: fitStep([...mark, `${say(datum.name)}.`, ...whyLocked.slice(0, 1)]),
      why: asProtocolWords([...whyLocked, ...why].join(" ")),
    },
  };
}

/** The steps of these protocols that any of the acts serves, as "LEVEL NUMBER". */
function stepsOf(
  pack: ProtocolPack,
  acts: readonly ActId[],
  protocols: readonly LevelId[],
): string[] {
  return pack.levels.flatMap(({ id, protocol }) =>
    protocol === null || !protocols.includes(id)
      ? []
      : protocol.steps.flatMap(({ acts: own, step }) =>
          own.some((act) => acts.includes(act)) ? [`${id} ${step}`] : [],
        ),
  );
}

/**
 * Which other agencies may take the report if the one that the act calls does not answer: what the law says, and their numbers for the
 * school. Null for an act that is not required by law, or is not a call.
 */
export function otherAgencies(
  pack: ProtocolPack,
  id: ActId | null,
  calls: CallBook,
): { readonly words: ProtocolWords; readonly statutes: readonly StatuteId[] } | null {
  const datum = actOf(pack, id);
  if (datum === null || !datum.duty || datum.call.length === 0) return null;
  const called = datum.call.flatMap(({ to, when }) => (when.length === 0 ? [to] : []));
  const { words: rule, others } = pack.noAnswer;
  const named = others.flatMap(({ to, only }) => {
    const callee = calls.agencies.get(to);
    if (callee === undefined || called.includes(to)) return [];
    return [`${callWords([callee])}${only === null ? "" : ` (${say(only)})`}`];
  });
  const [law = ""] = said([rule], pack, calls);
  const words = named.length === 0 ? law : `${law} ${named.join("; ")}.`;
  // The call that no one answers puts off neither the written report nor the next call.
  const anyway = `If no one answers there either, send the written report within ${pack.writtenReport.hours} hours all the same, and call again.`;
  return {
    words: asProtocolWords(`${words} ${anyway}`),
    statutes: "statute" in rule.from ? [rule.from.statute] : [],
  };
}

/** Whom to call for the act, each number once. */
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
      // Without a number for the police, the emergency number stands in; it is listed only once.
      ({ phone }, at, all) =>
        phone === null || all.findIndex((earlier) => earlier.phone === phone) === at,
    );
}
