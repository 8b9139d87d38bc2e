/** Deletes settled messages from Outbox once the Form no longer keeps their responses (design 5, setting formResponsesDays). */

import { outboxRequests } from "../../letters/outbox/outbox-rows";
import { transact } from "../../letters/outbox/transact";
import type { BatchRequest, RegisterName } from "../../ports";
import { noChange } from "../../register/change";
import { bookmarkText, markRequest } from "../../register/layout/head";
import { spansOf } from "../../register/read/ranges";
import { rowsOf, type Snapshot, tabOf } from "../../register/read/snapshot";
import { openRegister } from "../../register/register";
import { reportRegisterIds } from "../../register/register-kinds";
import { tabs } from "../../register/tabs";
import type { Run } from "../../run";
import { dayMs } from "../../time";

/** At most so many rows in one run; the rest goes on another day. */
const atMost = 2_000;

/**
 * Zero-based rows that may be deleted, never the last one. A message whose response is still in the Form stays: its row says which case it
 * was for.
 */
function settledRows(
  snapshot: Snapshot,
  before: number,
  responses: ReadonlySet<string>,
): readonly number[] {
  const rows = rowsOf(snapshot, "outbox");
  return rows
    .slice(0, -1)
    .filter(({ key, values: { state, queuedAt, sentAt } }) => {
      const isSettled = state === "sent" || state === "dropped";
      const at = Math.max(queuedAt ?? Number.POSITIVE_INFINITY, sentAt ?? 0);
      return isSettled && at < before && !responses.has(key.split(" ")[0] ?? "");
    })
    .slice(0, atMost)
    .map(({ index }) => index);
}

/**
 * The requests that delete the rows, from the last one on, so that the rows above keep their place; and the one that moves the tab's
 * bookmark.
 */
function deleting(snapshot: Snapshot, gone: readonly number[]): readonly BatchRequest[] {
  const { sheetId } = tabs.outbox;
  const { bookmark, rows } = tabOf(snapshot, "outbox");
  const end = (rows[rows.length - 1]?.index ?? 0) + 1 - gone.length;
  const requests = [...spansOf(gone)].reverse().map(
    ([startIndex, endIndex]): BatchRequest => ({
      deleteDimension: { range: { sheetId, dimension: "ROWS", startIndex, endIndex } },
    }),
  );
  if (bookmark === null) return requests;
  return [...requests, markRequest(tabs.outbox, bookmark.column, bookmarkText(end))];
}

/** What decides which messages are settled. */
interface Settling {
  /** The Outbox as this run has read it, null where it has not. */
  readonly seen: Snapshot | null;
  /** Ids of all responses that the Form still holds. */
  readonly responses: ReadonlySet<string>;
}

/**
 * Deletes settled messages. Two Sheets calls more where something is deleted: a person may have moved rows between the read and the write, so what
 * was hit by mistake is put back. Takes the lock in that case. Throws what Google throws.
 */
export function emptyOutbox(run: Run, name: RegisterName, { seen, responses }: Settling): void {
  const { clock, memory, directory } = run;
  const id = reportRegisterIds(memory)[name];
  const before = clock.now() - directory.settings.formResponsesDays * dayMs;
  const known = seen ?? openRegister(run, id, []).load(outboxRequests);
  if (settledRows(known, before, responses).length === 0) return;
  const reads = () => outboxRequests;
  transact(run, name, { reads, lockWait: "clock" }, (register, read) => {
    const gone = settledRows(read, before, responses);
    if (gone.length === 0) return null;
    // Never sent a second time: the rows below would have moved up by then.
    run.spreadsheets.batchUpdate(id, deleting(read, gone));
    const after = register.load(outboxRequests);
    const there = new Set(rowsOf(after, "outbox").map(({ key }) => key));
    const meant = new Set(gone);
    const lost = tabOf(read, "outbox").rows.filter(
      ({ index, key }) => !meant.has(index) && !there.has(key),
    );
    const append = lost.map(({ values }) => ({ tab: "outbox" as const, row: values }));
    register.commit({ ...noChange, append }, after);
    return null;
  });
}
