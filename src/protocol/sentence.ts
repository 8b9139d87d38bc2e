/** Short ways to write down a pack's sentences with their source and conditions. For pack data only. */

import type { StatuteId } from "./document-ids";
import type { FactorId, LevelId, ProtocolId, YesNoUnknown } from "./ids";
import { say } from "./protocol-words";
import type { Condition, Sentence } from "./schema";

/** A sentence that carries what the county document says on those lines. */
export function county(lines: readonly number[], text: string, ...when: Condition[]): Sentence {
  return { words: say(text), from: { lines }, when };
}

/** A sentence that a statute adds; it is shown with its citation, apart from the county's words. */
export function law(statute: StatuteId, text: string, ...when: Condition[]): Sentence {
  return { words: say(text), from: { statute }, when };
}

/** A sentence that neither the document nor a statute has; `basis` says what it rests on. */
export function practice(basis: string, text: string, ...when: Condition[]): Sentence {
  return { words: say(text), from: { practice: basis }, when };
}

/** At least one of the protocols applies. */
export function inProtocol(...anyOf: ProtocolId[]): Condition {
  return { is: "protocol", anyOf };
}

/** None of the protocols applies. */
export function notIn(...of: ProtocolId[]): Condition {
  return { is: "no-protocol", of };
}

/** The case's level is one of these. */
export function atLevel(...anyOf: LevelId[]): Condition {
  return { is: "level", anyOf };
}

/** The factor was reported. */
export function withFactor(factor: FactorId): Condition {
  return { is: "factor", factor };
}

const sro = (...anyOf: YesNoUnknown[]): Condition => ({ is: "sro-of-district-police", anyOf });

/** The school resource officer belongs to a city or county agency. */
export const sroOfCityOrCounty = sro("no");
export const sroOfDistrictPolice = sro("yes");
export const sroUnknown = sro("unknown");
/** Not knowing counts as district police (PC 11165.9). */
export const sroOfDistrictPoliceOrUnknown = sro("yes", "unknown");

export const parentMayBeInvolved: Condition = { is: "parent-may-be-involved", yes: true };
export const parentNotReported: Condition = { is: "parent-may-be-involved", yes: false };
export const mayBeRecruiting: Condition = { is: "student-may-be-recruiting", yes: true };
export const inImmediateDanger: Condition = { is: "immediate-danger", yes: true };
export const confirmedWithoutAgency: Condition = { is: "confirmed-without-agency" };
