/** An edit that gives a case to another person: who is told, and that it has to be acknowledged anew. Pure. */

import type { PersonRole } from "../../district/roles";
import type { ActivityLine, QueuedMessage } from "../../register/change";
import { acceptedValue, readAccepted } from "../../register/row-state";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import {
  type Asked,
  leadOf,
  readSteppedAside,
  receivingContact,
  responsiblePerson,
  schoolOfCase,
} from "../assignment/responsible-person";
import { withoutAcknowledgement } from "../lifecycle/expire-approvals";
import { message } from "../messages/message";
import type { DetailToWrite, QueuedKind } from "../messages/message-details";
import { isSameValue } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import type { EditRun } from "./edit-run";

/** The row afterwards, and what goes with it. */
export interface ReassignedCase {
  readonly row: CaseRow;
  readonly messages: readonly QueuedMessage[];
  readonly activity: readonly ActivityLine[];
}

/** The row with the accepted values of the cells that say whose case it is. `row` itself may hold edits that nobody has weighed yet. */
export function acceptedHolders(row: CaseRow): CaseRow {
  const kept = readAccepted(row.accepted);
  const text = (key: "school" | "assignedTo" | "steppedAside" | "handedTo") => {
    const { [key]: value = null } = kept;
    return typeof value === "string" ? value : null;
  };
  const { handedAt = null } = kept;
  return {
    ...row,
    school: isSameValue(kept["school"] ?? null, acceptedValue(row.school))
      ? row.school
      : text("school"),
    assignedTo: text("assignedTo"),
    steppedAside: text("steppedAside"),
    handedTo: text("handedTo"),
    handedAt: typeof handedAt === "number" ? handedAt : null,
  };
}

type Because = "stepped-aside" | "assigned" | "handed-over" | "school-corrected";

/** Why the case went to another person, for the mail. */
function becauseOf(before: CaseRow, after: CaseRow, run: Run): Because {
  if (before.school !== after.school) return "school-corrected";
  if (hasMovedSchool(before, after, run)) return "handed-over";
  return before.assignedTo !== after.assignedTo ? "assigned" : "stepped-aside";
}

function rolesOf(addresses: readonly string[], run: Run): readonly PersonRole[] {
  return addresses.flatMap(
    (address) => run.directory.people.find(({ email }) => email === address)?.role ?? [],
  );
}

/** Whether the case is with another school after the edit. */
function hasMovedSchool(before: CaseRow, row: CaseRow, { directory }: Run): boolean {
  const { school, handedTo, handedAt } = row;
  const now = schoolOfCase({ ...before, school, handedTo, handedAt }, directory);
  return schoolOfCase(before, directory) !== now;
}

/** The row without people who had the case and, by the edit, do not act for it any more. */
function withoutFormerHolders(before: CaseRow, row: CaseRow, run: Run): CaseRow {
  // Whoever was assigned the case at one school does not act for the next school.
  const isStale = hasMovedSchool(before, row, run) && row.assignedTo === before.assignedTo;
  const isTakenBack = readSteppedAside(before.steppedAside).some(
    (address) => !readSteppedAside(row.steppedAside).includes(address),
  );
  return {
    ...row,
    ...(isStale ? { assignedTo: null } : {}),
    // The lead has given the case back: that person comes before whoever stood in.
    ...(isTakenBack ? { contact: null } : {}),
  };
}

/**
 * The case after an edit that may have given it away. Whoever acts now is told and asked to acknowledge it; the school that is to receive
 * it is told; the lead is told who stepped aside.
 * `typed`: the row as it stands in the sheet. `row`: the row with the accepted edits.
 */
export function reassignCase(typed: CaseRow, row: CaseRow, run: EditRun): ReassignedCase {
  const before = acceptedHolders(typed);
  const hasMoved = hasMovedSchool(before, row, run);
  const after = withoutFormerHolders(before, row, run);
  const from = responsiblePerson(before, run);
  const to = responsiblePerson(after, run);
  const aside = readSteppedAside(after.steppedAside);
  const left = aside.filter((address) => !readSteppedAside(before.steppedAside).includes(address));
  const isLeft = left.includes((after.acknowledgedBy ?? "").toLowerCase());
  const isGiven = from.email !== to.email || isLeft;
  const isToBeTold = after.status !== "closed" && after.mergedInto === null;
  const asks = isGiven && after.acknowledgedBy !== to.email;
  const contact = responsiblePerson({ ...after, assignedTo: null }, run);
  const stood = responsiblePerson({ ...before, assignedTo: null }, run);
  const messages: QueuedMessage[] = [];
  const tell = <Kind extends QueuedKind>(kind: Kind, one: Asked, detail: DetailToWrite<Kind>) => {
    if (!isToBeTold || one.email === run.who) return;
    const id = `${referenceOfCase(row)} ${kind} ${run.now.toString(36)} ${one.email}`;
    messages.push(message(kind, detail, { id, to: one.email, case: row.case }));
  };
  if (isGiven) tell("case-given", to, { because: becauseOf(before, after, run) });
  const lead = leadOf(after, run);
  if (left.length > 0 && !(isGiven && lead.email === to.email)) {
    tell("case-stepped-aside", lead, { who: rolesOf(left, run), now: [to.role] });
  }
  const other = before.handedTo === after.handedTo ? null : receivingContact(after, run);
  // Both schools are told, when a hand-over begins and when the case has moved.
  if (other !== null) {
    tell("case-handed-over", other, { told: "receiver" });
    if (from.email !== other.email) tell("case-handed-over", from, { told: "giver" });
  }
  if (hasMoved && isGiven) tell("case-handed-over", from, { told: "former" });
  const line = { at: run.now, who: run.who, case: row.case };
  return {
    row: {
      ...(asks ? withoutAcknowledgement(after) : after),
      ...(contact.email === stood.email
        ? { contact: row.contact }
        : { contact: contact.email, contactRole: contact.role }),
      ...(asks ? { givenAt: run.now } : {}),
    },
    messages,
    activity: isGiven && isToBeTold ? [{ ...line, what: "case-given", to: to.role }] : [],
  };
}
