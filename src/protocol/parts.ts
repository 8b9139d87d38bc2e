/**
 * Functions for people who write a pack (docs/county.md). They fill in every part that is left out with an empty value, so that a pack's
 * file contains only what its document says.
 */
import { once } from "../lazy";
import type { ActId, ConcernId, FactorId, LevelId } from "./ids";
import type { ActDatum, AgencyDatum, LevelDatum, ProtocolPack, Sentence, Wording } from "./pack";
import { en, practice } from "./wording";

export type Step = NonNullable<LevelDatum["protocol"]>["steps"][number];
type FactorDatum = ProtocolPack["factors"][number];

/** A step of the document. `lines`: its lines there. Parts that are left out are empty. */
// biome-ignore lint/complexity/useMaxParams: a county's file outside of src calls it with these five.
export function madeStep(
  number: number,
  lines: number | readonly number[],
  text: string,
  acts: Step["acts"],
  more: Partial<Pick<Step, "actors" | "terms" | "cites">> & { readonly condition?: string } = {},
): Step {
  return {
    step: number,
    lines: typeof lines === "number" ? [lines] : lines,
    words: en(text),
    acts,
    actors: more.actors ?? [],
    condition: more.condition === undefined ? null : en(more.condition),
    terms: more.terms ?? [],
    cites: more.cites ?? [],
  };
}

type LevelParts = Pick<LevelDatum, "colours" | "wait"> & Partial<LevelDatum>;

/** A level. Parts that are left out are empty: no protocol, no words of its own. */
export function madeLevel(id: LevelId, rank: number, name: string, parts: LevelParts): LevelDatum {
  return {
    id,
    rank,
    name: en(name),
    atLeastFactors: null,
    explains: null,
    because: null,
    wouldRaise: null,
    asksWhoConfirmed: false,
    meansVictim: false,
    news: null,
    protocol: null,
    ...parts,
  };
}

const inWords = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/**
 * A group of factors as a criterion, with sentences that are good English for any count. `name`: its name within a sentence, such as "the
 * signs at home".
 */
export function madeCriterion(
  id: ProtocolPack["criteria"][number]["id"],
  lines: readonly number[],
  { name, atLeast, words }: Readonly<Record<"name" | "words", string>> & { atLeast: number },
): ProtocolPack["criteria"][number] {
  const needed = inWords[atLeast] ?? String(atLeast);
  const are = atLeast === 1 ? "is" : "are";
  return {
    id,
    name: en(name.charAt(0).toUpperCase() + name.slice(1)),
    atLeast,
    words: en(words),
    met: en(
      `{reported} of ${name} {reported:was|were} reported, where ${needed} ${are} enough ({factors})`,
    ),
    notMet: en(
      `{reported} of ${name} {reported:was|were} reported, and it needs ${needed} ({factors})`,
    ),
    wouldMeet: en(`{missing} more of ${name}`),
    signs: {
      one: en(`one of ${name} was reported`),
      several: en(`{reported} of ${name} were reported`),
    },
    lines,
  };
}

/** Words in English, or in several languages. */
type Words = string | Wording;

type FactorParts = Readonly<Record<"name" | "words", string> & Record<"form", Words>> &
  Partial<Pick<FactorDatum, "terms" | "meansVictim">>;

/** A factor of a criterion. `line`: its line in the document. */
export function madeFactor(
  criterion: FactorDatum["criterion"],
  id: FactorId,
  line: number,
  { name, form, words, ...more }: FactorParts,
): FactorDatum {
  return {
    id,
    criterion,
    name: en(name),
    form: en(form),
    words: en(words),
    terms: [],
    lines: [line],
    ...more,
  };
}

/** A concern. `line`: its line in the document. `what`: what a report of it says, such as "the student may be a victim". */
export function madeConcern(
  id: ConcernId,
  line: number,
  parts: Readonly<Record<"name" | "form" | "what", string>> & { readonly meansVictim: boolean },
): ProtocolPack["concerns"][number] {
  return {
    id,
    name: en(parts.name),
    form: en(parts.form),
    meansVictim: parts.meansVictim,
    because: en(`a report says that ${parts.what}`),
    wouldRaise: en(`a report that ${parts.what}`),
    from: { lines: [line] },
  };
}

/** `writtenAs`: the ways to write the agency's name, with commas between them. */
type AgencyParts = Readonly<Record<"writtenAs", string>> &
  Pick<AgencyDatum, "inSentence"> &
  Partial<Omit<AgencyDatum, "id" | "name" | "writtenAs">>;

/** An agency. Parts that are left out are empty: it takes no reports, and cannot say that telling a parent is safe. */
export function madeAgency(
  id: AgencyDatum["id"],
  name: Words,
  { writtenAs, ...more }: AgencyParts,
): AgencyDatum {
  return {
    id,
    name: en(name),
    block: null,
    writtenAs: writtenAs.split(", "),
    standIn: null,
    namedBySchool: false,
    takesReports: false,
    channels: [],
    mayClear: false,
    ...more,
  };
}

type ActParts = Pick<ActDatum, "what"> & Partial<Omit<ActDatum, "id" | "name">>;

/** The designated contact does the act. This is the system's choice where the document names no one. */
export const byContact = once(
  (): Sentence =>
    practice("the system's own choice, where the document names no one", "Designated contact"),
);

/** An act for the contact. Parts that are left out are empty: no duty, no lock, no call, no statute, no deadline. */
export function madeAct(id: ActId, name: string, parts: ActParts): ActDatum {
  return {
    id,
    name: en(name),
    who: [byContact()],
    role: null,
    remarks: [],
    duty: false,
    telltale: null,
    holdable: false,
    owedForEach: false,
    reporterSays: null,
    lock: null,
    call: [],
    statutes: [],
    alsoWhen: [],
    firstInDanger: false,
    repeats: null,
    due: null,
    ...parts,
  };
}

/** The sentences for a case's row, in words that suit any county. */
export const usualReasons = (): ProtocolPack["reasons"] => ({
  why: en("{level}: {what}."),
  raised: en("{who} raised it to “{level}” by hand"),
  earlier: en("“{level}” applied before, and a level never goes down"),
  rises: en("It would rise with any of these: {what}."),
  highest: en("It is the highest level, and nothing raises it further."),
});

/** Words from the document. `lines`: where they are in it. */
export function cited(lines: readonly number[], text: string): ProtocolPack["title"] {
  return { words: en(text), lines };
}
