/**
 * Which rows of the Outbox a run reads. The clock remembers the first row that still waits or was queued within the last hour, and reads
 * from there to the end. Of the rows above, it reads those that show who was asked about a case that is still waiting. People delete and
 * move rows and restore old versions of the file, so once an hour it also reads the state of all rows, and once a day all rows whole
 * (design 2.7).
 */
import type { AskOnRecord } from "../asking/case-asks";
import { jsonRecord } from "../json";
import { traitsOf } from "../messages/messages";
import type { Memory } from "../ports";
import { firstDataRow } from "../register/columns";
import { formatRows, parseRows } from "../register/read/ranges";
import type { TabRequest } from "../register/read/read-tabs";
import { isReadWhole, rowsOf, type Snapshot, tabOf } from "../register/read/snapshot";
import { claimMilliseconds, storedDetail } from "../registers/change";
import type { Kept } from "../store/keys";
import { hourMs, minuteMs } from "../time";
import { casesNamed, justQueued, noticeWaits, type Queued, seenInQueue } from "./queue-plan";

/** Reads the whole Outbox. */
export const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];

/** Reads the state of every message. If a queued one is found above the remembered row, the next run reads it. */
export const outboxStateRequests: readonly TabRequest[] = [{ tab: "outbox", columns: ["state"] }];

/** How many rows above the remembered one are read too, in case a few rows above it were deleted. */
const before = 20;
/** Milliseconds: an hour, because emails are counted by the hour, and ten minutes more because a clock run may be late. */
const recentMs = hourMs + hourMs / 6;

/**
 * What to read of the main register's Outbox: everything from the remembered row on, and the rows above that are still needed. The whole
 * Outbox if nothing is remembered.
 */
export function openOutboxRequests(memory: Memory): readonly TabRequest[] {
  const { outboxFrom, outboxAsks } = memory.get("clock");
  const from = outboxFrom - before;
  if (from <= firstDataRow) return outboxRequests;
  const asks = parseRows(outboxAsks).filter(([start]) => start < from);
  return [{ tab: "outbox", columns: "all", rows: [...asks, [from, Number.POSITIVE_INFINITY]] }];
}

/**
 * The most characters that are kept for the list of row numbers. If the list is longer, everything from the first of these rows on is read.
 */
const lettersUpTo = 2_000;

/**
 * What to remember about the rows of the Outbox. `snapshot`: a read of all rows, or of the remembered ones. `now`: milliseconds UTC.
 * `waits`: whether people are still being asked about the case with that reference.
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
  // No row was read, so rows above must have been deleted. 0 makes the next run read all rows.
  const from = (open ?? rows[rows.length - 1])?.index ?? 0;
  return outboxAsks.length <= lettersUpTo
    ? { outboxFrom: from, outboxAsks }
    : { outboxFrom: Math.min(from, asks[0]?.index ?? from), outboxAsks: "" };
}

/** Milliseconds. A message that was sent later than this after it was queued had to wait, for example because the quota was used up. */
const sentSoon = 10 * minuteMs;

/**
 * What a message asked its recipient to do, once for each case that it names; empty for a message that asks nothing. A first email about a
 * danger counts as asking. `at` is when it was queued or, if it had to wait, when it was sent: the time to answer counts from this instant,
 * and so does the time until someone is asked again.
 */
export function asksOf(message: Queued): readonly AskOnRecord[] {
  const { tells, again } = traitsOf(message);
  const isDanger = seenInQueue(message).isDanger || / danger /.test(message.id);
  const asks = tells === "first" ? isDanger : again === "answer" || again === "call";
  if (!asks) return [];
  const { to, queuedAt, sentAt } = message;
  const queued = queuedAt ?? 0;
  const at = sentAt !== null && sentAt > queued + sentSoon ? sentAt : queued;
  const otherwise = again === "call" ? "call" : "answer";
  const about = isDanger ? "danger" : otherwise;
  return casesNamed(message).map((one) => ({ case: one, to, at, about }));
}

function asksIn(row: OutboxRow): readonly AskOnRecord[] {
  const message = messageIn(row);
  return message === null ? [] : asksOf(message);
}

/** Who was asked about which case and when, in the rows that were read. */
export function asksOnRecord(snapshot: Snapshot): readonly AskOnRecord[] {
  return rowsOf(snapshot, "outbox").flatMap(asksIn);
}

type OutboxRow = ReturnType<typeof rowsOf<"outbox">>[number];

/** The message in a row; null if only its state was read, or if a person has emptied the row. */
function messageIn({ key, values }: OutboxRow): Queued | null {
  const { kind, to, state, detail, queuedAt, sentAt, attempts, lastError } = values;
  if (kind == null || to == null) return null;
  return justQueued({
    id: key,
    kind,
    to,
    case: values.case ?? null,
    // People can type over the cell. `detailOf` copes with whatever it holds.
    detail: storedDetail(jsonRecord(detail)),
    attempts: attempts ?? 0,
    queuedAt: queuedAt ?? null,
    sentAt: state === "sent" ? (sentAt ?? null) : null,
    lastError: lastError ?? null,
  });
}

/** All messages in the rows that were read. Empty if this run has not read the Outbox. */
export function messagesIn(snapshot: Snapshot): readonly Queued[] {
  if (!snapshot.tabs.has("outbox")) return [];
  return rowsOf(snapshot, "outbox").flatMap((row) => messageIn(row) ?? []);
}

/**
 * The messages that are queued, not claimed by another run, and due: a notice that is not urgent is due an hour after the first one to the
 * same person. A claim is the instant (milliseconds UTC) until which only one run may send the message. `now`: milliseconds UTC.
 */
export function pendingMessages(snapshot: Snapshot, now: number): readonly Queued[] {
  const outbox = tabOf(snapshot, "outbox");
  const queued = rowsOf(snapshot, "outbox").flatMap((row) => {
    const { state, claimedUntil } = row.values;
    const until = claimedUntil ?? 0;
    // A claim that ends later than any claim made now can only come from before the clock was set back, so it does not count.
    const isClaimed = until > now && until < now + 2 * claimMilliseconds;
    if (state !== "queued" || isClaimed || !isReadWhole(outbox, row)) return [];
    return messageIn(row) ?? [];
  });
  const notices = queued.filter((one) => traitsOf(one).waits === true);
  const isDue = ({ to }: Queued) =>
    notices.some((one) => one.to === to && (one.queuedAt ?? now) <= now - noticeWaits);
  return queued.filter((one) => !notices.includes(one) || isDue(one));
}

/** Whether a row that was read holds a message whose id begins with `id` and a space. */
export function isQueued(snapshot: Snapshot, id: string): boolean {
  return rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith(`${id} `));
}

/**
 * Whether a message whose id begins with `id` was ever queued, as far back as the Outbox keeps rows. Looks in `snapshot` first, and reads
 * the ids of all rows only if `snapshot` has just a part of them and no such message.
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
