/**
 * What there is to say of a kind of message: to whom it goes, how urgent it is, what a later one makes needless, and what its words are
 * written from. Each kind is one entry, in the file of what it is about; all-kinds.ts joins them.
 */

import { detailOf } from "../../case/messages/message";
import type { DetailOf, QueuedKind } from "../../case/messages/message-details";
import type { CaseFile } from "../../case/model/case-file";
import { fileLink, type RegisterLink, registerLink } from "../../case/model/case-reference";
import type { DigestSource } from "../../case/reminders/morning-digest";
import type { QueuedMessage } from "../../register/change";
import { tabs } from "../../register/tabs";
import type { Run } from "../../run";
import type { Letter } from "../format/letter";

/** Who gets a kind of message. */
export type Recipient =
  /** Whoever acts on the case, or is next in line for it. */
  | "actor"
  /** The district lead, or whoever stands in. */
  | "lead"
  /** District lead and admin; of a sealed register its reader alone. */
  | "leads"
  /** Everybody who may open the register. */
  | "everybody"
  /** Somebody who sent a report: perhaps a person who may not open the register. */
  | "reporter";

/** What the queue goes by. */
export interface Traits {
  readonly to: Recipient;
  /** "first": of something that the reader has not heard of; "reminder": of an answer, a call or a report that is owed. */
  readonly tells: "first" | "reminder" | "other";
  /** Whether it is about immediate danger. Left out: a first mail or a reminder is where its case is, or where it is marked so. */
  readonly danger?: "always" | "never";
  /** What a later message of the same word says again, so that the earlier one need not go out. Left out: it is said once. */
  readonly again?: "answer" | "call" | "digest";
  /** One is enough for each case and reader. */
  readonly isOnceACase?: true;
  /** Whether the file of a sealed register may send it: not what goes to others than its reader. */
  readonly inSealed: boolean;
}

/** Where a message goes, and what was read for it. */
export interface Writing {
  /** The address that the message goes to. */
  readonly to: string;
  /** Null if this run has not read the open cases; a digest then fails, and waits for a run that has. */
  readonly digest: DigestSource | null;
  readonly spreadsheetId: string;
  /** Whether that is the file of a sealed register. */
  readonly isSealed: boolean;
  /** The cells that the message may be about, by reference. A case that is not here is treated as gone. */
  readonly files: ReadonlyMap<string, CaseFile>;
}

/** A kind that an Outbox can hold. `In`: what its template gets. */
export interface Kind<Id extends QueuedKind, In> extends Traits {
  readonly kind: Id;
  readonly letter: (input: In) => Letter;
  /** The letter as things stand now, which is when it is sent. Null if there is nothing to say any more. */
  readonly write: (message: QueuedMessage, writing: Writing, run: Run) => Letter | null;
}

/** A kind that is about no single case. `input`: null if there is nothing to say any more. */
export function kind<Id extends QueuedKind, In>(
  id: Id,
  traits: Traits,
  letter: (input: In) => Letter,
  input: (detail: DetailOf<Id>, writing: Writing, run: Run) => NoInfer<In> | null,
): Kind<Id, In> {
  return {
    ...traits,
    kind: id,
    letter,
    write(message, writing, run) {
      const found = input(detailOf(id, message), writing, run);
      return found === null ? null : letter(found);
    },
  };
}

/** The link to the register that the message is of. */
export function toFile({ spreadsheetId }: Writing): RegisterLink {
  return fileLink(spreadsheetId);
}

/** The link that opens that register at the Cases tab. */
export function toCases({ spreadsheetId }: Writing): RegisterLink {
  const { sheetId } = tabs.cases;
  return registerLink(
    `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}`,
  );
}
