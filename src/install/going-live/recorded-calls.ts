/** Calls that somebody says were made about a danger that no reader can see to: recorded in the check, past every register, which ends the asking. Staff and agencies alone. */
import { jsonRecord, recordIn } from "../../json";
import { lockWaits, type Memory, type Workspace } from "../../ports";

export interface RecordedCall {
  /** Who called, as whoever recorded it wrote. */
  readonly who: string;
  /** Id of the agency in the pack. */
  readonly agency: string;
  /** When the call was made; milliseconds since 1970, UTC. */
  readonly at: number;
  /** The account that recorded it, and when; milliseconds since 1970, UTC. */
  readonly by: string;
  readonly recordedAt: number;
}

/** Older ones end no asking any more. */
const keptUpTo = 20;

export function recordedCalls(memory: Pick<Memory, "get">): readonly RecordedCall[] {
  const all = jsonRecord(memory.get("dangerCalls"))["calls"];
  return (Array.isArray(all) ? all : []).flatMap((one: unknown): readonly RecordedCall[] => {
    const { who, agency, at, by, recordedAt } = recordIn(one);
    if (typeof at !== "number" || typeof recordedAt !== "number") return [];
    return [{ who: String(who), agency: String(agency), at, by: String(by), recordedAt }];
  });
}

/** Whether somebody has recorded a call since a danger was reported (milliseconds UTC). It may have been made before that: the agency knows. */
export function calledSince(memory: Pick<Memory, "get">, since: number): boolean {
  return recordedCalls(memory).some(({ recordedAt }) => recordedAt >= since);
}

/** Under the lock. False where another run holds it. */
export function recordCall(
  { memory, lock }: Pick<Workspace, "memory" | "lock">,
  call: RecordedCall,
): boolean {
  const done = lock.during(lockWaits.work, () => {
    memory.again();
    const calls = [...recordedCalls(memory), call].slice(-keptUpTo);
    memory.set("dangerCalls", JSON.stringify({ calls }));
  });
  return done !== null;
}
