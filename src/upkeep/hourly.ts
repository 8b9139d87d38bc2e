/** What is looked after once an hour, in steps of which a tick does one: so that no tick makes many calls. */
import type { Directory } from "../directory/directory";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { isBarred } from "../intake/route";
import { noChange } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister, type Register } from "../register/register";
import type { Snapshot } from "../register/snapshot";
import type { Memory, MemoryKey, Workspace } from "../workspace";
import { followAccess } from "./access-follow";
import { problemRequests, problemUpdates } from "./directory-problems";
import { syncSchools } from "./form/school-list";
import { lookOver, lookRequests } from "./hourly-look";
import { stepsDone } from "./hourly-memory";
import { type ReportRegister, reportRegisterIds, reportRegisters } from "./report-registers";

/** "access": who can open the register, and for the main one what Contacts, Schools and Settings say; "look": the rest. */
export interface HourlyStep {
  readonly register: ReportRegister;
  readonly part: "access" | "look";
}

const steps: readonly HourlyStep[] = reportRegisters.flatMap((register): HourlyStep[] => [
  { register, part: "access" },
  { register, part: "look" },
]);

const minute = 60_000;
/** With ticks of five minutes each step comes every 55. */
const between = 54 * minute;
const retryAfter = 10 * minute;

function nameOf({ register, part }: HourlyStep): string {
  return `${register} ${part}`;
}

/** The step that this tick should do, the one longest undone; null when all were done within the hour. `now` in ms UTC. */
export function hourlyStep(memory: Memory, now: number): HourlyStep | null {
  const done = stepsDone(memory);
  const at = (step: HourlyStep) => done[nameOf(step)] ?? 0;
  const [oldest = null] = [...steps].sort((a, b) => at(a) - at(b));
  return oldest !== null && now - at(oldest) >= between ? oldest : null;
}

/** What the tick must read of the main register for a step. */
export function hourlyRequests({ register, part }: HourlyStep): readonly TabRequest[] {
  if (register !== "main") return directoryRequests;
  return [...directoryRequests, ...(part === "access" ? problemRequests : lookRequests)];
}

export interface HourlyRead {
  /** The main register, and what was read of it: at least `hourlyRequests`. */
  readonly register: Register;
  readonly snapshot: Snapshot;
}

/** Problems are written beside their rows, and the Form offers the schools of the tab. No call where nothing has changed. */
function keepDirectory(
  workspace: Workspace,
  { register, snapshot }: HourlyRead,
  directory: Directory,
  note: (error: unknown) => void,
): void {
  try {
    const update = problemUpdates(snapshot, directory);
    register.commit({ ...noChange, update }, snapshot);
    syncSchools(workspace, directory.schools);
  } catch (error) {
    // Tried again within the hour; who can open the register matters more.
    note(error);
  }
}

function take(
  workspace: Workspace,
  { register: name, part }: HourlyStep,
  read: HourlyRead,
  note: (error: unknown) => void,
): void {
  const directory = directoryIn(read.snapshot, workspace.clock);
  if (isBarred(name, directory, workspace.identity.runningAs())) return;
  if (part === "access") {
    if (name === "main") keepDirectory(workspace, read, directory, note);
    followAccess(workspace, name, directory);
    return;
  }
  let { register, snapshot } = read;
  if (name !== "main") {
    register = openRegister(workspace, reportRegisterIds(workspace.memory)[name]);
    snapshot = register.load(lookRequests);
  }
  lookOver(workspace, { name, register, snapshot, directory });
}

/**
 * Does one step. Returns what to remember, for the tick to write with the rest. Never throws: what failed goes to `note`,
 * and is tried again ten minutes later, other steps first. Takes the lock where access changes: not to be called under it.
 */
export function hourly(
  workspace: Workspace,
  step: HourlyStep,
  read: HourlyRead,
  note: (error: unknown) => void,
): Readonly<Partial<Record<MemoryKey, string>>> {
  // By the minute: how long a run took would hint at what else it had to do.
  const now = Math.floor(workspace.clock.now() / minute) * minute;
  let at = now;
  try {
    take(workspace, step, read, note);
  } catch (error) {
    note(error);
    at = now - between + retryAfter;
  }
  return { hourlyAt: JSON.stringify({ ...stepsDone(workspace.memory), [nameOf(step)]: at }) };
}
