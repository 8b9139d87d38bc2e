/** Whether a report that names somebody would still have a reader, whoever it names (design 2.11). */
import type { Directory, Person } from "../../district/district";
import type { PersonRole } from "../../district/roles";
import { fold } from "../../text";
import { type Checked, type Line, wrong } from "./findings";

function addresses(people: readonly Person[], ...roles: readonly PersonRole[]): Set<string> {
  return new Set(people.flatMap(({ role, email }) => (roles.includes(role) ? [email] : [])));
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>) =>
  [...all].filter((one) => !some.has(one));

/** Schools whose contacts are the only ones who could read a report that names them. */
function schoolsWithoutReader({ people, schools }: Directory): readonly string[] {
  const readers = addresses(people, "district-lead", "alternate-lead");
  return schools.flatMap(({ school }) => {
    const serving = people.filter(
      (one) => one.school === null || fold(one.school) === fold(school),
    );
    const named = addresses(serving, "designated-contact", "backup-contact");
    return readers.size > 0 && without(readers, named).length === 0 ? [school] : [];
  });
}

/** What would leave a sealed report unread. Critical: nobody goes live with it. */
export function readerLines({ directory }: Checked): readonly Line[] {
  const { people } = directory;
  const leads = addresses(people, "district-lead");
  const alternates = addresses(people, "alternate-lead");
  const contacts = addresses(people, "designated-contact", "backup-contact");
  const lines: Line[] = [];
  if (alternates.size === 0) {
    lines.push(
      wrong(
        "No alternate lead: a report that names the lead would have no reader.",
        "Add a row with the role alternate lead in Contacts.",
      ),
    );
  } else if (leads.size > 0 && without(alternates, leads).length === 0) {
    lines.push(
      wrong(
        "The alternate lead has the lead's address: a report that names the lead would have no reader.",
        "Name another person as the alternate lead in Contacts.",
      ),
    );
  }
  if (contacts.size > 0 && leads.size > 0 && without(contacts, leads).length === 0) {
    lines.push(
      wrong(
        "The lead is every contact: one person would get each report, and each report about the contacts would be about the lead.",
        "Name somebody else as designated contact or backup contact in Contacts.",
      ),
    );
  }
  const unread = schoolsWithoutReader(directory);
  if (unread.length > 0) {
    lines.push(
      wrong(
        `Lead and alternate lead are contacts of the same school: a report that names its contacts would have no reader: ${unread.join(", ")}.`,
        "Name somebody else as contact there, or as lead or alternate lead.",
      ),
    );
  }
  return lines;
}
