/**
 * Remembers the dangers of a register that no call has answered, for runs that cannot read the register and must still ask. Holds only
 * references, times, schools and staff addresses. Those of a sealed register are in the running account's own store, since no one else may
 * learn of them (design 2.11).
 */

import { attempt, isDone } from "../../attempt";
import { contentsOf, inRegister } from "../../case/assignment/excluded-people";
import {
  personAsked,
  readSteppedAside,
  schoolOfCase,
} from "../../case/assignment/responsible-person";
import { isAfter, isCaseReference, referenceOfCase } from "../../case/facts/case-reference";
import { asksUntilCalled } from "../../case/facts/danger";
import type { AskOnRecord } from "../../case/reminders/case-asks";
import type { LoadedCases } from "../../case/storage/load-cases";
import { asciiJson } from "../../json";
import type { RegisterName } from "../../ports";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerKinds, rememberedOf } from "../../register/register-kinds";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { hourMs, minuteMs } from "../../time";
import { askedPast, calledSince, forgetAsks } from "./ask-past";

/** Dangers by case reference. */
export type KeptDangers = Kept["dangers"];
export type KeptDanger = KeptDangers[string];

/** The most characters stored: as many dangers are kept as fit into one property. */
const lettersUpTo = 8_000;

/** The remembered dangers of a register; empty if the store cannot be read. */
export function keptDangers(run: Run, name: RegisterName): KeptDangers {
  return attempt(run, () => rememberedOf(run, name, "dangers").get(), {});
}

/**
 * The dangers of open cases that no call has answered, in the form in which they are remembered. `run`: as `inRegister` makes it; the
 * snapshot was read with `contentsRequests`.
 */
function dangersOf(
  run: Run,
  { files, snapshot }: Pick<LoadedCases, "files" | "snapshot">,
): KeptDangers {
  const { register, directory } = run;
  const isSealed = registerKinds[register].audience !== null;
  const { excluded } = contentsOf(register, snapshot);
  const found: Record<string, KeptDanger> = {};
  for (const file of files.values()) {
    const { row } = file;
    const reference = referenceOfCase(row);
    const since = row.dangerSince;
    if (since === null || !asksUntilCalled(file) || !isCaseReference(reference)) continue;
    const holder = personAsked(row, run).email;
    const acknowledgedBy = row.acknowledged ? (row.acknowledgedBy ?? "").toLowerCase() : "";
    const shut = [...excluded, ...readSteppedAside(row)];
    const knows = (address: string) => directory.people.some(({ email }) => email === address);
    const person = knows(acknowledgedBy) ? acknowledgedBy : holder;
    const to = isSealed ? directory.people.map(({ email }) => email) : [person];
    found[reference] = {
      since,
      acknowledgedAt: row.acknowledged ? Math.max(row.acknowledgedAt ?? since, since) : 0,
      school: schoolOfCase(row, directory),
      to: to.filter((one) => one !== ""),
      shut: [...shut].sort(),
      outSince: 0,
      lostAt: 0,
    };
  }
  return found;
}

/** The id of the question about a danger of a case that is in a register. */
export const dangerId = (reference: string) => `danger ${reference}`;

/** When people were last asked about each danger without the register: for those times the register's own emails need not ask again. */
export function asksPast(run: Run, name: RegisterName): readonly AskOnRecord[] {
  const asked = askedPast(run, name);
  return Object.entries(keptDangers(run, name)).flatMap(([reference, { since }]) => {
    const at = asked[dangerId(reference)] ?? 0;
    return at < since ? [] : [{ case: reference, to: "", at, about: "danger" }];
  });
}

/**
 * Stores the dangers, the oldest first, as many as fit into one property. Forgets when people were asked about any others. No call if they
 * are stored already.
 */
export function rememberDangers(run: Run, name: RegisterName, dangers: KeptDangers): void {
  let letters = 0;
  const all = Object.entries(dangers).sort(([, a], [, b]) => a.since - b.since);
  const fitting = all.filter((one) => {
    letters += asciiJson(one).length;
    return letters < lettersUpTo;
  });
  isDone(run, () => rememberedOf(run, name, "dangers").set(Object.fromEntries(fitting)));
  const ids = Object.keys(dangers).map(dangerId);
  forgetAsks(run, name, (id) => id.startsWith(dangerId("")) && !ids.includes(id));
}

/**
 * Adds the dangers of these cases to those remembered: a run that has just written these cases knows no others. Throws what `inRegister`
 * throws.
 */
export function addDangers(run: Run, open: Pick<LoadedCases, "files" | "snapshot">): void {
  rememberDangers(run, run.register, {
    ...keptDangers(run, run.register),
    ...dangersOf(run, open),
  });
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
export function lostDangers(
  run: Run,
  name: RegisterName,
  snapshot: Snapshot,
): { readonly dangers: KeptDangers; readonly fresh: readonly string[] } {
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
  const about = (reference: string) => (registerKinds[name].isMain ? reference : null);
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

/**
 * What to remember about the dangers of a register: those of its open cases, and, unchanged, those whose row is lost. Throws what
 * `inRegister` throws.
 */
export function dangersToKeep(
  run: Run,
  name: RegisterName,
  open: LoadedCases,
  lost: KeptDangers,
): KeptDangers {
  const before = keptDangers(run, name);
  return {
    ...dangersOf(inRegister(run, name, open.snapshot), open),
    ...Object.fromEntries(Object.entries(before).filter(([reference]) => reference in lost)),
  };
}
