/** The field that chooses the Form's languages, at the first set-up and in Settings. */
import { formLanguages } from "../language";
import { languageWords } from "../register/columns";
import { choiceField } from "./blocks";
import type { Field } from "./page-data";

/** Each language alone, or all with a first question. */
export function languageField(key: string, label: string, help: string): Field {
  const options = formLanguages.map((id) => ({
    id,
    label: id === "both" ? "Both, with a first question that asks which" : languageWords[id],
  }));
  return { ...choiceField(key, label, options), help };
}
