/** Messages and activity lines as rows of their hidden tabs. */
import type { ActivityLine, QueuedMessage } from "./change";
import type { RowValues } from "./columns";

/** A run that queues a message claims it for so long; then any run may send it (design 2.7). */
export const claimMilliseconds = 7 * 60_000;

/** The Outbox row of a message that this run is about to send. `now` in milliseconds since 1970, UTC. */
export function messageRow(message: QueuedMessage, now: number): RowValues {
  return {
    message: message.id,
    kind: message.kind,
    case: message.case,
    to: message.to,
    state: "queued",
    queuedAt: now,
    claimedUntil: now + claimMilliseconds,
    attempts: 0,
    detail: JSON.stringify(message.detail),
  };
}

/** The Activity row of a line; `position` tells the lines of one commit apart. */
export function activityRow(line: ActivityLine, now: number, position: number): RowValues {
  return {
    entry: `${now.toString(36)}-${position + 1}`,
    at: line.at,
    who: line.who,
    what: line.what,
    case: line.case,
    column: line.column ?? null,
    from: line.from ?? null,
    to: line.to ?? null,
  };
}
