/**
 * Readers' files in which somebody is asked and has not answered: the clock looks into those at each run. Remembered in the running
 * account's own store: nobody else may learn of them (design 2.11).
 */
import type { CaseFile } from "../../case/model/case-file";
import { isAsking } from "../../case/model/danger";
import type { SealedRegister } from "../../district/sealed-readers";
import type { Workspace } from "../../ports";

const askingKey = "sealedAsking";

type Ports = Pick<Workspace, "ownMemory">;

/** One call. None where the store does not answer: each file still has its turn. */
export function filesWithOpenAsks({ ownMemory }: Ports): readonly string[] {
  try {
    return (ownMemory.get(askingKey) ?? "").split(" ").filter((name) => name !== "");
  } catch {
    return [];
  }
}

function waitsForAnswer(file: CaseFile): boolean {
  return isAsking(file) || (!file.row.acknowledged && file.row.status !== "closed");
}

/** To be called whenever open cases of a file were read, or one was opened: `isPart` where there may be others. Never throws. */
export function rememberOpenAsks(
  ports: Ports,
  name: SealedRegister,
  files: Iterable<CaseFile>,
  isPart = false,
): void {
  const before = filesWithOpenAsks(ports);
  const waits = [...files].some(waitsForAnswer);
  if (before.includes(name) === waits || (isPart && !waits)) return;
  const others = before.filter((one) => one !== name);
  try {
    ports.ownMemory.set(askingKey, [...others, ...(waits ? [name] : [])].join(" "));
  } catch {
    // See above.
  }
}
