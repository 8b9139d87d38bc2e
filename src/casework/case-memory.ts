/** What the script remembers of a case in its hidden column: what it has already told whom. References and instants only. */
import { type PersonRole, personRoles } from "../directory/directory";
import { jsonRecord } from "../json-record";
import { type AgencyId, agencyIds } from "../protocol/ids";

export interface ToldRole {
  readonly to: PersonRole;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

export interface CaseMemory {
  /** Agencies that a reporter says were called: the call is still ticked by the contact, with the agency's reference. */
  readonly saidCalled?: readonly AgencyId[];
  /** Who was told that nobody had acknowledged, and when. */
  readonly escalated?: readonly ToldRole[];
  /** Who was reminded of each open call, and when: by checklist row key. */
  readonly callsReminded?: Readonly<Record<string, readonly ToldRole[]>>;
}

function toldRoles(value: unknown): readonly ToldRole[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown): readonly ToldRole[] => {
    const { to, at } = jsonRecord(JSON.stringify(item));
    const role = personRoles.find((one) => one === to);
    return role !== undefined && typeof at === "number" ? [{ to: role, at }] : [];
  });
}

/** Reads the cell; nothing remembered where it is empty or not ours. */
export function caseMemory(cell: string | null): CaseMemory {
  const { saidCalled, escalated, callsReminded } = jsonRecord(cell);
  const memory: { -readonly [K in keyof CaseMemory]: CaseMemory[K] } = {};
  if (Array.isArray(saidCalled))
    memory.saidCalled = agencyIds.filter((id) => saidCalled.includes(id));
  if (escalated !== undefined) memory.escalated = toldRoles(escalated);
  if (callsReminded !== undefined) {
    const byRow = Object.entries(jsonRecord(JSON.stringify(callsReminded)));
    memory.callsReminded = Object.fromEntries(byRow.map(([row, told]) => [row, toldRoles(told)]));
  }
  return memory;
}

/** The cell for a memory; null where there is nothing to remember. */
export function memoryCell(memory: CaseMemory): string | null {
  const kept = Object.entries(memory).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
}
