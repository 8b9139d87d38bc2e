/** What follows once the new files are the registers: set-up on them, telling people where they are, and putting the old ones away. */
import { whoMayOpen } from "../../access/who-may-open";
import { orElse } from "../../attempt";
import { contentsOf, directoryRequestsOf } from "../../case/assignment/excluded-people";
import { directoryBeside } from "../../district/directory/load-directory";
import { tellOnce } from "../../letters/outbox/deliver-messages";
import { messageToEach } from "../../messages/messages";
import { besideKeys } from "../../register/cells";
import { noChange } from "../../register/change";
import { bookmarkIn } from "../../register/read/header-position";
import { registerNamed } from "../../register/register";
import { reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { movedMark, schemaIn } from "../../register/schema";
import { tabs } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import { dateText } from "../../time";
import { hasHold } from "../holds-in-registers";
import { setUpSteps } from "../set-up";
import { retire } from "./next-files";
import type { RollOver } from "./roll-over-state";

/** Marks the old files as replaced, so that a run that still uses one sees it in what it reads anyway. Two calls for each. */
export function markMoved({ memory, spreadsheets }: Run): void {
  const { outbox } = tabs;
  for (const id of memory.get("rolledOver").files) {
    const [head] = spreadsheets.read(id, [{ sheetId: outbox.sheetId, endRowIndex: 1 }]);
    const [keys = []] = head === undefined ? [] : head.values;
    const mark = bookmarkIn(keys) ?? schemaIn(keys);
    if (mark !== null) spreadsheets.batchUpdate(id, [besideKeys(outbox, mark.column, movedMark)]);
  }
}

/**
 * Tells each person once for each roll-over and register. Everyone who could have typed is told, since no script learns whose typing Google
 * refused while the old file was frozen. Of a sealed register only where it has an open case: whoever has the role and gets no email of an
 * empty one would learn that a case excludes them. Two or three calls for each register.
 */
function tellWhereItIs(run: Run): void {
  const { at } = run.memory.get("rolledOver");
  for (const name of reportRegisters) {
    const register = registerNamed(run, name);
    const snapshot = register.load([
      { tab: "outbox", columns: ["message"] },
      ...directoryRequestsOf(name),
    ]);
    const directory = directoryBeside(run, name, snapshot);
    const held = contentsOf(name, snapshot);
    const isAtWork = registerKinds[name].audience === null || held.hasOpenCase;
    const people = isAtWork ? whoMayOpen(name, directory, held, []).people : [];
    const id = `moved ${name} ${at.toString(36)}`;
    tellOnce(lookAt(run, { register: name, directory }), { register, snapshot }, id, () => ({
      ...noChange,
      messages: messageToEach(people, id, "register-moved", {}),
    }));
  }
}

/**
 * Set up on the new files for this account, and an email about them; the other accounts at work make their triggers in their next clock run.
 * Throws what Google throws. Takes the lock: must not be called under it.
 */
export function settleIn(run: Run): void {
  markMoved(run);
  for (const step of setUpSteps) step.run(run);
  tellWhereItIs(run);
}

/** Takes the old files out of use, and ends the roll-over. Throws what Google throws. */
export function putAway(run: Run, { by }: RollOver): void {
  const { clock, diagnosis, spreadsheets, memory } = run;
  const ids = reportRegisterIds(memory);
  const { files } = memory.get("rolledOver");
  reportRegisters.forEach((name, at) => {
    spreadsheets.mark(ids[name], name);
    // The version history of the old file belongs to what is held.
    const isBinned = !hasHold(run, ids[name]);
    const until = `${registerKinds[name].fileName} (until ${dateText(clock.now(), clock)})`;
    const as = { isBinned, name: isBinned ? until : `${until}, kept for a legal hold` };
    orElse(
      () => retire(run, files[at] ?? "", by, as),
      (error) => {
        // The file is gone: the bin was emptied meanwhile.
        if (diagnosis.troubleOf(error).kind !== "file-gone") throw error;
      },
    );
  });
  memory.set("rollOver", null);
}
