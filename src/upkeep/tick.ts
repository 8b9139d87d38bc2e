/** One run of the clock: what the triggers missed, what was not sent, what time has brought, and the sign that all this still runs. */
import { responsesIn } from "../intake/intake-state";
import { takeIn } from "../intake/take-in";
import { noChange, type Update } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { openCaseRequests, openCasesIn, parseOpenRows } from "./open-cases";
import { heartbeatMeasure, sweepMeasure } from "./register/summary";
import { reportRegisterIds } from "./report-registers";
import { takeSeenEdits } from "./seen-edits";
import { outboxRequests, pendingIn, sendWaiting } from "./send-waiting";
import { refuseOtherForm } from "./set-up";

const minute = 60_000;
/** A response may show up in the list a little after its own time; once a day all of them are compared. */
const overlap = 10 * minute;
const hour = 60 * minute;
const day = 24 * hour;

const heartbeatRequests: readonly TabRequest[] = [{ tab: "summary", columns: ["measure"] }];

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

/** What this tick does beside the main register, so that an idle tick makes two Sheets calls: each in turn. */
const turns = ["heartbeat", "sealed", "sealed-from-lead"] as const;

function workOnSealed(
  workspace: Workspace,
  name: "sealed" | "sealed-from-lead",
  now: number,
): void {
  const register = openRegister(workspace, reportRegisterIds(workspace.memory)[name]);
  // Nothing about a sealed register is remembered outside it: it is small enough to be read whole.
  const read = register.load([...outboxRequests, ...openCaseRequests(null, true)]);
  takeSeenEdits(workspace, name, openCasesIn(register, read));
  if (pendingIn(read, now).length > 0) sendWaiting(workspace, name);
}

/** Throws "not-set-up", "other-form" and what Google throws; whatever is left undone is found by the next tick. */
export function tick(workspace: Workspace): void {
  const { clock, memory, responses } = workspace;
  refuseOtherForm(workspace);
  const ids = reportRegisterIds(memory);
  const started = clock.now();
  const turn = turns[Math.floor(started / (5 * minute)) % turns.length] ?? "heartbeat";
  const sweptSince = instantIn(memory.get("sweepSince"));
  const sweptAll = instantIn(memory.get("sweptAll"));
  const sweepsAll = sweptSince === null || sweptAll === null || started - sweptAll >= day;
  const listed = sweepsAll ? responses.list() : responses.list(sweptSince - overlap);

  const main = openRegister(workspace, ids.main);
  const seenText = memory.get("openRows");
  const isFull = Math.floor(started / hour) !== Math.floor((sweptSince ?? 0) / hour);
  const read = main.load([
    ...outboxRequests,
    ...heartbeatRequests,
    ...openCaseRequests(parseOpenRows(seenText), isFull),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
  ]);
  const known = listed.length > 0 ? responsesIn(read) : new Set<string>();
  const unseen = listed.filter(({ id }) => !known.has(id));
  const outcome = unseen.length > 0 ? takeIn(workspace, unseen) : "taken-in";
  const open = openCasesIn(main, read);
  takeSeenEdits(workspace, "main", open);
  if (pendingIn(read, started).length > 0) sendWaiting(workspace, "main");

  if (turn === "heartbeat") beat(main, read, started);
  else workOnSealed(workspace, turn, started);
  memory.setAll({
    ...(outcome === "taken-in" ? { sweepSince: String(started), sweepOk: String(started) } : {}),
    ...(outcome === "taken-in" && sweepsAll ? { sweptAll: String(started) } : {}),
    ...(open.seenText !== null && open.seenText !== seenText ? { openRows: open.seenText } : {}),
  });
}
