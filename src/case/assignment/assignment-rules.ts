/** Whose case it is: stepping aside, assigning it to a colleague, handing it over, as people write it. Pure. */
import type { Directory } from "../../district/district";
import { isSealedRegister } from "../../district/sealed-readers";
import type { RegisterName } from "../../ports";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import { fold } from "../../text";
import { colleaguesNamed, steppedAsideCell, steppedAsideIn } from "./responsible-person";

/** Who writes, and whom the district knows. */
export interface Writer {
  /** An address in lower case, or "unknown editor" where Google does not say. */
  readonly who: string;
  /** Whether the editor is a lead or an admin; null where the editor is not known. */
  readonly isLead: boolean | null;
  readonly directory: Directory;
  readonly register: RegisterName;
}

/** "I do": a tick arrives as TRUE. */
const meWords = new Set(["true", "x", "yes", "y", "me", "i", "\u2713", "\u2714"]);

/** Null where a part means nobody, or several of one name. */
function addressesIn(
  text: string,
  before: readonly string[],
  { who, isLead, directory }: Writer,
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

/** Whether the writer has stepped aside: then what they write on the case is put back. */
export function isSteppedAside(row: Pick<CaseRow, "steppedAside">, who: string): boolean {
  return steppedAsideIn(row.steppedAside).includes(who);
}

/** People step aside themselves, or the lead says so; only the lead takes it back. */
export function refusalOfSteppingAside(
  value: Value,
  row: CaseRow,
  writer: Writer,
): "one-reader" | "no-such-colleague" | "aside-yourself" | "lead-gives-back" | null {
  if (isSealedRegister(writer.register)) return typeof value === "string" ? "one-reader" : null;
  const before = steppedAsideIn(row.steppedAside);
  const after = addressesIn(typeof value === "string" ? value : "", before, writer);
  if (after === null) return "no-such-colleague";
  if (writer.isLead !== true && before.some((one) => !after.includes(one))) {
    return "lead-gives-back";
  }
  const others = after.filter((one) => !before.includes(one) && one !== writer.who);
  return others.length > 0 && writer.isLead === false ? "aside-yourself" : null;
}

/** A case goes to one person of Contacts who may open it and has not stepped aside. */
export function refusalOfAssigning(
  value: Value,
  row: CaseRow,
  { directory, register }: Writer,
): "one-reader" | "no-such-colleague" | "colleague-not-clear" | "colleague-stepped-aside" | null {
  if (typeof value !== "string" || value.trim() === "") return null;
  if (isSealedRegister(register)) return "one-reader";
  const [only, ...others] = colleaguesNamed(directory, value);
  if (only === undefined) return "no-such-colleague";
  if (others.length > 0) return "colleague-not-clear";
  return isSteppedAside(row, only.email) ? "colleague-stepped-aside" : null;
}

/** Addresses in place of names and marks; of other columns as it is. */
export function assignmentAsStored(key: string, value: Value, row: CaseRow, writer: Writer): Value {
  if (typeof value !== "string") return value;
  if (key === "assignedTo") return colleaguesNamed(writer.directory, value)[0]?.email ?? null;
  if (key !== "steppedAside") return value;
  return steppedAsideCell(addressesIn(value, steppedAsideIn(row.steppedAside), writer) ?? []);
}

/** A hand-over to another school than before was not received there. */
export function withHandOver(row: CaseRow, key: string, before: Value): CaseRow {
  const isOther =
    key === "handedTo" && typeof before === "string" && fold(before) !== fold(row.handedTo ?? "");
  return isOther ? { ...row, handedAt: null } : row;
}
