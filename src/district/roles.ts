/** The roles that people have in Contacts, and how a sentence names them: never by name. */

/** The roles of people. Permanent ids. */
export const personRoles = [
  "designated-contact",
  "backup-contact",
  "district-lead",
  "alternate-lead",
  "district-admin",
] as const;
export type PersonRole = (typeof personRoles)[number];

/** How a sentence names someone in the role. */
export const roleWords: Readonly<Record<PersonRole, string>> = {
  "designated-contact": "designated contact",
  "backup-contact": "backup contact",
  "district-lead": "district lead",
  "alternate-lead": "alternate lead",
  "district-admin": "district admin",
};

/** The roles as one phrase of a sentence. */
export function listRoles(roles: readonly PersonRole[]): string {
  const words = [...new Set(roles)].map((role) => `the ${roleWords[role]}`);
  const last = words[words.length - 1] ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
