/** Email that is still in the Outbox is tried again: which messages a run claims, and in what order they go. */

import { attempt } from "../attempt";
import { rememberReferences } from "../case/facts/case-reference";
import { caseFilesIn, loadCases, openCasesIn } from "../case/load-cases";
import { responseOfRecipient } from "../casework/reporters";
import { noticeToEach } from "../messages/messages";
import type { Delivery, ReporterAddresses } from "../outbox/deliver-messages";
import {
  askQuota,
  leadAddress,
  mailedBeside,
  marksIn,
  reporterAddresses,
} from "../outbox/deliver-messages";
import { messagesIn, pendingMessages } from "../outbox/outbox-rows";
import type { PersonOf, QueuePlan, Quota } from "../outbox/queue-plan";
import {
  casesNamed,
  eachAlone,
  inOrderOfUrgency,
  isToldOfDuty,
  justQueued,
  planQueue,
} from "../outbox/queue-plan";
import { isToBeTold, rememberTold } from "../outbox/told-notices";
import type { RegisterName } from "../ports";
import type { Update } from "../register/change";
import type { Snapshot } from "../register/read/snapshot";
import { claimMilliseconds, noChange } from "../registers/change";
import { kindOf } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import type { Run } from "../run";
import { hourMs } from "../time";
import { digestSource, transactDue } from "./ask-and-remind";

// Messages that wait in an Outbox.

/**
 * Chooses the messages to send now. `read` has the open part of the Outbox and the open cases. Without `personOf`,
 * a reporter whom only the lead may know counts as a different person for each report.
 */
function planIn(run: Run, read: Snapshot, quota: Quota, personOf: PersonOf = (to) => to) {
  const { now } = run;
  const pending = pendingMessages(read, now);
  const named = [...new Set(pending.flatMap(casesNamed))];
  const marks = marksIn(caseFilesIn(read, named), read);
  const beside = mailedBeside(run);
  return planQueue({ pending, recent: messagesIn(read), now, quota, marks, personOf, beside });
}

function isNothing({ send, gather, drop, said }: QueuePlan): boolean {
  return send.length + gather.length + drop.size + said.length === 0;
}

/**
 * Chooses messages from what was read under the lock, claims them, and writes the claims. Once a day, if email waits because the last of
 * the daily quota is kept for dangers, the lead (or the person who stands in) is told. Returns null if there is nothing to send.
 */
function claimPending(
  run: Run,
  { register, snapshot: index }: HourlyRead,
  quota: Quota,
): Delivery | null {
  const { now, register: name } = run;
  // For the limit on emails to one person, a reporter whom only the lead may know is counted by address. Addresses are looked up only if so
  // many such messages wait or were sent in the last hour that one person may be over the limit. (If they cannot be looked up, there are
  // none; `deliver` looks them up too, and reports the error.) These reporters are counted separately from everyone else: if an email to
  // one of them waited because of an email to an address in the Outbox, that would tell whose address it is.
  const apart = messagesIn(index).filter(
    (message) =>
      isToldOfDuty(message) &&
      responseOfRecipient(message.to) !== null &&
      (message.sentAt ?? now) > now - hourMs,
  );
  const addresses: ReporterAddresses =
    apart.length > eachAlone ? attempt(run, () => reporterAddresses(run), new Map()) : new Map();
  const plan = planIn(run, index, quota, (to) => {
    const address = addresses.get(responseOfRecipient(to) ?? "");
    return address === undefined ? to : `reporter ${address}`;
  });
  const { first, duty: duties, other: others } = plan.kept;
  const notice = { id: "mail-waits", first, duties, others } as const;
  const isToTell = kindOf(name).isOrdinary && plan.isShort && isToBeTold(run, { notice });
  if (isNothing(plan) && !isToTell) return null;
  const to = isToTell ? [leadAddress(run)] : [];
  const id = `mail-waits ${now.toString(36)}`;
  const queued = [...plan.gather, ...noticeToEach(to, id, notice)];
  const cases = [...new Set([...queued, ...plan.send].flatMap(casesNamed))];
  const isDigest = plan.send.some(({ kind }) => kind === "digest");
  const open = isDigest ? openCasesIn(register, index) : null;
  const { snapshot: read, files } = loadCases(register, open?.snapshot ?? index, cases);
  const set = (key: string, values: Update["values"]): Update => ({
    ...{ tab: "outbox", key },
    values: { claimedUntil: null, ...values },
  });
  const update = [
    ...plan.send.map((one) => set(one.id, { claimedUntil: now + claimMilliseconds })),
    ...[...plan.drop].map(([key, lastError]) => set(key, { state: "dropped", lastError })),
    // Marked as if sent: another mark would tell which reports have one reporter.
    ...plan.said.map(({ id: key, attempts }) =>
      set(key, { state: "sent", attempts: attempts + 1, sentAt: now, lastError: null }),
    ),
  ];
  const { snapshot } = register.commit({ ...noChange, update, messages: queued }, read);
  if (isToTell) rememberTold(run, { notice });
  const messages = inOrderOfUrgency(
    [...plan.send, ...queued.map(justQueued)],
    marksIn(files, index),
  );
  // The run that queued these messages may have been cut off before it remembered the references.
  rememberReferences(run, name, cases);
  return {
    ...{ run, register, snapshot, files, messages },
    corrections: [],
    isPlanned: true,
    ...(open === null ? {} : { digest: digestSource(index, open) }),
  };
}

/**
 * Sends what waits. Takes the lock only if the Outbox, as this run has read it, has something that can be sent now: nothing can while the
 * quota is used up, or while the rest of it is kept for more urgent email. Asks for the quota only if something waits. Returns `isSpent`:
 * whether this account has used up its email for today.
 */
export function sendPendingMessages(run: Run, name: RegisterName, seen: Snapshot) {
  const waiting = pendingMessages(seen, run.clock.now());
  if (waiting.length === 0) return { isSpent: false, account: {} };
  const { quota, ...account } = askQuota(run);
  if (quota.remaining <= 0) return { isSpent: true, account };
  const here = { ...run, register: name, now: run.clock.now() };
  const first = planIn(here, seen, quota);
  if (!isNothing(first) || (kindOf(name).isOrdinary && first.isShort)) {
    transactDue(run, name, (looked, read) => claimPending(looked, read, quota));
  }
  return { isSpent: false, account };
}
