/** The work of the clock that is not due in every run, and how often each step of it is. */

import { hasDepartedContactAmong } from "../../access/departed-contacts";
import { recipientsOfAccessNotice } from "../../access/register-access";
import { messageToEach } from "../../case/messages/message";
import { readerGaps } from "../../district/reader-gaps";
import { roleOfAccount, type SealedRegister, sealedRegisters } from "../../district/sealed-readers";
import { isDefect } from "../../errors";
import { isLive } from "../../form/build-form";
import { heartbeatMeasure, sweepMeasure } from "../../install/summary/summary-rows";
import { commitForDelivery, deliver } from "../../letters/outbox/deliver-messages";
import { askQuota } from "../../letters/outbox/mail-quota";
import { type Change, noChange, type Update } from "../../register/change";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { hourMs, minuteMs } from "../../time";
import { settingsSeen } from "./changed-settings";
import { type ClockRun, type Learned, learningNothing, type Work } from "./clock-work";
import { watchForm } from "./form-store";
import {
  auditRegister,
  auditRequests,
  followMainContacts,
  mainAccessRequests,
} from "./register/register-audit";
import { seenText } from "./register/restored-version";
import { figuresDue } from "./school-year-figures";
import { runSealedRegister } from "./sealed-register";

// The sign of life that a run writes into Summary, where a formula shows when it is late.

export const heartbeatRequests: readonly TabRequest[] = [
  { tab: "summary", columns: ["measure", "at"] },
];

/** What goes into the same write as a sign of life. */
type AlongWith = Partial<Pick<Change, "activity" | "update">>;

/**
 * Writes into Summary when a clock run last came, and when one last listed the Form's responses (`isSwept`: this run did); and what goes
 * along with it. `at` in ms UTC.
 */
export function writeHeartbeat(
  register: Register,
  snapshot: Snapshot,
  at: number,
  isSwept: boolean,
  { activity = [], update: more = [] }: AlongWith = {},
): void {
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const update = [heartbeatMeasure, ...(isSwept ? [sweepMeasure] : [])]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at } }));
  register.commit({ ...noChange, update: [...update, ...more], activity }, snapshot);
}

/** Work that is not due in every run. */
export interface Step {
  /** Permanent: the time when the step was last done is stored under it. */
  readonly name: string;
  /** Milliseconds from one time to the next. */
  readonly every: number;
  /** What the step needs of the main register in addition to what each run reads. */
  readonly reads: readonly TabRequest[];
  /** One after the other, up to the first that fails. */
  readonly does: readonly Work[];
  /** Set where the step makes as many calls as an idle run may make. Work that the next run can do as well is then left to the next run. */
  readonly fillsRun?: true;
}

/**
 * The steps that take turns: a run does one of them, the one most overdue, so that an idle run makes only two Sheets calls. The list fills
 * the twelve runs of an hour: with more steps than that, each would come later than its `every` says.
 */
function inTurn(): readonly Step[] {
  return [
    {
      name: "main access",
      every: hourMs,
      reads: mainAccessRequests(),
      does: [watchReaders, followContacts],
    },
    // Also looks whether the Form is open: one call more, in a step that makes few.
    { name: "heartbeat", every: hourMs / 2, reads: [], does: [giveSignOfLife, lookAtForm] },
    {
      name: "main look",
      every: hourMs,
      reads: auditRequests(),
      does: [learningNothing((run) => auditRegister(run.workspace, "main", run, run.directory))],
      fillsRun: true,
    },
    // Also looks how much mail is left today: one call more, in a step that makes few.
    ...sealedRegisters.map((name): Step => {
      return { name, every: hourMs, reads: [], does: [lookAtQuota, sealedStep(name)] };
    }),
  ];
}

/** Not a step, but a kind of run: once an hour the longest tabs are read whole, and accounts that could not be let in are tried again. */
export const wholeTabs = { name: "whole tabs", every: hourMs } as const;

/** Milliseconds after which a step that failed is tried again. Other steps that are due come first. */
export const retryAfter = 10 * minuteMs;
/** A step counts as due so many milliseconds early, if it would otherwise be late in the next run. */
const early = 2.5 * minuteMs;

/** Writes the sign of life, which settings were changed in the tab, and once a night the figures of the school year, in one write. */
function giveSignOfLife(run: ClockRun): Partial<Learned> {
  const { workspace, register, snapshot, started, seen } = run;
  const { activity, remember } = settingsSeen(workspace.memory, snapshot, started);
  const noted: unknown[] = [];
  let update: readonly Update[] = [];
  try {
    update = figuresDue(run, snapshot);
  } catch (error) {
    // Without figures the sign of life is given all the same; with the next one they are tried again.
    noted.push(error);
  }
  writeHeartbeat(register, snapshot, started, run.isSwept, { activity, update });
  if (seen === null) return { remember, noted };
  return { remember: { ...remember, heartbeat: seenText({ ...seen, aliveAt: started }) }, noted };
}

function lookAtForm(run: ClockRun): Partial<Learned> {
  watchForm(run.workspace, run, run.directory, false);
  return {};
}

/** Tells leads and admins of a live desk on the day on which Contacts come to leave some report without a reader (design 2.11). */
function watchReaders({ workspace, register, snapshot, directory }: ClockRun): Partial<Learned> {
  const { memory, clock, identity } = workspace;
  if (readerGaps(directory).length === 0) {
    return { remember: { readers: "whole" } };
  }
  // A desk that had this gap before it went live was told of it by the check.
  if (memory.get("readers") !== "whole" || !isLive(memory)) return {};
  const to = recipientsOfAccessNotice(directory, identity.runningAs());
  const id = `readers ${clock.now().toString(36)}`;
  const messages = messageToEach(to, id, "reader-missing", {});
  deliver(workspace, commitForDelivery(register, { ...noChange, messages }, snapshot, directory));
  return { remember: { readers: "gap" } };
}

/** Makes the main register's editors follow Contacts. People who left lose access once their cases are reassigned. */
function followContacts(run: ClockRun): Partial<Learned> {
  const noted: unknown[] = [];
  const { workspace, directory, open } = run;
  const isLeft = open !== null && hasDepartedContactAmong(workspace, "main", open, directory);
  const note = (error: unknown) => noted.push(error);
  const done = followMainContacts(run, note, isLeft);
  return { isAgain: done === "busy", noted };
}

function lookAtQuota({ workspace }: ClockRun): Partial<Learned> {
  return { remember: askQuota(workspace).remember };
}

/**
 * For steps on a sealed register: an account that Contacts name by now may be shut out of it, since another account owns the file. That is
 * no failure.
 */
function unlessShutOut(work: Work): Work {
  return (run) => {
    try {
      return work(run);
    } catch (error) {
      const isNamed = roleOfAccount(run.directory, run.workspace.identity.runningAs()) !== null;
      if (!isNamed || isDefect(error)) throw error;
      return {};
    }
  };
}

/** The step on a sealed register. */
export function sealedStep(name: SealedRegister): Work {
  return unlessShutOut((run) => ({ remember: runSealedRegister(name, run) }));
}

/** Step → when it was last done; milliseconds since 1970, UTC. */
export type Done = Readonly<Record<string, number>>;

/**
 * How overdue a step is, in units of its own `every`; below 1 the step is not due yet. A step that was never done, or whose time lies after
 * `now`, goes first, in the order of the list.
 */
export function overdueBy(
  done: Done,
  { name, every }: Pick<Step, "name" | "every">,
  now: number,
): number {
  const at = done[name];
  return at === undefined || at > now ? Number.MAX_VALUE : (now + early - at) / every;
}

/** The step that is most overdue; null where none is due. `now` in ms UTC. */
export function mostOverdueStep(done: Done, now: number): Step | null {
  const [first = null] = [...inTurn()].sort(
    (a, b) => overdueBy(done, b, now) - overdueBy(done, a, now),
  );
  return first !== null && overdueBy(done, first, now) >= 1 ? first : null;
}
