/**
 * The context in which the built script runs: one JavaScript realm, nothing of Node, nothing that Apps Script does not have, and nothing
 * left from an earlier run.
 */
import { describe, expect, test } from "vitest";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import { LocalRefusal, type ServiceClass } from "../../scripts/workspace/service";
import { sentMail } from "../../scripts/workspace/services/mail/index";
import { admin, evaluate, manifest, monday, workspaceOf } from "./runtime-bench";

const method = (call: (args: readonly unknown[]) => unknown) => ({
  scopes: [],
  counts: true,
  planningMilliseconds: 0,
  call: (_: unknown, __: unknown, args: readonly unknown[]) => call(args),
});

/** A service whose `put` answers with what the test wants. */
function echo(call: (args: readonly unknown[]) => unknown): readonly ServiceClass[] {
  const types = "GoogleAppsScript.Cache";
  const getScriptCache = method(() => ({ $ref: "Cache", key: null }));
  return [
    {
      name: "CacheService",
      global: true,
      types: `${types}.CacheService`,
      methods: { getScriptCache },
    },
    { name: "Cache", global: false, types: `${types}.Cache`, methods: { put: method(call) } },
  ];
}

const put = (argument: string): string => `return CacheService.getScriptCache().put(${argument});`;

test.each([
  ["an object", "typeof v === 'object' && v instanceof Object"],
  ["an array", "v.list instanceof Array && v.list[1] instanceof Array"],
  ["a date", "v.when instanceof Date && v.when.getTime() === Date.now()"],
  ["null", "v.nothing === null"],
])("%s that a service answers is of the script's own realm", (_, check) => {
  const services = echo(() => ({ list: [1, [2]], when: { $date: monday }, nothing: null }));
  const body = `const v = CacheService.getScriptCache().put(); return ${check};`;
  // A run begins with its start-up time.
  expect(evaluate(body, { services, start: monday - 1500 })).toBe(true);
});

test("so is an error of a service, with Google's words; members of an enum are the same each time", () => {
  const body =
    "try { MailApp.sendEmail({ to: '', subject: 's', body: 'b' }); }" +
    "catch (e) { return [e instanceof Error, String(e), e.constructor === Error]; }";
  expect(evaluate(body)).toEqual([true, "Exception: Failed to send email: no recipient", true]);
  const kind =
    "ScriptApp.newTrigger('probe').timeBased().everyMinutes(5).create();" +
    "return ScriptApp.getProjectTriggers()[0].getEventType() === ScriptApp.EventType.CLOCK;";
  expect(evaluate(kind)).toBe(true);
});

test.each([
  "this.constructor.constructor('return process')()",
  "(function () {}).constructor('return process')()",
  "MailApp.sendEmail.constructor('return process')()",
  "Object.getPrototypeOf(MailApp.sendEmail).constructor('return process')()",
  "Date.now.constructor('return process')()",
  "CacheService.getScriptCache().put().constructor.constructor('return process')()",
  "(() => { try { MailApp.sendEmail(); } catch (e) { return e.constructor.constructor('return process')(); } })()",
])("there is no way out by %s", (attempt) => {
  const body = `try { return typeof (${attempt}); } catch (e) { return 'threw ' + e.name; }`;
  expect(evaluate(body, { services: echo(() => ({})) })).toMatch(/^threw (EvalError|Error)$/);
});

test("what Apps Script lacks is absent; an advanced service appears when the manifest switches it on", () => {
  const absent =
    "process require module Buffer global setTimeout setInterval queueMicrotask fetch URL TextEncoder " +
    "structuredClone atob btoa crypto performance window navigator WebAssembly Intl BigInt Sheets Drive";
  const kinds = absent.split(" ").map((name) => `typeof ${name}`);
  expect(evaluate(`return [${kinds}].filter((kind) => kind !== "undefined");`)).toEqual([]);
  const types = "GoogleAppsScript.Sheets.Collection.SpreadsheetsCollection";
  const methods = { batchUpdate: method(() => ({ replies: [] })) };
  const services = [{ name: "Sheets.Spreadsheets", global: true, types, methods }];
  const dependencies = { enabledAdvancedServices: [{ userSymbol: "Sheets" }] };
  const body = "return Sheets.Spreadsheets.batchUpdate({}, 'x');";
  const given = { services, manifest: { ...manifest, dependencies } };
  expect(evaluate(body, given)).toEqual({ replies: [] });
});

describe("strict objects", () => {
  test.each([
    ["MailApp.sendMail({})", "no such member in Apps Script: MailApp.sendMail"],
    ["SpreadsheetApp.getActive()", "real but not modelled here: SpreadsheetApp.getActive"],
    ["console.log(1)", "real but not modelled here: console.log"],
    ["ScriptApp.EventType.ON_SUBMIT", "no such member in Apps Script: ScriptApp.EventType."],
    ["MailApp.extra = 1", "MailApp takes no property (extra)"],
    ["MailApp.sendEmail('a@b.example', 's', 'b')", "modelled, but not with this argument"],
    ["new Date(2026, 1, 1)", "real but not modelled here: new Date(year"],
    ["new Date().getHours()", "real but not modelled here: Date.getHours"],
    ["String(new Date())", "real but not modelled here: Date.toString"],
    ["new Date('2026-11-02T07:00:00')", "depends on a time zone"],
    ["eval('1')", "Code generation from strings disallowed"],
  ])("%s", (code, message) => {
    expect(() => evaluate(`${code};`)).toThrow(message);
  });

  test("a refusal that the script swallows is still noted", () => {
    const workspace = workspaceOf("function probe() { try { MailApp.sendMail(); } catch (e) {} }");
    expect(workspace.clickMenu("probe", admin).ok).toBe(true);
    expect(workspace.errors.map(({ error }) => error)).toEqual([
      "local Workspace: no such member in Apps Script: MailApp.sendMail",
    ]);
  });

  test("what JSON would lose is refused by its place; undefined is dropped or null", () => {
    let seen: unknown;
    const services = echo(([value]) => {
      seen = value;
      return null;
    });
    for (const bad of ["NaN", "1 / 0", "() => 1", "new Map()", "new (class A {})()", "Symbol()"]) {
      expect(() => evaluate(put(`{ deep: [${bad}] }`), { services })).toThrow(
        "Cache.put, argument 1.deep[0] is",
      );
    }
    expect(() => evaluate(`const o = {}; o.o = o; ${put("o")}`, { services })).toThrow(
      "holds itself",
    );
    expect(() => evaluate(put('{ "$ref": "Form" }'), { services })).toThrow("a reserved name");
    evaluate(put("{ a: undefined, b: [undefined], c: null, d: new Date(5) }"), { services });
    expect(seen).toEqual({ b: [null], c: null, d: { $date: 5 } });
  });

  test.each([
    [new TypeError("inside"), "local Workspace: a defect: inside"],
    [new LocalRefusal("no"), "local Workspace: no"],
  ])("%s inside a service reaches the script as text, and the list of errors", (error, words) => {
    const services = echo(() => {
      throw error;
    });
    expect(() => evaluate(put(""), { services })).toThrow(words);
  });
});

test.each([
  ["declared", "function go() { return 1; }", true],
  ["bound to an arrow", "const go = () => 1;", true],
  ["assigned at run time", "this.go = function () { return 1; };", false],
  ["only a method", "const app = { go() { return 1; } };", false],
])("an entry function %s", (_, bundle, isFound) => {
  const result = workspaceOf(bundle).clickMenu("go", admin);
  expect(result.ok).toBe(isFound);
  if (!isFound) expect(result.error).toBe("Exception: Script function not found: go");
});

function answerOf(workspace: LocalWorkspace, name: string): unknown {
  const { ok, error, value } = workspace.clickMenu(name, admin);
  return ok ? value : error;
}

describe("one context for all runs", () => {
  test.each([
    ["a variable of the script", "let n = 0;", "n += 1;", "n", 0],
    ["a member of a built-in", "", "Array.prototype.left = 1;", "typeof [].left", "undefined"],
    ["a member of every object", "", "Object.prototype.left = 1;", "typeof ({}).left", "undefined"],
    ["a global", "", "globalThis.left = 1;", "typeof left", "undefined"],
    ["a global by mistake", "", "left = 1;", "typeof left", "undefined"],
    ["a global of its own top level", "this.left = 0;", "this.left = 1;", "this.left || 0", 0],
    ["a service", "", "MailApp = null;", "typeof MailApp", "object"],
    ["the time", "", "Date.now = () => 0;", "Date.now() > 1e12", true],
    ["a date", "", "Date.prototype.getTime = () => 0;", "new Date().getTime() > 1e12", true],
    ["chance", "", "Math.random = () => 2;", "Math.random() < 1", true],
    ["JSON", "", "JSON.stringify = () => '';", "JSON.stringify([1])", "[1]"],
    ["a function", "", "Function.prototype.call = 1;", "typeof (() => 1).call", "function"],
    ["the name of errors", "", "Error.prototype.name = 'X';", "new Error('a').name", "Error"],
    ["a pattern's last match", "", "/(a)/.test('a');", "RegExp.$1 || 0", 0],
    ["an iterator", "", "Object.getPrototypeOf([].keys()).next = 1;", "[...[7].keys()]", [0]],
    [
      "a generator",
      "",
      "Object.getPrototypeOf(function* () {}).left = 1;",
      "typeof (function* () {}).left",
      "undefined",
    ],
    [
      "an accessor",
      "const size = () => Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;",
      "size().left = 1;",
      "typeof size().left",
      "undefined",
    ],
  ])("leaves nothing of %s for the next run", (_name, top, act, look, seen) => {
    const script = `${top}
      function leave() { try { ${act} } catch (e) { return String(e); } }
      function strictly() { "use strict"; try { ${act} } catch (e) { return String(e); } }
      function look() { return ${look}; }`;
    const workspace = workspaceOf(script);
    for (const name of ["leave", "strictly", "leave"]) answerOf(workspace, name);
    expect(answerOf(workspace, "look")).toEqual(seen);
  });

  test("a promise that a run leaves behind reaches nothing", async () => {
    const script = `function go() {
      const send = () => MailApp.sendEmail({ to: "a@b.example", subject: "s", body: "b" });
      Promise.resolve().then(send).catch(() => null);
    }`;
    const workspace = workspaceOf(script);
    expect(answerOf(workspace, "go")).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sentMail(workspace.store)).toEqual([]);
  });

  test("lets an object have a member of its own that is called as an inherited one", () => {
    const script = `"use strict";
      class Refusal extends Error { constructor(text) { super(text); this.name = "Refusal"; } }
      function own() {
        const error = new TypeError("t");
        error.message = "m";
        const one = {};
        one.toString = () => "told";
        one.constructor = 1;
        return [String(new Refusal("r")), String(error), String(one), Object.keys(one).join(), ({}).toString()];
      }`;
    expect(answerOf(workspaceOf(script), "own")).toEqual([
      "Refusal: r",
      "TypeError: m",
      "told",
      "toString,constructor",
      "[object Object]",
    ]);
  });

  test("says where a script failed by its own lines and columns", () => {
    const script = "function fails() { return null.a; }\nfunction below() { return fails(); }";
    const { stack } = workspaceOf(script).clickMenu("below", admin);
    expect(stack?.split("\n").slice(0, 3)).toEqual([
      "TypeError: Cannot read properties of null (reading 'a')",
      "    at fails (Code.js:1:32)",
      "    at below (Code.js:2:27)",
    ]);
  });

  test("a run inside another leaves that one its time, its chance, which repeats, and its variables", () => {
    const script = `let n = 0;
      function inner() { n += 10; return [n, Math.random()]; }
      function outer() { const before = Math.random(); n += 1; Session.getEffectiveUser(); return [n, before, Math.random(), Date.now()]; }`;
    const alone = workspaceOf(script);
    const [, first, second, now] = answerOf(alone, "outer") as number[]; // As the script answers.
    expect(now).toBe(monday + 1500);
    const workspace = workspaceOf(script);
    const inside: unknown[] = [];
    workspace.atCall("Session.getEffectiveUser", () => inside.push(answerOf(workspace, "inner")));
    expect(answerOf(workspace, "outer")).toEqual([1, first, second, expect.any(Number)]);
    expect(inside).toEqual([[10, expect.any(Number)]]);
  });

  test("a top level that throws is the failure of its run alone", () => {
    const script = `if (Date.now() < ${monday}) throw new Error('too early'); function go() { return 1; }`;
    const workspace = workspaceOf(script, { start: monday - 60_000 });
    expect(answerOf(workspace, "go")).toBe("Error: too early");
    workspace.advance(60_000);
    expect(answerOf(workspace, "go")).toBe(1);
  });
});
