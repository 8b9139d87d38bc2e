/** The zip for a district without developers: what is in it, that it matches dist/, and why a release is refused. */
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { headerOf, product, releaseName, releases, sha256 } from "../../scripts/build/header";
import { sealOf } from "../../scripts/build/script";
import { root } from "../../scripts/build/sources";
import { builtFiles } from "../../scripts/play/bundle";
import { probeFiles, probeFunctions } from "../../scripts/probe/files";
import {
  filesToPaste,
  type Readiness,
  reasonsAgainst,
  releaseFiles,
  unzipped,
  zipped,
} from "../../scripts/release/release-files";

let dist: ReadonlyMap<string, string> = new Map();
let bytes: Uint8Array = new Uint8Array();
let files: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  dist = await builtFiles();
  bytes = zipped(await releaseFiles());
  files = unzipped(bytes);
});

const textOf = (name: string) => files.get(name) ?? "";
const inZip = (name: string) => (name === "Code.js" ? "Code.gs" : name);

/** A copy of parts of the project, or other files, with the packages beside them. */
async function inFolder<T>(
  fill: (folder: string) => void,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "another path "));
  try {
    fill(folder);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("holds the files of dist/ byte by byte, the script as the editor calls it, the guides, the probe and the sums", async () => {
  const own =
    "ADOPT.html BOARD.html GUIDES.html INSTALL.html SHA256SUMS SLIDES.html sbom.cdx.json try-it.html versions.xml".split(
      " ",
    );
  const probe = ["Code.gs", "Probe.html", "STEPS.txt", "appsscript.json"];
  expect([...files.keys()].filter((name) => !name.startsWith("sources/"))).toEqual(
    [...own, ...[...dist.keys()].map(inZip), ...probe.map((name) => `probe/${name}`)].sort(),
  );
  const built = await probeFiles();
  const same = new Map([
    ...[...dist].map(([name, text]) => [inZip(name), text] as const),
    ["INSTALL.html", filesToPaste(dist).get("INSTALL.html")] as const,
    ["probe/Code.gs", built.get("Code.js")] as const,
    ["probe/Probe.html", built.get("Probe.html")] as const,
    ["probe/appsscript.json", dist.get("appsscript.json")] as const,
  ]);
  for (const [name, text] of same) expect(textOf(name) === text, name).toBe(true);
  for (const name of probeFunctions) expect(textOf("probe/Code.gs")).toContain(`function ${name}(`);
  expect(textOf("Code.gs")).not.toContain("studentSafetyProbe");
  const sums = textOf("SHA256SUMS").trimEnd().split("\n");
  const others = [...files].filter(([name]) => name !== "SHA256SUMS");
  expect(sums).toEqual(others.map(([name, text]) => `${sha256(text)}  ${name}`));
});

test("its page to try runs the script of the release byte by byte, and is smaller than four megabytes", () => {
  const page = textOf("try-it.html");
  const [, parts = "{}"] =
    /<script id="parts" type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
  const { project } = JSON.parse(parts);
  expect(project.bundle === textOf("Code.gs")).toBe(true);
  expect(project.htmlFiles).toEqual({ Dialog: textOf("Dialog.html") });
  expect(Buffer.byteLength(page)).toBeLessThan(4_000_000);
  // Nothing that it would have to load.
  expect(page.replace(/<script[^>]*>.*?<\/script>/gs, "")).not.toMatch(/(?:src|href)="(?!data:|#)/);
});

test("the script says what it is, with the hash of what is below; its guide has the hash by which the check names it", () => {
  const hash = sealOf(textOf("Code.gs"))?.hash ?? "none";
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(textOf("INSTALL.html")).toContain(hash);
  const found = headerOf(textOf("Code.gs"));
  expect(found?.hash).toBe(sha256(found?.below ?? ""));
  expect(found?.header).toContain(`Student Safety Desk ${product().version}. Licence: MIT.`);
});

test("the command gives the same bytes from another path, time zone and locale", async () => {
  const parts =
    "src scripts docs tests/conformance CHANGELOG.md LICENSE package.json package-lock.json appsscript.json";
  const made = await inFolder(
    (folder) => {
      for (const part of parts.split(" "))
        cpSync(join(root, part), join(folder, part), { recursive: true });
    },
    async (cwd) => {
      const locale = { TZ: "Asia/Kolkata", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" };
      const command = ["node_modules/tsx/dist/cli.mjs", "scripts/release.ts", "--draft"];
      const env = { ...process.env, ...locale };
      await promisify(execFile)(process.execPath, command, { cwd, env });
      const name = releaseName(product()).replace(".zip", "-draft.zip");
      return readFileSync(join(cwd, "release", name));
    },
  );
  expect(unzipped(made)).toEqual(files);
  expect(made.equals(Buffer.from(bytes))).toBe(true);
});

test("carries what it was made with: every package of the lock file, by version and hash", () => {
  const text = textOf("sbom.cdx.json");
  expect(JSON.parse(text)).toMatchObject({
    bomFormat: "CycloneDX",
    serialNumber: expect.stringMatching(/^urn:uuid:/),
    metadata: { component: { name: product().name, version: product().version } },
  });
  expect(text).not.toContain("timestamp");
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const locked = [...lock.matchAll(/"integrity": "sha512-([^"]+)"/g)].map(([, hash = ""]) =>
    Buffer.from(hash, "base64").toString("hex"),
  );
  const listed = text.match(/\b[0-9a-f]{128}\b/g) ?? [];
  expect(locked.length).toBeGreaterThan(100);
  expect([...new Set(listed)].sort()).toEqual([...new Set(locked)].sort());
});

test("the sources lie beside the script, as they are, each named in it, and make that very script", async () => {
  const own = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(own.length).toBeGreaterThan(150);
  for (const path of own) {
    const text = textOf(`sources/${relative(root, path)}`);
    expect(text === readFileSync(path, "utf8"), path).toBe(true);
  }
  const marks = textOf("Code.gs").match(/^ *\/\/ src\/\S+\.ts$/gm) ?? [];
  expect(marks.length).toBeGreaterThan(150);
  for (const mark of marks) expect(files.has(`sources/${mark.trim().slice(3)}`), mark).toBe(true);
  const made = await inFolder(
    (folder) => {
      for (const [name, text] of files) {
        if (!name.startsWith("sources/")) continue;
        const path = join(folder, name.slice("sources/".length));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    },
    async (cwd) => {
      await promisify(execFile)("npm", ["run", "-s", "build"], { cwd });
      return readFileSync(join(cwd, "dist/Code.js"), "utf8");
    },
  );
  expect(made === textOf("Code.gs")).toBe(true);
});

test("versions.xml has each released version with its day, the newest first, and nothing that is not released", () => {
  const feed = textOf("versions.xml");
  const days = [...feed.matchAll(/<updated>(.*?)T/g)].map(([, day]) => day);
  const [newest, ...others] = releases();
  expect(days).toEqual([newest.day, newest.day, ...others.map(({ day }) => day)]);
  expect(feed).not.toMatch(/Unreleased|&(?!amp;|lt;|gt;|quot;)/);
});

const changelog = "# Changelog\n\n## Unreleased\n\n## 0.9.0 (2026-11-27)\n\n- A thing.\n";
const entry = (version: string) => ({ version, changelog: `## ${version} (2027-01-01)\n` });

test.each<[string, Partial<Readiness>, RegExp | null]>([
  ["whose papers are in order", {}, null],
  ["without an entry", { version: "0.10.0" }, /no entry "## 0\.10\.0 \(YYYY-MM-DD\)"/],
  ["with an entry without a day", { changelog: "## 0.9.0\n" }, /no entry/],
  ["as 10.2.0 before the probe", entry("10.2.0"), /the probe was not yet played/],
  ["as 1.0.0 after the probe", { ...entry("1.0.0"), isProbedOnGoogle: true }, null],
])("a release %s is refused for one reason, or for none", (_, differs, words) => {
  const ready = { version: "0.9.0", changelog, isProbedOnGoogle: false };
  const reasons = reasonsAgainst({ ...ready, ...differs });
  expect(reasons).toEqual(words === null ? [] : [expect.stringMatching(words)]);
});
