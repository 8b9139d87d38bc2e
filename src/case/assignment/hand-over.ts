/**
 * A case goes to another person because someone steps aside, assigns it, hands it over or corrects its school, or because Contacts changed.
 * Who has it then, and who is told. Pure.
 */

import type { PersonRole } from "../../district/district";
import { addTo } from "../../lists";
import { type DetailToWrite, message, type QueuedKind } from "../../messages/messages";
import type { GivenBecause } from "../../messages/whose-case";
import {
  type ActivityLine,
  type Change,
  noChange,
  type QueuedMessage,
} from "../../register/change";
import { type CaseRow, caseColumns } from "../../register/tabs";
import type { Run } from "../../run";
import { installersIn } from "../../store/store";
import { editsOf } from "../edits/typed-inputs";
import type { EditRun } from "../edits/who-may-act";
import { type CaseFile, changeOfCase } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import {
  expiredApprovalLines,
  withDerivedCells,
  withoutAcknowledgement,
} from "../lifecycle/reassess-case";
import {
  type Asked,
  assignedColleague,
  lastTold,
  leadOf,
  opensByContacts,
  peopleInLine,
  peopleResponsible,
  personAsked,
  readSteppedAside,
  receivingContact,
  schoolOfCase,
  toldMember,
  whoIsResponsible,
} from "./responsible-person";

/** The row afterwards, with the messages and lines of Activity that belong to it. */
export type HandedOn = Pick<Change, "messages" | "activity"> & { readonly row: CaseRow };

/** The cells that decide whose case it is. */
const holders = ["school", "assignedTo", "steppedAside", "handedTo", "handedAt"] as const;

/** The row as it must be before the responsible person is worked out anew. */
function afresh(before: CaseRow, row: CaseRow, run: EditRun): CaseRow {
  const aside = readSteppedAside(row);
  const anew = { ...row, told: null };
  // If the lead gives the case back to someone, that person comes before others of the same role who have had it since.
  const isBack =
    readSteppedAside(before).some((address) => !aside.includes(address)) &&
    whoIsResponsible(anew, run).email !== lastTold(row)?.email;
  // Someone who was assigned the case at one school does not act for the next school.
  const isStale = hasMoved(before, row, run) && row.assignedTo === before.assignedTo;
  return { ...(isBack ? anew : row), ...(isStale ? { assignedTo: null } : {}) };
}

/** Whether another school has the case after the edit. */
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
 * The case with what follows from the accepted edits: the person who has it now is asked to acknowledge it; the lead is told who stepped
 * aside; both schools are told when a hand-over begins and when the case has moved. `before`: as it was accepted before the edits.
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
  const aside = readSteppedAside(before);
  const left = readSteppedAside(after).filter((address) => !aside.includes(address));
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

/** Whether the address is an account that runs the system: such an account opens every register, whatever Contacts say. */
function isRunning({ memory, identity }: Run, address: string): boolean {
  return address === identity.runningAs() || installersIn(memory).includes(address);
}

/** Whether this person no longer works on the case: they stepped aside, or may not open the register. */
function hasLeft(row: CaseRow, address: string, run: Run): boolean {
  if (readSteppedAside(row).includes(address)) return true;
  return !opensByContacts(run.directory, address) && !isRunning(run, address);
}

/**
 * Who has to be told that the case is theirs; null if they know already. That is the responsible person, unless they are away. While they
 * are away, the person who was told last keeps the case if they still may; otherwise the person who stands in is told.
 */
function toTell(row: CaseRow, run: Run): Asked | null {
  const own = whoIsResponsible(row, run);
  const told = lastTold(row)?.email;
  if (own.email === told) return null;
  const all = peopleResponsible(row, run);
  // Several accounts may run the system. Without this, each would take the case in its own run and tell the other.
  if (all.length === 0 && told !== undefined && isRunning(run, told)) return null;
  const isThere = peopleInLine(row, run).some(({ email }) => email === own.email);
  if (isThere) return own;
  return all.some(({ email }) => email === told) ? null : personAsked(row, run);
}

/**
 * The row with the responsible person by Contacts as they are now; not acknowledged if someone has to be told. `to`: the person who is told
 * and asked to acknowledge the case; null for no one.
 */
function withResponsible(
  row: CaseRow,
  run: Run,
): { readonly row: CaseRow; readonly to: Asked | null } {
  const [named] = peopleResponsible({ ...row, assignedTo: null }, run);
  const assignedTo = assignedColleague(row, run) === null ? null : row.assignedTo;
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  // Without "@", Google did not say who acknowledged the case, so they may still work on it.
  const isLeft = row.acknowledged && by.includes("@") && hasLeft(row, by, run);
  const next = toTell(row, run) ?? (isLeft ? personAsked(row, run) : null);
  const contact = named?.email ?? next?.email ?? row.contact;
  const shown = { ...row, contact, assignedTo };
  if (next === null) return { row: shown, to: null };
  // A person who has acknowledged the case knows of it, and gets no more time for the calls than before.
  const knows = row.acknowledged && by === next.email;
  const at = knows ? (lastTold(row)?.at ?? run.now) : run.now;
  const after = { ...shown, told: toldMember(next, at) };
  return knows ? { row: after, to: null } : { row: withoutAcknowledgement(after), to: next };
}

/** A case whose row changes because of Contacts, and who has to be told; null if nothing changes. */
function changed(file: CaseFile, run: Run) {
  const { row } = file;
  // A drill is left as it is: it ends within a day, and no email lists it with other cases.
  if (row.closedAt !== null || row.mergedInto !== null || row.drill) return null;
  const { row: now, to } = withResponsible(row, run);
  const keys = ["contact", "told", "assignedTo", "acknowledged"] as const;
  // An edit that was not taken in yet comes first, since it may change whose case it is.
  if (keys.every((key) => now[key] === row[key]) || editsOf(caseColumns(), row, {}).length > 0)
    return null;
  return { before: file, row: now, to, after: withDerivedCells({ ...file, row: now }, file, run) };
}

type Changed = NonNullable<ReturnType<typeof changed>>;

/**
 * The lines of Activity and the messages: one for each case to its responsible person; one about all these cases to the lead and to each
 * person who stood in.
 */
function newsOf(all: readonly Changed[], run: Run): Pick<Change, "messages" | "activity"> {
  const at = run.now.toString(36);
  const messages: QueuedMessage[] = [];
  const activity: ActivityLine[] = [];
  const others = new Map<string, `${string} ${PersonRole}`[]>();
  const from = new Set<string>();
  for (const { before, row, to } of all) {
    if (to === null) continue;
    const reference = referenceOfCase(row);
    const { email, role } = to;
    const told = lastTold(before.row)?.email ?? "";
    // If the same person is asked again, it is because someone else acknowledged the case and no longer works on it.
    const had = told === email ? (before.row.acknowledgedBy ?? "").toLowerCase() : told;
    const key = { id: `${reference} case-given ${at} ${email}`, to: email, case: reference };
    messages.push(message("case-given", { because: "contacts" }, key));
    const line = { at: run.now, who: "automation", case: reference, what: "case-given" };
    activity.push(
      { ...line, column: "contact", from: had, to: role },
      ...expiredApprovalLines(before.row, row, run.now),
    );
    if (had !== "") from.add(had);
    const stoodIn = peopleResponsible(row, run).flatMap((one) => (one.email === had ? had : []));
    for (const other of new Set([leadOf(row, run).email, ...stoodIn])) {
      if (other !== email) addTo(others, other, `${reference} ${role}`);
    }
  }
  for (const [to, cases] of others) {
    const key = { id: `contact-left ${at} ${to}`, to, case: null };
    messages.push(message("contact-left", { others: cases, from: [...from] }, key));
  }
  return { messages, activity };
}

/** Tells people which open cases are theirs by Contacts as they are now. Call it under the lock, with whole cases as just read. */
export function tellResponsible(
  files: Iterable<CaseFile>,
  run: Run,
): { readonly change: Change; readonly files: ReadonlyMap<string, CaseFile> } {
  const all = [...files].flatMap((file) => changed(file, run) ?? []);
  const update = all.flatMap(({ before, after }) => changeOfCase(before, after).update);
  return {
    change: { ...noChange, update, ...newsOf(all, run) },
    files: new Map(all.map(({ after }) => [referenceOfCase(after.row), after])),
  };
}
