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
import type { RegisterName } from "../../ports";
import { reportRegisterIds } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import type { Kept, Remembered } from "../../store/keys";
import { hourMs, minuteMs } from "../../time";
import { askPast, type PastQuestion } from "./ask-past";
import { type KeptDanger, type KeptDangers, keptDangers, rememberDangers } from "./kept-dangers";
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

interface Asking {
  readonly questions: readonly OutQuestion[];
  readonly audience: OutageAudience;
  readonly hasLink: boolean;
  readonly remember: (asked: ReadonlyMap<string, number | null>) => boolean;
}

/** Asks these questions, each person in one email. */
function ask(run: Run, { questions, audience, hasLink, remember }: Asking): void {
  const { memory } = run;
  askPast(run, {
    questions,
    minutes: audience.minutes,
    remember,
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
        register: hasLink && isReader ? fileLink(reportRegisterIds(memory).main) : null,
        responses: responsesLink(memory.get("formId")),
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
  { memory }: Run,
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
  return Object.entries(dangers).flatMap(([reference, danger]): readonly OutQuestion[] => {
    const { since, acknowledgedAt, asked, school } = danger;
    const about = registerKinds[name].hasDirectory ? reference : null;
    if (calledSince(memory, since, about)) return [];
    const { mayKnow, ...people } = peopleOf(danger);
    return [
      {
        ...people,
        id: reference,
        pace: people.holders === undefined ? "danger" : "acknowledgedDanger",
        since,
        from: people.holders === undefined ? since : acknowledgedAt,
        asked,
        trouble,
        school: mayKnow ? school : null,
        danger: { reference, mayKnow },
      },
    ];
  });
}

/** The dangers as out of reach from now on. Until the last clock run people were asked by the register. */
function outOfReach({ memory }: Run, dangers: KeptDangers): KeptDangers {
  const seen = memory.get("sweepOk");
  return Object.fromEntries(
    Object.entries(dangers).map(([reference, danger]) => {
      const { asked, isOut, since } = danger;
      const last = Math.max(asked, isOut ? 0 : seen, since);
      return [reference, { ...danger, asked: last, isOut: true }];
    }),
  );
}

/** Stores the dangers of a register that are out of reach, with when people were asked past it. */
function rememberAsked(run: Run, name: RegisterName, dangers: KeptDangers) {
  return (asked: ReadonlyMap<string, number | null>): boolean => {
    const after = Object.entries(dangers).map(([reference, danger]) => {
      return [reference, { ...danger, asked: asked.get(reference) ?? danger.asked }] as const;
    });
    if (after.length === 0) return true;
    const others = keptDangers(run, name);
    return rememberDangers(run, name, { ...others, ...Object.fromEntries(after) });
  };
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
    const dangers = outOfReach(run, before);
    const remember = rememberAsked(run, name, dangers);
    remember(new Map());
    const peopleOf = (danger: KeptDanger) => peopleAskedInSealed(name, danger, directory);
    ask(run, {
      questions: dangerQuestions(run, name, { dangers, trouble, peopleOf }),
      audience: outageAudience(run),
      hasLink: false,
      remember,
    });
  });
}

// Reports that wait in the Form.

/** The keys of `asked` for the register itself, and for any report without danger. */
const [ofRegister, ofCalm] = ["register", "calm"] as const;

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
  const soonest = (asked[ofCalm] ?? 0) + hourMs;
  return all.map((one): OutQuestion => {
    const { id, receivedAt, trouble } = one;
    const isDanger = isOpenDanger(memory, one);
    const before = asked[id] ?? null;
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
    const { memory, clock } = run;
    const outage = memory.get("outage") ?? { since: 0, asked: {} };
    const audience = outageAudience(run);
    const now = clock.now();
    const known = outOfReach(run, dangers);
    const remember = rememberAsked(run, "main", known);
    remember(new Map());
    const peopleOf = (danger: KeptDanger) => peopleAskedInMain(danger, audience);
    const told = outage.asked[ofRegister] ?? null;
    const since = told ?? now;
    const register: OutQuestion = {
      ...{ id: ofRegister, pace: "waiting", since, from: since, asked: told, school: null },
      ...{ to: leadsInOutage(run), trouble },
      ...(unread === undefined ? {} : { unread }),
    };
    ask(run, {
      questions: [
        ...waitingQuestions(run, waiting, audience, outage.asked),
        ...dangerQuestions(run, "main", { dangers: known, trouble, peopleOf }),
        ...(unread === undefined ? [] : [register]),
      ],
      audience,
      hasLink: true,
      remember(asked) {
        const others = { ...outage.asked };
        for (const [id, at] of asked) {
          if (id in dangers) continue;
          const isCalm = waiting.some((one) => one.id === id && !isOpenDanger(memory, one));
          for (const key of [id, ...(isCalm ? [ofCalm] : [])]) {
            if (at === null) delete others[key];
            else others[key] = at;
          }
        }
        const isKept = remember(asked);
        return isDone(run, () => memory.set("outage", { ...outage, asked: others })) && isKept;
      },
    });
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
  const outage = memory.get("outage") ?? { since: 0, asked: {} };
  const now = clock.now();
  if (outage.since === 0) isDone(run, () => memory.set("outage", { ...outage, since: now }));
  if (now - (outage.since || now) < unreachableAfter) return;
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
  const before: Kept["outage"] = run.memory.get("outage");
  const { [ofRegister]: _over, ...asked } = before?.asked ?? {};
  const outage = isSwept || before === null ? null : { since: 0, asked };
  return {
    tellInOutage: audienceToRemember(lookAt(run, {})),
    protocol: run.directory.pack.id,
    ...(isWhole ? { outage } : {}),
  };
}
