/** What is wrong with the shape of a pack: each problem with its place in the file and what to write there, in words. Pure. */
import * as z from "zod/mini";
import { packShape } from "../../src/protocol/pack";
import { placeWords, valueAt } from "./place-words";

// The small form of zod brings no words of its own.
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

/** What is wrong, and the mend, after the place. */
function mend(issue: z.core.$ZodIssue, isMissing: boolean): string {
  // The schema's own words, as sentences or as what to write; what zod says of itself begins with a capital letter.
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

/** What is wrong with the shape of a value as a pack. */
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
