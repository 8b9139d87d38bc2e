/** Makes the messages that a commit queues, and reads what the Outbox stores of them. What is written and what is read are of one table. */
import { recordIn } from "../../json";
import { type MessageDetail, type QueuedMessage, storedDetail } from "../../register/change";
import type { Member } from "./detail-members";
import {
  type DetailOf,
  type DetailToWrite,
  isQueuedKind,
  messageDetails,
  type QueuedKind,
} from "./message-details";

/** A message of a kind. `id` derives from the response or the event that caused it: the same id is never queued twice. */
export function message<Kind extends QueuedKind>(
  kind: Kind,
  detail: DetailToWrite<Kind>,
  row: Pick<QueuedMessage, "id" | "to" | "case">,
): QueuedMessage {
  return { ...row, kind, detail: storedOf(kind, detail) };
}

/** One message about no single case for each address. Its id is `id`, a space and the address. */
export function messageToEach<Kind extends QueuedKind>(
  to: readonly string[],
  id: string,
  kind: Kind,
  detail: DetailToWrite<Kind>,
): readonly QueuedMessage[] {
  return to.map((address) =>
    message(kind, detail, { id: `${id} ${address}`, to: address, case: null }),
  );
}

type Members = Readonly<Record<string, Member<unknown, unknown>>>;

// The table has a member of the right type under every key: `DetailToWrite` and `DetailOf` are made of it.
const membersOf = (kind: QueuedKind) => messageDetails()[kind] as unknown as Members;

/** The members in the order in which they were given. */
function storedOf(kind: QueuedKind, detail: object): MessageDetail {
  const members = membersOf(kind);
  return storedDetail(
    Object.fromEntries(
      Object.entries(detail).map(([key, value]) => [key, members[key]?.write(value)] as const),
    ),
  );
}

/** What the message holds beside recipient and case; it was made as a message of the kind. Never throws. */
export function detailOf<Kind extends QueuedKind>(
  kind: Kind,
  { detail }: Pick<QueuedMessage, "detail">,
): DetailOf<Kind> {
  const stored = recordIn(detail);
  const read = Object.entries(membersOf(kind)).map(
    ([key, member]) => [key, member.read(stored[key])] as const,
  );
  // See membersOf.
  return Object.fromEntries(read) as unknown as DetailOf<Kind>;
}

/** The kind of a row of the Outbox; null for one that this version of the desk does not know. */
export function kindOf({ kind }: Pick<QueuedMessage, "kind">): QueuedKind | null {
  return isQueuedKind(kind) ? kind : null;
}
