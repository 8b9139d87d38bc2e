/** What the buttons of the check put right: nothing but what the clock or Set up would do as well. */
import { installersIn } from "../access/accounts";
import { renewTriggers } from "../access/triggers";
import { openCaseRequests } from "../case/load";
import { directoryIn, directoryRequests } from "../district/load";
import { AppError } from "../errors";
import { outboxRequests } from "../outbox/rows";
import type { Workspace } from "../ports";
import { type Register, registerNamed } from "../register/register";
import { reportRegisterIds, reportRegisters } from "../register/which";
import {
  auditRegister,
  auditRequests,
  mainAccessRequests,
  syncAccessWithContacts,
} from "../runs/look-over";
import { sendPendingMessages } from "../runs/send-waiting";
import { takeUnseen } from "../runs/unseen";
import { checkPage } from "./check-page";
import type { Page } from "./page";

/** Who can open the main register, and who may write where in it. */
function followContacts(workspace: Workspace, register: Register): void {
  const snapshot = register.load([...directoryRequests, ...mainAccessRequests, ...auditRequests]);
  const directory = directoryIn(snapshot, workspace.clock);
  const read = { register, snapshot };
  const done = syncAccessWithContacts(workspace, "main", read, directory, (error) => {
    throw error;
  });
  if (done === "busy") throw new AppError("busy");
  auditRegister(workspace, "main", read, directory);
}

/** By the act of the button; null where there is no such. */
function repairOf(act: string): ((workspace: Workspace, main: Register) => unknown) | null {
  switch (act) {
    case "fix-mail":
      return (workspace, main) => {
        const read = main.load([...outboxRequests, ...openCaseRequests(null, false)]);
        return sendPendingMessages(workspace, "main", read);
      };
    case "fix-unseen":
      return takeUnseen;
    case "fix-access":
      return followContacts;
    case "fix-triggers":
      return ({ triggers }) => renewTriggers(triggers);
    default: {
      const name = reportRegisters.find((one) => act === `fix-sharing ${one}`);
      return name === undefined
        ? null
        : ({ access, memory }) => access.keepToOwner(reportRegisterIds(memory)[name]);
    }
  }
}

/** The check once that is put right; null where the act is none of these. Throws what the repair and the check throw. */
export function repairAndCheck(workspace: Workspace, act: string): Page | null {
  const repair = repairOf(act);
  if (repair === null) return null;
  if (!installersIn(workspace.memory).has(workspace.identity.runningAs())) {
    return checkPage(workspace, "Nothing was done: sign in with the account that runs the desk.");
  }
  repair(workspace, registerNamed(workspace, "main"));
  return checkPage(workspace, "That was done. This is how it stands now:");
}
