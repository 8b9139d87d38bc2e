/** Notices that the Form takes no reports any more, or asks less than it must, and tells leads and admins. */
import { deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import { parseFormItems } from "../intake/form/keys";
import { formNumbers } from "../intake/form/texts";
import { formDefinition } from "../intake/questions";
import { currentPack } from "../protocol/packs";
import { noChange } from "../register/change";
import { rowsOf } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { committed } from "./access-follow";
import { toldOfAccess } from "./access-notice";
import { desiredForm } from "./form/desired-form";
import { planForm } from "./form/plan-form";
import type { HourlyRead } from "./hourly";

const week = 7 * 86_400_000;

/** Whether set-up would change something of the Form. Several calls a question. */
function isChanged({ form, memory }: Workspace, { schools }: Directory): boolean {
  const desired = desiredForm(
    formDefinition(formNumbers(currentPack.hotlines)),
    schools.map(({ school }) => school),
  );
  const ops = planForm(desired, form.read(), parseFormItems(memory.get("formItems")));
  // The list of schools follows its tab within the hour.
  return ops.some((op) => op.do !== "set-choices" || op.key !== "school");
}

/**
 * One call where the Form is open; `isFull` also looks at its questions. `read` has the Outbox. People are told once a
 * week. Throws what Google throws. Takes no lock.
 */
export function watchForm(
  workspace: Workspace,
  { register, snapshot }: HourlyRead,
  directory: Directory,
  isFull: boolean,
): void {
  const isClosed = !workspace.form.isOpen();
  if (!isClosed && !(isFull && isChanged(workspace, directory))) return;
  const now = workspace.clock.now();
  const id = `form ${isClosed ? "closed" : "changed"} ${Math.floor(now / week)} `;
  if (rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith(id))) return;
  const to = toldOfAccess("main", directory, workspace.identity.runningAs());
  const messages = to.map((address) => ({
    id: id + address,
    kind: "form-changed",
    to: address,
    case: null,
    detail: { isClosed },
  }));
  deliver(workspace, committed(register, { ...noChange, messages }, snapshot, directory));
}
