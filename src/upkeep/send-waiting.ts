/** The queue of messages that nobody is about to send: claimed under the lock, sent outside it (design 2.7). */
import { type LoadedCases, loadCases } from "../casework/load-cases";
import { deliver } from "../delivery/deliver";
import { rememberGiven } from "../intake/given-references";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { jsonRecord } from "../json-record";
import { type MessageDetail, noChange, type QueuedMessage, type Update } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import { claimMilliseconds } from "../register/trace-rows";
import type { Workspace } from "../workspace";
import { openCasesIn, openRowsIn } from "./open-cases";
import { digestRequests, digestSource, escalationContext } from "./reminders";
import { type ReportRegister, reportRegisterIds } from "./report-registers";

const lockWaitMilliseconds = 10_000;
/** What one run can send within its time; the rest waits for the next. */
const messagesAtOnce = 150;

export const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];

interface Pending extends QueuedMessage {
  readonly attempts: number;
}

/** A detail is written by messageRow alone, and whoever reads it checks each member. */
function detailOf(text: string | null | undefined): MessageDetail {
  return jsonRecord(text) as MessageDetail;
}

/** Messages that nobody is about to send. `now` in milliseconds UTC. */
export function pendingIn(snapshot: Snapshot, now: number): readonly Pending[] {
  return rowsOf(snapshot, "outbox").flatMap(({ key, values }): readonly Pending[] => {
    const { state, claimedUntil = null, kind, to } = values;
    if (state !== "queued" || (claimedUntil !== null && claimedUntil > now)) return [];
    return [
      {
        id: key,
        kind: kind ?? "",
        to: to ?? "",
        case: values.case ?? null,
        detail: detailOf(values.detail),
        attempts: values.attempts ?? 0,
      },
    ];
  });
}

/** Claims what is waiting, under the lock, and sends it outside. False where this account may send no more today. */
export function sendWaiting(workspace: Workspace, name: ReportRegister): boolean {
  const { clock, mailer } = workspace;
  const remaining = mailer.remainingToday();
  if (remaining <= 0) return false;
  const ids = reportRegisterIds(workspace.memory);
  const register = openRegister(workspace, ids[name]);
  const claimed = workspace.lock.during(lockWaitMilliseconds, () => {
    const isMain = name === "main";
    const index = register.load([
      ...outboxRequests,
      ...digestRequests(isMain ? openRowsIn(workspace.memory) : null),
      ...(isMain ? directoryRequests : []),
    ]);
    // Those that failed often come last, so that they never stand in the way of the others.
    const messages = [...pendingIn(index, clock.now())]
      .sort((a, b) => a.attempts - b.attempts)
      .slice(0, Math.min(messagesAtOnce, remaining));
    if (messages.length === 0) return null;
    const directory = directoryIn(
      name === "main" ? index : openRegister(workspace, ids.main).load(directoryRequests),
      clock,
    );
    const cases = [...new Set(messages.flatMap((message) => message.case ?? []))];
    const open = messages.some(({ kind }) => kind === "digest")
      ? openCasesIn(register, index)
      : null;
    const loaded: LoadedCases = loadCases(register, open?.snapshot ?? index, cases);
    const claimedUntil = clock.now() + claimMilliseconds;
    const update = messages.map(
      ({ id }): Update => ({ tab: "outbox", key: id, values: { claimedUntil } }),
    );
    const { snapshot } = register.commit({ ...noChange, update }, loaded.snapshot);
    // The run that queued them may have been cut off before it could.
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
        : { digest: digestSource(index, open, escalationContext(workspace, name, directory)) }),
    };
  });
  if (claimed?.value != null) deliver(workspace, claimed.value);
  return true;
}
