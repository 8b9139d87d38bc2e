/**
 * The people who can sit at the desk, and the directory that they are in: the demo's people, a teacher, an alternate lead, and someone
 * outside.
 */
import { addresses, demoDirectory } from "../play/directory";
import type { PersonView } from "./views/views";

/** What a person asked for and did not get; the message is for them. */
export class DeskRefused extends Error {}

/** A row of Contacts that only this desk has. Scenarios have a lead but no alternate lead. */
const alternateLead = {
  role: "alternate lead",
  name: "Alex Alternate",
  phone: "(415) 555-0107",
  email: "alternate@district.example",
  mayOpen: true,
} as const;

export const deskDirectory = {
  ...demoDirectory,
  contacts: [...demoDirectory.contacts, alternateLead],
  settings: { retentionYears: 7, studentDomains: "students.district.example", nights: "on-duty" },
};

export const people: readonly PersonView[] = [
  { name: "teacher", address: addresses.teacher, words: "Teacher" },
  { name: "contact", address: addresses.contact, words: "Designated contact" },
  { name: "backup", address: addresses.backup, words: "Backup contact" },
  { name: "lead", address: addresses.lead, words: "District lead" },
  { name: "alternate", address: alternateLead.email, words: "Alternate lead" },
  { name: "admin", address: addresses.admin, words: "District admin" },
  { name: "stranger", address: addresses.stranger, words: "Someone outside" },
];

/** The address of a person at the desk, from their name. An address is returned as it is, in lower case. */
export function addressAtDesk(as: string): string {
  return (people.find(({ name }) => name === as)?.address ?? as).toLowerCase();
}

export const personAt = (address: string): PersonView | undefined =>
  people.find((one) => one.address === address.toLowerCase());

/** What a person at the desk is called. The address of anyone else is returned as it is. */
export const calledAtDesk = (address: string): string => personAt(address)?.words ?? address;
