/** Notices to leads and admins about what does not stop the desk but should be put right. At most one a week each. */

import { recipientsOfAccessNotice } from "../../access/register-access";
import { yearsAfter } from "../../case/lifecycle/retention";
import { previewOf } from "../../install/roll-over/roll-over-preview";
import { tellOnce } from "../../letters/outbox/deliver-messages";
import type { NoticeToTell } from "../../messages/desk-notices";
import { messageToEach } from "../../messages/messages";
import { noChange } from "../../register/change";
import type { HourlyRead } from "../../register/register";
import type { Run } from "../../run";
import { dayMs } from "../../time";

const week = 7 * dayMs;

/**
 * Queues and sends a notice unless it was sent within a week. `about` begins the ids of its messages; `read` is of the main register and
 * includes the Outbox. Throws what Google throws. Takes no lock.
 */
export function tellWeekly(run: Run, read: HourlyRead, about: string, notice: NoticeToTell): void {
  const id = `${about} ${Math.floor(run.clock.now() / week)}`;
  tellOnce(run, read, id, () => {
    const to = recipientsOfAccessNotice(run.directory, run.identity.runningAs());
    return { ...noChange, messages: messageToEach(to, id, "desk-notice", { notices: [notice] }) };
  });
}

/**
 * Tells people that it is time for a roll-over. One call more on a desk that is older than its cases are kept. No notice where the register
 * is full of cases that must stay, since nobody can do anything about that.
 */
export function tellOfRollOver(run: Run, read: HourlyRead): void {
  const { memory, clock, directory } = run;
  const { retentionYears: years } = directory.settings;
  const live = memory.get("live") ?? 0;
  if (years === null || yearsAfter(live, years, clock) > clock.now()) return;
  const { due, goes } = previewOf(run);
  const isUseful = due === "retention" || (due !== null && goes.size > 0);
  if (!isUseful || run.memory.get("rollOver") !== null) return;
  tellWeekly(run, read, "roll-over", { id: "roll-over-due" });
}
