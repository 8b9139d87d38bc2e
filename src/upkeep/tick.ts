/** One run of the clock: what the triggers missed, what was not sent, and the sign that all this still runs. */
import { type LoadedCases, loadCases } from "../casework/load-cases";
import { deliver } from "../delivery/deliver";
import { directoryIn, directoryRequests, indexRequests, responsesIn } from "../intake/intake-state";
import { takeIn } from "../intake/take-in";
import { type MessageDetail, noChange, type QueuedMessage, type Update } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import { claimMilliseconds } from "../register/trace-rows";
import type { Workspace } from "../workspace";
import { heartbeatMeasure, sweepMeasure } from "./register/summary";
import { type ReportRegister, reportRegisterIds } from "./report-registers";
import { refuseOtherForm } from "./set-up";

const minute = 60_000;
/** A response may show up in the list a little after its own time; the nightly sweep compares all. */
const overlap = 10 * minute;
const day = 24 * 60 * minute;
const lockWaitMilliseconds = 10_000;

const outboxRequests: readonly TabRequest[] = [{ tab: "outbox", columns: "all" }];
const heartbeatRequests: readonly TabRequest[] = [{ tab: "summary", columns: ["measure"] }];

interface Pending extends QueuedMessage {
  readonly attempts: number;
}

function detailOf(text: string | null | undefined): MessageDetail {
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    // A detail is written by messageRow alone; whoever reads it checks each member.
    return typeof parsed === "object" && parsed !== null ? (parsed as MessageDetail) : {};
  } catch {
    return {};
  }
}

/** Messages that nobody is about to send. `now` in milliseconds UTC. */
function pendingIn(snapshot: Snapshot, now: number): readonly Pending[] {
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

/** Claims what is waiting, under the lock, and sends it outside. `directoryOf` reads the district's data from the main register. */
function sendWaiting(workspace: Workspace, name: ReportRegister): void {
  const { clock, mailer } = workspace;
  if (mailer.remainingToday() <= 0) return;
  const ids = reportRegisterIds(workspace.memory);
  const register = openRegister(workspace, ids[name]);
  const claimed = workspace.lock.during(lockWaitMilliseconds, () => {
    const index = register.load([
      ...outboxRequests,
      ...indexRequests,
      ...(name === "main" ? directoryRequests : []),
    ]);
    const messages = pendingIn(index, clock.now());
    if (messages.length === 0) return null;
    const directory = directoryIn(
      name === "main" ? index : openRegister(workspace, ids.main).load(directoryRequests),
      clock,
    );
    const cases = [...new Set(messages.flatMap((message) => message.case ?? []))];
    const loaded: LoadedCases = loadCases(register, index, cases);
    const claimedUntil = clock.now() + claimMilliseconds;
    const update = messages.map(
      ({ id }): Update => ({ tab: "outbox", key: id, values: { claimedUntil } }),
    );
    const { snapshot } = register.commit({ ...noChange, update }, loaded.snapshot);
    return { register, snapshot, directory, files: loaded.files, messages, corrections: [] };
  });
  if (claimed?.value != null) deliver(workspace, claimed.value);
}

function instantIn(text: string | null): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}

function beat(register: Register, snapshot: Snapshot, at: number): void {
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const update = [heartbeatMeasure, sweepMeasure]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at } }));
  register.commit({ ...noChange, update }, snapshot);
}

/** Which spreadsheet this tick looks at beside the main one, so that an idle tick makes two Sheets calls: each in turn. */
const turns = ["heartbeat", "sealed", "sealed-from-lead"] as const;

/** Throws "not-set-up", "other-form" and what Google throws; whatever is left undone is found by the next tick. */
export function tick(workspace: Workspace): void {
  const { clock, memory, responses } = workspace;
  refuseOtherForm(workspace);
  const ids = reportRegisterIds(memory);
  const started = clock.now();
  const sweptSince = instantIn(memory.get("sweepSince"));
  const sweptAll = instantIn(memory.get("sweptAll"));
  const sweepsAll = sweptSince === null || sweptAll === null || started - sweptAll >= day;
  const listed = sweepsAll ? responses.list() : responses.list(sweptSince - overlap);

  const main = openRegister(workspace, ids.main);
  const snapshot = main.load([
    ...outboxRequests,
    ...heartbeatRequests,
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
  ]);
  const known = listed.length > 0 ? responsesIn(snapshot) : new Set<string>();
  const unseen = listed.filter(({ id }) => !known.has(id));
  const outcome = unseen.length > 0 ? takeIn(workspace, unseen) : "taken-in";
  if (pendingIn(snapshot, started).length > 0) sendWaiting(workspace, "main");

  const turn = turns[Math.floor(started / (5 * minute)) % turns.length] ?? "heartbeat";
  if (turn === "heartbeat") beat(main, snapshot, started);
  else if (pendingIn(openRegister(workspace, ids[turn]).load(outboxRequests), started).length > 0) {
    sendWaiting(workspace, turn);
  }
  if (outcome === "taken-in") {
    memory.setAll({
      sweepSince: String(started),
      sweepOk: String(started),
      ...(sweepsAll ? { sweptAll: String(started) } : {}),
    });
  }
}
