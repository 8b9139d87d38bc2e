/** Gaps of readers: what in Contacts would leave a report that names somebody without a reader (design 2.11). Pure. */
import { fold } from "../text";
import type { Directory, Person } from "./district";
import type { PersonRole } from "./roles";

/** What is wrong, and what to do about it. Names roles and schools, never people. */
export interface ReaderGap {
  readonly text: string;
  readonly next: string;
}

function gap(text: string, next: string): ReaderGap {
  return { text, next };
}

function addressesOf(people: readonly Person[], ...roles: readonly PersonRole[]): Set<string> {
  return new Set(people.flatMap(({ role, email }) => (roles.includes(role) ? [email] : [])));
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>) =>
  [...all].filter((one) => !some.has(one));

/** Schools where a report that names a contact would exclude everybody who could read it, since the leads are contacts there too. */
function schoolsWithoutReader({ people, schools }: Directory): readonly string[] {
  const readers = addressesOf(people, "district-lead", "alternate-lead");
  return schools.flatMap(({ school }) => {
    const serving = people.filter(
      (one) => one.school === null || fold(one.school) === fold(school),
    );
    const named = addressesOf(serving, "designated-contact", "backup-contact");
    return readers.size > 0 && without(readers, named).length === 0 ? [school] : [];
  });
}

/** All gaps; empty where every report would have a reader, whomever it names. */
export function readerGaps(directory: Directory): readonly ReaderGap[] {
  const { people, administrators } = directory;
  const leads = addressesOf(people, "district-lead");
  const alternates = addressesOf(people, "alternate-lead");
  const contacts = addressesOf(people, "designated-contact", "backup-contact");
  const readers = new Set([...leads, ...alternates]);
  const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>) =>
    some.size > 0 && without(some, all).length === 0;
  const unread = schoolsWithoutReader(directory);
  const found: readonly (ReaderGap | false)[] = [
    alternates.size === 0 &&
      gap(
        "No alternate lead: a report that names the lead would have no reader.",
        "Add a row with the role alternate lead in Contacts.",
      ),
    isWithin(alternates, leads) &&
      gap(
        "The alternate lead has the lead's address: a report that names the lead would have no reader.",
        "Name another person as the alternate lead in Contacts.",
      ),
    leads.size > 0 &&
      isWithin(contacts, leads) &&
      gap(
        "The lead is every contact: one person would get each report, and each report about the contacts would be about the lead.",
        "Name someone else as designated contact or backup contact in Contacts.",
      ),
    unread.length > 0 &&
      gap(
        `Lead and alternate lead are contacts of the same school: a report that names its contacts would have no reader: ${unread.join(", ")}.`,
        "Name someone else as contact there, or as lead or alternate lead.",
      ),
    // Rows ticked as an administrator's: a report that names one administrator excludes them all.
    isWithin(readers, new Set(administrators)) &&
      gap(
        "Every lead and alternate lead is ticked as an administrator: a report that names an administrator would have no reader.",
        "In Contacts, name a lead or alternate lead who is not an administrator.",
      ),
  ];
  return found.filter((one): one is ReaderGap => one !== false);
}
