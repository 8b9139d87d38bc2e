/** The zip for a district without developers: what is in it, and that it is what dist/ is. */
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
import { parse } from "acorn";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { entryFunctions } from "../../scripts/build";
import { headerOf, product, releaseName, sha256, withHeader } from "../../scripts/build/header";
import { sealOf } from "../../scripts/build/script";
import { root } from "../../scripts/build/sources";
import { builtBundle } from "../../scripts/play/bundle";
import { probeFiles, probeFunctions } from "../../scripts/probe/files";
import { filesToPaste, releaseFiles } from "../../scripts/release/release-files";
import { unzipped, zipped } from "../../scripts/release/zip";
import { entryPoints } from "../../scripts/workspace/realm/known-bundles";
import { builtProject } from "./built-project";

let dist = "";
let bytes: Uint8Array = new Uint8Array();
let files: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  dist = await builtBundle();
  bytes = zipped(await releaseFiles());
  files = unzipped(bytes);
});

const textOf = (name: string) => files.get(name) ?? "";
const inDist = (name: string) => readFileSync(join(dist, name), "utf8");

const inZip = (name: string) => (name === "Code.js" ? "Code.gs" : name);

test("holds the files of dist/ byte by byte, the script as the editor calls it, the guide and the sums", () => {
  const names = readdirSync(dist);
  const probe = ["Code.gs", "Probe.html", "STEPS.txt", "appsscript.json"];
  expect([...files.keys()].filter((name) => !name.startsWith("sources/"))).toEqual(
    [
      "BOARD.html",
      "GUIDES.html",
      "INSTALL.html",
      "SHA256SUMS",
      "sbom.cdx.json",
      "try-it.html",
      ...names.map(inZip),
      ...probe.map((name) => `probe/${name}`),
    ].sort(),
  );
  for (const name of names) expect(textOf(inZip(name)) === inDist(name), name).toBe(true);
  const guide = filesToPaste(builtProject(dist)).get("INSTALL.html");
  expect(textOf("INSTALL.html") === guide).toBe(true);
});

test("its page to try runs the script of the release byte by byte, and is smaller than four megabytes", () => {
  const page = textOf("try-it.html");
  const [, parts = "{}"] =
    /<script id="parts" type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
  const { project } = z
    .object({
      project: z.object({ bundle: z.string(), htmlFiles: z.record(z.string(), z.string()) }),
    })
    .parse(JSON.parse(parts));
  expect(project.bundle === textOf("Code.gs")).toBe(true);
  expect(project.htmlFiles).toEqual({ Dialog: textOf("Dialog.html") });
  expect(Buffer.byteLength(page)).toBeLessThan(4_000_000);
  // Nothing that it would have to load.
  expect(page.replace(/<script[^>]*>.*?<\/script>/gs, "")).not.toMatch(/(?:src|href)="(?!data:|#)/);
});

test("its guide has the hash by which the check names the script", () => {
  const hash = sealOf(inDist("Code.js"))?.hash ?? "none";
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(textOf("INSTALL.html")).toContain(hash);
});

test("holds the probe for pasting, which is not the desk", async () => {
  const built = await probeFiles();
  expect(textOf("probe/Code.gs") === built.get("Code.js")).toBe(true);
  expect(textOf("probe/Probe.html") === built.get("Probe.html")).toBe(true);
  expect(textOf("probe/appsscript.json")).toBe(textOf("appsscript.json"));
  for (const name of probeFunctions) expect(textOf("probe/Code.gs")).toContain(`function ${name}(`);
  expect(textOf("Code.gs")).not.toContain("studentSafetyProbe");
});

test("the command gives the same bytes from another path, time zone and locale", async () => {
  const folder = mkdtempSync(join(tmpdir(), "another path "));
  try {
    const parts = [
      "src",
      "scripts",
      "docs",
      "tests/conformance",
      "LICENSE",
      "package.json",
      "package-lock.json",
      "appsscript.json",
    ];
    for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    const env = { ...process.env, TZ: "Asia/Kolkata", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" };
    const command = ["node_modules/tsx/dist/cli.mjs", "scripts/release.ts", "--draft"];
    await promisify(execFile)(process.execPath, command, { cwd: folder, env });
    const made = readFileSync(
      join(folder, "release", releaseName(product()).replace(".zip", "-draft.zip")),
    );
    expect(unzipped(made)).toEqual(files);
    expect(made.equals(Buffer.from(bytes))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("carries what it was made with: every package of the lock file, by version and hash", () => {
  const bill: unknown = JSON.parse(textOf("sbom.cdx.json"));
  expect(bill).toMatchObject({
    bomFormat: "CycloneDX",
    serialNumber: expect.stringMatching(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
    metadata: { component: { name: product().name, version: product().version } },
  });
  expect(textOf("sbom.cdx.json")).not.toContain("timestamp");
  const lock: unknown = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const { packages } = z
    .object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) })
    .parse(lock);
  const { components } = z
    .object({
      components: z.array(z.object({ hashes: z.array(z.object({ content: z.string() })) })),
    })
    .parse(bill);
  const listed = components.flatMap(({ hashes }) => hashes.map(({ content }) => content));
  const locked = Object.values(packages).flatMap(({ integrity }) =>
    integrity === undefined ? [] : Buffer.from(integrity.slice(7), "base64").toString("hex"),
  );
  expect([...new Set(listed)].sort()).toEqual([...new Set(locked)].sort());
});

test("the sums are those of the files", () => {
  const lines = textOf("SHA256SUMS").trimEnd().split("\n");
  const others = [...files].filter(([name]) => name !== "SHA256SUMS");
  expect(lines).toEqual(others.map(([name, text]) => `${sha256(text)}  ${name}`));
});

test("the script says what it is, with the hash of what is below", () => {
  const found = headerOf(textOf("Code.gs"));
  expect(found?.hash).toBe(sha256(found?.below ?? ""));
  expect(found?.header).toContain(`Student Safety Desk ${product().version}. Licence: MIT.`);
});

test("a header shows a change, and a script without one has none", () => {
  const text = withHeader("let a = 1;\n", ["A line: of words"]);
  expect(headerOf(text)?.below).toBe("let a = 1;\n");
  const changed = headerOf(text.replace("a = 1", "a = 2"));
  expect(changed?.hash).not.toBe(sha256(changed?.below ?? ""));
  expect(headerOf("let a = 1;\n")).toBeNull();
});

test("Code.gs can be read: ES2020, real names, a mark where each source begins, no line of code without an end", () => {
  const code = textOf("Code.gs");
  expect(() => parse(code, { ecmaVersion: 2020, sourceType: "script" })).not.toThrow();
  expect([...entryPoints(code)].sort()).toEqual([...entryFunctions].sort());
  const lines = new Set(code.split("\n").map((line) => line.trim()));
  const marks = [...lines].filter((line) => /^\/\/ src\/\S+\.ts$/.test(line));
  expect(marks.length).toBeGreaterThan(150);
  // Each is the name of a file beside it.
  for (const mark of marks) expect(files.has(`sources/${mark.slice(3)}`), mark).toBe(true);
  // A line is long for its texts alone.
  const bare = code.split("\n").map((line) => line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, ""));
  expect(bare.filter((line) => line.length > 400)).toEqual([]);
});

test("the sources lie beside the script, as they are, and make that very script", async () => {
  const sources = [...files].filter(([name]) => name.startsWith("sources/"));
  const own = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(own.length).toBeGreaterThan(200);
  for (const path of own) {
    const text = textOf(`sources/${relative(root, path)}`);
    expect(text === readFileSync(path, "utf8"), path).toBe(true);
  }
  const folder = mkdtempSync(join(tmpdir(), "sources-"));
  try {
    for (const [name, text] of sources) {
      const path = join(folder, name.slice("sources/".length));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    await promisify(execFile)("npm", ["run", "-s", "build"], { cwd: folder });
    expect(readFileSync(join(folder, "dist/Code.js"), "utf8") === textOf("Code.gs")).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
