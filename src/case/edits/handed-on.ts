/** An edit of the cells that say whose case it is: stepping aside, assigning, handing over, another school. Who is told. Pure. */

import { type DetailToWrite, message, type QueuedKind } from "../../messages/messages";
import type { GivenBecause } from "../../messages/whose-case";
import type { ActivityLine, QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import {
  type Asked,
  lastTold,
  leadOf,
  personAsked,
  readSteppedAside,
  receivingContact,
  schoolOfCase,
  whoIsResponsible,
} from "../assignment/responsible-person";
import { withResponsible } from "../assignment/tell-responsible";
import { referenceOfCase } from "../model/case-reference";
import type { EditRun } from "./edit-run";

/** The row afterwards, and what goes with it. */
export interface HandedOn {
  readonly row: CaseRow;
  readonly messages: readonly QueuedMessage[];
  readonly activity: readonly ActivityLine[];
}

/** The cells that say whose case it is. */
const holders = ["school", "assignedTo", "steppedAside", "handedTo", "handedAt"] as const;

/** The row before it is looked up whose case it is. */
function afresh(before: CaseRow, row: CaseRow, run: EditRun): CaseRow {
  const aside = readSteppedAside(row.steppedAside);
  const anew = { ...row, told: null };
  // Somebody to whom the lead gives the case back comes before another of the same role, who has had it since.
  const isBack =
    readSteppedAside(before.steppedAside).some((address) => !aside.includes(address)) &&
    whoIsResponsible(anew, run).email !== lastTold(row)?.email;
  // Whoever was assigned the case at one school does not act for the next school.
  const isStale = hasMoved(before, row, run) && row.assignedTo === before.assignedTo;
  return { ...(isBack ? anew : row), ...(isStale ? { assignedTo: null } : {}) };
}

/** Whether the case is with another school after the edit. */
function hasMoved(before: CaseRow, row: CaseRow, { directory }: EditRun): boolean {
  return schoolOfCase(before, directory) !== schoolOfCase(row, directory);
}

/** Why the case went to another person. */
function becauseOf(before: CaseRow, after: CaseRow, run: EditRun): GivenBecause {
  if (before.school !== after.school) return "school-corrected";
  if (hasMoved(before, after, run)) return "handed-over";
  return before.assignedTo !== after.assignedTo ? "assigned" : "stepped-aside";
}

/**
 * The case with what follows from the accepted edits: whoever has it now is asked to acknowledge it, the lead hears who stepped aside, and
 * both schools are told when a hand-over begins and when the case has moved. `before`: as it was accepted before the edits.
 */
export function handedOn(before: CaseRow, row: CaseRow, run: EditRun): HandedOn {
  const isOpen = row.status !== "closed" && row.mergedInto === null;
  if (!isOpen || holders.every((key) => row[key] === before[key]))
    return { row, messages: [], activity: [] };
  const { row: after, to } = withResponsible(afresh(before, row, run), run);
  const messages: QueuedMessage[] = [];
  const tell = <Kind extends QueuedKind>(kind: Kind, one: Asked, detail: DetailToWrite<Kind>) => {
    if (one.email === run.who) return;
    const id = `${referenceOfCase(row)} ${kind} ${run.now.toString(36)} ${one.email}`;
    messages.push(message(kind, detail, { id, to: one.email, case: row.case }));
  };
  if (to !== null) tell("case-given", to, { because: becauseOf(before, after, run) });
  const aside = readSteppedAside(before.steppedAside);
  const left = readSteppedAside(after.steppedAside).filter((address) => !aside.includes(address));
  const lead = leadOf(after, run);
  if (left.length > 0 && lead.email !== to?.email) {
    const who = left.flatMap(
      (address) => run.directory.people.find(({ email }) => email === address)?.role ?? [],
    );
    tell("case-stepped-aside", lead, { who, now: [personAsked(after, run).role] });
  }
  const from = personAsked(before, run);
  const other = before.handedTo === after.handedTo ? null : receivingContact(after, run);
  if (other !== null) {
    tell("case-handed-over", other, { told: "receiver" });
    if (from.email !== other.email) tell("case-handed-over", from, { told: "giver" });
  }
  if (hasMoved(before, after, run) && to !== null) {
    tell("case-handed-over", from, { told: "former" });
  }
  const line = { at: run.now, who: run.who, case: row.case, what: "case-given" };
  return { row: after, messages, activity: to === null ? [] : [{ ...line, to: to.role }] };
}
