/** The designated contacts and their backups, typed or pasted. */
import { unserved } from "../answers";
import { pasteArea, text, unanswered, type WalkPage } from "./walk-page";

export const contactsPage: WalkPage = {
  view: "contacts",
  title: "Contacts",
  blocks: () => [
    text(
      "Each school needs a designated contact, who gets its reports, and should have a backup contact for days away.",
    ),
    pasteArea(
      "contacts",
      "One person a line",
      "Paste the rows from a spreadsheet, or type them with a comma between: role, school, name, phone, email. The role is designated contact or backup contact. Leave the school empty for somebody who serves them all. A first line with the columns' names is understood.",
    ),
  ],
  doubts(_values, { read }) {
    const without = unserved(read.directory);
    const words = `No designated contact yet for ${without.join(", ")}: reports from there would go to the backup contact or the district lead. Add one, or go on and add one in the register.`;
    return without.length === 0 ? {} : { contacts: words };
  },
  missing: (values) => unanswered(values, { contacts: "At least one designated contact." }),
};
