/** The files that are to replace the registers, and files taken out of use. */
import { alignProtections } from "../../access/protection-editors";
import { applyAccess, planAccess } from "../../access/register-access";
import { setEditors } from "../../access/sync-editors";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { ensure } from "../../register/layout/ensure";
import { registerNamed } from "../../register/register";
import {
  type ReportRegister,
  reportRegisterIds,
  reportRegisters,
} from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import { layoutOf } from "../make-register";
import { readRows } from "./copy-register";
import { shapedTabs } from "./kept-rows";
import { doIfStateHolds, type RollOver } from "./roll-over-state";

/** The files that this account made to replace a register, oldest first. Two calls, and two for each. */
function nextFiles({ access, spreadsheets }: Run, name: ReportRegister, by: string) {
  return spreadsheets.find(`next-${name}`).filter((id) => (access.owner(id) ?? by) === by);
}

/** Makes the new files, with the lock for each alone. One that an earlier run made and did not remember is found by its mark. */
export function makeFiles(run: Run, state: RollOver): RollOver["next"] {
  const { spreadsheets, memory } = run;
  const { by } = state;
  const ids = reportRegisterIds(memory);
  const next = reportRegisters.map((name) => {
    const rows = readRows(spreadsheets, ids[name], name);
    const shape = shapedTabs(name, rows, spreadsheets.structure(ids[name]).tabs);
    const layout = layoutOf(run, name, { installers: [by], leads: [] }, shape);
    const made = doIfStateHolds(run, state, () => {
      const [found] = nextFiles(run, name, by);
      const id = found ?? spreadsheets.create(registerKinds[name].fileName, `next-${name}`);
      ensure(run, id, layout);
      return id;
    });
    return [name, made ?? ""];
  });
  return Object.fromEntries(next);
}

/**
 * Lets everybody into the new files who works with the registers: from the switch on every link leads there, and the account that rolls over
 * may be gone the next minute. Addresses that Google refuses are left out. Throws what Google throws over anything but a person.
 */
export function openNextFiles(run: Run, { next }: RollOver): void {
  const { clock, spreadsheets } = run;
  const directory = directoryIn(registerNamed(run, "main").load(directoryRequests), clock);
  for (const name of reportRegisters) {
    const id = next[name] ?? "";
    const held = setEditors(lookAt(run, { directory }), id, name);
    alignProtections(run, name, spreadsheets.structure(id), { directory, held, id });
  }
}

/** Takes a file out of use: open to nobody but its owner, and in the bin unless it is to be kept. */
export function retire(
  { access, spreadsheets }: Run,
  id: string,
  by: string,
  as: { readonly name: string; readonly isBinned: boolean },
): void {
  const plan = planAccess(access, { id, present: access.editors(id) }, [by], by);
  const { error } = applyAccess(access, id, plan);
  if (error !== null) throw error;
  spreadsheets.mark(id, "retired", as);
}

/** Puts the new files of this account into the bin, which never became registers. */
export function throwAway(run: Run, by: string): void {
  for (const name of reportRegisters) {
    for (const id of nextFiles(run, name, by)) {
      const as = { name: `${registerKinds[name].fileName} (unfinished)`, isBinned: true };
      retire(run, id, by, as);
    }
  }
}
