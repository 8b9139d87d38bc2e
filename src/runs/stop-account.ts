/** Stops using one of the accounts that run the system, or uninstalls it. The last account can only be uninstalled. */

import { isReady, missesClock, otherAccountsAtWork } from "../access/accounts-at-work";
import { accountsThatTakeOver, removeAccount } from "../access/stopping-account";
import { attempt, isDone, whyFailed } from "../attempt";
import { formLanguageIn } from "../form/report";
import { closedMessage } from "../form/safety-texts";
import { runLocked } from "../lock";
import { packOfDesk, refuseOtherForm, registerId } from "../registers/kinds";
import type { Run } from "../run";
import { hourMs } from "../time";
import { runClock } from "./clock-run";

const whereNotOwner =
  "Within an hour it can no longer open the registers, unless May open is ticked for it in Contacts.";

function stopped(others: readonly string[], ownership: string): readonly string[] {
  return [
    `This account no longer runs the system: its triggers are deleted. ${others.join(", ")} does the work; the Form takes reports as before.`,
    ownership,
    "Then remove it from the Form's editors too: an editor of the Form can read the reports that the Form still holds.",
  ];
}

const thoseThatGoOn = ({ memory }: Run, accounts: readonly string[]) =>
  accounts.filter((one) => memory.get("account", one).stopping === 0);

/** Makes this account stop beside others that go on. Returns what was done. Must be called under the lock. */
function stopBeside(run: Run, others: readonly string[], choice: string): readonly string[] {
  const { memory, clock, identity, access } = run;
  const me = identity.runningAs();
  const main = registerId(memory, "main");
  const { stopping } = memory.get("account", me);
  const isOwner = isReady(memory, me) && access.owner(main) === me;
  const ownership = isOwner
    ? "This account still owns the registers, and only their owner can give people access. In Google Drive open each register: Share, then the new account's role, then Transfer ownership; the new account accepts it by email. Within an hour after that, this account can no longer open them."
    : whereNotOwner;
  const heirs = stopping === 0 ? [] : accountsThatTakeOver(run);
  if (heirs.length > 0 || !isReady(memory, me)) {
    removeAccount(run);
    return stopped(heirs.length > 0 ? heirs : others, ownership);
  }
  if (stopping === 0) memory.set("account", { stopping: clock.now() }, me);
  return [
    `This account stops as soon as the clock of another account has run: ${others.join(", ")}. That takes about ten minutes. Until then this account goes on, and no report waits.`,
    `To see whether it has stopped: choose ${choice} here again after ten minutes. If no other account's clock runs within an hour, this account does not stop, and the leads and admins get an email that says so.`,
    "To keep using this account after all, choose Set up.",
    ownership,
    "Once it has stopped, remove it from the Form's editors too: an editor of the Form can read the reports that the Form still holds.",
  ];
}

/**
 * Makes this account stop once the clock of another one has run, which this account's next clock run sees; if it has already, since this was
 * chosen before, it stops now. The next look of the account that owns the registers takes away its access: an editor may not share the
 * files, and so cannot leave them. Returns what was done, as plain lines for a dialog. Throws "not-set-up", "other-form", "busy" if another
 * run holds the lock, and what Google throws.
 */
export function stopAccount(run: Run): readonly string[] {
  refuseOtherForm(run);
  return runLocked(run, () => {
    const { memory, clock, identity } = run;
    const me = identity.runningAs();
    const { stopping } = memory.get("account", me);
    // Only accounts that did not miss their last clock run count: one that did may be suspended.
    const others = thoseThatGoOn(run, otherAccountsAtWork(memory, me, clock.now(), missesClock));
    if (others.length === 0) {
      return [
        `Nothing was changed: no other account's clock has run in the last seven minutes${stopping === 0 ? "" : ", or the others stop too"}, so reports would wait in the Form, and no one would be told of them.`,
        "To let another account take over: make it an editor of this Form. Sign in with it, open the Form's editor and choose Student safety, then Set up. After ten minutes choose Stop using this account here again.",
        "To stop the system altogether, choose Uninstall. It also closes the Form.",
      ];
    }
    return stopBeside(run, others, "Stop using this account");
  });
}

export const uninstallQuestion = [
  "Stop running the system with this account?",
  "Its triggers are deleted. If another account runs the system, this happens once that one's clock has run, in about ten minutes. The registers and what is in them stay. If no other account runs the system, the Form stops taking reports and says whom to call. Reminders, escalation and the morning email stop too.",
];

/** What must be done by hand where Google did not let the system do it. */
const byHand = {
  open: "The Form could not be closed. Close it in its editor: Published, then turn off Accepting responses.",
  unread:
    "The reports that the Form still holds could not all be taken in. In the Form's editor, open Responses and read them now.",
} as const;

/**
 * Closes the Form, which must not accept reports that no one reads, and takes in what it holds. Each step is tried by itself. Returns what
 * failed, and the closing words if Google did not take them: it refuses them for a Form that is closed already.
 */
function closeForm(run: Run) {
  const { form, memory } = run;
  const words = closedMessage(packOfDesk(memory), {
    language: formLanguageIn(memory),
    reviewed: [],
  });
  const isClosed = attempt(run, () => !form.isOpen(), false);
  const isSaid = !isClosed && whyFailed(() => form.sayClosed(words)) === null;
  const failed = [
    isClosed || isDone(run, () => form.set("acceptsResponses", false)) ? [] : [byHand.open],
    isDone(run, () => runClock(run)) ? [] : [byHand.unread],
  ].flat();
  return { failed, unsaid: isSaid ? null : words };
}

/**
 * Uninstalls this account. Beside another one that ran not long ago it stops as `stopAccount` does, once that one's clock has run. If it is
 * the last one, it first closes the Form and takes in what it holds; the registers stay as they are. If that fails it goes on, and leaves
 * when it is chosen again within the hour. Returns what was done, as plain lines for a dialog. Throws "busy" if another run holds the lock.
 */
export function uninstall(run: Run): readonly string[] {
  const { memory, identity, clock } = run;
  refuseOtherForm(run);
  const me = identity.runningAs();
  const others = otherAccountsAtWork(memory, me, clock.now());
  const goOn = thoseThatGoOn(run, others);
  if (goOn.length > 0) return runLocked(run, () => stopBeside(run, goOn, "Uninstall"));
  if (others.length > 0 && isReady(memory, me)) {
    return [
      `Nothing was changed: ${others.join(", ")} is to stop too, and waits until the clock of this account has run.`,
      "Choose Uninstall here again after ten minutes. It then closes the Form.",
    ];
  }
  const gone = "This account no longer runs the system.";
  if (!isReady(memory, me)) {
    runLocked(run, () => removeAccount(run));
    return [`${gone} It could not write the registers; the Form was not changed.`];
  }
  const now = clock.now();
  const isAgain = now - memory.get("account", me).stopping < hourMs;
  const { failed, unsaid } = closeForm(run);
  const marks = () => memory.set("account", { stopping: now }, me);
  if (failed.length > 0 && !isAgain && isDone(run, marks)) {
    return [
      "This account still runs the system, and its clock tries again every five minutes.",
      ...failed,
      "Then choose Uninstall again. If you choose it within an hour, this account stops in any case.",
    ];
  }
  runLocked(run, () => removeAccount(run));
  const said =
    unsaid === null
      ? ["The Form takes no reports now and says whom to call."]
      : [
          "The Form takes no reports now. Google does not change what a closed Form says. If it does not say whom to call, open its editor, choose Published, and write there:",
          unsaid,
        ];
  return [
    gone,
    ...(failed.length > 0 ? failed : said),
    "No one is reminded of open cases any more: the Summary tab of the register lists what is due.",
    "The registers are in Google Drive as they were. Keep them for as long as your district keeps such records.",
    "Set up brings all of it back.",
  ];
}
