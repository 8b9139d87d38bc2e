/** What of a pack reporters read: on the Form, in their mails. A pack has these in each of its languages; the rest of it in English. */
import { languages } from "../../src/language";
import type { ProtocolPack, Wording } from "../../src/protocol/pack";

/** Each wording that reporters read, with its place in the pack. */
export function spokenWordings(pack: ProtocolPack): readonly (readonly [string, Wording])[] {
  const { reporters, writtenReport } = pack;
  const form = (kind: string, list: readonly { readonly id: string; readonly form: Wording }[]) =>
    list.map((one) => [`${kind}/${one.id}/form`, one.form] as const);
  const perhaps = (place: string, words: Wording | null | undefined) =>
    words == null ? [] : [[place, words] as const];
  return [
    ...form("factors", pack.factors),
    ...form("concerns", pack.concerns),
    ...form("confirmers", pack.confirmers),
    ...pack.agencies.flatMap(({ id, name, inSentence, takesReports, channels }) =>
      takesReports
        ? [
            [`agencies/${id}/name`, name] as const,
            [`agencies/${id}/inSentence`, inSentence] as const,
            ...channels.flatMap(({ needs }, at) =>
              perhaps(`agencies/${id}/channels/${at}/needs`, needs),
            ),
          ]
        : [],
    ),
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
  [...text.matchAll(/\{[^{}]+\}/g)]
    .map(([name]) => name)
    .sort()
    .join(" ");

/** Languages that the desk does not have, and values that a language's words leave out or add. */
export function unspokenIn(pack: ProtocolPack): readonly string[] {
  const unknown = pack.languages.filter((id) => !languages.some((one) => one === id));
  const spoken = languages.filter((one) => pack.languages.includes(one));
  return [
    ...unknown.map(
      (id) =>
        `The desk has no language ${id}: take it out of languages, or add its file to src/languages (docs/county.md).`,
    ),
    ...spoken.flatMap((language) =>
      spokenWordings(pack).flatMap(([place, { en = "", [language]: text = en }]) =>
        placeholdersIn(text) === placeholdersIn(en)
          ? []
          : [`${place} has other placeholders in the language ${language} than in English.`],
      ),
    ),
  ];
}
