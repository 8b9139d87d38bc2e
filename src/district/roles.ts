/** The roles that people have in Contacts, and how a sentence names them: never by name. */

export const personRoles = [
  "designated-contact",
  "backup-contact",
  "district-lead",
  "alternate-lead",
  "district-admin",
] as const;
export type PersonRole = (typeof personRoles)[number];

export const roleWords: Readonly<Record<PersonRole, string>> = {
  "designated-contact": "designated contact",
  "backup-contact": "backup contact",
  "district-lead": "district lead",
  "alternate-lead": "alternate lead",
  "district-admin": "district admin",
};

export function rolesListed(roles: readonly PersonRole[]): string {
  const words = [...new Set(roles)].map((role) => `the ${roleWords[role]}`);
  const last = words[words.length - 1] ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
