/**
 * What the clock does in a sealed register: tells the person who is responsible by now, takes in edits, sends, reminds. Where the register is out
 * of reach, its audience is asked about danger past it.
 */

import { syncEditorsWithContacts } from "../../access/sync-editors";
import { attempt, note, orElse, tellingIfItFails } from "../../attempt";
import { contentsOf, contentsRequests, inRegister } from "../../case/assignment/excluded-people";
import { asksUntilCalled } from "../../case/facts/danger";
import { isReleaseDue } from "../../case/lifecycle/release-case";
import {
  type LoadedCases,
  openCaseRequests,
  openCasesIn,
  typedBesideRequests,
} from "../../case/storage/load-cases";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { audienceOf, type SealedRegister } from "../../district/sealed-readers";
import type { Trouble } from "../../errors";
import { noticeMissingRows } from "../../install/missing-rows";
import { outboxRequests, pendingMessages } from "../../letters/outbox/outbox-rows";
import { type HourlyRead, registerNamed } from "../../register/register";
import { tabs } from "../../register/tabs";
import { lookAt, type Run } from "../../run";
import { sendReminders } from "../due/reminders";
import { sendPendingMessages } from "../due/send-pending";
import { tellWhoIsResponsible } from "../due/tell-responsible";
import { takeInSeenEdits } from "../edit/take-in-edits";
import { finishReleases } from "../intake/release-sealed";
import { filesWithOpenAsks, rememberOpenAsks } from "../intake/sealed-reports";
import { tellOfUnreadableSealed, type UnreadableSealed } from "../intake/unreadable-sealed";
import {
  dangersToKeep,
  forgetUnreadableSealed,
  keptDangers,
  lostDangers,
  rememberDangers,
} from "../outage/kept-dangers";
import { askPastRegister } from "../outage/outage";
import { withoutGoneTabs } from "../outage/partial-read";
import { auditRegister, auditRequests } from "./register-audit";

/** A look of the clock, and its steps; none where the main register cannot be read. */
interface SealedTick {
  readonly run: Run;
  readonly steps: readonly string[];
}

/** Tells the person who is responsible by now. Where the roles changed, lets today's audience in, and removes people who left. False: no news. */
function tellNextReader(run: Run, name: SealedRegister, open: LoadedCases): boolean {
  if (!tellWhoIsResponsible(inRegister(run, name, open.snapshot), name, open)) return false;
  const held = contentsOf(name, open.snapshot);
  syncEditorsWithContacts(run, name, { held });
  return true;
}

/** Asks about the dangers that are remembered of a register that cannot be read. */
function askPastSealed(run: Run, name: SealedRegister, trouble: Trouble): void {
  askPastRegister(run, name, { dangers: keptDangers(run, name), trouble });
}

/** Open cases that no one may read by Contacts as they are now: people whom no case of the register excludes are told, without content. */
function tellWhereNobodyIsLeft(
  run: Run,
  name: SealedRegister,
  { files, snapshot }: LoadedCases,
): void {
  const held = contentsOf(name, snapshot);
  const isLeft = audienceOf(name, run.directory, held).length === 0;
  const unread = [...files].flatMap(([reference, file]): readonly UnreadableSealed[] => {
    const { row } = file;
    if (!isLeft || row.status === "closed" || row.mergedInto !== null) return [];
    const dangerSince = asksUntilCalled(file) ? row.dangerSince : null;
    const { excluded } = held;
    const id = `${name} ${reference}`;
    const { school } = row;
    return [{ id, receivedAt: null, dangerSince, excluded, school, hasReader: false }];
  });
  const waits = new Set(unread.map(({ id }) => id));
  forgetUnreadableSealed(run, (id) => id.startsWith(`${name} `) && !waits.has(id));
  tellOfUnreadableSealed(run, unread, run.directory);
}

function work(
  name: SealedRegister,
  tick: SealedTick,
): HourlyRead & { readonly isReleaseLeft: boolean } {
  const { run } = tick;
  const register = registerNamed(run, name);
  const load = () =>
    withoutGoneTabs(run)(register, [
      ...outboxRequests,
      ...openCaseRequests(null),
      ...typedBesideRequests(),
      ...contentsRequests(name),
      ...(tick.steps.includes(name) ? auditRequests() : []),
    ]);
  let read = load();
  const { dangers: lost, fresh } = lostDangers(run, name, read);
  noticeMissingRows({ run, name, read: { register, snapshot: read } }, fresh);
  let open = openCasesIn(register, read);
  if (tellNextReader(run, name, open)) {
    read = load();
    open = openCasesIn(register, read);
  }
  tellWhereNobodyIsLeft(run, name, open);
  takeInSeenEdits(run, name, open);
  if (pendingMessages(read, run.clock.now()).length > 0) sendPendingMessages(run, name, read);
  sendReminders(run, name, open);
  rememberOpenAsks(run, name, open.files.values());
  const trouble = { kind: "damage", tab: tabs.cases.title } as const;
  askPastRegister(run, name, { dangers: lost, trouble });
  rememberDangers(run, name, dangersToKeep(run, name, open, lost));
  const isReleaseLeft = [...open.files.values()].some(({ row }) => isReleaseDue(row));
  return { register, snapshot: read, isReleaseLeft };
}

/**
 * Does the work on a sealed register. It is small enough to be read whole, and nothing about it is remembered where others can look. Throws
 * what Google throws; then its audience was asked about danger as the pace says.
 */
export function runSealedRegister(name: SealedRegister, tick: SealedTick): void {
  const { run, steps } = tick;
  const { isReleaseLeft, ...read } = tellingIfItFails(
    () => work(name, tick),
    (error) => askPastSealed(run, name, run.diagnosis.troubleOf(error)),
  );
  if (isReleaseLeft) finishReleases(run, name);
  // In its turn, which comes each hour: who can open it, how it is shared, its protections.
  if (steps.includes(name)) auditRegister(run, name, read);
}

/**
 * Sees to the sealed registers where someone was asked and has not answered, and to nothing else: what anyone else can read, in the main
 * register or in the script's store, stays as if there were none. Throws where the main register cannot be read.
 */
export function seeToSealedAlone(before: Run): void {
  const main = registerNamed(before, "main", []).load(directoryRequests);
  const run = lookAt(before, { directory: directoryIn(main, before.clock) });
  for (const name of filesWithOpenAsks(before)) {
    attempt(before, () => runSealedRegister(name, { run, steps: [] }));
  }
}

/**
 * Where the main register cannot be read: sealed registers where someone was asked are seen to all the same if Contacts, Schools and
 * Settings can be read; otherwise people are asked by what was remembered.
 */
export function askSealedMeanwhile(run: Run, failure: unknown): void {
  const trouble = run.diagnosis.troubleOf(failure);
  orElse(
    () => seeToSealedAlone(run),
    (error) => {
      note(run, error);
      for (const name of filesWithOpenAsks(run)) askPastSealed(run, name, trouble);
    },
  );
}
