/** What the hourly upkeep remembers between its steps: when each was done, what people were told, what it was about to do. */
import * as z from "zod/mini";
import type { Memory, MemoryKey } from "../workspace";

const sharing = z.enum(["no", "link-or-domain", "cannot-see"]);
const seenShape = z.object({
  /** How far the file was open when people were last told. */
  open: z.optional(sharing),
  /** Fingerprint of the changes that Google last refused. */
  refused: z.optional(z.string()),
  /** Fingerprint of those whom the leads' columns were last given to. */
  leads: z.optional(z.string()),
  /** Whether a sealed register is known to hold a case. */
  holds: z.optional(z.boolean()),
});
/** Of one register. */
export type Seen = z.infer<typeof seenShape>;

const pendingShape = z.object({
  /** Milliseconds since 1970, UTC. */
  at: z.number(),
  add: z.array(z.string()),
  remove: z.array(z.string()),
});
/** Changes of a register's editors that may have been made and not told yet. */
export type Pending = z.infer<typeof pendingShape>;

function stored<T>(
  memory: Memory,
  key: MemoryKey,
  shape: z.ZodMiniType<T>,
): Readonly<Partial<Record<string, T>>> {
  try {
    const parsed = z.record(z.string(), shape).safeParse(JSON.parse(memory.get(key) ?? "{}"));
    if (parsed.success) return parsed.data;
  } catch {
    // Not ours: as if nothing were remembered.
  }
  return {};
}

/** Step → when it was last done, milliseconds UTC. */
export const stepsDone = (memory: Memory) => stored(memory, "hourlyAt", z.number());
/** By register. */
export const lastSeen = (memory: Memory) => stored(memory, "accessSeen", seenShape);
/** By register. */
export const notTold = (memory: Memory) => stored(memory, "accessPending", pendingShape);
