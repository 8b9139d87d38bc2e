/** Takes out of an answer what no result may hold: addresses, ids, file names, numbers of projects. */
import type { Json } from "../../../tests/conformance/table/case";

type Secrets = readonly (readonly [string, string])[];

const patterns: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "ADDRESS"],
  // Ids of files, responses and triggers: long, and with a digit somewhere, which words are not.
  [/\b(?=[\w-]*\d)[\w-]{25,}/g, "ID"],
  [/\d{9,}/g, "NUMBER"],
];

function scrubbedText(text: string, secrets: Secrets): string {
  let clean = text;
  for (const [secret, word] of secrets) clean = clean.split(secret).join(word);
  for (const [pattern, word] of patterns) clean = clean.replace(pattern, word);
  return clean;
}

/** The answer without any of that; its shape stays. */
export function scrubbed(answer: Json, secrets: Secrets): Json {
  if (typeof answer === "string") return scrubbedText(answer, secrets);
  if (answer === null || typeof answer !== "object") return answer;
  // Array.isArray does not tell a readonly list from an object.
  if (Array.isArray(answer)) return answer.map((one: Json) => scrubbed(one, secrets));
  const clean: Record<string, Json> = {};
  for (const [key, one] of Object.entries(answer)) clean[key] = scrubbed(one, secrets);
  return clean;
}

/** What stands in a text and must not; null where nothing does. */
export function leak(text: string): string | null {
  const [address, id] = patterns;
  for (const one of [address, id]) {
    const found = one === undefined ? null : text.match(one[0]);
    if (found !== null) return found[0];
  }
  return null;
}
