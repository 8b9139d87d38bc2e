/** What the script remembers of a case in its hidden column: what it has already told whom. References and instants only. */
import * as z from "zod/mini";
import { personRoles } from "../directory/directory";
import { agencyIds } from "../protocol/ids";

const shape = z.object({
  /** Agencies that a reporter says were called: the call is still ticked by the contact, with the agency's reference. */
  saidCalled: z.optional(z.array(z.enum(agencyIds))),
  /** Who was told that nobody had acknowledged, and when (milliseconds UTC). */
  escalated: z.optional(z.array(z.object({ to: z.enum(personRoles), at: z.number() }))),
  /** When each open call was last reminded of: checklist row key → milliseconds UTC. */
  callsReminded: z.optional(
    z.record(z.string(), z.array(z.object({ to: z.enum(personRoles), at: z.number() }))),
  ),
});
export type CaseMemory = z.infer<typeof shape>;

/** Reads the cell; nothing remembered where it is empty or not ours. */
export function caseMemory(cell: string | null): CaseMemory {
  try {
    const parsed = shape.safeParse(JSON.parse(cell ?? "{}"));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** The cell for a memory; null where there is nothing to remember. */
export function memoryCell(memory: CaseMemory): string | null {
  const kept = Object.entries(memory).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
}
