/** The highest reference that each register ever gave: rows can be deleted and old versions restored, mails cannot be taken back. */

import type { Workspace } from "../ports";
import { formerNames, type ReportRegister } from "../register/which";
import { numberIn } from "./reference";

// The highest reference that each register ever gave: rows can be deleted and old versions restored, mails cannot be taken back.

type Ports = Pick<Workspace, "memory" | "ownMemory">;

/** Null where none is remembered. A call for a sealed register, whose use nothing may tell that others can look into (design 2.11). */
export function lastGiven({ memory, ownMemory }: Ports, register: ReportRegister): string | null {
  if (register === "main") return memory.get("referencesGiven");
  try {
    const former = formerNames[register] ?? register;
    return (
      ownMemory.get(`referencesGiven ${register}`) ?? ownMemory.get(`referencesGiven ${former}`)
    );
  } catch {
    return null;
  }
}

/** Whether a reference was given later than another. */
function isAfter(reference: string, other: string | null): boolean {
  const year = reference.slice(0, 2);
  const last = (other ?? "").slice(0, 2);
  return year === last ? numberIn(year, reference) > numberIn(year, other) : year > last;
}

/**
 * To be called once cases are committed and before any mail names them. One property write, none where they are remembered
 * already. Never throws: a store that takes nothing more holds up no report, and the rows still say what is taken.
 */
export function rememberGiven(
  ports: Ports,
  register: ReportRegister,
  references: readonly string[],
): void {
  const before = references.length === 0 ? null : lastGiven(ports, register);
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
