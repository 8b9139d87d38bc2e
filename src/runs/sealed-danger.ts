/**
 * Sealed registers in which people are asked about immediate danger: the clock looks into those at each run, not by turns.
 * Remembered in the running account's own store, for nobody else may learn that a sealed register holds a thing (design 2.11).
 */
import type { CaseFile } from "../case/case";
import { isAsking } from "../case/danger";
import type { Workspace } from "../ports";
import type { ReportRegister } from "../register/which";

const key = "sealedDanger";

type Ports = Pick<Workspace, "ownMemory">;
type Sealed = Exclude<ReportRegister, "main">;

/** One call. None where the store does not answer: each register still has its turn. */
export function sealedInDanger({ ownMemory }: Ports): readonly string[] {
  try {
    return (ownMemory.get(key) ?? "").split(" ").filter((name) => name !== "");
  } catch {
    return [];
  }
}

/** To be called whenever the open cases of a sealed register were read, or one was opened. Never throws: see above. */
export function rememberDanger(ports: Ports, name: Sealed, files: Iterable<CaseFile>): void {
  const before = sealedInDanger(ports);
  const isInDanger = [...files].some(isAsking);
  if (before.includes(name) === isInDanger) return;
  const others = before.filter((one) => one !== name);
  try {
    ports.ownMemory.set(key, [...others, ...(isInDanger ? [name] : [])].join(" "));
  } catch {
    // See above.
  }
}
