/** Finds people and agencies for a school: whom to tell about a report, and whom to call. */

import {
  type Directory,
  isContactRole,
  type Person,
  type PersonRole,
  personRoles,
  type School,
} from "../district-directory";
import { onceFor } from "../lazy";
import { fold } from "../text";
import { dayMs } from "../time";

/**
 * The school in the Schools tab that a text names by its present name, or by one that it had before and no other school has or had. Capitals,
 * accents and spaces do not matter. Null if there is none.
 */
export function schoolNamed({ schools }: Pick<Directory, "schools">, text: string | null) {
  return text === null ? null : (namesOf(schools).get(fold(text)) ?? null);
}

/** Names as they are compared → the school; null for a former name of several. Worked out once for each list, which is asked often. */
const namesOf = onceFor((schools: readonly School[]) => {
  const names = new Map<string, School | null>();
  for (const one of schools) {
    for (const name of new Set(one.formerly.map(fold)))
      names.set(name, names.has(name) ? null : one);
  }
  const present = new Map([...schools].reverse().map((one) => [fold(one.school), one]));
  for (const [name, one] of present) names.set(name, one);
  return names;
});

/** The present name of the school that a text names; the text itself if there is no such school. */
export function presentName(directory: Pick<Directory, "schools">, text: string): string {
  return schoolNamed(directory, text)?.school ?? text;
}

/** The roles that Contacts gives an address (lower case), in the order of the rows. */
export const rolesOf = ({ people }: Pick<Directory, "people">, address: string) =>
  people.flatMap(({ role, email }) => (email === address ? role : []));

/** The register that has the new cases of a school; the main one for what belongs to no listed school. */
export function registerOfSchool(directory: Pick<Directory, "schools">, school: string | null) {
  return schoolNamed(directory, school)?.register ?? "main";
}

/** Whom to tell about a report from a school. */
export interface Recipients {
  /**
   * The people who are not away today, in the order in which they are asked: the school's own designated contacts in the order of their
   * rows (or the district's, if none of these is there), then the first backup contact, lead, alternate lead and admin who is there.
   */
  readonly there: readonly Person[];
  /**
   * The people who are told at once in immediate danger, each address once: the first person in `there` (or the first of all, if everyone
   * is away), then the contact, the backup contact and the lead, away or not. Empty only if Contacts names no one.
   */
  readonly tell: readonly Person[];
  /** Why the directory could not name the usual person. For each of these reasons the district lead is told too (design 2.9). */
  readonly reasons: readonly DirectoryReason[];
}

/**
 * Whom to tell about a report, at an instant (milliseconds UTC). `school`: the name as in the Schools tab or as reported; null if it is not
 * known. The first row for that school has the role, otherwise the first row for the whole district. Never throws.
 */
export function recipientsOfReport(
  directory: Directory,
  school: string | null,
  now: number,
): Recipients {
  const at = school === null ? null : presentName(directory, school);
  const anyone = personRoles.flatMap((role) => holdersOfRole(directory, role, at));
  const all = (role: PersonRole) => anyone.filter((one) => one.role === role);
  const present = (role: PersonRole) => all(role).filter((one) => !isAway(one, now));
  const [contact, ...others] = present("designated-contact");
  const there = [
    ...(contact === undefined ? [] : [contact]),
    ...others.filter((one) => (one.school === null) === (contact?.school === null)),
    ...personRoles.slice(1).flatMap((role) => present(role).slice(0, 1)),
  ];
  // In danger, people who are away are told too: they may know something about it, and may still look at their phones (design 2.18).
  const told = [
    ...[...there, ...anyone].slice(0, 1),
    ...(["designated-contact", "backup-contact", "district-lead"] as const).flatMap((role) =>
      [...present(role), ...all(role)].slice(0, 1),
    ),
  ];
  const isUnnamed = all("designated-contact").length === 0;
  const isNoContactThere = there.every(({ role }) => !isContactRole(role));
  const reasons: readonly (DirectoryReason | false)[] = [
    isUnnamed && "no-designated-contact",
    !isUnnamed && isNoContactThere && "contacts-away",
    all("district-lead").length === 0 && "no-district-lead",
    there.length === 0 && (anyone.length === 0 ? "nobody-to-tell" : "everyone-away"),
  ];
  return {
    there,
    tell: told.filter(({ email }, at) => told.findIndex((one) => one.email === email) === at),
    reasons: reasons.flatMap((reason) => reason || []),
  };
}

/** The lead among these people, or the person who stands in: the alternate lead, then the admin. */
export function leadAmong({ there }: Recipients): Person | null {
  return there.find(({ role }) => !isContactRole(role)) ?? null;
}

/**
 * Whether a person is away at an instant (milliseconds UTC): from the first day of the absence to the end of the last one. Without a last
 * day the absence has no end.
 */
export function isAway(person: Person, now: number): boolean {
  const { awayFrom, awayTo } = person;
  if (awayFrom === null && awayTo === null) return false;
  // A day on which clocks change is an hour longer or shorter, so on such a day a person may count as back an hour early or late.
  return (awayFrom === null || now >= awayFrom) && (awayTo === null || now < awayTo + dayMs);
}

/**
 * Everyone with the role who serves the school, away or not: first the people for the school itself, then those for the whole district. A
 * district role serves every school.
 */
export function holdersOfRole(
  directory: Directory,
  role: PersonRole,
  school: string | null,
): readonly Person[] {
  const all = directory.people.filter((one) => one.role === role);
  const first = forSchool(all, school);
  const ofSchool = role === "designated-contact" || role === "backup-contact";
  return ofSchool ? first : [...first, ...all.filter((one) => !first.includes(one))];
}

/** Who reads sealed registers in this role: its confirmed holders, and earlier ones until a new one is confirmed. */
export function confirmedHolders(directory: Directory, role: PersonRole): readonly Person[] {
  const { unconfirmed, earlier } = directory;
  return [
    ...holdersOfRole(directory, role, null).filter(({ email }) => !unconfirmed.has(email)),
    ...earlier.filter((one) => one.role === role),
  ];
}

/** Names of schools without a designated contact. */
export function schoolsWithoutContact(directory: Directory): readonly string[] {
  return directory.schools.flatMap(({ school }) =>
    holdersOfRole(directory, "designated-contact", school).length === 0 ? [school] : [],
  );
}

// Why the directory could not name the usual person: codes, and the words for the register and for email.

/** The words for each reason, for the register and for email. The codes are permanent; each is also a review reason (design 2.9). */
export const directoryReasonWords = {
  "no-designated-contact": "The Contacts tab has no designated contact for this school.",
  "contacts-away":
    "The designated contact for this school is away, and there is no backup contact.",
  "everyone-away": "Everyone who could take this case is marked as away.",
  "no-district-lead": "The Contacts tab has no district lead.",
  "nobody-to-tell": "The Contacts tab has no one with an address that email may go to.",
} as const;

export type DirectoryReason = keyof typeof directoryReasonWords;

/** The rows for a school: first those for the school itself, then those for the whole district. */
export function forSchool<Row extends { readonly school: string | null }>(
  rows: readonly Row[],
  school: string | null,
): readonly Row[] {
  const wanted = school === null ? null : fold(school);
  const own = rows.filter((one) => one.school !== null && fold(one.school) === wanted);
  return [...own, ...rows.filter((one) => one.school === null)];
}
