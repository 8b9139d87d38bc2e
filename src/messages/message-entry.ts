/**
 * What an entry of the table of messages says: to whom it goes, how urgent it is, what makes it pointless, what the Outbox stores of it, and
 * its words. The words are made when the email is sent, from the case as it then stands (design 2.7), and nothing that they are made from
 * has room for a name, an id or a text of a report (design 2.10).
 */
import {
  type CaseReference,
  fileLink,
  isCaseReference,
  type RegisterLink,
} from "../case/facts/case-reference";
import type { ReviewReason } from "../case/facts/review-reasons";
import type { Directory, PersonRole } from "../district/district";
import { recordIn, textsIn } from "../json";
import { type Language, languageOf, source } from "../language";
import type { Callee } from "../protocol/agencies";
import type { Act } from "../protocol/build-checklist";
import type { ActId, ActState } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import type { ProtocolWords } from "../protocol/wording";
import type { QueuedMessage } from "../register/change";
import type { Moment, ZoneOffset } from "../time";
import { asDrill, type Letter } from "./letter";

// What is stored. People can type over a cell of the Outbox, so any value is read as something, and reading never throws.

/** A member of what is stored: written as an `In`, and read of whatever the cell holds as an `Out`. */
export interface Member<In, Out> {
  (value: unknown): Out;
  readonly writes?: (value: In) => void;
}
/** Members by key. Each is a `Member`: were that said here, the compiler would take it for what they read. */
export type Members = Readonly<Record<string, object>>;

/** Anything but true means not. */
export const yes: Member<boolean, boolean> = (value) => value === true;
/** A count or an instant; 0 for anything that is no number. */
export const number: Member<number, number> = (value) => Number(value ?? 0) || 0;
/** "" for nothing. */
export const text: Member<string | null, string> = (value) => String(value ?? "");
/** Null for anything that has no @. */
export const address: Member<string | null, string | null> = (value) =>
  typeof value === "string" && value.includes("@") ? value : null;
/** Texts of any kind, such as addresses of which only staff are named. */
export const texts: Member<readonly string[], readonly string[]> = textsIn;
export const reference: Member<string | null, CaseReference | null> = (value) =>
  typeof value === "string" && isCaseReference(value) ? value : null;
export const references: Member<readonly string[], readonly CaseReference[]> = (value) =>
  textsIn(value).filter(isCaseReference);
/** English for anything that is no language of ours. */
export const language: Member<Language, Language> = (value) => languageOf(value) ?? source;
/** Those of `ids` that the list holds, in the order of `ids`. */
export const idsIn =
  <Id extends string>(ids: readonly Id[]): Member<readonly string[], readonly Id[]> =>
  (value) => {
    const found = textsIn(value);
    return ids.filter((id) => found.includes(id));
  };
/** One of `ids`; `otherwise` for anything else. */
export const oneOf =
  <Id extends string>(ids: readonly Id[], otherwise: Id): Member<Id, Id> =>
  (value) =>
    ids.find((id) => id === value) ?? otherwise;

/** A member that a message may be made without. */
export interface MayMiss {
  readonly mayMiss: true;
}
export const optional = <In, Out>(member: Member<In, Out>): Member<In, Out> & MayMiss =>
  Object.assign((value: unknown) => member(value), { mayMiss: true as const });

type In<M> = M extends { readonly writes?: (value: infer V) => void } ? V : never;
type Out<M> = M extends (value: unknown) => infer V ? V : never;
type Optional<S> = { [Key in keyof S]: S[Key] extends MayMiss ? Key : never }[keyof S];

/** What stands in a row, as the words get it: every member, whatever the cell holds. */
export type ReadOf<S> = { readonly [Key in keyof S]: Out<S[Key]> };
/** What a message is made with. */
export type WrittenOf<S> = { readonly [Key in Exclude<keyof S, Optional<S>>]: In<S[Key]> } & {
  readonly [Key in Optional<S>]?: In<S[Key]>;
};

/** The members as they are read of what is stored. */
export function readMembers<S extends Members>(members: S, stored: unknown): ReadOf<S> {
  const values = recordIn(stored);
  const read = Object.entries(members).map(
    ([key, member]) => [key, (member as Member<never, unknown>)(values[key])] as const,
  );
  // Each member was read by the function under its key.
  return Object.fromEntries(read) as ReadOf<S>;
}

// What the queue goes by.

export interface Traits {
  /**
   * "actor": the person who acts on the case, or is next in line for it. "lead": the district lead, or the person who stands in. "leads": lead and admin;
   * of a sealed register its readers alone. "everybody": all who may open the register. "reporter": who sent a report, perhaps someone who
   * may not open the register.
   */
  readonly to: "actor" | "lead" | "leads" | "everybody" | "reporter";
  /** "first": of something that the reader has not heard of; "reminder": of an answer, a call or a report that is owed. */
  readonly tells?: "first" | "reminder";
  /** Whether it is about immediate danger. Left out: a first email or a reminder is where its case is, or where it is marked so. */
  readonly danger?: "always" | "never";
  /** What a later message of the same word says again, so that the earlier one need not go out. Left out: it is said once. */
  readonly again?: "answer" | "call" | "digest";
  /** One is enough for each case and reader. */
  readonly isOnceACase?: true;
  /** The file of a sealed register never sends it: it goes to others than its readers. */
  readonly isOfMainAlone?: true;
}

// What the words are made from.

/** What an entry asks of the case's facts. Left out: as for a message that is not about a report. */
export interface FactsAsked {
  /** From what the written report of the newest report is counted. */
  readonly dueFrom?: "learned" | "received" | null;
  /** Ids of the protocols that the message says are new. */
  readonly newProtocols?: readonly string[];
  /** The level before; only in a message about a rise. */
  readonly fromLevel?: string;
  /** Whether the message is about a report of immediate danger. */
  readonly danger?: boolean;
  /** Whether its link opens the case's steps, as a reminder of them does; otherwise the case's row, where it is acknowledged. */
  readonly opensChecklist?: boolean;
}

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
  readonly pack: ProtocolPack;
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
  /** The agencies that take reports and have a number for the case's school. */
  readonly agencies: (language: Language) => readonly Callee[];
  /** In danger, the numbers of the backup contact and the lead, without the reader's own. */
  readonly colleagues: readonly {
    readonly role: "backup-contact" | "district-lead" | "alternate-lead";
    readonly phone: string;
  }[];
  /** From what the hours of the written report are counted; null where the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** When the case has to be acknowledged (milliseconds UTC); null once someone has acknowledged it. */
  readonly acknowledgeBy: number | null;
  /** Someone has closed the case, so nothing is asked any more. */
  readonly isClosed: boolean;
  readonly isDrill: boolean;
  /** When the email is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  /** The district's zone, in which times are written. */
  readonly zone: ZoneOffset;
}

// The morning email.

/** In this order the email has them. "today": before the next morning's email. */
export const digestParts = { late: "Late", today: "Today", week: "This week" } as const;
type DigestPart = keyof typeof digestParts;

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

/** What one person's email says. */
export interface Digest {
  /** The person's own cases, the most pressing first. */
  readonly cases: readonly DigestCase[];
  /** For the district lead alone. */
  readonly elsewhere: readonly LateCase[];
}

/** Where a message goes, and what was read for it. */
export interface Writing {
  /** The address that the message goes to. */
  readonly to: string;
  readonly spreadsheetId: string;
  /** Whether that is the file of a sealed register. */
  readonly isSealed: boolean;
  /** `now` is when the email is sent. */
  readonly run: Moment & { readonly directory: Directory };
  /** A case that the message may be about; null where it is gone, or has no reference to point to. */
  readonly caseOf: (reference: string, asked?: FactsAsked) => CaseFacts | null;
  /** What the recipient's email of that morning says; null for nothing. Throws where this run has not read the open cases. */
  readonly digest: (date: string) => Digest | null;
}

/** The link to the register that the message is of. */
export function toFile({ spreadsheetId }: Pick<Writing, "spreadsheetId">): RegisterLink {
  return fileLink(spreadsheetId);
}

// Entries.

/** An entry. */
export interface Entry<S> extends Traits {
  readonly stores: S;
  /** The email as things stand now, which is when it is sent. Null if there is nothing to say any more. */
  readonly write: (
    message: Pick<QueuedMessage, "case" | "detail">,
    writing: Writing,
  ) => Letter | null;
}

/** Left out, it goes to the person who acts on the case. */
type Made<S> = Partial<Pick<Traits, "to">> & Omit<Traits, "to"> & Pick<Entry<S>, "stores">;

/** A message about no single case. */
export function entry<S extends Members>({
  letter,
  ...made
}: Made<S> & {
  readonly letter: (detail: ReadOf<S>, writing: Writing) => Letter | null;
}): Entry<S> {
  return {
    to: "actor",
    ...made,
    write: ({ detail }, writing) => letter(readMembers(made.stores, detail), writing),
  };
}

/** What makes an email about a case pointless meanwhile. What asks for steps is not sent; what tells something new says that the case was closed. */
type Pointless = "closed" | "acknowledged";

/** A message about one case. `letter` gets its facts first. A case that is gone gets none. */
export function caseEntry<S extends Members>({
  letter,
  pointlessIf = [],
  opensChecklist,
  ...made
}: Made<S> & {
  readonly pointlessIf?: readonly Pointless[];
  readonly opensChecklist?: true;
  readonly letter: (facts: CaseFacts, detail: ReadOf<S>, writing: Writing) => Letter | null;
}): Entry<S> {
  return {
    to: "actor",
    ...made,
    write({ case: own, detail: stored }, writing) {
      const detail = readMembers(made.stores, stored);
      // Whatever of these an entry stores has this name and type.
      const asked = { ...(detail as FactsAsked), opensChecklist: opensChecklist === true };
      const facts = own === null ? null : writing.caseOf(own, asked);
      if (facts === null) return null;
      if (pointlessIf.includes("closed") && facts.isClosed) return null;
      if (pointlessIf.includes("acknowledged") && facts.acknowledgeBy === null) return null;
      const written = letter(facts, detail, writing);
      return written !== null && facts.isDrill ? asDrill(written) : written;
    },
  };
}
