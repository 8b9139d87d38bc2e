/** What the hourly upkeep remembers: when each step was done, what people were told, what it was about to do. Nothing that hints at a sealed report. */
import * as z from "zod/mini";
import type { Memory, MemoryKey } from "../workspace";

function stored<T>(memory: Memory, key: MemoryKey, shape: z.ZodMiniType<T>): T | null {
  try {
    return shape.parse(JSON.parse(memory.get(key) ?? "null"));
  } catch {
    // Not ours: as if nothing were remembered.
    return null;
  }
}

const sharing = z.enum(["no", "link-or-domain", "cannot-see"]);
const pendingShape = z.object({
  /** Milliseconds since 1970, UTC. */
  at: z.number(),
  add: z.array(z.string()),
  remove: z.array(z.string()),
});

/** Changes of the main register's editors that may have been made and not told yet. */
export type Pending = z.infer<typeof pendingShape>;

/** By step, milliseconds since 1970, UTC. */
export function stepsDone(memory: Memory): Readonly<Record<string, number>> {
  return stored(memory, "hourlyAt", z.record(z.string(), z.number())) ?? {};
}

/** By register: how far it was open when people were last told. */
export function sharingTold(memory: Memory): Readonly<Record<string, z.infer<typeof sharing>>> {
  return stored(memory, "sharing", z.record(z.string(), sharing)) ?? {};
}

export function notTold(memory: Memory): Pending | null {
  return stored(memory, "accessPending", pendingShape);
}
