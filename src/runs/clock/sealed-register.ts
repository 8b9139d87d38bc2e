/**
 * What the clock does in a sealed register: tells the person who is responsible by now, takes in edits, sends, reminds. Where the register is out
 * of reach, its audience is asked about danger past it.
 */

import { syncEditorsWithContacts } from "../../access/register-access";
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
import { noticeMissingRows } from "../../install/missing-rows";
import { outboxRequests, pendingMessages } from "../../letters/outbox/outbox-rows";
import { registerNamed } from "../../register/register";
import { lookAt, type Run } from "../../run";
import { askAndRemind, sendPendingMessages, tellWhoIsResponsible } from "../due";
import { finishReleases } from "../intake/release-sealed";
import { filesWithOpenAsks, rememberOpenAsks } from "../intake/route-reports";
import { keptDangers, lostDangers } from "../outage/kept-dangers";
import { askPastRegister } from "../outage/outage";
import { withoutGoneTabs } from "../outage/partial-read";
import {
  forgetUnreadableSealed,
  tellOfUnreadableSealed,
  type UnreadableSealed,
} from "../outage/unreadable-sealed";
import { takeInSeenEdits } from "../take-in-edits";
import { auditRegister, auditRequests } from "./register-audit";

/** Asks about the dangers that are remembered of a register that cannot be read or written. */
function askPastSealed(run: Run, name: SealedRegister, error: unknown): void {
  const trouble = run.diagnosis.troubleOf(error);
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
  const { excluded } = held;
  const unread = [...files].flatMap(([reference, file]): readonly UnreadableSealed[] => {
    const { school, status, mergedInto } = file.row;
    if (!isLeft || status === "closed" || mergedInto !== null) return [];
    const dangerSince = asksUntilCalled(file) ? file.row.dangerSince : null;
    const id = `${name} ${reference}`;
    return [{ id, receivedAt: null, dangerSince, excluded, school, hasReader: false }];
  });
  const waits = new Set(unread.map(({ id }) => id));
  forgetUnreadableSealed(run, (id) => id.startsWith(`${name} `) && !waits.has(id));
  tellOfUnreadableSealed(run, unread);
}

/**
 * Does the work on a sealed register. It is small enough to be read whole, and nothing about it is remembered where others can look. Throws
 * what Google throws; then its audience was asked about danger as the pace says. `steps`: those that are due at this look; when it is the
 * register's turn, each hour, who can open it, how it is shared, and its protections are looked at too.
 */
export function runSealedRegister(
  run: Run,
  name: SealedRegister,
  steps: readonly string[] = [],
): void {
  const isTurn = steps.includes(name);
  const work = () => {
    const register = registerNamed(run, name);
    const load = () =>
      withoutGoneTabs(run)(register, [
        ...outboxRequests,
        ...openCaseRequests(null),
        ...typedBesideRequests(),
        ...contentsRequests(name),
        ...(isTurn ? auditRequests() : []),
      ]);
    let snapshot = load();
    const { fresh } = lostDangers(run, name, snapshot);
    noticeMissingRows({ run, name, read: { register, snapshot } }, fresh);
    let open = openCasesIn(register, snapshot);
    if (tellWhoIsResponsible(inRegister(run, name, open.snapshot), name, open)) {
      // Where the roles changed: lets today's audience in, and removes people who left.
      syncEditorsWithContacts(run, name, contentsOf(name, open.snapshot));
      snapshot = load();
      open = openCasesIn(register, snapshot);
    }
    tellWhereNobodyIsLeft(run, name, open);
    takeInSeenEdits(run, name, open);
    if (pendingMessages(snapshot, run.clock.now()).length > 0) {
      sendPendingMessages(run, name, snapshot);
    }
    askAndRemind(run, name, open);
    const files = [...open.files.values()];
    rememberOpenAsks(run, name, files);
    return { register, snapshot, isReleaseLeft: files.some(({ row }) => isReleaseDue(row)) };
  };
  const { isReleaseLeft, ...read } = tellingIfItFails(work, (error) =>
    askPastSealed(run, name, error),
  );
  if (isReleaseLeft) finishReleases(run, name);
  if (isTurn) auditRegister(run, name, read);
}

/**
 * Sees to the sealed registers where someone was asked and has not answered, and to nothing else: what anyone else can read, in the main
 * register or in the script's store, stays as if there were none. Throws where the main register cannot be read.
 */
export function seeToSealedAlone(before: Run): void {
  const main = registerNamed(before, "main", []).load(directoryRequests);
  const run = lookAt(before, { directory: directoryIn(main, before.clock) });
  for (const name of filesWithOpenAsks(before)) attempt(before, () => runSealedRegister(run, name));
}

/**
 * Where the main register cannot be read: sealed registers where someone was asked are seen to all the same if Contacts, Schools and
 * Settings can be read; otherwise people are asked by what was remembered.
 */
export function askSealedMeanwhile(run: Run, failure: unknown): void {
  orElse(
    () => seeToSealedAlone(run),
    (error) => {
      note(run, error);
      for (const name of filesWithOpenAsks(run)) askPastSealed(run, name, failure);
    },
  );
}
