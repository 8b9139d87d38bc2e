/**
 * Parts of a pack with everything that is not given empty, so that a pack's file says only what its document says. For the person who writes a
 * pack; see docs/county.md.
 */
import { once, onceEach } from "../lazy";
import type { ActId, ConcernId, FactorId, LevelId } from "./ids";
import type { ActDatum, AgencyDatum, LevelDatum, ProtocolPack, Sentence, Wording } from "./pack";
import { en, practice } from "./wording";

/**
 * A pack of what is short and of what is long. What is long is each made when someone first asks for it: few runs need all of a pack, and
 * none needs all of every pack.
 */
export function madePack<Long extends keyof ProtocolPack>(
  short: Omit<ProtocolPack, Long>,
  long: { readonly [Key in Long]: () => ProtocolPack[Key] },
): ProtocolPack {
  const parts = onceEach<Pick<ProtocolPack, Long>>(long);
  // What is short and what is long are together all of a pack.
  return Object.defineProperties(short, Object.getOwnPropertyDescriptors(parts)) as ProtocolPack;
}

export type Step = NonNullable<LevelDatum["protocol"]>["steps"][number];
type FactorDatum = ProtocolPack["factors"][number];

/** A step of the document that stands on these lines; what the document leaves out there is empty. */
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

/** A level with every part that is not given empty: no protocol, no words of its own. */
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
 * A group of signs of which so many are enough, with sentences that are good English for any number. `name`: as it stands within a
 * sentence, such as "the signs at home".
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
const worded = (words: Words): Wording => (typeof words === "string" ? en(words) : words);

type FactorParts = Readonly<Record<"name" | "words", string> & Record<"form", Words>> &
  Partial<Pick<FactorDatum, "terms" | "meansVictim">>;

/** A sign of a criterion, which the document has on that line. */
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
    form: worded(form),
    words: en(words),
    terms: [],
    lines: [line],
    ...more,
  };
}

/** A concern that the document has on that line. `what`: what a report of it says, such as "the student may be a victim". */
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

/** The ways to write an agency's name, from a text that has commas between them. */
export const spellings = (text: string): readonly string[] => text.split(", ");

type AgencyParts = Readonly<Record<"writtenAs", string>> &
  Pick<AgencyDatum, "inSentence"> &
  Partial<
    Pick<
      AgencyDatum,
      "block" | "standIn" | "namedBySchool" | "takesReports" | "channels" | "mayClear"
    >
  >;

/** An agency with every part that is not given empty: it takes no reports, and clears nothing. */
export function madeAgency(
  id: AgencyDatum["id"],
  name: Words,
  { writtenAs, ...more }: AgencyParts,
): AgencyDatum {
  return {
    id,
    name: worded(name),
    block: null,
    writtenAs: spellings(writtenAs),
    standIn: null,
    namedBySchool: false,
    takesReports: false,
    channels: [],
    mayClear: false,
    ...more,
  };
}

type ActParts = Pick<ActDatum, "what"> & Partial<Omit<ActDatum, "id" | "name">>;

/** The system's own choice of who sees to an act where the document names no one. */
export const byContact = once(
  (): Sentence =>
    practice("the system's own choice, where the document names no one", "Designated contact"),
);

/** An act for the contact, with every part that is not given empty: no duty, no lock, no call, no statute, no deadline. */
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

/** The sentences of a case's row, as good for one county as for another. */
export const usualReasons = (): ProtocolPack["reasons"] => ({
  why: en("{level}: {what}."),
  raised: en("{who} raised it to “{level}” by hand"),
  earlier: en("“{level}” applied before, and a level never goes down"),
  rises: en("It would rise with any of these: {what}."),
  highest: en("It is the highest level, and nothing raises it further."),
});

/** Words that stand on those lines of the document. */
export function cited(lines: readonly number[], text: string): ProtocolPack["title"] {
  return { words: en(text), lines };
}
