/**
 * The Form as it should be: texts, pages and questions as data, for a pack, the district's schools, its languages, and the number to call.
 * The wording is the system's own (src/languages); factors and numbers come from the pack. Pure.
 */
import {
  type FormSpeech,
  formLanguages,
  inEnglish,
  type Language,
  languages,
  languagesIn,
  source,
} from "../language";
import { sentence, wordsOf } from "../languages/languages";
import { once } from "../lazy";
import type { FormItemKind } from "../ports";
import { emergency } from "../protocol/agency-words";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { firstAgency } from "../protocol/pack-queries";
import { en, say } from "../protocol/wording";
import type { Run } from "../run";
import { capital, filled, plainLine } from "../text";
import {
  choices,
  type FormKey,
  isChoiceKey,
  itemKey,
  languageKey,
  listKeys,
  type PageKey,
  pages,
  type ReportKey,
} from "./report";
import {
  confirmationMessage,
  formDescription,
  formWords,
  type SafetyText,
  whatFor,
} from "./safety-texts";

/** A question or a page of the Form. */
export interface DesiredItem {
  readonly key: FormKey;
  readonly kind: Exclude<FormItemKind, "other">;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  /** `goTo`: the page that the choice leads to; null: the next page. */
  readonly choices: readonly { readonly text: string; readonly goTo: FormKey | null }[];
  /** True if no other choices may be there. False if the district may have added its own. */
  readonly closed: boolean;
  /** For a page: where the page before it leads, unless a choice on that page says otherwise. */
  readonly precedingLeadsTo: FormKey | "continue" | "submit";
}

/** All texts of the Form. */
interface FormWords {
  readonly title: string;
  readonly description: SafetyText;
  readonly confirmation: SafetyText;
  /** In the order in which a new Form has them. */
  readonly items: readonly DesiredItem[];
}

export interface DesiredForm extends FormWords {
  /** Whether the district has gone live. Until then the Form's texts say that it is not in use. */
  readonly isLive: boolean;
  /**
   * The Form in the words of the other packs and of the other choices of language. If the Form has any of these words, they are not the
   * district's own, so they may be replaced. Made only when asked for: a Form that is as it should be needs none of them.
   */
  otherwise(): readonly FormWords[];
  /** The number from Contacts that is in these words; null if they have the pack's own number. */
  readonly districtNumber: string | null;
  /** Items that a Form in one language must not have, because they lead to pages in other languages. */
  readonly without: readonly FormKey[];
}

/** The Form for this pack (from `packOnForm`), these names of schools, and these languages. */
export function desiredForm(
  pack: ProtocolPack,
  schools: readonly string[],
  isLive = true,
  speech: FormSpeech = inEnglish,
): DesiredForm {
  const spoken = speechIn(pack, speech);
  const own = formOf(pack, schools, spoken);
  const otherwise = () =>
    packsFrom(pack)
      .flatMap((other) =>
        formLanguages
          .filter((language) => speechIn(other, { ...speech, language }).language === language)
          .flatMap((language) => [[], languages].map((reviewed) => ({ language, reviewed })))
          .flatMap((one) => [true, false].map((isUnreadAtNight) => ({ ...one, isUnreadAtNight })))
          .map((one) => formOf(other, schools, one)),
      )
      .filter(({ description }) => description.text !== own.description.text);
  return {
    isLive,
    ...own,
    otherwise: once(otherwise),
    districtNumber: pack.hotlines.find(({ id }) => id === districtLine)?.phone ?? null,
    without: spoken.language === "both" ? [] : [languageKey, "page-start"],
  };
}

/** The languages of the Form if it follows this pack. If the pack lacks one of the wanted languages, the Form is in English. */
export function speechIn(pack: ProtocolPack, speech: FormSpeech): FormSpeech {
  const speaks = languagesIn(speech.language).every((one) => pack.languages.includes(one));
  return speaks ? speech : { ...speech, language: source };
}

function formOf(pack: ProtocolPack, schools: readonly string[], speech: FormSpeech): FormWords {
  const spoken = languagesIn(speech.language);
  // On a Form of several languages, a question asks for the language and leads to the pages in it.
  const isAsked = speech.language === "both";
  const asked: DesiredItem = {
    ...plainItem,
    key: languageKey,
    kind: "one-of",
    title: spoken.map((one) => sentence(one, "language-question")).join(" / "),
    choices: spoken.map((one) => ({
      text: sentence(one, "name"),
      goTo: itemKey("page-start", one),
    })),
    closed: true,
  };
  const items = spoken.flatMap((language) => itemsIn(language, pack, schools, speech));
  return {
    title: spoken.map((one) => sentence(one, "form-title")).join(" / "),
    description: formDescription(pack, speech),
    confirmation: confirmationMessage(pack, speech),
    items: isAsked ? [asked, ...items] : items.filter(({ key }) => key !== "page-start"),
  };
}

/** The page for questions that are not asked any more, since Google cannot change the kind of a question. Only editors see it. */
export const formerPage = {
  kind: "page",
  title: "No longer asked",
  help: "Nothing leads to this page. Please keep it: earlier reports have answers to these questions.",
  required: false,
  choices: [],
} as const;

/** The common part of items without choices to which nothing leads. */
const plainItem = {
  help: "",
  required: false,
  choices: [],
  closed: false,
  precedingLeadsTo: "continue",
} as const;

/** Kinds of the questions that are neither a choice of one nor a single line. */
const kinds: Readonly<Partial<Record<ReportKey, DesiredItem["kind"]>>> = {
  school: "dropdown",
  facts: "paragraph",
  learnedAt: "date-time",
  ...Object.fromEntries(listKeys.map((key) => [key, "any-of"])),
};

/** All pages and questions in a language. */
function itemsIn(
  language: Language,
  pack: ProtocolPack,
  schools: readonly string[],
  speech: FormSpeech,
): readonly DesiredItem[] {
  // The language by which the keys are made, as in `itemKey`: a Form in one language has the keys of the first language.
  const on = speech.language === "both" ? language : source;
  const words = formWords(pack, language);
  const { values, police, said, withLine, elsewhere } = words;
  const { sentences } = wordsOf(language);
  const ourHelps: Readonly<Record<string, string | undefined>> = sentences;
  const ourHelp = (key: ReportKey) => filled(ourHelps[`help-${key}`] ?? "", values);
  const toCall = words.withHours(said("help-calledChildAndFamilyServices"));
  const helps: Readonly<Partial<Record<ReportKey, string>>> = {
    immediateDanger: sentence(language, "help-immediateDanger", {
      agency: withLine(values.agency, ", "),
    }),
    countyOfResidence: [ourHelp("countyOfResidence"), ...elsewhere].join(" "),
    calledChildAndFamilyServices: [toCall, ...words.ifNobodyAnswers, ...elsewhere].join(" "),
    calledLawEnforcement: pack.noAgencies
      .flatMap((one) => (one.form === undefined ? [] : [say(one.form, language)]))
      .join(" "),
  };
  const asked: Readonly<Partial<Record<ReportKey, string>>> = {
    calledLawEnforcement: police === null ? said("the-police") : say(police.inSentence, language),
  };
  const { form, mayStayUnknown, oneForSeveral } = pack.reporters;
  const pageHelps: Readonly<Record<PageKey, readonly string[]>> = {
    "page-start": whatFor(language, speech.reviewed),
    "page-immediate-danger": [
      said("call-now"),
      said("say-where"),
      `${withLine(said("then-call"))}.`,
      said("have-you-called"),
    ],
    "page-student": [said("page-student-help")],
    "page-seen": [said("page-seen-help")],
    "page-facts": [],
    "page-reporter": [
      `${say(mayStayUnknown, language)} ${said("stay-unknown")}`,
      ...form.map((words) => say(words, language)),
      `${said("telling-is-not-enough")} ${withLine(said("call-at-once"))}.`,
      said("write-too"),
      ...(oneForSeveral === null ? [] : [say(oneForSeveral, language)]),
    ],
  };
  /** Where the page before this page leads. */
  const leads: Readonly<Partial<Record<PageKey, DesiredItem["precedingLeadsTo"]>>> = {
    // A person who skips the question about the language gets the pages of the first language. After the last of these pages the Form ends.
    "page-start": on === source ? "continue" : "submit",
    // If the question about danger is not answered, the page that says to stop is skipped.
    "page-immediate-danger": itemKey("page-student", on),
  };
  const offered = (key: ReportKey): DesiredItem["choices"] => {
    if (key === "school") return schoolChoices(schools, language);
    if (!isChoiceKey(key)) return [];
    return choices(pack, key, language).map(({ id, text }) => {
      const page = id === "yes" ? "page-immediate-danger" : "page-student";
      return { text, goTo: key === "immediateDanger" ? itemKey(page, on) : null };
    });
  };
  return (Object.keys(pages) as PageKey[]).flatMap((page): readonly DesiredItem[] => [
    {
      ...plainItem,
      key: itemKey(page, on),
      kind: "page",
      title: said(page),
      help: pageHelps[page].join("\n"),
      precedingLeadsTo: leads[page] ?? "continue",
    },
    ...pages[page].map((key) => ({
      ...plainItem,
      key: itemKey(key, on),
      kind: kinds[key] ?? (isChoiceKey(key) ? "one-of" : "line"),
      title: filled(sentences[`ask-${key}`], { agency: asked[key] ?? values.agency }),
      help: helps[key] ?? ourHelp(key),
      required: key === "school",
      choices: offered(key),
      closed: key === "school",
    })),
  ]);
}

/** The choices of the school question: the names in the order of the Schools tab, each once, then "Not listed". Never empty. */
export function schoolChoices(schools: readonly string[], language: Language = source) {
  const last = sentence(language, "not-listed");
  const names = schools.map((school) => school.replace(/\s+/g, " ").trim());
  const listed = new Set(names.filter((name) => name !== "" && name !== last));
  return [...listed, last].map((text) => ({ text, goTo: null }));
}

/** The id of the hotline made from the number that the district wrote into Contacts. */
const districtLine = "district-line";

/**
 * The district's pack as the Form uses it. If the pack has no number for the agency that every case calls first, the number in Contacts for
 * the whole district becomes a hotline of the pack. Unchanged if the pack has a number, or Contacts has none.
 */
export function packOnForm({
  pack,
  agencies,
}: Pick<Run["directory"], "pack" | "agencies">): ProtocolPack {
  const first = firstAgency(pack);
  if (first.standIn !== emergency) return pack;
  const found = agencies.find(
    ({ agency, school, phone }) => agency === first.id && school === null && phone !== null,
  );
  if (found === undefined || found.phone === null) return pack;
  const name = plainLine(found.name) || capital(say(first.inSentence));
  return {
    ...pack,
    agencies: pack.agencies.map((one) =>
      one.id === first.id ? { ...one, standIn: districtLine } : one,
    ),
    hotlines: [
      {
        id: districtLine,
        name: en(name),
        words: en(name),
        form: en(`${name}: {phone}`),
        phone: found.phone,
        takesReports: true,
        from: { practice: "the number that the district wrote into Contacts" },
      },
      ...pack.hotlines,
    ],
  };
}
