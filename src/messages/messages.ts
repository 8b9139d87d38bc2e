/**
 * The table of messages, with an entry for each kind. To add one, write its entry with its words in the file of its subject
 * (docs/architecture.md). The types below derive from the entries: what a message is made with, what is read from a row, how the queue
 * treats it, and its email.
 */

import { fileLink, referenceOfCase } from "../case/facts/case-reference";
import { recordIn } from "../json";
import { once } from "../lazy";
import { type MessageDetail, type QueuedMessage, storedDetail } from "../registers/change";
import { type Message, mailOf, notAsMail, rendered, toBeDone, toRegister } from "./letter";
import type { Entry, Members, ReadOf, Traits, Writing, WrittenOf } from "./message-entry";
import { entry, readMembers } from "./message-entry";
import { deskNotices, type NoticeToTell } from "./notices-to-leads";
import { aboutOneCase } from "./one-case";
import { aboutSeveralCases } from "./several-cases";
import { toReporters } from "./to-reporters";
import { aboutWhoseCase } from "./whose-case";

const table = once(makeTable);

function makeTable() {
  return {
    ...aboutOneCase(),
    ...aboutWhoseCase(),
    ...toReporters(),
    ...aboutSeveralCases(),
    ...deskNotices(),

    /**
     * Sent after a roll-over to everyone who may open the register, because no one can know whose typing Google refused while it was moved.
     */
    "register-moved": entry({ to: "everybody" }, {}, (_nothing, writing) =>
      mailOf("Student safety register: it is a new file", [
        "The register is a new file. Please open it once from here.",
        "Open cases are in it as they were. Bookmarks and links in earlier emails lead to the old file, which you can no longer open.",
        toRegister(fileLink(writing.spreadsheetId)),
        ...toBeDone(
          "If Google refused what you typed just before this email, it is not in the register. Type it again.",
          "Bookmark the new file, and delete the old bookmark.",
        ),
        notAsMail,
      ]),
    ),
  };
}

type Table = ReturnType<typeof table>;

/** The kinds of message that an Outbox can hold. The ids are permanent, because rows hold them. */
export type QueuedKind = keyof Table;
export const queuedKinds = () => Object.keys(table()) as readonly QueuedKind[];

/** The members that a message of the kind is made with. */
export type DetailToWrite<Kind extends QueuedKind> =
  Table[Kind] extends Entry<infer S> ? WrittenOf<S> : never;
/** The members that are read from a message of the kind. Every member is there, whatever the cell holds. */
type DetailOf<Kind extends QueuedKind> = Table[Kind] extends Entry<infer S> ? ReadOf<S> : never;

/** Makes a message of a kind. `id` derives from the response or the event that caused the message; the same id is never queued twice. */
export function message<Kind extends QueuedKind>(
  kind: Kind,
  detail: DetailToWrite<Kind>,
  row: Pick<QueuedMessage, "id" | "to" | "case">,
): QueuedMessage {
  return { ...row, kind, detail: storedDetail(recordIn(detail)) };
}

/** A message about a case. Its id: the case, `about` (left out: the kind), this moment and the address. */
export function messageOfCase<Kind extends QueuedKind>(
  kind: Kind,
  detail: DetailToWrite<Kind>,
  row: { readonly case: string | null },
  { to, now, about = kind }: { readonly to: string; readonly now: number; readonly about?: string },
): QueuedMessage {
  const id = `${referenceOfCase(row)} ${about} ${now.toString(36)} ${to}`;
  return message(kind, detail, { id, to, case: row.case });
}

/** One message for each address, each once, about no single case. Each id is `id`, a space and the address. */
export function messageToEach<Kind extends QueuedKind>(
  to: Iterable<string>,
  id: string,
  kind: Kind,
  detail: DetailToWrite<Kind>,
): readonly QueuedMessage[] {
  return [...new Set(to)].map((address) =>
    message(kind, detail, { id: `${id} ${address}`, to: address, case: null }),
  );
}

/** As `messageToEach`, with one notice of what needs fixing. */
export const noticeToEach = (to: Iterable<string>, id: string, notice: NoticeToTell) =>
  messageToEach(to, id, "desk-notice", { notices: [notice] });

/** The members of a message, which must be of that kind. Never throws. */
export function detailOf<Kind extends QueuedKind>(
  kind: Kind,
  { detail }: { readonly detail: MessageDetail },
): DetailOf<Kind> {
  // TypeScript cannot check that these are the members of `kind` alone.
  const { stores } = table()[kind] as Entry<Members>;
  return readMembers(stores, detail) as unknown as DetailOf<Kind>;
}

/** The entry of a row; undefined for a kind that this version of the script does not know. */
function entryOf({ kind }: Pick<QueuedMessage, "kind">): Entry<unknown> | undefined {
  return Object.entries<Entry<unknown>>(table()).find(([known]) => known === kind)?.[1];
}

/** How the queue treats a message. A kind that this version of the script does not know waits like any other. */
export function traitsOf(row: Pick<QueuedMessage, "kind" | "detail">): Traits {
  const { varies, ...traits }: Partial<Entry<unknown>> = entryOf(row) ?? {};
  return { to: "actor", ...traits, ...varies?.(row.detail) };
}

/**
 * The email for a row of the Outbox, as things are now, so that it is never out of date (design 2.7). Null if nothing is to be sent: a kind
 * that this version of the script does not know, a case that is gone, or a question that was answered in the meantime. Throws for a morning
 * email if the run has not read the open cases.
 */
export function writeMessage(row: QueuedMessage, writing: Writing): Message | null {
  const letter = entryOf(row)?.write(row, writing) ?? null;
  return letter === null ? null : rendered(letter);
}
