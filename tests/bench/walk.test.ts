/** The measure of what a run passes: found by the bundle's own marks, with the sources' comments in it and without. */
import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { BundleMap, Coverage } from "../../scripts/bench/passed-functions";
import { walks } from "../../scripts/bench/walk";
import { builtBundle } from "../../scripts/play/bundle";

const bundle = `
var desk = (() => {
  function helper() {}
  // src/time.ts
  // Hours of a day.
  function hours() { return [1].map((one) => one); }
  // src/case/level.ts
  var level = () => hours();
  function never() {}
  return { run: () => level() + level() };
})();
function run() { return desk.run(); }
`;

const without = bundle.replace("  // Hours of a day.\n", "");

describe.each([
  ["with a comment", bundle],
  ["without", without],
])("a bundle %s", (name, text) => {
  const map = new BundleMap(text);
  const fileAt = (words: string) => {
    const at = text.indexOf(words);
    return map.fileOf(at, at + words.length);
  };

  test("each function is of the file whose mark is the last before it", () => {
    expect(fileAt("function hours() { return [1].map((one) => one); }")).toBe("src/time.ts");
    expect(fileAt("function never() {}")).toBe("src/case/level.ts");
  });

  test("what is of no file has none", () => {
    expect(fileAt("function helper() {}")).toBeNull();
    expect(fileAt("function run() { return desk.run(); }")).toBeNull();
    expect(fileAt(text.slice(text.indexOf("(() =>"), text.indexOf("})();") + 1))).toBeNull();
  });

  test("a run's calls are counted from one look to the next", () => {
    const url = `walk-${name}.js`;
    const coverage = new Coverage(url, map);
    try {
      const context = vm.createContext({});
      new vm.Script(text, { filename: url }).runInContext(context);
      coverage.take();
      vm.runInContext("run()", context);
      const calls = coverage.take().map((one) => [one.file, one.name, one.calls]);
      expect(calls).toEqual([
        ["src/time.ts", "hours", 2],
        ["src/time.ts", "", 2],
        ["src/case/level.ts", "level", 2],
        ["src/case/level.ts", "run", 1],
      ]);
      expect(coverage.take()).toEqual([]);
    } finally {
      coverage.stop();
    }
  });
});

test("a bundle without marks is refused, not measured as nothing", () => {
  expect(() => new BundleMap("var desk = (() => {})();")).toThrow(/where its files begin/);
});

test("each kind of run passes what it is about, and loads the script first", async () => {
  const found = walks(await builtBundle());
  expect(found.map(({ what }) => what)).toEqual([
    "idle clock run",
    "full look",
    "report",
    "sealed report",
    "tick of a box",
    "morning pass",
  ]);
  for (const { files, functions, calls, passed } of found) {
    expect(passed).toHaveLength(files);
    expect(calls).toBeGreaterThan(functions);
    expect(passed.every(({ file }) => file.startsWith("src/"))).toBe(true);
  }
  const [idle, , report, sealed] = found;
  expect(idle?.files).toBeLessThanOrEqual(40);
  expect(idle?.functions).toBeLessThanOrEqual(150);
  const ofReport = new Set(report?.passed.map(({ file }) => file));
  expect(sealed?.passed.some(({ file }) => !ofReport.has(file))).toBe(true);
}, 120_000);
