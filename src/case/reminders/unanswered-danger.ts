/**
 * Dangers that nobody has acknowledged: who is asked at a run of the clock. Each person gets one mail about all dangers of theirs (design
 * 2.18). Pure.
 */

import { addTo } from "../../lists";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import type { Run } from "../../run";
import { hourMs } from "../../time";
import { type Asked, peopleInLine, peopleToldInDanger } from "../assignment/responsible-person";
import { message } from "../messages/message";
import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { asksUntilCalled, dangerSince } from "../model/danger";
import {
  askedAtSlot,
  type DangerPace,
  type DangerSlot,
  dangerSlotDue,
  dangerSlots,
  dangerWait,
} from "./danger-pace";

/** Whether the case is in danger, is not acknowledged, and no call was ticked. */
export function isUnanswered(file: CaseFile): boolean {
  return !file.row.acknowledged && asksUntilCalled(file);
}

/** A danger that nobody has acknowledged. */
interface Unanswered {
  readonly reference: string;
  readonly pace: DangerPace;
  /** The slot at which somebody was last asked; the time of the report if only the first mail went out. Milliseconds UTC. */
  readonly asked: number;
  readonly first: readonly Asked[];
  readonly line: readonly Asked[];
}

/** A danger about which somebody has to be asked now. */
interface Due {
  readonly danger: Unanswered;
  readonly slot: DangerSlot;
}

function unansweredIn(
  files: readonly CaseFile[],
  run: Run,
  asksPast: Readonly<Record<string, number>>,
): readonly Unanswered[] {
  const minutes = run.directory.settings.immediateDangerMinutes;
  const since = ({ row }: CaseFile) => dangerSince(row) ?? 0;
  const sorted = [...files].sort((a, b) => since(a) - since(b));
  const oldest = Math.min(...sorted.map(since));
  return sorted.map((file) => {
    const { row } = file;
    const first = peopleToldInDanger(row, run);
    const known = new Set(first.map(({ email }) => email));
    return {
      reference: referenceOfCase(row),
      pace: { since: since(file), minutes, oldest },
      asked: Math.max(since(file), row.dangerAsked ?? 0, asksPast[referenceOfCase(row)] ?? 0),
      first,
      line: peopleInLine(row, run).filter(({ email }) => !known.has(email)),
    };
  });
}

/**
 * A danger that is not due yet but is put into a mail that goes out now (`at`) about another one. That is so if its next slot comes before
 * the next one of that mail, and the slot after it is at most an hour away. Returns the slot that this mail covers; null if it waits.
 */
function takenAlong({ pace, asked }: Unanswered, at: number): DangerSlot | null {
  const [next, after] = dangerSlots(pace, at + 2 * hourMs).filter(
    (slot) => slot.at > Math.max(at, asked),
  );
  if (next === undefined || next.at >= at + dangerWait(pace.minutes)) return null;
  return after !== undefined && after.at <= at + hourMs ? next : null;
}

/** What is due now; and if something is, also what would be due soon. The oldest danger first. */
function dueIn(all: readonly Unanswered[], now: number): readonly Due[] {
  const slots = all.map((danger) => dangerSlotDue(danger.pace, danger.asked, now));
  if (slots.every((slot) => slot === null)) return [];
  return all.flatMap((danger, at): readonly Due[] => {
    const slot = slots[at] ?? takenAlong(danger, now);
    return slot === null ? [] : [{ danger, slot }];
  });
}

/**
 * Who gets a mail now, by address. If one person is to be asked about a danger, nobody is added for it if somebody who may know of it gets
 * a mail about another danger anyway.
 */
function peopleAsked(due: readonly Due[]): ReadonlyMap<string, Asked> {
  const people = new Map<string, Asked>();
  const add = (all: readonly Asked[]) => {
    for (const one of all) if (!people.has(one.email)) people.set(one.email, one);
  };
  for (const { danger, slot } of due) {
    if (slot.isRound) add(askedAtSlot(danger.pace, slot, danger.first, danger.line));
  }
  for (const { danger, slot } of due) {
    if (!slot.isRound && !joined(danger, slot.at).some(({ email }) => people.has(email))) {
      add(askedAtSlot(danger.pace, slot, danger.first, danger.line));
    }
  }
  return people;
}

/** Everybody who is asked about the danger by then, alone or with others. */
function joined({ pace, first, line }: Unanswered, at: number): readonly Asked[] {
  return askedAtSlot(pace, { at, isRound: true }, first, line);
}

/** The mail that asks a person about these cases. `now` in ms UTC. */
function askAgain(to: string, references: readonly string[], now: number): QueuedMessage {
  const at = now.toString(36);
  const [only = "", ...others] = references;
  if (others.length === 0) {
    const id = `${only} case-escalated danger ${at} ${to}`;
    return message("case-escalated", {}, { id, to, case: only });
  }
  const id = `dangers-unanswered ${at} ${to}`;
  return message("dangers-unanswered", { cases: references }, { id, to, case: null });
}

/**
 * The mails, updates and Activity lines for all dangers that nobody has acknowledged (`isUnanswered`) and about which somebody has to be
 * asked by now. `asksPast`: reference → the slot at which people were asked past the register; milliseconds UTC.
 */
export function unansweredAsks(
  files: readonly CaseFile[],
  run: Run,
  asksPast: Readonly<Record<string, number>> = {},
): {
  readonly messages: readonly QueuedMessage[];
  readonly update: readonly Update[];
  readonly activity: readonly ActivityLine[];
} {
  const { now } = run;
  const all = unansweredIn(files, run, asksPast);
  const due = dueIn(all, now);
  const people = peopleAsked(due);
  const theirs = new Map<string, string[]>();
  const askedAbout = new Map<string, string[]>();
  for (const danger of all) {
    for (const { email } of joined(danger, now)) {
      const person = people.get(email);
      if (person === undefined) continue;
      addTo(theirs, email, danger.reference);
      addTo(askedAbout, danger.reference, person.role);
    }
  }
  return {
    messages: [...theirs].map(([to, references]) => askAgain(to, references, now)),
    update: due.map(
      ({ danger, slot }): Update => ({
        tab: "cases",
        key: danger.reference,
        values: { dangerAsked: slot.at },
      }),
    ),
    activity: due.map(
      ({ danger: { reference } }): ActivityLine => ({
        at: now,
        who: "automation",
        what: "danger-asked",
        case: reference,
        to: (askedAbout.get(reference) ?? []).join(" "),
      }),
    ),
  };
}
