/**
 * What is due now for the cases of a register. People learn which cases are theirs; the next person is asked if no one acknowledged; people
 * are reminded of calls still to be made, and get the morning email. Also sends what waits in the Outbox: messages are chosen and marked as
 * this run's under the lock, and sent after it is released (design 2.7, 2.18).
 */

import { whoCanBeReached } from "../access/access-not-given-yet";
import { type AskRecord, dueAsks } from "../asking/case-asks";
import type { DigestFile, DigestSource } from "../asking/morning-email";
import { digestDue, digestMessages } from "../asking/morning-email";
import { tellingIfItFails } from "../attempt";
import { emptyCase } from "../case/facts/case-file";
import { mergeTargetsOfRows, referenceOfCase } from "../case/facts/case-reference";
import { leavesReporters } from "../case/facts/closing-rules";
import { type LoadedCases, openCaseRequests, openCasesIn } from "../case/load-cases";
import { messagesToAudience } from "../case/people/responsible-person";
import { caseTabs } from "../case/tabs/case-tabs";
import { tellResponsible } from "../casework/hand-over";
import { askedPast } from "../outage/ask-without-register";
import {
  askPastRegister,
  dangerId,
  dangersOf,
  keptDangers,
  lostDangers,
  rememberDangers,
} from "../outage/outage";
import { withoutGoneTabs } from "../outage/partial-read";
import type { Delivery, Transaction } from "../outbox/deliver-messages";
import { commitForDelivery, transact } from "../outbox/deliver-messages";
import { asksOnRecord, openOutboxRequests, outboxRequests } from "../outbox/outbox-rows";
import type { RegisterName } from "../ports";
import { stateKey } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { type Change, isNoChange, noChange } from "../registers/change";
import { isSealedRegister, kindOf, rememberedOf } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import type { Run } from "../run";
import {
  directoryRequestsOf,
  runInRegister,
  runInRegisterAsRead,
} from "../sealed/remember-who-is-kept-out";

/**
 * Finds who is responsible for each case that was read, and tells them if that has changed. Takes the lock only then. `run`: as
 * `runInRegister` makes it. Returns whether anything had changed.
 */
export function tellWhoIsResponsible(run: Run, name: RegisterName, { files }: LoadedCases) {
  // No one may read this register now, so no one may be told anything about it.
  const isUnread = isSealedRegister(name) && run.directory.people.length === 0;
  if (isUnread || isNoChange(tellResponsible(files.values(), run).change)) return false;
  transactDue(run, name, (looked, { register, snapshot: read }) => {
    const { files: open, snapshot } = openCasesIn(register, read);
    const { change, files: own } = tellResponsible(open.values(), looked);
    if (isNoChange(change)) return null;
    const messages = messagesToAudience(change.messages, looked);
    return commitForDelivery(looked, { register, snapshot, files: own }, { ...change, messages });
  });
  return true;
}

const writtenReportColumns = [
  "writtenReportDue",
  "writtenReportConfirmed",
  "reporterUnreachable",
] as const;

/** What the morning email is made from. `snapshot` was read as `transactDue` does. */
export function digestSource(snapshot: Snapshot, open: LoadedCases): DigestSource {
  const kept = snapshot.tabs.has("reports") ? rowsOf(snapshot, "reports") : [];
  const cases = rowsOf(snapshot, "cases").map(({ values }) => values);
  const into = mergeTargetsOfRows(cases);
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
 * Reads under the lock what is due in a register, does `work` on it, and sends what it returns. The last part of the main Outbox is enough:
 * a message that could be queued a second time was first queued within the last hour.
 */
export function transactDue(
  run: Run,
  name: RegisterName,
  work: (looked: Run, read: HourlyRead) => Delivery | null,
): ReturnType<typeof transact> {
  // What is remembered of the tabs saves reading them whole; the other registers are smaller.
  const { hasDirectory: isRemembered } = kindOf(name);
  const reads = (): readonly TabRequest[] => [
    ...(isRemembered ? openOutboxRequests(run.memory) : outboxRequests),
    ...openCaseRequests(isRemembered ? run.memory : null),
    ...directoryRequestsOf(run, name),
    // What the morning email needs besides: written reports that are due, and closed cases whose reporters still owe one.
    {
      tab: "cases",
      columns: ["case", "status", "closedAt", "closeReason", "school", "mergedInto"],
    },
    { tab: "reports", columns: ["row", "case", ...writtenReportColumns, stateKey] },
  ];
  const read: Transaction["read"] = (...of) => withoutGoneTabs(run, ...of);
  return transact(run, name, { reads, read, lockWait: "clock" }, (register, snapshot) =>
    work(runInRegisterAsRead(run, name, snapshot), { register, snapshot }),
  );
}

/** Who was asked before, in the register's Outbox or by emails sent without it, which need not be asked again; and who can be reached. */
export function askRecord(run: Run, name: RegisterName, read: Snapshot): AskRecord {
  const asked = askedPast(run, name);
  const past = Object.entries(keptDangers(run, name)).flatMap(([reference, { since }]) => {
    const at = asked[dangerId(reference)] ?? 0;
    return at < since ? [] : [{ case: reference, to: "", at, about: "danger" as const }];
  });
  return { asks: [...asksOnRecord(read), ...past], canReach: whoCanBeReached(run) };
}

/**
 * Asks, reminds, and sends the morning email. Takes the lock only if the rows that were read call for a message. Remembers the day of the
 * morning email; for a sealed register in a place that no one else can read. If the row of a danger is gone or the register cannot be
 * written, people are emailed directly about the danger. Remembers the dangers for runs that cannot read the register. Throws what Google
 * throws.
 */
export function askAndRemind(run: Run, name: RegisterName, seen: LoadedCases): void {
  const { dangers: lost } = lostDangers(run, name, seen.snapshot);
  const trouble = { kind: "damage", tab: caseTabs.cases.title } as const;
  askPastRegister(run, name, { dangers: lost, trouble });
  const looked = runInRegister(run, name, seen.snapshot);
  // What is remembered of those whose row is lost stays as it is.
  const kept = Object.entries(keptDangers(run, name)).filter(([reference]) => reference in lost);
  const dangers = { ...dangersOf(looked, seen), ...Object.fromEntries(kept) };
  const remind = () => {
    // No one may read this register now, so no one may be told anything about it.
    if (isSealedRegister(name) && looked.directory.people.length === 0) return;
    const clock = rememberedOf(run, name, "clock");
    const today = digestDue(clock.get().digest, looked);
    const first = dueAsks(seen.files.values(), looked, askRecord(run, name, seen.snapshot));
    if (today === null && first.messages.length + first.update.length === 0) return;
    const done = transactDue(run, name, (now, { register, snapshot: read }) => {
      const open = openCasesIn(register, read);
      // An acknowledgement that ends now is no longer in the cases that the emails are written from.
      const { files, ...asks } = dueAsks(open.files.values(), now, askRecord(run, name, read));
      const digest = digestSource(read, { ...open, files });
      const queued = new Set(rowsOf(read, "outbox").map(({ key }) => key));
      const morning = today === null ? [] : digestMessages(digest, today, now);
      const fresh = [...asks.messages, ...morning].filter(({ id }) => !queued.has(id));
      const messages = messagesToAudience(fresh, now);
      const { update, activity } = asks;
      const change: Change = { ...noChange, update, activity, messages };
      if (isNoChange(change)) return null;
      return { ...commitForDelivery(now, { register, ...open, files }, change), digest };
    });
    if (done !== "busy" && today !== null) clock.set({ clock: { digest: today } });
  };
  tellingIfItFails(remind, (error) =>
    askPastRegister(run, name, { dangers, trouble: run.diagnosis.troubleOf(error) }),
  );
  rememberDangers(run, name, dangers);
}
