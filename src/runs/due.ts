/**
 * What is due now for the cases of a register. People learn which cases are theirs; the next person is asked if no one acknowledged; people
 * are reminded of calls still to be made, and get the morning email. Also sends what waits in the Outbox: messages are chosen and marked as
 * this run's under the lock, and sent after it is released (design 2.7, 2.18).
 */

import { whoCanBeReached } from "../access/access-table";
import { attempt, tellingIfItFails } from "../attempt";
import {
  contentsRequests,
  directoryRequestsOf,
  inRegister,
  lookHere,
} from "../case/assignment/excluded-people";
import { tellResponsible } from "../case/assignment/hand-over";
import { responseOfRecipient } from "../case/assignment/reporters";
import { messagesToAudience } from "../case/assignment/responsible-person";
import { emptyCase } from "../case/facts/case-file";
import { goingOn, referenceOfCase, rememberReferences } from "../case/facts/case-reference";
import { leavesReporters } from "../case/facts/needs-attention";
import { type AskRecord, dueAsks } from "../case/reminders/case-asks";
import {
  type DigestFile,
  type DigestSource,
  digestDue,
  digestMessages,
} from "../case/reminders/morning-digest";
import {
  caseFilesIn,
  type LoadedCases,
  loadCases,
  openCaseRequests,
  openCasesIn,
} from "../case/storage/load-cases";
import { directoryRequests } from "../district/directory/read-directory";
import {
  askQuota,
  commitForDelivery,
  type Delivery,
  leadAddress,
  marksIn,
  type ReporterAddresses,
  reporterAddresses,
  transact,
} from "../letters/outbox/deliver-messages";
import {
  asksOnRecord,
  messagesIn,
  openOutboxRequests,
  outboxRequests,
  pendingMessages,
} from "../letters/outbox/outbox-rows";
import {
  casesNamed,
  eachAlone,
  inOrderOfUrgency,
  isToldOfDuty,
  justQueued,
  type PersonOf,
  planQueue,
  type QueuePlan,
  type Quota,
} from "../letters/outbox/queue-plan";
import { isToBeTold, rememberTold } from "../letters/told-notices";
import { messageToEach } from "../messages/messages";
import type { RegisterName } from "../ports";
import { type Change, claimMilliseconds, isEmpty, noChange, type Update } from "../register/change";
import { stateKey } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import type { HourlyRead } from "../register/register";
import { registerKinds, rememberedOf } from "../register/register-kinds";
import { tabs } from "../register/tabs";
import type { Run } from "../run";
import type { Changed, Kept } from "../store/keys";
import { hourMs } from "../time";
import { asksPast, dangersToKeep, lostDangers, rememberDangers } from "./outage/kept-dangers";
import { askPastRegister } from "./outage/outage";
import { withoutGoneTabs } from "./outage/partial-read";

/**
 * Finds who is responsible for each case that was read, and tells them if that has changed. Takes the lock only then. `run`: as
 * `inRegister` makes it. Returns whether anything had changed.
 */
export function tellWhoIsResponsible(
  run: Run,
  name: RegisterName,
  { files }: LoadedCases,
): boolean {
  const { audience, isMain } = registerKinds[name];
  // No one may read this register now, so no one may be told anything about it.
  const isUnread = audience !== null && run.directory.people.length === 0;
  if (isUnread || isEmpty(tellResponsible(files.values(), run).change)) return false;
  const memory = isMain ? run.memory : null;
  const reads = () => [...openCaseRequests(memory), ...directoryRequestsOf(name)];
  transact(run, name, { reads, lockWait: "clock" }, (register, read) => {
    const looked = lookHere(run, name, read);
    const open = openCasesIn(register, read);
    const told = tellResponsible(open.files.values(), looked);
    const messages = messagesToAudience(told.change.messages, looked);
    const at = { register, snapshot: open.snapshot, files: told.files };
    return isEmpty(told.change)
      ? null
      : commitForDelivery(looked, at, { ...told.change, messages });
  });
  return true;
}

/**
 * What the morning email needs besides the open cases: written reports that are due, and closed cases whose reporters still owe a written
 * report.
 */
const digestRows: readonly TabRequest[] = [
  {
    tab: "cases",
    columns: ["case", "status", "closedAt", "closeReason", "school", "mergedInto"],
  },
  {
    tab: "reports",
    columns: [
      "row",
      "case",
      "writtenReportDue",
      "writtenReportConfirmed",
      "reporterUnreachable",
      stateKey,
    ],
  },
];

/** What the morning email is made from. `snapshot` was read as `dueReads` says. */
function digestSource(snapshot: Snapshot, open: LoadedCases): DigestSource {
  const kept = snapshot.tabs.has("reports") ? rowsOf(snapshot, "reports") : [];
  const cases = rowsOf(snapshot, "cases").map(({ values }) => values);
  const into = goingOn(cases);
  const reports = kept.map(({ values }) => ({
    case: into(values.case ?? ""),
    writtenReportDue: values.writtenReportDue ?? null,
    writtenReportConfirmed: values.writtenReportConfirmed ?? false,
    reporterUnreachable: values.reporterUnreachable ?? false,
  }));
  const ended = cases.flatMap((values): readonly DigestFile[] => {
    const isClosed = (values.closedAt ?? null) !== null;
    if (!isClosed || !leavesReporters(values.closeReason ?? null)) return [];
    const row = { ...emptyCase(), ...values, status: "closed" } as const;
    return open.files.has(referenceOfCase(row)) ? [] : [{ row, acts: [] }];
  });
  return { files: [...open.files.values(), ...ended], reports };
}

/**
 * How to read a register for what is due in it. The last part of the main Outbox is enough: a message that could be queued a second time
 * was first queued within the last hour.
 */
function dueReads(run: Run, name: RegisterName, more: readonly TabRequest[] = []) {
  const { isMain } = registerKinds[name];
  const reads = () => [
    ...(isMain ? openOutboxRequests(run.memory) : outboxRequests),
    ...openCaseRequests(isMain ? run.memory : null),
    ...contentsRequests(name),
    ...digestRows,
    ...more,
  ];
  return { reads, read: withoutGoneTabs(run), lockWait: "clock" } as const;
}

/** Who was asked before, in the register's Outbox or by emails sent without it; and who can be reached. */
export function askRecord(run: Run, name: RegisterName, read: Snapshot): AskRecord {
  const asks = [...asksOnRecord(read), ...asksPast(run, name)];
  return { asks, canReach: whoCanBeReached(run) };
}

/**
 * Asks, reminds, and sends the morning email. If the row of a danger is gone or the register cannot be written, people are emailed directly
 * about the danger. Remembers the dangers for runs that cannot read the register. Throws what Google throws.
 */
export function askAndRemind(run: Run, name: RegisterName, seen: LoadedCases): void {
  const { dangers: lost } = lostDangers(run, name, seen.snapshot);
  const trouble = { kind: "damage", tab: tabs.cases.title } as const;
  askPastRegister(run, name, { dangers: lost, trouble });
  const dangers = dangersToKeep(run, name, seen, lost);
  tellingIfItFails(
    () => sendReminders(run, name, seen),
    (error) => askPastRegister(run, name, { dangers, trouble: run.diagnosis.troubleOf(error) }),
  );
  rememberDangers(run, name, dangers);
}

/**
 * Queues and sends what is due. Takes the lock only if the rows that were read call for a message. Remembers the day of the morning email;
 * for a sealed register in a place that no one else can read.
 */
function sendReminders(run: Run, name: RegisterName, seen: LoadedCases): void {
  const looked = inRegister(run, name, seen.snapshot);
  // No one may read this register now, so no one may be told anything about it.
  if (registerKinds[name].audience !== null && looked.directory.people.length === 0) return;
  const kept = rememberedOf(run, name, "clock");
  const today = digestDue(kept.get().digest, looked);
  const first = dueAsks(seen.files.values(), looked, askRecord(run, name, seen.snapshot));
  if (today === null && first.messages.length + first.update.length === 0) return;
  const done = transact(run, name, dueReads(run, name), (register, read) => {
    const open = openCasesIn(register, read);
    const now = inRegister(run, name, open.snapshot);
    const digest = digestSource(read, open);
    const queued = new Set(rowsOf(read, "outbox").map(({ key }) => key));
    const found = dueAsks(open.files.values(), now, askRecord(run, name, read));
    const morning = today === null ? [] : digestMessages(digest, today, now);
    const fresh = [...found.messages, ...morning].filter(({ id }) => !queued.has(id));
    const { update, activity } = found;
    const messages = messagesToAudience(fresh, now);
    const change: Change = { ...noChange, update, activity, messages };
    if (isEmpty(change)) return null;
    return { ...commitForDelivery(now, { register, ...open }, change), digest };
  });
  if (done !== "busy" && today !== null) kept.set({ digest: today });
}

// Messages that wait in an Outbox.

/**
 * Tells which recipients are the same person, for the limit on emails to one person. A reporter whom only the lead may know is counted by
 * address. Addresses are looked up only if so many such messages wait or were sent in the last hour that one person may be over the limit.
 * These reporters are counted separately from everyone else: if an email to one of them waited because of an email to an address in the
 * Outbox, that would tell whose address it is.
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
 * Chooses the messages to send now. `read` has the open part of the Outbox and the open cases; `now`: milliseconds UTC. Without `personOf`,
 * a reporter whom only the lead may know counts as a different person for each report.
 */
function planIn(read: Snapshot, now: number, quota: Quota, personOf?: PersonOf): QueuePlan {
  const pending = pendingMessages(read, now);
  const named = [...new Set(pending.flatMap(casesNamed))];
  const marks = marksIn(caseFilesIn(read, named), read);
  const who = personOf === undefined ? {} : { personOf };
  return planQueue({ pending, recent: messagesIn(read), now, quota, marks, ...who });
}

function isNothing(plan: QueuePlan): boolean {
  return plan.send.length + plan.gather.length + plan.drop.size + plan.said.length === 0;
}

/** Claims the messages to be sent, and closes those that will not be sent. `now`: milliseconds UTC. */
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
 * Chooses messages from what was read under the lock, claims them, and writes the claims. Once a day, if email waits because the last of
 * the daily quota is kept for dangers, the lead (or the person who stands in) is told. Returns null if there is nothing to send.
 */
function claimPending(
  run: Run,
  { register, snapshot: index }: HourlyRead,
  quota: Quota,
): Delivery | null {
  const { now, register: name } = run;
  // No addresses if they cannot be looked up. `deliver` looks them up too, and reports the error.
  const reporters = () => attempt<ReporterAddresses>(run, () => reporterAddresses(run), new Map());
  const plan = planIn(index, now, quota, personsIn(index, now, reporters));
  const { first, duty: duties, other: others } = plan.kept;
  const notice = { id: "mail-waits", first, duties, others } as const;
  const isToTell = registerKinds[name].isMain && plan.isLastHalf && isToBeTold(run, { notice });
  if (isNothing(plan) && !isToTell) return null;
  const notices = isToTell
    ? messageToEach([leadAddress(run)], `mail-waits ${now.toString(36)}`, "desk-notice", {
        notices: [notice],
      })
    : [];
  const queued = [...plan.gather, ...notices];
  const cases = [...new Set([...queued, ...plan.send].flatMap(casesNamed))];
  const isDigest = plan.send.some(({ kind }) => kind === "digest");
  const open = isDigest ? openCasesIn(register, index) : null;
  const { snapshot: read, files } = loadCases(register, open?.snapshot ?? index, cases);
  const change = { ...noChange, update: claims(plan, now), messages: queued };
  const { snapshot } = register.commit(change, read);
  if (isToTell) rememberTold(run, { notice });
  const fresh = queued.map(justQueued);
  const messages = inOrderOfUrgency([...plan.send, ...fresh], marksIn(files, index));
  // The run that queued these messages may have been cut off before it remembered the references.
  rememberReferences(run, name, cases);
  const delivery: Delivery = {
    ...{ run, register, snapshot, files, messages },
    corrections: [],
    isPlanned: true,
  };
  if (open === null) return delivery;
  return { ...delivery, run: inRegister(run, name, index), digest: digestSource(index, open) };
}

/**
 * Sends what waits. Takes the lock only if the Outbox, as this run has read it, has something that can be sent now: nothing can while the
 * quota is used up, or while the rest of it is kept for more urgent email. Returns `isSpent`: whether this account has used up its email
 * for today.
 */
export function sendPendingMessages(
  run: Run,
  name: RegisterName,
  seen: Snapshot,
): { readonly isSpent: boolean; readonly account: Changed<Kept["account"]> } {
  const { quota, ...account } = askQuota(run);
  if (quota.remaining <= 0) return { isSpent: true, account };
  const { isMain } = registerKinds[name];
  const first = planIn(seen, run.clock.now(), quota);
  if (!isNothing(first) || (isMain && first.isLastHalf)) {
    const whole = dueReads(run, name, isMain ? directoryRequests : []);
    transact(run, name, whole, (register, snapshot) =>
      claimPending(lookHere(run, name, snapshot), { register, snapshot }, quota),
    );
  }
  return { isSpent: false, account };
}
