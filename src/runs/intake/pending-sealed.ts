/**
 * Remembers in which sealed registers somebody was asked and has not answered: the clock looks into them at each run. Kept in the running
 * account's own store, since nobody else may learn that these registers are in use (design 2.11).
 */

import { isActMade } from "../../case/model/acts/act-completion";
import type { CaseFile } from "../../case/model/case-file";
import {
  type SealedRegister,
  sealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import type { RegisterName, Workspace } from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";

const askingKey = "sealedAsking";

type Ports = Pick<Workspace, "ownMemory">;

/** Names of these registers. One call. Empty where the store does not answer: each still has its turn every hour. */
export function filesWithOpenAsks({ ownMemory }: Ports): readonly SealedRegister[] {
  try {
    const names = (ownMemory.get(askingKey) ?? "").split(" ");
    return sealedRegisters.filter((name) => names.includes(name));
  } catch {
    return [];
  }
}

/** Whether the case is to be looked at in each run: until it is acknowledged, and no call of it is owed. */
function waitsForAnswer({ row, acts }: CaseFile): boolean {
  if (row.status === "closed") return false;
  const pack = packOfCase(row);
  return !row.acknowledged || acts.some((act) => isCall(pack, act.act) && !isActMade(act));
}

/**
 * Must be called whenever open cases of a sealed register were read, or a case was opened in it; does nothing for other registers. `isPart`:
 * there may be other open cases that were not read. Never throws.
 */
export function rememberOpenAsks(
  ports: Ports,
  register: RegisterName,
  files: Iterable<CaseFile>,
  isPart = false,
): void {
  const name = sealedRegister(register);
  if (name === null) return;
  const before = filesWithOpenAsks(ports);
  const waits = [...files].some(waitsForAnswer);
  if (before.includes(name) === waits || (isPart && !waits)) return;
  const others = before.filter((one) => one !== name);
  try {
    ports.ownMemory.set(askingKey, [...others, ...(waits ? [name] : [])].join(" "));
  } catch {
    // As above: each register still has its turn.
  }
}
