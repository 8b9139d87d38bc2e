/**
 * Asks people without a register ("past" it), by email that is sent at once and is in no Outbox, because a register is out of reach or must
 * not hold the question. The same rules as elsewhere decide who is asked when. The time of each question is remembered here until a
 * register can ask again.
 */
import { whoCanBeReached } from "../../access/access-table";
import { attempt, isDone } from "../../attempt";
import {
  askInRounds,
  type Person,
  type RoundQuestion,
  roundPaces,
} from "../../case/reminders/asker";
import { settingDefaults } from "../../district/settings";
import { senderName } from "../../letters/outbox/deliver-messages";
import { type Finding, isToBeTold, rememberTold } from "../../letters/told-notices";
import { addTo } from "../../lists";
import { noticePast, type PastNotice } from "../../messages/desk-notices";
import { type Letter, rendered } from "../../messages/letter";
import type { Memory, RegisterName } from "../../ports";
import { rememberedOf } from "../../register/register-kinds";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { minuteMs } from "../../time";

/** Id of a question → when people were last asked it without the register, milliseconds UTC; empty if the store cannot be read. */
export function askedPast(run: Run, of: RegisterName): Kept["outage"]["asked"] {
  return attempt(run, () => rememberedOf(run, of, "outage").get().asked, {});
}

/** Stores when these questions were last asked (null: never), and leaves others unchanged. Returns false if the store cannot be written. */
function rememberAsks(run: Run, of: RegisterName, asked: Record<string, number | null>): boolean {
  return isDone(run, () => {
    const kept = rememberedOf(run, of, "outage");
    const all = Object.entries({ ...kept.get().asked, ...asked });
    const after = all.flatMap(([id, at]) => (at === null ? [] : [[id, at] as const]));
    kept.set({ asked: Object.fromEntries(after) });
  });
}

/** Forgets questions that no longer apply. If one comes up again, it is asked as a new question. */
export function forgetAsks(run: Run, of: RegisterName, isGone: (id: string) => boolean): void {
  const gone = Object.keys(askedPast(run, of)).filter(isGone);
  rememberAsks(run, of, Object.fromEntries(gone.map((id) => [id, null])));
}

/** A question that no register can ask. */
export interface PastQuestion {
  readonly id: string;
  readonly pace: keyof ReturnType<typeof roundPaces>;
  /** When it was reported, and when its pace began (left out: at the same time); milliseconds UTC. */
  readonly since: number;
  readonly from?: number;
  /** Addresses of everyone who may know of it. */
  readonly to: readonly string[];
  /** The people who have acknowledged it, if any. */
  readonly holders?: readonly string[];
  /** When someone was last asked, milliseconds UTC; null: never. */
  readonly asked: number | null;
}

/**
 * Sends one email to each address. A reply goes back to that address itself and to no one else, since a report may be about any of these
 * people. Returns the addresses that the email did not reach.
 */
export function sendPastRegister(
  run: Run,
  to: readonly string[],
  letter: (address: string) => Letter,
): readonly string[] {
  const send = (address: string) => {
    const mail = rendered(letter(address));
    run.mailer.send({ ...mail, to: address, name: senderName, replyTo: address });
  };
  return to.filter((address) => !isDone(run, () => send(address)));
}

/** Sends a notice to these people without a register, unless they were told recently. Remembered once it has reached someone. */
export function tellPastRegister(
  run: Run,
  to: readonly string[],
  found: Finding & { readonly notice: PastNotice },
): void {
  if (!isToBeTold(run, found)) return;
  const missed = sendPastRegister(run, to, () => noticePast(found.notice, run));
  if (missed.length < to.length) rememberTold(run, found);
}

/**
 * If nothing can be remembered, a run asks only what fell due since the clock run before it, so that nothing is asked twice. Milliseconds.
 */
const clockEvery = 5 * minuteMs;

/**
 * Asks the people who are due to be asked now, with one email to each address. `of`: the register that cannot ask; "sealed" for a sealed
 * report that is in no register yet. `letter`: the email to a person with the questions that they are asked. The time is remembered before
 * anything is sent, since otherwise each run would ask again; if a question reached no one, the time is taken back, and the next run asks
 * it again. Must not be called under the lock.
 */
export function askPast<Q extends PastQuestion>(
  run: Run,
  of: RegisterName,
  questions: readonly Q[],
  letter: (own: readonly Q[], address: string) => Letter,
): void {
  const now = run.clock.now();
  const defaults = settingDefaults();
  const minutes = run.memory.get("district").minutes || defaults.immediateDangerMinutes;
  const paces = roundPaces({ ...defaults, immediateDangerMinutes: minutes });
  const canReach = whoCanBeReached(run);
  // All dangers follow the times of the oldest one, so that one email can be about all of them.
  const grid = Math.min(...questions.flatMap((one) => (one.pace === "danger" ? one.since : [])));
  // Questions that are asked once a day come in one email.
  const isDaily = ({ pace, asked }: Q) => pace === "waiting" && asked !== null;
  const lastDaily = Math.max(0, ...questions.filter(isDaily).map(({ asked }) => asked ?? 0));
  const persons = (addresses: readonly string[]) =>
    [...new Set(addresses)].map((email): Person => ({ email }));
  type Round = RoundQuestion<Person> & { readonly of: Q };
  const asksSince = (least: number) => {
    const all = questions.map((question): Round => {
      const { pace, to, holders, asked, since } = question;
      const last = Math.max((isDaily(question) ? lastDaily : asked) ?? 0, least);
      return {
        from: since,
        ...question,
        of: question,
        pace: paces[pace],
        ...(pace === "danger" ? { grid } : {}),
        ...(isDaily(question) ? { since: lastDaily, from: lastDaily } : {}),
        first: persons(to),
        line: [],
        holders: holders === undefined ? null : persons(holders),
        misses: ({ email }) => (canReach(email) ? null : "gone"),
        asked: last > 0 ? last : null,
      };
    });
    return askInRounds<Person, Round>(all, now).asks;
  };
  let asks = asksSince(0);
  if (asks.length === 0) return;
  const before = askedPast(run, of);
  const ids = asks.map(({ question }) => question.id);
  const isKept = rememberAsks(run, of, Object.fromEntries(ids.map((id) => [id, now])));
  if (!isKept) asks = asksSince(now - clockEvery);
  const theirs = new Map<string, Q[]>();
  for (const { question, to } of asks) {
    for (const { email } of to) addTo(theirs, email, question.of);
  }
  const write = (address: string) => letter(theirs.get(address) ?? [], address);
  const missed = sendPastRegister(run, [...theirs.keys()], write);
  const reachedNobody = (to: readonly Person[]) => to.every(({ email }) => missed.includes(email));
  const again = asks.filter(({ to }) => reachedNobody(to)).map(({ question }) => question.id);
  rememberAsks(run, of, Object.fromEntries(again.map((id) => [id, before[id] ?? null])));
}

/**
 * Whether someone recorded in Check, after the danger was reported (`since`, milliseconds UTC), that an agency was called: that ends the
 * emails about it. `about`: the reference of a case in the main register; null for a sealed report. The call itself may have been made
 * before the report: then the agency knows already.
 */
export function calledSince(
  memory: Pick<Memory, "get">,
  since: number,
  about: string | null = null,
): boolean {
  return memory.get("dangerCalls").some((one) => one.about === about && one.recordedAt >= since);
}
