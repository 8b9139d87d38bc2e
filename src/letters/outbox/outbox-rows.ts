/**
 * Which rows of the Outbox are read: from the first that is not settled, or was queued within the hour, to the end. Where that is, the clock
 * remembers; it reads all of them each hour, since people delete and move rows and restore versions (design 2.7).
 */
import { jsonRecord } from "../../json";
import type { Memory } from "../../ports";
import type { MessageDetail, QueuedMessage } from "../../register/change";
import { rowsOf, type Snapshot, type TabRequest, tabOf } from "../../register/read-register";
import { claimMilliseconds } from "../../register/rows";
import { firstDataRow } from "../../register/tabs";
import { hourMs } from "../../time";
import type { Queued } from "./message-urgency";
import type { Settled } from "./queue-plan";

/** All of it. */
export const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];

/** A few rows may be deleted above. */
const before = 20;
/** First mails are counted by the hour, and a clock run may be late. */
const recentMs = hourMs + hourMs / 6;

/** Of the main register, unless nothing is remembered. */
export function openOutboxRequests({ get }: Pick<Memory, "get">): readonly TabRequest[] {
  const from = Number(get("outboxFrom")) || 0;
  return from - before <= firstDataRow
    ? outboxRequests
    : [{ tab: "outbox", columns: "all", rows: [[from - before, Number.POSITIVE_INFINITY]] }];
}

/** What to remember of a read of all rows, or of those from what was remembered; `now` in ms UTC. */
export function firstOpenOutboxRow(snapshot: Snapshot, now: number): string {
  const rows = rowsOf(snapshot, "outbox");
  const open = rows.find(
    ({ values: { state, queuedAt } }) =>
      state === "queued" || state == null || (queuedAt ?? 0) > now - recentMs,
  );
  // Where nothing is found there are fewer rows than there were: the next read is of all.
  return String((open ?? rows[rows.length - 1])?.index ?? 0);
}

/** Written by messageRow alone; whoever reads it checks each member. */
function detailOf(text: string | null | undefined): MessageDetail {
  return jsonRecord(text) as MessageDetail;
}

/** Messages that nobody is about to send: queued, and not claimed. `now` in ms UTC. */
export function pendingMessages(snapshot: Snapshot, now: number): readonly Queued[] {
  return rowsOf(snapshot, "outbox").flatMap(({ key, values }): readonly Queued[] => {
    const { state, claimedUntil = null, kind, to } = values;
    // A claim that ends later than any made now is from before the clock went back.
    const isClaimed =
      claimedUntil !== null && claimedUntil > now && claimedUntil < now + 2 * claimMilliseconds;
    if (state !== "queued" || isClaimed) return [];
    return [
      {
        id: key,
        kind: kind ?? "",
        to: to ?? "",
        case: values.case ?? null,
        detail: detailOf(values.detail),
        attempts: values.attempts ?? 0,
        queuedAt: values.queuedAt ?? null,
        lastError: values.lastError ?? null,
      },
    ];
  });
}

/** What is sent, or claimed by a run that sends it; none where the Outbox was not read so far. */
export function settledMessages(snapshot: Snapshot): readonly Settled[] {
  if (!snapshot.tabs.has("outbox")) return [];
  return rowsOf(snapshot, "outbox").flatMap(({ key, values }): readonly Settled[] => {
    const { kind, to, sentAt = null, queuedAt = null, detail } = values;
    if (kind == null || to == null) return [];
    const message: QueuedMessage = {
      id: key,
      kind,
      to,
      case: values.case ?? null,
      detail: detailOf(detail),
    };
    return [{ message, sentAt: values.state === "sent" ? sentAt : null, queuedAt }];
  });
}

/** Whether a message whose id begins so was ever queued, as long as its row is kept; `snapshot` is looked through first. */
export function wasQueued(
  { load }: { readonly load: (requests: readonly TabRequest[]) => Snapshot },
  snapshot: Snapshot,
  id: string,
): boolean {
  const isThere = (read: Snapshot) =>
    rowsOf(read, "outbox").some(({ key }) => key.startsWith(`${id} `));
  if (isThere(snapshot)) return true;
  return (
    !tabOf(snapshot, "outbox").whole && isThere(load([{ tab: "outbox", columns: ["message"] }]))
  );
}
