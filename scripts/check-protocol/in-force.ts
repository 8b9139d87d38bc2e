/** Whether a version is in force on a day. The desk goes by a version as soon as it has it, and asks no calendar. */
import type { ProtocolPack } from "../../src/protocol/pack";

/** The day of this computer's clock, in UTC. */
export const today = () => new Date().toISOString().slice(0, 10);

/** `day`: as "2026-09-01". What to mind; null for a version that is in force on that day. */
export function notInForce(pack: ProtocolPack, day: string): string | null {
  const { id, version, effectiveFrom, effectiveTo } = pack;
  if (effectiveFrom > day) {
    return `${id} of ${version} is in force from ${effectiveFrom}, and a desk goes by it as soon as it has it: give its script to a district on that day, and not before.`;
  }
  return effectiveTo !== null && effectiveTo < day
    ? `${id} of ${version} was in force until ${effectiveTo}: no district should begin with it.`
    : null;
}
