/** The fields that choose the Form's languages and the protocol, at the first set-up and in Settings. */
import { formLanguages } from "../language";
import { approvalWords, newestPacks } from "../protocol/find-pack";
import { say } from "../protocol/wording";
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

/**
 * The field that chooses one of this desk's protocols, each in its newest version, by its author, with who approved it. `none`: what leaving it open means, if it may be left
 * open.
 */
export function protocolField(key: string, label: string, none: string | null = null): Field {
  const offered = newestPacks().map(({ id, author, version, title, approval }) => ({
    id,
    label: `${author}, ${version}`,
    help: `${say(title.words)}. ${approvalWords(approval)}`,
  }));
  return choiceField(key, label, [...offered, ...(none === null ? [] : [{ id: "", label: none }])]);
}
