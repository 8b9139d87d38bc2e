/** Who is asked to act on a case, whoever is away, has stepped aside, or was given it: one rule for every message. Pure. */
import type { Directory, Person } from "../../district/district";
import { isAway, type Recipients, recipients, schoolNamed } from "../../district/find-people";
import type { PersonRole } from "../../district/roles";
import { isSealedRegister, readerRoles } from "../../district/sealed-readers";
import type { RegisterName } from "../../ports";
import type { QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import { fold } from "../../text";

export interface ActingContext {
  readonly register: RegisterName;
  readonly directory: Directory;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Address of the only person who may be told in a sealed register (`readerOf`); null where nobody may, and in the main one. */
  readonly reader: string | null;
  /** Address of the account that runs: told where the directory names nobody. */
  readonly runningAs: string;
}

export interface Asked {
  readonly role: PersonRole;
  readonly email: string;
}

/** What a case's row says about whose it is. */
export type CaseHolders = Pick<
  CaseRow,
  "school" | "contact" | "contactsLeft" | "assignedTo" | "steppedAside" | "handedTo" | "handedAt"
>;

export const heldByNobody: Omit<CaseHolders, "school"> = {
  contact: null,
  contactsLeft: [],
  assignedTo: null,
  steppedAside: null,
  handedTo: null,
  handedAt: null,
};

/** No message is written to it (`toReaderAlone`). */
const nobody = "";

/** Null in the main register. */
export function onlyReader({ register, reader }: ActingContext): Asked | null {
  if (!isSealedRegister(register)) return null;
  return { role: readerRoles[register], email: reader ?? nobody };
}

/** What may be said in a sealed register: to its reader alone, and to nobody where there is none. */
export function messagesToReaderOnly(
  messages: readonly QueuedMessage[],
  { register, reader }: Pick<ActingContext, "register" | "reader">,
): readonly QueuedMessage[] {
  return isSealedRegister(register) ? messages.filter(({ to }) => to === reader) : messages;
}

/** In lower case. */
export function steppedAsideIn(cell: string | null): readonly string[] {
  return (cell ?? "")
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((address) => address !== "");
}

/** Each once. */
export function steppedAsideCell(addresses: readonly string[]): string | null {
  return addresses.length === 0 ? null : [...new Set(addresses)].join(", ");
}

/** Null where it is none of the district's. */
export function handedToSchool({ handedTo }: CaseHolders, directory: Directory): string | null {
  return handedTo === null ? null : (schoolNamed(directory, handedTo)?.school ?? null);
}

/** Whose contact has the case: its own school, or the one that has received it. */
export function schoolOfCase(row: CaseHolders, directory: Directory): string | null {
  const other = row.handedAt === null ? null : handedToSchool(row, directory);
  return other ?? row.school;
}

/** By address or name; those alone who may open the register. Each address once. */
export function colleaguesNamed(directory: Directory, text: string): readonly Person[] {
  const wanted = fold(text);
  const found = directory.people.filter(
    ({ email, name, mayOpen }) => mayOpen && (email === wanted || fold(name) === wanted),
  );
  return [...new Map(found.map((person) => [person.email, person])).values()];
}

function eachOnce(people: readonly (Asked | null)[]): readonly Asked[] {
  const seen = new Map<string, Asked>();
  for (const one of people) {
    if (one !== null && !seen.has(one.email))
      seen.set(one.email, { role: one.role, email: one.email });
  }
  return [...seen.values()];
}

/** Whether Contacts have the address, lower case, in a row that may open the register. */
export function mayOpenByContacts({ people }: Directory, address: string): boolean {
  return people.some(({ email, mayOpen }) => mayOpen && email === address);
}

/** Those who left while the case was theirs, and may not open it again. */
export function departedContacts(
  row: Pick<CaseHolders, "contactsLeft">,
  directory: Directory,
): readonly string[] {
  return row.contactsLeft.filter((address) => !mayOpenByContacts(directory, address));
}

/** As if those who stepped aside or left were not in Contacts. */
function without(row: CaseHolders, directory: Directory): Directory {
  const out = [...steppedAsideIn(row.steppedAside), ...departedContacts(row, directory)];
  if (out.length === 0) return directory;
  return { ...directory, people: directory.people.filter(({ email }) => !out.includes(email)) };
}

function thereFor(row: CaseHolders, context: ActingContext): Recipients {
  const { directory, now } = context;
  return recipients(without(row, directory), schoolOfCase(row, directory), now, {
    immediateDanger: true,
  });
}

/** The colleague whom the case is assigned to, also while away; null where nobody may have it. */
export function assignedColleague(
  row: CaseHolders,
  { directory }: Pick<ActingContext, "directory">,
): Person | null {
  if (row.assignedTo === null) return null;
  const [only, ...others] = colleaguesNamed(without(row, directory), row.assignedTo);
  return others.length === 0 ? (only ?? null) : null;
}

/** Told where the directory names nobody. */
export function runningAccount({ runningAs }: Pick<ActingContext, "runningAs">): Asked {
  return { role: "district-admin", email: runningAs };
}

/** Whoever has a case keeps it, whatever the order of Contacts. */
function ownFirst(contacts: readonly Person[], { contact }: CaseHolders): readonly Person[] {
  const isOwn = ({ email }: Person) => email === contact;
  return [...contacts.filter(isOwn), ...contacts.filter((one) => !isOwn(one))];
}

/**
 * Who is there today, in the order of asking: whom it is assigned to, the contacts (its own first), backup, lead, alternate lead, admin. The
 * reader alone in a sealed register.
 */
export function peopleInLine(row: CaseHolders, context: ActingContext): readonly Asked[] {
  const reader = onlyReader(context);
  if (reader !== null) return [reader];
  const there = thereFor(row, context);
  const person = assignedColleague(row, context);
  return eachOnce([
    person !== null && !isAway(person, context.now) ? person : null,
    ...ownFirst(there.contacts, row),
    there.backup,
    there.lead,
    there.alternateLead,
    there.admin,
  ]);
}

/** Where everybody is away, whoever would be; where there is nobody, the account that runs. */
export function responsiblePerson(row: CaseHolders, context: ActingContext): Asked {
  const [first] = peopleInLine(row, context);
  const anyone = first ?? assignedColleague(row, context) ?? thereFor(row, context).responsible;
  return anyone === null ? runningAccount(context) : { role: anyone.role, email: anyone.email };
}

/** Who acts, contact, backup and lead; those three also while away where none is there. */
export function peopleToldInDanger(row: CaseHolders, context: ActingContext): readonly Asked[] {
  const reader = onlyReader(context);
  if (reader !== null) return [reader];
  return eachOnce([responsiblePerson(row, context), ...thereFor(row, context).tell]);
}

/** The lead, or whoever stands in where the lead is away or has stepped aside. */
export function leadOf(row: CaseHolders, context: ActingContext): Asked {
  const reader = onlyReader(context);
  if (reader !== null) return reader;
  const { lead, alternateLead, admin } = thereFor(row, context);
  const [found] = eachOnce([lead ?? alternateLead ?? admin]);
  const isAside = steppedAsideIn(row.steppedAside).includes(context.runningAs);
  return found ?? (isAside ? responsiblePerson(row, context) : runningAccount(context));
}

/** Who is asked at a school that has not taken the case over yet. Null where it is none of the district's. */
export function receivingContact(row: CaseHolders, context: ActingContext): Asked | null {
  const school = handedToSchool(row, context.directory);
  if (school === null || row.handedAt !== null || onlyReader(context) !== null) return null;
  return responsiblePerson({ ...row, school, assignedTo: null }, context);
}

/** Told at once: who acts on the case, and where the report names yet another school, who would there. In immediate danger everybody who may know. */
export function peopleToldOfReport(
  row: CaseHolders,
  school: string | null,
  isDanger: boolean,
  context: ActingContext,
): readonly Asked[] {
  const known = [row.school, schoolOfCase(row, context.directory)].map((one) => fold(one ?? ""));
  const isElsewhere =
    school !== null &&
    schoolNamed(context.directory, school) !== null &&
    !known.includes(fold(school));
  const there: CaseHolders = { ...row, school, assignedTo: null, handedTo: null, handedAt: null };
  return eachOnce(
    [row, ...(isElsewhere ? [there] : [])].flatMap((one) =>
      isDanger ? peopleToldInDanger(one, context) : [responsiblePerson(one, context)],
    ),
  );
}
