/** Takes in what no trigger told of: the Form's responses against the register (design 2.8). */
import { noteTriggerFired } from "../../access/trigger-health";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import { isRolledOver } from "../../errors";
import { hasRecreatedTabs, recreatedTabsOf } from "../../install/recreated-tabs";
import type { FormResponse, Workspace } from "../../ports";
import type { Snapshot, TabRequest } from "../../register/read-register";
import { openRegister, type Register, registerNamed } from "../../register/register";
import { reportRegisterIds, reportRegisters } from "../../register/register-ids";
import { dayMs, hourMs, minuteMs } from "../../time";
import { takeDrillSubmission } from "../drill/drill-run";
import { noticeGaps, tellOfGaps } from "../intake/form-gaps";
import { indexRequests, responsesIn, responsesTakenIn } from "../intake/intake-snapshot";
import { returningRequests } from "../intake/restore-reports";
import { sortByRegister, waitingOf } from "../intake/sort-by-register";
import { takeIn } from "../intake/take-in-reports";
import { isNoReport, takeProofReport } from "../intake/take-proof-report";
import { withMendingUnlocked } from "../outage/header-mend";
import { noteUnreadable } from "../outage/outage";
import { neededTabs, type PartialRead, readWhatStands } from "../outage/partial-read";
import { forgetUnreadableSealed, unreadableSealedSince } from "../outage/unreadable-sealed-memory";

/** A response may be listed a little after its own time; once a day all are compared. */
const overlap = 10 * minuteMs;

export interface Swept {
  readonly listed: readonly FormResponse[];
  /** Whether these are all that the Form holds. */
  readonly isOfAll: boolean;
}

function instantIn(text: string | null): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** The responses of the last minutes, once a day all. Throws what Google throws. */
export function listResponses(workspace: Workspace): Swept {
  const { memory, responses, clock } = workspace;
  const since = instantIn(memory.get("sweepSince"));
  const all = instantIn(memory.get("sweptAll"));
  const now = clock.now();
  // What is ahead is from before the clock went back.
  const isDue = since === null || all === null || now - all >= dayMs || Math.max(since, all) > now;
  const isOfAll = isDue || hasRecreatedTabs(workspace);
  const listed = isOfAll || since === null ? responses.list() : responses.list(since - overlap);
  return { listed: listed.filter((one) => !isNoReport(workspace, one)), isOfAll };
}

/** What one run can take in and send in its time; oldest first. */
const responsesAtOnce = 200;

/** One read where tabs had to be made again. */
function knownIn(workspace: Workspace, snapshot: Snapshot): ReadonlySet<string> {
  const remade = recreatedTabsOf(workspace, "main");
  if (remade === null) return responsesIn(snapshot);
  const main = registerNamed(workspace, "main", []);
  const read = main.load([...indexRequests, ...returningRequests, ...directoryRequests]);
  return responsesTakenIn(read, directoryIn(read, workspace.clock), remade);
}

/** A trigger tells within a minute or two; what is older may have been kept out by an outage. */
const untold = { from: 3 * minuteMs, to: 10 * minuteMs } as const;

/** Whether there is a report for the main register that no trigger told of. `now` in ms UTC. */
export function noTriggerTold(
  workspace: Workspace,
  { listed }: Swept,
  snapshot: Snapshot,
  now: number,
): boolean {
  if (listed.length === 0) return false;
  const known = responsesIn(snapshot);
  const untoldOf = listed.filter(({ id, receivedAt }) => {
    const age = now - receivedAt;
    return age >= untold.from && age < untold.to && !known.has(id);
  });
  return untoldOf.length > 0 && sortByRegister(untoldOf, workspace).has("main");
}

/** True when nothing is left for a later run. */
export function takeInUnseen(workspace: Workspace, { listed }: Swept, snapshot: Snapshot): boolean {
  if (listed.length === 0) return true;
  const all = new Set(listed.map(({ id }) => id));
  // What waits for a reader is always listed (`sweptUpTo`); ids of cases have a space in them.
  forgetUnreadableSealed(workspace, (id) => !id.includes(" ") && !all.has(id));
  const known = knownIn(workspace, snapshot);
  const unseen = listed.filter(({ id }) => !known.has(id));
  if (unseen.length === 0) return true;
  const some = unseen.slice(0, responsesAtOnce);
  const missing = noticeGaps(workspace, some);
  const outcome = takeIn(workspace, some);
  tellOfGaps(workspace, missing);
  return outcome === "taken-in" && unseen.length <= responsesAtOnce;
}

/** Up to when all is in a register: what waits for a reader is listed again. `now` in ms UTC. */
export function sweptUpTo(workspace: Workspace, { listed }: Swept, now: number): number {
  return listed.length === 0 ? now : Math.min(now, unreadableSealedSince(workspace));
}

/** Those that no register has: one of them may be out of reach, and what is in another needs nobody's hand. A call for each register. */
function inNoRegister(
  workspace: Workspace,
  responses: readonly FormResponse[],
): readonly FormResponse[] {
  if (responses.length === 0) return [];
  const ids = reportRegisterIds(workspace.memory);
  const known = new Set<string>();
  for (const name of reportRegisters) {
    try {
      const register = openRegister(workspace, ids[name], []);
      const read = register.load([{ tab: "reports", columns: ["response"] }]);
      for (const id of responsesIn(read)) known.add(id);
    } catch (error) {
      if (isRolledOver(error)) throw error;
    }
  }
  return responses.filter(({ id }) => !known.has(id));
}

/** Where it cannot be read, people are told as an outage wears on. Throws what Google throws; not over tabs that a run can do without. */
export function readOrTell(
  workspace: Workspace,
  main: Register,
  listed: readonly FormResponse[],
  wanted: readonly TabRequest[],
): PartialRead {
  try {
    const read = readWhatStands(workspace, main.id, wanted, neededTabs, (asked) =>
      withMendingUnlocked(workspace, () => main.load(asked)),
    );
    if (read.failure !== null) noteShutOut(workspace, listed, read.failure, true);
    return read;
  } catch (error) {
    noteShutOut(workspace, listed, error, false);
    throw error;
  }
}

/** People are told as an outage wears on. `isPart`: only tabs that a run can do without could not be read. */
function noteShutOut(
  workspace: Workspace,
  listed: readonly FormResponse[],
  error: unknown,
  isPart: boolean,
): void {
  if (isRolledOver(error)) return;
  const since = instantIn(workspace.memory.get("sweepSince")) ?? 0;
  const fresh = listed.filter(({ receivedAt }) => receivedAt > since);
  const trouble = workspace.diagnosis.troubleOf(error);
  const waiting = waitingOf(inNoRegister(workspace, fresh), workspace, trouble);
  noteUnreadable(workspace, waiting, trouble, isPart);
}

/** This account may not write the registers, and no other one is at work: as where they cannot be read. Never throws. */
export function tellShutOut(workspace: Workspace, error: unknown): void {
  let listed: readonly FormResponse[] = [];
  try {
    ({ listed } = listResponses(workspace));
  } catch {
    // What is known without the Form is told all the same.
  }
  noteShutOut(workspace, listed, error, false);
}

/**
 * Where no clock run could list the Form for an hour (it may not be allowed to, design 2.15), also what no trigger told of: no call where
 * one could. Throws what Google throws, and what `takeIn` does.
 */
export function takeSubmitted(workspace: Workspace, submitted: FormResponse): void {
  if (takeDrillSubmission(workspace, submitted)) return;
  if (takeProofReport(workspace, submitted)) {
    noteTriggerFired(workspace, "reports");
    return;
  }
  const missing = noticeGaps(workspace, [submitted]);
  try {
    takeIn(workspace, [submitted]);
  } catch (error) {
    if (!isRolledOver(error)) throw error;
    workspace.memory.again();
    takeIn(workspace, [submitted]);
  } finally {
    tellOfGaps(workspace, missing);
    if (sortByRegister([submitted], workspace).has("main")) noteTriggerFired(workspace, "reports");
  }
  const { memory, clock } = workspace;
  const now = clock.now();
  if (now - (instantIn(memory.get("sweepOk")) ?? 0) < hourMs) return;
  const swept = listResponses(workspace);
  const main = registerNamed(workspace, "main");
  const snapshot = main.load([{ tab: "reports", columns: ["response"] }]);
  if (!takeInUnseen(workspace, swept, snapshot)) return;
  const sweepSince = String(sweptUpTo(workspace, swept, now));
  memory.setAll({ sweepSince, ...(swept.isOfAll ? { sweptAll: String(now) } : {}) });
}
