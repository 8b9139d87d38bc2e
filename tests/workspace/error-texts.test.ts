/** Each error text of the local Workspace is Google's with a source, or is marked as ours. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { googlesTexts } from "../../scripts/workspace/error-texts";

const folder = join(import.meta.dirname, "../../scripts/workspace");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && name !== "error-texts.ts")
  .map((name) => ({ name, code: readFileSync(join(folder, name), "utf8") }));

/** Whose text comes in from elsewhere: a text that was thrown before, or the one that a fault is given. */
const carriedOn = ["error.message", "this.endedBy", 'message ?? ""'];

/** Where the string or template that begins at `start` ends: just past its last quote. */
function endOfLiteral(code: string, start: number): number {
  const quote = code[start];
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === "\\") at += 1;
    else if (code[at] === quote) return at + 1;
    else if (quote === "`" && code.startsWith("${", at)) at = endOfHole(code, at);
  }
  throw new Error("a text without an end");
}

/** Where the `}` of a template's `${` stands. */
function endOfHole(code: string, start: number): number {
  for (let at = start + 2; at < code.length; at += 1) {
    if (code[at] === "}") return at;
    if (code[at] === '"' || code[at] === "`") at = endOfLiteral(code, at) - 1;
  }
  throw new Error("a hole without an end");
}

/** A literal as error-texts.ts writes it: each hole, or several in a row, is `…`. */
function writtenText(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal);
  let text = "";
  for (let at = 1; at < literal.length - 1; at += 1) {
    if (!literal.startsWith("${", at)) text += literal[at];
    else {
      if (!text.endsWith("…")) text += "…";
      at = endOfHole(literal, at);
    }
  }
  return text;
}

/** What is thrown, as code: a literal, `ownWords(…`, or the name of what holds the text. */
function thrownExpression(code: string, start: number): string {
  if (code[start] === '"' || code[start] === "`")
    return code.slice(start, endOfLiteral(code, start));
  return /^[^(),]*\(?/.exec(code.slice(start))?.[0].trim() ?? "";
}

const thrown = sources.flatMap(({ name, code }) =>
  [...code.matchAll(/new (?:GoogleError|RequestError|EndOfRun)\(\s*/g)].map((match) => ({
    name,
    expression: thrownExpression(code, match.index + match[0].length),
  })),
);
/** Constants that hold a text for one or more throws; one that ends in a space is followed by what varies. */
const constants = sources.flatMap(({ code }) =>
  [...code.matchAll(/const (\w+Text) =\s*(?=["`])/g)].map((match) => {
    const start = match.index + match[0].length;
    const text = writtenText(code.slice(start, endOfLiteral(code, start)));
    return { name: match[1] ?? "", text: text.endsWith(" ") ? `${text}…` : text };
  }),
);
const isLiteral = (expression: string): boolean => /^["`]/.test(expression);
const literals = thrown.filter(({ expression }) => isLiteral(expression));

/** Every text that the services hold ready as Google's. */
const inUse = [
  ...literals.map(({ expression }) => writtenText(expression)),
  ...constants.map(({ text }) => text),
];

describe("error texts", () => {
  test("the throws are found", () => {
    expect(literals.length).toBeGreaterThan(50);
    expect(thrown.filter(({ expression }) => expression === "ownWords(").length).toBeGreaterThan(
      20,
    );
  });

  test("a text is listed with its source, is one of ours, or is carried on from where it was marked", () => {
    const names = constants.map(({ name }) => name);
    const unmarked = thrown.filter(
      ({ expression }) =>
        !isLiteral(expression) &&
        expression !== "ownWords(" &&
        !carriedOn.includes(expression) &&
        !names.includes(expression),
    );
    expect(unmarked).toEqual([]);
    const listed = googlesTexts.map(({ text }) => text);
    expect(inUse.filter((text) => !listed.includes(text))).toEqual([]);
  });

  test("no text is listed that nothing says", () => {
    expect(googlesTexts.map(({ text }) => text).filter((text) => !inUse.includes(text))).toEqual(
      [],
    );
  });

  test("no text is listed twice, and each has a source and a day", () => {
    const listed = googlesTexts.map(({ text }) => text);
    expect(listed).toEqual([...new Set(listed)]);
    for (const { source, date } of googlesTexts) {
      expect(source).not.toBe("");
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  test("words of ours are never in the list", () => {
    expect(googlesTexts.filter(({ text }) => /\(\(|local Workspace/.test(text))).toEqual([]);
  });
});
