/** Statements written shorter do what they did: functions as arrows, and what stands for `??` and `?.`. */
import vm from "node:vm";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { arrowFunctions } from "../../scripts/build/arrow-functions";
import { defaultFunctions, shortDefaults } from "../../scripts/build/short-defaults";

/** The value of `out`, as JSON, after the statements. */
function outOf(statements: string): unknown {
  const given = Object.entries(defaultFunctions).map(([name, source]) => `${name}=${source}`);
  const text = `const ${given.join(",")};\n${statements}\nJSON.stringify(out)`;
  return JSON.parse(vm.runInContext(text, vm.createContext({})));
}

/** As esbuild writes it for ES2019. */
const lowered = (text: string) => transformSync(text, { target: "es2019" }).code;

describe("functions as arrows", () => {
  test.each([
    [
      "one that is called before its place",
      "var out = a(1);\nfunction a(x) { return b(x) + 1; }\nfunction b(x) { return x; }",
    ],
    [
      "defaults, patterns and rest",
      "function a({ x = 1 }, [y] = [2], ...z) { return [x, y, z]; }\nvar out = a({}, undefined, 3, 4);",
    ],
    ["an object as value", "function a() { return { x: 1 }; }\nvar out = a();"],
    [
      "one that calls itself",
      "function a(n) { return n === 0 ? 0 : 1 + a(n - 1); }\nvar out = a(3);",
    ],
    ["its name", "function a() {}\nvar out = a.name;"],
    [
      "a class inside",
      "function a() { return new (class { b() { return this.constructor.name.length; } })().b(); }\nvar out = a();",
    ],
  ])("%s", (_name, text) => {
    const after = arrowFunctions(text);
    expect(after).not.toContain("function ");
    expect(outOf(after)).toEqual(outOf(text));
  });

  test.each([
    ["with a this", "function a() { return this === undefined; }\nvar out = a.call(undefined);"],
    [
      "with a this in an arrow",
      "function a() { return (() => this.x)(); }\nvar out = a.call({ x: 1 });",
    ],
    ["with arguments", "function a() { return arguments.length; }\nvar out = a(1, 2);"],
    ["made anew", "function A() {}\nvar out = new A() instanceof A;"],
    ["set anew", "function a() { return 1; }\na = () => 2;\nvar out = a();"],
    ["generators", "function* a() { yield 1; }\nvar out = [...a()];"],
  ])("not one %s", (_name, text) => {
    expect(arrowFunctions(text)).toBe(text);
  });
});

describe("what stands for ?? and ?.", () => {
  const values = "const all = [undefined, null, 0, '', false, { b: 1 }, { b: null }, 'text'];\n";

  test.each([
    ["literals", "a ?? 7"],
    [
      "of a call, once",
      "((f) => [f() ?? 1, f.n])(Object.assign(function f() { f.n++; return a; }, { n: 0 }))",
    ],
    ["within another", "a?.b ?? (a ?? 'x')"],
    ["lists and objects, each its own", "((f) => f(null) === f(null))((x) => x ?? [])"],
    ["members", "[a?.b, a?.length]"],
    ["members of members", "[a?.b?.c, a?.b.c]"],
    ["calls", "[a?.toString().length, a?.toString?.().length]"],
  ])("%s", (_name, expression) => {
    const text = `${values}var out = all.map((a) => { try { return ${expression}; } catch (e) { return e.name; } });`;
    expect(outOf(shortDefaults(lowered(text)))).toEqual(outOf(text));
  });

  test("what is written shorter", () => {
    expect(shortDefaults(lowered("out = f() ?? 1; out = f()?.b;"))).toMatch(
      /out = \$orElse\(f\(\), 1\);\s+out = \$member\(f\(\), "b"\);/,
    );
  });

  test.each(["f() ?? g()", "f() ?? a.b", "f() ?? [g()]", "f()?.[b]", "f()?.b()"])(
    "%s waits for its turn",
    (expression) => {
      const text = lowered(`out = ${expression};`);
      expect(shortDefaults(text)).toBe(text);
    },
  );
});
