/** The command itself, from a copy of the repository that nothing was built in yet, to a pushed project. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openStage, repository } from "./stage";

test("npm run deploy goes from a fresh clone to a pushed project", async () => {
  const stage = await openStage();
  try {
    const clone = join(stage.root, "a clone");
    for (const part of ["src", "scripts", "package.json", "appsscript.json"]) {
      cpSync(join(repository, part), join(clone, part), { recursive: true });
    }
    symlinkSync(join(repository, "node_modules"), join(clone, "node_modules"), "dir");
    // The redirection is for clasp alone, and npm and tsx pass their environment on: harmless there.
    const { stdout } = await promisify(execFile)("npm", ["run", "-s", "deploy"], {
      cwd: clone,
      env: stage.env,
    });
    expect(stdout).toContain("Read back and compared: every byte is the same.");
    expect(existsSync(join(clone, "dist/Code.js"))).toBe(true);
    expect(stage.google.forms.size).toBe(1);
  } finally {
    stage.end();
  }
});

test("npm run deploy ends with the exit code of its failure", async () => {
  const stage = await openStage();
  try {
    const command = join(repository, "node_modules/tsx/dist/cli.mjs");
    const ran = promisify(execFile)(
      process.execPath,
      [command, join(repository, "scripts/deploy.ts"), "--envv", "x"],
      { env: { PATH: stage.env["PATH"] } },
    );
    await expect(ran).rejects.toMatchObject({ code: 2, stdout: "" });
  } finally {
    stage.end();
  }
});
