/** Finds which source files and functions a run passes through, by the comments that esbuild writes into the bundle. */
import vm from "node:vm";
import { expect, test } from "vitest";
import { BundleMap, Coverage } from "../../scripts/bench/passed-functions";
import { walks } from "../../scripts/bench/walk";
import { builtBundle } from "../../scripts/play/bundle";

const text = `
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

test("each function is of the file whose mark is the last before it, and what is of no file has none", () => {
  const map = new BundleMap(text);
  const fileAt = (words: string) =>
    map.fileOf(text.indexOf(words), text.indexOf(words) + words.length);
  expect(fileAt("function hours() { return [1].map((one) => one); }")).toBe("src/time.ts");
  expect(fileAt("function never() {}")).toBe("src/case/level.ts");
  expect(fileAt("function helper() {}")).toBeNull();
  expect(fileAt("function run() { return desk.run(); }")).toBeNull();
  expect(fileAt(text.slice(text.indexOf("(() =>"), text.indexOf("})();") + 1))).toBeNull();
  expect(() => new BundleMap("var desk = (() => {})();")).toThrow(/where its files begin/);
});

test("a run's calls are counted from one look to the next", () => {
  const coverage = new Coverage("walk.js", new BundleMap(text));
  try {
    const context = vm.createContext({});
    new vm.Script(text, { filename: "walk.js" }).runInContext(context);
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

test("each kind of run passes what it is about, and an idle one little", async () => {
  const found = walks(await builtBundle());
  const kinds = "idle clock run, full look, report, sealed report, tick of a box, morning pass";
  expect(found.map(({ what }) => what).join(", ")).toBe(kinds);
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
});
