/**
 * Asks past every register, by email that is sent at once and stands in no Outbox: a register is out of reach, or must not hold it. Who is
 * asked when is the asker's to say; when each question was last asked is remembered here, until the register can ask by itself.
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

/** Id of a question → when people were last asked it past the register, ms UTC; empty where the store does not answer. */
export function askedPast(run: Run, of: RegisterName): Kept["outage"]["asked"] {
  return attempt(run, () => rememberedOf(run, of, "outage").get().asked, {});
}

/** Stores when questions were last asked (null: never), and leaves the others; false where the store does not take it. */
function rememberAsks(run: Run, of: RegisterName, asked: Record<string, number | null>): boolean {
  return isDone(run, () => {
    const kept = rememberedOf(run, of, "outage");
    const all = Object.entries({ ...kept.get().asked, ...asked });
    const after = all.flatMap(([id, at]) => (at === null ? [] : [[id, at] as const]));
    kept.set({ asked: Object.fromEntries(after) });
  });
}

/** Forgets questions that do not stand any more: asked again, they are new. */
export function forgetAsks(run: Run, of: RegisterName, isGone: (id: string) => boolean): void {
  const gone = Object.keys(askedPast(run, of)).filter(isGone);
  rememberAsks(run, of, Object.fromEntries(gone.map((id) => [id, null])));
}

/** A question that no register can ask. */
export interface PastQuestion {
  readonly id: string;
  readonly pace: keyof ReturnType<typeof roundPaces>;
  /** When it was reported, and when its pace began (left out: then too); milliseconds UTC. */
  readonly since: number;
  readonly from?: number;
  /** Addresses of everyone who may know of it. */
  readonly to: readonly string[];
  /** Who has it, where someone has acknowledged it. */
  readonly holders?: readonly string[];
  /** When someone was last asked; null: never. */
  readonly asked: number | null;
}

/**
 * Sends one email to each address. Replies go to no one else, since a report may be about any of them. Returns the addresses that it did not
 * reach.
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

/** Sends a notice past every register to these people, unless they were told not long ago. Remembered once it has reached someone. */
export function tellPastRegister(
  run: Run,
  to: readonly string[],
  found: Finding & { readonly notice: PastNotice },
): void {
  if (!isToBeTold(run, found)) return;
  const missed = sendPastRegister(run, to, () => noticePast(found.notice, run));
  if (missed.length < to.length) rememberTold(run, found);
}

/** Where nothing can be remembered: a run asks only what fell due since the clock run before, so that nothing is asked twice. */
const clockEvery = 5 * minuteMs;

/**
 * Asks whom the paces name now, each address in one email. `of`: the register that does not ask; of a sealed report that is in none yet
 * "sealed". `letter`: the email to a person who is asked these questions. It is remembered before anything is sent, since otherwise each run
 * would ask again; a question that reached no one is forgotten, so that the next run asks it again. Must not be called under the lock.
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
  // All dangers go by the times of the oldest one, so that one email can be about all of them.
  const grid = Math.min(...questions.flatMap((one) => (one.pace === "danger" ? one.since : [])));
  // What comes once a day comes in one email.
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
 * Whether someone recorded in the check that an agency was called, after a danger was reported (`since`, ms UTC): that ends the emails about
 * it. `about`: the reference of the main register's case; null for a sealed report. The call itself may have been made before that: then the
 * agency knows already.
 */
export function calledSince(
  memory: Pick<Memory, "get">,
  since: number,
  about: string | null = null,
): boolean {
  return memory.get("dangerCalls").some((one) => one.about === about && one.recordedAt >= since);
}
