/** The words of every choice on the Form, by option id, in each language. Stored responses hold these words. */

import { type Language, languages, source } from "../language";
import { type SentenceKey, sentence } from "../languages/languages";
import {
  type ConcernId,
  type ConfirmerId,
  type FactorId,
  type RecipientMayBeInvolved,
  type ReporterKnownTo,
  recipientMayBeInvolvedIds,
  reporterKnownToIds,
  type StudentRole,
  studentRoleIds,
  type YesNo,
  type YesNoUnknown,
  yesNoIds,
  yesNoUnknownIds,
} from "../protocol/ids";
import type { ProtocolPack, Wording } from "../protocol/pack";
import { say } from "../protocol/wording";
import { fold } from "../text";
import type { ReportKey } from "./report";

/** The questions that are answered by choosing, each with the ids that can be chosen. */
export interface OptionIds {
  readonly immediateDanger: YesNo;
  readonly factors: FactorId;
  readonly concerns: ConcernId;
  readonly studentRole: StudentRole;
  readonly confirmedBy: ConfirmerId;
  readonly parentMayBeInvolved: YesNoUnknown;
  readonly recipientMayBeInvolved: RecipientMayBeInvolved;
  readonly staffMayBeInvolved: YesNoUnknown;
  readonly calledChildAndFamilyServices: YesNo;
  readonly calledLawEnforcement: YesNo;
  readonly reporterKnownTo: ReporterKnownTo;
}
export type ChoiceKey = keyof OptionIds;

interface Choice<Id extends string> {
  readonly id: Id;
  readonly text: string;
}

type Choices = { readonly [K in ChoiceKey]: readonly Choice<OptionIds[K]>[] };

/** Choices without a value in their words. */
type PlainSentence = Extract<
  SentenceKey,
  | "yes"
  | "no"
  | "unknown"
  | "not-yet"
  | "both"
  | `may-be-${string}`
  | `recipient-${string}`
  | `known-to-${string}`
>;

type OwnKey = Exclude<ChoiceKey, "factors" | "concerns" | "confirmedBy">;
type OwnSentences = {
  readonly [K in OwnKey]: readonly (readonly [OptionIds[K], PlainSentence])[];
};

function ownWords<const Id extends string>(
  ids: readonly Id[],
  keys: Readonly<Record<Id, PlainSentence>>,
): readonly (readonly [Id, PlainSentence])[] {
  return ids.map((id) => [id, keys[id]]);
}

const yesNoUnknown = ownWords(yesNoUnknownIds, { yes: "yes", no: "no", unknown: "unknown" });
const yesNotYet = ownWords(yesNoIds, { yes: "yes", no: "not-yet" });

/** Questions whose choices are the same in every county. */
const ownChoices: OwnSentences = {
  immediateDanger: ownWords(yesNoIds, { yes: "yes", no: "no" }),
  studentRole: ownWords(studentRoleIds, {
    "may-be-targeted": "may-be-targeted",
    "may-be-recruiting": "may-be-recruiting",
    both: "both",
    unknown: "unknown",
  }),
  parentMayBeInvolved: yesNoUnknown,
  recipientMayBeInvolved: ownWords(recipientMayBeInvolvedIds, {
    no: "no",
    contact: "recipient-contact",
    administrator: "recipient-administrator",
    lead: "recipient-lead",
    "alternate-lead": "recipient-alternate-lead",
    "not-sure": "recipient-not-sure",
  }),
  staffMayBeInvolved: yesNoUnknown,
  calledChildAndFamilyServices: yesNotYet,
  calledLawEnforcement: yesNotYet,
  reporterKnownTo: ownWords(reporterKnownToIds, {
    contact: "known-to-contact",
    lead: "known-to-lead",
  }),
};

const isPackKey = (key: string): key is "factors" | "concerns" | "confirmedBy" =>
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
): readonly Choice<OptionIds[K]>[] {
  const own = <Id extends string>(list: readonly (readonly [Id, PlainSentence])[]) =>
    list.map(([id, words]) => ({ id, text: sentence(language, words) }));
  const ofPack = <Id extends string>(
    list: readonly { readonly id: Id; readonly form: Wording }[],
  ) => list.map(({ id, form }) => ({ id, text: say(form, language) }));
  const all: { readonly [Key in ChoiceKey]: () => Choices[Key] } = {
    immediateDanger: () => own(ownChoices.immediateDanger),
    studentRole: () => own(ownChoices.studentRole),
    parentMayBeInvolved: () => own(ownChoices.parentMayBeInvolved),
    recipientMayBeInvolved: () => own(ownChoices.recipientMayBeInvolved),
    staffMayBeInvolved: () => own(ownChoices.staffMayBeInvolved),
    calledChildAndFamilyServices: () => own(ownChoices.calledChildAndFamilyServices),
    calledLawEnforcement: () => own(ownChoices.calledLawEnforcement),
    reporterKnownTo: () => own(ownChoices.reporterKnownTo),
    factors: () => ofPack(pack.factors),
    concerns: () => ofPack(pack.concerns),
    confirmedBy: () => ofPack(pack.confirmers),
  };
  return all[key]();
}

/** The options that these exact words stand for, in whatever language. */
export function exactOptions<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
  text: string,
): readonly OptionIds[K][] {
  return choicesInAll(pack, key).flatMap((one) => (one.text === text ? [one.id] : []));
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

/**
 * The option that an answer chose, in whatever language. Its exact words count first; then the same words with other capitals, accents,
 * spaces or apostrophes. Null if it is none of the choices.
 */
export function optionOf<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
  text: string,
): OptionIds[K] | null {
  const all = choicesInAll(pack, key);
  const exact = all.find((choice) => choice.text === text);
  if (exact !== undefined) return exact.id;
  if (text.length > longestFolded) return null;
  const wanted = fold(text);
  return all.find((choice) => fold(choice.text) === wanted)?.id ?? null;
}
