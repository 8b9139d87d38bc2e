/**
 * A sealed report that has no reader: people whom it does not exclude are told that it waits, and nothing of what it says (design 2.11).
 * Where it reports danger they are told that too, again and again at the pace of design 2.18, until it has a reader or somebody has
 * recorded who called which agency.
 */

import { responsesLink } from "../../case/model/case-reference";
import { askedAtSlot, dangerSlotDue } from "../../case/reminders/danger-pace";
import { reportAgencies } from "../../case/views/letter-facts";
import type { Directory } from "../../district/district";
import { callBook } from "../../district/find-people";
import {
  everybodyToldWithoutContent,
  peopleToldWithoutContent,
} from "../../district/sealed-readers";
import { calledSince } from "../../install/going-live/recorded-calls";
import type { Run } from "../../run";
import { dayMs } from "../../time";
import { sendPastRegister } from "../outage/send-past-register";
import {
  type KeptUnreadable,
  rememberedUnreadableSealed,
  rememberUnreadableSealed,
} from "../outage/unreadable-sealed-memory";

/** A sealed report, or a case in a sealed register, that nobody can read, as Contacts stand. */
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
  /** Whether somebody may read it, and its register cannot be given to them alone now. */
  readonly hasReader: boolean;
}

/** What one such report needs now. */
interface Due {
  readonly one: UnreadableSealed;
  readonly to: readonly string[];
  readonly isDanger: boolean;
  /** What is stored as "last told" once somebody was reached; milliseconds UTC. */
  readonly told: number;
}

/**
 * Tells people at once of new ones, then of dangers at their pace and of the others once a day. Where Contacts has nobody whom the report
 * does not exclude, the account of this run is told. One mail a person. Sends mail: must not be called under the lock.
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
  const before = rememberedUnreadableSealed(run);
  const due = unread.flatMap((one): readonly Due[] => {
    const { id, excluded, school, dangerSince } = one;
    const kept = before[id];
    const last = excluded.has(me) ? [] : [me];
    if (dangerSince !== null && !calledSince(memory, dangerSince)) {
      const pace = { since: dangerSince, minutes: directory.settings.immediateDangerMinutes };
      const asked = kept?.told ?? 0;
      // A mail sent before the danger was reported is no slot of the danger's pace.
      const slot = dangerSlotDue(pace, asked < dangerSince ? null : asked, now);
      if (slot === null) return [];
      const everybody = everybodyToldWithoutContent(directory, excluded, school);
      const to = askedAtSlot(pace, slot, everybody.length > 0 ? everybody : last, []);
      return [{ one, to, isDanger: true, told: slot.at }];
    }
    if (now - (kept?.told ?? 0) < dayMs) return [];
    const people = peopleToldWithoutContent(directory, excluded, school, now);
    return [{ one, to: people.length > 0 ? people : last, isDanger: false, told: now }];
  });
  const calls = reportAgencies(directory.pack, callBook(directory, null, directory.pack));
  const responses = responsesLink(memory.get("formId"));
  const inDanger = new Set(due.filter(({ isDanger }) => isDanger).flatMap(({ to }) => to));
  const to = [...new Set(due.flatMap((one) => one.to))];
  const missed = new Set(
    sendPastRegister(run, "sealed-waits", to, (address) => ({
      calls,
      responses,
      isDanger: inDanger.has(address),
      hasReader: due.every(({ one, to: told }) => one.hasReader || !told.includes(address)),
    })),
  );
  const after: Record<string, KeptUnreadable> = { ...before };
  for (const one of unread) {
    const { id, receivedAt, excluded, dangerSince } = one;
    // Remembered only where somebody was reached. Otherwise the next run tries again.
    const told = due.find(
      (found) =>
        found.one === one && (found.to.length === 0 || found.to.some((who) => !missed.has(who))),
    )?.told;
    after[id] = {
      at: receivedAt ?? 0,
      told: told ?? before[id]?.told ?? 0,
      danger: dangerSince ?? 0,
      excluded: [...excluded],
    };
  }
  rememberUnreadableSealed(run, after);
}
