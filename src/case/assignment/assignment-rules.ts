/** Rules for the cells that say whose case it is: stepping aside, assigning it to a colleague, handing it over to another school. Pure. */

import type { Value } from "../../register/columns";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import { fold } from "../../text";
import type { EditRun } from "../edits/edit-run";
import { colleaguesNamed, readSteppedAside, steppedAsideCell } from "./responsible-person";

/** Words by which people mean themselves in "Stepped aside". A ticked box arrives as TRUE. */
const meWords = new Set(["true", "x", "yes", "y", "me", "i", "\u2713", "\u2714"]);

/**
 * The addresses that a text names, by address, name or a word for oneself. Null if a part of the text names nobody, or several people of
 * one name.
 */
function addressesIn(
  text: string,
  before: readonly string[],
  { who, isLead, directory }: EditRun,
): readonly string[] | null {
  const found: string[] = [];
  for (const part of text.split(/[,;\n]/)) {
    const word = fold(part);
    if (word === "") continue;
    const people = colleaguesNamed(directory, part);
    if (before.includes(word) || word === who) found.push(word);
    else if (meWords.has(word) && isLead !== null) found.push(who);
    else if (people.length === 1) found.push(...people.map(({ email }) => email));
    else return null;
  }
  return found;
}

/** Whether the person has stepped aside from the case. Whatever they then type on it is put back. */
export function isSteppedAside(row: Pick<CaseRow, "steppedAside">, who: string): boolean {
  return readSteppedAside(row.steppedAside).includes(who);
}

/**
 * Why an entry in "Stepped aside" is refused; null if it is accepted. People step aside for themselves, or the lead enters them; only the
 * lead takes a name out again.
 */
export function refusalOfSteppingAside(
  value: Value,
  row: CaseRow,
  run: EditRun,
): "one-reader" | "no-such-colleague" | "aside-yourself" | "lead-gives-back" | null {
  const before = readSteppedAside(row.steppedAside);
  const after = addressesIn(typeof value === "string" ? value : "", before, run);
  if (after === null) return "no-such-colleague";
  const { people } = run.directory;
  const isOfAudience = registerKinds[run.register].audience !== null;
  if (isOfAudience && people.every(({ email }) => after.includes(email))) return "one-reader";
  if (run.isLead !== true && before.some((one) => !after.includes(one))) {
    return "lead-gives-back";
  }
  const others = after.filter((one) => !before.includes(one) && one !== run.who);
  return others.length > 0 && run.isLead === false ? "aside-yourself" : null;
}

/**
 * Why an entry in "Assigned to" is refused; null if it is accepted. A case can be assigned to one person of Contacts who may open the
 * register and has not stepped aside from it.
 */
export function refusalOfAssigning(
  value: Value,
  row: CaseRow,
  { directory }: EditRun,
): "no-such-colleague" | "colleague-not-clear" | "colleague-stepped-aside" | null {
  if (typeof value !== "string" || value.trim() === "") return null;
  const [only, ...others] = colleaguesNamed(directory, value);
  if (only === undefined) return "no-such-colleague";
  if (others.length > 0) return "colleague-not-clear";
  return isSteppedAside(row, only.email) ? "colleague-stepped-aside" : null;
}

/** "Assigned to" as it is stored: the address in place of a name. */
export function assignedAsStored(value: Value, _row: CaseRow, { directory }: EditRun): Value {
  return typeof value === "string" ? (colleaguesNamed(directory, value)[0]?.email ?? null) : value;
}

/** "Stepped aside" as it is stored: addresses in place of names and marks. */
export function steppedAsideAsStored(value: Value, row: CaseRow, run: EditRun): Value {
  if (typeof value !== "string") return value;
  return steppedAsideCell(addressesIn(value, readSteppedAside(row.steppedAside), run) ?? []);
}
