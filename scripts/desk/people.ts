/** Who can sit at the desk: the people of the demo directory, and one who has no business here. */
import { addresses } from "../play/directory";
import type { PersonView } from "./views";

export const personNames = ["contact", "backup", "lead", "admin", "stranger"] as const;
export type PersonName = (typeof personNames)[number];

const words: Readonly<Record<PersonName, string>> = {
  contact: "Designated contact",
  backup: "Backup contact",
  lead: "District lead",
  admin: "District admin",
  stranger: "Stranger",
};

export const people: readonly PersonView[] = personNames.map((name) => ({
  name,
  address: addresses[name],
  words: words[name],
}));
