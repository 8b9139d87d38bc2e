/**
 * Calls to agencies about a danger that no register shows: in a sealed report that no reader can see to, or in a register that is out of
 * reach. A person records the call in the check; that ends the emails about the danger. Names of staff and agencies, and references alone.
 */

import { changeMemory } from "../lock";
import type { Memory } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";

/** A call that someone recorded. */
export type RecordedCall = Kept["dangerCalls"][number];

/** So many are kept. Older ones no longer end any emails. */
const keptUpTo = 20;

/**
 * Whether someone recorded a call after a danger was reported (`since`, ms UTC). `about`: the reference of the main register's case; null
 * for a sealed report. The call itself may have been made before that: then the agency knows already.
 */
export function calledSince(
  memory: Pick<Memory, "get">,
  since: number,
  about: string | null = null,
): boolean {
  return memory.get("dangerCalls").some((one) => one.about === about && one.recordedAt >= since);
}

/** Stores a call. Takes the lock; false where another run holds it. */
export function recordCall(ports: Run, call: RecordedCall): boolean {
  const { memory } = ports;
  const done = changeMemory(ports, "work", () => {
    const calls = [...memory.get("dangerCalls"), call].slice(-keptUpTo);
    memory.set("dangerCalls", calls);
  });
  return done !== null;
}
