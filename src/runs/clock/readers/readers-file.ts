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
import { outboxRequests, pendingMessages } from "../../../letters/outbox/outbox-rows";
import { once } from "../../../once";
import type { Snapshot } from "../../../register/read/snapshot";
import { registerNamed } from "../../../register/register";
import { lookAt, type Run } from "../../../run";
import type { Remembered } from "../../../store/keys";
import { sendReminders } from "../../due/reminders";
import { sendPendingMessages } from "../../due/send-pending";
import { takeInSeenEdits } from "../../edit/take-in-edits";
import { filesWithOpenAsks, rememberOpenAsks } from "../../intake/pending-sealed";
import { finishReleases } from "../../intake/release-sealed";
import { askPastReadersFile } from "../../outage/ask-past-register";
import { dangersOf, keptDangers, rememberDangers } from "../../outage/kept-dangers";
import { whatStands } from "../../outage/partial-read";
import type { ClockRun } from "../clock-work";
import { seeLostRows } from "../register/lost-rows";
import { seenText } from "../register/restored-version";
import { replaceSilentReaders } from "./replace-reader";

/** What this work needs of a run of the clock. */
type ReadersFileRun = Pick<ClockRun, "run" | "isSwept">;

/**
 * Reads the file, and looks whether it has lost rows. Only its reader is told, and nothing of it is remembered where others can look. At
 * most two calls beside the read.
 */
function readAndSeeLost(
  { run: workspace, isSwept }: ReadersFileRun,
  name: SealedRegister,
  id: string,
  load: () => Snapshot,
): Snapshot {
  const { ownMemory } = workspace;
  const before = once(() => ownMemory.get("heartbeat", name));
  const { seen, snapshot } = seeLostRows({
    run: workspace,
    name,
    isSwept,
    read: () => ({ id, snapshot: load(), alive: null }),
    before,
    highestReference: null,
    formResponsesDays: workspace.directory.settings.formResponsesDays,
  });
  // An empty file is nothing to remember: an idle run makes no call for it.
  const isNothing = before() === null && seen.reference === "" && seen.queued === 0;
  if (!isNothing && seenText(seen) !== before()) ownMemory.set("heartbeat", seenText(seen), name);
  return snapshot;
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
  let read = readAndSeeLost(tick, name, register.id, load);
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
  const before = keptDangers(workspace, name);
  rememberDangers(workspace, name, dangersOf(run, open, before));
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
      runReadersFile(name, { run, isSwept: false });
    } catch {
      // The run ends with the failure of the main register in any case.
    }
  }
}
