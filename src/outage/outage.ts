/**
 * What happens while a register is out of reach: the script's store notes the outage, and people get one email, repeated at the same pace
 * as other questions, that says what is known and what to do. Dangers are known from the store, reports from the Form. The emails end when
 * the register can be used again; for a danger also when someone has recorded in Check who called which agency and when.
 */

import { attempt, throwNoted, whyFailed } from "../attempt";
import {
  caseReference,
  fileLink,
  isAfter,
  isCaseReference,
  referenceOfCase,
  rememberReferences,
} from "../case/facts/case-reference";
import { asksUntilCalled } from "../case/facts/danger";
import type { LoadedCases } from "../case/load-cases";
import { personAsked, readSteppedAside, schoolOfCase } from "../case/people/responsible-person";
import { AppError, type Trouble } from "../errors";
import { fitting } from "../json";
import { once } from "../lazy";
import { noticePast } from "../messages/notices-to-leads";
import { registerUnreachable } from "../messages/outage-emails";
import type { RegisterName } from "../ports";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { isSealedRegister, kindOf, registerId, rememberedOf } from "../registers/kinds";
import { type Run, runAsRead } from "../run";
import { contentsOf } from "../sealed/remember-who-is-kept-out";
import { readersOfRegister } from "../sealed/who-reads-sealed-registers";
import type { Kept, Remembered } from "../store/keys";
import { hourMs, minuteMs } from "../time";
import {
  askedPast,
  askPast,
  calledSince,
  changeAsks,
  type PastQuestion,
  responsesToRead,
  sendPastRegister,
} from "./ask-without-register";
import type { OutageAudience, WaitingReport } from "./who-is-told-in-an-outage";
import {
  audienceToRemember,
  isSealedReport,
  leadsInOutage,
  outageAudience,
} from "./who-is-told-in-an-outage";

// The dangers of a register that no call has answered, which are remembered for runs that cannot read the register and must still ask: only
// references, times, schools and staff addresses. Those of a sealed register are in the running account's own store, since no one else may
// learn of them (design 2.11).

/** Dangers by case reference. */
type KeptDangers = Kept["dangers"];
type KeptDanger = KeptDangers[string];

/** The remembered dangers of a register; empty if the store cannot be read. */
export function keptDangers(run: Run, name: RegisterName): KeptDangers {
  return attempt(run, () => rememberedOf(run, name, "dangers").get(), {});
}

/**
 * The dangers of open cases that no call has answered, in the form in which they are remembered. `run`: as `inRegister` makes it; the
 * snapshot was read with `contentsRequests`.
 */
export function dangersOf(run: Run, { files, snapshot }: Pick<LoadedCases, "files" | "snapshot">) {
  const { register, directory } = run;
  const isSealedReport = isSealedRegister(register);
  const { excluded } = contentsOf(run, register, snapshot);
  const found: Record<string, KeptDanger> = {};
  for (const file of files.values()) {
    const { row } = file;
    const reference = referenceOfCase(row);
    const since = row.dangerSince;
    if (since === null || !asksUntilCalled(file) || !isCaseReference(reference)) continue;
    const acknowledgedBy = row.acknowledged ? (row.acknowledgedBy ?? "").toLowerCase() : "";
    const knows = (address: string) => directory.people.some(({ email }) => email === address);
    const person = knows(acknowledgedBy) ? acknowledgedBy : personAsked(row, run).email;
    const to = isSealedReport ? directory.people.map(({ email }) => email) : [person];
    found[reference] = {
      since,
      acknowledgedAt: row.acknowledged ? Math.max(row.acknowledgedAt ?? since, since) : 0,
      school: schoolOfCase(row, directory),
      to: to.filter((one) => one !== ""),
      shut: [...excluded, ...readSteppedAside(row)].sort(),
      outSince: 0,
      lostAt: 0,
    };
  }
  return found;
}

/** The id of the question about a danger of a case that is in a register. */
export const dangerId = (reference: string) => `danger ${reference}`;

/**
 * Stores the dangers, the oldest first, as many as fit into one property. Forgets when people were asked about any others. No call if they
 * are stored already. `references`: of cases that were just written, remembered in the same call.
 */
export function rememberDangers(
  run: Run,
  name: RegisterName,
  dangers: KeptDangers,
  references: readonly string[] = [],
): void {
  const all = Object.entries(dangers).sort(([, a], [, b]) => a.since - b.since);
  rememberReferences(run, name, references, { dangers: Object.fromEntries(fitting(all)) });
  const ids = Object.keys(dangers).map(dangerId);
  changeAsks(run, name, (asked) =>
    asked.filter(([id]) => !id.startsWith(dangerId("")) || ids.includes(id)),
  );
}

/**
 * If a danger comes back from the Form, its new case dates from within this span around the time when the old row was missed. Milliseconds.
 */
const backFrom = -10 * minuteMs;
const backUntil = hourMs;

/**
 * The remembered dangers whose case no longer has a row. One stays until a danger at the same school is back from the Form as a later case,
 * or until someone has recorded a call in Check. `fresh`: references of those that no earlier run missed. `snapshot`: a read with the keys
 * of all cases.
 */
export function lostDangers(run: Run, name: RegisterName, snapshot: Snapshot) {
  const kept = Object.entries(keptDangers(run, name));
  if (kept.length === 0) return { dangers: {}, fresh: [] };
  const cases = rowsOf(snapshot, "cases");
  const there = new Set(cases.map(({ key }) => key));
  const isBack = (reference: string, { school, lostAt }: KeptDanger) =>
    cases.some(({ key, values }) => {
      const after = (values.dangerSince ?? 0) - lostAt;
      const isThen = after >= backFrom && after < backUntil;
      return isThen && isAfter(key, reference) && (values.school ?? null) === school;
    });
  const about = (reference: string) => (kindOf(name).isOrdinary ? reference : null);
  const lost = kept.filter(
    ([reference, danger]) =>
      !there.has(reference) &&
      !(danger.lostAt > 0 && isBack(reference, danger)) &&
      !calledSince(run.memory, danger.since, about(reference)),
  );
  const now = run.clock.now();
  return {
    dangers: Object.fromEntries(
      lost.map(([reference, danger]) => [reference, { ...danger, lostAt: danger.lostAt || now }]),
    ),
    fresh: lost.flatMap(([reference, { lostAt }]) => (lostAt > 0 ? [] : [reference])),
  };
}

// Who is asked, and about what.

/** A question about what a register holds, or should hold. */
interface OutQuestion extends PastQuestion {
  readonly trouble: Trouble;
  readonly school: string | null;
  /** Set for a danger of a case that is in a register. `mayKnow`: whether the people who are asked may know its reference and school. */
  readonly danger?: { readonly reference: string; readonly mayKnow: boolean };
  /** Set for a report that waits in the Form. */
  readonly waiting?: WaitingReport;
  /** Set for the question to leads and admins about the main register itself: how much of it cannot be read. */
  readonly unread?: "all" | "part";
}

/** The trouble to name in an email about several things. A bug of ours comes before all others, since it does not pass by itself. */
function worst(all: readonly OutQuestion[]): Trouble {
  const found = all.find(({ trouble }) => trouble.kind === "defect") ?? all[0];
  return found?.trouble ?? { kind: "outage", ofRegisters: false };
}

/**
 * Who is asked about one danger: everyone who may be asked, and the person who has acknowledged it. `mayKnow`: whether they may know the
 * reference and the school. In the main register: the person who has the case, the school's contacts, leads and admins. In a sealed one:
 * only its audience, as Contacts says now, or as remembered if this run cannot read Contacts; if no one is left in it, the people of design
 * 2.11, without content.
 */
export function peopleAsked(
  name: RegisterName,
  { to, shut, school, acknowledgedAt }: KeptDanger,
  audience: OutageAudience,
): Pick<PastQuestion, "to" | "holders"> & { readonly mayKnow: boolean } {
  const sealed = isSealedRegister(name) ? name : null;
  const { directory } = audience;
  if (sealed === null) {
    const may = (addresses: readonly string[]) =>
      [...new Set(addresses)].filter((address) => !shut.includes(address));
    const knows = (address: string) => directory?.people.some(({ email }) => email === address);
    const own = may(to).filter((address) => knows(address) ?? true);
    const all = may([...own, ...audience.told("main", school, "").to]);
    const isHeld = acknowledgedAt > 0 && own.length > 0;
    return { to: all, ...(isHeld ? { holders: own } : {}), mayKnow: true };
  }
  const excluded = new Set(shut);
  const allowed = (some: readonly string[]) => some.filter((address) => !excluded.has(address));
  if (directory === null) {
    const own = allowed(to);
    // Those who could read it when that was remembered may all have stepped aside.
    const others = own.length > 0 ? own : allowed(audience.told("main", null, "").to);
    return { to: others, mayKnow: own.length > 0 };
  }
  const readers = readersOfRegister(sealed, directory, { hasOpenCase: true, excluded });
  return readers.length === 0
    ? { to: audience.withoutContent(excluded, school), mayKnow: false }
    : { to: readers.map(({ email }) => email), mayKnow: true };
}

/**
 * The questions about dangers that no recorded call has ended. (In a sealed register a recorded call counts for every danger reported
 * before it, since no one can tell which one it was about.) Also stores since when they are out of reach: until the last good clock run the
 * register itself asked people.
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
    !calledSince(run.memory, since, kindOf(name).isOrdinary ? reference : null);
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

/**
 * Ids of questions: the one about the register itself, and how those about reports without danger begin; the id of the response follows.
 */
const [ofRegister, ofCalm] = ["register", "calm "] as const;

function waitingQuestions(
  { memory }: Run,
  all: readonly WaitingReport[],
  audience: OutageAudience,
  asked: Readonly<Record<string, number>>,
): readonly OutQuestion[] {
  // People are told of reports without danger at once, but at most once an hour.
  const calm = Object.entries(asked).flatMap(([id, at]) => (id.startsWith(ofCalm) ? [at] : []));
  const soonest = Math.max(0, ...calm) + hourMs;
  return all.map((one): OutQuestion => {
    const { route, response, report, trouble } = one;
    const { id: of, receivedAt } = response;
    // For a sealed report any call recorded since counts, since no one can tell which report it was about.
    const isCalled = isSealedReport(one) && calledSince(memory, receivedAt);
    const isDanger = report.immediateDanger === "yes" && !isCalled;
    const id = isDanger ? of : `${ofCalm}${of}`;
    const before = Math.max(asked[id] ?? 0, asked[of] ?? 0) || null;
    const since = isDanger ? receivedAt : (before ?? Math.max(receivedAt, soonest));
    const people = audience.told(route, report.school, of);
    const pace = isDanger ? "danger" : "waiting";
    return { ...people, id, pace, since, asked: before, trouble, waiting: one };
  });
}

/** What cannot be reached in a register. */
interface OutOfReach {
  readonly waiting?: readonly WaitingReport[];
  /** Dangers of cases that are in the register. `trouble`: what keeps the register from asking about them. */
  readonly dangers?: KeptDangers;
  readonly trouble?: Trouble;
  /** How much of the main register could not be read in three runs. */
  readonly unread?: "all" | "part";
}

/**
 * Asks people about a register that is out of reach: about reports for it that wait in the Form, dangers in it, and the main register
 * itself. Never throws. Sends email: must not be called under the lock.
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
    const responses = once(() =>
      responsesToRead(run, audience.excluded(waiting), audience.directory),
    );
    const letter = (_asked: readonly OutQuestion[], address: string) => {
      // Each email says all that its recipient may know, not only the questions that are due now.
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
        isDanger: own.some((one) => one.waiting !== undefined && one.pace === "danger"),
        isDrill: waiting.length === own.length && waiting.every(({ isDrill }) => isDrill),
        schools,
        calls: audience.calls(others.length === 0 ? only : null),
        trouble: worst(own),
        register: !isSealedRegister(name) && isReader ? fileLink(registerId(memory, name)) : null,
        responses: responses(),
      });
    };
    askPast(run, name, questions, letter);
  });
}

/**
 * What a clock run that could read the main register stores: whom to tell in an outage, and that the outage is over. Questions about
 * waiting reports are forgotten only once all of these were taken in (`isSwept`). `isWhole`: whether every tab of the register was read.
 */
export function rememberReachable(
  run: Run,
  { isSwept, isWhole }: Readonly<Record<"isSwept" | "isWhole", boolean>>,
): Remembered {
  const kept = Object.entries(run.memory.get("outage").asked).filter(
    ([id]) => id.startsWith(dangerId("")) || !(isSwept || id === ofRegister),
  );
  return {
    district: { ...audienceToRemember(runAsRead(run, {})), protocol: run.directory.pack.id },
    ...(isWhole ? { outage: { since: 0, asked: Object.fromEntries(kept) } } : {}),
  };
}

// What the script remembers but cannot read, because someone typed over it: people are told, and it is replaced.

/**
 * Does `work`, all that a trigger started. Then tells leads and admins once which keys of the script's store it could not read, and
 * replaces them with the values that the run used instead; not on a copy of the Form. Sends email: must not be called under the lock.
 * Throws what `work` throws, otherwise a bug of ours that the run survived.
 */
export function wholeRun(run: Run, work: () => void): void {
  const failed = whyFailed(work);
  const isCopy = failed?.error instanceof AppError && failed.error.code === "other-form";
  attempt(run, () => {
    const keys = run.memory.unreadable();
    if (isCopy || keys.length === 0) return;
    const to = leadsInOutage(run);
    const missed = sendPastRegister(run, to, () => noticePast({ id: "memory-damaged", keys }, run));
    if (missed.length < to.length) run.memory.mend();
  });
  if (failed !== null) throw failed.error;
  throwNoted(run);
}
