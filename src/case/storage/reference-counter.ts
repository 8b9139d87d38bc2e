/** The highest reference that each register ever gave: rows can be deleted and old versions restored, mails not be taken back. */
import type { Workspace } from "../../ports";
import type { ReportRegister } from "../../register/register-ids";
import { numberIn } from "../model/case-reference";

type Ports = Pick<Workspace, "memory" | "ownMemory">;

/** Null: none is remembered. A call for a sealed register, whose use others may not see (design 2.11). */
export function highestReference(
  { memory, ownMemory }: Ports,
  register: ReportRegister,
): string | null {
  if (register === "main") return memory.get("referencesGiven");
  try {
    return ownMemory.get(`referencesGiven ${register}`);
  } catch {
    return null;
  }
}

function isAfter(reference: string, other: string | null): boolean {
  const year = reference.slice(0, 2);
  const last = (other ?? "").slice(0, 2);
  return year === last ? numberIn(year, reference) > numberIn(year, other) : year > last;
}

/**
 * After the commit, before any mail names the cases. One property write at most. Never throws: a full store holds up no report, and the rows
 * still say what is taken.
 */
export function rememberReferences(
  ports: Ports,
  register: ReportRegister,
  references: readonly string[],
): void {
  const before = references.length === 0 ? null : highestReference(ports, register);
  const last = references.reduce(
    (highest, one) => (/^\d\d-\d{4,9}$/.test(one) && isAfter(one, highest) ? one : highest),
    before,
  );
  if (last === null || last === before) return;
  try {
    if (register === "main") ports.memory.set("referencesGiven", last);
    else ports.ownMemory.set(`referencesGiven ${register}`, last);
  } catch {
    // See above.
  }
}
