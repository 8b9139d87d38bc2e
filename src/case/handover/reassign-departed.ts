/** People who leave: who gets each of their open cases, and who is told. Pure. */

import { holdersOfRole } from "../../district/find-people";
import { type PersonRole, personRoles } from "../../district/roles";
import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import { type Change, joinChanges, noChange, type QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import {
  type Asked,
  assignedColleague,
  type CaseHolders,
  departedContacts,
  leadOf,
  readSteppedAside,
  responsiblePerson,
  schoolOfCase,
} from "../assignment/responsible-person";
import { acceptedHolders } from "../edits/reassign-case";
import { expiredApprovalLines, withoutAcknowledgement } from "../lifecycle/expire-approvals";
import { withDerivedCells } from "../lifecycle/open-case";
import { message } from "../messages/message";
import { isActMade } from "../model/acts/act-completion";
import { type CaseFile, changeOfCase } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";

/** What is needed beside the cases. */
export interface LeavingContext extends Run {
  /** Accounts that run the desk: they open the register whatever Contacts say. Lower case. */
  readonly installers: readonly string[];
}

/**
 * Whether the address may open the register. If no row of Contacts is ticked, as before the lead has gone through them, everybody in
 * Contacts counts.
 */
function opens({ directory, installers }: LeavingContext, address: string): boolean {
  const { people } = directory;
  if (installers.includes(address)) return true;
  const isTickUsed = people.some(({ mayOpen }) => mayOpen);
  return people.some(({ email, mayOpen }) => email === address && (mayOpen || !isTickUsed));
}

/** The role as which the contact of the case was told; null if it is none. */
function roleOf({ contactRole }: Pick<CaseRow, "contactRole">): PersonRole | null {
  return personRoles.find((one) => one === contactRole) ?? null;
}

/** The place of a role in the order of asking; -1 for none. */
function rankOf(role: PersonRole | null): number {
  return role === null ? -1 : personRoles.indexOf(role);
}

/** Whether the contact of the case is still a contact of its school, in the role in which they were told, and may open the register. */
function stands(row: CaseRow, context: LeavingContext): boolean {
  const { contact } = row;
  if (contact === null || !opens(context, contact)) return false;
  if (readSteppedAside(row.steppedAside).includes(contact)) return false;
  const { directory } = context;
  const ownRole = roleOf(row);
  const school = schoolOfCase(row, directory);
  return personRoles.some(
    (role) =>
      (ownRole === null || role === ownRole) &&
      holdersOfRole(directory, role, school).some(({ email }) => email === contact),
  );
}

/** Whether the case is with somebody who got it only because its school had no contact (not because a contact was away). */
function isStandIn(row: CaseRow): boolean {
  return row.contactsLeft.length > 0 || row.reviewReasonIds.includes("no-designated-contact");
}

/** Who acts next, and the addresses that were passed over because they may not open the register. */
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

/** A case goes to another person. */
interface GivenOn {
  /** Address of whoever had it; null where nobody did. */
  readonly from: string | null;
  readonly to: Asked;
  /** It goes to a contact of the school again. Whoever stood in while there was none is told. */
  readonly isBack: boolean;
}

/** A case that changes. */
interface Weighed {
  readonly before: CaseFile;
  readonly after: CaseFile;
  /** Null if the case stays with the same person, and only who is passed over is written down. */
  readonly givenOn: GivenOn | null;
}

/** What happens to one case; null if nothing does. */
function weighed(file: CaseFile, context: LeavingContext): Weighed | null {
  const typed = file.row;
  // A drill ends within a day, and stands in no email with other cases.
  if (typed.closedAt !== null || typed.mergedInto !== null || typed.drill) return null;
  const row = acceptedHolders(typed);
  const isAssigned = assignedColleague(row, context) !== null;
  const holder = row.assignedTo ?? row.contact;
  const isGone = row.assignedTo === null ? !stands(row, context) : !isAssigned;
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  // An entry without "@" is somebody whom Google did not name: they may still be there.
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
    return { before: file, after: become({ contactsLeft: passedOver }), givenOn: null };
  }
  const left = isOther && holder !== null ? [...gone, holder] : gone;
  const isTakenOn = typed.acknowledged && by === to.email;
  const after = become({
    ...(isTakenOn ? {} : withoutAcknowledgement(typed)),
    ...(isOther || isBack
      ? { contact: to.email, contactRole: to.role, contactsLeft: [...new Set(left)] }
      : { contactsLeft: passedOver }),
    // An edit of "Assigned to" that nobody has weighed yet is left alone.
    ...(isAssigned || typed.assignedTo !== row.assignedTo ? {} : { assignedTo: null }),
    givenAt: context.now,
  });
  return { before: file, after, givenOn: { from: isOther || isBack ? holder : by, to, isBack } };
}

/** Whether a call that the law demands is still owed. */
function owesCall({ row, acts }: CaseFile): boolean {
  const pack = packOfCase(row);
  return acts.some((act) => act.due !== null && !isActMade(act) && isCall(pack, act.act));
}

/** What one person is told. */
interface ToTell {
  /** Cases that are theirs from now on. */
  readonly cases: string[];
  /** Those of `cases` in which a call is owed. */
  readonly calls: string[];
  /** Cases of others, each with the role of who has it now. */
  readonly others: { readonly reference: string; readonly role: PersonRole }[];
  /** Addresses of those who had them. */
  readonly from: Set<string>;
}

/** One mail to each person about all cases. A case with an owed call also gets a mail of its own, with the numbers. */
function messagesOf(all: readonly Weighed[], context: LeavingContext): readonly QueuedMessage[] {
  const people = new Map<string, ToTell>();
  const of = (address: string): ToTell => {
    const found = people.get(address) ?? { cases: [], calls: [], others: [], from: new Set() };
    people.set(address, found);
    return found;
  };
  const at = context.now.toString(36);
  const own: QueuedMessage[] = [];
  for (const { after, givenOn } of all) {
    if (givenOn === null) continue;
    const { from, to, isBack } = givenOn;
    const reference = referenceOfCase(after.row);
    const mine = of(to.email);
    mine.cases.push(reference);
    if (owesCall(after)) {
      mine.calls.push(reference);
      own.push(
        message(
          "case-given",
          { because: "contact-left" },
          {
            id: `${reference} case-given ${at} ${to.email}`,
            to: to.email,
            case: reference,
          },
        ),
      );
    }
    const lead = leadOf(after.row, context).email;
    const stoodIn = isBack && from !== null ? [from] : [];
    for (const other of new Set([lead, ...stoodIn])) {
      if (other !== to.email) of(other).others.push({ reference, role: to.role });
    }
    if (from !== null) for (const who of [to.email, lead]) of(who).from.add(from);
  }
  const lists = [...people].map(([to, { cases, calls, others, from }]) =>
    message(
      "contact-left",
      { cases, calls, others, from: [...from] },
      {
        id: `contact-left ${at} ${to}`,
        to,
        case: null,
      },
    ),
  );
  return [...lists, ...own];
}

/** Whether `reassignDeparted` would change any of these cases. */
export function hasDepartedHolder(files: Iterable<CaseFile>, context: LeavingContext): boolean {
  return [...files].some((file) => weighed(file, context) !== null);
}

/** What changes. */
export interface LeftCases {
  readonly change: Change;
  /** The cases that change, as they are afterwards. */
  readonly files: ReadonlyMap<string, CaseFile>;
}

/**
 * Gives open cases to the next in line if their contact, or whoever acknowledged them, has left or may not open the register. Gives cases
 * of a stand-in to the school's new contact. Call it under the lock, with whole cases as just read.
 */
export function reassignDeparted(files: Iterable<CaseFile>, context: LeavingContext): LeftCases {
  const all = [...files].flatMap((file) => weighed(file, context) ?? []);
  const { now } = context;
  let change: Change = { ...noChange, messages: messagesOf(all, context) };
  for (const { before, after, givenOn } of all) {
    change = joinChanges(change, { ...noChange, ...changeOfCase(before, after) });
    if (givenOn === null) continue;
    const { from, to } = givenOn;
    const line = { at: now, who: "automation", case: after.row.case };
    const what = { what: "case-given", column: "contact", from: from ?? "", to: to.role };
    const activity = [{ ...line, ...what }, ...expiredApprovalLines(before.row, after.row, now)];
    change = joinChanges(change, { ...noChange, activity });
  }
  const kept = all.map(({ after }): [string, CaseFile] => [referenceOfCase(after.row), after]);
  return { change, files: new Map(kept) };
}
