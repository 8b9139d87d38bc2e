/** Going live: from then on the district relies on the desk, and its Form no longer says that it is not in use. */

import { directoryIn, directoryRequests } from "../district/load";
import { AppError } from "../errors";
import { buildForm, isLive } from "../form/build";
import { lockWaits, type Workspace } from "../ports";
import { noChange } from "../register/change";
import { openRegister } from "../register/register";
import { refuseOtherForm, reportRegisterIds } from "../register/which";
import { check } from "./check/check";
import type { Line } from "./check/findings";

/**
 * What is still missing; nothing: the desk is live now, or was before. A fault that comes later warns and never changes what the Form
 * says. Throws "busy", "not-set-up", "other-form" and what Google throws.
 */
export function goLive(workspace: Workspace): readonly Line[] {
  const { memory, clock, identity, lock } = workspace;
  refuseOtherForm(workspace);
  if (isLive(memory)) return [];
  const missing = check(workspace)
    .flatMap(({ lines }) => lines)
    .filter(({ state, holdsBack }) => state === "wrong" || holdsBack === true);
  if (missing.length > 0) return missing;
  const done = lock.during(lockWaits.work, () => {
    const now = clock.now();
    const register = openRegister(workspace, reportRegisterIds(memory).main);
    const snapshot = register.load([...directoryRequests]);
    const { schools, pack } = directoryIn(snapshot, clock);
    memory.set("live", String(now));
    buildForm(workspace, schools, pack);
    const line = { at: now, who: identity.runningAs(), what: "went-live", case: null };
    register.commit({ ...noChange, activity: [line] }, snapshot);
  });
  if (done === null) throw new AppError("busy");
  return [];
}

export const liveWords: readonly string[] = [
  "The desk is live: the Form no longer says that it is not in use. Tell staff where it is now.",
  "What goes wrong from here on is told by mail and by Check; it changes nothing of what the Form says.",
];

export const notLiveWords =
  "The Form goes on saying that it is not in use, and whom to call. Reports are taken in and mailed all the same. Before going live:";
