/** A realm that is kept for many runs: each finds it as the first did, and what it does not change stands as in a realm of its own. */
import { describe, expect, test } from "vitest";
import type { Realms } from "../../scripts/workspace/realm/realm";
import { freshRealms, keptRealms } from "../../scripts/workspace/realm/vm-realms";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import { sentMail } from "../../scripts/workspace/services/mail/index";
import { admin, workspaceOf } from "./runtime-bench";

const both: [string, Realms][] = [keptRealms, freshRealms].map((realms) => [realms.name, realms]);

function answerOf(workspace: LocalWorkspace, name: string): unknown {
  const { ok, error, value } = workspace.clickMenu(name, admin);
  return ok ? value : error;
}

describe.each(both)("%s", (_, realms) => {
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
      "",
      "Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.left = 1;",
      "typeof Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.left",
      "undefined",
    ],
  ])("leaves nothing of %s for the next run", (_name, top, act, look, seen) => {
    const script = `${top}
      function leave() { try { ${act} } catch (e) { return String(e); } }
      function strictly() { "use strict"; try { ${act} } catch (e) { return String(e); } }
      function look() { return ${look}; }`;
    const workspace = workspaceOf(script, { realms });
    for (const name of ["leave", "strictly", "leave"]) answerOf(workspace, name);
    expect(answerOf(workspace, "look")).toEqual(seen);
  });

  test("a promise that a run leaves behind reaches nothing", async () => {
    const script = `function go() {
      const send = () => MailApp.sendEmail({ to: "a@b.example", subject: "s", body: "b" });
      Promise.resolve().then(send).catch(() => null);
    }`;
    const workspace = workspaceOf(script, { realms });
    expect(answerOf(workspace, "go")).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sentMail(workspace.store)).toEqual([]);
  });

  test("lets an object have a member of its own that is called as an inherited one", () => {
    const workspace = workspaceOf(
      `"use strict";
      class Refusal extends Error { constructor(text) { super(text); this.name = "Refusal"; } }
      function own() {
        const error = new TypeError("t");
        error.message = "m";
        const one = {};
        one.toString = () => "told";
        one.constructor = 1;
        return [String(new Refusal("r")), String(error), String(one), Object.keys(one), ({}).toString()];
      }`,
      { realms },
    );
    expect(answerOf(workspace, "own")).toEqual([
      "Refusal: r",
      "TypeError: m",
      "told",
      ["toString", "constructor"],
      "[object Object]",
    ]);
  });

  test("says where a script failed by its own lines and columns", () => {
    const script = "function fails() { return null.a; }\nfunction below() { return fails(); }";
    const { stack } = workspaceOf(script, { realms }).clickMenu("below", admin);
    expect(stack?.split("\n").slice(0, 3)).toEqual([
      "TypeError: Cannot read properties of null (reading 'a')",
      "    at fails (Code.js:1:32)",
      "    at below (Code.js:2:27)",
    ]);
  });

  test("a run inside another leaves that one its time, its chance and its variables", () => {
    const script = `let n = 0;
      function inner() { n += 10; return [n, Math.random()]; }
      function outer() { const before = Math.random(); n += 1; Session.getEffectiveUser(); return [n, before, Math.random()]; }`;
    const alone = workspaceOf(script, { realms });
    const [, first, second] = answerOf(alone, "outer") as number[]; // As the script answers.
    const workspace = workspaceOf(script, { realms });
    const inside: unknown[] = [];
    workspace.atCall("Session.getEffectiveUser", () => inside.push(answerOf(workspace, "inner")));
    expect(answerOf(workspace, "outer")).toEqual([1, first, second]);
    expect(inside).toEqual([[10, expect.any(Number)]]);
  });

  test("a top level that throws is the failure of its run alone", () => {
    const script =
      "if (Date.now() < 1793631601500) throw new Error('too early'); function go() { return 1; }";
    const workspace = workspaceOf(script, { realms, start: 1793631600000 - 60_000 });
    expect(answerOf(workspace, "go")).toBe("Error: too early");
    workspace.advance(60_000);
    expect(answerOf(workspace, "go")).toBe(1);
  });
});

test("a script's own look at the built-ins is refused aloud where it is strict", () => {
  const script = `function go() { "use strict"; Array.prototype.left = 1; }`;
  expect(workspaceOf(script, { realms: keptRealms }).clickMenu("go", admin).error).toMatch(
    /^TypeError: Cannot add property left, object is not extensible/,
  );
});
