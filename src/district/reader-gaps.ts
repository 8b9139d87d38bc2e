/** Gaps of readers: what in Contacts would leave a report that names somebody without a reader (design 2.11). Pure. */
import type { Directory, Person } from "./district";
import type { PersonRole } from "./roles";
import { excludedByReport, type Involved, readersByContacts } from "./sealed-readers";

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

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>) =>
  some.size > 0 && [...some].every((one) => all.has(one));

/** Whether nobody could read a report that names these people. */
function isUnread(directory: Directory, involved: Involved, school: string | null): boolean {
  const excluded = excludedByReport(involved, directory, school);
  return readersByContacts({ involved, excluded, directory, now: 0 }).length === 0;
}

/** All gaps; empty where every report would have a reader, whomever it names. */
export function readerGaps(directory: Directory): readonly ReaderGap[] {
  const { people, schools } = directory;
  const leads = addressesOf(people, "district-lead");
  const alternates = addressesOf(people, "alternate-lead");
  const contacts = addressesOf(people, "designated-contact", "backup-contact");
  const isAnyone = leads.size + alternates.size > 0;
  const unread = schools.flatMap(({ school }) =>
    isAnyone && isUnread(directory, "contact", school) ? [school] : [],
  );
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
    isAnyone &&
      isUnread(directory, "administrator", null) &&
      gap(
        "Every lead and alternate lead is ticked as an administrator: a report that names an administrator would have no reader.",
        "In Contacts, name a lead or alternate lead who is not an administrator.",
      ),
  ];
  return found.filter((one): one is ReaderGap => one !== false);
}
