/** Commands that may hang: they end in time, with what they started, and their reason is one line. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runWithin } from "../../scripts/chromium/bounded";

const silent = () => {};
const node = (script: string) => [process.execPath, "-e", script];

test("null where it goes well, however much it printed", async () => {
  expect(await runWithin(node("console.log('x'.repeat(1e6))"), { seconds: 60, say: silent })).toBe(
    null,
  );
});

test.each([
  [
    "the error that it names",
    "console.log('Error: no such host\\n  at x'); process.exit(1)",
    "no such host",
  ],
  [
    "apt-get's",
    "console.error('Reading\\nE: Unable to locate package\\n'); process.exit(100)",
    "Unable to locate package",
  ],
  ["its last line", "console.error('one\\ntwo\\n'); process.exit(1)", "two"],
  ["its exit code where it said nothing", "process.exit(7)", "exit code 7"],
])("the reason is %s", async (_, script, reason) => {
  expect(await runWithin(node(script), { seconds: 60, say: silent })).toBe(reason);
});

test("a program that is not there is a reason, not a crash", async () => {
  expect(await runWithin(["/nowhere/apt-get"], { seconds: 60, say: silent })).toMatch(/ENOENT/);
});

test("what hangs is ended in time, with the process that it started", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bounded-"));
  try {
    const beats = join(folder, "beats");
    const child = `while :; do printf . >> '${beats}'; sleep 0.05; done`;
    const reason = await runWithin(["sh", "-c", `(${child}) & wait`], { seconds: 5, say: silent });
    expect(reason).toBe("not done within 5 s");
    const size = statSync(beats).size;
    expect(size).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    // One beat may have been under way.
    expect(statSync(beats).size).toBeLessThanOrEqual(size + 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
