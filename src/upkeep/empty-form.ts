/** Empties the Form's own store of responses that the registers have had for long enough (design 2.2): it is a second copy. */
import type { Directory } from "../directory/directory";
import { responsesIn } from "../intake/intake-state";
import type { FormResponse } from "../intake/report";
import { openRegister } from "../register/register";
import type { Workspace } from "../workspace";
import { registersOf } from "./let-in";
import { reportRegisterIds } from "./report-registers";

const day = 86_400_000;
/** Each one is a call; a run has six minutes. */
const atMost = 100;

/** Only responses that a register is seen to hold are deleted, after `formResponsesDays`, oldest first. Throws what Google throws. */
export function emptyForm(
  workspace: Workspace,
  listed: readonly FormResponse[],
  directory: Directory,
): void {
  const { settings } = directory;
  const before = workspace.clock.now() - settings.formResponsesDays * day;
  const old = listed.filter(({ receivedAt }) => receivedAt < before);
  if (old.length === 0) return;
  const kept = new Set<string>();
  const ids = reportRegisterIds(workspace.memory);
  for (const name of registersOf(directory, workspace.identity.runningAs())) {
    const read = openRegister(workspace, ids[name], []).load([
      { tab: "reports", columns: ["response"] },
    ]);
    for (const response of responsesIn(read)) kept.add(response);
  }
  for (const { id } of old.filter((response) => kept.has(response.id)).slice(0, atMost)) {
    workspace.responses.remove(id);
  }
}
