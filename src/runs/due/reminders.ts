/**
 * What the clock tells people about open cases: whom it asks next where nobody acknowledged, which calls are still to be made, and the
 * morning digest.
 */

import { contentsRequests, directoryOf } from "../../case/assignment/excluded-people";
import { actingIn, messagesToAudience } from "../../case/assignment/responsible-person";
import { emptyCase } from "../../case/model/case-file";
import { referenceOfCase } from "../../case/model/case-reference";
import { leavesReporters } from "../../case/model/closing-conditions";
import type { DigestFile } from "../../case/reminders/digest-case";
import { dueEscalations, type EscalationContext } from "../../case/reminders/escalation";
import { digestDue, digestMessages } from "../../case/reminders/morning-digest";
import {
  type OpenCases,
  type OpenRows,
  openCaseRequests,
  openCasesIn,
  rememberedOpenRows,
} from "../../case/storage/open-cases";
import type { Directory } from "../../district/district";
import type { DigestSource } from "../../letters/kinds/kind";
import { commitForDelivery } from "../../letters/outbox/deliver-messages";
import { openOutboxRequests, outboxRequests } from "../../letters/outbox/outbox-rows";
import { transact } from "../../letters/outbox/transact";
import type { RegisterName, Workspace } from "../../ports";
import { type Change, isEmpty, noChange } from "../../register/change";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";
import { asksPast } from "../outage/kept-dangers";
import { readsWhatStands } from "../outage/partial-read";

const digestReportRequest: TabRequest = {
  tab: "reports",
  columns: ["row", "case", "writtenReportDue", "writtenReportConfirmed", "reporterUnreachable"],
};

/** What escalation needs to know of a register. `snapshot`: a read with `contentsRequests`. */
export function escalationContext(
  workspace: Workspace,
  register: RegisterName,
  directory: Directory,
  snapshot: Snapshot,
): EscalationContext {
  const { clock, identity } = workspace;
  const known = directoryOf(register, snapshot, directory);
  return {
    ...actingIn(register, known, { now: clock.now(), runningAs: identity.runningAs() }),
    zone: clock,
    asksPast: asksPast(workspace, register),
  };
}

/** What the digest of a day is made of. `snapshot` was read with `digestRequests`. */
export function digestSource(
  snapshot: Snapshot,
  open: OpenCases,
  context: EscalationContext,
): DigestSource {
  const kept = snapshot.tabs.has("reports") ? rowsOf(snapshot, "reports") : [];
  const reports = kept.map(({ values }) => ({
    case: values.case ?? null,
    writtenReportDue: values.writtenReportDue ?? null,
    writtenReportConfirmed: values.writtenReportConfirmed ?? false,
    reporterUnreachable: values.reporterUnreachable ?? false,
  }));
  const ended = endedWithoutDuty(snapshot).filter(
    ({ row }) => !open.files.has(referenceOfCase(row)),
  );
  return { files: [...open.files.values(), ...ended], reports, context };
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

/** What has to be read for the digest. `seen`: where the open cases' rows were last seen, null where that is not known. */
export function digestRequests(name: RegisterName, seen: OpenRows | null): readonly TabRequest[] {
  return [
    ...openCaseRequests(seen, false),
    ...contentsRequests(name),
    closedCaseRequest,
    digestReportRequest,
  ];
}

/** Register → day ("YYYY-MM-DD") of its last digest. */
function digestDays(text: string | null): Readonly<Record<string, string>> {
  const days: Record<string, string> = {};
  for (const part of (text ?? "").split(",")) {
    const [register, day] = part.split("=");
    if (register !== undefined && day !== undefined) days[register] = day;
  }
  return days;
}

interface Remembered {
  readonly digestDays?: string;
}

/**
 * Queues and sends what is due. Takes the lock only where the rows that were read ask for something. Returns values for the script's store.
 */
export function sendReminders(
  workspace: Workspace,
  name: RegisterName,
  directory: Directory,
  seen: OpenCases,
): Remembered {
  const { memory, clock } = workspace;
  const kind = registerKinds[name];
  const context = escalationContext(workspace, name, directory, seen.snapshot);
  // A register of which nobody is left: nobody may be told anything about it.
  if (context.directory.people.length === 0 && kind.audience !== null) return {};
  const days = digestDays(memory.get("digestDays"));
  const today = kind.hasDigest
    ? digestDue(days[name] ?? null, context.now, directory.settings, clock)
    : null;
  const first = dueEscalations(seen.files.values(), context);
  if (today === null && first.messages.length + first.update.length === 0) return {};
  const reads = () => [
    ...digestRequests(name, kind.isRemembered ? rememberedOpenRows(memory) : null),
    // Enough to know what was queued already: what could be queued a second time is queued within the hour.
    ...(kind.isRemembered ? openOutboxRequests(memory) : outboxRequests),
  ];
  const whole = { reads, read: readsWhatStands(workspace), lockWait: "clock" } as const;
  const done = transact(workspace, name, whole, (fresh, read) => {
    const open = openCasesIn(fresh, read);
    const now = escalationContext(workspace, name, directory, open.snapshot);
    const source = digestSource(read, open, now);
    const queued = new Set(rowsOf(read, "outbox").map(({ key }) => key));
    const found = dueEscalations(open.files.values(), now);
    const morning = today === null ? [] : digestMessages(source.files, source.reports, today, now);
    const change: Change = {
      ...noChange,
      ...found,
      messages: messagesToAudience(
        [...found.messages, ...morning].filter(({ id }) => !queued.has(id)),
        now,
      ),
    };
    if (isEmpty(change)) return null;
    return {
      ...commitForDelivery(fresh, change, open.snapshot, now.directory, open.files),
      digest: source,
    };
  });
  if (done === "busy" || today === null) return {};
  const all = Object.entries({ ...days, [name]: today });
  return { digestDays: all.map((entry) => entry.join("=")).join(",") };
}
