/** The command itself with the real clasp against a fake Google, from a copy of the repository that nothing was built in yet. */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { FakeGoogle } from "./fake-google";

test("npm run deploy goes from a fresh clone to a pushed project, and ends with the exit code of its failure", async () => {
  const google = new FakeGoogle();
  const address = await google.start();
  const top = mkdtempSync(join(tmpdir(), "deploy-"));
  try {
    const [clone, home] = [join(top, "a clone"), join(top, "home")];
    mkdirSync(home);
    for (const part of ["src", "scripts", "package.json", "appsscript.json"]) {
      cpSync(join(root, part), join(clone, part), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"), "dir");
    const token = {
      type: "authorized_user",
      client_id: "client",
      client_secret: "not-a-secret",
      refresh_token: "refresh",
      access_token: "admin@district.example",
      expiry_date: Date.now() + 3_600_000,
    };
    writeFileSync(join(home, ".clasprc.json"), JSON.stringify({ tokens: { default: token } }));
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      USERPROFILE: home,
      FAKE_GOOGLE: address,
      // The redirection is for clasp alone, and npm and tsx pass their environment on: harmless there.
      NODE_OPTIONS: `--import ${new URL("./preload.mjs", import.meta.url).href}`,
    };
    const run = (...words: string[]) =>
      promisify(execFile)("npm", ["run", "-s", "deploy", "--", ...words], { cwd: clone, env });
    const { stdout } = await run();
    expect(stdout).toContain("Read back and compared: every byte is the same.");
    expect(stdout).toContain("https://docs.google.com/forms/d/form-of-the-district-number-1/edit");
    expect(existsSync(join(clone, "dist/Code.js"))).toBe(true);
    expect([...google.forms.values()]).toEqual([{ name: "Student safety report" }]);
    expect((await run()).stdout).toContain("nothing was pushed");
    await expect(run("--envv", "x")).rejects.toMatchObject({ code: 2, stdout: "" });
  } finally {
    google.stop();
    rmSync(top, { recursive: true, force: true });
  }
});
