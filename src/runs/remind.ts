/** What the clock says about open cases: who is asked next, open calls, the morning's digest; and the queue of messages. */

import { toReaderAlone } from "../case/acting";
import { emptyCase } from "../case/case";
import { leavesReporters } from "../case/closing";
import { type DigestFile, digestDue, digests } from "../case/digest";
import { type EscalationContext, escalations } from "../case/escalate";
import { excludedRequests, readerIn } from "../case/excluded";
import { rememberGiven } from "../case/given";
import {
  type LoadedCases,
  loadCases,
  type OpenCases,
  type OpenRows,
  openCaseRequests,
  openCasesIn,
  openRowsIn,
} from "../case/load";
import { referenceOfCase } from "../case/reference";
import type { Directory } from "../district/district";
import { directoryBeside, directoryRequests } from "../district/load";
import { isSealedRegister } from "../district/sealed";
import { jsonRecord } from "../json";
import { orNone, orNull, orZero } from "../missing";
import { committed, type Delivery, deliver } from "../outbox/deliver";
import type { DigestSource } from "../outbox/write";
import type { Workspace } from "../ports";
import { lockWaits } from "../ports";
import {
  type Change,
  isEmpty,
  type MessageDetail,
  noChange,
  type QueuedMessage,
  type Update,
} from "../register/change";
import { rowsOf, type Snapshot, type TabRequest } from "../register/read";
import { openRegister, type Register } from "../register/register";
import { claimMilliseconds } from "../register/rows";
import { type ReportRegister, reportRegisterIds } from "../register/which";
import { whatStands } from "./partial-read";

const digestReportRequest: TabRequest = {
  tab: "reports",
  columns: ["row", "case", "writtenReportDue", "writtenReportConfirmed", "reporterUnreachable"],
};

/** `snapshot` holds `excludedRequests` of a sealed register, which say who its reader is. */
export function escalationContext(
  workspace: Workspace,
  register: ReportRegister,
  directory: Directory,
  snapshot: Snapshot,
): EscalationContext {
  const { clock, identity } = workspace;
  const now = clock.now();
  const reader = isSealedRegister(register) ? readerIn(register, snapshot, directory, now) : null;
  return {
    register,
    directory,
    now,
    zone: clock,
    reader: orNull(reader?.email),
    runningAs: identity.runningAs(),
  };
}

/** `snapshot` has `digestRequests`. */
export function digestSource(
  snapshot: Snapshot,
  open: OpenCases,
  context: EscalationContext,
): DigestSource {
  const kept = snapshot.tabs.has("reports") ? rowsOf(snapshot, "reports") : [];
  const reports = kept.map(({ values }) => ({
    case: orNull(values.case),
    writtenReportDue: orNull(values.writtenReportDue),
    writtenReportConfirmed: values.writtenReportConfirmed || false,
    reporterUnreachable: values.reporterUnreachable || false,
  }));
  const ended = endedWithoutDuty(snapshot).filter(
    ({ row }) => !open.files.has(referenceOfCase(row)),
  );
  return { files: [...open.files.values(), ...ended], reports, context };
}

/** For closed cases whose reporters are still asked after. */
const closedCaseRequest: TabRequest = {
  tab: "cases",
  columns: ["case", "status", "closedAt", "closeReason", "school", "mergedInto"],
};

function endedWithoutDuty(snapshot: Snapshot): readonly DigestFile[] {
  return rowsOf(snapshot, "cases").flatMap(({ values }): readonly DigestFile[] =>
    orNull(values.closedAt) !== null && leavesReporters(orNull(values.closeReason))
      ? [{ row: { ...emptyCase(), ...values, status: "closed" }, acts: [] }]
      : [],
  );
}

export function digestRequests(name: ReportRegister, seen: OpenRows | null): readonly TabRequest[] {
  return [
    ...openCaseRequests(seen, false),
    ...(name === "main" ? [] : excludedRequests),
    closedCaseRequest,
    digestReportRequest,
    { tab: "outbox", columns: ["message"] },
  ];
}

/** Which day's digest each register has had. */
function digestDays(text: string | null): Readonly<Record<string, string>> {
  const days: Record<string, string> = {};
  for (const part of (text || "").split(",")) {
    const [register, day] = part.split("=");
    if (register !== undefined && day !== undefined) days[register] = day;
  }
  return days;
}

interface Remembered {
  readonly digestDays?: string;
}

/** Takes the lock only where what the tick has read asks for something. Returns what to remember. */
export function remind(
  workspace: Workspace,
  name: ReportRegister,
  register: Register,
  directory: Directory,
  seen: OpenCases,
): Remembered {
  const { memory, clock, lock } = workspace;
  const context = escalationContext(workspace, name, directory, seen.snapshot);
  // Of a file without a reader nobody may be told.
  if (name !== "main" && context.reader === null) return {};
  const days = digestDays(memory.get("digestDays"));
  const today = digestDue(orNull(days[name]), context.now, directory.settings, clock);
  const first = escalations(seen.files.values(), context);
  if (today === null && first.messages.length + first.update.length === 0) return {};
  const done = lock.during(lockWaits.clock, (): Delivery | null => {
    // A handle of its own: what was read before the lock may have moved.
    const fresh = openRegister(workspace, register.id);
    const wanted = digestRequests(name, name === "main" ? openRowsIn(memory) : null);
    const read = whatStands(workspace, fresh, wanted);
    const open = openCasesIn(fresh, read);
    const now = escalationContext(workspace, name, directory, open.snapshot);
    const source = digestSource(read, open, now);
    const queued = new Set(rowsOf(read, "outbox").map(({ key }) => key));
    const found = escalations(open.files.values(), now);
    const morning = today === null ? [] : digests(source.files, source.reports, today, now);
    const change: Change = {
      ...noChange,
      ...found,
      messages: toReaderAlone(
        [...found.messages, ...morning].filter(({ id }) => !queued.has(id)),
        now,
      ),
    };
    if (isEmpty(change)) return null;
    return {
      ...committed(fresh, change, open.snapshot, directory, open.files),
      digest: source,
    };
  });
  if (done === null) return {};
  if (done.value !== null) deliver(workspace, done.value);
  if (today === null) return {};
  const all = Object.entries({ ...days, [name]: today });
  return { digestDays: all.map((entry) => entry.join("=")).join(",") };
}

// Messages that nobody is about to send: claimed under the lock, sent outside it (design 2.7).

/** What one run can send in its time. */
const messagesAtOnce = 150;

export const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];

interface Pending extends QueuedMessage {
  readonly attempts: number;
}

/** Written by messageRow alone; whoever reads it checks each member. */
function detailOf(text: string | null | undefined): MessageDetail {
  return jsonRecord(text) as MessageDetail;
}

/** `now` in ms UTC. */
export function pendingIn(snapshot: Snapshot, now: number): readonly Pending[] {
  return rowsOf(snapshot, "outbox").flatMap(({ key, values }): readonly Pending[] => {
    const { state, claimedUntil = null, kind, to } = values;
    // A claim that ends later than any made now is from before the clock went back.
    const isClaimed =
      claimedUntil !== null && claimedUntil > now && claimedUntil < now + 2 * claimMilliseconds;
    if (state !== "queued" || isClaimed) return [];
    return [
      {
        id: key,
        kind: kind || "",
        to: to || "",
        case: orNull(values.case),
        detail: detailOf(values.detail),
        attempts: orZero(values.attempts),
      },
    ];
  });
}

/** False where this account may send no more today. */
export function sendWaiting(workspace: Workspace, name: ReportRegister): boolean {
  const { clock, mailer } = workspace;
  const remaining = mailer.remainingToday();
  if (remaining <= 0) return false;
  const ids = reportRegisterIds(workspace.memory);
  const register = openRegister(workspace, ids[name]);
  const claimed = workspace.lock.during(lockWaits.clock, () => {
    const isMain = name === "main";
    const index = whatStands(workspace, register, [
      ...outboxRequests,
      ...digestRequests(name, isMain ? openRowsIn(workspace.memory) : null),
      ...(isMain ? directoryRequests : []),
    ]);
    // Those that failed often stand in nobody's way.
    const messages = [...pendingIn(index, clock.now())]
      .sort((a, b) => a.attempts - b.attempts)
      .slice(0, Math.min(messagesAtOnce, remaining));
    if (messages.length === 0) return null;
    const directory = directoryBeside(workspace, name, index, ids.main);
    const cases = [...new Set(messages.flatMap((message) => orNone(message.case)))];
    const open = messages.some(({ kind }) => kind === "digest")
      ? openCasesIn(register, index)
      : null;
    const loaded: LoadedCases = loadCases(register, open?.snapshot || index, cases);
    const claimedUntil = clock.now() + claimMilliseconds;
    const update = messages.map(
      ({ id }): Update => ({ tab: "outbox", key: id, values: { claimedUntil } }),
    );
    const { snapshot } = register.commit({ ...noChange, update }, loaded.snapshot);
    // The run that queued them may have been cut off.
    rememberGiven(workspace, name, cases);
    return {
      register,
      snapshot,
      directory,
      files: loaded.files,
      messages,
      corrections: [],
      ...(open === null
        ? {}
        : {
            digest: digestSource(index, open, escalationContext(workspace, name, directory, index)),
          }),
    };
  });
  if (claimed?.value != null) deliver(workspace, claimed.value);
  return true;
}
