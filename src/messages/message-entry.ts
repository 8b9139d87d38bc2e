/**
 * The type of an entry in the table of messages: to whom a message goes, how urgent it is, what makes it pointless, what the Outbox stores,
 * and its words. The words are made when the email is sent, from the case as it is then (design 2.7). The types that the words are made
 * from have no field for a name, an id or a text of a report (design 2.10).
 */
import type { CaseReference, RegisterLink } from "../case/facts/case-reference";
import { isCaseReference } from "../case/facts/case-reference";
import type { ReviewReason } from "../case/facts/review-reasons";
import { type Directory, type PersonRole, personRoles } from "../district-directory";
import { recordIn, textsIn } from "../json";
import { type Language, languageOf, source } from "../language";
import type { Callee } from "../protocol/agency-words";
import type { Act } from "../protocol/build-checklist";
import type { ActState } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import type { ProtocolWords } from "../protocol/wording";
import type { Tabs } from "../register/columns";
import type { QueuedMessage } from "../registers/change";
import type { Moment, ZoneOffset } from "../time";
import { asDrill, type Letter } from "./letter";

// What is stored. People can type over a cell of the Outbox, so any value is read as something, and reading never throws.

/**
 * How one member of a stored message is read. `In`: what the script writes. `Out`: what is read, whatever the cell holds by then. It never
 * throws.
 */
export interface Member<In, Out> {
  (value: unknown): Out;
  readonly writes?: (value: In) => void;
}
/** Members by key. Each is a `Member`; the type here is wider because the compiler could not infer `In` and `Out` otherwise. */
export type Members = Readonly<Record<string, object>>;

/** True only if the stored value is true. */
export const yes: Member<boolean, boolean> = (value) => value === true;
/** A count, or an instant in milliseconds; 0 for anything that is not a number. */
export const number: Member<number, number> = (value) => Number(value ?? 0) || 0;
/** "" if nothing is stored. */
export const text: Member<string | null, string> = (value) => String(value ?? "");
/** Null for anything without an @. */
export const address: Member<string | null, string | null> = (value) =>
  typeof value === "string" && value.includes("@") ? value : null;
/** Any texts, such as addresses. An email may show only those of staff. */
export const texts: Member<readonly string[], readonly string[]> = textsIn;
export const reference: Member<string | null, CaseReference | null> = (value) =>
  typeof value === "string" && isCaseReference(value) ? value : null;
export const references: Member<readonly string[], readonly CaseReference[]> = (value) =>
  textsIn(value).filter(isCaseReference);
/** English for anything that is not a language of the system. */
export const language: Member<Language, Language> = (value) => languageOf(value) ?? source;
/** Those of `ids` that are in the stored list, in the order of `ids`. */
export const idsIn =
  <Id extends string>(ids: readonly Id[]): Member<readonly string[], readonly Id[]> =>
  (value) => {
    const found = textsIn(value);
    return ids.filter((id) => found.includes(id));
  };
/** Roles, as Activity and the lists of people who were asked store them. */
export const roles = idsIn(personRoles);
/** One of `ids`; `otherwise` for any other stored value. */
export const oneOf =
  <Id extends string>(ids: readonly Id[], otherwise: Id): Member<Id, Id> =>
  (value) =>
    ids.find((id) => id === value) ?? otherwise;

/** Marks a member that may be left out when a message is made. Only the compiler sees the mark. */
export interface MayMiss {
  readonly mayMiss?: true;
}
export const optional = <In, Out>(member: Member<In, Out>): Member<In, Out> & MayMiss => member;

type In<M> = M extends { readonly writes?: (value: infer V) => void } ? V : never;
type Out<M> = M extends (value: unknown) => infer V ? V : never;
type Optional<S> = { [Key in keyof S]: "mayMiss" extends keyof S[Key] ? Key : never }[keyof S];

/** A message's members as its words get them. Every member is there, whatever the cell holds. */
export type ReadOf<S> = { readonly [Key in keyof S]: Out<S[Key]> };
/** The members that have to be given, or may be given, when a message is made. */
export type WrittenOf<S> = { readonly [Key in Exclude<keyof S, Optional<S>>]: In<S[Key]> } & {
  readonly [Key in Optional<S>]?: In<S[Key]>;
};

/** Reads all members from what is stored. */
export function readMembers<S extends Members>(members: S, stored: unknown): ReadOf<S> {
  const values = recordIn(stored);
  const read = Object.entries(members).map(
    ([key, member]) => [key, (member as Member<never, unknown>)(values[key])] as const,
  );
  // Each value was read by the member function of the same key, so it has that key's type.
  return Object.fromEntries(read) as ReadOf<S>;
}

// How the queue treats a message.

export interface Traits {
  /**
   * "actor": the person who acts on the case, or the next person who would. "lead": the district lead, or the person who stands in.
   * "leads": leads and admins; for a sealed register its readers alone. "everybody": all who may open the register. "reporter": who sent
   * the report; that person may not be allowed to open the register. "told-only": someone who opens none and has no case.
   */
  readonly to: "actor" | "lead" | "leads" | "everybody" | "reporter" | "told-only";
  /** "first": tells the reader about something new. "reminder": an answer, a call or a report is still missing. */
  readonly tells?: "first" | "reminder";
  /**
   * Whether it is about immediate danger. If left out, a first email or a reminder counts as one about danger if its case is in danger or
   * the message itself is marked so.
   */
  readonly danger?: "always" | "never";
  /**
   * What a later message with the same word says again, so that an earlier one that still waits need not go out. Left out: it is never
   * repeated.
   */
  readonly again?: "answer" | "call" | "digest";
  /** A reader gets it only once for each case. */
  readonly isOnceACase?: true;
  /** It waits for an hour, and is sent together with other such messages that were queued in the meantime. */
  readonly waits?: boolean;
}

// What the words are made from.

/** What the message needs to know of its case beyond the usual. Left out: as for a message that is not about a report. */
export interface FactsAsked {
  /**
   * Whether the hours for the newest report's written report count from when the reporter learned of it or from when the report was
   * received.
   */
  readonly dueFrom?: "learned" | "received" | null;
  /** Ids of the protocols that the message says are new. */
  readonly newProtocols?: readonly string[];
  /** The level before; only in a message about a rise to a higher level. */
  readonly fromLevel?: string;
  /** Whether the message is about a report of immediate danger. */
  readonly danger?: boolean;
}

/** A step of the checklist as it is when the email is sent, in the present words of its protocol. */
export interface ActFacts extends Pick<Act, "act" | "what" | "inMail" | "call" | "due"> {
  readonly state: ActState;
  readonly isDuty: boolean;
  /** It is a call to make now: the register does not show it as made. A call with a deadline of its own counts only once it is due. */
  readonly isToCall: boolean;
  /** The email marks it as new. */
  readonly isNew?: boolean;
  /** How often someone tried to call and no one answered. */
  readonly attempts: number;
  /** Which other agencies may take the report if no one answers; null if none may. */
  readonly otherwise: ProtocolWords | null;
  /** The deadline is the school's own plan; no law or document sets it. */
  readonly isPlanned: boolean;
  /** The deadline, milliseconds since 1970, UTC; null if there is none. */
  readonly dueAt: number | null;
}

/** What a message about a case may say of it. */
export interface CaseFacts {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
  /** The link to the case's steps. */
  readonly stepsLink: RegisterLink;
  readonly pack: ProtocolPack;
  /** The level's name. */
  readonly level: ProtocolWords;
  /** Names of all protocols that apply, lowest first. */
  readonly protocols: readonly ProtocolWords[];
  /**
   * Why the case has its level: a concern was reported, a person raised it, or it applied before. Null if `signs` say why, and for a level
   * without a protocol.
   */
  readonly ground: "concern" | "raised" | "earlier" | null;
  /** How many factors were reported for each criterion that gives the level, as parts of a sentence. Never which factors. */
  readonly signs: readonly ProtocolWords[];
  /** What the pack says about a level without a protocol. */
  readonly explains: ProtocolWords | null;
  /** In the order of the checklist, calls first. */
  readonly acts: readonly ActFacts[];
  readonly doNot: readonly ProtocolWords[];
  /** The latest closed case of the same student; null if there is none. */
  readonly earlierCase: CaseReference | null;
  readonly reviewReasons: readonly ReviewReason[];
  /** Further reasons, about staff, which only the email that asks the lead for a review may tell. */
  readonly leadReasons: readonly ReviewReason[];
  /** Who else is told of the review reasons: the lead, or the person who stands in; null if no one is. */
  readonly leadTold: PersonRole | null;
  /**
   * How a button begins that opens the register of the case.
   */
  readonly opens: string;
  /**
   * Immediate danger. "reported": this message is about it. "not-over": it was reported before, no one has marked it as over, and no call
   * is on record since. "called": as "not-over", but a call is on record. Null: no immediate danger.
   */
  readonly danger: "reported" | "not-over" | "called" | null;
  /** When that danger was reported, and when the report reached the system; milliseconds UTC. Null if there is no danger. */
  readonly dangerTimes: { readonly reported: number; readonly taken: number } | null;
  /**
   * A school consequence that was decided earlier, although it is now an open question again whether the student is a victim; null if there
   * is none.
   */
  readonly consequence: ProtocolWords | null;
  /** The agencies that take reports and have a number for the case's school. */
  readonly agencies: (language: Language) => readonly Callee[];
  /** In danger, the phone numbers of the backup contact and the lead, except the reader's own. */
  readonly colleagues: readonly {
    readonly role: "backup-contact" | "district-lead" | "alternate-lead";
    readonly phone: string;
  }[];
  /**
   * While people are asked about a danger: who else was emailed, and who is asked next if no one answers until then (milliseconds UTC). The
   * reader is not among `to`, and `isReader` says whether they are asked too. Null: no one is asked.
   */
  readonly asksNext: {
    readonly also: readonly PersonRole[];
    readonly at: number;
    readonly to: readonly PersonRole[];
    readonly isRound: boolean;
    readonly isReader: boolean;
  } | null;
  /** From when the hours for the written report count; null if the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** When the case has to be acknowledged (milliseconds UTC); null once someone has acknowledged it. */
  readonly acknowledgeBy: number | null;
  /** When the next school day begins, if the district has no one on duty until then; milliseconds UTC, otherwise null. */
  readonly unreadUntil: number | null;
  /** The case is closed, so its emails ask for nothing any more. */
  readonly isClosed: boolean;
  readonly isDrill: boolean;
  /** When the email is sent, milliseconds since 1970, UTC. */
  readonly now: number;
  /** The district's time zone, in which times are written. */
  readonly zone: ZoneOffset;
}

// The morning email.

/** The parts of the morning email, in its order. "today": due before the next morning's email. */
export const digestParts = { late: "Late", today: "Today", week: "This week" } as const;
type DigestPart = keyof typeof digestParts;

/** One line about a case in the morning email: what still has to be done. */
export interface DigestLine {
  readonly is:
    | "acknowledge"
    | "step"
    /** The reporter's own written report has not been confirmed, and the reporter can be asked. */
    | "written-report"
    | "check-in"
    /** A hold that ends soon, or has just ended. */
    | "hold"
    /** The reader is handing the case over, and the other school has not confirmed that it received it. */
    | "hand-over"
    /** The case is being handed over to the reader. */
    | "receive"
    /** Calls or reports were made whose reference no one has written down. */
    | "reference"
    /** The reader was asked to agree to close the case. */
    | "agree";
  readonly part: DigestPart;
  /** When it is due, milliseconds UTC; null if it has no deadline. */
  readonly at: number | null;
  /** The name of the step. */
  readonly name?: ProtocolWords;
  /** Whom to call, if the step is a call with a deadline of its own. */
  readonly calls?: readonly Callee[];
  /** The deadline is a day that the school itself has planned. */
  readonly isPlanned?: boolean;
}

/** The content of one person's morning email. */
export interface Digest {
  /** The person's own cases, the most pressing first. */
  readonly cases: readonly {
    readonly reference: CaseReference;
    /** The most pressing line first; never empty. */
    readonly lines: readonly DigestLine[];
  }[];
  /** Other people's cases with a step that is more than a day late; only for the district lead. */
  readonly elsewhere: readonly {
    readonly reference: CaseReference;
    /** How many steps are late, and since when the latest; milliseconds UTC. */
    readonly late: number;
    readonly since: number;
    /** Whether a danger has no call on record. */
    readonly isDanger: boolean;
  }[];
}

/** The recipient of a message, its register, and what was read to write it. */
export interface Writing {
  /** The address of the recipient. */
  readonly to: string;
  readonly spreadsheetId: string;
  /** How a button begins that opens the register. */
  readonly opens: string;
  /** `run.now` is when the email is sent. */
  readonly run: Moment & { readonly directory: Directory; readonly tabs: Tabs };
  /** The facts of a case that the message may be about; null if the case is gone, or has no reference. */
  readonly caseOf: (reference: string, asked?: FactsAsked) => CaseFacts | null;
  /**
   * What the recipient's morning email of that date says; null if there is nothing to say. Throws if this run has not read the open cases.
   */
  readonly digest: (date: string) => Digest | null;
}

// Entries.

/** An entry of the table: the message's traits, what is stored of it, and its email. */
export interface Entry<S> extends Traits {
  readonly stores: S;
  /** Traits that depend on what is stored. */
  readonly varies?: (stored: unknown) => Partial<Traits>;
  /** The email as things are now, which is when it is sent. Null if there is nothing left to say. */
  readonly write: (
    message: Pick<QueuedMessage, "case" | "detail">,
    writing: Writing,
  ) => Letter | null;
}

/** Traits without `to` are for the person who acts on the case. */
type Given = Partial<Traits>;

/** The entry of a message that is not about a single case. `varies`: traits that depend on what is stored. */
export function entry<S extends Members>(
  traits: Given,
  stores: S,
  letter: (detail: ReadOf<S>, writing: Writing) => Letter | null,
  varies: (detail: ReadOf<S>) => Given = () => ({}),
): Entry<S> {
  return {
    ...{ to: "actor", ...traits, stores },
    varies: (stored) => varies(readMembers(stores, stored)),
    write: ({ detail }, writing) => letter(readMembers(stores, detail), writing),
  };
}

type Pointless = "closed" | "acknowledged";

/**
 * The entry of a message about one case. `letter` gets the facts of the case. If the case is gone, no email is sent. `pointlessIf`: an email
 * that asks for steps is not sent about a closed case; one that tells something new says that the case was closed.
 */
export function caseEntry<S extends Members>(
  { pointlessIf = [], ...traits }: Given & { readonly pointlessIf?: readonly Pointless[] },
  stores: S,
  letter: (facts: CaseFacts, detail: ReadOf<S>, writing: Writing) => Letter | null,
): Entry<S> {
  return {
    ...{ to: "actor", ...traits, stores },
    write({ case: own, detail: stored }, writing) {
      const detail = readMembers(stores, stored);
      // A stored member with the name of one of `FactsAsked` has the same meaning and type.
      const facts = own === null ? null : writing.caseOf(own, detail as FactsAsked);
      if (facts === null) return null;
      if (pointlessIf.includes("closed") && facts.isClosed) return null;
      if (pointlessIf.includes("acknowledged") && facts.acknowledgeBy === null) return null;
      const written = letter(facts, detail, writing);
      return written !== null && facts.isDrill ? asDrill(written) : written;
    },
  };
}
