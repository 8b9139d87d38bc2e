/**
 * What is deployed: one ES2020 script with exactly the functions that Google calls, nothing that Apps Script does not have, and as few
 * scopes as possible.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { parse } from "acorn";
import { beforeAll, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { manifest } from "../workspace/runtime-bench";

/** Design section 3: triggers and menus store these names, so none may ever go. */
const permanent =
  "onOpen onFormSubmit onRegisterEdit onClock setUp runCheck runDrill goLive printRecord yearEvidence poster rollOver stopAccount settings whoCanOpen onDialog uninstall".split(
    " ",
  );

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

test("is ES2020, without class fields, which Google's parser refuses; declares the permanent functions and the one variable behind them", () => {
  expect(() => parsed("class A { field = 1; }")).toThrow();
  const declared = parsed(code)
    .body.map(({ start }) => /^\w+ \w+|^.*/.exec(code.slice(start))?.[0])
    .filter((words) => words !== '"use strict";');
  expect(declared.sort()).toEqual(
    [...permanent.map((name) => `function ${name}`), "var studentSafetyDesk"].sort(),
  );
});

test("holds our own sources alone, which the types keep to ES2019 and Apps Script, and no later global of the language", () => {
  const marks = code.match(/^ *\/\/ \S+\.[jt]sx?$/gm) ?? [];
  expect(marks.length).toBeGreaterThan(150);
  expect(marks.filter((mark) => !mark.trim().startsWith("// src/"))).toEqual([]);
  expect(code).not.toMatch(/\b(?:globalThis|Intl|BigInt|WeakRef|Atomics|eval|escape|unescape)[.(]/);
});

test("makes no table while it loads: each is made when a run first needs it", () => {
  const made: string[] = [];
  const watched = code.replace(/function once\(make\) \{\n.*\n {2}return \(\) => \{/, "$& made();");
  expect(watched).not.toBe(code);
  new Script(watched).runInNewContext({ made: () => made.push(String(new Error().stack)) });
  expect(made).toEqual([]);
});

test("asks for chance for a code and a secret alone, so that runs which find the same do the same", () => {
  expect(code).not.toMatch(/Math\.random|getRandomValues|randomUUID/);
  // The code of a drill has to be a guess that nobody makes, which needs chance: it comes through the port, and decides nothing about a case.
  expect(code.match(/getUuid/g)).toHaveLength(1);
  expect(code).toMatch(/chance: \{ hex: \(\) => Utilities\.getUuid\(\)/);
  // So has the secret of the index of cases, made once.
  expect(code.match(/chance\w*\.hex\(/g)).toHaveLength(2);
});

test("holds nothing of a district: no address but examples, no key, and no place on the internet but Google's own files", () => {
  const addresses = code.match(/[\w.-]+@[\w.-]+\.[a-z]+/g) ?? [];
  expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
  const places = code.match(/https?:\/\/[\w.-]*\w/g) ?? [];
  expect([...new Set(places)]).toEqual(["https://docs.google.com"]);
  expect(code).not.toMatch(/AIza[\w-]{30}|ya29\.|-----BEGIN|client_secret/);
});

test("asks for the scopes of the design, and for two advanced services", () => {
  const text = readFileSync(join(dist, "appsscript.json"), "utf8");
  const { oauthScopes, ...others } = JSON.parse(text);
  expect([...oauthScopes].sort()).toEqual([...manifest.oauthScopes].sort());
  expect(others).toMatchObject({
    timeZone: "America/Los_Angeles",
    runtimeVersion: "V8",
    exceptionLogging: "NONE",
    dependencies: { enabledAdvancedServices: [{ userSymbol: "Sheets" }, { userSymbol: "Drive" }] },
  });
});
