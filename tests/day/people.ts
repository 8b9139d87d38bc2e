/** The people of every day, and their rows of Contacts. All are made up; their addresses end in `.example`. */
import { addresses, demoDirectory } from "../../scripts/play/directory";

const known: Readonly<Record<keyof typeof addresses, string>> = addresses;
export const { contact, backup, lead, admin, stranger, teacher } = known;
export const alternate: string = "alternate@district.example";
/** Another account that runs the system. */
export const spare: string = "spare@district.example";
/** The designated contact of South Middle, where a district has one for each school. */
export const south: string = "south@district.example";

/** The principal of North High, who is told references and levels, and opens no register. */
export const principal: string = "principal@district.example";

/** A row of Contacts for somebody who may open the register. */
export const contactsRow = (role: string, email: string, more: object = {}) => ({
  role,
  name: "Pat Example",
  phone: "(415) 555-0100",
  email,
  mayOpen: true,
  ...more,
});

export const alternateRow = { role: "alternate lead", name: "Alex Alternate", email: alternate };

/** The demo's directory, with more rows of Contacts. */
export const demoAnd = (...rows: readonly object[]) => ({
  contacts: [...demoDirectory.contacts, ...rows],
});

const named = (role: string, school: string, email: string) =>
  contactsRow(role, email, { school, name: email });

/** A directory of two schools, each with a designated contact. */
export const twoSchools = {
  schools: [
    { school: "North High", grades: "9-12" },
    { school: "South Middle", grades: "6-8" },
  ],
  contacts: [
    named("designated contact", "North High", contact),
    named("designated contact", "South Middle", south),
    named("district lead", "", lead),
    named("district admin", "", admin),
  ],
  settings: { domains: "district.example" },
};
