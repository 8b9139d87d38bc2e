/**
 * Remembers the dangers of each register that no call has answered, for runs that cannot read it: they go on asking. References, times and
 * addresses of staff alone.
 */

import { contentsOf } from "../../case/assignment/excluded-people";
import {
  departedContacts,
  readSteppedAside,
  responsiblePerson,
  schoolOfCase,
} from "../../case/assignment/responsible-person";
import type { CaseFile } from "../../case/model/case-file";
import { isCaseReference, referenceOfCase } from "../../case/model/case-reference";
import { asksUntilCalled, dangerSince } from "../../case/model/danger";
import type { AsksPast, EscalationContext } from "../../case/reminders/escalation";
import { asciiJson, jsonRecord, recordIn, textsIn } from "../../json";
import type { RegisterName, Workspace } from "../../ports";
import { keptOutside } from "../../register/kept-outside";
import type { Snapshot } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";

/** What is remembered of one danger. Times in milliseconds since 1970, UTC. */
export interface KeptDanger {
  /** When it was reported. */
  readonly since: number;
  /** When somebody acknowledged it without a call on record; 0: nobody has. */
  readonly acknowledgedAt: number;
  /** The school whose contact has the case; null where it is not known. */
  readonly school: string | null;
  /** Who has the case: asked first, and alone where they acknowledged it. In a sealed register its audience. */
  readonly to: readonly string[];
  /** Who must not be asked: whoever stepped aside or left; in a sealed register also whom a case excludes. */
  readonly shut: readonly string[];
  /** The slot of its pace (case/reminders/danger-pace) at which people were last asked past the register; 0: never. */
  readonly asked: number;
  /** Whether the last run that tried could not see to it in the register. */
  readonly isOut: boolean;
}

/** A danger of which only its report is known. `since` in ms UTC. */
export function newDanger(since: number, school: string | null): KeptDanger {
  return { since, acknowledgedAt: 0, school, to: [], shut: [], asked: 0, isOut: false };
}

/** By reference. */
export type KeptDangers = Readonly<Record<string, KeptDanger>>;

type Ports = Pick<Workspace, "memory" | "ownMemory">;

/** As many are kept as fit into a property. */
const lettersUpTo = 8_000;

function textKept(ports: Ports, name: RegisterName): string | null {
  try {
    return keptOutside(ports, name, "dangers").get();
  } catch {
    return null;
  }
}

/** The remembered dangers of a register; empty where the store does not answer. */
export function keptDangers(ports: Ports, name: RegisterName): KeptDangers {
  const found: Record<string, KeptDanger> = {};
  for (const [reference, value] of Object.entries(jsonRecord(textKept(ports, name)))) {
    const { since, taken, school, to, shut, asked, out } = recordIn(value);
    if (!isCaseReference(reference) || !(Number(since) > 0)) continue;
    found[reference] = {
      since: Number(since),
      acknowledgedAt: Number(taken) || 0,
      school: typeof school === "string" ? school : null,
      to: textsIn(to),
      shut: textsIn(shut),
      asked: Number(asked) || 0,
      isOut: out === true,
    };
  }
  return found;
}

/** The text to remember (JSON): the oldest danger first, empty values left out, as many as a script property holds. "" for none. */
export function dangersText(dangers: KeptDangers): string {
  const kept: Record<string, unknown> = {};
  let letters = 0;
  const all = Object.entries(dangers).sort(([, a], [, b]) => a.since - b.since);
  for (const [reference, { since, acknowledgedAt: taken, school, to, shut, asked, isOut }] of all) {
    const one = {
      since,
      ...(taken > 0 ? { taken } : {}),
      ...(school === null ? {} : { school }),
      ...(to.length > 0 ? { to } : {}),
      ...(shut.length > 0 ? { shut } : {}),
      ...(asked > 0 ? { asked } : {}),
      ...(isOut ? { out: true } : {}),
    };
    letters += asciiJson([reference, one]).length;
    if (letters < lettersUpTo) kept[reference] = one;
  }
  return letters === 0 ? "" : asciiJson(kept);
}

/**
 * The dangers of open cases that no call has answered, as they are to be remembered. `before`: what was remembered, for when people were
 * last asked. `snapshot`: a read with `contentsRequests`.
 */
export function dangersOf(
  files: Iterable<CaseFile>,
  context: EscalationContext,
  snapshot: Snapshot,
  before: KeptDangers,
): KeptDangers {
  const { register, directory } = context;
  const isSealed = registerKinds[register].audience !== null;
  const { excluded } = contentsOf(register, snapshot);
  const found: Record<string, KeptDanger> = {};
  for (const file of files) {
    const { row } = file;
    const reference = referenceOfCase(row);
    const since = dangerSince(row);
    if (since === null || !asksUntilCalled(file) || !isCaseReference(reference)) continue;
    const had = before[reference];
    const holder = responsiblePerson(row, context).email;
    const acknowledgedBy = row.acknowledged ? (row.acknowledgedBy ?? "").toLowerCase() : "";
    const shut = [
      ...excluded,
      ...readSteppedAside(row.steppedAside),
      ...departedContacts(row, directory),
    ];
    const knows = (address: string) => directory.people.some(({ email }) => email === address);
    const person = knows(acknowledgedBy) ? acknowledgedBy : holder;
    const to = isSealed ? directory.people.map(({ email }) => email) : [person];
    found[reference] = {
      since,
      acknowledgedAt: row.acknowledged ? Math.max(row.acknowledgedAt ?? since, since) : 0,
      school: schoolOfCase(row, directory),
      to: to.filter((one) => one !== ""),
      shut: [...shut].sort(),
      asked: had?.since === since ? had.asked : 0,
      isOut: false,
    };
  }
  return found;
}

/** When people were last asked past the register, by reference: at those slots the register's own mails need not ask again. */
export function asksPast(ports: Ports, name: RegisterName): AsksPast {
  return Object.fromEntries(
    Object.entries(keptDangers(ports, name)).map(([reference, { asked }]) => [reference, asked]),
  );
}

/** Stores them where they differ from what is stored. At most one call. False where the store does not take them. Never throws. */
export function rememberDangers(ports: Ports, name: RegisterName, dangers: KeptDangers): boolean {
  const text = dangersText(dangers);
  if (text === (textKept(ports, name) ?? "")) return true;
  try {
    keptOutside(ports, name, "dangers").set(text);
    return true;
  } catch {
    return false;
  }
}

/** The dangers as just read; where an outage goes on, with when people were last asked past the register, as noted in `before`. */
export function keepOutageNotes(dangers: KeptDangers, before: KeptDangers): KeptDangers {
  return Object.fromEntries(
    Object.entries(dangers).map(([reference, danger]) => [
      reference,
      { ...danger, isOut: before[reference]?.isOut ?? false },
    ]),
  );
}
