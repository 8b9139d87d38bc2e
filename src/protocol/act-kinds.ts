/** Which acts can never be stopped, which would warn a parent, and which wait while an agency asks for silence (design 2.13; issue of the case, "Hold"). */
import type { ActId } from "./ids";

/** Both calls, both mandated reports, the update call: never locked, paused or set not applicable. */
export const dutyActs = [
  "call-child-and-family-services",
  "involve-law-enforcement",
  "submit-mandated-report",
  "submit-detailed-mandated-report",
  "update-child-and-family-services",
] as const satisfies readonly ActId[];

/** Acts that a parent or guardian would notice: born locked. */
export const telltaleParentActs = [
  "inform-parent-or-guardian",
  "offer-referral-to-parent",
  "review-school-placement",
] as const satisfies readonly ActId[];

/** Acts that wait while law enforcement has asked the school to hold. */
export const holdableActs = [
  "co-create-action-plan",
  "investigate-campus-impact",
  "school-consequence",
  "inform-parent-or-guardian",
  "review-school-placement",
  "offer-referral-to-parent",
] as const satisfies readonly ActId[];

/** True when nothing may ever lock, pause or excuse the act. */
export function isDuty(act: ActId): boolean {
  return dutyActs.some((id) => id === act);
}

/** True when a parent or guardian would learn of the case by it. */
export function isTelltale(act: ActId): boolean {
  return telltaleParentActs.some((id) => id === act);
}

/** True when a hold pauses the act. */
export function isHoldable(act: ActId): boolean {
  return holdableActs.some((id) => id === act);
}
