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
  registerLink,
} from "../case/facts/case-reference";
import type { Directory } from "../district/district";
import { recordIn, textsIn } from "../json";
import { type Language, languageOf, source } from "../language";
import type { Callee } from "../protocol/agencies";
import type { ProtocolPack } from "../protocol/pack";
import type { ProtocolWords } from "../protocol/wording";
import type { QueuedMessage } from "../register/change";
import { tabs } from "../register/tabs";
import type { Moment } from "../time";
import type { CaseFacts, DigestInput } from "./case-facts";
import type { Letter } from "./letter";

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

type In<M> = M extends { readonly writes?: (value: infer V) => void } ? V : never;
type Out<M> = M extends (value: unknown) => infer V ? V : never;

/** What stands in a row, as the words get it: every member, whatever the cell holds. */
export type ReadOf<S> = { readonly [Key in keyof S]: Out<S[Key]> };
/** What a message is made with. */
export type WrittenOf<S, O> = { readonly [Key in keyof S]: In<S[Key]> } & {
  readonly [Key in keyof O]?: In<O[Key]>;
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

/** A case as it stands when the email is sent. */
export interface MailedCase {
  readonly pack: ProtocolPack;
  readonly isClosed: boolean;
  readonly isAcknowledged: boolean;
  readonly isDrill: boolean;
  /** In danger, and no call was ticked since. */
  readonly asksUntilCalled: boolean;
  readonly facts: (asked?: FactsAsked) => CaseFacts;
  /** The names of those of these levels that the case's pack has. */
  readonly levelNames: (ids: readonly string[]) => readonly ProtocolWords[];
  /** The agencies that take reports and have a number for the case's school. */
  readonly agencies: (language: Language) => readonly Callee[];
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
  readonly caseOf: (reference: string) => MailedCase | null;
  /** What the recipient's email of that morning says; null for nothing. Throws where this run has not read the open cases. */
  readonly digest: (date: string) => Omit<DigestInput, "link" | "stepsLink"> | null;
}

/** The link to the register that the message is of. */
export function toFile({ spreadsheetId }: Pick<Writing, "spreadsheetId">): RegisterLink {
  return fileLink(spreadsheetId);
}

/** The link that opens that register at the Cases tab. */
export function toCases({ spreadsheetId }: Writing): RegisterLink {
  const { sheetId } = tabs.cases;
  return registerLink(
    `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}`,
  );
}

// Entries.

interface Stored<S, O> {
  readonly stores: S;
  /** What a message may be made without. */
  readonly mayStore?: O;
}

/** An entry. */
export interface Entry<S, O> extends Traits, Stored<S, O> {
  /** The email as things stand now, which is when it is sent. Null if there is nothing to say any more. */
  readonly write: (
    message: Pick<QueuedMessage, "case" | "detail">,
    writing: Writing,
  ) => Letter | null;
}

type None = Readonly<Record<never, never>>;
/** Left out, it goes to the person who acts on the case. */
type EntryTraits = Partial<Pick<Traits, "to">> & Omit<Traits, "to">;

/** A message about no single case. */
export function entry<S extends Members, O extends Members = None>({
  letter,
  ...made
}: EntryTraits &
  Stored<S, O> & {
    readonly letter: (detail: ReadOf<S & O>, writing: Writing) => Letter | null;
  }): Entry<S, O> {
  return {
    to: "actor",
    ...made,
    write: ({ detail }, writing) => letter(readDetail(made, detail), writing),
  };
}

/** What a row of the entry's kind holds. */
export function readDetail<S extends Members, O extends Members>(
  { stores, mayStore }: Stored<S, O>,
  detail: unknown,
): ReadOf<S & O> {
  // Together the two have every member of both.
  return readMembers({ ...stores, ...mayStore } as S & O, detail);
}

/** What makes an email about a case pointless meanwhile. What asks for steps is not sent; what tells something new says that the case was closed. */
export type Pointless = "closed" | "acknowledged";

/** A message about one case. `letter` gets its facts first. A case that is gone gets none. */
export function caseEntry<S extends Members, O extends Members = None>({
  letter,
  pointlessIf = [],
  opensChecklist,
  ...made
}: EntryTraits &
  Stored<S, O> & {
    readonly pointlessIf?: readonly Pointless[];
    readonly opensChecklist?: true;
    readonly letter: (
      facts: CaseFacts,
      detail: ReadOf<S & O>,
      about: MailedCase,
      writing: Writing,
    ) => Letter | null;
  }): Entry<S, O> {
  return {
    to: "actor",
    ...made,
    write({ case: own, detail: stored }, writing) {
      const about = own === null ? null : writing.caseOf(own);
      if (about === null) return null;
      if (pointlessIf.includes("closed") && about.isClosed) return null;
      if (pointlessIf.includes("acknowledged") && about.isAcknowledged) return null;
      const detail = readDetail(made, stored);
      // Whatever of these an entry stores has this name and type.
      const asked = detail as FactsAsked;
      return letter(
        about.facts({ ...asked, opensChecklist: opensChecklist === true }),
        detail,
        about,
        writing,
      );
    },
  };
}
