/**
 * Mends keys or titles of a register that are not where they should be, in the run that meets them; then the run goes on, and people are
 * told.
 */

import {
  contentsOfRegister,
  contentsRequests,
  emptyContents,
  recipientsOfRegisterNotice,
} from "../../access/register-access";
import { withRetry } from "../../attempt";
import { messageToEach } from "../../case/messages/message";
import { directoryBeside, directoryRequests } from "../../district/directory/load-directory";
import { type MendedHead, mendHeads } from "../../install/tabs/header-repair";
import { underLock } from "../../lock";
import { type RegisterName, registerNames } from "../../ports";
import { type Change, noChange } from "../../register/change";
import { UnreadableTab } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import { readRegisterIds, registerId } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";

/** The register that an `UnreadableTab` is about; null for any other error. */
function unreadable({ memory }: Run, error: unknown): RegisterName | null {
  if (!(error instanceof UnreadableTab)) return null;
  const ids = readRegisterIds(memory);
  return registerNames.find((name) => ids[name] === error.register) ?? null;
}

/** The notice that tells people what was mended. Names tabs of ours, never words that a person wrote. `at` in ms UTC. */
function noticeOf(mended: readonly MendedHead[], to: readonly string[], at: number): Change {
  const kept = mended.flatMap((one) => (one.kept > 0 ? [one.tab] : []));
  const detail = { tabs: mended.map(({ tab }) => tab), kept };
  return {
    ...noChange,
    messages: messageToEach(to, `rows-moved ${at.toString(36)}`, "rows-moved", detail),
    activity: mended.map(({ tab, keysAt }) => ({
      at,
      who: "automation",
      what: "head-mended",
      case: null,
      column: tab,
      from: keysAt === null ? "no keys" : `row ${keysAt + 1}`,
      to: "row 1",
    })),
  };
}

/** A person may go on inserting rows while they are mended, so it is tried so many times. */
export const mendings = 3;

/** Both lists as one, each tab once. */
function mendedInBoth(
  before: readonly MendedHead[],
  now: readonly MendedHead[],
): readonly MendedHead[] {
  const tabs = new Map(before.map((one) => [one.tab, one]));
  for (const one of now) {
    const { kept, moved, keysAt } = tabs.get(one.tab) ?? { ...one, kept: 0, moved: 0 };
    tabs.set(one.tab, { ...one, keysAt, kept: kept + one.kept, moved: moved + one.moved });
  }
  return [...tabs.values()];
}

/** Queues the notice. Its mail waits in the Outbox for the clock, since what has to be taken in comes first. */
function noteMended(workspace: Run, name: RegisterName, mended: readonly MendedHead[]): void {
  const { clock, identity } = workspace;
  const { hasDirectory, reader } = registerKinds[name];
  const register = registerNamed(workspace, name);
  const snapshot = register.load(hasDirectory ? directoryRequests : contentsRequests);
  const directory = hasDirectory
    ? directoryBeside(workspace, name, snapshot)
    : withMending(workspace, () => directoryBeside(workspace, name, snapshot));
  const me = identity.runningAs();
  const now = clock.now();
  const held = reader === null ? emptyContents : contentsOfRegister(snapshot, directory);
  const to = recipientsOfRegisterNotice(name, directory, me, held, now);
  register.commit(noticeOf(mended, to, now), snapshot);
}

/** Mends a register. Returns by how many rows its data may have moved. Call it under the lock. Throws as `mendHeads` does. */
function mend(workspace: Run, name: RegisterName): number {
  const { memory, spreadsheets } = workspace;
  const id = registerId(memory, name);
  let mended: readonly MendedHead[] = [];
  const isAgain = (error: unknown, tries: number) =>
    tries < mendings && unreadable(workspace, error) === name;
  return withRetry(isAgain, () => {
    mended = mendedInBoth(mended, mendHeads(spreadsheets, id, spreadsheets.structure(id).tabs));
    if (mended.length > 0) noteMended(workspace, name, mended);
    return Math.max(0, ...mended.map(({ moved }) => moved));
  });
}

/**
 * Mends after an error about keys or titles. Returns by how many rows data may have moved; null where the error was about something else.
 * Call it under the lock. Throws as `mendHeads` does.
 */
export function mendHeadsAfter(workspace: Run, error: unknown): number | null {
  const name = unreadable(workspace, error);
  return name === null ? null : mend(workspace, name);
}

/** `work`, again as often as `mendings` says while what it met is mended. */
function mending<T>(work: () => T, isMended: (error: unknown) => boolean): T {
  return withRetry((error, tries) => tries < mendings && isMended(error), work);
}

/**
 * Does `work`; where it meets keys or titles out of place, mends them and does it again. Call it under the lock. Throws what `work` and the
 * mending throw.
 */
export function withMending<T>(workspace: Run, work: () => T): T {
  return mending(work, (error) => mendHeadsAfter(workspace, error) !== null);
}

/** As `withMending`, where the lock is not held: it is taken for the mending. */
export function withMendingUnlocked<T>(workspace: Run, work: () => T): T {
  return mending(work, (error) => {
    if (unreadable(workspace, error) === null) return false;
    return (
      underLock(workspace, { lockWait: "clock" }, () => mendHeadsAfter(workspace, error)) !== null
    );
  });
}
