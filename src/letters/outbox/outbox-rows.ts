/**
 * Which rows of the Outbox a run reads. The clock remembers the first row that is not settled or was queued within the last hour, and
 * reads from there to the end; of the rows above, it reads those that say who was asked about a case that still waits. Once an hour it also
 * reads the state of all rows, and once a day all of them, since people delete and move rows and restore old versions of the file
 * (design 2.7).
 */
import type { AskOnRecord } from "../../case/reminders/case-asks";
import { jsonRecord } from "../../json";
import { traitsOf } from "../../messages/messages";
import type { Memory } from "../../ports";
import { claimMilliseconds, type QueuedMessage, storedDetail } from "../../register/change";
import { formatRows, parseRows } from "../../register/read/ranges";
import type { TabRequest } from "../../register/read/read-tabs";
import { isReadWhole, rowsOf, type Snapshot, tabOf } from "../../register/read/snapshot";
import { firstDataRow } from "../../register/tabs";
import type { Kept } from "../../store/keys";
import { hourMs, minuteMs } from "../../time";
import {
  casesNamed,
  isOfDanger,
  justQueued,
  noticeWaits,
  type Queued,
  waitsForOthers,
} from "./queue-plan";

/** Reads the whole Outbox. */
export const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];

/** Reads the state of every message: a queued one above the remembered row is then read by the next run. */
export const outboxStateRequests: readonly TabRequest[] = [{ tab: "outbox", columns: ["state"] }];

/** So many rows above the remembered one are read too, in case a few rows above were deleted. */
const before = 20;
/** Milliseconds: the hour by which emails are counted, and ten minutes more since a clock run may be late. */
const recentMs = hourMs + hourMs / 6;

/** Reads the Outbox of the main register from the remembered row on, and what it still needs above; all of it if nothing is remembered. */
export function openOutboxRequests(memory: Memory): readonly TabRequest[] {
  const { outboxFrom, outboxAsks } = memory.get("clock");
  const from = outboxFrom - before;
  if (from <= firstDataRow) return outboxRequests;
  const asks = parseRows(outboxAsks).filter(([, end]) => end <= from);
  return [{ tab: "outbox", columns: "all", rows: [...asks, [from, Number.POSITIVE_INFINITY]] }];
}

/** So many letters of rows are remembered. Where there are more, the run reads from the first of them on. */
const lettersUpTo = 2_000;

/**
 * What to remember of the Outbox. `snapshot`: a read of all rows, or of those that were remembered. `now`: milliseconds UTC. `waits`:
 * whether people are still asked about a case.
 */
export function openOutboxRows(
  snapshot: Snapshot,
  now: number,
  waits: (reference: string) => boolean,
): Pick<Kept["clock"], "outboxFrom" | "outboxAsks"> {
  const rows = rowsOf(snapshot, "outbox");
  const asks = rows.filter((row) =>
    asksIn(row).some((ask) => ask.about !== "danger" && waits(ask.case)),
  );
  const outboxAsks = formatRows(asks.map(({ index }) => index));
  const open = rows.find(
    ({ values: { state, queuedAt } }) =>
      state === "queued" || state == null || (queuedAt ?? 0) > now - recentMs,
  );
  // If no row was read, rows above were deleted: 0 makes the next run read all.
  const from = (open ?? rows[rows.length - 1])?.index ?? 0;
  return outboxAsks.length <= lettersUpTo
    ? { outboxFrom: from, outboxAsks }
    : { outboxFrom: Math.min(from, asks[0]?.index ?? from), outboxAsks: "" };
}

/**
 * What a message asked of its recipient, for each case that it names; empty for one that asks nothing. The first email about a danger asks
 * too. `at`: when, milliseconds UTC.
 */
export function asksOf(message: QueuedMessage, at: number): readonly AskOnRecord[] {
  const { tells, again } = traitsOf(message);
  const isDanger = isOfDanger(message) || / danger /.test(message.id);
  const asks = tells === "first" ? isDanger : again === "answer" || again === "call";
  if (!asks) return [];
  const about = isDanger ? "danger" : again === "call" ? "call" : "answer";
  return casesNamed(message).map((one) => ({ case: one, to: message.to, at, about }));
}

/** A message that is sent later (milliseconds) had to wait, as where the quota was used up. */
const sentSoon = 10 * minuteMs;

/**
 * When the message asked its recipient, milliseconds UTC. Where it had to wait that is when it went out: the time to answer, and until
 * someone is asked again, counts from then.
 */
export function askedAt({ queuedAt, sentAt }: Pick<Queued, "queuedAt" | "sentAt">): number {
  const queued = queuedAt ?? 0;
  return sentAt !== null && sentAt > queued + sentSoon ? sentAt : queued;
}

function asksIn(row: OutboxRow): readonly AskOnRecord[] {
  const message = messageIn(row);
  return message === null ? [] : asksOf(message, askedAt(message));
}

/** Who was asked about which case and when, as far as the rows were read. */
export function asksOnRecord(snapshot: Snapshot): readonly AskOnRecord[] {
  return rowsOf(snapshot, "outbox").flatMap(asksIn);
}

type OutboxRow = ReturnType<typeof rowsOf<"outbox">>[number];

/** The message of a row; null for one of which nothing was read but its state, or that a person has emptied. */
function messageIn({ key, values }: OutboxRow): Queued | null {
  const { kind, to, state, detail, queuedAt, sentAt, attempts, lastError } = values;
  if (kind == null || to == null) return null;
  return justQueued({
    id: key,
    kind,
    to,
    case: values.case ?? null,
    // People can write over the cell: `detailOf` understands whatever it holds.
    detail: storedDetail(jsonRecord(detail)),
    attempts: attempts ?? 0,
    queuedAt: queuedAt ?? null,
    sentAt: state === "sent" ? (sentAt ?? null) : null,
    lastError: lastError ?? null,
  });
}

/** Every message that the read rows of the Outbox hold. Empty if this run has not read the Outbox. */
export function messagesIn(snapshot: Snapshot): readonly Queued[] {
  if (!snapshot.tabs.has("outbox")) return [];
  return rowsOf(snapshot, "outbox").flatMap((row) => messageIn(row) ?? []);
}

/**
 * Messages that are queued, that no other run is about to send, and whose time has come: notices that are not urgent wait for an hour after
 * the first one to their person. A claim is the time (milliseconds UTC) until which one run alone may send the message. `now`: milliseconds
 * UTC.
 */
export function pendingMessages(snapshot: Snapshot, now: number): readonly Queued[] {
  const outbox = tabOf(snapshot, "outbox");
  const queued = rowsOf(snapshot, "outbox").flatMap((row) => {
    const { state, claimedUntil } = row.values;
    const until = claimedUntil ?? 0;
    // A claim that ends later than any made now is from before the clock went back.
    const isClaimed = until > now && until < now + 2 * claimMilliseconds;
    if (state !== "queued" || isClaimed || !isReadWhole(outbox, row)) return [];
    return messageIn(row) ?? [];
  });
  const notices = queued.filter(waitsForOthers);
  const isDue = ({ to }: Queued) =>
    notices.some((one) => one.to === to && (one.queuedAt ?? now) <= now - noticeWaits);
  return queued.filter((one) => !notices.includes(one) || isDue(one));
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
