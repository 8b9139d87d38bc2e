/**
 * The Form as the clock watches it: tells leads and admins where it takes no reports or asks less than it must, and deletes old responses
 * from it.
 */
import type { Directory } from "../../district/district";
import { formSpeech } from "../../district/form-speech";
import { isLive } from "../../form/build-form";
import { desiredForm } from "../../form/desired-form";
import { packOnForm } from "../../form/district-line";
import { type FormKey, itemsOf, parseFormItems } from "../../form/form-keys";
import { planForm } from "../../form/plan-form";
import { casesOnHold, holdRequests } from "../../install/holds-in-registers";
import type { FormResponse, Workspace } from "../../ports";
import { rowsOf } from "../../register/read/snapshot";
import { type HourlyRead, openRegister } from "../../register/register";
import { reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { dayMs } from "../../time";
import { responsesIn } from "../intake/intake-snapshot";
import { tellWeekly } from "./weekly-notices";

const schoolItems: readonly FormKey[] = itemsOf("school");

/** Whether set-up would change a question. Several calls a question. */
function isChanged({ form, memory }: Workspace, directory: Directory): boolean {
  const desired = desiredForm(
    packOnForm(directory),
    directory.schools.map(({ school }) => school),
    isLive(memory),
    formSpeech(directory.settings),
  );
  const ops = planForm(desired, form.read(), parseFormItems(memory.get("formItems")));
  // A change of the school list is no fault: the list follows the Schools tab within the hour.
  return ops.some((op) => op.do !== "set-choices" || !schoolItems.includes(op.key));
}

/**
 * Tells people, at most once a week, where the Form is closed or lacks questions. One call where it is open. `isFull`: also looks at its
 * questions (several calls each). `read` includes the Outbox. Throws what Google throws. Takes no lock.
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

// The Form's store is a second copy of reports that the registers hold. It is emptied after a time that the district sets (design 2.2).

/** At most so many responses in one run: each is a call, and a run has six minutes. */
const atMost = 100;

/**
 * Deletes responses from the Form, oldest first, after the days that `formResponsesDays` sets. Only those that a register was just seen to
 * hold, and none that belongs to a case on legal hold. Throws what Google throws.
 */
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
    const cases = casesOnHold(read);
    for (const { values } of rowsOf(read, "reports")) {
      if (values.case && values.response && cases.has(values.case)) held.add(values.response);
    }
  }
  const going = old.filter(({ id }) => kept.has(id) && !held.has(id));
  for (const { id } of going.slice(0, atMost)) workspace.responses.remove(id);
}
