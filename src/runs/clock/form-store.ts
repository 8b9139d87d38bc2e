/** Tells leads and admins where the Form takes no reports, or asks less than it must; and empties its store. */
import type { Directory } from "../../district/district";
import { isLive } from "../../form/build-form";
import { desiredForm } from "../../form/desired-form";
import { planForm } from "../../form/plan-form";
import { parseFormItems } from "../../form/questions";
import { heldIn, holdRequests } from "../../install/holds-in-registers";
import type { FormResponse, Workspace } from "../../ports";
import { rowsOf } from "../../register/read-register";
import { type HourlyRead, openRegister } from "../../register/register";
import { reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { dayMs } from "../../time";
import { responsesIn } from "../intake/intake-snapshot";
import { tellWeekly } from "./weekly-notices";

/** Set-up would change something. Several calls a question. */
function isChanged({ form, memory }: Workspace, { schools, pack }: Directory): boolean {
  const desired = desiredForm(
    pack,
    schools.map(({ school }) => school),
    isLive(memory),
  );
  const ops = planForm(desired, form.read(), parseFormItems(memory.get("formItems")));
  // The list of schools follows its tab within the hour.
  return ops.some((op) => op.do !== "set-choices" || op.key !== "school");
}

/**
 * One call where the Form is open; `isFull`: also its questions. `read` has the Outbox. People are told once a week. Throws what Google
 * throws. Takes no lock.
 */
export function watchForm(
  workspace: Workspace,
  read: HourlyRead,
  directory: Directory,
  isFull: boolean,
): void {
  const isClosed = !workspace.form.isOpen();
  if (!isClosed && !(isFull && isChanged(workspace, directory))) return;
  const id = `form ${isClosed ? "closed" : "changed"}`;
  tellWeekly(workspace, read, directory, id, "form-changed", { isClosed });
}

// The Form's store is a second copy of what registers have had for long enough (design 2.2).

/** Each is a call; a run has six minutes. */
const atMost = 100;

/** Deletes only what a register is seen to hold, after `formResponsesDays`, oldest first; nothing of a case on legal hold. Throws what Google throws. */
export function emptyForm(
  workspace: Workspace,
  listed: readonly FormResponse[],
  directory: Directory,
): void {
  const { settings } = directory;
  const before = workspace.clock.now() - settings.formResponsesDays * dayMs;
  const old = listed.filter(({ receivedAt }) => receivedAt < before);
  if (old.length === 0) return;
  const kept = new Set<string>();
  const held = new Set<string>();
  const ids = reportRegisterIds(workspace.memory);
  for (const name of reportRegisters) {
    const read = openRegister(workspace, ids[name], []).load([
      { tab: "reports", columns: ["response", "case"] },
      ...holdRequests,
    ]);
    for (const response of responsesIn(read)) kept.add(response);
    const cases = heldIn(read);
    for (const { values } of rowsOf(read, "reports")) {
      if (values.case && values.response && cases.has(values.case)) held.add(values.response);
    }
  }
  const going = old.filter(({ id }) => kept.has(id) && !held.has(id));
  for (const { id } of going.slice(0, atMost)) workspace.responses.remove(id);
}
