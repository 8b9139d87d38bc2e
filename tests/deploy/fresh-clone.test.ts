/** The command itself, with the real clasp and a fake Google, in a copy of the repository in which nothing was built yet. */
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
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";

/** The Forms and projects that Google holds; whoever asks is the admin. */
const forms: string[] = [];
const projects = new Map<string, unknown>();
const fresh = [
  { name: "appsscript", type: "JSON", source: '{\n  "timeZone": "America/New_York"\n}' },
  { name: "Code", type: "SERVER_JS", source: "function myFunction() {\n  \n}\n" },
];

/** What Apps Script, Drive and the sign-in answer, as far as clasp's deployment asks them; null for what is not there. */
function answer(
  call: string,
  { name = "", files: sent = null }: { name?: string; files?: unknown },
) {
  if (call === "GET /oauth2/v2/userinfo") return { id: "1", email: "admin@district.example" };
  if (call === "POST /drive/v3/files") {
    return { id: `form-of-the-district-number-${forms.push(name)}`, name };
  }
  if (call === "POST /v1/projects") {
    const scriptId = `script-of-a-form-number-${projects.size + 1}`;
    projects.set(scriptId, fresh);
    return { scriptId };
  }
  const [, scriptId = ""] = /\/v1\/projects\/([^/]+)\/content$/.exec(call) ?? [];
  const files = sent ?? projects.get(scriptId);
  if (files === undefined || !projects.has(scriptId)) return null;
  projects.set(scriptId, files);
  return { scriptId, files };
}

const google = createServer(async (request, response) => {
  const body = await text(request);
  const { pathname } = new URL(request.url ?? "/", "http://fake");
  const found = answer(`${request.method} ${pathname}`, body === "" ? {} : JSON.parse(body));
  const error = { code: 404, message: "Requested entity was not found.", status: "NOT_FOUND" };
  response
    .writeHead(found === null ? 404 : 200, { "content-type": "application/json" })
    .end(JSON.stringify(found ?? { error }));
});

test("npm run deploy goes from a fresh clone to a pushed project, and ends with the exit code of its failure", async () => {
  await new Promise<void>((resolve) => google.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has an AddressInfo; the type also covers pipes.
  const { port } = google.address() as AddressInfo;
  const top = mkdtempSync(join(tmpdir(), "deploy-"));
  try {
    const [clone, home] = [join(top, "a clone"), join(top, "home")];
    mkdirSync(home);
    for (const part of ["src", "scripts", "package.json", "appsscript.json", "CHANGELOG.md"]) {
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
      FAKE_GOOGLE: `http://127.0.0.1:${port}`,
      // The redirection is for clasp alone, and npm and tsx pass their environment on: harmless there.
      NODE_OPTIONS: `--import ${new URL("./preload.mjs", import.meta.url).href}`,
    };
    const run = (...words: string[]) =>
      promisify(execFile)("npm", ["run", "-s", "deploy", "--", ...words], { cwd: clone, env });
    const { stdout } = await run();
    expect(stdout).toContain("Read back and compared: every byte is the same.");
    expect(stdout).toMatch(
      /remove Sheets and Drive.*add them again.*\nThen: .*forms\/d\/form-of-the-district-number-1\/edit, .*Student safety › Set up/,
    );
    expect(existsSync(join(clone, "dist/Code.js"))).toBe(true);
    expect(forms).toEqual(["Student safety report"]);
    expect((await run()).stdout).toContain("nothing was pushed");
    await expect(run("--envv", "x")).rejects.toMatchObject({ code: 2, stdout: "" });
  } finally {
    google.closeAllConnections();
    google.close();
    rmSync(top, { recursive: true, force: true });
  }
});
