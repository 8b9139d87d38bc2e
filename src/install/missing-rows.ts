/**
 * Notices when rows of a register are gone, and tells leads and admins how to restore them. It never says who removed them, because no one
 * knows: an earlier version may have been restored, a tab deleted and made again, or rows deleted. What the Form still holds comes back by
 * itself.
 */

import { recipientsOfRegisterNotice } from "../access/who-may-open";
import { isAfter } from "../case/facts/case-reference";
import { isContactRole } from "../district-directory";
import { noticeToEach } from "../messages/messages";
import { tellOnce } from "../outbox/deliver-messages";
import type { RegisterName } from "../ports";
import type { TabId } from "../register/columns";
import { rowsOf } from "../register/read/snapshot";
import { type Change, noChange } from "../registers/change";
import { isSealedRegister, rememberedOf } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import type { Run } from "../run";
import { contentsOf } from "../sealed/remember-who-is-kept-out";
import { caseReferencePattern } from "../text";
import { hourMs, minuteMs } from "../time";

/**
 * A date-time in a cell is wall-clock time without seconds. In the hour that comes twice in November it may be read an hour early. A
 * difference smaller than this (milliseconds) does not count.
 */
const cellTime = hourMs + minuteMs;

/** A register as read, whose rows may be missing. */
export interface Watched {
  /** The run, with the directory. */
  readonly run: Run;
  readonly name: RegisterName;
  /** The keys of all cases, and the messages from some row on; for a sealed register also what says whom its cases exclude. */
  readonly read: HourlyRead;
}

/** What is known to be missing, besides that rows are gone. */
export interface Missing {
  /** Tabs that were deleted and made again. */
  readonly tabs: readonly TabId[];
  /** References of open dangers without a row. */
  readonly dangers: readonly string[];
}

/** The notice to leads and admins; for a sealed register, to its readers. */
export function rowsMissing({ run, name, read }: Watched, id: string, missing: Missing): Change {
  const { memory, clock, directory } = run;
  const isMain = !isSealedRegister(name);
  const held = contentsOf(run, name, read.snapshot);
  const to = recipientsOfRegisterNotice(run, name, held);
  // Contacts may be the missing tab, so people may be unknown.
  const isNamed = !isMain || directory.people.some(({ role }) => !isContactRole(role));
  const known = isNamed ? [] : (memory.get("district").to["main"] ?? []);
  return {
    ...noChange,
    messages: noticeToEach([...to, ...known], id, { id: "rows-missing", ...missing }),
    activity: [{ at: clock.now(), who: "automation", what: "rows-missing", case: null }],
  };
}

/**
 * Sends the notice, unless one with that id is already queued. The next run then compares the whole Form, as one run does each day anyway.
 */
export function tellOfMissingRows(watched: Watched, id: string, missing: Missing): void {
  const { run, read } = watched;
  run.memory.set("sweep", { all: 0 });
  tellOnce(run, read, id, () => rowsMissing(watched, id, missing));
}

/**
 * Compares a read with what earlier runs saw of the register. Tells people once if the highest reference or the time of the newest message
 * has gone back, or if open `dangers` have lost their row. Remembers what it saw. Throws what Google throws.
 */
export function noticeMissingRows(watched: Watched, dangers: readonly string[]): void {
  const { run, name, read } = watched;
  const { snapshot, register } = read;
  const { id } = register;
  const memory = rememberedOf(run, name, "clock");
  const { seen } = memory.get();
  // After a roll-over the register is another file, of which nothing was seen yet.
  const kept = seen?.id === id ? seen : { id, reference: "", queued: 0 };
  /** The highest reference. */
  const reference = rowsOf(snapshot, "cases").reduce(
    (highest, { key }) =>
      caseReferencePattern.test(key) && isAfter(key, highest || null) ? key : highest,
    "",
  );
  const queued = Math.max(0, ...rowsOf(snapshot, "outbox").map((row) => row.values.queuedAt ?? 0));
  const hasFallen =
    (kept.reference !== "" && isAfter(kept.reference, reference || null)) ||
    // A run may read only the last messages.
    (queued > 0 && queued < kept.queued - cellTime);
  if (hasFallen || dangers.length > 0) {
    const notice = ["rows-missing", kept.reference, kept.queued.toString(36), ...dangers].join(" ");
    tellOfMissingRows(watched, notice, { tabs: [], dangers });
  }
  const now = { id, reference, queued: hasFallen ? queued : Math.max(queued, kept.queued) };
  // Nothing is stored about an empty register, so that an idle run makes no call for it.
  if (seen !== null || reference !== "" || now.queued > 0) memory.set({ clock: { seen: now } });
}
