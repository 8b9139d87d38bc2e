/** Sealed reports (design 2.11): whom a report excludes, who reads it, who is told when nobody can. Pure. */
import type { Report } from "../form/report";
import type { RegisterName } from "../ports";
import { fold } from "../text";
import type { Directory, Person } from "./district";
import { holders, isAway, schoolNamed } from "./find-people";
import type { PersonRole } from "./roles";

/** Whom a report says may be involved. An answer that cannot be read, and "not sure", count as the contacts. */
export type Involved = "contact" | "administrator" | "lead";

export const involvedKinds: readonly Involved[] = ["contact", "administrator", "lead"];

/** Null: the report is not sealed. An unanswered question is none, for most reporters skip it. */
export function involvedIn({
  recipientMayBeInvolved: answer,
  unread,
}: Pick<Report, "recipientMayBeInvolved" | "unread">): Involved | null {
  if (answer === "administrator" || answer === "lead") return answer;
  const isUnreadable = unread.some(({ key }) => key === "recipientMayBeInvolved");
  return isUnreadable || (answer !== null && answer !== "no") ? "contact" : null;
}

/** The files of the readers, in the order in which they are asked. */
export const sealedRegisters = ["sealed", "sealed-alternate"] as const;
export type SealedRegister = (typeof sealedRegisters)[number];

export function isSealedRegister(name: RegisterName): name is SealedRegister {
  return name === "sealed" || name === "sealed-alternate";
}

export const readerRoles: Readonly<Record<SealedRegister, PersonRole>> = {
  sealed: "district-lead",
  "sealed-alternate": "alternate-lead",
};

export function otherReaderOf(name: SealedRegister): SealedRegister {
  return name === "sealed" ? "sealed-alternate" : "sealed";
}

type Addresses = ReadonlySet<string>;

function isContact({ role }: Person): boolean {
  return role === "designated-contact" || role === "backup-contact";
}

/** Whether a contact may be of that school. Of a school that is not in the Schools tab every contact may be, and so may one whose row names such a school. */
function mayServe(directory: Directory, { school: own }: Person, school: string | null): boolean {
  const known = school === null ? null : schoolNamed(directory, school);
  if (known === null || own === null || schoolNamed(directory, own) === null) return true;
  return fold(own) === fold(known.school);
}

/**
 * The addresses (lower case) that must not learn of a report, whatever other roles they hold. `school` as the report has
 * it; null where it has none.
 */
export function excludedBy(
  involved: Involved,
  directory: Directory,
  school: string | null,
): Addresses {
  const { people, administrators } = directory;
  switch (involved) {
    case "administrator":
      return new Set(administrators);
    case "lead":
      return new Set(people.flatMap(({ role, email }) => (role === "district-lead" ? email : [])));
    case "contact":
      return new Set(
        people.flatMap((one) =>
          isContact(one) && mayServe(directory, one, school) ? one.email : [],
        ),
      );
  }
}

/**
 * Those whose file it is, who may be let into it: whoever its cases exclude is not among them. Whom Contacts do not let open a
 * register comes after those whom they do.
 */
export function readersOf(
  name: SealedRegister,
  directory: Directory,
  excluded: Addresses,
): readonly Person[] {
  const all = holders(directory, readerRoles[name], null).filter(
    ({ email }) => !excluded.has(email),
  );
  return [...all.filter(({ mayOpen }) => mayOpen), ...all.filter(({ mayOpen }) => !mayOpen)];
}

/** Who could read a new report in that file at an instant (milliseconds UTC): neither excluded nor away. Null where nobody can. */
export function readerAtHand(
  name: SealedRegister,
  directory: Directory,
  excluded: Addresses,
  now: number,
): Person | null {
  return readersOf(name, directory, excluded).find((one) => !isAway(one, now)) ?? null;
}

/** Whose file it is today: whoever is at hand, else who will be back. Null where its cases exclude everybody who could be. */
export function readerOf(
  name: SealedRegister,
  directory: Directory,
  excluded: Addresses,
  now: number,
): Person | null {
  const [first = null] = readersOf(name, directory, excluded);
  return readerAtHand(name, directory, excluded, now) ?? first;
}

/**
 * Who is told, without content, that a report waits which no reader can take: district-level people, failing those contacts of
 * other schools; those at hand before those who are away. Never an agency, nobody whom the report excludes. Each address
 * once; empty where Contacts has nobody.
 */
export function toldWithoutContent(
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
 * The same where a danger is reported: everybody of district level, away or not; where there is none, every contact of another school. Never an agency,
 * nobody whom the report excludes.
 */
export function everybodyWithoutContent(
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

/** The role for which an account (lower case) must not run the desk: a report may be about whoever holds it. Null where it may. */
export function roleOfAccount(directory: Directory, account: string): PersonRole | null {
  const roles = directory.people.flatMap(({ role, email }) => (email === account ? role : []));
  return namedRoles.find((role) => roles.includes(role)) ?? null;
}
