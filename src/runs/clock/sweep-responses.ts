/** The sweep: takes in reports of which no trigger told, by comparing the Form's responses with the register (design 2.8). */
import { attempt, tellingIfItFails } from "../../attempt";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { isRolledOver } from "../../errors";
import type { FormKey } from "../../form/report";
import { type FormResponse, registerNames } from "../../ports";
import type { TabRequest } from "../../register/read/read-tabs";
import type { Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { dayMs, minuteMs } from "../../time";
import {
  indexRequests,
  responsesIn,
  responsesTakenIn,
  returningRequests,
  sweptUntil,
} from "../intake/intake-state";
import {
  noticeGaps,
  type Routes,
  sortByRegister,
  tellOfGaps,
  waitingOf,
} from "../intake/route-reports";
import { responsesHeld, takeInReports } from "../intake/take-in-reports";
import { forgetUnreadableSealed, unreadableSealedSince } from "../outage/kept-dangers";
import { noteUnreadable } from "../outage/outage";
import { type PartialRead, readWithoutGoneTabs } from "../outage/partial-read";

/**
 * Each listing goes back so many milliseconds further than the last sweep: Google may list a response a little after its own time. Once a
 * day all responses are compared.
 */
const overlap = 10 * minuteMs;

/** The Form's responses as listed in this run. */
export interface Swept {
  readonly listed: readonly FormResponse[];
  /** Whether these are all responses that the Form holds. */
  readonly isOfAll: boolean;
}

/** Lists the responses since the last sweep, once a day all. Throws what Google throws. */
export function listResponses(run: Run): Swept {
  const { memory, responses, clock } = run;
  const { since, all } = memory.get("sweep");
  const now = clock.now();
  // A remembered time in the future stems from before the clock was set back: then all are listed.
  const isOfAll = since === 0 || now - all >= dayMs || Math.max(since, all) > now;
  return { listed: isOfAll ? responses.list() : responses.list(since - overlap), isOfAll };
}

/** So many reports, oldest first: what one run can take in and send in its time. */
const responsesAtOnce = 200;

/** Ids of the responses that the main register has taken in. One read more where all responses are compared: some may come back. */
function knownIn(run: Run, snapshot: Snapshot, { isOfAll }: Swept): ReadonlySet<string> {
  if (!isOfAll) return responsesIn(snapshot);
  const main = registerNamed(run, "main", []);
  const read = main.load([...indexRequests, ...returningRequests, ...directoryRequests]);
  return responsesTakenIn(read, directoryIn(read, run.clock), sweptUntil(run));
}

/**
 * Age in milliseconds of a report of which a trigger should have told: a trigger tells within a minute or two; an older report may have
 * been kept out by an outage instead.
 */
const untold = { from: 3 * minuteMs, to: 10 * minuteMs } as const;

/** What no register has yet, read. */
export interface Unseen {
  readonly routes: Routes;
  /** Whether there is more than one run takes in. */
  readonly isCut: boolean;
  /** Questions that the Form does not ask any more. */
  readonly missing: readonly FormKey[];
}

/** The listed reports that no register has yet. `snapshot`: a read of the main register's reports. */
export function findUnseen(run: Run, swept: Swept, snapshot: Snapshot): Unseen {
  const { listed } = swept;
  const all = new Set(listed.map(({ id }) => id));
  // Sealed reports without a reader are always listed again (`sweptUpTo`), so one that is not listed is gone. Ids with a space are of
  // cases.
  if (listed.length > 0) {
    forgetUnreadableSealed(run, (id) => !id.includes(" ") && !all.has(id));
  }
  const known = listed.length === 0 ? all : knownIn(run, snapshot, swept);
  const unseen = listed.filter(({ id }) => !known.has(id));
  if (unseen.length === 0) return { routes: new Map(), isCut: false, missing: [] };
  const some = unseen.slice(0, responsesAtOnce);
  const missing = noticeGaps(run, some);
  const routes = sortByRegister(some, run);
  return { routes, isCut: unseen.length > some.length, missing };
}

/** Whether there is a report for the main register of which no trigger told. `now` in ms UTC. */
export function isMissedByTriggers({ routes }: Unseen, now: number): boolean {
  return (routes.get("main") ?? []).some(({ response }) => {
    const age = now - response.receivedAt;
    return age >= untold.from && age < untold.to;
  });
}

/** Takes in what no register has yet. True where nothing is left for a later run. */
export function takeInUnseen(run: Run, { routes, isCut, missing }: Unseen): boolean {
  if (routes.size === 0) return true;
  const outcome = takeInReports(run, routes);
  tellOfGaps(run, missing);
  return outcome === "taken-in" && !isCut;
}

/**
 * The instant (ms UTC) up to which all responses are in a register. It stays before a sealed report that waits for a reader, so that the
 * next sweep lists it again. `now` in ms UTC.
 */
export function sweptUpTo(run: Run, { listed }: Swept, now: number): number {
  return listed.length === 0 ? now : Math.min(now, unreadableSealedSince(run));
}

/**
 * Reads the main register for the clock. Where it cannot be read, people are told as the outage goes on. Throws what Google throws, but not
 * over tabs that a run can do without.
 */
export function readOrTell(
  run: Run,
  main: Register,
  listed: readonly FormResponse[],
  wanted: readonly TabRequest[],
): PartialRead {
  const read = tellingIfItFails(
    () => readWithoutGoneTabs(run, main, wanted),
    (error) => noteShutOut(run, listed, error, "all"),
  );
  if (read.failure !== null) noteShutOut(run, listed, read.failure, "part");
  return read;
}

/** Tells people that reports wait, as the outage goes on. "part": only tabs that a run can do without could not be read. */
function noteShutOut(
  run: Run,
  listed: readonly FormResponse[],
  error: unknown,
  gone: "part" | "all",
): void {
  if (isRolledOver(error)) return;
  const { since } = run.memory.get("sweep");
  const fresh = listed.filter(({ receivedAt }) => receivedAt > since);
  const trouble = run.diagnosis.troubleOf(error);
  const routes = sortByRegister(fresh, run);
  const known = fresh.length === 0 ? new Set<string>() : responsesHeld(run, registerNames);
  const waiting = waitingOf(run, routes, trouble, ({ id }) => !known.has(id));
  noteUnreadable(run, { waiting, trouble, unread: gone });
}

/** For an account that may not write the registers while no other account is at work: people are told as in an outage. */
export function tellShutOut(run: Run, error: unknown): void {
  // Without the Form's list people are still told that the register is out of reach.
  noteShutOut(run, attempt(run, () => listResponses(run))?.listed ?? [], error, "all");
}

/** Sweeps in a run that is no clock run. Throws what Google throws, and what `takeInReports` does. */
export function sweepAll(run: Run): void {
  const { memory, clock } = run;
  const now = clock.now();
  const swept = listResponses(run);
  const main = registerNamed(run, "main");
  const snapshot = main.load([{ tab: "reports", columns: ["response"] }]);
  if (!takeInUnseen(run, findUnseen(run, swept, snapshot))) return;
  const since = sweptUpTo(run, swept, now);
  memory.set("sweep", { since, ...(swept.isOfAll ? { all: now } : {}) });
}
