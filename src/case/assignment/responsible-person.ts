/**
 * Who is asked to act on a case, taking into account who is away, has stepped aside, or was assigned the case. Every message uses these
 * rules. Pure.
 */

import type { Directory, Person } from "../../district/district";
import {
  isAway,
  type Recipients,
  recipientsOfReport,
  schoolNamed,
} from "../../district/find-people";
import type { PersonRole } from "../../district/roles";
import type { QueuedMessage } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { fold } from "../../text";

/** A person who is asked, and the role as which they are. */
export interface Asked {
  readonly role: PersonRole;
  readonly email: string;
}

/** The cells of a case that say whose it is. */
export type CaseHolders = Pick<
  CaseRow,
  "school" | "contact" | "contactsLeft" | "assignedTo" | "steppedAside" | "handedTo" | "handedAt"
>;

/** Those cells for a case that is nobody's yet. */
export const heldByNobody: Omit<CaseHolders, "school"> = {
  contact: null,
  contactsLeft: [],
  assignedTo: null,
  steppedAside: null,
  handedTo: null,
  handedAt: null,
};

/** An address to which no message is sent (`messagesToAudience` drops it). */
const nobody = "";

/** In a sealed register only the messages to its audience; in any other all. */
export function messagesToAudience(
  messages: readonly QueuedMessage[],
  { register, directory }: Run,
): readonly QueuedMessage[] {
  return registerKinds[register].audience === null
    ? messages
    : messages.filter(({ to }) => directory.people.some(({ email }) => email === to));
}

/** The addresses in the cell "Stepped aside", in lower case. */
export function readSteppedAside(cell: string | null): readonly string[] {
  return (cell ?? "")
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((address) => address !== "");
}

/** The cell for these addresses, each once; null for none. */
export function steppedAsideCell(addresses: readonly string[]): string | null {
  return addresses.length === 0 ? null : [...new Set(addresses)].join(", ");
}

/** The school to which the case is handed over, as Schools writes it; null if there is none or the district has no such school. */
export function handedToSchool({ handedTo }: CaseHolders, directory: Directory): string | null {
  return handedTo === null ? null : (schoolNamed(directory, handedTo)?.school ?? null);
}

/** The school whose contact has the case: its own, or the one that has received it. */
export function schoolOfCase(row: CaseHolders, directory: Directory): string | null {
  const other = row.handedAt === null ? null : handedToSchool(row, directory);
  return other ?? row.school;
}

/** People of Contacts whom the text names by address or name. Only people who may open the register. Each address once. */
export function colleaguesNamed(directory: Directory, text: string): readonly Person[] {
  const wanted = fold(text);
  const found = directory.people.filter(
    ({ email, name, mayOpen }) => mayOpen && (email === wanted || fold(name) === wanted),
  );
  return [...new Map(found.map((person) => [person.email, person])).values()];
}

/** The people without null and without repeated addresses. */
function eachOnce(people: readonly (Asked | null)[]): readonly Asked[] {
  const seen = new Map<string, Asked>();
  for (const one of people) {
    if (one !== null && !seen.has(one.email))
      seen.set(one.email, { role: one.role, email: one.email });
  }
  return [...seen.values()];
}

/** Whether a row of Contacts with this address (lower case) is ticked as one who may open the register. */
export function mayOpenByContacts({ people }: Directory, address: string): boolean {
  return people.some(({ email, mayOpen }) => mayOpen && email === address);
}

/** People who had the case when they left, and who still may not open the register. */
export function departedContacts(
  row: Pick<CaseHolders, "contactsLeft">,
  directory: Directory,
): readonly string[] {
  return row.contactsLeft.filter((address) => !mayOpenByContacts(directory, address));
}

/** The directory as if people who stepped aside or left were not in Contacts. */
function without(row: CaseHolders, directory: Directory): Directory {
  const out = [...readSteppedAside(row.steppedAside), ...departedContacts(row, directory)];
  if (out.length === 0) return directory;
  return { ...directory, people: directory.people.filter(({ email }) => !out.includes(email)) };
}

/** Who is there today for the case, by role. */
function thereFor(row: CaseHolders, run: Run): Recipients {
  const { directory, now } = run;
  return recipientsOfReport(without(row, directory), schoolOfCase(row, directory), now, {
    immediateDanger: true,
  });
}

/**
 * The colleague to whom the case is assigned, also while they are away. Null if it is assigned to nobody, or to somebody who may not have
 * it.
 */
export function assignedColleague(row: CaseHolders, { directory }: Run): Person | null {
  if (row.assignedTo === null) return null;
  const [only, ...others] = colleaguesNamed(without(row, directory), row.assignedTo);
  return others.length === 0 ? (only ?? null) : null;
}

/** Who is told if the directory names nobody who is there: the account that runs the script; in a sealed register the first of its audience. */
export function runningAccount({ identity, register, directory }: Run): Asked {
  const isOfAudience = registerKinds[register].audience !== null;
  const last = isOfAudience ? (directory.people[0]?.email ?? nobody) : identity.runningAs();
  return { role: "district-admin", email: last };
}

/** The contacts with the case's present contact first: whoever has a case keeps it, whatever the order of Contacts. */
function ownFirst(contacts: readonly Person[], { contact }: CaseHolders): readonly Person[] {
  const isOwn = ({ email }: Person) => email === contact;
  return [...contacts.filter(isOwn), ...contacts.filter((one) => !isOwn(one))];
}

/**
 * Who is there today, in the order of asking: the assignee, the school's contacts (the case's own first), backup, lead, alternate lead,
 * admin.
 */
export function peopleInLine(row: CaseHolders, run: Run): readonly Asked[] {
  const there = thereFor(row, run);
  const person = assignedColleague(row, run);
  return eachOnce([
    person !== null && !isAway(person, run.now) ? person : null,
    ...ownFirst(there.contacts, row),
    there.backup,
    there.lead,
    there.alternateLead,
    there.admin,
  ]);
}

/**
 * Who acts: the first in line. If everybody is away, whoever would act if they were there; if Contacts name nobody, the account that runs.
 */
export function responsiblePerson(row: CaseHolders, run: Run): Asked {
  const [first] = peopleInLine(row, run);
  const anyone = first ?? assignedColleague(row, run) ?? thereFor(row, run).responsible;
  return anyone === null ? runningAccount(run) : { role: anyone.role, email: anyone.email };
}

/**
 * Who is told in immediate danger: who acts, and contact, backup and lead, away or not. In a sealed register its whole audience.
 */
export function peopleToldInDanger(row: CaseHolders, run: Run): readonly Asked[] {
  const { register, directory } = run;
  const everybody = registerKinds[register].audience === null ? [] : without(row, directory).people;
  return eachOnce([responsiblePerson(row, run), ...thereFor(row, run).tell, ...everybody]);
}

/** The lead, or whoever stands in if the lead is away or has stepped aside. */
export function leadOf(row: CaseHolders, run: Run): Asked {
  const { lead, alternateLead, admin } = thereFor(row, run);
  const [found] = eachOnce([lead ?? alternateLead ?? admin]);
  const isAside = readSteppedAside(row.steppedAside).includes(run.identity.runningAs());
  return found ?? (isAside ? responsiblePerson(row, run) : runningAccount(run));
}

/** Who is asked at the school that is to take the case over and has not received it. Null if there is no such school. */
export function receivingContact(row: CaseHolders, run: Run): Asked | null {
  const school = handedToSchool(row, run.directory);
  if (school === null || row.handedAt !== null) return null;
  return responsiblePerson({ ...row, school, assignedTo: null }, run);
}

/**
 * Who is told at once of a new report on the case: who acts; and if the report names yet another school, who would act there. In immediate
 * danger everybody who may know.
 */
export function peopleToldOfReport(
  row: CaseHolders,
  { school, isDanger }: { readonly school: string | null; readonly isDanger: boolean },
  run: Run,
): readonly Asked[] {
  const known = [row.school, schoolOfCase(row, run.directory)].map((one) => fold(one ?? ""));
  const isElsewhere =
    school !== null && schoolNamed(run.directory, school) !== null && !known.includes(fold(school));
  const there: CaseHolders = { ...row, school, assignedTo: null, handedTo: null, handedAt: null };
  return eachOnce(
    [row, ...(isElsewhere ? [there] : [])].flatMap((one) =>
      isDanger ? peopleToldInDanger(one, run) : [responsiblePerson(one, run)],
    ),
  );
}
