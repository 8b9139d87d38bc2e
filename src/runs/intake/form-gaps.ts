/** Notices with the next report that the Form no longer asks what it must, and tells lead, alternate and admin at once. */
import { formGaps, gapsNow, keptGaps, writtenGaps } from "../../form/gaps";
import { parseFormItems } from "../../form/questions";
import type { ReportKey } from "../../form/report";
import { compose } from "../../letters/outbox/compose-message";
import type { FormResponse, Workspace } from "../../ports";
import { packOfDesk } from "../../register/register-ids";
import { leadsInOutage } from "../outage/outage-audience";
import { sendPast } from "../outage/send-past-register";

/**
 * To be called before reports are taken in: how they are read hangs on it. One call, and one to remember what has changed. Where Google does not tell,
 * what was known goes on. Never throws.
 */
export function noticeGaps(
  { form, memory, clock }: Workspace,
  responses: readonly FormResponse[],
): readonly ReportKey[] {
  try {
    const ids = parseFormItems(memory.get("formItems"));
    const missing = formGaps(packOfDesk(memory), form.questions(), ids);
    const now = clock.now();
    const earliest = Math.min(now, ...responses.map(({ receivedAt }) => receivedAt));
    const before = keptGaps(memory);
    const value = writtenGaps(gapsNow(before, missing, earliest, earliest));
    if (value !== writtenGaps(before)) memory.set("formGaps", value);
    return missing;
  } catch {
    return [];
  }
}

/** Once for each question. Never throws. Sends: not to be called under the lock. */
export function tellOfGaps(workspace: Workspace, missing: readonly ReportKey[]): void {
  const { memory } = workspace;
  try {
    const known = keptGaps(memory);
    if (missing.every((key) => known.told.includes(key))) return;
    const to = leadsInOutage(workspace);
    const missed = sendPast(workspace, to, () => compose("form-gap", { missing }));
    if (missed.length === to.length) return;
    memory.set("formGaps", writtenGaps({ ...known, told: missing }));
  } catch {
    // The next report's run tells again.
  }
}
