/** Which sealed register a report goes to, by who can read it (design 2.11), and what in Contacts would leave a report without one. Pure. */

import { isAway } from "../district/find-people";
import type { Directory, Person, PersonRole } from "../district-directory";
import { kindOf } from "../registers/kinds";
import type { RegisterContents, SealedRegister } from "./who-reads-sealed-registers";
import {
  emptyContents,
  involvedBy,
  readersOfRegister,
  sealedRegisters,
} from "./who-reads-sealed-registers";
import type { Addresses, Involved } from "./whom-a-report-excludes";
import { excludedByReport, isRoleBroken } from "./whom-a-report-excludes";

/** A sealed register, as seen while a report is being placed. */
export interface SealedFile {
  readonly name: SealedRegister;
  /** Addresses (lower case) that can open it, as Google lists them. */
  opens(): readonly string[];
  /** What it holds. Not called if someone whom the report excludes can open the file. */
  contents(): RegisterContents;
  /** The people of its audience who cannot open it and cannot be given access. Called last. */
  shutOut(audience: readonly Person[]): Addresses;
}

/** What else decides in which register a sealed report is placed. */
export interface SealedPlace {
  readonly involved: readonly Involved[];
  /** Addresses (lower case) that the report excludes, and marks. */
  readonly excluded: Addresses;
  readonly directory: Directory;
  /** Addresses of the accounts that run the system. They can open every register and never count as readers. */
  readonly running: Addresses;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/**
 * Whether a report may not go into a register because of a role that reads it, whoever holds the role now: the lead, the alternate lead, or
 * one of an administrator or with a row that cannot be read, if the report says that an administrator may be involved.
 */
function isOutByRole(name: SealedRegister, involved: readonly Involved[], directory: Directory) {
  const isAdministrator = (role: PersonRole) =>
    isRoleBroken(role, directory, null) ||
    directory.named.some(
      (one) =>
        one.role === role &&
        directory.named.some((two) => two.role === "administrator" && two.email === one.email),
    );
  return (kindOf(name).audience ?? []).some(
    (role) =>
      involved.includes(involvedBy[role]) ||
      (involved.includes("administrator") && isAdministrator(role)),
  );
}

/**
 * The register for a report, by who can read it (design 2.11): the first of `files` with a reader who is not away and whom Contacts let
 * open it; otherwise one with another reader who is not away; otherwise one whose readers are all away; otherwise one that a stranger can
 * open. Null if there is none. Looks at no more files than it must.
 */
export function registerOfReport(
  files: Iterable<SealedFile>,
  { involved, excluded, directory, running, now }: SealedPlace,
): SealedRegister | null {
  const isExcluded = ({ email }: Person) => excluded.has(email);
  let best: { readonly name: SealedRegister; readonly rank: number } | null = null;
  for (const file of files) {
    if (isOutByRole(file.name, involved, directory)) continue;
    const holders = readersOfRegister(file.name, directory, emptyContents);
    if (holders.length > 0 && holders.every(isExcluded)) continue;
    const others = file.opens().filter((one) => !running.has(one));
    if (others.some((one) => excluded.has(one))) continue;
    const audience = readersOfRegister(file.name, directory, file.contents());
    if (audience.length === 0 || audience.some(isExcluded)) continue;
    const hasStranger = others.some((one) => audience.every(({ email }) => email !== one));
    const isOfLeads = involved.includes("lead") || involved.includes("alternate-lead");
    if (hasStranger && isOfLeads) continue;
    const shutOut = file.shutOut(audience);
    const readers = audience.filter(({ email }) => !shutOut.has(email));
    if (readers.length === 0) continue;
    // The lowest rank is the best.
    const there = readers.filter((one) => !isAway(one, now));
    const reads = [there.some(({ mayOpen }) => mayOpen), there.length > 0, true];
    const rank = (hasStranger ? 3 : 0) + reads.indexOf(true);
    if (rank === 0) return file.name;
    if (best === null || rank < best.rank) best = { name: file.name, rank };
  }
  return best?.name ?? null;
}

/** Who would read a report if only Contacts are asked, for when the registers cannot be looked at. Empty: no one. */
export function readersByContacts(place: Omit<SealedPlace, "running">): readonly Person[] {
  const files = sealedRegisters.map((name): SealedFile => {
    return { name, opens: () => [], contents: () => emptyContents, shutOut: () => new Set() };
  });
  const name = registerOfReport(files, { ...place, running: new Set() });
  return name === null ? [] : readersOfRegister(name, place.directory, emptyContents);
}

// What in Contacts would leave a report that names someone without a reader.

/** Every such problem, and what to do about it. Empty if every report would have a reader, no matter whom it names. Names no one. */
export function missingReaders(directory: Directory) {
  const addressesOf = (...roles: readonly PersonRole[]) =>
    directory.people.flatMap(({ role, email }) => (roles.includes(role) ? [email] : []));
  const leads = addressesOf("district-lead");
  const alternates = addressesOf("alternate-lead");
  const contacts = addressesOf("designated-contact", "backup-contact");
  const isUnread = (involved: Involved, school: string | null) => {
    const excluded = excludedByReport([involved], directory, school, 0);
    const isAnyone = leads.length + alternates.length > 0;
    return (
      isAnyone &&
      readersByContacts({ involved: [involved], excluded, directory, now: 0 }).length === 0
    );
  };
  const unread = directory.schools.flatMap(({ school }) =>
    isUnread("contact", school) ? school : [],
  );
  const gaps = [
    alternates.every((one) => leads.includes(one)) && {
      text: "No alternate lead, or only the lead in both roles: a report that names the lead would have no reader.",
      next: "In Contacts, add a row with the role alternate lead and another person's address.",
    },
    contacts.length > 0 &&
      contacts.every((one) => leads.includes(one)) && {
        text: "The lead is every contact: one person would get each report, and each report about the contacts would be about the lead.",
        next: "Name someone else as designated contact or backup contact in Contacts.",
      },
    unread.length > 0 && {
      text: `Lead and alternate lead are contacts of the same school: a report that names its contacts would have no reader: ${unread.join(", ")}.`,
      next: "Name someone else as contact there, or as lead or alternate lead.",
    },
    // Rows ticked as an administrator's. A report that names one administrator excludes all of them.
    isUnread("administrator", null) && {
      text: "Every lead and alternate lead is ticked as an administrator: a report that names an administrator would have no reader.",
      next: "In Contacts, name a lead or alternate lead who is not an administrator.",
    },
  ];
  return gaps.flatMap((gap) => gap || []);
}
