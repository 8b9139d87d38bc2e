/**
 * What the hourly upkeep remembers in the script's store: when steps were done, what people were told, what it was about to do. Nothing
 * that hints at a sealed report.
 */
import { jsonRecord } from "../json";
import type { Memory } from "../ports";

const sharings = ["no", "link-or-domain", "cannot-see", "in-bin", "service-off"] as const;
type Sharing = (typeof sharings)[number];

/** Changes of the main register's editors that may have been made, and of which people were not told yet. */
export interface Pending {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Step of the clock → when it was last done; milliseconds UTC. */
export function stepTimes(memory: Memory): Readonly<Record<string, number>> {
  const done: Record<string, number> = {};
  for (const [step, at] of Object.entries(jsonRecord(memory.get("stepsDone")))) {
    if (typeof at === "number") done[step] = at;
  }
  return done;
}

/** Register → how far it was open to others when people were last told. */
export function lastSharingNotices(memory: Memory): Readonly<Record<string, Sharing>> {
  const told: Record<string, Sharing> = {};
  for (const [register, value] of Object.entries(jsonRecord(memory.get("sharing")))) {
    const sharing = sharings.find((one) => one === value);
    if (sharing !== undefined) told[register] = sharing;
  }
  return told;
}

/** Changes that a run began and may not have told people about; null where there are none. */
export function pendingAccessNotice(memory: Memory): Pending | null {
  const { at, add, remove } = jsonRecord(memory.get("accessPending"));
  return typeof at === "number" ? { at, add: strings(add), remove: strings(remove) } : null;
}
