/** Contacts who leave: who has each open case of theirs next, and who is told. Of the main register: a sealed case has its reader. Pure. */

import { holders } from "../../district/find-people";
import { type PersonRole, personRoles } from "../../district/roles";
import { union } from "../../lists";
import { isCall } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import { type Change, joinChanges, noChange, type QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import {
  type ActingContext,
  type Asked,
  assignedColleague,
  type CaseHolders,
  departedContacts,
  leadOf,
  responsiblePerson,
  schoolOfCase,
  steppedAsideIn,
} from "../assignment/responsible-person";
import { acceptedHolders } from "../edits/reassign-case";
import { expiredApprovalLines, withoutAcknowledgement } from "../lifecycle/expire-approvals";
import { withDerivedCells } from "../lifecycle/open-case";
import { isActMade } from "../model/act-completion";
import { type CaseFile, changeOfCase } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";

export interface LeavingContext extends ActingContext {
  readonly zone: ZoneOffset;
  /** Accounts that open the register whatever Contacts say: those that run the desk. Lower case. */
  readonly installers: readonly string[];
}

/** Where Contacts tick nobody, as before the lead has looked, all who are there count. */
function opens({ directory, installers }: LeavingContext, address: string): boolean {
  const { people } = directory;
  if (installers.includes(address)) return true;
  const isTickUsed = people.some(({ mayOpen }) => mayOpen);
  return people.some(({ email, mayOpen }) => email === address && (mayOpen || !isTickUsed));
}

function roleOf({ contactRole }: Pick<CaseRow, "contactRole">): PersonRole | null {
  return personRoles.find((one) => one === contactRole) ?? null;
}

function rankOf(role: PersonRole | null): number {
  return role === null ? -1 : personRoles.indexOf(role);
}

/** Whether its contact is still there for the school, under the role as which they were told, and may open it. */
function stands(row: CaseRow, context: LeavingContext): boolean {
  const { contact } = row;
  if (contact === null || !opens(context, contact)) return false;
  if (steppedAsideIn(row.steppedAside).includes(contact)) return false;
  const { directory } = context;
  const told = roleOf(row);
  const school = schoolOfCase(row, directory);
  return personRoles.some(
    (role) =>
      (told === null || role === told) &&
      holders(directory, role, school).some(({ email }) => email === contact),
  );
}

/** Whether the case is with whoever came next because its school had no contact, rather than one who was away. */
function isStandIn(row: CaseRow): boolean {
  return row.contactsLeft.length > 0 || row.reviewReasonIds.includes("no-designated-contact");
}

/** Who may not open it passed over; and whom that leaves out. */
function nextInTurn(
  row: CaseHolders,
  context: LeavingContext,
): { readonly to: Asked; readonly gone: string[] } {
  const { people } = context.directory;
  const gone = [...departedContacts(row, context.directory)];
  for (;;) {
    const to = responsiblePerson({ ...row, contactsLeft: gone }, context);
    const isKnown = people.some(({ email }) => email === to.email);
    if (!isKnown || opens(context, to.email) || gone.includes(to.email)) return { to, gone };
    gone.push(to.email);
  }
}

/** A case that goes to another person. */
interface GivenOn {
  /** Address of whoever had it; null where nobody did. */
  readonly from: string | null;
  readonly to: Asked;
  /** It goes to a contact of the school: whoever stood in while there was none is told. */
  readonly isBack: boolean;
}

interface Weighed {
  readonly before: CaseFile;
  readonly after: CaseFile;
  /** Null where it stays with whom it is, and only who is passed over is written down. */
  readonly given: GivenOn | null;
}

function weighed(file: CaseFile, context: LeavingContext): Weighed | null {
  const typed = file.row;
  if (typed.closedAt !== null || typed.mergedInto !== null) return null;
  const row = acceptedHolders(typed);
  const isAssigned = assignedColleague(row, context) !== null;
  const holder = row.assignedTo ?? row.contact;
  const isGone = row.assignedTo === null ? !stands(row, context) : !isAssigned;
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  // Who is no address was not known to Google, and may be there still.
  const isTakerGone = row.acknowledged && by.includes("@") && !opens(context, by);
  const { to, gone } = nextInTurn(
    { ...row, assignedTo: isAssigned ? row.assignedTo : null },
    context,
  );
  const isOther = isGone && to.email !== holder;
  const isBack =
    !isGone &&
    !isAssigned &&
    isStandIn(row) &&
    rankOf(to.role) < rankOf(roleOf(row)) &&
    to.email !== holder;
  const become = (change: Partial<CaseRow>) =>
    withDerivedCells({ ...file, row: { ...typed, ...change } }, file, context);
  const passedOver = union(row.contactsLeft, gone);
  if (!isOther && !isTakerGone && !isBack) {
    if (passedOver.length === row.contactsLeft.length) return null;
    return { before: file, after: become({ contactsLeft: passedOver }), given: null };
  }
  const left = isOther && holder !== null ? [...gone, holder] : gone;
  const isTakenOn = typed.acknowledged && by === to.email;
  const after = become({
    ...(isTakenOn ? {} : withoutAcknowledgement(typed)),
    ...(isOther || isBack
      ? { contact: to.email, contactRole: to.role, contactsLeft: [...new Set(left)] }
      : { contactsLeft: passedOver }),
    // What was just typed there is weighed for itself.
    ...(isAssigned || typed.assignedTo !== row.assignedTo ? {} : { assignedTo: null }),
    givenAt: context.now,
  });
  return { before: file, after, given: { from: isOther || isBack ? holder : by, to, isBack } };
}

function owesCall({ row, acts }: CaseFile): boolean {
  const pack = packOfCase(row);
  return acts.some((act) => act.due !== null && !isActMade(act) && isCall(pack, act.act));
}

/** What one person is told. */
interface ToTell {
  /** Cases that are theirs from now on. */
  readonly cases: string[];
  /** Those of them with a call that is owed. */
  readonly calls: string[];
  /** Cases of others, each with the role of who has it now. */
  readonly others: string[];
  /** Addresses of those who had them. */
  readonly from: Set<string>;
}

/** One mail a person; where a call is owed the case comes in a mail of its own too, with the numbers. */
function messagesOf(all: readonly Weighed[], context: LeavingContext): readonly QueuedMessage[] {
  const people = new Map<string, ToTell>();
  const of = (address: string): ToTell => {
    const found = people.get(address) ?? { cases: [], calls: [], others: [], from: new Set() };
    people.set(address, found);
    return found;
  };
  const at = context.now.toString(36);
  const own: QueuedMessage[] = [];
  for (const { after, given } of all) {
    if (given === null) continue;
    const { from, to, isBack } = given;
    const reference = referenceOfCase(after.row);
    const mine = of(to.email);
    mine.cases.push(reference);
    if (owesCall(after)) {
      mine.calls.push(reference);
      own.push({
        id: `${reference} case-given ${at} ${to.email}`,
        kind: "case-given",
        to: to.email,
        case: reference,
        detail: { because: "contact-left" },
      });
    }
    const lead = leadOf(after.row, context).email;
    const stoodIn = isBack && from !== null ? [from] : [];
    for (const other of new Set([lead, ...stoodIn])) {
      if (other !== to.email) of(other).others.push(`${reference} ${to.role}`);
    }
    if (from !== null) for (const who of [to.email, lead]) of(who).from.add(from);
  }
  const lists = [...people].map(
    ([to, { cases, calls, others, from }]): QueuedMessage => ({
      id: `contact-left ${at} ${to}`,
      kind: "contact-left",
      to,
      case: null,
      detail: { cases, calls, others, from: [...from] },
    }),
  );
  return [...lists, ...own];
}

export function hasDepartedHolder(files: Iterable<CaseFile>, context: LeavingContext): boolean {
  return [...files].some((file) => weighed(file, context) !== null);
}

export interface LeftCases {
  readonly change: Change;
  /** Those that it changes, as they are afterwards. */
  readonly files: ReadonlyMap<string, CaseFile>;
}

/**
 * Open cases whose contact, or whoever took them on, has left or may not open the register go to the next in line; those of a stand-in to
 * the school's new contact. Under the lock, with whole cases as just read.
 */
export function reassignDeparted(files: Iterable<CaseFile>, context: LeavingContext): LeftCases {
  const all = [...files].flatMap((file) => weighed(file, context) ?? []);
  const { now } = context;
  let change: Change = { ...noChange, messages: messagesOf(all, context) };
  for (const { before, after, given } of all) {
    change = joinChanges(change, { ...noChange, ...changeOfCase(before, after) });
    if (given === null) continue;
    const { from, to } = given;
    const line = { at: now, who: "automation", case: after.row.case };
    const what = { what: "case-given", column: "contact", from: from ?? "", to: to.role };
    const activity = [{ ...line, ...what }, ...expiredApprovalLines(before.row, after.row, now)];
    change = joinChanges(change, { ...noChange, activity });
  }
  const kept = all.map(({ after }): [string, CaseFile] => [referenceOfCase(after.row), after]);
  return { change, files: new Map(kept) };
}
