/**
 * Whom a sealed report excludes (design 2.11): addresses, and the roles that it names, whatever Contacts say at the moment. One list holds
 * both: an address is itself; a mark, which no address can look like, stands for a role. Pure.
 *
 * - `role:KIND:SCHOOL`: the role is excluded for good: no one who holds it comes to read the file. The school is only of contacts, and a
 *   fingerprint of its name, since Activity holds no school.
 * - `next:ROLE:TIME:SCHOOL`: when the report came, at TIME, a row of the role had no address that can be used, or there was no row. So
 *   whoever is named in the role from then on counts as having held it, until each row of the role has an address again.
 * - `found:ROLE:TIME:SCHOOL`: from then on only those count who were written down.
 */

import { schoolNamed } from "../district/find-people";
import type { Directory, Named } from "../district-directory";
import { onceFor } from "../lazy";
import { fold, schoolListFingerprint } from "../text";

/** Who may be involved, according to a report. "Not sure", and an answer that cannot be read, count as "contact". */
export const involvedKinds = ["contact", "administrator", "lead", "alternate-lead"] as const;
export type Involved = (typeof involvedKinds)[number];

/** Addresses in lower case, and in what is stored about a case or a file also marks. */
export type Addresses = ReadonlySet<string>;

type Role = Named["role"];

/** A school in a mark. */
const codeOf = (school: string) => schoolListFingerprint([fold(school)]);

/** The school of a mark, by any name that it had; null if Schools have none such now, so that it may be any. */
function schoolOf(code: string, { schools }: Directory): string | null {
  return codesOf(schools).get(code) ?? null;
}

/** Code → the school's present name. Worked out once for each list. */
const codesOf = onceFor((schools: Directory["schools"]) => {
  const named = [...schools]
    .reverse()
    .flatMap(({ school, formerly }) =>
      [school, ...formerly].map((name) => [codeOf(name), school] as const),
    );
  return new Map(named);
});

/** The mark for a role that is excluded for good. */
export const markOfRole = (kind: Involved, school = "") => `role:${kind}:${school}`;

const rolesOf: Readonly<Record<Involved, readonly Role[]>> = {
  contact: ["designated-contact", "backup-contact"],
  administrator: ["administrator"],
  lead: ["district-lead"],
  "alternate-lead": ["alternate-lead"],
};

/**
 * Whether the row of a contact may serve the school; null: the report names none. If the school is not in the Schools tab, every contact
 * may belong to it. In the same way, a contact whose row names a school that is not in the tab may belong to any school.
 */
function mayServe(
  directory: Directory,
  school: string | null,
  { school: own }: Pick<Named, "school">,
) {
  const known = schoolNamed(directory, school);
  return (
    known === null ||
    own === null ||
    schoolNamed(directory, own) === null ||
    fold(own) === fold(known.school)
  );
}

/** The rows of a role: those of contacts only if they may serve the school. */
function rowsOfRole<Row extends Pick<Named, "role" | "school">>(
  rows: readonly Row[],
  role: Role,
  directory: Directory,
  school: string | null,
): readonly Row[] {
  const isContact = rolesOf.contact.includes(role);
  return rows.filter(
    (one) => one.role === role && (!isContact || mayServe(directory, school, one)),
  );
}

/** Who holds the role: by Contacts, and who reads on in it until the address that Contacts name now is confirmed. */
const addressesOf = (role: Role, directory: Directory, school: string | null) => [
  ...rowsOfRole(directory.named, role, directory, school).map(({ email }) => email),
  ...directory.earlier.flatMap((one) => (one.role === role ? one.email : [])),
];

/** Whether a row of the role has no address that can be used. */
export const isRoleBroken = (role: Role, directory: Directory, school: string | null) =>
  rowsOfRole(directory.unusable, role, directory, school).length > 0;

/** Whether Contacts do not say who holds the role: a row has no address that can be used, or there is none. */
const isUnclear = (role: Role, directory: Directory, school: string | null) =>
  isRoleBroken(role, directory, school) || addressesOf(role, directory, school).length === 0;

/**
 * Addresses of people who must not learn of a report, whatever other roles they have, and marks. `school`: as reported; null if the report
 * names none. `at`: when the report came, milliseconds UTC.
 */
export function excludedByReport(
  involved: readonly Involved[],
  directory: Directory,
  school: string | null,
  at: number,
): Addresses {
  return new Set(
    involved.flatMap((kind) => {
      const of = kind === "contact" && school !== null ? codeOf(school) : "";
      return [
        ...rolesOf[kind].flatMap((role) => addressesOf(role, directory, school)),
        markOfRole(kind, of),
        ...rolesOf[kind].flatMap((role) =>
          isUnclear(role, directory, school) ? `next:${role}:${at.toString(36)}:${of}` : [],
        ),
      ];
    }),
  );
}

const allRoles = Object.values(rolesOf).flat();

/** Marks: the roles for which each stands, the code of its school, and the mark that settles it. Without those that are settled. */
function marksIn(excluded: Addresses, kind: "role" | "next") {
  return [...excluded].flatMap((mark) => {
    const [is, of, ...more] = mark.split(":");
    const named = involvedKinds.find((one) => one === of);
    const roles = named === undefined ? allRoles.filter((one) => one === of) : rolesOf[named];
    const settled = mark.replace("next:", "found:");
    const isOpen = roles.length > 0 && (kind === "role" || !excluded.has(settled));
    return is === kind && isOpen ? { roles, school: more.pop() ?? "", settled } : [];
  });
}

/** Who holds by what Contacts say now a role for which such a mark stands. */
const holdersNow = (excluded: Addresses, kind: "role" | "next", directory: Directory) =>
  marksIn(excluded, kind).flatMap(({ roles, school }) =>
    roles.flatMap((role) => addressesOf(role, directory, schoolOf(school, directory))),
  );

/** Everyone whom a file excludes: the addresses that are written down, and those of rows that were mended since. With all marks. */
export function excludedNow(excluded: Addresses, directory: Directory): Addresses {
  return new Set([...excluded, ...holdersNow(excluded, "next", directory)]);
}

/** Everyone who holds a role now that a file excludes. They do not come to read it. */
export function heldOutByRole(excluded: Addresses, directory: Directory): Addresses {
  return new Set(holdersNow(excluded, "role", directory));
}

/** Whether a role of the district is excluded, whoever holds it. */
export function isRoleOut(excluded: Addresses, kind: Involved): boolean {
  return excluded.has(markOfRole(kind));
}

/** Whether any role is excluded. Only an older version of the script kept addresses alone. */
export function hasRoles(excluded: Iterable<string>): boolean {
  return [...excluded].some((one) => one.startsWith("role:"));
}

/**
 * What has to be written down because of what Contacts say now: the addresses that count by a mark, and the marks that are settled by them,
 * since each row of the role has an address again; also the mark for a role of which an address that is written down turned out to be no
 * one's. Empty: nothing. `at`: milliseconds UTC.
 */
export function newlyExcluded(
  excluded: Addresses,
  directory: Directory,
  at: number,
): readonly string[] {
  const next = marksIn(excluded, "next");
  const settled = next.flatMap(({ roles, school, settled: mark }) =>
    roles.some((role) => isUnclear(role, directory, schoolOf(school, directory))) ? [] : mark,
  );
  const found = holdersNow(excluded, "next", directory).filter((one) => !excluded.has(one));
  const ofNoOne = directory.unusable.filter(({ email = "" }) => excluded.has(email));
  const opened = marksIn(excluded, "role").flatMap(({ roles, school }) =>
    roles.flatMap((role) => {
      const isNext = next.some((one) => one.roles.includes(role) && one.school === school);
      const rows = rowsOfRole(ofNoOne, role, directory, schoolOf(school, directory));
      return isNext || rows.length === 0 ? [] : `next:${role}:${at.toString(36)}:${school}`;
    }),
  );
  return [...new Set([...found, ...settled, ...opened])];
}
