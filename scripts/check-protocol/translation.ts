/**
 * Everything that reporters read in a language, with its English beside it, as CSV for a translator; and the file of the language made
 * again from what the translator sends back.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languageOf } from "../../src/language";
import { english } from "../../src/languages/en";
import { type LanguageWords, wordsOf } from "../../src/languages/languages";
import type { ProtocolPack } from "../../src/protocol/pack";
import { ownPacks } from "../../src/protocol/packs/index";
import { say } from "../../src/protocol/wording";
import { englishDates } from "../../src/time";
import { root } from "../build/sources";
import { spokenWordings } from "./spoken";

/** One sentence of the list. */
interface Sentence {
  /** Where it is said: the key of a sentence of the desk's own, a part of the dates, or the first place in a pack. */
  readonly where: string;
  readonly english: string;
  /** Empty where the language has none yet. */
  readonly words: string;
}

const datePrefix = "date: ";
const listSeparator = ", ";

/** What reporters read of one pack, in its order. */
export function sentencesOf(pack: ProtocolPack, language: string): readonly Sentence[] {
  const byEnglish = new Map<string, Sentence>();
  for (const [place, wording] of spokenWordings(pack)) {
    const text = String(say(wording));
    if (byEnglish.has(text)) continue;
    const words = wording[language] ?? "";
    byEnglish.set(text, { where: `${pack.id}: ${place}`, english: text, words });
  }
  return [...byEnglish.values()];
}

/** Every sentence in the order in which a file of a language has them: the desk's own, days and times, the packs'. */
export function sentencesIn(language: string): readonly Sentence[] {
  const known = languageOf(language);
  const words: LanguageWords | null = known === null ? null : wordsOf(known);
  const own: ReadonlyMap<string, string> = new Map(Object.entries(words?.sentences ?? {}));
  const dates: ReadonlyMap<string, unknown> = new Map(Object.entries(words?.dates ?? {}));
  const written = (part: unknown) =>
    Array.isArray(part) ? part.join(listSeparator) : String(part ?? "");
  const ofPacks = new Map<string, string>();
  for (const { english: text, where } of ownPacks().flatMap((pack) =>
    sentencesOf(pack, language),
  )) {
    if (!ofPacks.has(text)) ofPacks.set(text, where);
  }
  return [
    ...Object.entries(english()).map(([key, text]) => ({
      where: key,
      english: text,
      words: own.get(key) ?? "",
    })),
    ...Object.entries(englishDates).map(([key, part]) => ({
      where: `${datePrefix}${key}`,
      english: written(part),
      words: written(dates.get(key)),
    })),
    ...[...ofPacks].map(([text, where]) => ({
      where,
      english: text,
      words: words?.packs[text] ?? "",
    })),
  ];
}

const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`;
const head = (language: string) => ["where", "English", language];

/** A list as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. Of everything where no sentences are given. */
export function asCsv(language: string, sentences = sentencesIn(language)): string {
  const rows = sentences.map(({ where, english: text, words }) => [where, text, words]);
  const lines = [head(language), ...rows].map((row) => row.map(quoted).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** The rows of a CSV text, each a list of its cells. */
function rowsIn(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, inQuotes, bare = "", end = ""] of text
    .replace(/^\ufeff/, "")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(inQuotes === undefined ? bare : inQuotes.replace(/""/g, '"'));
    if (end === ",") continue;
    if (row.some((cell) => cell !== "")) rows.push(row);
    row = [];
  }
  return rows;
}

const placeholdersIn = (text: string) => (text.match(/\{[^{}]+\}/g) ?? []).sort().join(" ");

/** What came back, by place and English; and what is wrong with it, in words. */
export function readBack(
  language: string,
  text: string,
): { readonly sentences: readonly Sentence[]; readonly problems: readonly string[] } {
  const [, ...rows] = rowsIn(text);
  const given = new Map(
    rows.map(([where = "", told = "", words = ""]) => [where, { told, words: words.trim() }]),
  );
  const problems: string[] = [];
  const sentences = sentencesIn(language).map((one) => {
    const found = given.get(one.where);
    given.delete(one.where);
    const words = found?.words ?? "";
    if (found === undefined) problems.push(`${one.where} is missing: its row is not in the list.`);
    else if (found.told !== one.english) {
      problems.push(`${one.where}: the English is another one by now. Print the list again.`);
    } else if (words === "" && one.english !== "") problems.push(`${one.where} has no words.`);
    else if (
      !one.where.startsWith(datePrefix) &&
      placeholdersIn(words) !== placeholdersIn(one.english)
    ) {
      problems.push(
        `${one.where}: what stands in braces must be as in English: ${placeholdersIn(one.english) || "nothing"}.`,
      );
    }
    return { ...one, words };
  });
  for (const where of given.keys()) problems.push(`${where} is no sentence of this desk.`);
  return { sentences, problems };
}

/** The file of a language as TypeScript. `before`: the file as it stands, whose first comment stays; null for a new language. */
export function languageFile(
  language: string,
  sentences: readonly Sentence[],
  before: string | null,
): string {
  const comment =
    /^\/\*\*[\s\S]*?\*\/\n/.exec(before ?? "")?.[0] ??
    `/** Every sentence that a reporter or a family reads, in the language "${language}". */\n`;
  const name =
    /export const (\w+) = \(\): LanguageWords/.exec(before ?? "")?.[1] ?? `words${language}`;
  const lines = (list: readonly (readonly [string, unknown])[]) =>
    list.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},`).join("\n");
  const isDate = ({ where }: Sentence) => where.startsWith(datePrefix);
  const isOwn = ({ where }: Sentence) => where in english();
  const dates = sentences.filter(isDate).map(({ where, words }) => {
    const key = where.slice(datePrefix.length);
    const isList = Array.isArray(Reflect.get(englishDates, key));
    return [key, isList ? words.split(listSeparator) : words] as const;
  });
  return `${comment}import type { LanguageWords } from "./en";

export const ${name} = (): LanguageWords => ({
  sentences: {
${lines(sentences.filter(isOwn).map(({ where, words }) => [where, words]))}
  },
  dates: {
${lines(dates)}
  },
  packs: {
${lines(sentences.filter((one) => !isOwn(one) && !isDate(one)).map((one) => [one.english, one.words]))}
  },
});
`;
}

/** Writes the file of the language from a translator's list. Prints what is wrong, and then writes nothing. Returns the exit code. */
export function takeReviewed(language: string, file: string, print: (line: string) => void): 0 | 1 {
  const { sentences, problems } = readBack(language, readFileSync(file, "utf8"));
  for (const problem of problems) print(problem);
  if (problems.length > 0) {
    print("Nothing was written: mend the list, then read it back again.");
    return 1;
  }
  const path = join(root, "src", "languages", `${language}.ts`);
  const known = languageOf(language) !== null;
  writeFileSync(path, languageFile(language, sentences, known ? readFileSync(path, "utf8") : null));
  print(`Written: src/languages/${language}.ts. Run npm run format, then the tests.`);
  if (!known) print("It is a new language: docs/county.md says where else it is named.");
  return 0;
}
