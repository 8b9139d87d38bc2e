/** The words by which people write a role in the Contacts tab. */
import type { AgencyId } from "../protocol/ids";
import type { PersonRole } from "./directory";
import { foldToWords } from "./fold";

/** A role that cannot receive reports: telling it discharges nothing (PC 11165.9), so a row with it is refused. */
export type NoAgency = "district-police";

/** Written forms in lower case, words with one space between them. */
const written: Readonly<Record<PersonRole | AgencyId | NoAgency, readonly string[]>> = {
  "designated-contact": [
    "designated contact",
    "designated",
    "contact",
    "school contact",
    "site contact",
    "primary contact",
    "main contact",
    "point of contact",
    "pre determined school personnel",
    "predetermined school personnel",
  ],
  "backup-contact": [
    "backup contact",
    "backup",
    "back up contact",
    "back up",
    "alternate contact",
    "second contact",
    "secondary contact",
    "deputy contact",
  ],
  "district-lead": ["district lead", "lead", "district contact"],
  "alternate-lead": [
    "alternate lead",
    "alternate district lead",
    "district alternate lead",
    "backup lead",
    "back up lead",
    "deputy lead",
    "second lead",
  ],
  "district-admin": ["district admin", "admin", "administrator", "district administrator"],
  "child-and-family-services": [
    "child and family services",
    "children and family services",
    "childrens and family services",
    "child family services",
    "children family services",
    "department of children and family services",
    "cfs",
    "dcfs",
    "child welfare",
    "child welfare services",
    "cws",
    "child protective services",
    "cps",
    "child abuse hotline",
  ],
  "law-enforcement": [
    "law enforcement",
    "local law enforcement",
    "law enforcement agency",
    "police",
    "city police",
    "town police",
    "local police",
    "police department",
    "pd",
    "sheriff",
    "sheriffs",
    "county sheriff",
    "sheriffs office",
    "sheriffs department",
  ],
  probation: [
    "probation",
    "juvenile probation",
    "probation department",
    "county probation",
    "probation officer",
  ],
  "victim-advocate": [
    "victim advocate",
    "advocate",
    "victim advocate organization",
    "victim advocacy",
    "victim services",
    "victims advocate",
  ],
  "district-police": [
    "school police",
    "district police",
    "school district police",
    "school police department",
    "sro",
    "school resource officer",
  ],
};

// Object.entries would widen the keys to string.
const roles = [
  "designated-contact",
  "backup-contact",
  "district-lead",
  "alternate-lead",
  "district-admin",
  "child-and-family-services",
  "law-enforcement",
  "probation",
  "victim-advocate",
  "district-police",
] as const;

const byWords: ReadonlyMap<string, (typeof roles)[number]> = new Map(
  roles.flatMap((role) => written[role].map((words) => [words, role] as const)),
);

/** The role that the words mean; null where none is known. Case, accents, hyphens, a plural ending in agency names and "the" do not matter. */
export function roleOf(text: string): PersonRole | AgencyId | NoAgency | null {
  const words = foldToWords(text).replace(/^the /, "");
  return byWords.get(words) ?? byWords.get(words.replace(/s$/, "")) ?? null;
}
