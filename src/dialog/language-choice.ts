/** The field that chooses the Form's languages, at the first set-up and in Settings. */
import { formLanguages } from "../language";
import { languageWords } from "../register/columns";
import { choiceField } from "./blocks";
import type { Field } from "./page-data";

/** The field that chooses the Form's languages: one alone, or several, of which the Form's first question then asks. */
export function languageField(key: string, label: string, help: string): Field {
  const options = formLanguages.map((id) => ({
    id,
    label: id === "both" ? "Both, with a first question that asks which" : languageWords[id],
  }));
  return { ...choiceField(key, label, options), help };
}
