/** Takes this account's triggers away. The last one also closes the Form: it must not go on taking reports that nobody reads. Registers stay as they are. */
import { AppError } from "../app-error";
import { closedMessage, formNumbers } from "../intake/form/texts";
import { currentPack } from "../protocol/packs";
import type { Workspace } from "../workspace";
import { stepDown } from "./hand-over";
import { installersIn, othersAtWork } from "./installers";
import { refuseOtherForm } from "./set-up";
import { tick } from "./tick";

export interface Uninstalled {
  /** Addresses of those who go on. */
  readonly others: readonly string[];
  /** Whether the Form was closed. */
  readonly isClosed: boolean;
}

const lockWaitMilliseconds = 30_000;

/**
 * What the Form has is taken in and told of first; throws what that throws, and nothing more is done then, so that it can
 * be tried again. Throws "busy" where a run is at work.
 */
export function uninstall(workspace: Workspace): Uninstalled {
  const { memory, identity, clock, form, lock } = workspace;
  refuseOtherForm(workspace);
  const me = identity.runningAs();
  const others = othersAtWork(memory, me, clock.now());
  const isClosed = others.length === 0 && installersIn(memory).get(me) === "ready";
  if (isClosed) {
    form.close(closedMessage(formNumbers(currentPack.hotlines)));
    tick(workspace);
  }
  const done = lock.during(lockWaitMilliseconds, () => stepDown(workspace));
  if (done === null) throw new AppError("busy");
  return { others, isClosed };
}

export const uninstallTitle = "Uninstall";

export const uninstallQuestion = [
  "Stop running the desk with this account?",
  "Its triggers go. The registers and what is in them stay. If no other account runs the desk, the Form stops taking reports and says whom to call; reminders, escalation and the morning mail stop.",
];

/** Plain lines for a dialog. */
export function uninstallWords({ others, isClosed }: Uninstalled): readonly string[] {
  const gone = "This account runs the desk no more.";
  if (others.length > 0) {
    return [`${gone} ${others.join(", ")} goes on; the Form takes reports as before.`];
  }
  if (!isClosed) return [`${gone} It could not write the registers; the Form was not changed.`];
  return [
    `${gone} The Form takes no reports now and says whom to call.`,
    "Nobody is reminded of open cases any more: the Summary tab of the register lists what is due.",
    "The registers are in Google Drive as they were. Keep them for as long as your district keeps such records.",
    "Set up brings all of it back.",
  ];
}
