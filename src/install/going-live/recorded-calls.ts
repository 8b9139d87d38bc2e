/**
 * Calls to agencies about a danger that no register shows: in a sealed report that no reader can see to, or in a register that is out of
 * reach. A person records the call in the check; that ends the mails about the danger. Names of staff and agencies, and references alone.
 */

import { jsonRecord, recordIn } from "../../json";
import { changeMemory } from "../../lock";
import type { Memory } from "../../ports";
import type { Run } from "../../run";

/** A call that somebody recorded. */
export interface RecordedCall {
  /** Who called, as the person who recorded it wrote. */
  readonly who: string;
  /** Id of the agency in the protocol pack. */
  readonly agency: string;
  /** Reference of the main register's case that it was about; null for a sealed report, of which nothing may be said here. */
  readonly about: string | null;
  /** When the call was made; milliseconds since 1970, UTC. */
  readonly at: number;
  /** The account that recorded the call, and when; milliseconds since 1970, UTC. */
  readonly by: string;
  readonly recordedAt: number;
}

/** So many are kept. Older ones no longer end any mails. */
const keptUpTo = 20;

/** All recorded calls that are kept. */
export function recordedCalls(memory: Pick<Memory, "get">): readonly RecordedCall[] {
  const all = jsonRecord(memory.get("dangerCalls"))["calls"];
  return (Array.isArray(all) ? all : []).flatMap((one: unknown): readonly RecordedCall[] => {
    const { who, agency, about, at, by, recordedAt } = recordIn(one);
    if (typeof at !== "number" || typeof recordedAt !== "number") return [];
    const of = typeof about === "string" ? about : null;
    return [
      { who: String(who), agency: String(agency), about: of, at, by: String(by), recordedAt },
    ];
  });
}

/**
 * Whether somebody recorded a call after a danger was reported (`since`, ms UTC). `about`: the reference of the main register's case; null
 * for a sealed report. The call itself may have been made before that: then the agency knows already.
 */
export function calledSince(
  memory: Pick<Memory, "get">,
  since: number,
  about: string | null = null,
): boolean {
  return recordedCalls(memory).some((one) => one.about === about && one.recordedAt >= since);
}

/** Stores a call. Takes the lock; false where another run holds it. */
export function recordCall(ports: Run, call: RecordedCall): boolean {
  const { memory } = ports;
  const done = changeMemory(ports, "work", () => {
    const calls = [...recordedCalls(memory), call].slice(-keptUpTo);
    memory.set("dangerCalls", JSON.stringify({ calls }));
  });
  return done !== null;
}
