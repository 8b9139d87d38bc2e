/**
 * What the clock does in a reader's file: replaces readers who do not answer, takes in edits, sends, reminds. Where the file is out of
 * reach, its reader is asked about danger past it.
 */

import { excludedRequests, inRegister } from "../../../case/assignment/excluded-people";
import { isReleaseDue } from "../../../case/lifecycle/release-case";
import { openCaseRequests, openCasesIn } from "../../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../../district/directory/load-directory";
import type { SealedRegister } from "../../../district/sealed-readers";
import { isRolledOver } from "../../../errors";
import { noticeMissingRows } from "../../../install/missing-rows";
import { outboxRequests, pendingMessages } from "../../../letters/outbox/outbox-rows";
import { type HourlyRead, registerNamed } from "../../../register/register";
import { tabs } from "../../../register/tabs";
import { lookAt, type Run } from "../../../run";
import type { Remembered } from "../../../store/keys";
import { sendReminders } from "../../due/reminders";
import { sendPendingMessages } from "../../due/send-pending";
import { takeInSeenEdits } from "../../edit/take-in-edits";
import { filesWithOpenAsks, rememberOpenAsks } from "../../intake/pending-sealed";
import { finishReleases } from "../../intake/release-sealed";
import { askPastReadersFile } from "../../outage/ask-past-register";
import { dangersOf, keptDangers, lostDangers, rememberDangers } from "../../outage/kept-dangers";
import { whatStands } from "../../outage/partial-read";
import type { ClockRun } from "../clock-work";
import { replaceSilentReaders } from "./replace-reader";

/** What this work needs of a run of the clock. */
type ReadersFileRun = Pick<ClockRun, "run">;

/** Looks whether rows of the file are missing. Only its reader is told, and nothing of it is remembered where others can look. */
function seeWhatIsMissing({ run }: ReadersFileRun, name: SealedRegister, read: HourlyRead): void {
  const { ownMemory } = run;
  const before = ownMemory.get("heartbeat", name);
  const { fresh } = lostDangers(run, name, read.snapshot);
  const seen = noticeMissingRows({ run, name, read }, before, fresh);
  // An empty file is nothing to remember: an idle run makes no call for it.
  if (seen !== before && !(before === null && seen.endsWith(" - 0"))) {
    ownMemory.set("heartbeat", seen, name);
  }
}

function work(
  name: SealedRegister,
  tick: ReadersFileRun,
): { readonly remember: Remembered; readonly isReleaseLeft: boolean } {
  const { run: workspace } = tick;
  const { directory } = workspace;
  const register = registerNamed(workspace, name);
  const load = () =>
    whatStands(workspace, register, [
      ...outboxRequests,
      ...openCaseRequests(null, true),
      ...excludedRequests,
    ]);
  let read = load();
  seeWhatIsMissing(tick, name, { register, snapshot: read });
  let open = openCasesIn(register, read);
  if (replaceSilentReaders(workspace, name, open, directory) === "changed") {
    read = load();
    open = openCasesIn(register, read);
  }
  takeInSeenEdits(workspace, name, open);
  if (pendingMessages(read, workspace.clock.now()).length > 0)
    sendPendingMessages(workspace, name, read);
  const remember = sendReminders(workspace, name, open);
  rememberOpenAsks(workspace, name, open.files.values());
  const run = inRegister(workspace, name, open.snapshot);
  const { dangers: lost } = lostDangers(workspace, name, read);
  askPastReadersFile(workspace, name, { kind: "damage", tab: tabs.cases.title }, lost);
  const before = keptDangers(workspace, name);
  rememberDangers(workspace, name, {
    ...dangersOf(run, open, before),
    ...Object.fromEntries(Object.entries(before).filter(([reference]) => reference in lost)),
  });
  return { remember, isReleaseLeft: [...open.files.values()].some(({ row }) => isReleaseDue(row)) };
}

/**
 * Does the work on a reader's file. The file is small enough to be read whole, and nothing about it is remembered where others can look;
 * returns the day of its digest, for a run in which the file has its turn. Throws what Google throws; then its reader was asked about
 * danger as the pace says.
 */
export function runReadersFile(name: SealedRegister, tick: ReadersFileRun): Remembered {
  const { run: workspace } = tick;
  const { remember, isReleaseLeft } = (() => {
    try {
      return work(name, tick);
    } catch (error) {
      if (!isRolledOver(error))
        askPastReadersFile(workspace, name, workspace.diagnosis.troubleOf(error));
      throw error;
    }
  })();
  if (isReleaseLeft) finishReleases(workspace, name);
  return remember;
}

/**
 * Where the main register cannot be read: readers' files where somebody was asked are seen to all the same if Contacts, Schools and
 * Settings can be read; otherwise people are asked by what was remembered. Never throws.
 */
export function askReadersMeanwhile(workspace: Run, failure: unknown): void {
  if (isRolledOver(failure)) return;
  const trouble = workspace.diagnosis.troubleOf(failure);
  for (const name of filesWithOpenAsks(workspace)) {
    let run: Run;
    try {
      const main = registerNamed(workspace, "main", []);
      run = lookAt(workspace, {
        directory: directoryIn(main.load(directoryRequests), workspace.clock),
      });
    } catch {
      askPastReadersFile(workspace, name, trouble);
      continue;
    }
    try {
      runReadersFile(name, { run });
    } catch {
      // The run ends with the failure of the main register in any case.
    }
  }
}
