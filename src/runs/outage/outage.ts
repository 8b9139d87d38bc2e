/**
 * While a register is out of reach: one state in the script's store, and one email at the asker's pace that says what is known and what to
 * do. Dangers are known from the store (kept-dangers), reports from the Form. It ends when the register can be used again; a danger also when
 * someone has recorded in the check who called which agency when.
 */

import { attempt, throwNoted, whyFailed } from "../../attempt";
import { caseReference, fileLink, responsesLink } from "../../case/facts/case-reference";
import {
  audienceOf,
  peopleToldWithoutContent,
  sealedRegister,
} from "../../district/sealed-readers";
import { AppError, type Trouble } from "../../errors";
import { noticePast } from "../../messages/desk-notices";
import { registerUnreachable } from "../../messages/outage-emails";
import type { RegisterName } from "../../ports";
import { registerKinds, reportRegisterIds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { hourMs } from "../../time";
import { askedPast, askPast, calledSince, type PastQuestion, sendPastRegister } from "./ask-past";
import {
  dangerId,
  type KeptDanger,
  type KeptDangers,
  keptDangers,
  rememberDangers,
} from "./kept-dangers";
import {
  audienceToRemember,
  leadsInOutage,
  type OutageAudience,
  outageAudience,
  type Waiting,
} from "./outage-audience";

/** A question about what a register holds, or should hold. */
interface OutQuestion extends PastQuestion {
  readonly trouble: Trouble;
  readonly school: string | null;
  /** Set for a danger that was taken in. `mayKnow`: whether its people may know its reference and school. */
  readonly danger?: { readonly reference: string; readonly mayKnow: boolean };
  /** Set for a report that waits in the Form. */
  readonly waiting?: Waiting;
  /** Set for the question to leads and admins about the main register itself. */
  readonly unread?: "all" | "part";
}

/** The trouble to name in an email about several matters: a mistake of ours before all others, since it does not pass by itself. */
function worst(all: readonly OutQuestion[]): Trouble {
  const found = all.find(({ trouble }) => trouble.kind === "defect") ?? all[0];
  return found?.trouble ?? { kind: "outage", ofRegisters: false };
}

// Dangers that were taken in.

/**
 * Who is asked about one danger: everyone who may be asked, and the person who has acknowledged it. `mayKnow`: whether they may know the
 * reference and the school. In the main register: who has the case, the school's contacts, leads and admins. In a sealed one its audience alone, by the last run that
 * could read Contacts where this one cannot; where no one of that is left, the people of design 2.11, without content.
 */
export function peopleAsked(
  name: RegisterName,
  { to, shut, school, acknowledgedAt }: KeptDanger,
  audience: OutageAudience,
): Pick<PastQuestion, "to" | "holders"> & { readonly mayKnow: boolean } {
  const sealed = sealedRegister(name);
  const { directory } = audience;
  if (sealed === null) {
    const may = (addresses: readonly string[]) =>
      [...new Set(addresses)].filter((address) => !shut.includes(address));
    const knows = (address: string) => directory?.people.some(({ email }) => email === address);
    const own = may(to).filter((address) => knows(address) ?? true);
    const all = may([...own, ...audience.told({ id: "", route: "main", school }).to]);
    const isHeld = acknowledgedAt > 0 && own.length > 0;
    return { to: all, ...(isHeld ? { holders: own } : {}), mayKnow: true };
  }
  if (directory === null) return { to, mayKnow: true };
  const excluded = new Set(shut);
  const readers = audienceOf(sealed, directory, { hasOpenCase: true, excluded });
  return readers.length === 0
    ? { to: peopleToldWithoutContent(directory, excluded, school, null), mayKnow: false }
    : { to: readers.map(({ email }) => email), mayKnow: true };
}

/**
 * The dangers that no recorded call has ended; in a sealed register no one can tell for which of them a call was recorded. Stores that they
 * are out of reach from now on: until the last clock run people were asked by the register.
 */
function dangerQuestions(
  run: Run,
  name: RegisterName,
  { dangers = {}, trouble = worst([]) }: OutOfReach,
  audience: OutageAudience,
): readonly OutQuestion[] {
  const before = keptDangers(run, name);
  const { ok } = run.memory.get("sweep");
  const out = Object.entries(dangers).map(([reference, danger]) => {
    const outSince = before[reference]?.outSince || Math.max(ok, danger.since);
    return [reference, { ...danger, outSince }] as const;
  });
  if (out.length > 0) rememberDangers(run, name, { ...before, ...Object.fromEntries(out) });
  const asked = askedPast(run, name);
  const isOpen = ([reference, { since }]: (typeof out)[number]) =>
    !calledSince(run.memory, since, registerKinds[name].isMain ? reference : null);
  return out.filter(isOpen).map(([reference, danger]): OutQuestion => {
    const { since, acknowledgedAt, outSince, school } = danger;
    const id = dangerId(reference);
    const { mayKnow, ...people } = peopleAsked(name, danger, audience);
    const isHeld = people.holders !== undefined;
    return {
      ...{ ...people, id, since, trouble },
      pace: isHeld ? "acknowledgedDanger" : "danger",
      ...(isHeld ? { from: acknowledgedAt } : {}),
      asked: Math.max(asked[id] ?? 0, outSince, since),
      school: mayKnow ? school : null,
      danger: { reference, mayKnow },
    };
  });
}

// Reports that wait in the Form.

/** The ids of the question about the register itself, and of those about reports without danger, each with the response's id behind it. */
const [ofRegister, ofCalm] = ["register", "calm "] as const;

/** Whether it says danger, and no one has recorded a call. No one can tell for which sealed report a call was recorded. */
function isOpenDanger(memory: Run["memory"], { isDanger, route, receivedAt }: Waiting): boolean {
  return isDanger && (route === "main" || !calledSince(memory, receivedAt));
}

function waitingQuestions(
  { memory }: Run,
  all: readonly Waiting[],
  audience: OutageAudience,
  asked: Readonly<Record<string, number>>,
): readonly OutQuestion[] {
  // Of reports without danger people are told at once, but at most once an hour.
  const calm = Object.entries(asked).flatMap(([id, at]) => (id.startsWith(ofCalm) ? [at] : []));
  const soonest = Math.max(0, ...calm) + hourMs;
  return all.map((one): OutQuestion => {
    const { receivedAt, trouble } = one;
    const isDanger = isOpenDanger(memory, one);
    const id = isDanger ? one.id : `${ofCalm}${one.id}`;
    const before = Math.max(asked[id] ?? 0, asked[one.id] ?? 0) || null;
    const since = isDanger ? receivedAt : (before ?? Math.max(receivedAt, soonest));
    const pace = isDanger ? "danger" : "waiting";
    const people = audience.told(one);
    return { ...people, id, pace, since, asked: before, trouble, waiting: one };
  });
}

/** What is out of reach of a register. */
interface OutOfReach {
  readonly waiting?: readonly Waiting[];
  /** Dangers that were taken in; `trouble`: what keeps them from being seen to. */
  readonly dangers?: KeptDangers;
  readonly trouble?: Trouble;
  /** How much of the main register could not be read for three runs. */
  readonly unread?: "all" | "part";
}

/**
 * Asks about a register: reports for it that wait in the Form, dangers in it, and the main register itself. Never throws. Sends mail: must
 * not be called under the lock.
 */
export function askPastRegister(run: Run, name: RegisterName, found: OutOfReach): void {
  const { waiting = [], dangers = {}, trouble = worst([]), unread } = found;
  if (waiting.length + Object.keys(dangers).length === 0 && unread === undefined) return;
  attempt(run, () => {
    const { memory } = run;
    const asked = askedPast(run, name);
    const audience = outageAudience(run);
    const told = asked[ofRegister] ?? null;
    const since = told ?? run.clock.now();
    const at = { since, asked: told, school: null, trouble };
    const register = { id: ofRegister, pace: "waiting", to: leadsInOutage(run), ...at } as const;
    const questions = [
      ...waitingQuestions(run, waiting, audience, asked),
      ...dangerQuestions(run, name, found, audience),
      ...(unread === undefined ? [] : [{ ...register, unread }]),
    ];
    const letter = (_asked: readonly OutQuestion[], address: string) => {
      // What is known is said to everyone who may know it, whatever fell due now.
      const own = questions.filter(({ to }) => to.includes(address));
      const waiting = own.flatMap((one) => one.waiting ?? []);
      const dangers = own.flatMap((one) => one.danger ?? []);
      const known = dangers.filter(({ mayKnow }) => mayKnow).map(({ reference }) => reference);
      const schools = [...new Set(own.flatMap(({ school }) => school ?? []))];
      const [only = null, ...others] = schools;
      const [unread = null] = own.flatMap((one) => one.unread ?? []);
      const isReader = unread !== null || known.length > 0;
      return registerUnreachable({
        unread,
        cases: known.sort().map(caseReference),
        more: dangers.length - known.length,
        waiting: waiting.length,
        isDanger: waiting.some((one) => isOpenDanger(memory, one)),
        isDrill: waiting.length === own.length && waiting.every(({ isDrill }) => isDrill),
        schools,
        calls: audience.calls(others.length === 0 ? only : null),
        trouble: worst(own),
        register: name === "main" && isReader ? fileLink(reportRegisterIds(memory).main) : null,
        responses: responsesLink(memory.get("form").id),
      });
    };
    askPast(run, name, questions, letter);
  });
}

/**
 * What a clock run that could read the main register stores: whom to tell in an outage, and that the outage is over; entirely over once all
 * waiting reports were taken in. `isWhole`: no tab of the register was left out.
 */
export function rememberReachable(
  run: Run,
  { isSwept, isWhole }: Readonly<Record<"isSwept" | "isWhole", boolean>>,
): Remembered {
  const kept = Object.entries(run.memory.get("outage").asked).filter(
    ([id]) => id.startsWith(dangerId("")) || !(isSwept || id === ofRegister),
  );
  return {
    district: { ...audienceToRemember(lookAt(run, {})), protocol: run.directory.pack.id },
    ...(isWhole ? { outage: { since: 0, asked: Object.fromEntries(kept) } } : {}),
  };
}

// What the script remembers and cannot read, since someone typed over it: people are told, and it is replaced.

/**
 * Does `work`, the whole of what a trigger started. Then tells leads and admins once of keys of the script's store that it could not read,
 * and puts in their place what it went on with; not on a copy of the Form. Sends mail: must not be called under the lock. Throws what `work`
 * throws, otherwise a mistake of ours that the run went on without.
 */
export function wholeRun(run: Run, work: () => void): void {
  const failed = whyFailed(work);
  const isCopy = failed?.error instanceof AppError && failed.error.code === "other-form";
  if (!isCopy) attempt(run, () => tellOfDamage(run));
  if (failed !== null) throw failed.error;
  throwNoted(run);
}

function tellOfDamage(run: Run): void {
  const keys = run.memory.unreadable();
  if (keys.length === 0) return;
  const to = leadsInOutage(run);
  const missed = sendPastRegister(run, to, () => noticePast({ id: "memory-damaged", keys }, run));
  if (missed.length < to.length) run.memory.mend();
}
