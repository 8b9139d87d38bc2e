/**
 * Who is responsible for a case, and who is asked about it while that person is away. Worked out from Contacts each time (design 2.6).
 * Every message follows these rules. Pure.
 */

import {
  isAway,
  leadAmong,
  presentName,
  recipientsOfReport,
  registerOfSchool,
  schoolNamed,
} from "../../district/find-people";
import type { Directory, Person, PersonRole } from "../../district-directory";
import type { RegisterName } from "../../ports";
import { readAccepted } from "../../register/row-state";
import type { QueuedMessage } from "../../registers/change";
import { isSealedRegister } from "../../registers/kinds";
import type { Run } from "../../run";
import { fold } from "../../text";
import type { CaseRow } from "../tabs/case-tabs";

/** A person who is asked, and the role in which they are asked. */
export interface Asked {
  readonly role: PersonRole;
  readonly email: string;
}

/** An address that belongs to no one: `messagesToAudience` drops a message to it. */
const nobody = "";

/** Kinds of messages to whoever sent a report. They say nothing of a case, and intake queues them for no one who knows of a sealed one. */
const toReporters: readonly string[] = ["reporter-duty", "report-taken-on"];

/** The messages that may be sent: in a sealed register only those to its audience and to reporters, in any other all. */
export function messagesToAudience(
  messages: readonly QueuedMessage[],
  { register, directory }: Run,
): readonly QueuedMessage[] {
  return !isSealedRegister(register)
    ? messages
    : messages.filter(
        ({ kind, to }) =>
          toReporters.includes(kind) || directory.people.some(({ email }) => email === to),
      );
}

/** Who has stepped aside from the case: addresses in lower case. What they type on it after that is undone. */
export function readSteppedAside(row: Pick<CaseRow, "steppedAside">): readonly string[] {
  const addresses = (row.steppedAside ?? "").toLowerCase().split(/[\s,;]+/);
  return addresses.filter((address) => address !== "");
}

/** The school to which the case is handed over, as the Schools tab writes it; null if there is none or the district has no such school. */
export function handedToSchool({ handedTo }: CaseRow, directory: Directory): string | null {
  return schoolNamed(directory, handedTo)?.school ?? null;
}

/** The other register whose school the case is handed to (design 2.22); null if there is none. `register`: the one that has the case. */
export function registerHandedTo(row: CaseRow, { register, directory }: Run): RegisterName | null {
  const school = handedToSchool(row, directory);
  if (isSealedRegister(register) || school === null || row.mergedInto !== null) return null;
  const to = registerOfSchool(directory, school);
  return to === register ? null : to;
}

/** As `registerHandedTo`, once the cell was accepted: the case moves there. */
export const movesTo = (row: CaseRow, run: Run) =>
  readAccepted(row.accepted)["handedTo"] === row.handedTo ? registerHandedTo(row, run) : null;

/** The school whose contact has the case: the case's own, or the one that has received it in a hand-over. */
export function schoolOfCase(row: CaseRow, directory: Directory): string | null {
  const other = row.handedAt === null ? null : handedToSchool(row, directory);
  return other ?? (row.school === null ? null : presentName(directory, row.school));
}

/** People in Contacts whom the text names by address or name, each address once. Only people who may open the register. */
export function colleaguesNamed(directory: Directory, text: string): readonly Person[] {
  const wanted = fold(text);
  const found = directory.people.filter(
    ({ email, name, mayOpen }) => mayOpen && (email === wanted || fold(name) === wanted),
  );
  return [...new Map(found.map((person) => [person.email, person])).values()];
}

/** The people, each address once. */
function eachOnce(people: readonly Asked[]): readonly Asked[] {
  return people.flatMap(({ role, email }, at) =>
    people.findIndex((one) => one.email === email) === at ? [{ role, email }] : [],
  );
}

/** The person; as if they were not away if they acknowledged the case while they were away (design 2.18). */
export function presentIfAcknowledged(
  person: Person,
  { acknowledgedBy, acknowledgedAt }: CaseRow,
): Person {
  const isTheirs = person.email === acknowledgedBy?.toLowerCase();
  return isTheirs && isAway(person, acknowledgedAt ?? 0)
    ? { ...person, awayFrom: null, awayTo: null }
    : person;
}

/** Whether the address may open the register. As long as the lead has ticked no one in Contacts, everyone listed there may. */
export function opensByContacts({ people }: Directory, address: string): boolean {
  const isTickUsed = people.some(({ mayOpen }) => mayOpen);
  return people.some(({ email, mayOpen }) => email === address && (mayOpen || !isTickUsed));
}

/**
 * The people for a case, by Contacts. `serving`: the directory without people who stepped aside from the case or are excluded from it; the
 * person who was told last comes before others of the same role. `assigned`: the colleague to whom the case is assigned, also while they
 * are away; null if it is assigned to no one, or to someone who may not have it. `there`: who is there today, by role. Only people who may
 * open the register, since an email does not say who the student is and no one else could act on it. If no one but an admin may open it,
 * everyone listed for the case counts.
 */
export function holdersOf(row: CaseRow, { directory, now }: Run) {
  const out = [...readSteppedAside(row), ...row.excluded];
  const told = row.told?.email;
  const people = directory.people
    .filter(({ email }) => !out.includes(email))
    .map((person) => presentIfAcknowledged(person, row))
    .sort((a, b) => Number(b.email === told) - Number(a.email === told));
  const serving = { ...directory, people };
  const school = schoolOfCase(row, directory);
  const ticked = people.filter(({ email }) => opensByContacts(directory, email));
  const colleagues = ticked.filter(({ role }) => role !== "district-admin");
  const isServed =
    recipientsOfReport({ ...serving, people: colleagues }, school, now).tell.length > 0;
  const assigned = row.assignedTo === null ? [] : colleaguesNamed(serving, row.assignedTo);
  return {
    serving,
    assigned: assigned.length === 1 ? (assigned[0] ?? null) : null,
    there: recipientsOfReport(isServed ? { ...serving, people: ticked } : serving, school, now),
  };
}

/**
 * Who is told if the directory names no one who is there: the account that runs the script; in a sealed register the first person of its
 * audience.
 */
export function runningAccount({ identity, register, directory }: Run): Asked {
  const isOfAudience = isSealedRegister(register);
  const last = isOfAudience ? (directory.people[0]?.email ?? nobody) : identity.runningAs();
  return { role: "district-admin", email: last };
}

/**
 * Who is there today, in the order in which they are asked: the assignee, the school's contacts, backup, lead, alternate lead, admin. The
 * person who was told last comes before others of the same role, whatever the order of Contacts.
 */
export function peopleInLine(row: CaseRow, run: Run): readonly Asked[] {
  const { assigned, there } = holdersOf(row, run);
  const first = assigned === null || isAway(assigned, run.now) ? [] : [assigned];
  return eachOnce([...first, ...there.there]);
}

/** As `peopleInLine`, as if no one were away. */
export function peopleResponsible(row: CaseRow, run: Run): readonly Asked[] {
  const { directory } = run;
  const people = directory.people.map((one) => ({ ...one, awayFrom: null, awayTo: null }));
  return peopleInLine(row, { ...run, directory: { ...directory, people } });
}

/** Who is responsible for the case, also while they are away; if Contacts name no one, the account that runs the script. */
export function whoIsResponsible(row: CaseRow, run: Run): Asked {
  return peopleResponsible(row, run)[0] ?? runningAccount(run);
}

/**
 * Who is asked about the case: the responsible person; while they are away, the next in line who is there; if no one is there, the
 * responsible person after all.
 */
export function personAsked(row: CaseRow, run: Run): Asked {
  return peopleInLine(row, run)[0] ?? whoIsResponsible(row, run);
}

/**
 * Who is told in immediate danger: the person who is asked, and contact, backup and lead, away or not. In a sealed register also its whole
 * audience.
 */
export function peopleToldInDanger(row: CaseRow, run: Run): readonly Asked[] {
  const { there, serving } = holdersOf(row, run);
  const audience = !isSealedRegister(run.register) ? [] : serving.people;
  return eachOnce([personAsked(row, run), ...there.tell, ...audience]);
}

/** The lead, or the person who stands in if the lead is away or has stepped aside from the case. They may be unable to open the register. */
export function leadOf(row: CaseRow, run: Run): Asked {
  const { serving } = holdersOf(row, run);
  const named = recipientsOfReport(serving, schoolOfCase(row, run.directory), run.now);
  const lead = leadAmong(named);
  if (lead !== null) return { role: lead.role, email: lead.email };
  const isAside = readSteppedAside(row).includes(run.identity.runningAs());
  return isAside ? personAsked(row, run) : runningAccount(run);
}

/** Who is asked at the school that is to take over the case and has not received it yet. Null if there is no such school. */
export function receivingContact(row: CaseRow, run: Run): Asked | null {
  const school = handedToSchool(row, run.directory);
  // Where the case moves, the contact there is asked about the case that opens there.
  const isMove = registerHandedTo(row, run) !== null;
  if (school === null || row.handedAt !== null || isMove) return null;
  return personAsked({ ...row, school, assignedTo: null }, run);
}

/**
 * Who is told at once of a new report on the case: the person who is asked about it; and if the report names another school, the person who
 * would be asked there. In immediate danger, everyone who may know, for each of these schools.
 */
export function peopleToldOfReport(
  row: CaseRow,
  { school, isDanger }: { readonly school: string | null; readonly isDanger: boolean },
  run: Run,
): readonly Asked[] {
  const { directory } = run;
  const known = [presentName(directory, row.school ?? ""), schoolOfCase(row, directory) ?? ""];
  const named = schoolNamed(directory, school);
  // People of a school whose cases are in another register are told without this one.
  const isHere = isSealedRegister(run.register) || named?.register === run.register;
  const isElsewhere =
    named !== null && isHere && known.every((one) => fold(one) !== fold(named.school));
  const there: CaseRow = { ...row, school, assignedTo: null, handedTo: null, handedAt: null };
  return eachOnce(
    [row, ...(isElsewhere ? [there] : [])].flatMap((one) =>
      isDanger ? peopleToldInDanger(one, run) : [personAsked(one, run)],
    ),
  );
}
