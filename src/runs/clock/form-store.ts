/**
 * The Form as the clock watches it: tells leads and admins where it takes no reports or asks less than it must, and deletes from it old
 * responses and sealed ones that someone whom they exclude could read there.
 */
import { recipientsOfAccessNotice } from "../../access/register-access";
import { attempt } from "../../attempt";
import { contentsRequests, excludedOfCases } from "../../case/assignment/excluded-people";
import { sealedRegisters } from "../../district/sealed-readers";
import { formChanges } from "../../form/build-form";
import { questionItems } from "../../form/report";
import { casesOnHold, holdRequests } from "../../install/roll-over/roll-over-preview";
import { tellDesk } from "../../letters/outbox/deliver-messages";
import { forgetTold } from "../../letters/told-notices";
import { type FormResponse, registerNames } from "../../ports";
import type { Value } from "../../register/columns";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { type HourlyRead, openRegister } from "../../register/register";
import { reportRegisterIds } from "../../register/register-kinds";
import { tabs } from "../../register/tabs";
import type { Run } from "../../run";
import { dayMs } from "../../time";
import { responsesIn } from "../intake/intake-state";
import { answeredRows } from "../intake/report-rows";
import { noticeGaps, type RoutedReport, tellOfGaps } from "../intake/route-reports";
import { withoutGoneTabs } from "../outage/partial-read";
import type { Unseen } from "./sweep-responses";

/** Whether set-up would change a question. Several calls a question. */
function isChanged(run: Run): boolean {
  // A change of the school list is no fault: the list follows the Schools tab within the hour.
  const isSchool = (of: string) =>
    questionItems.some(({ item, key }) => item === of && key === "school");
  return formChanges(run, run.directory).some(
    ({ what, of }) => what !== "choices" || !isSchool(of),
  );
}

/**
 * Tells people where the Form is closed, and once a day ("questions", several calls for each) where it lacks one or was changed otherwise.
 * One call where it is open. `read` includes the Outbox. Throws what Google throws. Takes no lock.
 */
export function watchForm(run: Run, read: HourlyRead, looksAt: "door" | "questions"): void {
  const to = recipientsOfAccessNotice(run.directory, run.identity.runningAs());
  if (!run.form.isOpen()) {
    tellDesk(run, read, { notice: { id: "form-closed" }, to });
    return;
  }
  forgetTold(run, "form-closed");
  if (looksAt === "door") return;
  const missing = noticeGaps(run, []);
  tellOfGaps(run, missing);
  if (missing.length > 0) return;
  if (isChanged(run)) tellDesk(run, read, { notice: { id: "form-changed" }, to });
  else forgetTold(run, "form-changed");
}

// The Form's store is a second copy of reports that the registers hold. It is emptied after a time that the district sets (design 2.2).

/** At most so many responses in one run: each is a call, and a run has six minutes. */
const atMost = 100;

/**
 * Deletes responses from the Form, oldest first, after the days that `formResponsesDays` sets. Only those that a register was just seen to
 * hold, and none that belongs to a case on legal hold. Throws what Google throws.
 */
export function emptyForm(run: Run, listed: readonly FormResponse[]): void {
  const { settings } = run.directory;
  const before = run.clock.now() - settings.formResponsesDays * dayMs;
  const old = listed.filter(({ receivedAt }) => receivedAt < before);
  if (old.length === 0) return;
  const kept = new Set<string>();
  const held = new Set<string>();
  const ids = reportRegisterIds(run.memory);
  for (const name of registerNames) {
    const read = openRegister(run, ids[name], []).load([
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
  for (const { id } of going.slice(0, atMost)) run.responses.remove(id);
}

/**
 * Addresses that may edit the Form and so read its responses: leads and admins, who by Contacts may become its editors at any time; the
 * account of this run, since Google may not list the owner; and whom Google lists. Null where Google does not say.
 */
function formEditors(run: Run): ReadonlySet<string> | null {
  const { people } = run.directory;
  const byRole = people.flatMap(({ role, email }) => (/contact$/.test(role) ? [] : email));
  const listed = attempt(run, () => run.form.editors(), null);
  return listed && new Set([...byRole, run.identity.runningAs(), ...listed]);
}

/** Whether a register was read to hold every row of the report, with every answer as it was given. Times are not compared. */
function isWhole(read: Snapshot, { response, report }: RoutedReport): boolean {
  return answeredRows(response, report).every(({ tab, row }) => {
    const { keyColumn } = tabs[tab];
    const found = read.tabs.get(tab)?.rows.find(({ key }) => key === row[keyColumn]);
    const isKept = ([key, value]: readonly [string, Value]) =>
      value === null ||
      typeof value === "number" ||
      String(found?.values[key] ?? "") === String(value);
    return found !== undefined && Object.entries(row).every(isKept);
  });
}

/**
 * Deletes from the Form each sealed report that excludes someone who may edit the Form, once a sealed register was read to hold all of it
 * (design 2.11). Where Google does not say who may edit the Form, anyone may. A report that no one can read is in no file, and stays. A
 * legal hold does not keep it there, since the file has all of it. Returns the ids of what it deleted. Throws what Google throws; the next
 * runs try again, and each night.
 */
export function deleteSealed(run: Run, { routes }: Unseen): ReadonlySet<string> {
  const sealed = [...routes].flatMap(([route, all]) => (route === "main" ? [] : all));
  const going = new Set<string>();
  if (sealed.length === 0) return going;
  const editors = formEditors(run);
  const ids = reportRegisterIds(run.memory);
  for (const name of sealedRegisters) {
    const wanted: readonly TabRequest[] = [
      ...contentsRequests(name),
      { tab: "reports", columns: "all" },
      { tab: "reporters", columns: "all" },
    ];
    const file = () => withoutGoneTabs(run)(openRegister(run, ids[name], []), wanted);
    // This account may be shut out of the file: its reports stay until a run can read it.
    const read = attempt(run, file, null);
    if (read === null) continue;
    const excluded = excludedOfCases(read);
    const caseOf = new Map(
      rowsOf(read, "reports").map(({ values }) => [values.response, values.case]),
    );
    for (const one of sealed) {
      const kept = [...(excluded.get(caseOf.get(one.response.id) ?? "") ?? [])];
      const mayRead = kept.some((address) => editors === null || editors.has(address));
      if (mayRead && isWhole(read, one)) going.add(one.response.id);
    }
  }
  for (const id of going) run.responses.remove(id);
  return going;
}
