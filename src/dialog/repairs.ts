/** What the buttons of the check repair: only things that the clock or Set up would do as well. */
import { readInstallers } from "../access/running-accounts";
import { renewTriggers } from "../access/triggers";
import { openCaseRequests } from "../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../district/directory/load-directory";
import { AppError } from "../errors";
import { outboxRequests } from "../letters/outbox/outbox-rows";
import { type Register, registerNamed } from "../register/register";
import { reportRegisterIds, reportRegisters } from "../register/register-ids";
import type { Run } from "../run";
import {
  auditRegister,
  auditRequests,
  keepDirectory,
  mainAccessRequests,
  syncAccessWithContacts,
} from "../runs/clock/register/register-audit";
import { takeInUnseenEvents } from "../runs/clock/unseen-events";
import { sendPendingMessages } from "../runs/due/send-pending";
import { checkPage } from "./check-page";
import type { Page } from "./page-data";

/** Repairs who can open the main register, and who may edit what in it. */
function followContacts(workspace: Run, register: Register): void {
  const snapshot = register.load([
    ...directoryRequests,
    ...mainAccessRequests(),
    ...auditRequests(),
  ]);
  const directory = directoryIn(snapshot, workspace.clock);
  const read = { register, snapshot };
  keepDirectory(workspace, read, directory);
  const done = syncAccessWithContacts(workspace, "main", directory, { isLeft: false });
  if (done === "busy") throw new AppError("busy");
  auditRegister(workspace, "main", read, directory);
}

/** The repair for a button's act; null where there is none. */
function repairOf(act: string): ((workspace: Run, main: Register) => unknown) | null {
  switch (act) {
    case "fix-mail":
      return (workspace, main) => {
        const read = main.load([...outboxRequests, ...openCaseRequests(null, false)]);
        return sendPendingMessages(workspace, "main", read);
      };
    case "fix-unseen":
      return takeInUnseenEvents;
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

/** Does the repair and shows the check again; null where the act is no repair. Throws what the repair and the check throw. */
export function repairAndCheck(workspace: Run, act: string): Page | null {
  const repair = repairOf(act);
  if (repair === null) return null;
  if (!readInstallers(workspace.memory).has(workspace.identity.runningAs())) {
    return checkPage(workspace, "Nothing was done: sign in with the account that runs the desk.");
  }
  repair(workspace, registerNamed(workspace, "main"));
  return checkPage(workspace, "That was done. This is how it stands now:");
}
