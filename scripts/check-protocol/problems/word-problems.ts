/** What is wrong with the words of a pack: untranslated, without a source, or with a placeholder that nothing fills. */
import type { ProtocolPack, Wording } from "../../../src/protocol/pack";
import { languageWords, placeWords } from "../place-words";
import { spokenWordings, unspokenIn } from "../spoken";
import { ids } from "./known-ids";

/** What a wording may leave open beside the name of an agency. */
const placeholders = new Set([
  "phone",
  "residence",
  "reported",
  "needed",
  "factors",
  "missing",
  "level",
  "what",
  "who",
]);

/** A sentence of a case's row that would not say what it is for. */
export function sentenceProblems({ reasons }: ProtocolPack): string[] {
  const asked: readonly [string, Wording, string][] = [
    ["why", reasons.why, "what"],
    ["raised", reasons.raised, "who"],
    ["rises", reasons.rises, "what"],
  ];
  return asked.flatMap(([name, words, placeholder]) =>
    Object.values(words).every((text) => text.includes(`{${placeholder}}`))
      ? []
      : [`reasons: ${name}: it has no {${placeholder}}, where its parts go. Put it in.`],
  );
}

/** Placeholders that a text leaves open, each without its forms: "reported" of "{reported:sign|signs}". */
function openIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)].map(([, inside = ""]) =>
    inside.replace(/:[^|]*\|[^|]*$/, ""),
  );
}

export function wordProblems(pack: ProtocolPack): string[] {
  const agencies = ids([...pack.agencies, ...(pack.liaisons ?? [])]);
  const found: string[] = [];
  // What reporters read has every language of the pack; the rest is read in English.
  const spoken = new Set<unknown>(spokenWordings(pack).map(([, words]) => words));
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== "object" || value === null) return;
    const entries = Object.entries(value);
    const isWording =
      entries.length > 0 &&
      entries.every(([key, text]) => /^[a-z]{2}$/.test(key) && typeof text === "string") &&
      !("id" in value) &&
      !("to" in value) &&
      !("is" in value);
    if (isWording) {
      const place = placeWords(pack, path);
      for (const language of spoken.has(value) ? pack.languages : ["en"]) {
        if (language in value) continue;
        found.push(
          `${place}: it has no words in ${languageWords(language)}. Add them, or take the language out of languages.`,
        );
      }
      for (const name of entries.flatMap(([, text]) => openIn(String(text)))) {
        if (!placeholders.has(name) && !agencies.has(name)) {
          found.push(
            `${place}: it has a placeholder that stands for nothing: {${name}}. Write the words out, or the id of an agency.`,
          );
        }
      }
      return;
    }
    for (const [key, child] of entries) walk(child, [...path, key]);
  };
  walk(pack, []);
  found.push(...unspokenIn(pack));
  if (!pack.languages.includes("en")) {
    found.push("The desk speaks English (en): every wording needs it, and languages must name it.");
  }
  for (const { id, form } of pack.hotlines) {
    for (const text of Object.values(form)) {
      if (!text.includes("{phone}"))
        found.push(`The Form's line of the hotline ${id} has no {phone}.`);
    }
  }
  for (const [kind, list] of [
    ["sign", pack.factors],
    ["concern", pack.concerns],
    ["confirmer", pack.confirmers],
  ] as const) {
    const seen = new Map<string, string>();
    for (const { id, form } of list) {
      for (const text of Object.values(form)) {
        const other = seen.get(text.toLowerCase());
        if (other !== undefined)
          found.push(`The ${kind}s ${other} and ${id} read the same on the Form.`);
        seen.set(text.toLowerCase(), id);
      }
    }
  }
  return found;
}
