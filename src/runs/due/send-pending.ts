/** Sends the messages that wait in an Outbox: chosen and marked as this run's under the lock, sent outside of it (design 2.7, 2.18). */

import { attempt } from "../../attempt";
import { inRegister, lookHere } from "../../case/assignment/excluded-people";
import { responseOfRecipient } from "../../case/assignment/reporter-identity";
import { caseFilesIn, type LoadedCases, loadCases } from "../../case/storage/load-cases";
import { openCasesIn } from "../../case/storage/open-cases";
import { rememberReferences } from "../../case/storage/reference-counter";
import { directoryRequests } from "../../district/directory/read-directory";
import { once } from "../../lazy";
import {
  type Delivery,
  leadAddress,
  marksIn,
  type ReporterAddresses,
  reporterAddresses,
} from "../../letters/outbox/deliver-messages";
import { askQuota } from "../../letters/outbox/mail-quota";
import {
  casesNamed,
  inOrderOfUrgency,
  isToldOfDuty,
  justQueued,
  type Quota,
} from "../../letters/outbox/message-urgency";
import {
  messagesIn,
  openOutboxRequests,
  outboxRequests,
  pendingMessages,
} from "../../letters/outbox/outbox-rows";
import {
  eachAlone,
  type PersonOf,
  planQueue,
  type QueuePlan,
} from "../../letters/outbox/queue-plan";
import { transact } from "../../letters/outbox/transact";
import { isToBeTold, rememberTold } from "../../letters/told-notices";
import type { NoticeToTell } from "../../messages/desk-notices";
import { messageToEach } from "../../messages/messages";
import type { RegisterName } from "../../ports";
import { claimMilliseconds, noChange, type Update } from "../../register/change";
import type { Snapshot } from "../../register/read/snapshot";
import type { HourlyRead } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import type { Changed, Kept } from "../../store/keys";
import { hourMs } from "../../time";
import { withoutGoneTabs } from "../outage/partial-read";
import { digestRequests, digestSource } from "./reminders";

/**
 * Who the recipients are. Reporters whom the lead alone may know are counted by their address, which is looked up only where so many wait
 * or were sent that one person may be over. They are counted among themselves: that an email to one of them waited for one to an address in
 * the Outbox would tell whose address it is.
 */
function personsIn(read: Snapshot, now: number, lookUp: () => ReporterAddresses): PersonOf {
  const apart = messagesIn(read).filter(
    (message) =>
      isToldOfDuty(message) &&
      responseOfRecipient(message.to) !== null &&
      (message.sentAt ?? now) > now - hourMs,
  );
  if (apart.length <= eachAlone) return (to) => to;
  const addresses = lookUp();
  return (to) => {
    const address = addresses.get(responseOfRecipient(to) ?? "");
    return address === undefined ? to : `reporter ${address}`;
  };
}

/**
 * Which messages to send now. `read` has the open part of Outbox and the open cases; `now` in ms UTC. `personOf` left out: a reporter whom
 * the lead alone may know counts for one person with each report.
 */
function planIn(read: Snapshot, now: number, quota: Quota, personOf?: PersonOf): QueuePlan {
  const pending = pendingMessages(read, now);
  const named = [...new Set(pending.flatMap(casesNamed))];
  const marks = marksIn(caseFilesIn(read, named), read);
  return planQueue({
    pending,
    recent: messagesIn(read),
    now,
    quota,
    marks,
    ...(personOf === undefined ? {} : { personOf }),
  });
}

/** No one, if the addresses cannot be looked up. `deliver` then looks too, and says what is wrong. */
function knownReporters(run: Run): ReporterAddresses {
  return attempt(run, () => reporterAddresses(run), new Map());
}

function isNothing(plan: QueuePlan): boolean {
  return plan.send.length + plan.gather.length + plan.drop.size + plan.said.length === 0;
}

/**
 * What the lead (or the person who stands in) is told where email waits, because the last of the day is kept for danger. Null where they were told
 * within a day.
 */
function waitsNotice(run: Run, { isLastHalf, kept }: QueuePlan): NoticeToTell | null {
  const { first, duty: duties, other: others } = kept;
  const notice = { id: "mail-waits", first, duties, others } as const;
  return isLastHalf && isToBeTold(run, { notice }) ? notice : null;
}

/** Claims what is sent, and settles what is not sent any more. `now` in ms UTC. */
function claims(plan: QueuePlan, now: number): readonly Update[] {
  const set = (key: string, values: Update["values"]): Update => ({ tab: "outbox", key, values });
  const settled = { claimedUntil: null };
  return [
    ...plan.send.map(({ id }) => set(id, { claimedUntil: now + claimMilliseconds })),
    ...[...plan.drop].map(([id, lastError]) =>
      set(id, { ...settled, state: "dropped", lastError }),
    ),
    // Marked as if sent: another mark would tell which reports have one reporter.
    ...plan.said.map(({ id, attempts }) =>
      set(id, { ...settled, state: "sent", attempts: attempts + 1, sentAt: now, lastError: null }),
    ),
  ];
}

/**
 * Plans by what was read under the lock, claims what is sent and writes it. Null where there is nothing to send.
 */
function claimPending(
  run: Run,
  { register, snapshot: index }: HourlyRead,
  quota: Quota,
): Delivery | null {
  const { now, register: name } = run;
  const lookUp = once(() => knownReporters(run));
  const plan = planIn(index, now, quota, personsIn(index, now, lookUp));
  const { isRemembered } = registerKinds[name];
  const notice = isRemembered ? waitsNotice(run, plan) : null;
  if (isNothing(plan) && notice === null) return null;
  const queued = [
    ...plan.gather,
    ...(notice === null
      ? []
      : messageToEach([leadAddress(run)], `mail-waits ${now.toString(36)}`, "desk-notice", {
          notices: [notice],
        })),
  ];
  const cases = [...new Set([...queued, ...plan.send].flatMap(casesNamed))];
  const open = plan.send.some(({ kind }) => kind === "digest")
    ? openCasesIn(register, index)
    : null;
  const loaded: LoadedCases = loadCases(register, open?.snapshot ?? index, cases);
  const change = { ...noChange, update: claims(plan, now), messages: queued };
  const { snapshot } = register.commit(change, loaded.snapshot);
  if (notice !== null) rememberTold(run, { notice });
  const fresh = queued.map(justQueued);
  const messages = inOrderOfUrgency([...plan.send, ...fresh], marksIn(loaded.files, index));
  // The run that queued these messages may have been cut off before it remembered the references.
  rememberReferences(run, name, cases);
  const { files } = loaded;
  const delivery = { run, register, snapshot, files, messages, corrections: [] };
  if (open === null) return { ...delivery, isPlanned: true };
  return {
    ...delivery,
    run: inRegister(run, name, index),
    isPlanned: true,
    digest: digestSource(index, open),
  };
}

/**
 * Sends what waits. Takes the lock only where the Outbox, as this run has read it, has something to send: not while the quota is used up,
 * nor while what is left of it is kept for more urgent email. Returns `isSpent`: this account may send no more today.
 */
export function sendPendingMessages(
  run: Run,
  name: RegisterName,
  seen: Snapshot,
): { readonly isSpent: boolean; readonly account: Changed<Kept["account"]> } {
  const { clock, memory } = run;
  const { quota, ...account } = askQuota(run);
  if (quota.remaining <= 0) return { isSpent: true, account };
  const { hasDirectory, isRemembered } = registerKinds[name];
  const first = planIn(seen, clock.now(), quota);
  const isToTell = isRemembered && first.isLastHalf;
  if (isNothing(first) && !isToTell) return { isSpent: false, account };
  const reads = () => [
    ...(isRemembered ? openOutboxRequests(memory) : outboxRequests),
    ...digestRequests(run, name),
    ...(hasDirectory ? directoryRequests : []),
  ];
  const whole = { reads, read: withoutGoneTabs(run), lockWait: "clock" } as const;
  transact(run, name, whole, (register, snapshot) => {
    return claimPending(lookHere(run, name, snapshot), { register, snapshot }, quota);
  });
  return { isSpent: false, account };
}
