/**
 * Who is responsible for a case, and who is asked about it while that person is away. Worked out from Contacts each time (design 2.6).
 * Every message follows these rules. Pure.
 */

import type { Directory, Person, PersonRole } from "../../district/district";
import {
  isAway,
  leadAmong,
  type Recipients,
  recipientsOfReport,
  schoolNamed,
} from "../../district/find-people";
import type { QueuedMessage } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { fold } from "../../text";
import { parseToldLines, type Told, toldLines } from "../facts/case-file";

/** A person who is asked, and the role in which they are asked. */
export interface Asked {
  readonly role: PersonRole;
  readonly email: string;
}

/** The cells of a case that decide whose it is. */
export type CaseHolders = Pick<
  CaseRow,
  | "school"
  | "told"
  | "acknowledgedBy"
  | "acknowledgedAt"
  | "assignedTo"
  | "steppedAside"
  | "excluded"
  | "handedTo"
  | "handedAt"
>;

/** Who was last told that the case is theirs, and when; null for no one. */
export function lastTold({ told }: Pick<CaseRow, "told">): Told | null {
  return parseToldLines(told === null ? [] : [told])[0] ?? null;
}

/** The member `told` of the row for a person who is told now. `at`: milliseconds UTC. */
export function toldMember({ role, email }: Asked, at: number): CaseRow["told"] {
  return toldLines([{ to: role, at, email }])[0] ?? null;
}

/** An address that belongs to no one: `messagesToAudience` drops a message to it. */
const nobody = "";

/** The messages that may be sent: in a sealed register only those to its audience, in any other all. */
export function messagesToAudience(
  messages: readonly QueuedMessage[],
  { register, directory }: Run,
): readonly QueuedMessage[] {
  return registerKinds[register].audience === null
    ? messages
    : messages.filter(({ to }) => directory.people.some(({ email }) => email === to));
}

/** Who has stepped aside from the case: addresses in lower case. What they type on it after that is undone. */
export function readSteppedAside(row: Pick<CaseRow, "steppedAside">): readonly string[] {
  const addresses = (row.steppedAside ?? "").toLowerCase().split(/[\s,;]+/);
  return addresses.filter((address) => address !== "");
}

/** The school to which the case is handed over, as the Schools tab writes it; null if there is none or the district has no such school. */
export function handedToSchool({ handedTo }: CaseHolders, directory: Directory): string | null {
  return handedTo === null ? null : (schoolNamed(directory, handedTo)?.school ?? null);
}

/** The school whose contact has the case: the case's own, or the one that has received it in a hand-over. */
export function schoolOfCase(row: CaseHolders, directory: Directory): string | null {
  const other = row.handedAt === null ? null : handedToSchool(row, directory);
  return other ?? row.school;
}

/** People in Contacts whom the text names by address or name, each address once. Only people who may open the register. */
export function colleaguesNamed(directory: Directory, text: string): readonly Person[] {
  const wanted = fold(text);
  const found = directory.people.filter(
    ({ email, name, mayOpen }) => mayOpen && (email === wanted || fold(name) === wanted),
  );
  return [...new Map(found.map((person) => [person.email, person])).values()];
}

/** The people without null and without repeated addresses. */
function eachOnce(people: readonly (Asked | null)[]): readonly Asked[] {
  const all = people.flatMap((one) => (one === null ? [] : [{ role: one.role, email: one.email }]));
  return all.filter(({ email }, at) => all.findIndex((one) => one.email === email) === at);
}

/** The person as if they were not away. */
const asPresent = (person: Person): Person => ({ ...person, awayFrom: null, awayTo: null });

/** The person; as if they were not away if they acknowledged the case while they were away (design 2.18). */
export function presentIfAcknowledged(
  person: Person,
  { acknowledgedBy, acknowledgedAt }: CaseHolders,
): Person {
  const isTheirs = person.email === acknowledgedBy?.toLowerCase();
  return isTheirs && isAway(person, acknowledgedAt ?? 0) ? asPresent(person) : person;
}

/**
 * The directory without people who stepped aside from the case or are excluded from it. The person who was told last comes before others of
 * the same role.
 */
function servingIn(row: CaseHolders, directory: Directory): Directory {
  const out = [...readSteppedAside(row), ...row.excluded];
  const told = lastTold(row)?.email;
  const people = directory.people
    .filter(({ email }) => !out.includes(email))
    .map((person) => presentIfAcknowledged(person, row));
  const isTold = ({ email }: Person) => email === told;
  return {
    ...directory,
    people: [...people.filter(isTold), ...people.filter((one) => !isTold(one))],
  };
}

/** Whether the address may open the register. As long as the lead has ticked no one in Contacts, everyone listed there may. */
export function opensByContacts({ people }: Directory, address: string): boolean {
  const isTickUsed = people.some(({ mayOpen }) => mayOpen);
  return people.some(({ email, mayOpen }) => email === address && (mayOpen || !isTickUsed));
}

/**
 * Who is there today for the case, by role. Only people who may open the register, since an email does not say who the student is and no
 * one else could act on it. If no one but an admin may open it, everyone listed for the case counts. `which` "named": everyone listed for
 * the case counts in any event.
 */
function thereFor(row: CaseHolders, run: Run, which?: "named"): Recipients {
  const { directory, now } = run;
  const serving = servingIn(row, directory);
  const school = schoolOfCase(row, directory);
  const among = (people: Directory["people"]) =>
    recipientsOfReport({ ...serving, people }, school, now);
  const ticked = serving.people.filter(({ email }) => opensByContacts(directory, email));
  const isServed = among(ticked.filter(({ role }) => role !== "district-admin")).tell.length > 0;
  return among(which === undefined && isServed ? ticked : serving.people);
}

/**
 * The colleague to whom the case is assigned, also while they are away. Null if it is assigned to no one, or to someone who may not have
 * it.
 */
export function assignedColleague(row: CaseHolders, { directory }: Run): Person | null {
  if (row.assignedTo === null) return null;
  const [only, ...others] = colleaguesNamed(servingIn(row, directory), row.assignedTo);
  return others.length === 0 ? (only ?? null) : null;
}

/**
 * Who is told if the directory names no one who is there: the account that runs the script; in a sealed register the first person of its
 * audience.
 */
export function runningAccount({ identity, register, directory }: Run): Asked {
  const isOfAudience = registerKinds[register].audience !== null;
  const last = isOfAudience ? (directory.people[0]?.email ?? nobody) : identity.runningAs();
  return { role: "district-admin", email: last };
}

/**
 * Who is there today, in the order in which they are asked: the assignee, the school's contacts, backup, lead, alternate lead, admin. The
 * person who was told last comes before others of the same role, whatever the order of Contacts.
 */
export function peopleInLine(row: CaseHolders, run: Run): readonly Asked[] {
  const person = assignedColleague(row, run);
  const isThere = person !== null && !isAway(person, run.now);
  return eachOnce([isThere ? person : null, ...thereFor(row, run).there]);
}

/** As `peopleInLine`, as if no one were away. */
export function peopleResponsible(row: CaseHolders, run: Run): readonly Asked[] {
  const { directory } = run;
  return peopleInLine(row, {
    ...run,
    directory: { ...directory, people: directory.people.map(asPresent) },
  });
}

/** Who is responsible for the case, also while they are away; if Contacts name no one, the account that runs the script. */
export function whoIsResponsible(row: CaseHolders, run: Run): Asked {
  return peopleResponsible(row, run)[0] ?? runningAccount(run);
}

/**
 * Who is asked about the case: the responsible person; while they are away, the next in line who is there; if no one is there, the
 * responsible person after all.
 */
export function personAsked(row: CaseHolders, run: Run): Asked {
  return peopleInLine(row, run)[0] ?? whoIsResponsible(row, run);
}

/**
 * Who is told in immediate danger: the person who is asked, and contact, backup and lead, away or not. In a sealed register also its whole
 * audience.
 */
export function peopleToldInDanger(row: CaseHolders, run: Run): readonly Asked[] {
  const { register, directory } = run;
  const everybody =
    registerKinds[register].audience === null ? [] : servingIn(row, directory).people;
  return eachOnce([personAsked(row, run), ...thereFor(row, run).tell, ...everybody]);
}

/** The lead, or the person who stands in if the lead is away or has stepped aside from the case. */
export function leadOf(row: CaseHolders, run: Run): Asked {
  const [found] = eachOnce([leadAmong(thereFor(row, run, "named"))]);
  const isAside = readSteppedAside(row).includes(run.identity.runningAs());
  return found ?? (isAside ? personAsked(row, run) : runningAccount(run));
}

/** Who is asked at the school that is to take over the case and has not received it yet. Null if there is no such school. */
export function receivingContact(row: CaseHolders, run: Run): Asked | null {
  const school = handedToSchool(row, run.directory);
  if (school === null || row.handedAt !== null) return null;
  return personAsked({ ...row, school, assignedTo: null }, run);
}

/**
 * Who is told at once of a new report on the case: the person who is asked about it; and if the report names another school, the person who
 * would be asked there. In immediate danger, everyone who may know, for each of these schools.
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
      isDanger ? peopleToldInDanger(one, run) : [personAsked(one, run)],
    ),
  );
}
