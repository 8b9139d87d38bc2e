/** What is deployed: one ES2020 script with exactly the functions that Google calls, nothing that Apps Script lacks, and the least scopes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";
import { build as bundle } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { root } from "../../scripts/build/sources";
import { builtBundle } from "../../scripts/play/bundle";
import { languageGlobals } from "../../scripts/workspace/realm/built-ins";
import { freeIdentifiers } from "./free-identifiers";

/** Design section 3: triggers and menus store these names, so none may ever go. */
const permanent = [
  "onOpen",
  "onFormSubmit",
  "onRegisterEdit",
  "onClock",
  "setUp",
  "runCheck",
  "runDrill",
  "goLive",
  "printRecord",
  "yearEvidence",
  "rollOver",
  "stopAccount",
  "settings",
  "whoCanOpen",
  "onDialog",
  "uninstall",
];

/** Design 2.15, and none more. */
const scopes = [
  "forms.currentonly",
  "spreadsheets",
  "drive.file",
  "script.send_mail",
  "script.scriptapp",
  "script.container.ui",
  "userinfo.email",
].map((name) => `https://www.googleapis.com/auth/${name}`);

/** Services of Apps Script that `src/google` and `src/ui` may name. */
const services = [
  "FormApp",
  "SpreadsheetApp",
  "Sheets",
  "Drive",
  "MailApp",
  "ScriptApp",
  "PropertiesService",
  "LockService",
  "Session",
  "Utilities",
  "HtmlService",
];

/** Globals of the language that came after ES2019, or that its script does without. */
const beyond =
  "WeakRef FinalizationRegistry BigInt Iterator AsyncIterator AggregateError SuppressedError DisposableStack AsyncDisposableStack " +
  "SharedArrayBuffer Float16Array BigInt64Array BigUint64Array Atomics Intl WebAssembly Temporal escape unescape eval globalThis";
/** The language itself, as of ES2019. What a browser or Node adds (URL, setTimeout, TextEncoder, fetch, Buffer…) is not in it. */
const language = languageGlobals.filter((name) => !beyond.split(" ").includes(name));

const manifest = z.object({
  timeZone: z.literal("America/Los_Angeles"),
  runtimeVersion: z.literal("V8"),
  exceptionLogging: z.literal("NONE"),
  oauthScopes: z.array(z.string()),
  dependencies: z.object({
    enabledAdvancedServices: z.array(z.object({ userSymbol: z.string() })),
  }),
});

let dist = "";
let code = "";
beforeAll(async () => {
  dist = await builtBundle();
  code = readFileSync(join(dist, "Code.js"), "utf8");
});

/** Throws where the text is no ES2020 script: what Google's parser takes (design section 3). */
const parsed = (text: string) => parse(text, { ecmaVersion: 2020, sourceType: "script" });

test("is a script, its manifest and the pages of src/ui, nothing else", () => {
  const pages = readdirSync(new URL("../../src", import.meta.url), { recursive: true })
    .map(String)
    .filter((path) => /^ui.[^/]*\.html$/.test(path))
    .map((path) => path.charAt(3).toUpperCase() + path.slice(4));
  expect(readdirSync(dist).sort()).toEqual(["Code.js", ...pages, "appsscript.json"].sort());
});

test("parses as ES2020, and what Google's parser refuses would not", () => {
  expect(() => parsed(code)).not.toThrow();
  expect(() => parsed("a?.b ?? c")).not.toThrow();
  for (const refused of [
    "class A { field = 1; }",
    "class A { static field = 1; }",
    "class A { static {} }",
    "class A { #own; }",
    "class A { #own() {} }",
    "a ??= b",
  ]) {
    expect(() => parsed(refused), refused).toThrow();
  }
});

test("is what esbuild writes of the sources, whole and unchanged, between its one function and what Google calls", async () => {
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ["src/main.ts"],
    bundle: true,
    write: false,
    target: "es2020",
    charset: "utf8",
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    legalComments: "inline",
  });
  const [written = ""] = (outputFiles[0]?.text ?? "").split("\nexport {\n");
  const [before, after, ...others] = code.split(written);
  expect(others).toEqual([]);
  expect(before).toMatch(
    /^\/\*\n(?: \* .*\n){2} \*\/\nvar studentSafetyDesk = \(function wholeScript\(builtAs\) \{\n$/,
  );
  const calls = permanent.map((name) => `function ${name}(event) {`);
  const beside = (after ?? "").split("\n").filter((line) => /^\S/.test(line) && line !== "}");
  expect(beside.slice(4).sort()).toEqual(calls.sort());
  expect(beside.slice(0, 4)).toEqual([
    "return {",
    "};",
    expect.stringMatching(/^\}\)\("\d+\.\d+\.\d+ [0-9a-f]{64}"\);$/),
    "// What Google calls by name.",
  ]);
});

test("declares the permanent functions and the one variable behind them", () => {
  const declared = parsed(code).body.flatMap((statement): readonly string[] => {
    if (statement.type === "FunctionDeclaration") return [`function ${statement.id.name}`];
    if (statement.type === "VariableDeclaration") {
      return statement.declarations.map(({ id }) =>
        id.type === "Identifier" ? `${statement.kind} ${id.name}` : "a pattern",
      );
    }
    // A directive such as "use strict" declares nothing.
    return statement.type === "ExpressionStatement" && typeof statement.directive === "string"
      ? []
      : [statement.type];
  });
  expect(declared.sort()).toEqual(
    [...permanent.map((name) => `function ${name}`), "var studentSafetyDesk"].sort(),
  );
});

test("uses no global that Apps Script lacks", () => {
  const all = freeIdentifiers(parsed(code));
  const known = new Set([...language, ...services]);
  expect([...all].filter((name) => !known.has(name))).toEqual([]);
});

test("asks for chance in one place, so that runs which find the same do the same", () => {
  expect(code).not.toMatch(/Math\.random|getRandomValues|randomUUID/);
  // The code of a drill has to be a guess that nobody makes, which needs chance: it comes through the port, and decides nothing about a case.
  expect(code.match(/getUuid/g)).toHaveLength(1);
  expect(code).toMatch(/chance: \{ hex: \(\) => Utilities\.getUuid\(\)/);
  expect(code.match(/chance\w*\.hex\(/g)).toHaveLength(1);
});

test("holds nothing of a district: no address but examples, no key, and no place on the internet but Google's own files", () => {
  const addresses = code.match(/[\w.-]+@[\w.-]+\.[a-z]+/g) ?? [];
  expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
  const places = code.match(/https?:\/\/[\w.-]*\w/g) ?? [];
  expect([...new Set(places)]).toEqual(["https://docs.google.com"]);
  expect(code).not.toMatch(/AIza[\w-]{30}|ya29\.|-----BEGIN|client_secret/);
});

test("names every service that the manifest's scopes are for", () => {
  const all = freeIdentifiers(parsed(code));
  for (const name of ["FormApp", "SpreadsheetApp", "Sheets", "Drive", "MailApp", "ScriptApp"]) {
    expect(all).toContain(name);
  }
});

test("asks for the scopes of the design, and for two advanced services", () => {
  const text = readFileSync(join(dist, "appsscript.json"), "utf8");
  const { oauthScopes, dependencies } = manifest.parse(JSON.parse(text));
  expect([...oauthScopes].sort()).toEqual([...scopes].sort());
  expect(dependencies.enabledAdvancedServices.map(({ userSymbol }) => userSymbol)).toEqual([
    "Sheets",
    "Drive",
  ]);
});

describe("free identifiers", () => {
  test.each([
    ["a name that nothing declares", "f(URL)", ["URL", "f"]],
    ["not a property, a key or a label", "({ URL: 1 }).URL; URL: for (;;) break URL;", []],
    ["not what a function takes", "(function (URL, { a: [b], ...c } = {}) { URL(b, c); })()", []],
    ["what a function takes is not known outside", "(function (URL) {})(URL)", ["URL"]],
    ["var goes up to its function", "function f() { a = 1; if (1) { var a; } }", []],
    ["let does not", "function f() { a = 1; if (1) { let a; } }", ["a"]],
    ["a default", "const f = (a = fetch) => a", ["fetch"]],
    ["a shorthand", "x = { URL }", ["URL", "x"]],
    ["a computed key", "y = { [setTimeout]: 1 }", ["setTimeout", "y"]],
    [
      "catch, class and loops",
      "try {} catch (e) { e } class A {} new A(); for (const i of []) i",
      [],
    ],
    ["arguments", "function g() { return arguments }", []],
  ])("%s", (_name, text, expected) => {
    expect([...freeIdentifiers(parsed(text))].sort()).toEqual([...expected].sort());
  });
});
