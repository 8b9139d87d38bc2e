/** Sealed reports (design 2.11): whom a report excludes, who reads it, who is told when nobody can. Pure. */

import type { Report } from "../form/report";
import type { RegisterName } from "../ports";
import { registerKinds } from "../register/register-kinds";
import { fold } from "../text";
import type { Directory, Person } from "./district";
import { holdersOfRole, isAway, schoolNamed } from "./find-people";
import type { PersonRole } from "./roles";

/** Whom a report says may be involved. "Not sure", and an answer that cannot be read, count as "contact". */
export type Involved = "contact" | "administrator" | "lead" | "alternate-lead";

export const involvedKinds: readonly Involved[] = [
  "contact",
  "administrator",
  "lead",
  "alternate-lead",
];

/** The answers that decide whether a report is sealed, and from whom. */
export type SealingAnswers = Pick<
  Report,
  "recipientMayBeInvolved" | "staffMayBeInvolved" | "unread"
>;

/**
 * Whom the report says may be involved. Null: no one, and the report is not sealed. Most reporters skip the question, so no answer counts as
 * no one, unless a member of staff is or may be involved: then that person may be the one who would read the report (domain.md G1).
 */
export function involvedInReport({
  recipientMayBeInvolved: answer,
  staffMayBeInvolved: staff,
  unread,
}: SealingAnswers): Involved | null {
  const isUnread = (question: keyof SealingAnswers) => unread.some(({ key }) => key === question);
  if (answer === "not-sure" || isUnread("recipientMayBeInvolved")) return "contact";
  if (answer !== null) return answer === "no" ? null : answer;
  const isStaffClear = staff === "no" || (staff === null && !isUnread("staffMayBeInvolved"));
  return isStaffClear ? null : "contact";
}

/** The readers' files, in the order in which readers are asked: the district lead's, the alternate lead's. */
export const sealedRegisters = ["sealed", "sealed-alternate"] as const;
export type SealedRegister = (typeof sealedRegisters)[number];

/** The reader's file of that name; null for any other register. */
export function readersFile(name: RegisterName): SealedRegister | null {
  return sealedRegisters.find((one) => one === name) ?? null;
}

/** The file of the other reader. */
export function otherReaderOf(name: SealedRegister): SealedRegister {
  return name === "sealed" ? "sealed-alternate" : "sealed";
}

type Addresses = ReadonlySet<string>;

function isContact({ role }: Person): boolean {
  return role === "designated-contact" || role === "backup-contact";
}

/**
 * Whether a contact may be of that school. Where the school is not in the Schools tab, every contact may be; and so may a contact whose own
 * row names a school that is not there.
 */
function mayServe(directory: Directory, { school: own }: Person, school: string | null): boolean {
  const known = school === null ? null : schoolNamed(directory, school);
  if (known === null || own === null || schoolNamed(directory, own) === null) return true;
  return fold(own) === fold(known.school);
}

/**
 * Addresses (lower case) that must not learn of a report, whatever other roles these people have. `school` as reported; null where the
 * report names none.
 */
export function excludedByReport(
  involved: Involved,
  directory: Directory,
  school: string | null,
): Addresses {
  const { people, administrators } = directory;
  switch (involved) {
    case "administrator":
      return new Set(administrators);
    case "lead":
    case "alternate-lead": {
      const excluded: PersonRole = involved === "lead" ? "district-lead" : "alternate-lead";
      return new Set(people.flatMap(({ role, email }) => (role === excluded ? email : [])));
    }
    case "contact":
      return new Set(
        people.flatMap((one) =>
          isContact(one) && mayServe(directory, one, school) ? one.email : [],
        ),
      );
  }
}

/**
 * The people whose file it is and who may be let into it, none for a register without one reader: without anybody whom its cases exclude.
 * People who may open a register, as Contacts say, come first.
 */
export function readersOf(
  name: RegisterName,
  directory: Directory,
  excluded: Addresses,
): readonly Person[] {
  const { reader } = registerKinds[name];
  if (reader === null) return [];
  const all = holdersOfRole(directory, reader, null).filter(({ email }) => !excluded.has(email));
  return [...all.filter(({ mayOpen }) => mayOpen), ...all.filter(({ mayOpen }) => !mayOpen)];
}

/**
 * Addresses of everybody who may read a sealed register, those of its reader's role first, without anybody whom its cases exclude. Empty for
 * any other register.
 */
export function audienceOf(
  name: RegisterName,
  { people }: Directory,
  excluded: Addresses,
): readonly string[] {
  const { reader, otherReader } = registerKinds[name];
  if (reader === null) return [];
  const holding = [reader, otherReader].flatMap((wanted) =>
    people.flatMap(({ role, email }) => (role === wanted ? email : [])),
  );
  return [...new Set(holding)].filter((one) => !excluded.has(one));
}

/** The person who could read a new report in that file at an instant (ms UTC): neither excluded nor away. Null where there is nobody. */
export function readerAtHand(
  name: RegisterName,
  directory: Directory,
  excluded: Addresses,
  now: number,
): Person | null {
  return readersOf(name, directory, excluded).find((one) => !isAway(one, now)) ?? null;
}

/** Whose file it is today: the person at hand, otherwise one who will be back. Null where its cases exclude everybody. */
export function readerOf(
  name: RegisterName,
  directory: Directory,
  excluded: Addresses,
  now: number,
): Person | null {
  const [first = null] = readersOf(name, directory, excluded);
  return readerAtHand(name, directory, excluded, now) ?? first;
}

/**
 * Who is told, without content, that a report waits which no reader can take: people of the district; where there are none, contacts of
 * other schools. People who are there come before people who are away. Never an agency, and nobody whom the report excludes. Each address
 * once; empty where Contacts has nobody.
 */
export function peopleToldWithoutContent(
  directory: Directory,
  excluded: Addresses,
  school: string | null,
  now: number,
): readonly string[] {
  const allowed = directory.people.filter(({ email }) => !excluded.has(email));
  const isDistrict = (one: Person) => !isContact(one);
  const isElsewhere = (one: Person) =>
    isContact(one) && (one.school === null || school === null || fold(one.school) !== fold(school));
  const isThere = (one: Person) => !isAway(one, now);
  const groups = [
    allowed.filter((one) => isDistrict(one) && isThere(one)),
    allowed.filter((one) => isElsewhere(one) && isThere(one)),
    allowed.filter(isDistrict),
    allowed.filter(isElsewhere),
  ];
  const told = groups.find((group) => group.length > 0) ?? [];
  return [...new Set(told.map(({ email }) => email))];
}

/**
 * As `peopleToldWithoutContent` where a danger is reported: all people of the district, away or not; where there are none, every contact of
 * another school. Never an agency, and nobody whom the report excludes.
 */
export function everybodyToldWithoutContent(
  directory: Directory,
  excluded: Addresses,
  school: string | null,
): readonly string[] {
  const allowed = directory.people.filter(({ email }) => !excluded.has(email));
  const district = allowed.filter((one) => !isContact(one));
  const elsewhere = allowed.filter(
    (one) =>
      isContact(one) &&
      (one.school === null || school === null || fold(one.school) !== fold(school)),
  );
  const told = district.length > 0 ? district : elsewhere;
  return [...new Set(told.map(({ email }) => email))];
}

const namedRoles: readonly PersonRole[] = [
  "district-lead",
  "alternate-lead",
  "designated-contact",
  "backup-contact",
];

/**
 * The role because of which an account (lower case) must not run the desk: a report may be about its holder. Null where the account may run
 * it.
 */
export function roleOfAccount(directory: Directory, account: string): PersonRole | null {
  const roles = directory.people.flatMap(({ role, email }) => (email === account ? role : []));
  return namedRoles.find((role) => roles.includes(role)) ?? null;
}
