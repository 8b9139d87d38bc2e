/** Finds texts of a pack that are not translated, have a placeholder that nothing fills, or are the same for two choices. Pure. */
import { languages } from "../../src/language";
import type { ProtocolPack, Wording } from "../../src/protocol/pack";
import { isLanguage, languageWords, partsOf, placeWords } from "./place-words";
import { lists } from "./references";

type Placed = readonly [readonly string[], Wording];

/** Texts that reporters read. A pack has them in each of its languages; everything else is in English. */
const spoken = [
  /^(?:factors|concerns|confirmers|noAgencies)\/\d+\/form$/,
  /^agencies\/\d+\/(?:name|inSentence|channels\/\d+\/needs)$/,
  /^hotlines\/\d+\/(?:name|form|hours)$/,
  /^writtenReport\/elsewhere$/,
  /^reporters\//,
];

function isSpoken(pack: ProtocolPack, path: readonly string[]): boolean {
  const isSilent = path[0] === "agencies" && !pack.agencies[Number(path[1])]?.takesReports;
  return !isSilent && spoken.some((pattern) => pattern.test(path.join("/")));
}

/** Every wording of a pack, with its place. */
function wordings(pack: ProtocolPack): readonly Placed[] {
  return [...partsOf(pack)].flatMap(([path, part]) => {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(part);
    const isWording = entries.every(([key, text]) => isLanguage(key) && typeof text === "string");
    // A wording is an object with a text for each language.
    return isWording && entries.length > 0 ? [[path, part as Wording] as const] : [];
  });
}

/** Each wording that reporters read, with its place. */
export const spokenWordings = (pack: ProtocolPack): readonly Placed[] =>
  wordings(pack).filter(([path]) => isSpoken(pack, path));

/** The placeholders that a wording can have besides the name of an agency. */
const placeholders = "phone residence reported needed factors missing level what who".split(" ");

/** The placeholders in a text without their word forms: "reported" for "{reported:sign|signs}". */
const openIn = (text: string) =>
  [...text.matchAll(/\{([^}]*)\}/g)].map(([, inside = ""]) => inside.replace(/:[^|]*\|[^|]*$/, ""));

/** The end of a sentence that leads to a number. In a pack nothing follows: the number of an agency is the district's. */
const endsInNumber =
  /\b(?:call|use|dial|by) (?:this|that|the|the following) (?:(?:phone|telephone) )?number(?: below)?[.:;]?(?=$| [A-Z])/;

export function* wordProblems(pack: ProtocolPack): Iterable<string> {
  const { agencies, liaisons = [] } = pack;
  const known = new Set([
    ...placeholders,
    ...[...agencies, ...liaisons].map(({ id }) => String(id)),
  ]);
  for (const language of pack.languages) {
    if (!languages.some((one) => one === language))
      yield `The system has no language ${language}: take it out of languages, or add its file to src/languages (docs/county.md).`;
  }
  if (!pack.languages.includes("en"))
    yield "The system speaks English (en): every wording needs it, and languages must name it.";
  for (const [path, words] of wordings(pack)) {
    const place = placeWords(pack, path);
    for (const language of isSpoken(pack, path) ? pack.languages : ["en"]) {
      const { en = "", [language]: text } = words;
      if (text === undefined)
        yield `${place}: it has no words in ${languageWords(language)}. Add them, or take the language out of languages.`;
      else if (openIn(text).sort().join() !== openIn(en).sort().join())
        yield `${place}: it has other placeholders in ${languageWords(language)} than in English.`;
    }
    if (endsInNumber.test(words["en"] ?? ""))
      yield `${place}: it ends in a number that is not there: “${words["en"]}” Name who is called; the system adds the number of an agency.`;
    for (const name of Object.values(words).flatMap(openIn)) {
      if (!known.has(name))
        yield `${place}: it has a placeholder that stands for nothing: {${name}}. Write the words out, or the id of an agency.`;
    }
  }
  for (const kind of ["sign", "concern", "confirmer"] as const) {
    const seen = new Map<string, string>();
    for (const { id, form } of pack[lists[kind]]) {
      for (const text of Object.values(form).map((one) => one.toLowerCase())) {
        if (seen.has(text))
          yield `The ${kind}s ${seen.get(text)} and ${id} read the same on the Form.`;
        seen.set(text, id);
      }
    }
  }
}
