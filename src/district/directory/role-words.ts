/** The words by which people write a role in Contacts. */
import { packs } from "../../protocol/find-pack";
import type { AgencyId } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { foldToWords } from "../../text";
import { type PersonRole, personRoles } from "../roles";

/** Each role's written forms, in lower case, with one space between words. */
const roleWords: Readonly<Record<PersonRole, readonly string[]>> = {
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
};

export type Role =
  | { readonly is: "person"; readonly role: PersonRole }
  | { readonly is: "agency"; readonly agency: AgencyId }
  | { readonly is: "liaison"; readonly liaison: string }
  /** Something that takes no reports: telling it does not fulfil the duty to report. `why` says so. */
  | { readonly is: "no-agency"; readonly why: string };

/** The role that words mean; null where none is known. Case, accents, hyphens, "the" and a plural at the end do not matter. */
export function roleNamed(pack: ProtocolPack, text: string): Role | null {
  const words = foldToWords(text).replace(/^the /, "");
  return roleIn(pack, words) ?? roleIn(pack, words.replace(/s$/, ""));
}

function roleIn(own: ProtocolPack, words: string): Role | null {
  const person = personRoles.find((role) => roleWords[role].includes(words));
  if (person !== undefined) return { is: "person", role: person };
  // The district's own pack first. An agency of another pack may still be called for an older case.
  for (const pack of [own, ...packs().filter((one) => one !== own)]) {
    const no = pack.noAgencies.find(({ writtenAs }) => writtenAs.includes(words));
    if (no !== undefined) return { is: "no-agency", why: say(no.why) };
    const agency = pack.agencies.find(({ writtenAs }) => writtenAs.includes(words));
    if (agency !== undefined) return { is: "agency", agency: agency.id };
    const liaison = pack.liaisons?.find(({ writtenAs }) => writtenAs.includes(words));
    if (liaison !== undefined) return { is: "liaison", liaison: liaison.id };
  }
  return null;
}
