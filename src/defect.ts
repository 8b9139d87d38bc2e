/** Tells a mistake of ours from what Google throws, and names its place without a word that the error says. */

declare const brand: unique symbol;

/**
 * Such as "TypeError in decide@2210:15 < takeIn@2300:3": the kind of error, and the functions it came through, innermost
 * first, each with its line and column in the script. Holds nothing that an error says: that may be a report's text.
 */
export type DefectCode = string & { readonly [brand]: "DefectCode" };

/** What JavaScript itself throws, and `throw new Error` of ours. Google's errors and our refusals have names of their own. */
const kinds: readonly string[] = [
  "Error",
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "EvalError",
  "URIError",
];

/** Google names its errors `…Exception` (sheets-api.md 1, platform.md 11); these are its words, should one come as a plain Error. */
const googleWords =
  /^(?:Exception|API call to )|\bService (?:invoked|unavailable|error|using|Spreadsheets)\b|server error occurred/;

/** The kind of a mistake; null for what Google throws and for refusals of ours. */
function kindOf(error: unknown): string | null {
  if (!(error instanceof Error)) return "Thrown";
  if (/^\$?Zod/.test(error.name)) return "ZodError";
  if (!kinds.includes(error.name)) return null;
  return error.name === "Error" && googleWords.test(error.message) ? null : error.name;
}

/** Whether an error is a mistake in this script, rather than what Google throws or a refusal in words of ours. */
export function isDefect(error: unknown): boolean {
  return kindOf(error) !== null;
}

const frame =
  /^\s*at (?:(?:new |async )?([A-Za-z_$][\w$.]{0,60})(?: \[as [\w$]+\])? \()?[^()\s]*:(\d+):(\d+)\)?$/;
const framesKept = 3;

/** The innermost functions that an error came through. Only names of functions and numbers are taken. */
function placeOf({ message, stack = "" }: Error): string {
  // The stack begins with the message, whose own lines may look like any other.
  const at = stack.indexOf(message);
  if (at === -1) return "";
  const frames = stack
    .slice(at + message.length)
    .split("\n")
    .slice(1);
  return frames
    .flatMap((text) => {
      const [found, name = "", line, column] = frame.exec(text) ?? [];
      return found === undefined ? [] : [`${name}@${line}:${column}`];
    })
    .slice(0, framesKept)
    .join(" < ");
}

/** The code of a mistake; null where the error is none. */
export function defectCode(error: unknown): DefectCode | null {
  const kind = kindOf(error);
  if (kind === null) return null;
  const place = error instanceof Error ? placeOf(error) : "";
  // Made of a closed list, of names in this script and of numbers.
  return (place === "" ? kind : `${kind} in ${place}`) as DefectCode;
}
