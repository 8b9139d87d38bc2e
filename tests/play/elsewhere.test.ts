/** The same day in a copy of the repository elsewhere: nothing of it hangs on the path, the home or the computer's zone. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { playText } from "../day/day";

const repository = join(import.meta.dirname, "../..");
/** What is learned in the evening is reported before the morning's mail. */
const day = {
  start: "2026-09-02T06:50:00-07:00",
  events: [
    {
      submit: {
        school: "North High",
        studentName: "Renée Ōkubo",
        factors: ["controlled-or-groomed"],
        learnedAt: "2026-09-01T23:30:00-07:00",
      },
    },
    { advance: "PT1H" },
  ],
};

test("a day ends the same in a path with spaces, without a home, in another zone and language", async () => {
  const folder = mkdtempSync(join(tmpdir(), "el se 100% #1 "));
  try {
    const copy = join(folder, "student safety desk");
    for (const part of ["src", "scripts", "package.json", "appsscript.json"]) {
      cpSync(join(repository, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"), "dir");
    const text = JSON.stringify(day);
    const scenario = join(folder, "the day.json");
    writeFileSync(scenario, text);
    // Not a folder, so that root cannot write there either.
    const bare = { HOME: "/dev/null", TZ: "Asia/Kolkata", LANG: "C", LC_ALL: "C" };
    const { stdout } = await promisify(execFile)("npm", ["run", "-s", "play", "--", scenario], {
      cwd: copy,
      env: { ...process.env, ...bare },
      maxBuffer: 64 * 1024 * 1024,
    });
    const there: object = JSON.parse(stdout);
    // It holds what the command prints, and more.
    const here: unknown = JSON.parse(JSON.stringify(await playText(text, { isEachTick: true })));
    expect(here).toMatchObject(there);
    expect(there).toMatchObject({ cases: [{ student: "Renée Ōkubo" }], errors: [] });
    expect(stdout).toContain('"message": "digest"');
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 300_000);
