/** The work of the clock that is not due at every look, and how often each step of it is. */

import { recipientsOfAccessNotice } from "../../access/register-access";
import { attempt, orElse } from "../../attempt";
import { messageToEach } from "../../case/messages/message";
import { problemRequests } from "../../district/directory/problem-cells";
import {
  missingReaders,
  roleOfAccount,
  type SealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import { isDefect } from "../../errors";
import { isLive } from "../../form/build-form";
import { heartbeatMeasure, sweepMeasure } from "../../install/summary/summary-rows";
import { commitForDelivery, deliver } from "../../letters/outbox/deliver-messages";
import { askQuota } from "../../letters/outbox/mail-quota";
import { type Change, noChange, type Update } from "../../register/change";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf } from "../../register/read/snapshot";
import type { HourlyRead } from "../../register/register";
import { early } from "../../store/next-due";
import { hourMs } from "../../time";
import { settingsSeen } from "./changed-settings";
import type { ClockRun, Learned, Work } from "./clock-work";
import { watchForm } from "./form-store";
import { auditRegister, auditRequests } from "./register/register-audit";
import { figuresDue } from "./school-year-figures";
import { runSealedRegister } from "./sealed-register";

// The sign of life that a run writes into Summary, where a formula shows when it is late.

export const heartbeatRequests: readonly TabRequest[] = [
  { tab: "summary", columns: ["measure", "at"] },
];

/** What goes into the same write as a sign of life. */
interface AlongWith extends Partial<Pick<Change, "activity" | "update">> {
  /** Whether this run listed the responses of the Form. */
  readonly isSwept: boolean;
}

/**
 * Writes into Summary when a clock run last came, and when one last listed the Form's responses (`isSwept`: this run did); and what goes
 * along with it. `at` in ms UTC.
 */
export function writeHeartbeat(
  { register, snapshot }: HourlyRead,
  at: number,
  { isSwept, activity = [], update: more = [] }: AlongWith,
): void {
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const update = [heartbeatMeasure, ...(isSwept ? [sweepMeasure] : [])]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at } }));
  register.commit({ ...noChange, update: [...update, ...more], activity }, snapshot);
}

/** Work that is not due at every look. */
export interface Step {
  /** Permanent: the time when the step was last done is stored under it. */
  readonly name: string;
  /** Milliseconds from one time to the next. */
  readonly every: number;
  /** What the step needs of the main register in addition to what each look reads. */
  readonly reads: readonly TabRequest[];
  /** One after the other, up to the first that fails. */
  readonly does: readonly Work[];
}

/** The step that looks over the main register: who may open it, its layout, what is wrong in Contacts. */
export const mainStep = "main look";

/** The steps. A look does all that are due. */
function allSteps(): readonly Step[] {
  return [
    {
      name: mainStep,
      every: hourMs,
      reads: [...auditRequests(), ...problemRequests()],
      does: [watchReaders, lookOverMain],
    },
    { name: "heartbeat", every: hourMs / 2, reads: [], does: [giveSignOfLife] },
    { name: "form and quota", every: hourMs, reads: [], does: [lookAtForm, lookAtQuota] },
    ...sealedRegisters.map(
      (name): Step => ({
        name,
        every: hourMs,
        reads: [],
        does: [(tick: ClockRun) => sealedStep(tick, name)],
      }),
    ),
  ];
}

/** Writes the sign of life, which settings were changed in the tab, and once a night the figures of the school year, in one write. */
function giveSignOfLife(tick: ClockRun): Partial<Learned> {
  const { run, snapshot, started } = tick;
  const { activity, remember } = settingsSeen(run.memory, snapshot, started);
  // Without figures the sign of life is given all the same; with the next one they are tried again.
  const update = attempt<readonly Update[]>(run, () => figuresDue(tick, snapshot), []);
  writeHeartbeat(tick, started, { isSwept: tick.isSwept, activity, update });
  return { remember };
}

function lookAtForm(tick: ClockRun): Partial<Learned> {
  watchForm(tick.run, tick, "door");
  return {};
}

/** Tells leads and admins of a live desk on the day on which Contacts come to leave some report without a reader (design 2.11). */
function watchReaders({ run, register, snapshot }: ClockRun): Partial<Learned> {
  const { memory, clock, identity, directory } = run;
  if (missingReaders(directory).length === 0) {
    return { remember: { readers: "whole" } };
  }
  // A desk that had this gap before it went live was told of it by the check.
  if (memory.get("readers") !== "whole" || !isLive(memory)) return {};
  const to = recipientsOfAccessNotice(directory, identity.runningAs());
  const id = `readers ${clock.now().toString(36)}`;
  const messages = messageToEach(to, id, "reader-missing", {});
  deliver(commitForDelivery(run, { register, snapshot }, { ...noChange, messages }));
  return { remember: { readers: "gap" } };
}

function lookOverMain(tick: ClockRun): Partial<Learned> {
  return { isAgain: auditRegister(tick.run, "main", tick) === "busy" };
}

function lookAtQuota({ run }: ClockRun): Partial<Learned> {
  return { remember: askQuota(run).remember };
}

/**
 * The step on a sealed register. An account that Contacts name by now may be shut out of it, since another account owns the file: that is no
 * failure.
 */
export function sealedStep(tick: ClockRun, name: SealedRegister): Partial<Learned> {
  const { directory, identity } = tick.run;
  return orElse<Partial<Learned>>(
    () => ({ remember: runSealedRegister(name, tick) }),
    (error) => {
      if (roleOfAccount(directory, identity.runningAs()) === null || isDefect(error)) throw error;
      return {};
    },
  );
}

/** Step → when it was last done; milliseconds since 1970, UTC. */
export type Done = Readonly<Record<string, number>>;

/**
 * How overdue a step is, in units of its own `every`; below 1 the step is not due yet. A step that was never done, or whose time lies after
 * `now`, goes first, in the order of the list.
 */
function overdueBy(done: Done, { name, every }: Pick<Step, "name" | "every">, now: number): number {
  const at = done[name];
  return at === undefined || at > now ? Number.MAX_VALUE : (now + early - at) / every;
}

/** The steps that are due, the most overdue first. `now` in ms UTC. */
export function dueSteps(done: Done, now: number): readonly Step[] {
  return allSteps()
    .filter((step) => overdueBy(done, step, now) >= 1)
    .sort((a, b) => overdueBy(done, b, now) - overdueBy(done, a, now));
}
