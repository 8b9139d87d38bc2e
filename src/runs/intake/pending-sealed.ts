/**
 * Remembers in which sealed registers somebody was asked and has not answered: the clock looks into them at each run. Kept in the running
 * account's own store, since nobody else may learn that these registers are in use (design 2.11).
 */
import { attempt } from "../../attempt";
import type { CaseFile } from "../../case/model/case-file";
import { waitsForAnswer } from "../../case/reminders/case-asks";
import {
  type SealedRegister,
  sealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import type { RegisterName } from "../../ports";
import type { Run } from "../../run";

/** Names of these registers. One call. Empty where the store does not answer: each still has its turn every hour. */
export function filesWithOpenAsks(run: Run): readonly SealedRegister[] {
  const names = attempt(run, () => run.ownMemory.get("sealedAsking"), []);
  return sealedRegisters.filter((name) => names.includes(name));
}

/**
 * Must be called whenever open cases of a sealed register were read, or a case was opened in it; does nothing for other registers. "part":
 * there may be other open cases that were not read.
 */
export function rememberOpenAsks(
  run: Run,
  register: RegisterName,
  files: Iterable<CaseFile>,
  seen: "all" | "part" = "all",
): void {
  const name = sealedRegister(register);
  if (name === null) return;
  const before = filesWithOpenAsks(run);
  const waits = [...files].some(waitsForAnswer);
  if (before.includes(name) === waits || (seen === "part" && !waits)) return;
  const others = before.filter((one) => one !== name);
  attempt(run, () => run.ownMemory.set("sealedAsking", [...others, ...(waits ? [name] : [])]));
}
