/** The languages of what reporters and families read, by id. Contacts, leads and admins work in English. */
export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

/** The language from which the others are translated. Every protocol pack has it. */
export const source = "en";

/** The language with that id; null for anything else. */
export function languageOf(id: unknown): Language | null {
  return languages.find((one) => one === id) ?? null;
}

/** What a district may choose for its Form: one of the languages, or all of them, with a first question that asks which. */
export const formLanguages = [...languages, "both"] as const;
export type FormLanguage = (typeof formLanguages)[number];

/** Which languages the Form uses, and for which of them a qualified translator has reviewed this version. */
export interface FormSpeech {
  readonly language: FormLanguage;
  readonly reviewed: readonly Language[];
  /** Whether it says that no one at the schools may read a report before the next school day (design 2.23). Left out: no. */
  readonly isUnreadAtNight?: boolean;
}

/** The Form of a district that has not chosen a language. */
export const inEnglish: FormSpeech = { language: source, reviewed: [] };

/** The languages of the Form under this choice. The language of its first pages comes first. */
export function languagesIn(language: FormLanguage): readonly [Language, ...Language[]] {
  return language === "both" ? languages : [language];
}

/** The languages of the Form, as contacts read them. */
export const languageWords = {
  en: "English",
  es: "Spanish",
} as const satisfies Record<Language, string>;
