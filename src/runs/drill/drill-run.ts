/** A drill, step by step: made, walked through as real reports are, answered, swept away. */
import { syncEditors } from "../../access/register-access";
import { installersIn } from "../../access/running-accounts";
import { openCaseRequests, openCasesIn } from "../../case/storage/load-cases";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import { anyHold } from "../../install/holds-in-registers";
import { fileNames } from "../../install/make-register";
import { outboxRequests, pendingMessages } from "../../letters/outbox/outbox-rows";
import { type FormResponse, lockWaits, type RegisterName, type Workspace } from "../../ports";
import { noChange } from "../../register/change";
import type { TouchedRows } from "../../register/header-position";
import { openRegister, registerNamed } from "../../register/register";
import { readRegisterIds } from "../../register/register-ids";
import { minuteMs, whenWords } from "../../time";
import { sendReminders } from "../clock/reminders";
import { sendPendingMessages } from "../clock/send-pending";
import {
  addToDrill,
  changeDrill,
  codeFor,
  type Drill,
  drillIn,
  drillLasts,
  isAskedFor,
  isOfDrill,
  mailsReservedFromDrill,
} from "../drill-state";
import { takeEdits, takeSeenEdits, takeToldEdits } from "../edit/take-in-edits";
import { takeIn } from "../intake/take-in-reports";
import { drillDesk } from "./drill-desk";
import { isLeftover, keepLeftovers } from "./drill-leftovers";
import { drillReport, makeRegister } from "./drill-register";
import { formWords, type Progress, progressIn, progressOf, progressRequests } from "./drill-result";

const claimFor = 7 * minuteMs;
/** What cannot be swept away is tried again for so long. */
const sweepFor = 24 * 60 * minuteMs;

/** What a step has done; null where that ended the drill. */
type Done = Partial<Drill> | null;
type Step = (workspace: Workspace, drill: Drill) => Done;

const make: Step = (workspace, drill) => {
  if (workspace.mailer.remainingToday() >= mailsReservedFromDrill) {
    return { stage: "made", ...makeRegister(workspace, drill) };
  }
  const line = `Not held: fewer than ${mailsReservedFromDrill} mails are left for today, and those are kept for reports.`;
  return { stage: "over", progress: JSON.stringify({ lines: [line] }) };
};

/** The handlers by themselves, before anybody is asked for a report. */
const walk: Step = (workspace, drill) => {
  const taken = takeIn(drillDesk(workspace, drill), [drillReport(workspace, drill, null)]);
  return taken === "busy" ? {} : { stage: "open", codeUntil: workspace.clock.now() + codeFor };
};

/** What the clock does for a register; it also finds the report that no trigger told of. */
const goAlong: Step = (workspace, drill) => {
  const { clock, responses } = workspace;
  const { takenAt, codeUntil } = drill;
  if (takenAt === 0 && clock.now() < codeUntil + 10 * minuteMs) {
    const sent = responses.list(codeUntil - codeFor).find((one) => isAskedFor(workspace, one));
    if (sent !== undefined) takeDrillSubmission(workspace, sent, "clock");
  }
  const desk = drillDesk(workspace, drill);
  const register = registerNamed(desk, "main");
  const cases = openCaseRequests(null, true);
  const read = register.load([...outboxRequests, ...cases, ...directoryRequests]);
  const open = openCasesIn(register, read);
  takeSeenEdits(desk, "main", open);
  if (pendingMessages(read, clock.now()).length > 0) sendPendingMessages(desk, "main", read);
  sendReminders(desk, "main", register, directoryIn(read, clock), open);
  const progress = progressIn(register.load(progressRequests), clock);
  const isSent = (drillIn(workspace.memory)?.takenAt ?? 0) > 0 || clock.now() >= codeUntil;
  return {
    progress: JSON.stringify(progress),
    ...(progress.isAnswered && isSent ? { stage: "over" } : {}),
  };
};

/** Each part is tried, and all of them again where one fails. */
const sweep: Step = (workspace, drill) => {
  const { memory, access, triggers, responses, spreadsheets, clock, lock, identity } = workspace;
  const { began, by, school, codeUntil } = drill;
  const { drill: id } = readRegisterIds(memory);
  let progress: Progress = progressOf(drill.progress);
  const isHeld = anyHold(workspace);
  const parts = [
    () => {
      const all = codeUntil === 0 ? [] : responses.list(codeUntil - codeFor);
      const sent = all.filter((one) => isAskedFor(workspace, one)).map((one) => one.id);
      if (!isHeld) for (const one of sent) responses.remove(one);
      else if (sent.length > 0) keepLeftovers(memory, { responses: sent, files: [] });
    },
  ];
  if (id !== undefined) {
    try {
      progress = progressIn(openRegister(workspace, id, []).load(progressRequests), clock);
    } catch {
      // As it was seen before: the register may be in the bin.
    }
    parts.push(
      () => {
        for (const one of triggers.list()) if (one.source === id) triggers.remove(one.id);
      },
      () => syncEditors(access, id, [], identity.runningAs()),
      () => {
        if (!isHeld) spreadsheets.toBin(id);
        else {
          keepLeftovers(memory, { responses: [], files: [id] });
          const name = `${fileNames.drill}, kept for a legal hold`;
          spreadsheets.mark(id, "retired", { name, isBinned: false });
        }
      },
    );
  }
  const failures: unknown[] = [];
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      failures.push(error);
    }
  }
  const ended = clock.now();
  if (failures.length > 0 && ended < began + drillLasts + sweepFor) {
    addToDrill(workspace, { stage: "over", progress: JSON.stringify(progress) });
    throw failures[0];
  }
  const lines = [
    ...progress.lines,
    ...(id === undefined ? [] : [formWords(drill, clock)]),
    ...(isHeld
      ? [
          "A case is on legal hold, so nothing was deleted: the drill's register and its answer in the Form stay until the hold is lifted.",
        ]
      : []),
    ...(failures.length === 0 ? [] : ["Not all of it could be taken away: look in Google Drive."]),
    `For ${school}, asked for by ${by}. It ended ${whenWords(ended, clock)}.`,
  ];
  const done = lock.during(lockWaits.work, () => {
    memory.again();
    const { drill: _swept, ...others } = readRegisterIds(memory);
    const lastDrill = JSON.stringify({ began, mails: progress.mails, lines });
    memory.setAll({ registers: JSON.stringify(others), lastDrill, drill: "" });
  });
  if (done === null) return {};
  const main = registerNamed(workspace, "main");
  const held = { at: ended, who: "automation", what: "drill-held", case: null };
  main.commit({ ...noChange, activity: [held] }, main.load([]));
  return null;
};

/**
 * As far as it goes now; no call where none is on, or another account holds it, which did not miss its end. Throws what Google throws:
 * the next run tries again.
 */
export function continueDrill(workspace: Workspace): void {
  const { memory, clock, identity } = workspace;
  const seen = drillIn(memory);
  const me = identity.runningAs();
  if (seen === null || installersIn(memory).get(me) !== "ready") return;
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

/** Before its time. Throws as `goOn` does. */
export function endDrill(workspace: Workspace): void {
  addToDrill(workspace, { stage: "over" });
  continueDrill(workspace);
}

/**
 * Takes in the response that the drill has asked for; it is deleted in the end. False for every other one: it is a report. No call where no drill
 * is on. Throws as `takeIn` does; the clock tries again.
 */
export function takeDrillSubmission(
  workspace: Workspace,
  response: FormResponse,
  foundBy = "trigger",
): boolean {
  const { memory, identity, clock } = workspace;
  if (!isOfDrill(workspace, response)) return false;
  if (isLeftover(memory, response.id)) return true;
  if (drillIn(memory)?.runner !== identity.runningAs()) return true;
  const drill = changeDrill(workspace, (one) =>
    one !== null && isAskedFor(workspace, response)
      ? { used: response.id, foundBy: one.foundBy || foundBy }
      : null,
  );
  // Without the lock the clock takes it. Where another one was first, it is a report.
  if (drill === null) return isAskedFor(workspace, response);
  if (drill.takenAt > 0) return true;
  const taken = takeIn(drillDesk(workspace, drill), [drillReport(workspace, drill, response)]);
  if (taken === "busy") return true;
  addToDrill(workspace, { takenAt: clock.now() });
  return true;
}

/** In the drill's register or in another. Throws as `takeEdits` does. */
export function takeAnyEdits(workspace: Workspace, name: RegisterName, touched: TouchedRows): void {
  const drill = name === "drill" ? drillIn(workspace.memory) : null;
  if (name !== "drill") takeToldEdits(workspace, name, touched);
  else if (drill !== null) takeEdits(drillDesk(workspace, drill), "main", touched);
}
