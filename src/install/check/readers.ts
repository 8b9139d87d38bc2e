/** Whether a report that names somebody would still have a reader, whoever it names (design 2.11). */
import { installersIn } from "../../access/accounts";
import type { Directory, Person } from "../../district/district";
import { type PersonRole, roleWords } from "../../district/roles";
import { roleOfAccount } from "../../district/sealed";
import { fold } from "../../text";
import { type Checked, type Perhaps, wrong } from "./findings";

function addressesOf(people: readonly Person[], ...roles: readonly PersonRole[]): Set<string> {
  return new Set(people.flatMap(({ role, email }) => (roles.includes(role) ? [email] : [])));
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>) =>
  [...all].filter((one) => !some.has(one));

/** Schools whose contacts are the only ones who could read a report that names them. */
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

/** Accounts that run the desk and stand in Contacts as somebody whom a report may be about. */
function namedAccounts({ workspace, directory }: Checked): readonly Perhaps[] {
  return [...installersIn(workspace.memory).keys()].map((one) => {
    const role = roleOfAccount(directory, one);
    return (
      role !== null &&
      wrong(
        `${one} runs the desk, and is the ${roleWords[role]} in Contacts: a report about that person would be theirs to read.`,
        "Have a role account of the district choose Set up, then Hand over here; or name somebody else in Contacts.",
      )
    );
  });
}

/** What would leave a sealed report unread. Critical: nobody goes live with it. */
export function readerLines(checked: Checked): readonly Perhaps[] {
  const { directory } = checked;
  const { people, administrators } = directory;
  const leads = addressesOf(people, "district-lead");
  const alternates = addressesOf(people, "alternate-lead");
  const contacts = addressesOf(people, "designated-contact", "backup-contact");
  const readers = new Set([...leads, ...alternates]);
  const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>) =>
    some.size > 0 && without(some, all).length === 0;
  const unread = schoolsWithoutReader(directory);
  return [
    alternates.size === 0 &&
      wrong(
        "No alternate lead: a report that names the lead would have no reader.",
        "Add a row with the role alternate lead in Contacts.",
      ),
    isWithin(alternates, leads) &&
      wrong(
        "The alternate lead has the lead's address: a report that names the lead would have no reader.",
        "Name another person as the alternate lead in Contacts.",
      ),
    leads.size > 0 &&
      isWithin(contacts, leads) &&
      wrong(
        "The lead is every contact: one person would get each report, and each report about the contacts would be about the lead.",
        "Name somebody else as designated contact or backup contact in Contacts.",
      ),
    unread.length > 0 &&
      wrong(
        `Lead and alternate lead are contacts of the same school: a report that names its contacts would have no reader: ${unread.join(", ")}.`,
        "Name somebody else as contact there, or as lead or alternate lead.",
      ),
    // Ticked row by row: a report that names one excludes them all.
    isWithin(readers, new Set(administrators)) &&
      wrong(
        "Every lead and alternate lead is ticked as an administrator: a report that names an administrator would have no reader.",
        "Name somebody as lead or alternate lead in Contacts who is no administrator.",
      ),
    ...namedAccounts(checked),
  ];
}
