/**
 * Tells people who work with a register that it is a new file now, and since when the old one took no typing. Whose typing was refused no
 * script can know: Google refuses it in that person's window, by the protection of the frozen file, before any trigger runs, and keeps no
 * record of it. So everybody who could have typed is told, with the minutes in question.
 */

import { mayOpenRegister } from "../../access/register-access";
import { contentsOf, directoryRequestsOf } from "../../case/assignment/excluded-people";
import { messageToEach } from "../../case/messages/message";
import { directoryBeside } from "../../district/directory/load-directory";
import { tellOnce } from "../../letters/outbox/deliver-messages";
import { noChange } from "../../register/change";
import { registerNamed } from "../../register/register";
import { reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";

/**
 * Tells each person once for each roll-over and register; of a sealed one only where it has an open case, since whoever has the role and gets
 * no email of an empty one would learn that a case excludes them. Two or three calls for each register. Throws what Google throws. Takes no
 * lock.
 */
export function tellWhereItIs(run: Run): void {
  const { at, frozenAt } = run.memory.get("rolledOver");
  for (const name of reportRegisters) {
    const register = registerNamed(run, name);
    const snapshot = register.load([
      { tab: "outbox", columns: ["message"] },
      ...directoryRequestsOf(name),
    ]);
    const directory = directoryBeside(run, name, snapshot);
    const held = contentsOf(name, snapshot);
    const isAtWork = registerKinds[name].audience === null || held.hasOpenCase;
    const people = isAtWork ? mayOpenRegister(directory, name, held) : [];
    const id = `moved ${name} ${at.toString(36)}`;
    tellOnce(lookAt(run, { register: name, directory }), { register, snapshot }, id, () => {
      const detail = { from: frozenAt, until: at };
      return { ...noChange, messages: messageToEach(people, id, "register-moved", detail) };
    });
  }
}
