/** Tells whoever works with a register that it is a new file, and when the old one took no typing: whom Google refused nobody can know. */
import { contentsRequests, mayOpenRegister } from "../../access/register-access";
import { directoryBeside, directoryRequests } from "../../district/load-directory";
import { commitForDelivery, type Delivery } from "../../letters/outbox/deliver-messages";
import type { Workspace } from "../../ports";
import { messageToEach, noChange } from "../../register/change";
import { rowsOf } from "../../register/read-register";
import { openRegister } from "../../register/register";
import { reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { heldOf } from "../grant-account";
import { lastRollOver } from "./roll-over-state";

/** Each person once a roll-over and register; of a reader's file the reader whom it is open to. Two or three calls each. Takes no lock. */
export function movedNotices(workspace: Workspace): readonly Delivery[] {
  const { clock, memory } = workspace;
  const ids = reportRegisterIds(memory);
  const { at, frozenAt } = lastRollOver(workspace);
  return reportRegisters.flatMap((name): readonly Delivery[] => {
    const isMain = name === "main";
    const register = openRegister(workspace, ids[name]);
    const snapshot = register.load([
      { tab: "outbox", columns: ["message"] },
      ...(isMain ? directoryRequests : contentsRequests),
    ]);
    const directory = directoryBeside(workspace, name, snapshot, ids.main);
    const held = heldOf(workspace, name, directory);
    const id = `moved ${name} ${at.toString(36)}`;
    const isTold = rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith(`${id} `));
    const people = isMain || held.holds ? mayOpenRegister(directory, name, held, clock.now()) : [];
    if (isTold || people.length === 0) return [];
    const detail = { from: frozenAt, until: at };
    const messages = messageToEach(people, id, "register-moved", detail);
    return [commitForDelivery(register, { ...noChange, messages }, snapshot, directory)];
  });
}
