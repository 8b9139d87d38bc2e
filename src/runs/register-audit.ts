/**
 * The hourly look at one register: who can open it, how it is shared, its protections, filter views and blank rows; in a sealed register
 * also formulas that people typed. Those of the main register are looked for at the look that follows an edit (design 2.20).
 */

import { isReady } from "../access/accounts-at-work";
import { syncEditorsWithContacts } from "../access/match-editors-to-contacts";
import { alignProtections, recipientsOfRegisterNotice } from "../access/who-may-open";
import { attempt } from "../attempt";
import { freeTabs } from "../case/load-cases";
import { caseTabs } from "../case/tabs/case-tabs";
import { viewReads } from "../case/tabs/views-of-cases";
import { syncSchools } from "../form/build-form";
import { tellOfMissingRows } from "../install/missing-rows";
import { layoutOf, nameProblems } from "../install/set-up-steps";
import { tellDesk } from "../outbox/deliver-messages";
import { forgetTold } from "../outbox/told-notices";
import type { RegisterName, Sharing } from "../ports";
import { differences } from "../register/layout/ensure";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { kindOf } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { contentsOf } from "../sealed/remember-who-is-kept-out";
import { installersIn } from "../store/store";
import { replaceFormulas } from "./formulas-to-text";

/** What the hourly look reads from a register. */
export function auditRequests(): readonly TabRequest[] {
  return [
    { tab: "cases", columns: [...viewReads, "checklistRows"] },
    { tab: "checklist", columns: [] },
    // These columns tell how far the tabs are filled.
    { tab: "reports", columns: ["row", "response"] },
    ...freeTabs.map((tab) => ({ tab, columns: [caseTabs[tab].keyColumn] })),
    { tab: "log", columns: ["row", "case", "what"] },
  ];
}

/** A register that is being looked at, with the run that looks. */
interface Audited extends HourlyRead {
  /** Who is told about it. */
  readonly to: readonly string[];
}

/**
 * The notices: one for each way in which a register can be open to more people than it should be, and one for when that cannot be checked.
 */
const sharingNotices = {
  "link-or-domain": "sharing-open",
  "cannot-see": "sharing-not-seen",
  "in-bin": "register-in-bin",
  "service-off": "service-off",
} as const;

/** Tells people that a register is open to more people than it should be. When it is closed again, only Activity says so. */
function tellOfSharing(run: Run, looked: Audited, open: Sharing["open"]): void {
  const { register: name } = run;
  const { register, snapshot, to } = looked;
  const id = open === "no" ? null : sharingNotices[open];
  const over = Object.values(sharingNotices).filter(
    (one) => one !== id && forgetTold(run, one, name),
  );
  if (id === null) {
    // While the Drive API was off, no one was told that the register was open, so its closing needs no line either.
    if (over.every((one) => one === "service-off")) return;
    const line = { at: run.clock.now(), who: "automation", case: null, what: "sharing-closed" };
    register.commit({ ...noChange, activity: [line] }, snapshot);
    return;
  }
  // The Drive API is off for all registers at once, so people are told once, with the main register.
  if (id === "service-off" && !kindOf(name).hasDirectory) return;
  tellDesk(run, looked, {
    notice: { id },
    about: name,
    to,
    lines: [{ what: id === "service-off" ? "sharing-not-seen" : id }],
  });
}

/**
 * Checks one register and repairs what it finds: who can open it, how it is shared, its layout and protections. At most one Sheets call if
 * nothing needs repair; none for a sealed register without a case. `read`: with `auditRequests` and the `contentsRequests` of the register.
 * Returns "busy" if another run held the lock and no one's access was changed. Throws what Google throws. Takes the lock if access changes:
 * must not be called under it.
 */
export function auditRegister(before: Run, name: RegisterName, { register, snapshot }: HourlyRead) {
  const run = runAsRead(before, { register: name });
  const { access, clock, directory, memory, spreadsheets } = run;
  const held = contentsOf(run, name, snapshot);
  const looked: Audited = { register, snapshot, to: recipientsOfRegisterNotice(run, name, held) };
  const { hasDirectory } = kindOf(name);
  // What is wrong is written beside the rows of Contacts, Schools and Settings, and the Form gets the list of schools. If this fails, the
  // next hourly look tries again. Access matters more.
  if (hasDirectory) {
    attempt(run, () => {
      nameProblems(run, looked, directory);
      syncSchools(run, directory.schools);
    });
  }
  const { open, viewers, editors } = access.sharing(register.id);
  tellOfSharing(run, looked, open);
  const done = syncEditorsWithContacts(run, name, held, { viewers, editors });
  // An account that waits to be let in must be added to the protections too.
  const isWaiting = installersIn(memory).some((one) => !isReady(memory, one));
  if (!hasDirectory && !isWaiting && rowsOf(snapshot, "cases").length === 0) return done;
  const structure = spreadsheets.structure(register.id);
  const { requests, remade } = differences(layoutOf(run, name), structure, snapshot, run);
  alignProtections(run, name, structure, { held, others: requests });
  if (remade.length > 0) {
    const id = `rows-missing ${clock.now().toString(36)}`;
    tellOfMissingRows({ run, name, read: looked }, id, { tabs: remade, dangers: [] });
  }
  // The script's store, which every editor of the Form can read, says nothing about edits in a sealed register. So it is searched each hour.
  return hasDirectory || replaceFormulas(run, register.id, structure, looked.to) === "done"
    ? done
    : "busy";
}
