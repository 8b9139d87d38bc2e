/**
 * A sealed report that has no reader: people whom it does not exclude are told that it waits, and nothing of what it says (design 2.11).
 * Where it reports danger they are told that too, again and again at the pace of design 2.18, until it has a reader or someone has
 * recorded who called which agency.
 */

import { responsesLink } from "../../case/facts/case-reference";
import { reportAgencies } from "../../case/views/letter-facts";
import type { Directory } from "../../district/district";
import { callBook } from "../../district/find-people";
import { peopleToldWithoutContent } from "../../district/sealed-readers";
import { calledSince } from "../../install/recorded-calls";
import { sealedWaits } from "../../messages/outage-emails";
import type { Run } from "../../run";
import { askedPast, askPast, type PastQuestion } from "../outage/ask-past";
import { rememberUnreadableSealed } from "../outage/kept-dangers";

/** A sealed report, or a case in a sealed register, that no one can read by Contacts as they are now. */
export interface UnreadableSealed {
  /** Id of the response; for a case the register's name, a space and the reference. */
  readonly id: string;
  /** When the report was received; milliseconds since 1970, UTC. Null for a case, which is in a register and not only in the Form. */
  readonly receivedAt: number | null;
  /** When the danger was reported; milliseconds since 1970, UTC. Null where no danger is reported, or a call is on record. */
  readonly dangerSince: number | null;
  readonly excluded: ReadonlySet<string>;
  /** The school as the reporter answered; null where there is no answer. */
  readonly school: string | null;
  /** Whether someone may read it, and its register cannot be given to them alone now. */
  readonly hasReader: boolean;
}

interface UnreadQuestion extends PastQuestion {
  readonly isDanger: boolean;
  readonly hasReader: boolean;
}

/**
 * Tells people at once of new ones, then of dangers at their pace and of the others once a day. Where Contacts has no one whom the report
 * does not exclude, the account of this run is told. One email a person. Sends email: must not be called under the lock.
 */
export function tellOfUnreadableSealed(
  run: Run,
  unread: readonly UnreadableSealed[],
  directory: Directory,
): void {
  if (unread.length === 0) return;
  const { clock, identity, memory } = run;
  const now = clock.now();
  const me = identity.runningAs();
  const asked = askedPast(run, "sealed");
  const questions = unread.map((one): UnreadQuestion => {
    const { id, excluded, school, dangerSince, hasReader } = one;
    const self = excluded.has(me) ? [] : [me];
    const told = asked[id] ?? null;
    if (dangerSince !== null && !calledSince(memory, dangerSince)) {
      const everybody = peopleToldWithoutContent(directory, excluded, school, null);
      const to = everybody.length > 0 ? everybody : self;
      // An email sent before the danger was reported did not ask about it.
      const last = told !== null && told < dangerSince ? null : told;
      const at = { since: dangerSince, from: dangerSince, asked: last };
      return { id, pace: "danger", to, ...at, isDanger: true, hasReader };
    }
    const people = peopleToldWithoutContent(directory, excluded, school, now);
    const to = people.length > 0 ? people : self;
    const at = { since: told ?? now, from: told ?? now, asked: told };
    return { id, pace: "waiting", to, ...at, isDanger: false, hasReader };
  });
  const kept = unread.map(({ id, receivedAt, excluded, dangerSince }) => {
    const what = { at: receivedAt ?? 0, danger: dangerSince ?? 0, excluded: [...excluded] };
    return [id, what] as const;
  });
  rememberUnreadableSealed(run, Object.fromEntries(kept));
  askPast(run, {
    of: "sealed",
    questions,
    minutes: directory.settings.immediateDangerMinutes,
    letter: (own) =>
      sealedWaits({
        calls: reportAgencies(directory.pack, callBook(directory, null, directory.pack)),
        responses: responsesLink(memory.get("form").id),
        isDanger: own.some(({ isDanger }) => isDanger),
        hasReader: own.every(({ hasReader }) => hasReader),
      }),
  });
}
