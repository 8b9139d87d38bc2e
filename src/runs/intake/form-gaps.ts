/**
 * Gaps of the Form: questions that it must ask and no longer does, since somebody deleted or changed them. Noticed with the next report;
 * lead, alternate lead and admin are told at once.
 */
import { attempt } from "../../attempt";
import { formItemsIn, formLanguageIn } from "../../form/form-keys";
import { type AskedItem, findFormGaps, updateGaps } from "../../form/gaps";
import type { FormResponse } from "../../ports";
import { packOfDesk } from "../../register/register-ids";
import type { Run } from "../../run";
import { sendPastRegister } from "../outage/ask-past";
import { leadsInOutage } from "../outage/outage-audience";

/**
 * Looks for gaps and remembers them. Must be called before reports are taken in, since how a report is read depends on what its reporter
 * was asked. One call, and one more where something has changed. Where Google does not answer, what was known before counts.
 */
export function noticeGaps(run: Run, responses: readonly FormResponse[]): readonly AskedItem[] {
  const { form, memory, clock } = run;
  const look = () => {
    const ids = formItemsIn(memory);
    const missing = findFormGaps(packOfDesk(memory), form.questions(), ids, formLanguageIn(memory));
    const now = clock.now();
    const earliest = Math.min(now, ...responses.map(({ receivedAt }) => receivedAt));
    const before = memory.get("formGaps");
    memory.set("formGaps", updateGaps(before, missing, earliest, earliest));
    return missing;
  };
  return attempt<readonly AskedItem[]>(run, look, []);
}

/** Tells people of missing questions, once for each question. Sends mail: must not be called under the lock. */
export function tellOfGaps(run: Run, missing: readonly AskedItem[]): void {
  const { memory } = run;
  attempt(run, () => {
    const known = memory.get("formGaps");
    if (missing.every((key) => known.told.includes(key))) return;
    const to = leadsInOutage(run);
    const missed = sendPastRegister(run, "form-gap", to, () => ({ missing }));
    if (missed.length === to.length) return;
    memory.set("formGaps", { ...known, told: missing });
  });
}
