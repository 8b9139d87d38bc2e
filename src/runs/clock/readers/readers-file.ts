/**
 * What the clock does in a reader's file: replaces readers who do not answer, takes in edits, sends, reminds. Where the file is out of
 * reach, its reader is asked about danger past it.
 */

import { excludedRequests } from "../../../case/assignment/excluded-people";
import { openCaseRequests, openCasesIn } from "../../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../../district/directory/load-directory";
import type { Directory } from "../../../district/district";
import type { SealedRegister } from "../../../district/sealed-readers";
import { isRolledOver } from "../../../errors";
import { recreatedTabsOf } from "../../../install/tabs/recreated-tabs";
import { outboxRequests, pendingMessages } from "../../../letters/outbox/outbox-rows";
import type { Workspace } from "../../../ports";
import type { Snapshot } from "../../../register/read/snapshot";
import { registerNamed } from "../../../register/register";
import { escalationContext, sendReminders } from "../../due/reminders";
import { sendPendingMessages } from "../../due/send-pending";
import { takeInSeenEdits } from "../../edit/take-in-edits";
import { filesWithOpenAsks, rememberOpenAsks } from "../../intake/pending-sealed";
import { askPastReadersFile } from "../../outage/ask-past-register";
import { dangersOf, keptDangers, rememberDangers } from "../../outage/kept-dangers";
import { whatStands } from "../../outage/partial-read";
import type { ClockRun, Remembered } from "../clock-work";
import { noticeRestored, seenText } from "../register/restored-version";
import { tellOfRecreatedTabs } from "../register/tell-recreated-tabs";
import { replaceSilentReaders } from "./replace-reader";

/** What this work needs of a run of the clock. */
type ReadersFileRun = Pick<ClockRun, "workspace" | "directory" | "isSwept">;

/** Only its reader is told, and nothing of it is remembered where others can look. At most two calls. */
function seeWhetherRestored(
  workspace: Workspace,
  name: SealedRegister,
  id: string,
  snapshot: Snapshot,
  { settings }: Directory,
  isMadeAgain: boolean,
): void {
  const { ownMemory } = workspace;
  const key = `seen ${name}`;
  const before = ownMemory.get(key);
  const judged = isMadeAgain ? null : before;
  const read = { id, snapshot, alive: null };
  const { formResponsesDays } = settings;
  const seen = noticeRestored(workspace, name, judged, read, null, formResponsesDays);
  // An empty file is nothing to remember: an idle run makes no call for it.
  const isNothing = before === null && seen.reference === "" && seen.queued === 0;
  if (!isNothing && seenText(seen) !== before) ownMemory.set(key, seenText(seen));
}

function work(name: SealedRegister, { workspace, directory, isSwept }: ReadersFileRun): Remembered {
  // What went with tabs that were made again is told as that, not as a version that was restored.
  const isMadeAgain = recreatedTabsOf(workspace, name) !== null;
  tellOfRecreatedTabs(workspace, name, isSwept);
  const register = registerNamed(workspace, name);
  const load = () =>
    whatStands(workspace, register, [
      ...outboxRequests,
      ...openCaseRequests(null, true),
      ...excludedRequests,
    ]);
  let read = load();
  seeWhetherRestored(workspace, name, register.id, read, directory, isMadeAgain);
  let open = openCasesIn(register, read);
  if (replaceSilentReaders(workspace, name, open, directory) === "changed") {
    read = load();
    open = openCasesIn(register, read);
  }
  takeInSeenEdits(workspace, name, open);
  if (pendingMessages(read, workspace.clock.now()).length > 0)
    sendPendingMessages(workspace, name, read);
  const remember = sendReminders(workspace, name, directory, open);
  rememberOpenAsks(workspace, name, open.files.values());
  const context = escalationContext(workspace, name, directory, open.snapshot);
  const before = keptDangers(workspace, name);
  rememberDangers(workspace, name, dangersOf(open.files.values(), context, open.snapshot, before));
  return remember;
}

/**
 * Does the work on a reader's file. The file is small enough to be read whole, and nothing about it is remembered where others can look;
 * returns the day of its digest, for a run in which the file has its turn. Throws what Google throws; then its reader was asked about
 * danger as the pace says.
 */
export function runReadersFile(name: SealedRegister, run: ReadersFileRun): Remembered {
  try {
    return work(name, run);
  } catch (error) {
    const { workspace } = run;
    if (!isRolledOver(error))
      askPastReadersFile(workspace, name, workspace.diagnosis.troubleOf(error));
    throw error;
  }
}

/**
 * Where the main register cannot be read: readers' files where somebody was asked are seen to all the same if Contacts, Schools and
 * Settings can be read; otherwise people are asked by what was remembered. Never throws.
 */
export function askReadersMeanwhile(workspace: Workspace, failure: unknown): void {
  if (isRolledOver(failure)) return;
  const trouble = workspace.diagnosis.troubleOf(failure);
  for (const name of filesWithOpenAsks(workspace)) {
    let directory: Directory;
    try {
      const main = registerNamed(workspace, "main", []);
      directory = directoryIn(main.load(directoryRequests), workspace.clock);
    } catch {
      askPastReadersFile(workspace, name, trouble);
      continue;
    }
    try {
      runReadersFile(name, { workspace, directory, isSwept: false });
    } catch {
      // The run ends with the failure of the main register in any case.
    }
  }
}
