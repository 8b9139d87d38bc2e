import type { AgencyId, FactorId, LevelId, StatuteId, YesNoUnknown } from "./ids";
import type { Condition, Sentence, Wording } from "./pack";

declare const brand: unique symbol;

/** Text of a protocol pack. Mail templates demand it where plain text would let student data through (design 2.10). */
export type ProtocolWords = string & { readonly [brand]: "ProtocolWords" };

/** The language in which the desk speaks; every wording of a pack has it (the pack's schema sees to that). */
export const language = "en";

/** Marks text as protocol words. For this folder alone: a test fails on any other caller. */
export function asProtocolWords(text: string): ProtocolWords {
  // The brand has no value at run time: an assertion is the only way to give it.
  return text as ProtocolWords;
}

/** What a wording says in the desk's language. */
export function say(wording: Wording): ProtocolWords {
  return asProtocolWords(wording[language] ?? Object.values(wording)[0] ?? "");
}

export function en(text: string): Wording {
  return { en: text };
}

/** A sentence that carries what the county document says on those lines. */
export function county(lines: readonly number[], text: string, ...when: Condition[]): Sentence {
  return { words: en(text), from: { lines }, when };
}

/** A sentence that a statute adds; it is shown with its citation, apart from the county's words. */
export function law(statute: StatuteId, text: string, ...when: Condition[]): Sentence {
  return { words: en(text), from: { statute }, when };
}

/** A sentence that neither the document nor a statute has; `basis` says what it rests on. */
export function practice(basis: string, text: string, ...when: Condition[]): Sentence {
  return { words: en(text), from: { practice: basis }, when };
}

export function inProtocol(...anyOf: LevelId[]): Condition {
  return { is: "protocol", anyOf };
}

export function notIn(...of: LevelId[]): Condition {
  return { is: "no-protocol", of };
}

export function atLevel(...anyOf: LevelId[]): Condition {
  return { is: "level", anyOf };
}

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
export const notInDanger: Condition = { is: "immediate-danger", yes: false };
export const livesElsewhere: Condition = { is: "lives-elsewhere", yes: true };
export const staffMayBeInvolved: Condition = { is: "staff-may-be-involved", yes: true };
/** The case says that the student is 18 or over; where it says nothing, a child is meant. */
export const adultStudent: Condition = { is: "adult", yes: true };
export const childStudent: Condition = { is: "adult", yes: false };
/** For the row of the checklist, so that mails stay short. */
export const inRegisterAlone: Condition = { is: "register-alone" };
/** A level that asks who confirmed it applies, and nobody whose word counts is on record. */
export const unconfirmed: Condition = { is: "unconfirmed" };

/** The agency's name as the district writes it, for `{agency}` in a sentence. */
export type AgencyNames = ReadonlyMap<AgencyId, string>;
