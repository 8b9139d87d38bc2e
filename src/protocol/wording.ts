/**
 * Short functions for writing the data of a pack (sentences, their sources, their conditions), and the type of words that come from a pack.
 */
import { type Language, source } from "../language";
import { translations } from "../languages/languages";
import type { FactorId, LevelId, StatuteId } from "./ids";
import type { Condition, Sentence, Wording } from "./pack";

declare const brand: unique symbol;

/**
 * Text from a protocol pack. Email templates require this type wherever a plain string could let student data into an email (design 2.10).
 */
export type ProtocolWords = string & { readonly [brand]: "ProtocolWords" };

/** Marks text as words from a pack. Only for files of this folder; a test fails if another file calls it. */
export function asProtocolWords(text: string): ProtocolWords {
  // The brand exists only for the compiler, so an assertion is the only way to add it.
  return text as ProtocolWords;
}

/** The name of an act whose real name would tell the reader of an email what was reported or answered: for a list, and as a sentence. */
export const unnamedAct = asProtocolWords("A step that only the register names");
export const unnamedActSentence = asProtocolWords(`${unnamedAct}.`);

/**
 * The text of a wording in a language. English if no language is given, or if the wording does not have it; check-protocol makes sure that
 * every wording has English.
 */
export function say(wording: Wording, language: Language = source): ProtocolWords {
  return asProtocolWords(wording[language] ?? wording[source] ?? "");
}

/** A wording from its English text, with the translations that the language files have for it; or one in several languages, as it is. */
export function en(text: string | Wording): Wording {
  return typeof text === "string" ? { en: text, ...translations(text) } : text;
}

/** A sentence that says what those lines of the county's document say. It is shown if all conditions hold. */
export function county(lines: readonly number[], text: string, ...when: Condition[]): Sentence {
  return { words: en(text), from: { lines }, when };
}

/** A sentence that comes from a statute. It is shown with its citation, apart from the county's words. */
export function law(statute: StatuteId, text: string, ...when: Condition[]): Sentence {
  return { words: en(text), from: { statute }, when };
}

/** A sentence that comes neither from the document nor from a statute. `basis`: what it rests on. */
export function practice(basis: string, text: string, ...when: Condition[]): Sentence {
  return { words: en(text), from: { practice: basis }, when };
}

/** True if one of these protocols applies. */
export function inProtocol(...anyOf: LevelId[]): Condition {
  return { is: "protocol", anyOf };
}

/** True if none of these protocols applies. */
export function notIn(...of: LevelId[]): Condition {
  return { is: "no-protocol", of };
}

/** True if the case has one of these levels. */
export function atLevel(...anyOf: LevelId[]): Condition {
  return { is: "level", anyOf };
}

/** True if the factor was reported. */
export function withFactor(factor: FactorId): Condition {
  return { is: "factor", factor };
}

// Who employs the school resource officer: a city or county agency, the district's own police, or no one knows.
export const sroOfCityOrCounty: Condition = { is: "sro-of-district-police", anyOf: ["no"] };
export const sroOfDistrictPolice: Condition = { is: "sro-of-district-police", anyOf: ["yes"] };
export const sroUnknown: Condition = { is: "sro-of-district-police", anyOf: ["unknown"] };
/** If no one knows, the officer counts as one of the district's own police, which takes no mandated report (PC 11165.9). */
export const sroOfDistrictPoliceOrUnknown: Condition = {
  is: "sro-of-district-police",
  anyOf: ["yes", "unknown"],
};

export const parentMayBeInvolved: Condition = { is: "parent-may-be-involved", yes: true };
export const parentNotReported: Condition = { is: "parent-may-be-involved", yes: false };
export const mayBeRecruiting: Condition = { is: "student-may-be-recruiting", yes: true };
export const inImmediateDanger: Condition = { is: "immediate-danger", yes: true };
export const notInDanger: Condition = { is: "immediate-danger", yes: false };
export const livesElsewhere: Condition = { is: "lives-elsewhere", yes: true };
export const staffMayBeInvolved: Condition = { is: "staff-may-be-involved", yes: true };
/** The case says that the student is 18 or over. If it does not say, the student counts as a child. */
export const adultStudent: Condition = { is: "adult", yes: true };
export const childStudent: Condition = { is: "adult", yes: false };
/** School is in session when the words are written, so the student is taken to be there. */
export const atSchool: Condition = { is: "at-school", yes: true };
export const notAtSchool: Condition = { is: "at-school", yes: false };
/** For sentences in the rows of Checklist that would only make an email longer. */
export const inRegisterAlone: Condition = { is: "register-alone" };
/** Marks all these sentences in that way. */
export function inRegister<T extends { readonly when: readonly Condition[] }>(...all: T[]): T[] {
  return all.map((one) => ({ ...one, when: [...one.when, inRegisterAlone] }));
}
/** A protocol that applies needs a confirmation, and none is recorded that counts. */
export const unconfirmed: Condition = { is: "unconfirmed" };
