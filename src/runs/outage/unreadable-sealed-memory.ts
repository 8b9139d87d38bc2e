/** Sealed reports and cases that nobody can read as Contacts stand: since when, who was excluded, when people were last told. In the running account's own store: nobody else may learn of them (design 2.11). */
import { jsonRecord, recordIn, textsIn } from "../../json";
import type { Workspace } from "../../ports";

const unreadKey = "unread";

export interface KeptUnreadable {
  /** When it was received; 0: it is a case. Milliseconds UTC. */
  readonly at: number;
  /** When people were last told; for a danger the slot of its pace (case/reminders/danger-pace). Milliseconds UTC. */
  readonly told: number;
  /** When the danger was reported; 0: none is. Milliseconds UTC. */
  readonly danger: number;
  /** Whom it excluded when it came: Contacts may name them for another role since. */
  readonly excluded: readonly string[];
}

/** By id of the response; of a case its register and reference. */
export type RememberedUnreadable = Readonly<Record<string, KeptUnreadable>>;

type Ports = Pick<Workspace, "ownMemory">;

/** One call. None where the store does not answer. */
export function rememberedUnreadableSealed({ ownMemory }: Ports): RememberedUnreadable {
  try {
    const found: Record<string, KeptUnreadable> = {};
    for (const [id, kept] of Object.entries(jsonRecord(ownMemory.get(unreadKey)))) {
      const { at, told, danger, excluded } = recordIn(kept);
      found[id] = {
        at: Number(at) || 0,
        told: Number(told) || 0,
        danger: Number(danger) || 0,
        excluded: textsIn(excluded),
      };
    }
    return found;
  } catch {
    return {};
  }
}

export function rememberUnreadableSealed(
  { ownMemory }: Ports,
  before: RememberedUnreadable,
  after: RememberedUnreadable,
): void {
  const value = JSON.stringify(after);
  if (value === JSON.stringify(before)) return;
  try {
    ownMemory.set(unreadKey, value);
  } catch {
    // Told again rather than never.
  }
}

/** From when on responses must be looked through for reports that wait; ms UTC, infinite where none does. One call. */
export function unreadableSealedSince(ports: Ports): number {
  const times = Object.values(rememberedUnreadableSealed(ports)).map(({ at }) => at);
  return Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > 0));
}

/** When it came; nobody where it does not wait. */
export function excludedWhileUnreadable(ports: Ports, id: string): readonly string[] {
  return rememberedUnreadableSealed(ports)[id]?.excluded ?? [];
}

/** `isGone`: somebody can read it by now, or it is gone. */
export function forgetUnreadableSealed(ports: Ports, isGone: (id: string) => boolean): void {
  const before = rememberedUnreadableSealed(ports);
  const kept = Object.entries(before).filter(([id]) => !isGone(id));
  rememberUnreadableSealed(ports, before, Object.fromEntries(kept));
}
