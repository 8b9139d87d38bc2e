/**
 * A change of one register: everything that one commit writes, all of it or nothing (design 2.3, 2.5), with the messages that it queues and
 * the lines of Activity. Plain data; `Register.commit` writes it.
 */
import { type ActivityLine, activityRow } from "../activity";
import type { Append, Write } from "../register/change";
import type { RowValues } from "../register/columns";
import { minuteMs } from "../time";

/**
 * A message to one recipient, as a row of Outbox (design 2.7). The commit queues it, and it is sent after the commit. `message` of
 * messages/messages makes it; it can also be read from a row.
 */
export interface QueuedMessage {
  /** Derived from the response or event that caused the message, so that the same message is never queued twice. */
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  /** Reference of the case; null if the message is not about one case, such as the morning email. */
  readonly case: string | null;
  /**
   * What the message's words need in addition to the present state of the case. Can be stored as JSON; contains no student data (design
   * 2.10).
   */
  readonly detail: MessageDetail;
}

declare const ofItsKind: unique symbol;

/**
 * Values for a message's words, as JSON. Their type depends on the kind of message, so this file does not read them; `detailOf` of
 * messages/messages does.
 */
export interface MessageDetail {
  readonly [ofItsKind]: true;
}

/** These values, marked as the detail of a message. They come from a row of Outbox or from the code that makes messages. */
export function storedDetail(values: object): MessageDetail {
  // Only the compiler needs the mark; nothing is added to the values.
  return values as MessageDetail;
}

/** Everything that one commit writes to one register, with the messages and the lines of Activity that become rows. */
export interface Change extends Write {
  readonly messages: readonly QueuedMessage[];
  readonly activity: readonly ActivityLine[];
}

/** The change that writes nothing. */
export const noChange: Change = { append: [], update: [], views: [], messages: [], activity: [] };

/** Whether a change writes nothing. */
export function isNoChange({ append, update, views, messages, activity }: Change): boolean {
  return [append, update, views, messages, activity].every(({ length }) => length === 0);
}

/** Both changes as one; the rows of `first` come first. If both update the same cell, `second` wins. */
export function joinChanges(first: Change, second: Change): Change {
  return {
    append: [...first.append, ...second.append],
    update: [...first.update, ...second.update],
    views: [...first.views, ...second.views],
    messages: [...first.messages, ...second.messages],
    activity: [...first.activity, ...second.activity],
  };
}

/** How long a queued message belongs to the run that queued it, in milliseconds. After that any run may send it (design 2.7). */
export const claimMilliseconds = 7 * minuteMs;

/** The row of Outbox for a message that this run is about to send. `now`: milliseconds UTC. */
function messageRow({ id, detail, ...more }: QueuedMessage, now: number): RowValues {
  return {
    ...more,
    message: id,
    state: "queued",
    queuedAt: now,
    claimedUntil: now + claimMilliseconds,
    attempts: 0,
    detail: JSON.stringify(detail),
  };
}

/** The change with its messages and its lines of Activity as rows. `now`: milliseconds UTC. */
export function writeOf({ append, update, views, messages, activity }: Change, now: number): Write {
  const rows: readonly Append[] = [
    ...messages.map((one): Append => ({ tab: "outbox", row: messageRow(one, now) })),
    ...activity.map((one, at): Append => ({ tab: "activity", row: activityRow(one, now, at) })),
  ];
  return { append: [...append, ...rows], update, views };
}
