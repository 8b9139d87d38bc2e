/** People by role, as a mail names them: never by name. */
import type { PersonRole } from "../directory/directory";

const roleWords = {
  "designated-contact": "the designated contact",
  "backup-contact": "the backup contact",
  "district-lead": "the district lead",
  "alternate-lead": "the alternate lead",
  "district-admin": "the district admin",
} as const satisfies Record<PersonRole, string>;

/** The roles in a sentence, each once; "" for none. */
export function rolesListed(roles: readonly PersonRole[]): string {
  const words = [...new Set(roles)].map((role) => roleWords[role]);
  const last = words[words.length - 1] ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
