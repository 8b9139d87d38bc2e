/** Everything that is wrong with a pack by itself, collected in one pass. Pure. */

import * as z from "zod/mini";
import { type ProtocolPack, packShape } from "../../src/protocol/pack";
import { answerProblems, neverTrue, wordlessActs } from "./every-case";
import { thresholdProblems } from "./number-comparison";
import { fingerprint } from "./page";
import { placeWords, valueAt } from "./place-words";
import { references } from "./references";
import { actRules, agencyRules, colourRules, gateRules, levelRules } from "./rules";
import { timeProblems } from "./times";
import { wordProblems } from "./words";

// zod/mini has no messages of its own, so the English ones are loaded.
z.config(z.locales.en());

const kinds: Readonly<Record<string, string>> = {
  string: "a text in quotation marks",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list in square brackets",
  object: "fields in braces",
  record: 'words by language, such as { en: "…" }',
};

/** What is wrong and how to fix it; the place comes before it. */
function mend(issue: z.core.$ZodIssue, isMissing: boolean): string {
  // The schema's own messages are sentences, or say what to write. Messages from zod start with a capital letter.
  if (/^(?:it|the list) /.test(issue.message)) return issue.message;
  const form = /^[A-Z]/.test(issue.message) ? null : issue.message;
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string"
        ? "it is empty. Write its words."
        : `it is too small. Write ${issue.inclusive === false ? `more than ${issue.minimum}` : `${issue.minimum} or more`}.`;
    case "unrecognized_keys": {
      const named = issue.keys.map((key) => `"${key}"`).join(", ");
      return `it has a field that no pack has: ${named}. Correct its spelling, or take it out.`;
    }
    case "invalid_type":
      return `${isMissing ? "it is missing" : "something else stands there"}. Write ${form ?? kinds[issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return `it can only be one of: ${issue.values.map(String).join(", ")}.`;
    case "invalid_union":
      return "it has not one of the forms that it can have. Compare it with the same place in another pack.";
    case "invalid_key":
      return 'its words stand under no language. Write { en: "…" }.';
    default:
      return form === null
        ? `${issue.message}.`.replace(/\.\.$/, ".")
        : `${isMissing ? "it is missing" : "it is not in the form that it needs"}. Write ${form}.`;
  }
}

/** What is wrong with the shape of a value, if it is read as a pack. */
export function shapeProblems(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [
      "The file exports no pack. End it with export default and the pack's name, as docs/protocol/my-county.ts does: it is fields in braces, or a function that gives them.",
    ];
  }
  const parsed = packShape.safeParse(value);
  return (parsed.error?.issues ?? []).map(
    (issue) =>
      `${placeWords(value, issue.path)}: ${mend(issue, valueAt(value, issue.path) === undefined)}`,
  );
}

/** What a pack is for. Its author can play a draft that is not complete yet; a district gets only a complete one. */
export type PackUse = "draft" | "district";

/** The results of a check. If something else is already wrong with the pack, a check that throws returns none. */
export function asked<T>(isSound: boolean, ask: () => Iterable<T>): readonly T[] {
  try {
    return [...ask()];
  } catch (error) {
    if (isSound) throw error;
    return [];
  }
}

/** Approvals that cannot belong to this content of the pack. */
function* approvalProblems(pack: ProtocolPack): Iterable<string> {
  const { approval, version } = pack;
  if (approval === null) return;
  const now = fingerprint(pack);
  if (approval.day < version)
    yield `approval: day: it is of ${approval.day}, and the document of ${version}: no one approved it before it was there. Write the day of the signature.`;
  if (approval.fingerprint !== undefined && approval.fingerprint !== now)
    yield `approval: fingerprint: ${approval.by} signed a page with the fingerprint ${approval.fingerprint}, and what the pack says now has ${now}: it is not approved any more. Write approval: null, print the page, and have it signed again.`;
}

/** Checks that even a draft must pass: contradictions, and references that lead nowhere. */
const always = [
  levelRules,
  actRules,
  references,
  agencyRules,
  wordProblems,
  neverTrue,
  gateRules,
  answerProblems,
];
const ofDistrict = [approvalProblems, colourRules, timeProblems, thresholdProblems, wordlessActs];

/**
 * Everything that is wrong with a value as a pack for this use; empty if it can be used. Other checks still run as far as possible if
 * the shape is wrong or a reference leads nowhere.
 */
export function problemsOf(value: unknown, use: PackUse = "district"): readonly string[] {
  const shape = shapeProblems(value);
  if (typeof value !== "object" || value === null) return shape;
  // Not certain if the shape is wrong; a check that then throws is ignored (`asked`).
  const pack = value as ProtocolPack;
  const isSound = shape.length === 0 && asked(false, () => references(pack)).length === 0;
  const checks = use === "draft" ? always : [...always, ...ofDistrict];
  const found = checks.flatMap((check) => asked(isSound, () => check(pack)));
  return [...new Set([...shape, ...found])];
}
