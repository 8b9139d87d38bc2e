/**
 * Tells people who work with a register that it is a new file now, and since when the old one took no typing. Whose typing was refused no
 * script can know: Google refuses it in that person's window, by the protection of the frozen file, before any trigger runs, and keeps no
 * record of it. So everybody who could have typed is told, with the minutes in question.
 */

import {
  contentsRequests,
  mayOpenRegister,
  readersLetInForReporters,
} from "../../access/register-access";
import { messageToEach } from "../../case/messages/message";
import { directoryBeside, directoryRequests } from "../../district/directory/load-directory";
import { commitForDelivery, type Delivery } from "../../letters/outbox/deliver-messages";
import { isQueued } from "../../letters/outbox/outbox-rows";
import { noChange } from "../../register/change";

import { registerNamed } from "../../register/register";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import { loadRegisterContents } from "../grant-account";
import { lastRollOver } from "./roll-over-state";

/**
 * The notices: each person once for each roll-over and register; for a reader's file the reader to whom it is open. Two or three calls for
 * each register. Takes no lock.
 */
export function movedNotices(workspace: Run): readonly Delivery[] {
  const { memory } = workspace;
  const { at, frozenAt } = lastRollOver(workspace);
  return reportRegisters.flatMap((name): readonly Delivery[] => {
    const { hasDirectory, reader } = registerKinds[name];
    const register = registerNamed(workspace, name);
    const snapshot = register.load([
      { tab: "outbox", columns: ["message"] },
      ...(hasDirectory ? directoryRequests : contentsRequests),
    ]);
    const directory = directoryBeside(workspace, name, snapshot);
    const held = loadRegisterContents(workspace, name, directory);
    const id = `moved ${name} ${at.toString(36)}`;
    const isTold = isQueued(snapshot, id);
    const isOpen = reader === null || held.holds || readersLetInForReporters(memory).has(name);
    const people = isOpen ? mayOpenRegister(directory, name, held) : [];
    if (isTold || people.length === 0) return [];
    const detail = { from: frozenAt, until: at };
    const messages = messageToEach(people, id, "register-moved", detail);
    const run = lookAt(workspace, { register: name, directory });
    return [commitForDelivery(run, { register, snapshot }, { ...noChange, messages })];
  });
}
