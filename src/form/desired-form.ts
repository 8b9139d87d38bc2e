/** The Form as it should be: texts and items for a pack, the district's schools, its languages and its number to call. Pure. */

import {
  type FormSpeech,
  formLanguages,
  inEnglish,
  languages,
  languagesIn,
  source,
} from "../language";
import { sentence } from "../languages/languages";
import { emergency } from "../protocol/agencies";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { firstAgency } from "../protocol/pack-queries";
import { en, say } from "../protocol/wording";
import { capital, plainLine } from "../text";
import { besideOf, type FormKey, itemKey, languageKey } from "./form-keys";
import { type DesiredItem, formItems, plainItem } from "./questions";
import {
  confirmationMessage,
  formDescription,
  formTitle,
  type SafetyText,
  whatFor,
} from "./safety-texts";

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
    districtNumber: pack.hotlines.find(({ id }) => id === districtLine)?.phone ?? null,
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
  return formLanguages
    .filter((language) => speechIn(pack, { language, reviewed: [] }).language === language)
    .flatMap((language) => [[], languages].map((reviewed) => ({ language, reviewed })));
}

function formOf(pack: ProtocolPack, schools: readonly string[], speech: FormSpeech): FormWords {
  const { language } = speech;
  return {
    title: formTitle(speech),
    description: formDescription(pack, speech),
    confirmation: confirmationMessage(pack, speech),
    items:
      language === "both"
        ? itemsInAll(pack, schools, speech)
        : formItems({ pack, schools, language, beside: null }),
  };
}

/** The question that asks for the language, then the pages of each: those of the first have the keys that they have alone. */
function itemsInAll(
  pack: ProtocolPack,
  schools: readonly string[],
  { reviewed }: FormSpeech,
): readonly DesiredItem[] {
  const asked: DesiredItem = {
    ...plainItem,
    key: languageKey,
    kind: "one-of",
    title: languages.map((one) => sentence(one, "language-question")).join(" / "),
    choices: languages.map((one) => ({
      text: sentence(one, "name"),
      goTo: itemKey("page-start", besideOf(one)),
    })),
    closed: true,
  };
  return [
    asked,
    ...languages.flatMap((language): readonly DesiredItem[] => {
      const beside = besideOf(language);
      const start: DesiredItem = {
        ...plainItem,
        key: itemKey("page-start", beside),
        kind: "page",
        title: sentence(language, "page-start"),
        help: whatFor(language, reviewed).join("\n"),
        // A person who answers no language comes to the pages of the first; after the last of those the Form ends.
        precedingLeadsTo: beside === null ? "continue" : "submit",
      };
      return [start, ...formItems({ pack, schools, language, beside })];
    }),
  ];
}

/** What is needed of a district: its pack, and the agencies of Contacts. */
interface DistrictAgencies {
  readonly pack: ProtocolPack;
  readonly agencies: readonly {
    readonly agency: string;
    /** Null: for the whole district. */
    readonly school: string | null;
    readonly name: string;
    readonly phone: string | null;
  }[];
}

/** The id of the hotline that stands for the district's own number. */
const districtLine = "district-line";

/**
 * The district's pack as its Form says it. Where the pack has no number for the agency that every case calls first, Contacts' number for the
 * whole district is its line; the pack itself where Contacts has none, or the pack has its own.
 */
export function packOnForm({ pack, agencies }: DistrictAgencies): ProtocolPack {
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
