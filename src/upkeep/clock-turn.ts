/** Which account's clock run does the work, where several run the desk: one at a time, and another as soon as that one falls silent. */
import { AppError } from "../app-error";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { openRegister } from "../register/register";
import type { Workspace } from "../workspace";
import { clockKey, installersIn, lastRun, othersAtWork } from "./installers";
import { finishSetUp, mayRun, registersToEnter, remake, setRight } from "./let-in";
import { reportRegisterIds } from "./report-registers";

const minute = 60_000;
/** Clock runs come every five minutes; one that is missed hands the work over. */
const silentFor = 7.5 * minute;
const hour = 60 * minute;
const lockWaitMilliseconds = 10_000;

/** Makes of an account that may write one that does all; false where it may not write, or another run is at work. */
function promoted(workspace: Workspace): boolean {
  const { memory, clock, lock } = workspace;
  if (!mayRun(workspace, ["main"])) return false;
  const main = openRegister(workspace, reportRegisterIds(memory).main);
  const directory = directoryIn(main.load(directoryRequests), clock);
  const others = registersToEnter(workspace, directory).filter((name) => name !== "main");
  if (!mayRun(workspace, others)) return false;
  const done = lock.during(lockWaitMilliseconds, () => {
    remake(workspace, directory);
    finishSetUp(workspace, directory);
  });
  return done !== null;
}

/**
 * True where this run is to do the clock's work; also where Google does not say whose it is. No call for an account that is at work already. Throws "no-access" for
 * one that may not write while nobody else is at work.
 */
export function takesTurn(workspace: Workspace): boolean {
  const { memory, clock, identity } = workspace;
  const me = identity.runningAs();
  if (me === "") return true;
  const now = clock.now();
  const all = installersIn(memory);
  const right = all.get(me);
  const stepBack = () => {
    memory.set(clockKey(me), String(now));
    return false;
  };
  if (right === "ready") {
    const first = othersAtWork(memory, me, now, silentFor);
    const order = [...all.keys()];
    const isBehind = first.some((address) => order.indexOf(address) < order.indexOf(me));
    return isBehind ? stepBack() : true;
  }
  const isAlone = othersAtWork(memory, me, now).length === 0;
  if (right === undefined) setRight(workspace, me, "asking");
  // Who was let in by hand, or became the owner, finds out within the hour; sooner where the desk stands still.
  const isFirstOfHour = Math.floor(lastRun(memory, me) / hour) !== Math.floor(now / hour);
  if (isAlone || right === "granted" || isFirstOfHour) {
    if (promoted(workspace)) return isAlone ? true : stepBack();
    if (isAlone) throw new AppError("no-access");
  }
  return stepBack();
}
