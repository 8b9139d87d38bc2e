/**
 * A sealed report, or a case in a sealed register, that no one may read according to Contacts. People whom it does not exclude are told
 * that it waits, and nothing of what it says (design 2.11). If it reports danger, they are told that too, again and again at the pace of
 * design 2.18, until someone may read it or someone has recorded who called which agency. What is remembered of it is in the running
 * account's own store, since no one else may learn of it.
 */

import { attempt, isDone } from "../../attempt";
import { responsesLink } from "../../case/facts/case-reference";
import { callBook } from "../../district/find-people";
import { peopleToldWithoutContent } from "../../district/sealed-readers";
import { reportAgencies } from "../../letters/write-email";
import { sealedWaits } from "../../messages/outage-emails";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { askedPast, askPast, calledSince, forgetAsks, type PastQuestion } from "./ask-past";

export interface UnreadableSealed {
  /** Id of the response; for a case, the register's name, a space and the case's reference. */
  readonly id: string;
  /** When the report was received, milliseconds UTC; null for a case, which is in a register and not only in the Form. */
  readonly receivedAt: number | null;
  /** When the danger was reported, milliseconds UTC; null if no danger is reported or a call is on record. */
  readonly dangerSince: number | null;
  readonly excluded: ReadonlySet<string>;
  /** The school as the reporter answered; null if not answered. */
  readonly school: string | null;
  /** Whether someone may read it, but its register cannot be opened to them alone now. */
  readonly hasReader: boolean;
}

type KeptUnreadable = Kept["sealed"]["unread"];

/** What is remembered, by `id`. One call. Empty if the store cannot be read. */
export function rememberedUnreadableSealed(run: Run): KeptUnreadable {
  return attempt(run, () => run.ownMemory.get("sealed").unread, {});
}

/**
 * Changes what is remembered, starting from what other runs of the account have stored. Does nothing if the store cannot be written. Two
 * calls.
 */
function changeUnreadable(run: Run, after: (before: KeptUnreadable) => KeptUnreadable): void {
  isDone(run, () => {
    run.ownMemory.again();
    run.ownMemory.set("sealed", { unread: after(run.ownMemory.get("sealed").unread) });
  });
}

/** The time from which the Form's responses must be searched for reports that wait; milliseconds UTC, infinite if none waits. One call. */
export function unreadableSealedSince(run: Run): number {
  const times = Object.values(rememberedUnreadableSealed(run)).map(({ at }) => at);
  return Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > 0));
}

/** Forgets remembered reports and cases whose id passes `isGone`: someone can read them now, or they no longer exist. */
export function forgetUnreadableSealed(run: Run, isGone: (id: string) => boolean): void {
  const gone = Object.keys(rememberedUnreadableSealed(run)).filter(isGone);
  if (gone.length === 0) return;
  const stays = ([id]: readonly [string, unknown]) => !gone.includes(id);
  changeUnreadable(run, (before) => Object.fromEntries(Object.entries(before).filter(stays)));
  forgetAsks(run, "sealed", (id) => gone.includes(id));
}

interface UnreadQuestion extends PastQuestion {
  readonly isDanger: boolean;
  readonly hasReader: boolean;
}

/**
 * Tells people at once about new ones, then about dangers at their pace and about others once a day. If Contacts names no one whom the
 * report does not exclude, the account of this run is told. One email for each person. Sends email: must not be called under the lock.
 */
export function tellOfUnreadableSealed(run: Run, unread: readonly UnreadableSealed[]): void {
  if (unread.length === 0) return;
  const { clock, identity, memory, directory } = run;
  const now = clock.now();
  const me = identity.runningAs();
  const asked = askedPast(run, "sealed");
  const questions = unread.map((one): UnreadQuestion => {
    const { id, excluded, school, dangerSince, hasReader } = one;
    const isDanger = dangerSince !== null && !calledSince(memory, dangerSince);
    const people = peopleToldWithoutContent(directory, excluded, school, isDanger ? null : now);
    const self = excluded.has(me) ? [] : [me];
    const told = asked[id] ?? null;
    const since = isDanger ? dangerSince : (told ?? now);
    return {
      ...{ id, isDanger, hasReader, since },
      pace: isDanger ? "danger" : "waiting",
      to: people.length > 0 ? people : self,
      // An email sent before the danger was reported did not ask about it.
      asked: isDanger && told !== null && told < dangerSince ? null : told,
    };
  });
  const kept = unread.map(({ id, receivedAt, excluded, dangerSince }) => {
    const what = { at: receivedAt ?? 0, danger: dangerSince ?? 0, excluded: [...excluded] };
    return [id, what] as const;
  });
  changeUnreadable(run, (before) => ({ ...before, ...Object.fromEntries(kept) }));
  askPast(run, "sealed", questions, (own) =>
    sealedWaits({
      calls: reportAgencies(directory.pack, callBook(directory, null, directory.pack)),
      responses: responsesLink(memory.get("form").id),
      isDanger: own.some((one) => one.isDanger),
      hasReader: own.every((one) => one.hasReader),
    }),
  );
}
