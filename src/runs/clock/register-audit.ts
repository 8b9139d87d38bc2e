/** The hourly look at one register: who can open it, how it is shared, its protections, filter views and blank rows. */

import { whyRefused } from "../../access/access-table";
import { alignProtections } from "../../access/protection-editors";
import { recipientsOfRegisterNotice } from "../../access/register-access";
import { isReady } from "../../access/running-accounts";
import { syncEditorsWithContacts } from "../../access/sync-editors";
import { attempt } from "../../attempt";
import { contentsOf } from "../../case/assignment/excluded-people";
import { freeTabs } from "../../case/edits/record-rows";
import { problemUpdates } from "../../district/directory/problem-cells";
import { syncSchools } from "../../form/build-form";
import { layoutOf } from "../../install/make-register";
import { tellOfMissingRows } from "../../install/missing-rows";
import { tellDesk } from "../../letters/outbox/deliver-messages";
import { forgetTold } from "../../letters/told-notices";
import type { RegisterName, Sharing } from "../../ports";
import { noChange } from "../../register/change";
import { differences } from "../../register/layout/ensure";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf } from "../../register/read/snapshot";
import type { HourlyRead } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import { viewReads } from "../../register/saved-views";
import { tabs } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import { installersIn } from "../../store/store";
import { formulasIn, type Looked, replaceFormulas } from "../edit/formulas";

/** What the hourly look reads of a register. */
export const auditRequests = (): readonly TabRequest[] => [
  { tab: "cases", columns: [...viewReads, "checklistRows"] },
  { tab: "checklist", columns: [] },
  // These columns tell how far the tabs are filled.
  { tab: "reports", columns: ["row", "response"] },
  ...freeTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn] })),
  { tab: "log", columns: ["row", "case", "what"] },
];

/** Reads again under the lock, and writes once where something differs from the layout. */
function putRight(run: Run, looked: Looked): void {
  const { clock, identity, spreadsheets } = run;
  const { name, register, snapshot, directory } = looked;
  const structure = spreadsheets.structure(register.id);
  const layout = layoutOf(run, name, { installers: [identity.runningAs()], leads: [] });
  const { requests, remade } = differences(layout, structure, snapshot, clock);
  alignProtections(run, name, structure, { ...looked, others: requests });
  if (remade.length > 0) {
    const id = `rows-missing ${clock.now().toString(36)}`;
    const looking = lookAt(run, { register: name, directory });
    tellOfMissingRows({ run: looking, name, read: looked }, id, { tabs: remade, dangers: [] });
  }
  const found = formulasIn(run, name, register.id, structure);
  if (found.length > 0) replaceFormulas(run, looked, found);
}

/** The notice for each way in which a register is open to more people than it should be, or no one can say. */
const sharingNotices = {
  "link-or-domain": "sharing-open",
  "cannot-see": "sharing-not-seen",
  "in-bin": "register-in-bin",
  "service-off": "service-off",
} as const;

/** Tells people that a register is open to more people than it should be. That it is closed again is only a line in Activity. */
function tellOfSharing(run: Run, looked: Looked, open: Sharing["open"]): void {
  const { clock, identity } = run;
  const { name, register, snapshot, directory, held } = looked;
  const id = open === "no" ? null : sharingNotices[open];
  const over = Object.values(sharingNotices).filter(
    (one) => one !== id && forgetTold(run, one, name),
  );
  if (id === null) {
    // While the Drive API was off no one was told that the register was open.
    if (over.every((one) => one === "service-off")) return;
    const line = { at: clock.now(), who: "automation", case: null, what: "sharing-closed" };
    register.commit({ ...noChange, activity: [line] }, snapshot);
    return;
  }
  // That the Drive API is off concerns all registers, so it is told once, with the main one.
  if (id === "service-off" && !registerKinds[name].hasDirectory) return;
  tellDesk(lookAt(run, { register: name, directory }), looked, {
    notice: { id },
    about: name,
    to: recipientsOfRegisterNotice(name, directory, identity.runningAs(), held),
    lines: [{ what: id === "service-off" ? "sharing-not-seen" : id }],
  });
}

/** Writes problems beside the rows of Contacts, Schools and Settings, and brings the Form's school list up to date. */
function keepDirectory(run: Run, { register, snapshot }: HourlyRead): void {
  const { directory, memory } = run;
  const update = problemUpdates(snapshot, directory, whyRefused(memory));
  register.commit({ ...noChange, update }, snapshot);
  syncSchools(run, directory.schools);
}

/**
 * Checks one register and repairs what it finds: who can open it, how it is shared, its layout and protections. At most one Sheets
 * call where nothing is to be done; none for a sealed register that holds no case. `read`: with `auditRequests`, and `contentsRequests` of
 * the register. Returns "busy" where another run held the lock and no one's access was changed. Throws what Google throws. Takes the lock
 * where access changes: must not be called under it.
 */
export function auditRegister(run: Run, name: RegisterName, read: HourlyRead): "done" | "busy" {
  const { register, snapshot } = read;
  const { directory } = run;
  const held = contentsOf(name, snapshot);
  const looked: Looked = { name, register, snapshot, directory, held };
  const { hasDirectory } = registerKinds[name];
  // Tried again within the hour. Access matters more.
  if (hasDirectory) attempt(run, () => keepDirectory(run, read));
  const { open, viewers, editors } = run.access.sharing(register.id);
  tellOfSharing(run, looked, open);
  const done = syncEditorsWithContacts(run, name, { held, viewers, editors });
  // An account that waits to be let in has to be let into the protections too.
  const isWaiting = installersIn(run.memory).some((one) => !isReady(run.memory, one));
  if (hasDirectory || isWaiting || rowsOf(snapshot, "cases").length > 0) putRight(run, looked);
  return done;
}
