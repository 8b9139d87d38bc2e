/** What the templates may know of a case. No member holds a name, an id or free text of a report: that is the point of these types (design 2.10). */
import type { Callee } from "../protocol/call-book";
import type { ActId, ActState, LevelId, ProtocolId } from "../protocol/ids";
import type { ProtocolWords } from "../protocol/protocol-words";
import type { ZoneOffset } from "../register/local-time";
import type { CaseReference, RegisterLink } from "./reference";
import type { ReviewReason } from "./review-reasons";

/** How far a criterion is met: counts only, never which factors. */
export interface CriterionFacts {
  readonly id: "criterion-1" | "criterion-2";
  readonly reported: number;
  readonly needed: number;
}

/** An act of the checklist as it stands when the mail is sent. An act of `buildChecklist` fits once `state` and `dueAt` are the row's. */
export interface ActFacts {
  readonly act: ActId;
  readonly what: ProtocolWords;
  readonly who: ProtocolWords;
  /** Whom to call, in the order to try; null or empty for an act without a call. */
  readonly call: readonly Callee[] | null;
  /** Why it waits, or what the law says about it. */
  readonly why: ProtocolWords | null;
  readonly due: "at-once" | "written-report" | null;
  readonly state: ActState;
  /** Milliseconds since 1970, UTC; null without a deadline. */
  readonly dueAt: number | null;
}

/** The case, for every message about a case. */
export interface CaseFacts {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
  readonly level: LevelId;
  /** All that apply, lowest first. */
  readonly protocols: readonly ProtocolId[];
  /** Both criteria, in their order. */
  readonly criteria: readonly CriterionFacts[];
  /** In the order of the checklist, calls first. */
  readonly acts: readonly ActFacts[];
  readonly doNot: readonly ProtocolWords[];
  readonly reviewReasons: readonly ReviewReason[];
  readonly immediateDanger: boolean;
  /** For a confirmed victim: whether an agency is on record as having confirmed it. */
  readonly confirmedByAgency: boolean;
  /** From what the 36 hours of the written report are counted; null where the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** When the case has to be acknowledged (milliseconds UTC); null once it is. */
  readonly acknowledgeBy: number | null;
  /** The county document: its title and its last update, "YYYY-MM-DD". */
  readonly source: { readonly title: ProtocolWords; readonly version: string };
  /** The district's zone, in which times are written. */
  readonly zone: ZoneOffset;
}
