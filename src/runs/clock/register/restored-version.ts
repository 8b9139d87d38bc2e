/**
 * Notices that somebody restored an earlier version of a register (File, Version history): what never goes back stands lower than it did.
 * That is the sign of life in Summary, the highest case reference, and when the newest message was queued; so a version is noticed from
 * which a case, a mail or a sign of life is gone, and not one of the last minutes that lacks ticks alone.
 */
import { isAfter } from "../../../case/storage/reference-counter";
import { rememberRestored } from "../../../install/tabs/recreated-tabs";
import { rowsOf, type Snapshot } from "../../../register/read/snapshot";
import type { ReportRegister } from "../../../register/register-ids";
import type { Run } from "../../../run";
import { dayMs, minuteMs } from "../../../time";

/** What stands in a cell is a day and its part: less than this (milliseconds) is no difference. */
const sameInstant = minuteMs;

/** What a run saw of a register. Times in milliseconds since 1970, UTC; 0: none. */
export interface Seen {
  /** Id of the spreadsheet. After a roll-over it is another one, and what was seen of the old one says nothing of it. */
  readonly id: string;
  /** The sign of life as last written; 0 for a reader's file, which has none. */
  readonly aliveAt: number;
  /** The highest case reference; "" for none. */
  readonly reference: string;
  /** When the newest message was queued. */
  readonly queued: number;
}

/** The text that is remembered of it. */
export function seenText({ id, aliveAt, reference, queued }: Seen): string {
  return [id, aliveAt, reference || "-", queued].join(" ");
}

function seenIn(text: string | null, id: string): Seen {
  const [of, aliveAt, reference = "-", queued] = (text ?? "").split(" ");
  if (of !== id) return { id, aliveAt: 0, reference: "", queued: 0 };
  return {
    id,
    aliveAt: Number(aliveAt) || 0,
    reference: reference === "-" ? "" : reference,
    queued: Number(queued) || 0,
  };
}

function highestIn(snapshot: Snapshot): string {
  return rowsOf(snapshot, "cases").reduce(
    (highest, { key }) =>
      /^\d\d-\d{4,9}$/.test(key) && isAfter(key, highest === "" ? null : highest) ? key : highest,
    "",
  );
}

/** Whether no row of the tabs that were read names the case. A row that somebody deleted leaves others. */
function isNowhere(snapshot: Snapshot, reference: string): boolean {
  const tabs = ["cases", "checklist", "reports", "outbox"] as const;
  return tabs.every((tab) => {
    const rows = snapshot.tabs.get(tab)?.rows ?? [];
    return rows.every(({ values }) => values["case"] !== reference);
  });
}

/**
 * Compares a read with what was seen before, and remembers it where a version was restored. `alive`: the sign of life that stands in
 * Summary (ms UTC); null where there is none. `highestReference`: the highest reference that the register gave until then; null: as last
 * seen. `formResponsesDays`: the setting; settled messages that are older are deleted. Returns what is to be remembered from now on.
 */
export function noticeRestored(
  workspace: Run,
  name: ReportRegister,
  before: string | null,
  read: { readonly id: string; readonly snapshot: Snapshot; readonly alive: number | null },
  highestReference: string | null,
  formResponsesDays: number,
): Seen {
  const { id, snapshot, alive } = read;
  const kept = seenIn(before, id);
  const now = workspace.clock.now();
  const times = rowsOf(snapshot, "outbox").map(({ values }) => values.queuedAt ?? 0);
  const queued = Math.max(0, ...times);
  const isYounger = kept.queued > now - (formResponsesDays * dayMs) / 2;
  const isRestored =
    (alive !== null && alive < kept.aliveAt - sameInstant) ||
    (kept.reference !== "" && isNowhere(snapshot, kept.reference)) ||
    (times.length > 0 && isYounger && queued < kept.queued - sameInstant);
  const reference = highestIn(snapshot);
  if (!isRestored) {
    return {
      id,
      aliveAt: kept.aliveAt,
      reference: isAfter(reference, kept.reference || null) ? reference : kept.reference,
      queued: Math.max(queued, kept.queued),
    };
  }
  rememberRestored(workspace, name, highestReference ?? kept.reference);
  return { id, aliveAt: alive ?? 0, reference, queued };
}
