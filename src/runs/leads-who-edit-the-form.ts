/**
 * Leads do not edit the Form (design 2.11): who edits it reads what it holds, also a report about them. A lead who has to print is made an
 * editor for a day: an admin asks for it on the page Who can open what, and the clock lets the lead in and out. Whatever the reason, a lead
 * whom it does not let in is "not possible today": the reason may be a report.
 */

import { isAdminAtPage } from "../access/accounts-at-work";
import { attempt, isDone, twice } from "../attempt";
import { type Directory, isLeadRole } from "../district-directory";
import { readResponses } from "../intake/route-reports";
import { changeMemory } from "../lock";
import { rememberedUnreadableSealed } from "../outage/ask-without-register";
import { isSealedReport } from "../outage/who-is-told-in-an-outage";
import { noChange } from "../registers/change";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { everyoneOut } from "../sealed/who-reads-sealed-registers";
import { type Addresses, excludedByReport } from "../sealed/whom-a-report-excludes";
import type { Kept } from "../store/keys";
import { dayMs } from "../time";
import { wakeClock } from "../wake-the-clock";
import type { Look } from "./what-a-look-knows";

/** Addresses of the leads who can be made an editor of the Form: those whom somebody has confirmed. Each once. */
export function leadsWhoPrint({ people, unconfirmed }: Directory): readonly string[] {
  const leads = people.filter(({ role, email }) => isLeadRole(role) && !unconfirmed.has(email));
  return [...new Set(leads.map(({ email }) => email))];
}

/** Asks the clock to make a lead an editor of the Form, for the person at the page. Returns what to say. Must be called under the lock. */
export function askToEditForm(run: Run, directory: Directory, address: string): string {
  const { memory, identity, clock } = run;
  const by = identity.runningAs();
  if (!isAdminAtPage(run, directory))
    return "Only an admin can make someone an editor of the Form.";
  if (!leadsWhoPrint(directory).includes(address))
    return `${address} is no lead who can be made an editor of the Form.`;
  const at = clock.now();
  const register = registerNamed(run, "main");
  const line = { at, who: by, what: "form-editor-asked", case: null, to: address };
  register.commit({ ...noChange, activity: [line] }, register.load([]));
  memory.set("formEditors", {
    ...memory.get("formEditors"),
    [address]: { by, at, state: "asked" },
  });
  wakeClock(run, at);
  return `The clock makes ${address} an editor of the Form within ten minutes, for a day. If it does not, it is not possible today.`;
}

/** Everyone whom a report excludes that the Form still holds; null if Google does not list its responses. */
function excludedByWaiting(run: Run): Addresses | null {
  const listed = attempt(run, () => run.responses.list(), null);
  if (listed === null) return null;
  const sealed = readResponses(run, listed).filter(isSealedReport);
  const excluded = [
    ...Object.values(rememberedUnreadableSealed(run)).flatMap((one) => one.excluded),
    ...sealed.flatMap(({ route, report, response }) => [
      ...excludedByReport(route, run.directory, report.school, response.receivedAt),
    ]),
  ];
  return everyoneOut(new Set(excluded), run.directory);
}

/**
 * The clock's part: lets in who was asked for, and takes out again after a day, or at once if a report excludes them that the Form still
 * holds or if Contacts no longer names them. No call if no one is asked for or in.
 */
export function letLeadsEditForm({ run, register, snapshot }: Look): void {
  const { memory, form, clock, directory } = run;
  if (Object.keys(memory.get("formEditors")).length === 0) return;
  const out = excludedByWaiting(run);
  changeMemory(run, "clock", () => {
    const editors = form.editors();
    const now = clock.now();
    const keep = (address: string, one: Kept["formEditors"][string] | null) => {
      const { [address]: _before, ...others } = memory.get("formEditors");
      memory.set("formEditors", one === null ? others : { ...others, [address]: one });
    };
    const log = (what: string, who: string, to: string) =>
      register.commit(
        { ...noChange, activity: [{ at: now, who, what, case: null, to }] },
        snapshot,
      );
    for (const [address, one] of Object.entries(memory.get("formEditors"))) {
      const may = leadsWhoPrint(directory).includes(address) && out?.has(address) !== true;
      const isOver = now - one.at >= dayMs;
      const isIn = editors.includes(address);
      if (one.state === "asked") {
        if (out === null && !isOver) continue;
        // Kept first: if the run is cut here, no one stays an editor whom the clock does not know.
        keep(address, { ...one, at: now, state: "in" });
        if (may && !isOver && isDone(run, () => twice(() => form.addEditor(address))))
          log("form-editor-added", one.by, address);
        else keep(address, { ...one, at: now, state: "refused" });
      } else if (one.state === "in" && isIn && (isOver || !may)) {
        form.removeEditor(address);
        log("form-editor-removed", "automation", address);
        keep(address, null);
      } else if (isOver || (one.state === "in" && !isIn)) keep(address, null);
    }
  });
}
