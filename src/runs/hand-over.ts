/** Hands the desk over to the other accounts that run it, never to nobody; and uninstalls it. */

import { otherAccountsAtWork, readInstallers } from "../access/running-accounts";
import { formLanguageIn } from "../form/form-keys";
import { closedMessage } from "../form/safety-texts";
import { type SetUpReport, setUp } from "../install/set-up";
import { setUpWords } from "../install/set-up-words";
import { runLocked } from "../lock";
import { packOfDesk, refuseOtherForm, reportRegisterIds } from "../register/register-ids";
import type { Run } from "../run";
import { runClock } from "./clock/clock-run";
import {
  accountsThatTookOver,
  beginHandOver,
  runsWithout,
  transferOwnership,
} from "./clock/finish-hand-over";

/** What became of a hand-over. */
export type HandOver =
  | {
      readonly kind: "handed-over";
      /** Addresses of the accounts that go on. */
      readonly to: readonly string[];
      /** Whether this account still owns the main register. */
      readonly owns: boolean;
    }
  /** This account's triggers go once one of these has run again. */
  | { readonly kind: "waits"; readonly to: readonly string[]; readonly owns: boolean }
  | { readonly kind: "nobody-else"; readonly asking: readonly string[] }
  | { readonly kind: "set-up"; readonly report: Partial<SetUpReport> };

function nobodyElse({ memory, identity }: Run): HandOver {
  const me = identity.runningAs();
  const asking = [...readInstallers(memory)].flatMap(([address, right]) =>
    address === me || right === "ready" ? [] : [address],
  );
  return { kind: "nobody-else", asking };
}

/**
 * Hands over, where another account runs everything: once that one has run again, this account's triggers go and it is off the list; at
 * once where that is so already. The others take away its access within the hour. For an account that does not run the desk this is set-up
 * instead. Throws as set-up does.
 */
export function handOver(run: Run): HandOver {
  const { memory, clock, identity, access } = run;
  refuseOtherForm(run);
  const me = identity.runningAs();
  if (!readInstallers(memory).has(me)) return { kind: "set-up", report: setUp(run) };
  return runLocked(run, (): HandOver => {
    memory.again();
    // Only accounts with a recent clock run: one that missed it may be suspended. So may one that ran a moment ago.
    const others = otherAccountsAtWork(memory, me, clock.now(), runsWithout);
    if (others.length === 0) return nobodyElse(run);
    const owns = access.owner(reportRegisterIds(memory).main) === me;
    const to = accountsThatTookOver(run);
    if (to.length === 0) {
      beginHandOver(run);
      return { kind: "waits", to: others, owns };
    }
    transferOwnership(run);
    return { kind: "handed-over", to, owns };
  });
}

export const handOverTitle = "Hand over";

const howToBegin = [
  "1. Make the other account an editor of this Form.",
  "2. Signed in with that account, open the Form's editor, choose Student safety, then Set up.",
  "3. After ten minutes choose Hand over here again.",
];

const lastWords = "Then remove this account from the Form's editors, if it is to go altogether.";

function ownerWords({ owns }: { readonly owns: boolean }): readonly string[] {
  return owns
    ? [
        "This account still owns the registers, and only an owner can give people access. In Google Drive open each one: Share, then the new account's role, then Transfer ownership; the new account accepts it by email.",
      ]
    : [];
}

/** What came of it, as plain lines for a dialog. */
export function handOverWords(result: HandOver): readonly string[] {
  switch (result.kind) {
    case "set-up":
      return ["This account did not run the system. It was set up.", setUpWords(result.report)];
    case "waits":
      return [
        `Being handed over to ${result.to.join(", ")}. Google does not say whether an account is in use: it shows that by its next run, within five minutes.`,
        "Then this account's triggers are deleted within ten minutes. Until then both accounts run the system, and nothing is done twice.",
        "If that account does not run, nothing changes: in Triggers of the script's editor this account's triggers are still there.",
        ...ownerWords(result),
        lastWords,
      ];
    case "nobody-else":
      return result.asking.length > 0
        ? [
            `Nothing was changed: ${result.asking.join(", ")} cannot write the registers yet.`,
            "The clock lets it in within ten minutes. If this stays so, open each register as its owner, choose Share and make it an editor.",
          ]
        : [
            "Nothing was changed: no other account runs the system, or its last clock run was more than seven minutes ago, as when it is suspended.",
            ...howToBegin,
          ];
    case "handed-over":
      return [
        `Handed over. ${result.to.join(", ")} runs the system from now on. This account's triggers are gone.`,
        ...ownerWords(result),
        lastWords,
      ];
  }
}

// Uninstalling. The last account also closes the Form, which must not take reports that nobody reads. Registers stay as they are.

/** What became of an uninstallation. */
export interface Uninstalled {
  /** Addresses of the accounts that go on. */
  readonly others: readonly string[];
  /** Whether the Form was closed. */
  readonly isClosed: boolean;
}

/**
 * Uninstalls this account. Takes in first what the Form has; throws what that throws, and then does nothing more. Throws "busy" where
 * another run holds the lock.
 */
export function uninstall(run: Run): Uninstalled {
  const { memory, identity, clock, form } = run;
  refuseOtherForm(run);
  const me = identity.runningAs();
  const others = otherAccountsAtWork(memory, me, clock.now());
  const isClosed = others.length === 0 && readInstallers(memory).get(me) === "ready";
  if (isClosed) {
    form.close(
      closedMessage(packOfDesk(memory), { language: formLanguageIn(memory), reviewed: [] }),
    );
    runClock(run);
  }
  runLocked(run, () => transferOwnership(run));
  return { others, isClosed };
}

export const uninstallTitle = "Uninstall";

export const uninstallQuestion = [
  "Stop running the system with this account?",
  "Its triggers are deleted. The registers and what is in them stay. If no other account runs the system, the Form stops taking reports and says whom to call. Reminders, escalation and the morning summary stop too.",
];

/** What came of it, as plain lines for a dialog. */
export function uninstallWords({ others, isClosed }: Uninstalled): readonly string[] {
  const gone = "This account no longer runs the system.";
  if (others.length > 0) {
    return [`${gone} ${others.join(", ")} does the work; the Form takes reports as before.`];
  }
  if (!isClosed) return [`${gone} It could not write the registers; the Form was not changed.`];
  return [
    `${gone} The Form takes no reports now and says whom to call.`,
    "No one is reminded of open cases any more: the Summary tab of the register lists what is due.",
    "The registers are in Google Drive as they were. Keep them for as long as your district keeps such records.",
    "Set up brings all of it back.",
  ];
}
