/** A report: what one Form response says about one student (design section 4, "Report keys"). */

import type { Language } from "../language";
import type {
  ConcernId,
  ConfirmerId,
  FactorId,
  RecipientMayBeInvolved,
  ReporterKnownTo,
  StudentRole,
  YesNo,
  YesNoUnknown,
} from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";

/** Every Report key, in the order in which the Form asks. The keys are permanent: Form items are stored under them. */
export const reportKeys = [
  "immediateDanger",
  "school",
  "studentName",
  "studentId",
  "grade",
  "countyOfResidence",
  "factors",
  "concerns",
  "studentRole",
  "confirmedBy",
  "parentMayBeInvolved",
  "recipientMayBeInvolved",
  "staffMayBeInvolved",
  "facts",
  "learnedAt",
  "calledChildAndFamilyServices",
  "calledLawEnforcement",
  "reporterKnownTo",
  "reporterName",
  "reporterEmail",
  "reporterPhone",
] as const;
export type ReportKey = (typeof reportKeys)[number];

/** An answer that was given and could not be read as one of its question's choices (or as a time). */
export interface UnreadAnswer {
  readonly key: ReportKey | "unknown-question";
  /** The answer as written, to be kept in the register; never to be emailed. */
  readonly text: string;
}

/** These answers as a cell holds them: a line for each; null for none. */
export function unreadText(unread: readonly UnreadAnswer[]): string | null {
  return unread.length === 0 ? null : unread.map(({ key, text }) => `${key}: ${text}`).join("\n");
}

/** The answers in such a cell. */
export function unreadIn(text: string | null): readonly UnreadAnswer[] {
  const keys = [...reportKeys, "unknown-question"] as const;
  const found: { readonly key: UnreadAnswer["key"]; text: string }[] = [];
  for (const line of (text ?? "").split("\n")) {
    const key = keys.find((one) => line.startsWith(`${one}:`));
    const last = found[found.length - 1];
    if (key !== undefined) found.push({ key, text: line.slice(key.length + 2) });
    // The answer had several lines.
    else if (last !== undefined) last.text += `\n${line}`;
  }
  return found;
}

/** The questions that are answered by choosing, each with the ids that can be chosen. */
export interface OptionIds {
  readonly immediateDanger: YesNo;
  readonly factors: FactorId;
  readonly concerns: ConcernId;
  readonly studentRole: StudentRole;
  readonly confirmedBy: ConfirmerId;
  readonly parentMayBeInvolved: YesNoUnknown;
  readonly recipientMayBeInvolved: RecipientMayBeInvolved;
  /**
   * Whether an employee, volunteer or contractor may be involved, whether or not they receive reports. It decides who gets the report only
   * where `recipientMayBeInvolved` is not answered.
   */
  readonly staffMayBeInvolved: YesNoUnknown;
  readonly calledChildAndFamilyServices: YesNo;
  readonly calledLawEnforcement: YesNo;
  /** Not answered counts as "lead": only the lead may know who reported (design section 4). */
  readonly reporterKnownTo: ReporterKnownTo;
}
export type ChoiceKey = keyof OptionIds;

type ListKey = "factors" | "concerns";
type Chosen = { readonly [K in Exclude<ChoiceKey, ListKey>]: OptionIds[K] | null };
type Written = {
  readonly [K in Exclude<ReportKey, ChoiceKey | "learnedAt">]: string | null;
};

/**
 * The report as read. A question that was not answered is null or an empty list. Text is as it was written; it is made fit for cells when
 * it is stored (design 2.14).
 */
export interface Report extends Chosen, Written {
  /** The pack by which the answers were read. */
  readonly pack: ProtocolPack;
  /** The language of the Form's pages that were answered. What was written there is never translated. */
  readonly language: Language;
  readonly factors: readonly FactorId[];
  readonly concerns: readonly ConcernId[];
  /** When the reporter learned of it; milliseconds since 1970, UTC. */
  readonly learnedAt: number | null;
  /** Answers that could not be understood. Each is also a review reason. */
  readonly unread: readonly UnreadAnswer[];
}
