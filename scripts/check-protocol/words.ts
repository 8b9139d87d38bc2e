/** The words of a pack: untranslated, with a placeholder that nothing fills, or the same for two choices. Pure. */
import { languages } from "../../src/language";
import type { ProtocolPack, Wording } from "../../src/protocol/pack";
import { languageWords, placeWords } from "./place-words";

/** Each wording that reporters read, with its place: a pack has these in each of its languages; the rest of it in English. */
export function spokenWordings(pack: ProtocolPack): readonly (readonly [string, Wording])[] {
  const { reporters, writtenReport } = pack;
  const forms = { factors: pack.factors, concerns: pack.concerns, confirmers: pack.confirmers };
  const perhaps = (place: string, words: Wording | null | undefined) =>
    words == null ? [] : [[place, words] as const];
  return [
    ...Object.entries(forms).flatMap(([kind, list]) =>
      list.map(({ id, form }) => [`${kind}/${id}/form`, form] as const),
    ),
    ...pack.agencies
      .filter(({ takesReports }) => takesReports)
      .flatMap(({ id, name, inSentence, channels }) => [
        [`agencies/${id}/name`, name] as const,
        [`agencies/${id}/inSentence`, inSentence] as const,
        ...channels.flatMap(({ needs }, at) =>
          perhaps(`agencies/${id}/channels/${at}/needs`, needs),
        ),
      ]),
    ...pack.noAgencies.flatMap((one) => perhaps(`noAgencies/${one.id}/form`, one.form)),
    ...pack.hotlines.flatMap((one) => [
      [`hotlines/${one.id}/name`, one.name] as const,
      [`hotlines/${one.id}/form`, one.form] as const,
      ...perhaps(`hotlines/${one.id}/hours`, one.hours),
    ]),
    ...perhaps("writtenReport/elsewhere", writtenReport.elsewhere),
    ["reporters/who", reporters.who],
    ["reporters/mayStayUnknown", reporters.mayStayUnknown],
    ...reporters.form.map((words, at) => [`reporters/form/${at}`, words] as const),
    ...perhaps("reporters/oneForSeveral", reporters.oneForSeveral),
    ...reporters.mail.map((words, at) => [`reporters/mail/${at}`, words] as const),
  ];
}

const placeholdersIn = (text: string) =>
  [...text.matchAll(/\{[^{}]+\}/g)].map(String).sort().join(" ");

/** Languages that the desk does not have, and values that a language's words leave out or add. */
export function* unspokenIn(pack: ProtocolPack): Iterable<string> {
  for (const language of pack.languages) {
    if (!languages.some((one) => one === language))
      yield `The desk has no language ${language}: take it out of languages, or add its file to src/languages (docs/county.md).`;
    else
      for (const [place, { en = "", [language]: text = en }] of spokenWordings(pack)) {
        if (placeholdersIn(text) !== placeholdersIn(en))
          yield `${place} has other placeholders in the language ${language} than in English.`;
      }
  }
}

/** What a wording may leave open beside the name of an agency. */
const placeholders = "phone residence reported needed factors missing level what who".split(" ");

/** Placeholders that a text leaves open, each without its forms: "reported" of "{reported:sign|signs}". */
const openIn = (text: string) =>
  [...text.matchAll(/\{([^}]*)\}/g)].map(([, inside = ""]) => inside.replace(/:[^|]*\|[^|]*$/, ""));

/** A part of a case's row, and the placeholder where what it is about goes. */
const parts = [
  ["why", "what"],
  ["raised", "who"],
  ["rises", "what"],
] as const;

export function* wordProblems(pack: ProtocolPack): Iterable<string> {
  const { agencies, liaisons = [], factors, concerns, confirmers, reasons } = pack;
  const known = new Set([
    ...placeholders,
    ...[...agencies, ...liaisons].map(({ id }) => String(id)),
  ]);
  const spoken = new Set<unknown>(spokenWordings(pack).map(([, words]) => words));
  function* walk(value: unknown, path: readonly string[]): Iterable<string> {
    if (typeof value !== "object" || value === null) return;
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    const isText = ([key, text]: readonly [string, unknown]) =>
      /^[a-z]{2}$/.test(key) && typeof text === "string";
    const isWording =
      entries.length > 0 && entries.every(isText) && !("to" in value || "is" in value);
    if (!isWording || "id" in value) {
      for (const [key, child] of entries) yield* walk(child, [...path, key]);
      return;
    }
    const place = placeWords(pack, path);
    for (const language of spoken.has(value) ? pack.languages : ["en"]) {
      if (!(language in value))
        yield `${place}: it has no words in ${languageWords(language)}. Add them, or take the language out of languages.`;
    }
    for (const name of entries.flatMap(([, text]) => openIn(String(text)))) {
      if (!known.has(name))
        yield `${place}: it has a placeholder that stands for nothing: {${name}}. Write the words out, or the id of an agency.`;
    }
  }
  yield* walk(pack, []);
  yield* unspokenIn(pack);
  if (!pack.languages.includes("en"))
    yield "The desk speaks English (en): every wording needs it, and languages must name it.";
  for (const { id, form } of pack.hotlines) {
    if (!Object.values(form).every((text) => text.includes("{phone}")))
      yield `The Form's line of the hotline ${id} has no {phone}.`;
  }
  for (const [kind, list] of Object.entries({
    sign: factors,
    concern: concerns,
    confirmer: confirmers,
  })) {
    const seen = new Map<string, string>();
    for (const { id, form } of list) {
      for (const text of Object.values(form).map((one) => one.toLowerCase())) {
        if (seen.has(text))
          yield `The ${kind}s ${seen.get(text)} and ${id} read the same on the Form.`;
        seen.set(text, id);
      }
    }
  }
  for (const [name, part] of parts) {
    if (!Object.values(reasons[name]).every((text) => text.includes(`{${part}}`)))
      yield `reasons: ${name}: it has no {${part}}, where its parts go. Put it in.`;
  }
}
