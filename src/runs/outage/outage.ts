/**
 * While a register is out of reach: one state in the script's store, and one email at the asker's pace that says what is known and what to
 * do. Dangers are known from the store (kept-dangers), reports from the Form. It ends when the register can be used again; a danger also when
 * somebody has recorded in the check who called which agency when.
 */

import { attempt, isDone } from "../../attempt";
import { caseReference, fileLink, responsesLink } from "../../case/facts/case-reference";
import type { Directory } from "../../district/district";
import {
  audienceOf,
  peopleToldWithoutContent,
  type SealedRegister,
} from "../../district/sealed-readers";
import type { Trouble } from "../../errors";
import { calledSince } from "../../install/going-live/recorded-calls";
import { registerUnreachable } from "../../messages/outage";
import { type ReportRegister, reportRegisterIds } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { hourMs, minuteMs } from "../../time";
import { type AskingPast, askedPast, askPast, type PastQuestion } from "./ask-past";
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
import { directoryThatStands } from "./partial-read";

/** After so many milliseconds, in the third clock run that fails, people are told that the main register is out of reach. */
const unreachableAfter = 9 * minuteMs;

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

interface Asking extends Pick<AskingPast<OutQuestion>, "where" | "questions"> {
  readonly audience: OutageAudience;
}

/** Asks these questions, each person in one email. */
function ask(run: Run, { where, questions, audience }: Asking): void {
  const { memory } = run;
  askPast(run, {
    where,
    questions,
    minutes: audience.minutes,
    letter(_asked, address) {
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
        register: where === "main" && isReader ? fileLink(reportRegisterIds(memory).main) : null,
        responses: responsesLink(memory.get("form").id),
      });
    },
  });
}

// Dangers that were taken in.

/** Who is asked about one danger. */
interface AskedPeople {
  /** Everybody who may be asked, and the person who has acknowledged it. */
  readonly to: readonly string[];
  readonly holders?: readonly string[];
  /** Whether they may know the reference and the school: everybody but people who are told without content. */
  readonly mayKnow: boolean;
}

/** In the main register: who has the case, the school's contacts, leads and admins. */
export function peopleAskedInMain(danger: KeptDanger, audience: OutageAudience): AskedPeople {
  const { to, shut, school, acknowledgedAt } = danger;
  const may = (addresses: readonly string[]) =>
    [...new Set(addresses)].filter((address) => !shut.includes(address));
  const own = may(to).filter((address) => audience.knows(address));
  const all = may([...own, ...audience.told({ id: "", route: "main", school }).to]);
  const isHeld = acknowledgedAt > 0 && own.length > 0;
  return { to: all, ...(isHeld ? { holders: own } : {}), mayKnow: true };
}

/**
 * In a sealed register: its audience alone; where nobody of that is left, the people of design 2.11, without content. `directory` null:
 * Contacts cannot be read, and the audience of the last run that could is asked.
 */
export function peopleAskedInSealed(
  name: SealedRegister,
  { to, shut, school }: KeptDanger,
  directory: Directory | null,
): AskedPeople {
  if (directory === null) return { to, mayKnow: true };
  const excluded = new Set(shut);
  const readers = audienceOf(name, directory, { hasOpenCase: true, excluded });
  return readers.length === 0
    ? { to: peopleToldWithoutContent(directory, excluded, school, null), mayKnow: false }
    : { to: readers.map(({ email }) => email), mayKnow: true };
}

/** The dangers that no recorded call has ended. In a sealed register nobody can tell for which of them a call was recorded. */
function dangerQuestions(
  run: Run,
  name: "main" | SealedRegister,
  {
    dangers,
    trouble,
    peopleOf,
  }: {
    readonly dangers: KeptDangers;
    readonly trouble: Trouble;
    readonly peopleOf: (danger: KeptDanger) => AskedPeople;
  },
): readonly OutQuestion[] {
  const { isRemembered, hasDirectory } = registerKinds[name];
  const asked = askedPast(run, isRemembered ? "main" : "sealed");
  return Object.entries(dangers).flatMap(([reference, danger]): readonly OutQuestion[] => {
    const { since, acknowledgedAt, outSince, school } = danger;
    if (calledSince(run.memory, since, hasDirectory ? reference : null)) return [];
    const id = dangerId(name, reference);
    const { mayKnow, ...people } = peopleOf(danger);
    return [
      {
        ...people,
        id,
        pace: people.holders === undefined ? "danger" : "acknowledgedDanger",
        since,
        from: people.holders === undefined ? since : acknowledgedAt,
        asked: Math.max(asked[id] ?? 0, outSince, since),
        trouble,
        school: mayKnow ? school : null,
        danger: { reference, mayKnow },
      },
    ];
  });
}

/** The dangers of a register as out of reach from now on, which is stored. Until the last clock run people were asked by the register. */
function outOfReach(run: Run, name: ReportRegister, dangers: KeptDangers): KeptDangers {
  const { ok } = run.memory.get("sweep");
  const out = Object.fromEntries(
    Object.entries(dangers).map(([reference, danger]) => [
      reference,
      { ...danger, outSince: danger.outSince || Math.max(ok, danger.since) },
    ]),
  );
  if (Object.keys(out).length > 0) {
    rememberDangers(run, name, { ...keptDangers(run, name), ...out });
  }
  return out;
}

/** Asks about the dangers of a sealed register. Never throws. Sends mail: must not be called under the lock. */
export function askPastSealed(
  run: Run,
  name: SealedRegister,
  trouble: Trouble,
  before: KeptDangers = keptDangers(run, name),
): void {
  if (Object.keys(before).length === 0) return;
  attempt(run, () => {
    const found = directoryThatStands(run);
    const directory = found === null || found.people.length === 0 ? null : found;
    const dangers = outOfReach(run, name, before);
    const peopleOf = (danger: KeptDanger) => peopleAskedInSealed(name, danger, directory);
    const questions = dangerQuestions(run, name, { dangers, trouble, peopleOf });
    ask(run, { where: "sealed", questions, audience: outageAudience(run) });
  });
}

// Reports that wait in the Form.

/** The ids of the question about the register itself, and of those about reports without danger, each with the response's id behind it. */
const [ofRegister, ofCalm] = ["register", "calm "] as const;

/** Whether it says danger, and nobody has recorded a call. Nobody can tell for which sealed report a call was recorded. */
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
    return { ...people, id, pace, since, from: since, asked: before, trouble, waiting: one };
  });
}

/** What is out of reach of the main register. */
interface OutOfMain {
  readonly waiting?: readonly Waiting[];
  /** Dangers that were taken in; `trouble`: what keeps them from being seen to. */
  readonly dangers?: KeptDangers;
  readonly trouble?: Trouble;
  /** How much of the register could not be read for three runs. */
  readonly unread?: "all" | "part";
}

/**
 * Asks about the main register: reports that wait in the Form, dangers in it, and the register itself. Never throws. Sends mail: must not be
 * called under the lock.
 */
export function askPastMain(
  run: Run,
  { waiting = [], dangers = {}, trouble = worst([]), unread }: OutOfMain,
): void {
  if (waiting.length + Object.keys(dangers).length === 0 && unread === undefined) return;
  attempt(run, () => {
    const asked = askedPast(run, "main");
    const audience = outageAudience(run);
    const known = outOfReach(run, "main", dangers);
    const peopleOf = (danger: KeptDanger) => peopleAskedInMain(danger, audience);
    const told = asked[ofRegister] ?? null;
    const since = told ?? run.clock.now();
    const register: OutQuestion = {
      ...{ id: ofRegister, pace: "waiting", since, from: since, asked: told, school: null },
      ...{ to: leadsInOutage(run), trouble },
      ...(unread === undefined ? {} : { unread }),
    };
    const questions = [
      ...waitingQuestions(run, waiting, audience, asked),
      ...dangerQuestions(run, "main", { dangers: known, trouble, peopleOf }),
      ...(unread === undefined ? [] : [register]),
    ];
    ask(run, { where: "main", questions, audience });
  });
}

/**
 * Notes that a clock run could not read the main register. From the third one on, people are asked about it, about the dangers in it and the
 * reports that wait. Never throws.
 */
export function noteUnreadable(
  run: Run,
  found: Omit<OutOfMain, "dangers"> & { readonly unread: "all" | "part" },
): void {
  const { memory, clock } = run;
  const now = clock.now();
  const since = memory.get("outage").since || now;
  isDone(run, () => memory.set("outage", { since }));
  if (now - since < unreachableAfter) return;
  askPastMain(run, {
    ...found,
    dangers: found.unread === "part" ? {} : keptDangers(run, "main"),
  });
}

/**
 * What a clock run that could read the main register stores: whom to tell in an outage, and that the outage is over; entirely over once all
 * waiting reports were taken in. `isWhole`: no tab of the register was left out.
 */
export function rememberReachable(
  run: Run,
  { isSwept, isWhole }: { readonly isSwept: boolean; readonly isWhole: boolean },
): Remembered {
  const outage = run.memory.get("outage");
  const open = Object.keys(run.memory.get("dangers")).map((reference) =>
    dangerId("main", reference),
  );
  const asked = Object.fromEntries(
    Object.entries(outage.asked).filter(
      ([id]) => open.includes(id) || !(isSwept || id === ofRegister || id.startsWith("danger ")),
    ),
  );
  return {
    district: { ...audienceToRemember(lookAt(run, {})), protocol: run.directory.pack.id },
    ...(isWhole ? { outage: { since: 0, asked } } : {}),
  };
}
