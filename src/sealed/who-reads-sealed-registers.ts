/** Sealed reports (design 2.11): whom a report involves, who reads a sealed register, and who is told if no one can. Pure. */

import { confirmedHolders, isAway, presentName, schoolNamed } from "../district/find-people";
import type { Directory, Person, PersonRole, School, ToldOnly } from "../district-directory";
import { isContactRole } from "../district-directory";
import type { Report } from "../form/report";
import type { RegisterName } from "../ports";
import { isOfSchools, isSealedRegister, kindOf, type ReaderRole } from "../registers/kinds";
import { fold } from "../text";
import type { Addresses, Involved } from "./whom-a-report-excludes";
import {
  excludedNow,
  heldOutByRole,
  involvedKinds,
  isRoleOut,
  markOfRole,
} from "./whom-a-report-excludes";

/** The answers that decide whether a report is sealed, and who is excluded from it. */
export type SealingAnswers = Pick<
  Report,
  "recipientMayBeInvolved" | "staffMayBeInvolved" | "unread"
>;

/**
 * Who may be involved, according to a report. Empty: no one, so the report is not sealed. "No" beside another answer counts as not given.
 * Most reporters skip the question, so no answer means no one, unless the report says that a staff member is or may be involved: that
 * person may be the one who would read the report.
 */
export function involvedInReport(said: SealingAnswers): readonly Involved[] {
  const { recipientMayBeInvolved: answers, staffMayBeInvolved: staff, unread } = said;
  const isUnread = (question: keyof SealingAnswers) => unread.some(({ key }) => key === question);
  const isUnsure = answers.includes("not-sure") || isUnread("recipientMayBeInvolved");
  const isStaffClear = staff === "no" || (staff === null && !isUnread("staffMayBeInvolved"));
  const isContact = isUnsure || (answers.length === 0 && !isStaffClear);
  return involvedKinds.filter(
    (kind) => answers.includes(kind) || (kind === "contact" && isContact),
  );
}

/** The registers for sealed reports, in the order in which they are tried for a report. */
export const sealedRegisters = ["sealed", "sealed-lead", "sealed-alternate"] as const;
export type SealedRegister = (typeof sealedRegisters)[number];

/** The answer of a report that excludes each of the roles that read sealed registers. */
export const involvedBy: Readonly<Record<ReaderRole, Involved>> = {
  "district-lead": "lead",
  "alternate-lead": "alternate-lead",
};

/** What a sealed register holds, as far as it decides who may open it. */
export interface RegisterContents {
  /** Whether it has a case that is not closed. */
  readonly hasOpenCase: boolean;
  /** Addresses (lower case) that any case which was ever in it excludes, and marks for roles (`whom-a-report-excludes.ts`). */
  readonly excluded: Addresses;
  /** Addresses (lower case) of those who were told of an open case there, or acknowledged it. */
  readonly readers?: Addresses;
  /** Folded names, as cases have them, of the schools that have an open case there, where schools have registers of their own. */
  readonly openAt?: ReadonlySet<string>;
}

/**
 * The mark for a file in which an older version of the script excluded someone, when it kept no roles: the role that would stand in there
 * is the one whose holder the report may have named. None if the file has no such role.
 */
export function markOfOldCases(name: RegisterName): readonly string[] {
  const { standIn } = kindOf(name);
  return standIn === null ? [] : [markOfRole(involvedBy[standIn])];
}

/** Contents that change nothing: those of the main register, and of a sealed register that never held a case. */
export const emptyContents: RegisterContents = { hasOpenCase: false, excluded: new Set() };

/**
 * The people who read a sealed register and are told of its cases, in the order in which they are asked. Each person once, and no one whom
 * any case that was ever in it excludes. They are the holders of its roles whom Contacts let open a register, or all holders if none of
 * them may. If there are none and a case is open, the holders of its stand-in role; if there are none either, those who read an open case
 * already and have another role now. No one comes to read it who holds a role that a case excludes. Empty for the main register.
 */
export function readersOfRegister(
  name: RegisterName,
  directory: Directory,
  { hasOpenCase, excluded, readers = new Set() }: RegisterContents,
): readonly Person[] {
  const { audience, standIn } = kindOf(name);
  const out = excludedNow(excluded, directory);
  const byRole = heldOutByRole(excluded, directory);
  const some = (people: readonly Person[]) => {
    const all = people.filter(({ email }) => !out.has(email));
    const ticked = all.filter(({ mayOpen }) => mayOpen);
    const may = ticked.length > 0 ? ticked : all;
    return may.filter(({ email }, at) => may.findIndex((one) => one.email === email) === at);
  };
  const holders = (roles: readonly PersonRole[]) =>
    some(
      roles
        .flatMap((role) => confirmedHolders(directory, role))
        .filter(({ email }) => readers.has(email) || !byRole.has(email)),
    );
  const own = holders(audience ?? []);
  if (audience === null || own.length > 0 || !hasOpenCase) return own;
  const isOut = standIn === null || isRoleOut(excluded, involvedBy[standIn]);
  const others = isOut ? [] : holders([standIn]);
  if (others.length > 0) return others;
  // As holders of the role that they had, so that whatever goes by roles still finds them.
  const [role] = audience;
  const before = directory.people.filter(({ email }) => readers.has(email));
  return some(before.map((one) => ({ ...one, role: role ?? one.role, school: null })));
}

/**
 * The directory as a run on a register sees it: with the people who may read that register.
 */
export function directoryFor(
  name: RegisterName,
  directory: Directory,
  held: RegisterContents,
): Directory {
  if (!isSealedRegister(name)) return directoryOfOrdinary(name, directory, held);
  const { people: everyone } = directory;
  const people = readersOfRegister(name, directory, held);
  return { ...directory, people, everyone, earlier: [], toldOnly: [] };
}

/**
 * The directory for a register of ordinary cases, where schools have registers of their own (design 2.22). It has the contacts of the
 * schools whose cases are there: new ones, and those that are still open since a school's row named another register. Contacts without a
 * school count where a lead has ticked All schools, and for the schools that share the main register. Leads count everywhere; an admin
 * opens a register of schools only with both ticks.
 */
function directoryOfOrdinary(
  name: RegisterName,
  directory: Directory,
  { openAt = new Set() }: RegisterContents,
): Directory {
  const { schools } = directory;
  const isShared = schools.every(({ register }) => register === "main");
  if (isShared && openAt.size === 0 && !isOfSchools(name)) return directory;
  const isHere = ({ register, school, formerly }: School) =>
    register === name || [school, ...formerly].some((one) => openAt.has(fold(one)));
  const serves = ({ school, allSchools }: ToldOnly) => {
    if (school === null) return allSchools || (!isOfSchools(name) && schools.some(isHere));
    const known = schoolNamed(directory, school);
    if (known !== null) return isHere(known);
    // Of a school whose row is gone, its people keep what is open.
    return !isOfSchools(name) || openAt.has(fold(school));
  };
  const people = directory.people.flatMap((one): readonly Person[] => {
    if (isContactRole(one.role)) return serves(one) ? [one] : [];
    const isShut = one.role === "district-admin" && isOfSchools(name) && !one.allSchools;
    return [isShut ? { ...one, mayOpen: false } : one];
  });
  return { ...directory, people, toldOnly: directory.toldOnly.filter(serves) };
}

/** Everyone who is not told of a case or a report: by address, and by a role that they hold now. */
export function everyoneOut(excluded: Addresses, directory: Directory): Addresses {
  return new Set([...excludedNow(excluded, directory), ...heldOutByRole(excluded, directory)]);
}

/**
 * Who is told, without content, that a report waits which no reader can get: people of the district or, if there are none, contacts of
 * other schools. `now` (milliseconds UTC): people who are not away come before people who are away. Null if a danger is reported: then all
 * of them, away or not. Never an agency, and no one whom the report excludes. Each address once; empty if Contacts has no one.
 */
export function peopleToldWithoutContent(
  directory: Directory,
  excluded: Addresses,
  school: string | null,
  now: number | null,
): readonly string[] {
  const out = everyoneOut(excluded, directory);
  const allowed = directory.people.filter(({ email }) => !out.has(email));
  const isOther = (of: string | null) =>
    of === null || school === null || fold(of) !== fold(presentName(directory, school));
  const elsewhere = allowed.filter((one) => isContactRole(one.role) && isOther(one.school));
  const groups = [allowed.filter((one) => !isContactRole(one.role)), elsewhere];
  const there = now === null ? [] : groups.map((group) => group.filter((one) => !isAway(one, now)));
  const told = [...there, ...groups].find((group) => group.length > 0) ?? [];
  return [...new Set(told.map(({ email }) => email))];
}

/**
 * The role because of which an account (lower case) must not run the system: a report may be about the person with that role. Null if the
 * account may run it.
 */
export function roleOfAccount(directory: Directory, account: string): PersonRole | null {
  const held = directory.people.find(
    ({ email, role }) => email === account && role !== "district-admin",
  );
  return held?.role ?? null;
}
