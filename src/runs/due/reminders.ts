/**
 * What the clock tells people about open cases: whom it asks next where no one acknowledged, which calls are still to be made, and the
 * morning email.
 */

import { whoCanBeReached } from "../../access/access-table";
import { contentsRequests, inRegister } from "../../case/assignment/excluded-people";
import { messagesToAudience } from "../../case/assignment/responsible-person";
import { emptyCase } from "../../case/facts/case-file";
import { goingOn, referenceOfCase } from "../../case/facts/case-reference";
import { leavesReporters } from "../../case/facts/needs-attention";
import { dueAsks } from "../../case/reminders/case-asks";
import type { AskRecord } from "../../case/reminders/danger-questions";
import type { DigestFile } from "../../case/reminders/digest-case";
import { type DigestSource, digestDue, digestMessages } from "../../case/reminders/morning-digest";
import { type OpenCases, openCaseRequests, openCasesIn } from "../../case/storage/open-cases";
import { commitForDelivery } from "../../letters/outbox/deliver-messages";
import { asksOnRecord, openOutboxRequests, outboxRequests } from "../../letters/outbox/outbox-rows";
import { transact } from "../../letters/outbox/transact";
import type { RegisterName } from "../../ports";
import { type Change, isEmpty, noChange } from "../../register/change";
import { stateKey } from "../../register/columns";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerKinds, rememberedOf } from "../../register/register-kinds";
import type { Run } from "../../run";
import { asksPast } from "../outage/kept-dangers";
import { withoutGoneTabs } from "../outage/partial-read";

const digestReportRequest: TabRequest = {
  tab: "reports",
  columns: [
    "row",
    "case",
    "writtenReportDue",
    "writtenReportConfirmed",
    "reporterUnreachable",
    stateKey,
  ],
};

/** What the digest of a day is made of. `snapshot` was read with `digestRequests`. */
export function digestSource(snapshot: Snapshot, open: OpenCases): DigestSource {
  const kept = snapshot.tabs.has("reports") ? rowsOf(snapshot, "reports") : [];
  const into = goingOn(rowsOf(snapshot, "cases").map(({ values }) => values));
  const reports = kept.map(({ values }) => ({
    case: into(values.case ?? ""),
    writtenReportDue: values.writtenReportDue ?? null,
    writtenReportConfirmed: values.writtenReportConfirmed ?? false,
    reporterUnreachable: values.reporterUnreachable ?? false,
  }));
  const ended = endedWithoutDuty(snapshot).filter(
    ({ row }) => !open.files.has(referenceOfCase(row)),
  );
  return { files: [...open.files.values(), ...ended], reports };
}

/** Closed cases whose reporters may still be reminded of their written report. */
const closedCaseRequest: TabRequest = {
  tab: "cases",
  columns: ["case", "status", "closedAt", "closeReason", "school", "mergedInto"],
};

function endedWithoutDuty(snapshot: Snapshot): readonly DigestFile[] {
  return rowsOf(snapshot, "cases").flatMap(({ values }): readonly DigestFile[] =>
    (values.closedAt ?? null) !== null && leavesReporters(values.closeReason ?? null)
      ? [{ row: { ...emptyCase(), ...values, status: "closed" }, acts: [] }]
      : [],
  );
}

/** What has to be read for the digest of a register. */
export function digestRequests({ memory }: Run, name: RegisterName): readonly TabRequest[] {
  return [
    ...openCaseRequests(registerKinds[name].isRemembered ? memory : null),
    ...contentsRequests(name),
    closedCaseRequest,
    digestReportRequest,
  ];
}

/** Who was asked before, by the register's Outbox and by emails sent without it; and who can be reached. */
export function askRecord(run: Run, name: RegisterName, read: Snapshot): AskRecord {
  const asks = [...asksOnRecord(read), ...asksPast(run, name)];
  return { asks, canReach: whoCanBeReached(run) };
}

/**
 * Queues and sends what is due. Takes the lock only where the rows that were read ask for something. The day
 * of the morning email is remembered; of a sealed register where no one else can look.
 */
export function sendReminders(run: Run, name: RegisterName, seen: OpenCases): void {
  const { memory } = run;
  const kind = registerKinds[name];
  const looked = inRegister(run, name, seen.snapshot);
  // A register of which no one is left: no one may be told anything about it.
  if (kind.audience !== null && looked.directory.people.length === 0) return;
  const kept = rememberedOf(run, name, "clock");
  const today = digestDue(kept.get().digest, looked);
  const first = dueAsks(seen.files.values(), looked, askRecord(run, name, seen.snapshot));
  if (today === null && first.messages.length + first.update.length === 0) return;
  const reads = () => [
    ...digestRequests(run, name),
    // The last part of the Outbox is enough: anything that could be queued a second time was queued within the hour.
    ...(kind.isRemembered ? openOutboxRequests(memory) : outboxRequests),
  ];
  const whole = { reads, read: withoutGoneTabs(run), lockWait: "clock" } as const;
  const done = transact(run, name, whole, (fresh, read) => {
    const open = openCasesIn(fresh, read);
    const now = inRegister(run, name, open.snapshot);
    const source = digestSource(read, open);
    const queued = new Set(rowsOf(read, "outbox").map(({ key }) => key));
    const found = dueAsks(open.files.values(), now, askRecord(run, name, read));
    const morning = today === null ? [] : digestMessages(source, today, now);
    const change: Change = {
      ...noChange,
      update: found.update,
      activity: found.activity,
      messages: messagesToAudience(
        [...found.messages, ...morning].filter(({ id }) => !queued.has(id)),
        now,
      ),
    };
    if (isEmpty(change)) return null;
    const { snapshot, files } = open;
    return {
      ...commitForDelivery(now, { register: fresh, snapshot, files }, change),
      digest: source,
    };
  });
  if (done !== "busy" && today !== null) kept.set({ digest: today });
}
