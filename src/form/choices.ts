/** The words of every choice on the Form, by option id, in each language. Stored responses hold these words. */

import { type Language, languages, source } from "../language";
import { sentence } from "../languages/languages";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { fold } from "../text";
import type { ChoiceKey, OptionIds, ReportKey } from "./report";

export type { ChoiceKey, OptionIds };

type PackKey = "factors" | "concerns" | "confirmedBy";

const yesNoUnknown = { yes: "yes", no: "no", unknown: "unknown" } as const;
const yesNotYet = { yes: "yes", no: "not-yet" } as const;

/** Questions whose choices are the same in every county: option id, in the order of the Form → key of its sentence. */
const ownChoices = {
  immediateDanger: { yes: "yes", no: "no" },
  studentRole: {
    "may-be-targeted": "may-be-targeted",
    "may-be-recruiting": "may-be-recruiting",
    both: "both",
    unknown: "unknown",
  },
  parentMayBeInvolved: yesNoUnknown,
  recipientMayBeInvolved: {
    no: "no",
    contact: "recipient-contact",
    administrator: "recipient-administrator",
    lead: "recipient-lead",
    "alternate-lead": "recipient-alternate-lead",
    "not-sure": "recipient-not-sure",
  },
  staffMayBeInvolved: yesNoUnknown,
  calledChildAndFamilyServices: yesNotYet,
  calledLawEnforcement: yesNotYet,
  reporterKnownTo: { contact: "known-to-contact", lead: "known-to-lead" },
} as const satisfies {
  readonly [K in Exclude<ChoiceKey, PackKey>]: Readonly<Record<OptionIds[K], string>>;
};

/** The choices that a pack has for the other questions. */
const ofPack = ({ factors, concerns, confirmers }: ProtocolPack, key: PackKey) =>
  ({ factors, concerns, confirmedBy: confirmers })[key];

const isPackKey = (key: string): key is PackKey =>
  key === "factors" || key === "concerns" || key === "confirmedBy";

/** Whether the question is answered by choosing. */
export function isChoiceKey(key: ReportKey): key is ReportKey & ChoiceKey {
  return key in ownChoices || isPackKey(key);
}

/** The words of one choice, as the Form shows them and a response holds them; null if the question has no such option. */
export function choiceText(
  pack: ProtocolPack,
  key: ChoiceKey,
  option: string,
  language: Language = source,
): string | null {
  return choices(pack, key, language).find((choice) => choice.id === option)?.text ?? null;
}

/** All choices of a question, in the order in which the Form shows them. */
export function choices<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
  language: Language = source,
): readonly { readonly id: OptionIds[K]; readonly text: string }[] {
  const question: ChoiceKey = key;
  const found: unknown = isPackKey(question)
    ? ofPack(pack, question).map(({ id, form }) => ({ id, text: say(form, language) }))
    : Object.entries(ownChoices[question]).map(([id, words]) => ({
        id,
        text: sentence(language, words),
      }));
  // Each question has the ids of its own type, as the table above says.
  return found as readonly { readonly id: OptionIds[K]; readonly text: string }[];
}

function choicesInAll<K extends ChoiceKey>(pack: ProtocolPack, key: K) {
  return languages.flatMap((language) => choices(pack, key, language));
}

/** The last choice of the school question. */
export function notListed(language: Language): string {
  return sentence(language, "not-listed");
}

/** Whether an answer to the school question is that choice, in whatever language. */
export function isNotListed(answer: string): boolean {
  return languages.some((language) => fold(notListed(language)) === fold(answer));
}

/** In characters. No choice is nearly as long, so a longer answer is not compared. */
const longestFolded = 1_000;

/** The option whose exact words an answer has, in whatever language; null if it has none's. */
export function exactOption<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
  text: string,
): OptionIds[K] | null {
  return choicesInAll(pack, key).find((choice) => choice.text === text)?.id ?? null;
}

/**
 * The option that an answer chose, in whatever language. Its exact words count first; then the same words with other capitals, accents,
 * spaces or apostrophes. Null if it is none of the choices.
 */
export function optionOf<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
  text: string,
): OptionIds[K] | null {
  const exact = exactOption(pack, key, text);
  if (exact !== null || text.length > longestFolded) return exact;
  const wanted = fold(text);
  return choicesInAll(pack, key).find((choice) => fold(choice.text) === wanted)?.id ?? null;
}
