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
export function unspokenIn(pack: ProtocolPack): readonly string[] {
  const spoken = languages.filter((one) => pack.languages.includes(one));
  return [
    ...pack.languages
      .filter((id) => !languages.some((one) => one === id))
      .map(
        (id) =>
          `The desk has no language ${id}: take it out of languages, or add its file to src/languages (docs/county.md).`,
      ),
    ...spoken.flatMap((language) =>
      spokenWordings(pack)
        .filter(
          ([, { en = "", [language]: text = en }]) => placeholdersIn(text) !== placeholdersIn(en),
        )
        .map(
          ([place]) =>
            `${place} has other placeholders in the language ${language} than in English.`,
        ),
    ),
  ];
}

/** What a wording may leave open beside the name of an agency. */
const placeholders = "phone residence reported needed factors missing level what who".split(" ");

/** Placeholders that a text leaves open, each without its forms: "reported" of "{reported:sign|signs}". */
const openIn = (text: string) =>
  [...text.matchAll(/\{([^}]*)\}/g)].map(([, inside = ""]) => inside.replace(/:[^|]*\|[^|]*$/, ""));

/** Sentences of a case's row that would not say what they are for. */
function sentenceProblems({ reasons }: ProtocolPack): readonly string[] {
  const asked = [
    ["why", "what"],
    ["raised", "who"],
    ["rises", "what"],
  ] as const;
  return asked.flatMap(([name, part]) =>
    Object.values(reasons[name]).every((text) => text.includes(`{${part}}`))
      ? []
      : [`reasons: ${name}: it has no {${part}}, where its parts go. Put it in.`],
  );
}

/** Two choices of the Form that read the same. */
function sameOnForm(
  kind: string,
  list: readonly { id: string; form: Wording }[],
): readonly string[] {
  const seen = new Map<string, string>();
  return list.flatMap(({ id, form }) =>
    Object.values(form).flatMap((text) => {
      const other = seen.get(text.toLowerCase());
      seen.set(text.toLowerCase(), id);
      return other === undefined
        ? []
        : [`The ${kind}s ${other} and ${id} read the same on the Form.`];
    }),
  );
}

export function wordProblems(pack: ProtocolPack): readonly string[] {
  const known = new Set([
    ...placeholders,
    ...[...pack.agencies, ...(pack.liaisons ?? [])].map(({ id }) => String(id)),
  ]);
  const spoken = new Set<unknown>(spokenWordings(pack).map(([, words]) => words));
  const walk = (value: unknown, path: readonly string[]): readonly string[] => {
    if (typeof value !== "object" || value === null) return [];
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    const isWording =
      entries.length > 0 &&
      entries.every(([key, text]) => /^[a-z]{2}$/.test(key) && typeof text === "string") &&
      !["id", "to", "is"].some((key) => key in value);
    if (!isWording) return entries.flatMap(([key, child]) => walk(child, [...path, key]));
    const place = placeWords(pack, path);
    const wanted = spoken.has(value) ? pack.languages : ["en"];
    return [
      ...wanted
        .filter((language) => !(language in value))
        .map(
          (language) =>
            `${place}: it has no words in ${languageWords(language)}. Add them, or take the language out of languages.`,
        ),
      ...entries
        .flatMap(([, text]) => openIn(String(text)))
        .filter((name) => !known.has(name))
        .map(
          (name) =>
            `${place}: it has a placeholder that stands for nothing: {${name}}. Write the words out, or the id of an agency.`,
        ),
    ];
  };
  return [
    ...walk(pack, []),
    ...unspokenIn(pack),
    ...(pack.languages.includes("en")
      ? []
      : ["The desk speaks English (en): every wording needs it, and languages must name it."]),
    ...pack.hotlines.flatMap(({ id, form }) =>
      Object.values(form)
        .filter((text) => !text.includes("{phone}"))
        .map(() => `The Form's line of the hotline ${id} has no {phone}.`),
    ),
    ...sameOnForm("sign", pack.factors),
    ...sameOnForm("concern", pack.concerns),
    ...sameOnForm("confirmer", pack.confirmers),
    ...sentenceProblems(pack),
  ];
}
