/** What the clock says about open cases: who is asked next, which calls are still open, and the morning's digest. */
import { digestDue, digests } from "../casework/digest";
import { escalations } from "../casework/escalate";
import type { EscalationContext } from "../casework/escalate-chain";
import { type Delivery, deliver } from "../delivery/deliver";
import type { DigestSource } from "../delivery/write-message";
import type { Directory } from "../directory/directory";
import { readerOf } from "../intake/route";
import { type Change, isEmpty, noChange } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { Workspace } from "../workspace";
import {
  type OpenCases,
  type OpenRows,
  openCaseRequests,
  openCasesIn,
  openRowsIn,
} from "./open-cases";
import type { ReportRegister } from "./report-registers";

const lockWaitMilliseconds = 10_000;

const digestReportRequest: TabRequest = {
  tab: "reports",
  columns: ["row", "case", "writtenReportDue", "writtenReportConfirmed"],
};

export function escalationContext(
  workspace: Workspace,
  register: ReportRegister,
  directory: Directory,
): EscalationContext {
  const { clock, identity } = workspace;
  return {
    register,
    directory,
    now: clock.now(),
    zone: clock,
    reader: register === "main" ? null : (readerOf(register, directory, null)?.email ?? null),
    runningAs: identity.runningAs(),
  };
}

/** What digests are written from, out of a read with `digestRequests`. */
export function digestSource(
  snapshot: Snapshot,
  open: OpenCases,
  context: EscalationContext,
): DigestSource {
  const reports = rowsOf(snapshot, "reports").map(({ values }) => ({
    case: values.case ?? null,
    writtenReportDue: values.writtenReportDue ?? null,
    writtenReportConfirmed: values.writtenReportConfirmed ?? false,
  }));
  return { files: [...open.files.values()], reports, context };
}

/** Everything that a digest needs of a register. */
export function digestRequests(seen: OpenRows | null): readonly TabRequest[] {
  return [
    ...openCaseRequests(seen, false),
    digestReportRequest,
    { tab: "outbox", columns: ["message"] },
  ];
}

/** Which day's digest each register has had, as remembered. */
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
 * Queues and sends what is to be said now. Looks first at what the tick has read, and takes the lock only where there
 * is something to say. Returns what to remember.
 */
export function remind(
  workspace: Workspace,
  name: ReportRegister,
  register: Register,
  directory: Directory,
  seen: OpenCases,
): Remembered {
  const { memory, clock, lock } = workspace;
  const context = escalationContext(workspace, name, directory);
  const days = digestDays(memory.get("digestDays"));
  const today = digestDue(days[name] ?? null, context.now, directory.settings, clock);
  const first = escalations(seen.files.values(), context);
  if (today === null && first.messages.length + first.update.length === 0) return {};
  const done = lock.during(lockWaitMilliseconds, (): Delivery | null => {
    // Through a handle of its own, for what was read before the lock may have moved.
    const fresh = openRegister(workspace, register.id);
    const read = fresh.load(digestRequests(name === "main" ? openRowsIn(memory) : null));
    const open = openCasesIn(fresh, read);
    const now: EscalationContext = { ...context, now: clock.now() };
    const source = digestSource(read, open, now);
    const queued = new Set(rowsOf(read, "outbox").map(({ key }) => key));
    const found = escalations(open.files.values(), now);
    const morning = today === null ? [] : digests(source.files, source.reports, today, now);
    const change: Change = {
      ...noChange,
      ...found,
      messages: [...found.messages, ...morning].filter(({ id }) => !queued.has(id)),
    };
    if (isEmpty(change)) return null;
    const { snapshot, corrections } = fresh.commit(change, open.snapshot);
    return {
      register: fresh,
      snapshot,
      directory,
      files: open.files,
      messages: change.messages,
      digest: source,
      corrections,
    };
  });
  if (done === null) return {};
  if (done.value !== null) deliver(workspace, done.value);
  if (today === null) return {};
  const all = Object.entries({ ...days, [name]: today });
  return { digestDays: all.map((entry) => entry.join("=")).join(",") };
}
