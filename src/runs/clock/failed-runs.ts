/**
 * Clock runs that fail one after the other: the account that runs the system, the lead and the admins are told by email, sent directly and not through a
 * register's Outbox, since email may work although the registers do not.
 */
import { isDone } from "../../attempt";
import { recipientsOfReport } from "../../district/find-people";
import { sealedRegisters } from "../../district/sealed-readers";
import { AppError, type Trouble } from "../../errors";
import { forgetTold } from "../../letters/told-notices";
import { readRegisterIds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { tellPastRegister } from "../outage/ask-past";
import { leadsInOutage } from "../outage/outage-audience";
import { readableDirectory } from "../outage/partial-read";

const distinct = (addresses: readonly string[]) =>
  [...new Set(addresses)].filter((one) => one !== "");

/** People are told at the third failed run in a row: one or two failures pass by themselves. */
const toldAfter = 3;

/** Whether the run failed on a Form that has no one to tell: a copy of the Form, or one that is not set up. */
function isNobodys(error: unknown): boolean {
  return error instanceof AppError && ["other-form", "not-set-up"].includes(error.code);
}

/**
 * Whether a sealed register is what cannot be opened: only what is in it, or belongs there, makes run after run fail, and whoever that names
 * must not learn of it. Of the main register's damage there is an email of its own.
 */
function isOfSealedRegister(run: Run, trouble: Trouble): boolean {
  if (trouble.kind === "damage") return true;
  if (trouble.kind !== "file-gone") return false;
  const ids = readRegisterIds(run.memory);
  return sealedRegisters.some((name) => {
    const id = ids[name];
    return id !== undefined && !isDone(run, () => run.spreadsheets.structure(id));
  });
}

/**
 * The account, which sees failed runs in any case, and the lead and the admins, since no one may read the account's mailbox; where Contacts
 * cannot be read those who were remembered.
 */
function toTell(run: Run, trouble: Trouble): readonly string[] {
  const me = run.identity.runningAs();
  if (isOfSealedRegister(run, trouble)) return [me].filter((one) => one !== "");
  const directory = readableDirectory(run);
  const now = run.clock.now();
  if (directory === null) return distinct([me, ...leadsInOutage(run)]);
  const { lead } = recipientsOfReport(directory, null, now, { immediateDanger: false });
  const admins = directory.people.filter(({ role }) => role === "district-admin");
  const others = lead === null ? leadsInOutage(run) : [lead.email];
  return distinct([me, ...others, ...admins.map(({ email }) => email)]);
}

/** Counts a failed clock run, and tells people at the third in a row and then daily. Sends email: must not be called under the lock. */
export function noteFailedRun(run: Run, error: unknown): void {
  if (isNobodys(error)) return;
  const { memory, identity, diagnosis } = run;
  const me = identity.runningAs();
  const fails = Math.min(memory.get("account", me).fails + 1, toldAfter);
  // Before anything is sent: where the store takes nothing, each run would say it again.
  memory.set("account", { fails }, me);
  // While the register is out of reach people are told by another email, which says the same.
  if (fails < toldAfter || memory.get("outage").since > 0) return;
  const trouble = diagnosis.troubleOf(error);
  const notice = { id: "clock-fails", trouble } as const;
  tellPastRegister(run, toTell(run, trouble), { notice, about: me });
}

/** After a run that did all of its work: forgets earlier failures. At most two calls. */
export function forgetFailedRuns(run: Run): void {
  const { memory, identity } = run;
  const me = identity.runningAs();
  if (memory.get("account", me).fails === 0) return;
  memory.set("account", { fails: 0 }, me);
  forgetTold(run, "clock-fails", me);
}
