/** The work of the clock that is not due at every look, and how often each step of it is. */
import { orElse } from "../../attempt";
import { problemRequests } from "../../district/directory/problem-cells";
import { roleOfAccount, type SealedRegister, sealedRegisters } from "../../district/sealed-readers";
import { isDefect } from "../../errors";
import { askQuota } from "../../letters/outbox/mail-quota";
import type { TabRequest } from "../../register/read/read-tabs";
import { early } from "../../store/next-due";
import { hourMs } from "../../time";
import type { ClockRun, Learned, Work } from "./clock-work";
import { watchForm } from "./form-store";
import { watchReaders } from "./notices-to-leads";
import { auditRegister, auditRequests } from "./register-audit";
import { runSealedRegister } from "./sealed-register";
import { giveSignOfLife } from "./sign-of-life";

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

function lookAtForm(tick: ClockRun): Partial<Learned> {
  watchForm(tick.run, tick, "door");
  return {};
}

function lookOverMain(tick: ClockRun): Partial<Learned> {
  return { isAgain: auditRegister(tick.run, "main", tick) === "busy" };
}

function lookAtQuota({ run }: ClockRun): Partial<Learned> {
  const { quota: _quota, ...account } = askQuota(run);
  return { account };
}

/**
 * The step on a sealed register. An account that Contacts name by now may be shut out of it, since another account owns the file: that is no
 * failure.
 */
export function sealedStep(tick: ClockRun, name: SealedRegister): void {
  const { directory, identity } = tick.run;
  orElse(
    () => runSealedRegister(name, tick),
    (error) => {
      if (roleOfAccount(directory, identity.runningAs()) === null || isDefect(error)) throw error;
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
