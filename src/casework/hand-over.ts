/**
 * A case goes to another person because someone steps aside, assigns it, hands it over or corrects its school, or because Contacts changed.
 * Who has it then, and who is told. Pure.
 */

import type { ActivityLine } from "../activity";
import { type CaseFile, changeOfCase } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import {
  type Asked,
  holdersOf,
  leadOf,
  opensByContacts,
  peopleInLine,
  peopleResponsible,
  personAsked,
  readSteppedAside,
  receivingContact,
  registerHandedTo,
  runningAccount,
  schoolOfCase,
  whoIsResponsible,
} from "../case/people/responsible-person";
import { type CaseRow, caseTabs } from "../case/tabs/case-tabs";
import type { PersonRole } from "../district-directory";
import { addTo } from "../lists";
import {
  type DetailToWrite,
  messageOfCase,
  messageToEach,
  type QueuedKind,
} from "../messages/messages";
import type { GivenBecause } from "../messages/whose-case";
import type { Update } from "../register/change";
import { type Change, noChange, type QueuedMessage } from "../registers/change";
import type { Run } from "../run";
import { installersIn } from "../store/store";
import { editsOf } from "./find-edits";
import { expiredApprovalLines, withDerivedCells, withoutAcknowledgement } from "./reassess-case";
import type { EditRun } from "./who-may-act-on-a-case";

/** The cells that decide whose case it is. */
const holders = ["school", "assignedTo", "steppedAside", "handedTo", "handedAt"] as const;

/**
 * The case with what follows from the accepted edits: the person who has it now is asked to acknowledge it; the lead is told who stepped
 * aside; both schools are told when a hand-over begins and when the case has moved. `before`: as it was accepted before the edits.
 */
export function handedOn(before: CaseRow, row: CaseRow, run: EditRun) {
  const isOpen = row.status !== "closed" && row.mergedInto === null;
  if (!isOpen || holders.every((key) => row[key] === before[key]))
    return { row, messages: [], activity: [] };
  const hasMoved = schoolOfCase(before, run.directory) !== schoolOfCase(row, run.directory);
  const asideBefore = readSteppedAside(before);
  const aside = readSteppedAside(row);
  const anew = { ...row, told: null };
  // If the lead gives the case back to someone, that person comes before others of the same role who have had it since.
  const isBack =
    asideBefore.some((address) => !aside.includes(address)) &&
    whoIsResponsible(anew, run).email !== row.told?.email;
  // Someone who was assigned the case at one school does not act for the next school.
  const isStale = hasMoved && row.assignedTo === before.assignedTo;
  const afresh = { ...(isBack ? anew : row), ...(isStale ? { assignedTo: null } : {}) };
  const { row: after, to } = withResponsible(afresh, run);

  const messages: QueuedMessage[] = [];
  const tell = <Kind extends QueuedKind>(kind: Kind, one: Asked, detail: DetailToWrite<Kind>) => {
    const { email: to } = one;
    if (to !== run.who) messages.push(messageOfCase(kind, detail, row, { to, now: run.now }));
  };
  let because: GivenBecause = before.assignedTo === after.assignedTo ? "stepped-aside" : "assigned";
  if (hasMoved) because = "handed-over";
  if (before.school !== row.school) because = "school-corrected";
  if (to !== null) tell("case-given", to, { because });
  const left = aside.filter((address) => !asideBefore.includes(address));
  const lead = leadOf(after, run);
  if (left.length > 0 && lead.email !== to?.email) {
    const who = left.flatMap(
      (address) => run.directory.people.find(({ email }) => email === address)?.role ?? [],
    );
    tell("case-stepped-aside", lead, { who, now: [personAsked(after, run).role] });
  }
  const from = personAsked(before, run);
  const other = before.handedTo === after.handedTo ? null : receivingContact(after, run);
  const moves = before.handedTo === after.handedTo ? null : registerHandedTo(after, run);
  if (other !== null) tell("case-handed-over", other, { told: "receiver" });
  if (moves !== null || (other !== null && from.email !== other.email))
    tell("case-handed-over", from, { told: moves === null ? "giver" : "mover" });
  if (hasMoved && to !== null) tell("case-handed-over", from, { told: "former" });
  const line = { at: run.now, who: run.who, case: row.case, what: "case-given" };
  return { row: after, messages, activity: to === null ? [] : [{ ...line, to: to.role }] };
}

/**
 * The row with the responsible person by Contacts as they are now; not acknowledged if someone has to be told. `to`: the person who is told
 * and asked to acknowledge the case; null for no one.
 */
function withResponsible(row: CaseRow, run: Run) {
  const { directory, memory, identity } = run;
  // An account that runs the system opens every register, whatever Contacts say.
  const isRunning = (address: string) =>
    address === identity.runningAs() || installersIn(memory).includes(address);
  const all = peopleResponsible(row, run);
  const line = peopleInLine(row, run);
  const own = all[0] ?? runningAccount(run);
  const asked = line[0] ?? own;
  const { told } = row;
  // While the responsible person is away, the person who was told last keeps the case if they still may; otherwise the one who stands in is
  // told.
  const isKept = all.some(({ email }) => email === told?.email);
  const standIn = isKept ? null : asked;
  const holder = line.some(({ email }) => email === own.email) ? own : standIn;
  // Several accounts may run the system. Without this, each would take the case in its own run and tell the other.
  const isOfAccount = all.length === 0 && told !== null && isRunning(told.email);
  const isTold = own.email === told?.email || isOfAccount;
  // Whoever acknowledged the case may have stepped aside, or may no longer open the register. Without "@", Google did not say who that is,
  // so they may still work on it.
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  const mayWork =
    !readSteppedAside(row).includes(by) && (opensByContacts(directory, by) || isRunning(by));
  const isLeft = row.acknowledged && by.includes("@") && !mayWork;
  const next = (isTold ? null : holder) ?? (isLeft ? asked : null);
  const [named] = peopleResponsible({ ...row, assignedTo: null }, run);
  const contact = named?.email ?? next?.email ?? row.contact;
  const assignedTo = holdersOf(row, run).assigned === null ? null : row.assignedTo;
  const shown = { ...row, contact, assignedTo };
  if (next === null) return { row: shown, to: null };
  // A person who has acknowledged the case knows of it, and gets no more time for the calls than before.
  const knows = row.acknowledged && by === next.email;
  const at = knows ? (told?.at ?? run.now) : run.now;
  const after = { ...shown, told: { role: next.role, at, email: next.email } };
  return knows ? { row: after, to: null } : { row: withoutAcknowledgement(after), to: next };
}

/**
 * Tells people which open cases are theirs by Contacts as they are now: one message for each case to its responsible person; one about all
 * these cases to the lead and to each person who stood in. Call it under the lock, with whole cases as just read.
 */
export function tellResponsible(files: Iterable<CaseFile>, run: Run) {
  const at = run.now.toString(36);
  const update: Update[] = [];
  const messages: QueuedMessage[] = [];
  const activity: ActivityLine[] = [];
  const changed = new Map<string, CaseFile>();
  const others = new Map<string, `${string} ${PersonRole}`[]>();
  const ofLost: typeof others = new Map();
  const from = new Set<string>();
  for (const before of files) {
    const was = before.row;
    // A drill is left as it is: it ends within a day, and no email lists it with other cases.
    if (was.closedAt !== null || was.mergedInto !== null || was.drill) continue;
    const { row, to } = withResponsible(was, run);
    const keys = ["contact", "told", "assignedTo", "acknowledged"] as const;
    // An edit that was not taken in yet comes first, since it may change whose case it is.
    if (
      keys.every((key) => row[key] === was[key]) ||
      editsOf(caseTabs.cases.columns, was, {}).length > 0
    )
      continue;
    const reference = referenceOfCase(row);
    const after = withDerivedCells({ ...before, row }, before, run);
    changed.set(reference, after);
    update.push(...changeOfCase(before, after).update);
    if (to === null) continue;
    const { email, role } = to;
    const told = was.told?.email ?? "";
    // If the same person is asked again, it is because someone else acknowledged the case and no longer works on it.
    const had = told === email ? (was.acknowledgedBy ?? "").toLowerCase() : told;
    // Every case says whom it was given to, unless its hidden cell was lost.
    const isLost = was.told === null;
    const because = isLost ? "state-lost" : "contacts";
    messages.push(messageOfCase("case-given", { because }, row, { to: email, now: run.now }));
    const line = { at: run.now, who: "automation", case: reference, what: "case-given" };
    activity.push(
      { ...line, column: "contact", from: had, to: role },
      ...expiredApprovalLines(was, row, run.now),
    );
    if (had !== "") from.add(had);
    const stoodIn = peopleResponsible(row, run).flatMap((one) => (one.email === had ? had : []));
    for (const other of new Set([leadOf(row, run).email, ...stoodIn])) {
      if (other !== email) addTo(isLost ? ofLost : others, other, `${reference} ${role}`);
    }
  }
  const tell = (
    told: typeof others,
    about: string,
    detail: { from: string[]; isLost: boolean },
  ) => {
    for (const [to, cases] of told)
      messages.push(...messageToEach([to], about, "contact-left", { others: cases, ...detail }));
  };
  tell(others, `contact-left ${at}`, { from: [...from], isLost: false });
  tell(ofLost, `contact-left lost ${at}`, { from: [], isLost: true });
  const change: Change = { ...noChange, update, messages, activity };
  return { change, files: changed };
}
