/**
 * Which rows of the Outbox a run reads. The clock remembers the first row that is not settled, was queued within the last hour, or is a
 * reminder that was sent within the last four, and reads from there to the end. Once an hour it also reads the state of all rows, and
 * once a day all of them, since people delete and move rows and restore old versions of the file (design 2.7).
 */
import { jsonRecord } from "../../json";
import type { Memory } from "../../ports";
import { type MessageDetail, type QueuedMessage, storedDetail } from "../../register/change";
import type { TabRequest } from "../../register/read/plan-read";
import { isReadWhole, rowsOf, type Snapshot, tabOf } from "../../register/read/snapshot";
import { claimMilliseconds } from "../../register/rows";
import { firstDataRow } from "../../register/tabs";
import { hourMs } from "../../time";
import { traitsOf } from "../kinds/all-kinds";
import type { Settled } from "./gathered-mails";
import type { Queued } from "./message-urgency";

/** Reads the whole Outbox. */
export const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];

/** Reads the state of every message: a queued one above the remembered row is then read by the next run. */
export const outboxStateRequests: readonly TabRequest[] = [{ tab: "outbox", columns: ["state"] }];

/** So many rows above the remembered one are read too, in case a few rows above were deleted. */
const before = 20;
/** Milliseconds: the hour by which mails are counted, and ten minutes more since a clock run may be late. */
const recentMs = hourMs + hourMs / 6;
/** Milliseconds within which nobody is reminded of the same twice. */
const remindedMs = 4 * hourMs;

/** Whether messages of the kind remind people outside danger too. */
function isReminder(kind: string): boolean {
  const { tells, danger } = traitsOf({ kind });
  return tells === "reminder" && danger === undefined;
}

/** Reads the Outbox of the main register from the remembered row on; all of it if nothing is remembered. */
export function openOutboxRequests(memory: Memory): readonly TabRequest[] {
  const from = memory.get("outboxFrom");
  return from - before <= firstDataRow
    ? outboxRequests
    : [{ tab: "outbox", columns: "all", rows: [[from - before, Number.POSITIVE_INFINITY]] }];
}

/**
 * The row number to remember (zero-based). `snapshot`: a read of all rows, or of those from the remembered row on. `now`:
 * milliseconds UTC.
 */
export function firstOpenOutboxRow(snapshot: Snapshot, now: number): number {
  const rows = rowsOf(snapshot, "outbox");
  const open = rows.find(
    ({ values: { state, queuedAt, sentAt, kind } }) =>
      state === "queued" ||
      state == null ||
      (queuedAt ?? 0) > now - recentMs ||
      ((sentAt ?? 0) > now - remindedMs && isReminder(kind ?? "")),
  );
  // If no row was read, rows above were deleted: 0 makes the next run read all.
  return (open ?? rows[rows.length - 1])?.index ?? 0;
}

/** The cell is written by messageRow alone, but people can change it: `detailOf` understands whatever it holds. */
function detailIn(text: string | null | undefined): MessageDetail {
  return storedDetail(jsonRecord(text));
}

/**
 * Messages that are queued and that no other run is about to send. A claim is the time (milliseconds UTC) until which one run alone may
 * send the message. `now`: milliseconds UTC.
 */
export function pendingMessages(snapshot: Snapshot, now: number): readonly Queued[] {
  const outbox = tabOf(snapshot, "outbox");
  return rowsOf(snapshot, "outbox").flatMap((row): readonly Queued[] => {
    if (!isReadWhole(outbox, row)) return [];
    const { key, values } = row;
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
        detail: detailIn(values.detail),
        attempts: values.attempts ?? 0,
        queuedAt: values.queuedAt ?? null,
        lastError: values.lastError ?? null,
      },
    ];
  });
}

/**
 * Every message that the read rows of the Outbox hold, with the time at which it was sent, if it was. Empty if this run has not read the
 * Outbox.
 */
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
      detail: detailIn(detail),
    };
    return [{ message, sentAt: values.state === "sent" ? sentAt : null, queuedAt }];
  });
}

/** Whether the read rows hold a message whose id begins with `id`. */
export function isQueued(snapshot: Snapshot, id: string): boolean {
  return rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith(`${id} `));
}

/**
 * Whether such a message was ever queued, as far back as the Outbox keeps rows: the memory of what people were told. Looks in `snapshot`
 * first, and reads the ids of all rows only if `snapshot` holds a part and has no such message.
 */
export function wasQueued(
  { load }: { readonly load: (requests: readonly TabRequest[]) => Snapshot },
  snapshot: Snapshot,
  id: string,
): boolean {
  if (isQueued(snapshot, id)) return true;
  const isPart = !tabOf(snapshot, "outbox").whole;
  return isPart && isQueued(load([{ tab: "outbox", columns: ["message"] }]), id);
}
