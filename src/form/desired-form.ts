/** The Form as it should be: every item with its words and choices, for a pack, the district's schools and its languages. Pure. */
import {
  type FormSpeech,
  formLanguages,
  inEnglish,
  type Language,
  languages,
  languagesIn,
  source,
} from "../language";
import { sentence } from "../languages/languages";
import type { FormItemKind } from "../ports";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { choices, isChoiceKey, notListed } from "./choices";
import { districtNumber } from "./district-line";
import {
  type BesideLanguage,
  besideOf,
  type FormKey,
  itemKey,
  languageKey,
  type PageKey,
} from "./form-keys";
import { formPages, type Page, type Question } from "./questions";
import {
  confirmationMessage,
  formDescription,
  formTitle,
  type SafetyText,
  whatFor,
} from "./safety-texts";

/** Where something leads: a page of the desk by its key, the next page, or the end of the Form. */
export type Leads = FormKey | "continue" | "submit";

/** A choice of a question. */
export interface DesiredChoice {
  readonly text: string;
  /** The page to which choosing it leads; null: on to the next page. */
  readonly goTo: FormKey | null;
}

/** A question or page. */
export interface DesiredItem {
  readonly key: FormKey;
  readonly kind: Exclude<FormItemKind, "other">;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  readonly choices: readonly DesiredChoice[];
  /** True: these are all the choices. False: a district may have added its own. */
  readonly closed: boolean;
  /** Of a page: where the page before it leads, if no choice there says otherwise. */
  readonly precedingLeadsTo: Leads;
}

/** All words of the Form. */
export interface FormWords {
  readonly title: string;
  readonly description: SafetyText;
  readonly confirmation: SafetyText;
  /** In the order in which a new Form has them. */
  readonly items: readonly DesiredItem[];
}

export interface DesiredForm extends FormWords {
  /** Whether the district has gone live. Until then the texts of the Form say that it is not in use. */
  readonly isLive: boolean;
  /**
   * The Form as other packs word it, and other choices of its language. Words of these are not the district's own, so they may be replaced.
   */
  readonly otherwise: readonly FormWords[];
  /** The number that the district wrote into Contacts and that stands in these words; null where they have the pack's own. */
  readonly districtNumber: string | null;
  /** Items that a Form of one language must not have: they lead to pages of others. */
  readonly without: readonly FormKey[];
}

/** The Form for this pack, as `packOnForm` has it, these names of schools, and these languages. */
export function desiredForm(
  pack: ProtocolPack,
  schools: readonly string[],
  isLive = true,
  speech: FormSpeech = inEnglish,
): DesiredForm {
  const spoken = speechIn(pack, speech);
  const own = formOf(pack, schools, spoken);
  return {
    isLive,
    ...own,
    otherwise: packsFrom(pack)
      .flatMap((other) => otherSpeech(other).map((one) => formOf(other, schools, one)))
      .filter(({ description }) => description.text !== own.description.text),
    districtNumber: districtNumber(pack),
    without: spoken.language === "both" ? [] : [languageKey, "page-start"],
  };
}

/** How the Form speaks where it follows this pack: a pack that lacks a language is not offered in it, and then the Form is in English. */
export function speechIn(pack: ProtocolPack, { language, reviewed }: FormSpeech): FormSpeech {
  const speaks = languagesIn(language).every((one) => pack.languages.includes(one));
  return { language: speaks ? language : source, reviewed };
}

/** Every way in which the Form of a pack may have spoken. */
function otherSpeech(pack: ProtocolPack): readonly FormSpeech[] {
  const reviewed = [[], languages] as const;
  return formLanguages
    .filter((language) => speechIn(pack, { language, reviewed: [] }).language === language)
    .flatMap((language) => reviewed.map((one) => ({ language, reviewed: one })));
}

function formOf(pack: ProtocolPack, schools: readonly string[], speech: FormSpeech): FormWords {
  return {
    title: formTitle(speech),
    description: formDescription(pack, speech),
    confirmation: confirmationMessage(pack, speech),
    items:
      speech.language === "both"
        ? itemsInAll(pack, schools, speech)
        : pagesOf({ pack, schools, language: speech.language, beside: null }),
  };
}

/** The question that asks for the language, then the pages of each: those of the first have the keys that they have alone. */
function itemsInAll(
  pack: ProtocolPack,
  schools: readonly string[],
  { reviewed }: FormSpeech,
): readonly DesiredItem[] {
  const asked: DesiredItem = {
    key: languageKey,
    kind: "one-of",
    title: languages.map((one) => sentence(one, "language-question")).join(" / "),
    help: "",
    required: false,
    choices: languages.map((one) => ({
      text: sentence(one, "name"),
      goTo: itemKey("page-start", besideOf(one)),
    })),
    closed: true,
    precedingLeadsTo: "continue",
  };
  return [
    asked,
    ...languages.flatMap((language) => {
      const beside = besideOf(language);
      const start: DesiredItem = {
        ...pageBreak(
          itemKey("page-start", beside),
          sentence(language, "page-start"),
          whatFor(language, reviewed).join("\n"),
        ),
        // Whoever answers no language comes to the first one's pages; their last page is the end of the Form.
        precedingLeadsTo: beside === null ? "continue" : "submit",
      };
      return [start, ...pagesOf({ pack, schools, language, beside })];
    }),
  ];
}

function pageBreak(key: FormKey, title: string, help: string): DesiredItem {
  return {
    key,
    kind: "page",
    title,
    help,
    required: false,
    choices: [],
    closed: true,
    precedingLeadsTo: "continue",
  };
}

/** Whose pages are made, and in which language. */
interface Spoken {
  readonly pack: ProtocolPack;
  readonly schools: readonly string[];
  readonly language: Language;
  readonly beside: BesideLanguage | null;
}

function pagesOf(spoken: Spoken): readonly DesiredItem[] {
  const { pack, language, beside } = spoken;
  return formPages({ pack, language }).flatMap((page: Page) => [
    ...(page.key === null
      ? []
      : [
          {
            ...pageBreak(itemKey(page.key, beside), page.title, page.help),
            precedingLeadsTo:
              page.precedingLeadsTo === null
                ? ("continue" as const)
                : itemKey(page.precedingLeadsTo, beside),
          },
        ]),
    ...page.questions.map((question) => desiredQuestion(question, spoken)),
  ]);
}

function desiredQuestion(
  question: Question,
  { pack, schools, language, beside }: Spoken,
): DesiredItem {
  const { key, kind, title, help, required } = question;
  const item = itemKey(key, beside);
  const common = { key: item, title, help, required, precedingLeadsTo: "continue" } as const;
  if (kind === "school-list") {
    const list = schoolChoices(schools, language).map((text) => ({ text, goTo: null }));
    return { ...common, kind: "dropdown", choices: list, closed: true };
  }
  const offered = isChoiceKey(key) ? choices(pack, key, language) : [];
  const leading = new Map<string, PageKey>(Object.entries(question.leadsTo ?? {}));
  return {
    ...common,
    kind,
    choices: offered.map(({ id, text }) => {
      const page = leading.get(id);
      return { text, goTo: page === undefined ? null : itemKey(page, beside) };
    }),
    closed: false,
  };
}

/** The choices of the school question: the names in the order of the Schools tab, each once, then "Not listed". Never empty. */
export function schoolChoices(
  schools: readonly string[],
  language: Language = source,
): readonly string[] {
  const last = notListed(language);
  const names = schools.map((school) => school.replace(/\s+/g, " ").trim());
  const listed = new Set(names.filter((name) => name !== "" && name !== last));
  return [...listed, last];
}
