/** The words of every choice on the Form, by option id. A stored response holds these words, so they change only with an upgrade that still reads the old ones. */
import { fold } from "../../directory/fold";
import {
  type ConcernId,
  type ConfirmedBy,
  concernIds,
  confirmedByIds,
  type FactorId,
  factorIds,
  type RecipientMayBeInvolved,
  recipientMayBeInvolvedIds,
  type StudentRole,
  studentRoleIds,
  type YesNo,
  type YesNoUnknown,
  yesNoIds,
  yesNoUnknownIds,
} from "../../protocol/ids";
import type { ReportKey } from "../report";

/** The Report keys that are answered by choosing, and the ids that can be chosen. */
export interface OptionIds {
  readonly immediateDanger: YesNo;
  readonly factors: FactorId;
  readonly concerns: ConcernId;
  readonly studentRole: StudentRole;
  readonly confirmedBy: ConfirmedBy;
  readonly parentMayBeInvolved: YesNoUnknown;
  readonly recipientMayBeInvolved: RecipientMayBeInvolved;
  readonly calledChildAndFamilyServices: YesNo;
  readonly calledLawEnforcement: YesNo;
}
export type ChoiceKey = keyof OptionIds;

/** The last choice of the school list. */
export const notListed = "Not listed";

const optionIds: { readonly [K in ChoiceKey]: readonly OptionIds[K][] } = {
  immediateDanger: yesNoIds,
  factors: factorIds,
  concerns: concernIds,
  studentRole: studentRoleIds,
  confirmedBy: confirmedByIds,
  parentMayBeInvolved: yesNoUnknownIds,
  recipientMayBeInvolved: recipientMayBeInvolvedIds,
  calledChildAndFamilyServices: yesNoIds,
  calledLawEnforcement: yesNoIds,
};

const choiceTexts: { readonly [K in ChoiceKey]: Readonly<Record<OptionIds[K], string>> } = {
  immediateDanger: { yes: "Yes", no: "No" },
  factors: {
    "controlled-or-groomed":
      "Acts as if another person controls or grooms them, or gives other signs of it",
    "with-people-in-commercial-sex":
      "Spends time with people who are known to take part in commercial sex",
    "atypical-sexual-online-activity":
      "Is social or sexual on the internet, by cellphone or on social media in a way that is unusual for their age",
    "runaway-or-unstable-housing":
      "Has run away in the past, or has had unstable housing: this includes more than one foster care placement and times without a home, couch surfing too",
    "law-enforcement-involvement":
      "Was involved before with law enforcement or with the juvenile justice system",
    "frequently-absent": "Is often missing from school",
    "relationships-of-concern":
      "Has relationships that worry you, because they put the student at risk or could lead to exploitation",
    "substance-abuse-history": "Has a history of substance abuse",
  },
  concerns: {
    "recruiting-or-exploiting":
      "Someone may be recruiting or exploiting students for human trafficking or commercial sex",
    "suspected-victim":
      "This student may be a victim of human trafficking or commercial sexual exploitation",
    "confirmed-victim": "This student has been confirmed to be a victim",
  },
  studentRole: {
    "may-be-targeted": "May be the one who is targeted",
    "may-be-recruiting": "May be recruiting or exploiting others",
    both: "Both",
    unknown: "I do not know",
  },
  confirmedBy: {
    "law-enforcement": "Law enforcement",
    "child-and-family-services": "Child and family services",
    "student-disclosure": "No agency: the student said so",
    other: "Someone else",
  },
  parentMayBeInvolved: { yes: "Yes", no: "No", unknown: "I do not know" },
  recipientMayBeInvolved: {
    no: "No",
    contact: "Yes: the designated contact or the backup contact",
    administrator: "Yes: a school or district administrator",
    lead: "Yes: the district lead",
    "not-sure": "I am not sure",
  },
  calledChildAndFamilyServices: { yes: "Yes", no: "No, not yet" },
  calledLawEnforcement: { yes: "Yes", no: "No, not yet" },
};

export function isChoiceKey(key: ReportKey): key is ReportKey & ChoiceKey {
  return key in optionIds;
}

/** The words of one choice, as the Form shows them and a response holds them; null where the question has no such option. */
export function choiceText(key: ChoiceKey, option: string): string | null {
  return choices(key).find((choice) => choice.id === option)?.text ?? null;
}

/** All choices of a question, in the order in which the Form shows them. */
export function choices<K extends ChoiceKey>(
  key: K,
): readonly { readonly id: OptionIds[K]; readonly text: string }[] {
  const ids: readonly OptionIds[K][] = optionIds[key];
  const texts: Readonly<Record<OptionIds[K], string>> = choiceTexts[key];
  return ids.map((id) => ({ id, text: texts[id] }));
}

/** No choice is nearly as long; folding what is longer would only cost time. */
const longestFolded = 1_000;

/** The option that an answer chose: by its exact words, else by its words without regard to case, accents, spaces and look-alike apostrophes. Null: none of ours. */
export function optionOf<K extends ChoiceKey>(key: K, text: string): OptionIds[K] | null {
  const all = choices(key);
  const exact = all.find((choice) => choice.text === text);
  if (exact !== undefined) return exact.id;
  if (text.length > longestFolded) return null;
  const wanted = fold(text);
  return all.find((choice) => fold(choice.text) === wanted)?.id ?? null;
}
