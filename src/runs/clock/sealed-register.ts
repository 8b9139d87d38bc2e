/**
 * What the clock does in a sealed register: gives on the cases of people who left, takes in edits, sends, reminds. Where the register is out
 * of reach, its audience is asked about danger past it.
 */

import { hasDepartedContactAmong, reassignCasesOfDeparted } from "../../access/departed-contacts";
import { syncEditorsWithContacts } from "../../access/sync-editors";
import { contentsOf, contentsRequests } from "../../case/assignment/excluded-people";
import { isReleaseDue } from "../../case/lifecycle/release-case";
import { asksUntilCalled, dangerSince as dangerSinceOf } from "../../case/model/danger";
import { type OpenCases, openCaseRequests, openCasesIn } from "../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import type { Directory } from "../../district/district";
import { audienceOf, directoryFor, type SealedRegister } from "../../district/sealed-readers";
import { isRolledOver } from "../../errors";
import { outboxRequests, pendingMessages } from "../../letters/outbox/outbox-rows";
import { once } from "../../once";
import type { Workspace } from "../../ports";
import type { Snapshot } from "../../register/read/snapshot";
import { type HourlyRead, registerNamed } from "../../register/register";
import { escalationContext, sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { takeInSeenEdits } from "../edit/take-in-edits";
import { filesWithOpenAsks, rememberOpenAsks } from "../intake/pending-sealed";
import { finishReleases } from "../intake/release-sealed";
import { tellOfUnreadableSealed, type UnreadableSealed } from "../intake/unreadable-sealed";
import { askPastSealed } from "../outage/ask-past-register";
import { dangersOf, keptDangers, rememberDangers } from "../outage/kept-dangers";
import { whatStands } from "../outage/partial-read";
import { forgetUnreadableSealed } from "../outage/unreadable-sealed-memory";
import type { ClockRun, Remembered } from "./clock-work";
import { seeLostRows } from "./register/lost-rows";
import { auditRegister, auditRequests } from "./register/register-audit";
import { seenText } from "./register/restored-version";

/** What this work needs of a run of the clock. */
type SealedRun = Pick<ClockRun, "workspace" | "directory" | "isSwept" | "step">;

/**
 * Reads the register, and looks whether it has lost rows. Only its audience is told, and nothing of it is remembered where others can look. At
 * most two calls beside the read.
 */
function readAndSeeLost(
  { workspace, directory, isSwept }: SealedRun,
  name: SealedRegister,
  id: string,
  load: () => Snapshot,
): Snapshot {
  const { ownMemory } = workspace;
  const key = `seen ${name}`;
  const before = once(() => ownMemory.get(key));
  const { seen, snapshot } = seeLostRows({
    workspace,
    name,
    isSwept,
    read: () => ({ id, snapshot: load(), alive: null }),
    before,
    highestReference: null,
    formResponsesDays: directory.settings.formResponsesDays,
  });
  // An empty register is nothing to remember: an idle run makes no call for it.
  const isNothing = before() === null && seen.reference === "" && seen.queued === 0;
  if (!isNothing && seenText(seen) !== before()) ownMemory.set(key, seenText(seen));
  return snapshot;
}

/**
 * Where the roles changed: lets today's audience in, gives them the open cases of whoever left, and takes that person out. False where there
 * was nothing to do.
 */
function giveOn(
  workspace: Workspace,
  name: SealedRegister,
  open: OpenCases,
  directory: Directory,
): boolean {
  const known = contentsOf(name, open.snapshot);
  const seen = directoryFor(name, directory, known);
  // Where nobody is left there is nobody to give them to.
  if (seen.people.length === 0 || !hasDepartedContactAmong(workspace, name, open, seen)) {
    return false;
  }
  const first = () => reassignCasesOfDeparted(workspace, name);
  return syncEditorsWithContacts(workspace, name, directory, { known, first }) === "done";
}

/** Open cases that nobody may read, as Contacts stand: people whom no case of the register excludes are told, without content. */
function tellWhereNobodyIsLeft(
  workspace: Workspace,
  name: SealedRegister,
  { files, snapshot }: OpenCases,
  directory: Directory,
): void {
  const held = contentsOf(name, snapshot);
  const isLeft = audienceOf(name, directory, held).length === 0;
  const unread = [...files].flatMap(([reference, file]): readonly UnreadableSealed[] => {
    const { row } = file;
    if (!isLeft || row.status === "closed" || row.mergedInto !== null) return [];
    const dangerSince = asksUntilCalled(file) ? dangerSinceOf(row) : null;
    const { excluded } = held;
    return [
      { id: `${name} ${reference}`, receivedAt: null, dangerSince, excluded, school: row.school },
    ];
  });
  const waits = new Set(unread.map(({ id }) => id));
  forgetUnreadableSealed(workspace, (id) => id.startsWith(`${name} `) && !waits.has(id));
  tellOfUnreadableSealed(workspace, unread, directory);
}

function work(
  name: SealedRegister,
  run: SealedRun,
): HourlyRead & { readonly remember: Remembered; readonly isReleaseLeft: boolean } {
  const { workspace, directory } = run;
  const register = registerNamed(workspace, name);
  const load = () =>
    whatStands(workspace, register, [
      ...outboxRequests,
      ...openCaseRequests(null, true),
      ...contentsRequests(name),
      ...(run.step === name ? auditRequests() : []),
    ]);
  let read = readAndSeeLost(run, name, register.id, load);
  let open = openCasesIn(register, read);
  if (giveOn(workspace, name, open, directory)) {
    read = load();
    open = openCasesIn(register, read);
  }
  tellWhereNobodyIsLeft(workspace, name, open, directory);
  takeInSeenEdits(workspace, name, open);
  if (pendingMessages(read, workspace.clock.now()).length > 0)
    sendPendingMessages(workspace, name, read);
  const remember = sendReminders(workspace, name, directory, open);
  rememberOpenAsks(workspace, name, open.files.values());
  const context = escalationContext(workspace, name, directory, open.snapshot);
  const before = keptDangers(workspace, name);
  rememberDangers(workspace, name, dangersOf(open.files.values(), context, open.snapshot, before));
  const isReleaseLeft = [...open.files.values()].some(({ row }) => isReleaseDue(row));
  return { register, snapshot: read, remember, isReleaseLeft };
}

/**
 * Does the work on a sealed register. It is small enough to be read whole, and nothing about it is remembered where others can look; returns
 * the day of its digest, for a run in which the register has its turn. Throws what Google throws; then its audience was asked about danger as
 * the pace says.
 */
export function runSealedRegister(name: SealedRegister, run: SealedRun): Remembered {
  const { workspace, directory, step } = run;
  const { remember, isReleaseLeft, ...read } = (() => {
    try {
      return work(name, run);
    } catch (error) {
      if (!isRolledOver(error))
        askPastSealed(workspace, name, workspace.diagnosis.troubleOf(error));
      throw error;
    }
  })();
  if (isReleaseLeft) finishReleases(workspace, name);
  // In its turn, which comes each hour: who can open it, how it is shared, its protections.
  if (step === name) auditRegister(workspace, name, read, directory);
  return remember;
}

/**
 * Where the main register cannot be read: sealed registers where somebody was asked are seen to all the same if Contacts, Schools and
 * Settings can be read; otherwise people are asked by what was remembered. Never throws.
 */
export function askSealedMeanwhile(workspace: Workspace, failure: unknown): void {
  if (isRolledOver(failure)) return;
  const trouble = workspace.diagnosis.troubleOf(failure);
  for (const name of filesWithOpenAsks(workspace)) {
    let directory: Directory;
    try {
      const main = registerNamed(workspace, "main", []);
      directory = directoryIn(main.load(directoryRequests), workspace.clock);
    } catch {
      askPastSealed(workspace, name, trouble);
      continue;
    }
    try {
      runSealedRegister(name, { workspace, directory, isSwept: false, step: null });
    } catch {
      // The run ends with the failure of the main register in any case.
    }
  }
}
