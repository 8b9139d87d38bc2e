/**
 * What an email may say of a case. No member of these types holds a name, an id or free text of a report, so that no email can carry them
 * (design 2.10).
 */

import type { CaseReference, RegisterLink } from "../case/facts/case-reference";
import type { ReviewReason } from "../case/facts/review-reasons";
import type { PersonRole } from "../district/district";
import type { Callee } from "../protocol/agencies";
import type { Act } from "../protocol/build-checklist";
import type { ActId, ActState } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import type { ProtocolWords } from "../protocol/wording";
import type { ZoneOffset } from "../time";

/** What a level rests on: a criterion that is met, a concern that was reported, a person who raised it, or that it applied before. */
export type Ground = "criterion" | "concern" | "raised" | "earlier";

/** An act of the checklist as it stands when the email is sent. */
export interface ActFacts {
  readonly act: ActId;
  readonly isDuty: boolean;
  readonly what: ProtocolWords;
  /** The act in the short words for an email. Empty for an act that no email lists. */
  readonly inMail: ProtocolWords;
  /** Whom to call, in the order to try; null or empty for an act without a call. */
  readonly call: readonly Callee[] | null;
  readonly due: Act["due"];
  /** How often someone tried to call and no one answered. */
  readonly attempts: number;
  /** Which other agencies may take the report if no one answers; null if none may. */
  readonly otherwise: ProtocolWords | null;
  readonly state: ActState;
  /** Its time is a plan of the school's own, which no law or document sets. */
  readonly isPlanned: boolean;
  /** Milliseconds since 1970, UTC; null without a deadline. */
  readonly dueAt: number | null;
}

export interface SealedFacts {
  /** The roles of those who read the register, one for each person. */
  readonly readers: readonly PersonRole[];
  /** The open case of the same student in the main register. */
  readonly mainCase: CaseReference | null;
}

/** The facts of a case for every message about a case. */
export interface CaseFacts {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
  /** To the steps of the case. */
  readonly stepsLink: RegisterLink;
  /** The level's name. */
  readonly level: ProtocolWords;
  /** Names of all that apply, lowest first. */
  readonly protocols: readonly ProtocolWords[];
  /** What the level rests on; null for a level without a protocol. */
  readonly ground: Ground | null;
  /** How many signs were reported for each criterion that gives the level: parts of a sentence with counts, never which signs. */
  readonly signs: readonly ProtocolWords[];
  /** What the pack says of a level without a protocol. */
  readonly explains: ProtocolWords | null;
  /** In the order of the checklist, calls first. */
  readonly acts: readonly ActFacts[];
  readonly doNot: readonly ProtocolWords[];
  /** The latest closed case of the same student; null where there is none. */
  readonly earlierCase: CaseReference | null;
  readonly reviewReasons: readonly ReviewReason[];
  /** Who else is told of the review reasons: the lead, or who stands in; null if no one is. */
  readonly leadTold: PersonRole | null;
  /** Of a sealed case; null in the main register. */
  readonly sealed: SealedFacts | null;
  /**
   * Immediate danger. "reported": this message is about it. "not-over": it was reported before, no one has marked it as over, and no call
   * is on record since. "called": the same, and a call is. Null: none of them.
   */
  readonly danger: "reported" | "not-over" | "called" | null;
  /** When that danger was reported, and when it reached the system; milliseconds UTC. Null for none. */
  readonly dangerTimes: { readonly reported: number; readonly taken: number } | null;
  /** A school consequence that was decided although it is open again whether the student is a victim; null if there is none. */
  readonly consequence: ProtocolWords | null;
  /** The agency of the first call, as it stands within a sentence. */
  readonly agency: ProtocolWords;
  /** The written report: within how many hours, on which form, by which statute. */
  readonly writtenReport: ProtocolPack["writtenReport"];
  /** That several people may agree that one of them reports; null where the law does not let them. */
  readonly oneForSeveral: ProtocolWords | null;
  /** The number to dial in an emergency. */
  readonly emergency: string;
  /** In danger, the numbers of the backup contact and the lead, without the reader's own. */
  readonly colleagues: readonly {
    readonly role: "backup-contact" | "district-lead" | "alternate-lead";
    readonly phone: string;
  }[];
  /** From what the hours of the written report are counted; null where the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** When the case has to be acknowledged (milliseconds UTC); null once it is. */
  readonly acknowledgeBy: number | null;
  /** Someone has closed the case, so nothing is asked any more. */
  readonly isClosed: boolean;
  /** When the email is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  /** The district's zone, in which times are written. */
  readonly zone: ZoneOffset;
}

// The morning email.

/** In this order the email has them. "today": before the next morning's email. */
export const digestParts = { late: "Late", today: "Today", week: "This week" } as const;
export type DigestPart = keyof typeof digestParts;

/** Something that a case asks for. */
export interface DigestLine {
  readonly is:
    | "acknowledge"
    | "step"
    /** A reporter's own written report that no one has confirmed, of a reporter who can be asked. */
    | "written-report"
    | "check-in"
    /** A hold that ends soon, or has just ended. */
    | "hold"
    /** The case is being handed over by this person, and has not been received yet. */
    | "hand-over"
    /** It is being handed over to this person. */
    | "receive";
  readonly part: DigestPart;
  /** When it is due; milliseconds UTC. Null for what has no time. */
  readonly at: number | null;
  /** The name of a step. */
  readonly name?: ProtocolWords;
  /** Whom to call, if the step is a call with a time of its own. */
  readonly calls?: readonly Callee[];
  /** Its time is a plan of the school's own, for a day. */
  readonly isPlanned?: boolean;
}

export interface DigestCase {
  readonly reference: CaseReference;
  /** The most pressing first; never empty. */
  readonly lines: readonly DigestLine[];
}

/** A case of another person with a step that is more than a day late. */
export interface LateCase {
  readonly reference: CaseReference;
  /** How many steps are late. */
  readonly late: number;
  /** When the step that has been late longest was due; milliseconds UTC. */
  readonly since: number;
}

export interface DigestInput {
  /** The person's own cases, the most pressing first. */
  readonly cases: readonly DigestCase[];
  /** For the district lead alone. */
  readonly elsewhere: readonly LateCase[];
  readonly now: number;
  /** To the open cases, worst first. */
  readonly link: RegisterLink;
  /** To the steps that are late. */
  readonly stepsLink: RegisterLink;
  readonly zone: ZoneOffset;
}
