/** In which languages the district's Form and its mails to reporters speak, and who has reviewed them. Pure. */
import { type FormSpeech, type Language, languages } from "../language";
import { versionOf } from "../languages/languages";
import type { Settings } from "./district";

type Chosen = Pick<Settings, "formLanguage" | "translationReviewed">;

/** The languages of which a qualified translator has reviewed the version that this desk has. */
export function reviewedLanguages({
  translationReviewed,
}: Pick<Settings, "translationReviewed">): readonly Language[] {
  return languages.filter((language) =>
    translationReviewed.some(({ version }) => version === versionOf(language)),
  );
}

/** How the Form is to speak. */
export function formSpeech(settings: Chosen): FormSpeech {
  return { language: settings.formLanguage, reviewed: reviewedLanguages(settings) };
}
