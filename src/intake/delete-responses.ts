/** Deletes responses from the Form. */

import { attempt } from "../attempt";
import { casesOnHold, holdRequests } from "../casework/retention";
import { isContactRole } from "../district/district";
import { withoutGoneTabs } from "../outage/partial-read";
import { isSealedReport, type RoutedReport } from "../outage/who-is-told-in-an-outage";
import { type FormResponse, registerNames } from "../ports";
import type { Value } from "../register/columns";
import { rowsOf } from "../register/read/snapshot";
import { registerNamed } from "../register/register";
import { tabs } from "../register/tabs";
import type { Run } from "../run";
import { contentsRequests, excludedOfCases } from "../sealed/remember-who-is-kept-out";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { dayMs } from "../time";
import { answeredRows } from "./decide-report";
import { responsesIn } from "./read-for-intake";

// Deleting: responses that are old enough, and sealed ones that someone whom they exclude could read in the Form. The Form keeps a second
// copy of the reports in the registers (design 2.2).

/** The most responses deleted in one run: each is a call, and Google ends a run after six minutes. */
const deletedAtOnce = 100;

/**
 * Deletes responses from the Form, oldest first, after the number of days in the setting `formResponsesDays`. Deletes only those that a
 * register was just seen to hold, and none that belongs to a case on legal hold. Throws what Google throws.
 */
export function emptyForm(run: Run, listed: readonly FormResponse[]): void {
  const before = run.clock.now() - run.directory.settings.formResponsesDays * dayMs;
  const old = listed.filter(({ receivedAt }) => receivedAt < before);
  if (old.length === 0) return;
  const kept = new Set<string>();
  const held = new Set<string>();
  for (const name of registerNames) {
    const read = registerNamed(run, name, []).load([
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
  for (const { id } of going.slice(0, deletedAtOnce)) run.responses.remove(id);
}

/**
 * Deletes from the Form each sealed report that excludes someone who may edit the Form, after a read has shown that a sealed register holds
 * all of it (design 2.11). These count as editors of the Form: leads and admins, since Contacts can make them editors at any time; the
 * account of this run, since Google may not list the owner; and everyone whom Google lists. If Google does not list them, anyone may be an
 * editor. A report that no one may read is in no register, and stays in the Form. A legal hold does not keep a report in the Form, since
 * the register has all of it. Returns the ids of the deleted responses. Throws what Google throws; the next runs try again, and each night.
 */
export function deleteSealed(run: Run, reports: readonly RoutedReport[]): ReadonlySet<string> {
  const sealed = reports.filter(isSealedReport);
  const going = new Set<string>();
  if (sealed.length === 0) return going;
  const byRole = run.directory.people.filter(({ role }) => !isContactRole(role));
  const may = [...byRole.map(({ email }) => email), run.identity.runningAs()];
  const listed = attempt(run, () => run.form.editors(), null);
  for (const name of sealedRegisters) {
    const file = () =>
      withoutGoneTabs(run)(registerNamed(run, name, []), [
        ...contentsRequests(name),
        { tab: "reports", columns: "all" },
        { tab: "reporters", columns: "all" },
      ]);
    // This account may be shut out of the register. Its reports stay in the Form until a run can read it.
    const read = attempt(run, file, null);
    if (read === null) continue;
    const excluded = excludedOfCases(read);
    const caseOf = new Map(
      rowsOf(read, "reports").map(({ values }) => [values.response, values.case]),
    );
    for (const { response, report } of sealed) {
      const kept = [...(excluded.get(caseOf.get(response.id) ?? "") ?? [])];
      const mayRead = kept.some((who) => may.includes(who) || listed?.includes(who) !== false);
      // Every row of the report, with every answer as it was given. Times are not compared.
      const isWhole = answeredRows(response, report).every(({ tab, row }) => {
        const { keyColumn } = tabs[tab];
        const found = read.tabs.get(tab)?.rows.find(({ key }) => key === row[keyColumn]);
        const isKept = ([key, value]: readonly [string, Value]) =>
          value === null ||
          typeof value === "number" ||
          String(found?.values[key] ?? "") === String(value);
        return found !== undefined && Object.entries(row).every(isKept);
      });
      if (mayRead && isWhole) going.add(response.id);
    }
  }
  for (const id of going) run.responses.remove(id);
  return going;
}
