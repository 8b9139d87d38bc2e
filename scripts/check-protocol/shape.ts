/** What is wrong with the shape of a pack: each problem with its place in the file and what to write there, in words. Pure. */
import * as z from "zod/mini";
import { packShape } from "../../src/protocol/pack";
import { placeWords } from "./place-words";

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

/** What a field of that name holds, for those whose form is narrow. */
const forms: Readonly<Record<string, string>> = {
  version: "a day such as 2026-09-01",
  effectiveFrom: "a day such as 2026-09-01",
  effectiveTo: "a day such as 2026-09-01, or null",
  day: "a day such as 2026-09-01",
  checked: "a day such as 2026-09-01",
  fingerprint: "the fingerprint on the page that was signed, such as 4f1c-09ab-77de",
  phone: "a number such as (555) 555-0100, or 911",
  text: "a colour such as #664a00",
  background: "a colour such as #fff0c7",
  id: "an id of lower-case words with hyphens between them, such as call-the-sheriff",
};

/** What a field of that name may hold, where it has several forms. */
const unions: Readonly<Record<string, string>> = {
  from: 'it does not say where it comes from. Write one of { lines: [12] }, { statute: "…" }, { practice: "…" }.',
  readAt:
    'it does not say where the statute was read. Write { place: "…", day: "2026-09-01" }, or { lines: [12] }.',
  due: 'it is no time. Write "at-once", "first-hour", "same-day", "before-dismissal", "next-school-morning", "next-school-day", "written-report", { minutes: 30 }, { hours: 24 }, { days: 3 }, or a list of { time, when }.',
  repeats: 'it does not say how the act comes again. Write "check-in", "monitor" or { days: 21 }.',
};

/** What a list of that name lacks, where its place does not say it. */
const empty: Readonly<Record<string, string>> = {
  acts: "Name the act that does the step. Where the step is for some cases alone, give that act a when.",
};

/** Of the whole pack: it says which document it is, beside others of the same county. */
const packId = "lower-case words and a year, with hyphens between them, such as solana-2026";

type Issue = z.core.$ZodIssue;

function fieldOf(path: readonly PropertyKey[]): string {
  return String([...path].reverse().find((key) => typeof key === "string") ?? "");
}

/** What is wrong, and the mend, after the place. */
function mend(issue: Issue): string {
  const field = fieldOf(issue.path);
  const form = field === "id" && issue.path.length === 1 ? packId : forms[field];
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string"
        ? "it is empty. Write its words."
        : issue.origin === "array"
          ? `the list is empty. ${empty[field] ?? "It needs one entry or more."}`
          : `it is too small. Write ${issue.inclusive === false ? `more than ${issue.minimum}` : `${issue.minimum} or more`}.`;
    case "unrecognized_keys": {
      const named = issue.keys.map((key) => `"${key}"`).join(", ");
      return `it has a field that no pack has: ${named}. Correct its spelling, or take it out.`;
    }
    case "invalid_type": {
      const wanted = kinds[issue.expected] ?? `${issue.expected}`;
      return /received undefined/.test(issue.message)
        ? `it is missing. Write ${form ?? wanted}.`
        : `something else stands there. Write ${form ?? wanted}.`;
    }
    case "invalid_value":
      return `it can only be one of: ${issue.values.map(String).join(", ")}.`;
    case "invalid_union":
      return (
        unions[field] ??
        "it has not one of the forms that it can have. Compare it with the same place in another pack."
      );
    case "invalid_key":
      return 'its words stand under no language. Write { en: "…" }.';
    default:
      return form === undefined
        ? `${issue.message}.`.replace(/\.\.$/, ".")
        : `it is not in the form that it needs. Write ${form}.`;
  }
}

/** What a value lacks as a whole. */
function wholeProblem(value: unknown): string | null {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return null;
  return "The file exports no pack. End it with export default and the pack's name, as the one of docs/county.md does: it is fields in braces, or a function that gives them.";
}

/** What is wrong with the shape of a value as a pack. */
export function shapeProblems(value: unknown): readonly string[] {
  const whole = wholeProblem(value);
  if (whole !== null) return [whole];
  const parsed = packShape.safeParse(value);
  return (parsed.error?.issues ?? []).map(
    (issue) => `${placeWords(value, issue.path)}: ${mend(issue)}`,
  );
}
