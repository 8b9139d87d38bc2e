/** The code that names a mistake in our script: its kind and place, and no word of the error's text. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defectCode, isDefect } from "../src/errors";
import { anyText } from "./any-character";

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe("a mistake of ours", () => {
  test.each([
    ["TypeError", new TypeError("x")],
    ["RangeError", new RangeError("x")],
    ["SyntaxError", new SyntaxError("x")],
    ["Error", new Error("a row of the register has no key")],
    ["ZodError", named("ZodError", "x")],
    ["ZodError", named("$ZodError", "x")],
    ["Thrown", "a text"],
    ["Thrown", null],
  ])("%s", (kind, error) => {
    expect(isDefect(error)).toBe(true);
    expect(defectCode(error)?.split(" ")[0]).toBe(kind);
  });
});

describe("no mistake of ours", () => {
  test.each([
    named("Exception", "We're sorry, a server error occurred."),
    named("Exception", "Ein Fehler ist aufgetreten."),
    named("GoogleJsonResponseException", "API call to sheets.x failed with error: y"),
    named("HttpResponseException", "Response Code: 413."),
    named("StudentSafety", "x"),
    named("UnreadableTab", "x"),
    new Error("Exception: Lock timeout"),
    new Error("API call to drive.files.get failed with error: File not found: x."),
    new Error("Service Spreadsheets timed out while accessing document with id x."),
  ])("%s", (error) => {
    expect(isDefect(error)).toBe(false);
    expect(defectCode(error)).toBeNull();
  });
});

const shape = /^[A-Za-z]+(?: in [\w$.]*@\d+:\d+(?: < [\w$.]*@\d+:\d+){0,2})?$/;

test("the place is the function that threw, and who called it", () => {
  const inner = (): never => {
    throw new TypeError("x");
  };
  const outer = (): never => inner();
  expect(() => outer()).toThrow(
    expect.toSatisfy((error) =>
      /^TypeError in inner@\d+:\d+ < outer@\d+:\d+ < /.test(defectCode(error) ?? ""),
    ),
  );
});

test.each([
  "Rowan",
  "Rowan\n    at Rowan (Code:7:30194)",
  "\n    at Rowan (Code:7:30194)\n",
  "",
  "Error: Rowan\n    at Rowan (Code:7:30194)",
  "TypeError\n    at Rowan (Code:7:30194)",
])("%j leaves no trace", (message) => {
  const code = defectCode(new TypeError(message));
  expect(code).toMatch(shape);
  expect(code).not.toMatch(/Rowan|30194/);
});

test("the place is found in a file of any name", () => {
  const error = new TypeError("x");
  error.stack =
    "TypeError: x\n    at decide (Safety desk (copy 2):7:3)\n    at Safety desk (copy 2):12:1";
  expect(defectCode(error)).toBe("TypeError in decide@7:3 < @12:1");
});

test("a message that was changed afterwards gives no place rather than a wrong one", () => {
  const error = new TypeError("changed");
  error.stack = "TypeError: x\n    at Rowan (Code:7:30194)\n    at decide (Code:1:2)";
  expect(defectCode(error)).toBe("TypeError");
});

test("whatever an error says, and however Google names the file", () => {
  const text = fc.oneof(fc.string(), anyText());
  fc.assert(
    fc.property(text, text, (message, file) => {
      const error = new TypeError(message);
      const plain = defectCode(error);
      expect(plain).toMatch(shape);
      error.stack = `TypeError: ${message}\n    at decide (Code:12:3)\n    at ${file} (${file}:4:5)\n    at Code:7:8`;
      expect(defectCode(error)).toMatch(/^TypeError in decide@12:3(?: < |$)/);
      expect(defectCode(error)).toMatch(shape);
    }),
  );
});

describe("what the script throws", () => {
  const root = new URL("../src/", import.meta.url);
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const thrown = sources.flatMap((path) => {
    const text = readFileSync(new URL(path, root), "utf8");
    return [...text.matchAll(/throw new \w+\(([\s\S]*?)\);/g)].map(([, given = ""]) => given);
  });

  test("is found", () => {
    expect(thrown.length).toBeGreaterThan(30);
  });

  /** Ids of ours: of a pack's role, a question, a tab, a part of the directory, a notice; and what Google wrote of a time zone. */
  const ours = ["role", "key", "tab", "tab.id", "text", "String(member)", "found.id"];
  test("names ids of ours alone, and nothing that a person wrote or that a file is called", () => {
    const put = thrown.flatMap((given) =>
      [...given.matchAll(/\$\{([^}]*)\}/g)].map(([, one]) => one),
    );
    expect([...new Set(put)].sort()).toEqual([...ours].sort());
    // No text is put together in another way.
    expect(
      thrown.filter((given) => /["'`]\s*\+|\+\s*["'`]|\.concat\(|\.join\(/.test(given)),
    ).toEqual([]);
  });
});
