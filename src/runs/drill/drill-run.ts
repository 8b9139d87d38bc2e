/** Runs a drill step by step: makes its register, takes in made-up reports as if they were real, waits for answers, deletes everything. */

import { syncEditors } from "../../access/register-access";
import { readInstallers } from "../../access/running-accounts";
import { openCaseRequests, openCasesIn } from "../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { hasAnyHold } from "../../install/holds-in-registers";
import { outboxRequests, pendingMessages } from "../../letters/outbox/outbox-rows";
import { changeMemory } from "../../lock";
import type { FormResponse } from "../../ports";
import { noChange } from "../../register/change";
import type { TouchedRows } from "../../register/read/header-position";
import { openRegister, registerNamed } from "../../register/register";
import { readRegisterIds } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import type { Drill, Progress } from "../../store/keys";
import { minuteMs, whenWords } from "../../time";
import {
  addToDrill,
  changeDrill,
  codeFor,
  drillIn,
  drillLasts,
  isAskedForByDrill,
  mailsReservedFromDrill,
  noProgress,
} from "../drill-state";
import { sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { takeInEdits, takeInSeenEdits } from "../edit/take-in-edits";
import { sortByRegister } from "../intake/sort-by-register";
import { takeInReports } from "../intake/take-in-reports";
import { drillDesk } from "./drill-desk";
import { isLeftover, keepLeftovers } from "./drill-leftovers";
import { drillReport, makeRegister } from "./drill-register";
import { formWords, progressIn, progressRequests } from "./drill-result";

const claimFor = 7 * minuteMs;
/** For so long (milliseconds) deleting is tried again where it fails. */
const sweepFor = 24 * 60 * minuteMs;

/** What a step changes in the stored drill; null where the step ended the drill. */
type Done = Partial<Drill> | null;
type Step = (workspace: Run, drill: Drill) => Done;

const make: Step = (workspace, drill) => {
  if (workspace.mailer.remainingToday() >= mailsReservedFromDrill) {
    return { stage: "made", ...makeRegister(workspace, drill) };
  }
  const line = `Not held: fewer than ${mailsReservedFromDrill} mails are left for today, and those are kept for reports.`;
  return { stage: "over", progress: { ...noProgress, lines: [line] } };
};

function takeDrillReport(workspace: Run, drill: Drill, sent: FormResponse | null) {
  const desk = drillDesk(workspace, drill);
  const reports = sortByRegister([drillReport(workspace, drill, sent)], desk, "drill");
  return takeInReports(desk, reports, "drill");
}

/** Sends the made-up reports through the same functions as real ones, before anybody is asked to send one through the Form. */
const walk: Step = (workspace, drill) => {
  const taken = takeDrillReport(workspace, drill, null);
  return taken === "busy" ? {} : { stage: "open", codeUntil: workspace.clock.now() + codeFor };
};

/** Does what the clock does for a register. Also finds the report with the code where no trigger told of it. */
const goAlong: Step = (workspace, drill) => {
  const { clock, responses } = workspace;
  const { takenAt, codeUntil } = drill;
  if (takenAt === 0 && clock.now() < codeUntil + 10 * minuteMs) {
    const sent = responses
      .list(codeUntil - codeFor)
      .find((one) => isAskedForByDrill(workspace, one));
    if (sent !== undefined) takeDrillSubmission(workspace, sent, "clock");
  }
  const desk = drillDesk(workspace, drill);
  const register = registerNamed(desk, "drill");
  const cases = openCaseRequests(null, true);
  const read = register.load([...outboxRequests, ...cases, ...directoryRequests]);
  const open = openCasesIn(register, read);
  takeInSeenEdits(desk, "drill", open);
  if (pendingMessages(read, clock.now()).length > 0) sendPendingMessages(desk, "drill", read);
  sendReminders(lookAt(desk, { directory: directoryIn(read, clock) }), "drill", open);
  const progress = progressIn(register.load(progressRequests), clock);
  const isSent = (drillIn(workspace.memory)?.takenAt ?? 0) > 0 || clock.now() >= codeUntil;
  return {
    progress,
    ...(progress.isAnswered && isSent ? { stage: "over" } : {}),
  };
};

/** What is to be taken away once a drill is over, part by part. `isHeld`: a legal hold stands, so nothing is deleted. */
function partsToSweep(
  workspace: Run,
  { codeUntil }: Drill,
  id: string | undefined,
  isHeld: boolean,
): readonly (() => void)[] {
  const { memory, access, triggers, responses, spreadsheets, identity } = workspace;
  const removeAnswers = () => {
    const all = codeUntil === 0 ? [] : responses.list(codeUntil - codeFor);
    const sent = all.filter((one) => isAskedForByDrill(workspace, one)).map((one) => one.id);
    if (!isHeld) for (const one of sent) responses.remove(one);
    else if (sent.length > 0) keepLeftovers(memory, { responses: sent, files: [] });
  };
  if (id === undefined) return [removeAnswers];
  return [
    removeAnswers,
    () => {
      for (const one of triggers.list()) if (one.source === id) triggers.remove(one.id);
    },
    () => syncEditors(access, id, [], identity.runningAs()),
    () => {
      if (!isHeld) spreadsheets.toBin(id);
      else {
        keepLeftovers(memory, { responses: [], files: [id] });
        const name = `${registerKinds.drill.fileName}, kept for a legal hold`;
        spreadsheets.mark(id, "retired", { name, isBinned: false });
      }
    },
  ];
}

/** Does each part, whatever becomes of the others. Returns what was thrown. */
function tryAll(parts: readonly (() => void)[]): readonly unknown[] {
  return parts.flatMap((part): readonly unknown[] => {
    try {
      part();
      return [];
    } catch (error) {
      return [error];
    }
  });
}

/** The result of a drill, as a person reads it. `ended` in ms UTC. */
function resultLines(
  workspace: Run,
  drill: Drill,
  { lines }: Progress,
  how: { readonly hasRegister: boolean; readonly isHeld: boolean; readonly isWhole: boolean },
  ended: number,
): readonly string[] {
  const { clock } = workspace;
  return [
    ...lines,
    ...(how.hasRegister ? [formWords(drill, clock)] : []),
    ...(how.isHeld
      ? [
          "A case is on legal hold, so nothing was deleted: the drill's register and its answer in the Form stay until the hold is lifted.",
        ]
      : []),
    ...(how.isWhole ? [] : ["Not all of it could be taken away: look in Google Drive."]),
    `For ${drill.school}, asked for by ${drill.by}. It ended ${whenWords(ended, clock)}.`,
  ];
}

/** How far the drill had come, as its register says now; as it was last seen where the register is gone. */
function lastProgress(workspace: Run, drill: Drill, id: string | undefined): Progress {
  if (id !== undefined) {
    try {
      const register = openRegister(workspace, id, []);
      return progressIn(register.load(progressRequests), workspace.clock);
    } catch {
      // The register may be in the bin by now.
    }
  }
  return drill.progress ?? noProgress;
}

/** Deletes everything. Each part is tried; where one fails, all parts are tried again by the next run. */
const sweep: Step = (workspace, drill) => {
  const { memory, clock } = workspace;
  const { began, codeUntil } = drill;
  const { drill: id } = readRegisterIds(memory);
  const isHeld = hasAnyHold(workspace);
  const progress = lastProgress(workspace, drill, id);
  const failures = tryAll(partsToSweep(workspace, drill, id, isHeld));
  const ended = clock.now();
  if (failures.length > 0 && ended < began + drillLasts + sweepFor) {
    addToDrill(workspace, { stage: "over", progress });
    throw failures[0];
  }
  const how = { hasRegister: id !== undefined, isHeld, isWhole: failures.length === 0 };
  const lines = resultLines(workspace, drill, progress, how, ended);
  const done = changeMemory(workspace, "work", () => {
    const { drill: _swept, ...others } = readRegisterIds(memory);
    const lastDrill = { began, mails: progress.mails, lines };
    memory.setAll({ registers: others, lastDrill, drill: null });
  });
  if (done === null) return {};
  const main = registerNamed(workspace, "main");
  const { answered: from, silent: to } = progress;
  // Without a code nobody was ever asked.
  const held = {
    at: ended,
    who: "automation",
    what: codeUntil === 0 ? "drill-not-held" : "drill-held",
    case: null,
    from,
    to,
  };
  main.commit({ ...noChange, activity: [held] }, main.load([]));
  return null;
};

/**
 * Goes on with the drill as far as possible now. No call where no drill is on, or where another account runs it and has not missed its end.
 * Throws what Google throws; the next run tries again.
 */
export function continueDrill(workspace: Run): void {
  const { memory, clock, identity } = workspace;
  const seen = drillIn(memory);
  const me = identity.runningAs();
  if (seen === null || readInstallers(memory).get(me) !== "ready") return;
  const now = clock.now();
  const isFree = seen.runner === "" || now > seen.began + drillLasts + 60 * minuteMs;
  if (seen.runner !== me && !isFree) return;
  const drill = changeDrill(workspace, (one) =>
    one === null || one.claimedUntil > now ? null : { runner: me, claimedUntil: now + claimFor },
  );
  if (drill === null) return;
  const { stage } = drill;
  const steps = { asked: make, made: walk, open: goAlong };
  const isOver = now >= drill.began + drillLasts || stage === "over" || stage === "";
  let done: Done = {};
  try {
    done = (isOver ? sweep : steps[stage])(workspace, drill);
  } finally {
    if (done !== null) addToDrill(workspace, { ...done, claimedUntil: 0 });
  }
  if (done?.stage !== undefined) continueDrill(workspace);
}

/** Ends a drill early. Throws as `continueDrill` does. */
export function endDrill(workspace: Run): void {
  addToDrill(workspace, { stage: "over" });
  continueDrill(workspace);
}

/**
 * Takes in a response of a drill (`isOfDrill`); it is deleted at the end of the drill. False where another response with the code was
 * first: this one is then a report. Throws as `takeInReports` does; the clock tries again.
 */
export function takeDrillSubmission(
  workspace: Run,
  response: FormResponse,
  foundBy = "trigger",
): boolean {
  const { memory, identity, clock } = workspace;
  if (isLeftover(memory, response.id)) return true;
  if (drillIn(memory)?.runner !== identity.runningAs()) return true;
  const drill = changeDrill(workspace, (one) =>
    one !== null && isAskedForByDrill(workspace, response)
      ? { used: response.id, foundBy: one.foundBy || foundBy }
      : null,
  );
  // Without the lock the clock takes the response in later. Where another response with the code was first, this one is a report.
  if (drill === null) return isAskedForByDrill(workspace, response);
  if (drill.takenAt > 0) return true;
  const taken = takeDrillReport(workspace, drill, response);
  if (taken === "busy") return true;
  addToDrill(workspace, { takenAt: clock.now() });
  return true;
}

/** Takes in edits of the drill's register. Throws as `takeInEdits` does. */
export function takeDrillEdits(workspace: Run, touched: TouchedRows): void {
  const drill = drillIn(workspace.memory);
  if (drill !== null) takeInEdits(drillDesk(workspace, drill), "drill", touched);
}
