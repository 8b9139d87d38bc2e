/**
 * What happens to the Form's responses: one was submitted; and the sweep compares them with the registers, and takes in those that no
 * trigger announced (design 2.8).
 */

import { noteTriggerFired } from "../access/silent-triggers";
import { attempt, isDone, whyFailed } from "../attempt";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { isRolledOver } from "../errors";
import type { FormKey } from "../form/report";
import { rememberedUnreadableSealed, tellOfUnreadableSealed } from "../outage/ask-without-register";
import { askPastRegister, keptDangers, wholeRun } from "../outage/outage";
import { isSealedReport, type RoutedReport } from "../outage/who-is-told-in-an-outage";
import type { FormResponse } from "../ports";
import type { Snapshot } from "../register/read/snapshot";
import { registersOf, schoolRegisters } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import type { Remembered } from "../store/keys";
import { dayMs, hourMs, minuteMs } from "../time";
import {
  indexRequests,
  intakeState,
  responsesHeld,
  responsesIn,
  returningRequests,
} from "./read-for-intake";
import { noticeGaps, readResponses, tellOfGaps, waitingOf } from "./route-reports";
import { takeInReports } from "./take-in-reports";

/**
 * A response was submitted; `read` gives it. If it cannot be read, all responses in the Form's list are checked instead; a response that
 * was deleted in the meantime, as sealed ones are, is in no list. This run also sweeps if no clock run could list the Form for an hour (an
 * account may not be allowed to, design 2.15); otherwise that check costs no call. Throws what Google throws, and what `takeInReports`
 * throws. Returns whether it was read and is for the main register, so that everybody may know that it came.
 */
export function responseSubmitted(run: Run, read: () => FormResponse): boolean {
  let isOfMain = false;
  wholeRun(run, () => {
    const response = attempt(run, read, null);
    if (response !== null) {
      const missing = noticeGaps(run, [response]);
      const reports = readResponses(run, [response]);
      isOfMain = !reports.some(isSealedReport);
      let failed = whyFailed(() => takeInReports(run, reports));
      if (failed !== null && isRolledOver(failed.error)) {
        run.memory.again();
        failed = whyFailed(() => takeInReports(run, reports));
      }
      tellOfGaps(run, missing);
      if (isOfMain) noteTriggerFired(run, "reports");
      if (failed !== null) throw failed.error;
    }
    const isLate = run.clock.now() - run.memory.get("sweep").ok >= hourMs;
    if (response !== null && !isLate) return;
    // Sweeps.
    const now = run.clock.now();
    const swept = listResponses(run);
    const snapshot = registerNamed(run, "main").load([{ tab: "reports", columns: ["response"] }]);
    const upTo = takeInUnseen(run, swept, findUnseen(run, swept, snapshot), now);
    if (upTo != null) run.memory.set("sweep", upTo);
  });
  return isOfMain;
}

// The sweep.

/**
 * Each listing goes back this many milliseconds before the last sweep, because Google may list a response a little after its own time. Once
 * a day all responses are compared.
 */
const overlap = 10 * minuteMs;

/** Lists the responses since the last sweep; once a day all of them. Throws what Google throws. */
export function listResponses({ memory, responses, clock }: Run) {
  const { since, all } = memory.get("sweep");
  const now = clock.now();
  // A remembered time in the future is left from before the clock was set back: then all responses are listed.
  const isOfAll = since === 0 || now - all >= dayMs || Math.max(since, all) > now;
  return { listed: isOfAll ? responses.list() : responses.list(since - overlap), isOfAll };
}

/** The Form's responses as listed in this run. `isOfAll`: whether these are all the responses in the Form. */
export type Swept = ReturnType<typeof listResponses>;

/** The most reports that one run takes in, oldest first: it has to send their emails too before Google ends it. */
const responsesAtOnce = 200;

/** Reports that no register has yet. */
export interface Unseen {
  readonly reports: readonly RoutedReport[];
  /** Whether there are more of them than one run takes in. */
  readonly isCut: boolean;
  /** Questions that the Form no longer asks. */
  readonly missing: readonly FormKey[];
}

/** The listed reports that no register has yet. `snapshot`: a read of the Reports tab of the main register. */
export function findUnseen(run: Run, swept: Swept, snapshot: Snapshot): Unseen {
  const { listed, isOfAll } = swept;
  const nothing: Unseen = { reports: [], isCut: false, missing: [] };
  if (listed.length === 0) return nothing;
  const all = new Set(listed.map(({ id }) => id));
  // Sealed reports that no one may read are listed by every sweep (`takeInUnseen`), so one that is not listed is gone from the Form. Ids
  // with a space belong to cases, not to responses.
  tellOfUnreadableSealed(run, [], (id) => !id.includes(" ") && !all.has(id));
  let known: ReadonlySet<string> = responsesIn(snapshot);
  let looked = run;
  if (isOfAll) {
    // Some of them may come back under another case.
    const main = registerNamed(run, "main", []);
    const read = main.load([...indexRequests, ...returningRequests, ...directoryRequests]);
    looked = runAsRead(run, { directory: directoryIn(read, run) });
    known = intakeState(looked, read).responses;
  }
  const beside = knownBeside(looked, swept);
  const unseen = listed.filter((one) => !known.has(one.id) && !beside(one));
  if (unseen.length === 0) return nothing;
  const some = unseen.slice(0, responsesAtOnce);
  const missing = noticeGaps(run, some);
  return { reports: readResponses(run, some), isCut: unseen.length > some.length, missing };
}

/**
 * Which responses the registers of schools have, as far as they can be read. While one cannot be, a report counts as known that was swept
 * before. One call for each; `isOfAll`: those whose case is gone do not count.
 */
function knownBeside(run: Run, { isOfAll }: Swept): (one: FormResponse) => boolean {
  const { since } = run.memory.get("sweep");
  let isWhole = true;
  const known = new Set<string>();
  for (const name of schoolRegisters(run.memory)) {
    const failed = whyFailed(() => {
      const register = registerNamed(run, name, []);
      const read = register.load([...indexRequests, ...(isOfAll ? returningRequests : [])]);
      const ids = isOfAll ? intakeState(run, read).responses : responsesIn(read);
      for (const id of ids) known.add(id);
    });
    isWhole &&= failed === null;
  }
  return ({ id, receivedAt }) => known.has(id) || (!isWhole && receivedAt < since);
}

/**
 * The age in milliseconds at which a report counts as missed by the triggers. A trigger fires within a minute or two; an older report may
 * have been kept out by an outage instead.
 */
const untold = { from: 3 * minuteMs, to: 10 * minuteMs } as const;

/** Whether a report for the main register came in and no trigger announced it. `now`: milliseconds UTC. */
export function isMissedByTriggers({ reports }: Unseen, now: number): boolean {
  return reports.some((one) => {
    const age = now - one.response.receivedAt;
    return !isSealedReport(one) && age >= untold.from && age < untold.to;
  });
}

/**
 * Takes in what no register has yet. Returns what to remember: the time (milliseconds UTC) up to which all responses are in a register. If
 * a sealed report waits for a reader, that time does not pass it, so the next sweep lists it again. Returns null if something is left for a
 * later run. `now`: milliseconds UTC.
 */
export function takeInUnseen(
  run: Run,
  { listed, isOfAll }: Swept,
  { reports, isCut, missing }: Unseen,
  now: number,
): Remembered["sweep"] | null {
  if (reports.length > 0) {
    const outcome = takeInReports(run, reports);
    tellOfGaps(run, missing);
    if (outcome === "busy" || isCut) return null;
  }
  const waiting = listed.length === 0 ? [] : Object.values(rememberedUnreadableSealed(run));
  // 0: a case, which waits in a register and not in the Form.
  const since = Math.min(now, ...waiting.flatMap(({ at }) => (at > 0 ? at : [])));
  return { since, ...(isOfAll ? { all: now } : {}) };
}

/** After this many milliseconds, at the third clock run that fails, people are told that the main register is out of reach. */
const unreachableAfter = 9 * minuteMs;

/**
 * Notes that a clock run could not read or write the main register. From the third such run on, people are asked about the register, about
 * the dangers in it, and about the reports that wait. "part": only tabs that the work can do without could not be read.
 */
export function noteOutOfReach(
  run: Run,
  listed: readonly FormResponse[],
  error: unknown,
  unread: "part" | "all",
): void {
  const { memory, clock } = run;
  const swept = memory.get("sweep").since;
  const unreadable = rememberedUnreadableSealed(run);
  // `>=`, because the first report that no one may read was received at exactly that time. Such a report waits for a reader, not for the
  // register: if it does not say danger, it is left out.
  const fresh = listed.filter(
    ({ id, receivedAt }) => receivedAt >= swept && unreadable[id]?.danger !== 0,
  );
  const trouble = run.diagnosis.troubleOf(error);
  const known = fresh.length === 0 ? new Set<string>() : responsesHeld(run, registersOf(memory));
  const left = fresh.filter(({ id }) => !known.has(id));
  const waiting = waitingOf(run, readResponses(run, left), trouble);
  const since = memory.get("outage").since || clock.now();
  isDone(run, () => memory.set("outage", { since }));
  if (clock.now() - since < unreachableAfter) return;
  const dangers = unread === "part" ? {} : keptDangers(run, "main");
  askPastRegister(run, "main", { waiting, trouble, unread, dangers });
}
