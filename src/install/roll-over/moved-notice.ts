/**
 * Tells people who work with a register that it is a new file now, and since when the old one took no typing. Whose typing was refused no
 * script can know: Google refuses it in that person's window, by the protection of the frozen file, before any trigger runs, and keeps no
 * record of it. So everybody who could have typed is told, with the minutes in question.
 */

import { whoMayOpen } from "../../access/who-may-open";
import { contentsOf, directoryRequestsOf } from "../../case/assignment/excluded-people";
import { messageToEach } from "../../case/messages/message";
import { directoryBeside } from "../../district/directory/load-directory";
import { commitForDelivery, type Delivery } from "../../letters/outbox/deliver-messages";
import { isQueued } from "../../letters/outbox/outbox-rows";
import { noChange } from "../../register/change";

import { registerNamed } from "../../register/register";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import { lastRollOver } from "./roll-over-state";

/**
 * The notices: each person once for each roll-over and register; about a sealed one only where it has an open case, since whoever has the
 * role and gets no email of an empty one would learn that a case excludes them. Two or three calls for each register. Takes no lock.
 */
export function movedNotices(run: Run): readonly Delivery[] {
  const { at, frozenAt } = lastRollOver(run);
  return reportRegisters.flatMap((name): readonly Delivery[] => {
    const register = registerNamed(run, name);
    const snapshot = register.load([
      { tab: "outbox", columns: ["message"] },
      ...directoryRequestsOf(name),
    ]);
    const directory = directoryBeside(run, name, snapshot);
    const held = contentsOf(name, snapshot);
    const id = `moved ${name} ${at.toString(36)}`;
    const isTold = isQueued(snapshot, id);
    const isAtWork = registerKinds[name].audience === null || held.hasOpenCase;
    const people = isAtWork ? whoMayOpen(name, directory, held, []).people : [];
    if (isTold || people.length === 0) return [];
    const detail = { from: frozenAt, until: at };
    const messages = messageToEach(people, id, "register-moved", detail);
    const there = lookAt(run, { register: name, directory });
    return [commitForDelivery(there, { register, snapshot }, { ...noChange, messages })];
  });
}
