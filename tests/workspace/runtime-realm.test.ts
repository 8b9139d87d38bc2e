/** The context that the bundle runs in: one realm, nothing of Node, nothing that Apps Script lacks. */
import { describe, expect, test } from "vitest";
import { LocalRefusal, type ServiceClass } from "../../scripts/workspace/service";
import { admin, evaluate, manifest, monday, workspaceOf } from "./runtime-bench";

const method = (call: (args: readonly unknown[]) => unknown) => ({
  scopes: [],
  counts: true,
  planningMilliseconds: 0,
  source: "test",
  call: (_: unknown, __: unknown, args: readonly unknown[]) => call(args),
});

/** Answers with what the test wants; `getKeys` because the class must have it. */
function echo(call: (args: readonly unknown[]) => unknown): readonly ServiceClass[] {
  const types = "GoogleAppsScript.Cache.Cache";
  const put = method(call);
  return [
    {
      name: "CacheService",
      global: true,
      types: "GoogleAppsScript.Cache.CacheService",
      methods: { getScriptCache: method(() => ({ $ref: "Cache", key: null })) },
    },
    { name: "Cache", global: false, types, methods: { put } },
  ];
}

const put = (argument: string): string => `return CacheService.getScriptCache().put(${argument});`;

describe("what the script sees is of its own realm", () => {
  const services = echo(() => ({ list: [1, [2]], when: { $date: monday }, nothing: null }));
  test.each([
    ["an object", "typeof v === 'object' && v instanceof Object"],
    ["an array", "v.list instanceof Array && v.list[1] instanceof Array"],
    ["a date", "v.when instanceof Date && v.when.getTime() === Date.now()"],
    ["null", "v.nothing === null"],
  ])("%s", (_, check) => {
    const body = `const v = CacheService.getScriptCache().put(); return ${check};`;
    const start = monday - 1500; // A run begins with its start-up time.
    expect(evaluate(body, { services, start })).toBe(true);
  });

  test("an error of a service, with Google's words", () => {
    const body =
      "try { MailApp.sendEmail({ to: '', subject: 's', body: 'b' }); }" +
      "catch (e) { return [e instanceof Error, String(e), e.constructor === Error]; }";
    expect(evaluate(body)).toEqual([true, "Exception: Failed to send email: no recipient", true]);
  });

  test("enum members compare by identity", () => {
    const body =
      "ScriptApp.newTrigger('probe').timeBased().everyMinutes(5).create();" +
      "return ScriptApp.getProjectTriggers()[0].getEventType() === ScriptApp.EventType.CLOCK;";
    expect(evaluate(body)).toBe(true);
  });
});

describe("no way out", () => {
  test.each([
    "this.constructor.constructor('return process')()",
    "(function () {}).constructor('return process')()",
    "MailApp.sendEmail.constructor('return process')()",
    "Object.getPrototypeOf(MailApp.sendEmail).constructor('return process')()",
    "Date.now.constructor('return process')()",
    "CacheService.getScriptCache().put().constructor.constructor('return process')()",
    "(() => { try { MailApp.sendEmail(); } catch (e) { return e.constructor.constructor('return process')(); } })()",
  ])("%s", (attempt) => {
    const body = `try { return typeof (${attempt}); } catch (e) { return 'threw ' + e.name; }`;
    expect(evaluate(body, { services: echo(() => ({})) })).toMatch(/^threw (EvalError|Error)$/);
  });

  test("functions of the Workspace have the script's own Function behind them", () => {
    const body =
      "const F = (function () {}).constructor;" +
      "return [Date.now, MailApp.sendEmail, Math.random, Date].every((f) => f.constructor === F);";
    expect(evaluate(body)).toBe(true);
  });
});

describe("globals", () => {
  const absent =
    "process require module Buffer global setTimeout setInterval queueMicrotask fetch URL TextEncoder " +
    "structuredClone atob btoa crypto performance window navigator WebAssembly Intl BigInt Sheets Drive";
  test.each(absent.split(" "))("%s is absent", (name) => {
    expect(evaluate(`return typeof ${name};`)).toBe("undefined");
  });

  test("an advanced service appears when the manifest switches it on", () => {
    const services: readonly ServiceClass[] = [
      {
        name: "Sheets.Spreadsheets",
        global: true,
        types: "GoogleAppsScript.Sheets.Collection.SpreadsheetsCollection",
        methods: { batchUpdate: method(() => ({ replies: [] })) },
      },
    ];
    const dependencies = { enabledAdvancedServices: [{ userSymbol: "Sheets" }] };
    const body = "return Sheets.Spreadsheets.batchUpdate({}, 'x');";
    expect(() => evaluate(body, { services })).toThrow("ReferenceError");
    expect(evaluate(body, { services, manifest: { ...manifest, dependencies } })).toEqual({
      replies: [],
    });
  });
});

describe("strict objects", () => {
  test.each([
    ["MailApp.sendMail({})", "no such member in Apps Script: MailApp.sendMail"],
    ["SpreadsheetApp.getActive()", "real but not modelled here: SpreadsheetApp.getActive"],
    ["console.log(1)", "real but not modelled here: console.log"],
    ["LockService.getUserLock()", "real but not modelled here: LockService.getUserLock"],
    [
      "ScriptApp.EventType.ON_SUBMIT",
      "no such member in Apps Script: ScriptApp.EventType.ON_SUBMIT",
    ],
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

  test("a defect inside a service reaches the script as text, and the list of errors", () => {
    const services = echo(() => {
      throw new TypeError("inside");
    });
    expect(() => evaluate(put(""), { services })).toThrow("local Workspace: a defect: inside");
    const refusing = echo(() => {
      throw new LocalRefusal("no");
    });
    expect(() => evaluate(put(""), { services: refusing })).toThrow("local Workspace: no");
  });
});

test("time is the Workspace's and random numbers repeat", () => {
  expect(evaluate("return [Date.now(), new Date().toISOString()];")).toEqual([
    monday + 1500,
    "2026-11-02T15:00:01.500Z",
  ]);
  expect(evaluate("return Math.random();")).toBe(evaluate("return Math.random();"));
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
