/** Whom to tell about a report, and which school a reporter meant. */
import type { Directory, Person, PersonRole, School } from "./directory";
import { fold } from "./fold";
import type { DirectoryReason } from "./reasons";

/** The school that a text names, whatever the case, accents and spaces; null where the Schools tab has none such. */
export function schoolNamed(directory: Directory, text: string): School | null {
  const wanted = fold(text);
  return directory.schools.find((one) => fold(one.school) === wanted) ?? null;
}

/** Who is there for a school today. Each is null where nobody has the role, or everybody who has it is away. */
export interface Recipients {
  readonly contact: Person | null;
  readonly backup: Person | null;
  readonly lead: Person | null;
  readonly alternateLead: Person | null;
  readonly admin: Person | null;
  /** The one who is asked to act: the first of the above who is there. When all are away, the first of all; null only when Contacts has nobody. */
  readonly responsible: Person | null;
  /** Who is told at once, each address once, the responsible one first; in immediate danger also the contact, the backup and the lead. */
  readonly tell: readonly Person[];
  /** Roles that the directory has for this school, with everybody who has them away today. */
  readonly away: readonly PersonRole[];
  /** Each one also tells the district lead (design 2.9). */
  readonly reasons: readonly DirectoryReason[];
}

/**
 * Whom to tell about a report of a school, at an instant (milliseconds UTC).
 * `school` is the name as in the Schools tab or as the report has it; null where it is not known.
 * A role is taken by the first row for the school itself, else by the first for the whole district. Never throws.
 */
export function recipients(
  directory: Directory,
  school: string | null,
  now: number,
  circumstances: { readonly immediateDanger: boolean },
): Recipients {
  const standing = {
    contact: holders(directory, "designated-contact", school),
    backup: holders(directory, "backup-contact", school),
    lead: holders(directory, "district-lead", school),
    alternateLead: holders(directory, "alternate-lead", school),
    admin: holders(directory, "district-admin", school),
  };
  const there = (people: readonly Person[]) => people.find((one) => !isAway(one, now)) ?? null;
  const contact = there(standing.contact);
  const backup = there(standing.backup);
  const lead = there(standing.lead);
  const alternateLead = there(standing.alternateLead);
  const admin = there(standing.admin);

  const present = contact ?? backup ?? lead ?? alternateLead ?? admin;
  const inOrder = [
    ...standing.contact,
    ...standing.backup,
    ...standing.lead,
    ...standing.alternateLead,
    ...standing.admin,
  ];
  const responsible = present ?? inOrder[0] ?? null;
  const inDanger = circumstances.immediateDanger ? [contact, backup, lead] : [];

  const reasons: DirectoryReason[] = [];
  if (standing.contact.length === 0) {
    reasons.push("no-designated-contact");
  } else if (contact === null && backup === null) {
    reasons.push("contacts-away");
  }
  if (standing.lead.length === 0) {
    reasons.push("no-district-lead");
  }
  if (present === null) {
    reasons.push(responsible === null ? "nobody-to-tell" : "everyone-away");
  }
  return {
    contact,
    backup,
    lead,
    alternateLead,
    admin,
    responsible,
    tell: eachOnce([responsible, ...inDanger]),
    away: Object.values(standing).flatMap((people) =>
      people[0] !== undefined && there(people) === null ? [people[0].role] : [],
    ),
    reasons,
  };
}

/** True from the first day of an absence to the end of its last day. An absence with one end open has no such end. */
export function isAway(person: Person, now: number): boolean {
  const { awayFrom, awayTo } = person;
  if (awayFrom === null && awayTo === null) {
    return false;
  }
  return (awayFrom === null || now >= awayFrom) && (awayTo === null || now < awayTo + dayMs);
}

/** A day on which clocks change has an hour more or less: whoever comes back after it counts as back an hour early or late. */
const dayMs = 86_400_000;

/**
 * Everybody with the role who serves the school, whoever is away: those for the school itself first. District roles serve
 * every school in the end.
 */
export function holders(
  directory: Directory,
  role: PersonRole,
  school: string | null,
): readonly Person[] {
  const all = directory.people.filter((one) => one.role === role);
  const wanted = school === null ? null : fold(school);
  const own = all.filter((one) => one.school !== null && fold(one.school) === wanted);
  const ofAll = all.filter((one) => one.school === null);
  const ofSchool = role === "designated-contact" || role === "backup-contact";
  const others = ofSchool ? [] : all.filter((one) => !own.includes(one) && !ofAll.includes(one));
  return [...own, ...ofAll, ...others];
}

function eachOnce(people: readonly (Person | null)[]): readonly Person[] {
  const seen = new Map<string, Person>();
  for (const person of people) {
    if (person !== null && !seen.has(person.email)) {
      seen.set(person.email, person);
    }
  }
  return [...seen.values()];
}
