/** Keeps the Form's school list in line with the Schools tab, cheaply enough for every tick. */
import { parseFormItems } from "../../intake/form/keys";
import type { Workspace } from "../../workspace";
import { schoolChoices } from "./desired-form";

export type SchoolListResult = "unchanged" | "changed" | "question-missing";

/**
 * Puts the schools' names into the Form's school question. No call at all while they equal what was put there last.
 * A dropdown that was changed in the Form itself is not noticed here; set-up puts it right.
 * "question-missing": the Form has no such item any more and set-up must add it.
 */
export function syncSchools(
  ports: Pick<Workspace, "form" | "memory">,
  schools: readonly { readonly school: string }[],
): SchoolListResult {
  const names = schoolChoices(schools.map((school) => school.school));
  const fingerprint = schoolListFingerprint(names);
  if (ports.memory.get("formSchools") === fingerprint) return "unchanged";
  const id = parseFormItems(ports.memory.get("formItems")).get("school");
  const choices = names.map((text) => ({ text, goTo: null }));
  if (id === undefined || !ports.form.setChoices(id, choices)) return "question-missing";
  ports.memory.set("formSchools", fingerprint);
  return "changed";
}

/** Tells one school list from another in a few characters: the list itself can be longer than a stored value may be. */
export function schoolListFingerprint(names: readonly string[]): string {
  const text = JSON.stringify(names);
  // FNV-1a and a second pass with another start: 64 bits, so that two lists of one district never meet.
  return `${names.length}-${hash(text, 0x811c9dc5)}-${hash(text, 0x1000193)}`;
}

function hash(text: string, start: number): string {
  let value = start;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16);
}
