/** Deployments with a fake clasp that keeps projects in memory: what it goes over, and each way to stop. The real clasp: fresh-clone. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Clasp, type Deployed, deploy, desk, readOptions } from "../../scripts/deploy/deploy";
import { explain, Stopped } from "../../scripts/deploy/stopped";
import { asProbe, inProbeEnvironment, probe } from "../../scripts/probe/files";

type Files = Record<string, string>;
const code =
  "var studentSafetyDesk;function onOpen(){}function onFormSubmit(){}function onRegisterEdit(){}function onClock(){}";
const built: Files = { "Code.js": code, "Dialog.html": "<p>", "appsscript.json": "{}" };
const fresh: Files = { "Código.js": "function myFunction() {\n  \n}\n", "appsscript.json": "{}" };
const theirs: Files = { "Lunch.js": "function lunch() {}\n", "appsscript.json": "{}" };

let root = "";
/** What Google holds, by script id; what clasp says in place of its work; how a push lands. */
let projects: Map<string, Files>;
let fails: Readonly<Record<string, string>>;
let landing: (files: Files) => Files;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "deploy-"));
  projects = new Map();
  fails = {};
  landing = (files) => files;
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

function fill(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

const clasp: Clasp = async ([command = ""], project) => {
  const failed = fails[command];
  if (failed !== undefined) return { code: 1, stdout: "", stderr: failed };
  const done = (stdout: string) => ({ code: 0, stdout, stderr: "" });
  if (command === "create-script") {
    projects.set("script-1", fresh);
    return done(
      "Created new form: https://drive.google.com/open?id=form-of-it\nCreated new script: https://script.google.com/d/script-1/edit\n",
    );
  }
  const { scriptId, rootDir } = JSON.parse(readFileSync(project, "utf8"));
  const folder = join(dirname(project), rootDir);
  if (command === "pull") fill(folder, projects.get(scriptId) ?? {});
  else projects.set(scriptId, landing(read(folder)));
  return done(command === "pull" ? "Pulled 2 files." : "Pushed 3 files.");
};

async function run(words: readonly string[] = [], what: Deployed = desk, files = built) {
  const lines: string[] = [];
  const build = async () => fill(join(root, what.folder), files);
  try {
    const given = readOptions(words);
    const options = what === probe ? inProbeEnvironment(given) : given;
    await deploy({ root, options, clasp, what, build, print: (line) => lines.push(line) });
    return { code: "ok", text: lines.join("\n") };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { code: error.code, text: [...lines, explain(error)].join("\n") };
  }
}

const installed = (files: Files, name = ".clasp.json") => {
  projects.set("ours", files);
  writeFileSync(join(root, name), JSON.stringify({ scriptId: "ours", rootDir: "dist" }));
};

test("goes over an earlier version of itself; leaves a project alone that is not ours or has more, until told to replace it, and keeps a copy; says so when what landed differs by a byte", async () => {
  installed({ ...built, "Code.js": `${code}// older` });
  expect((await run()).code).toBe("ok");
  installed({ ...built, "Added.js": "function more() {}" });
  expect((await run()).code).toBe("refused");
  installed(theirs);
  expect((await run()).text).toContain("Lunch.js (20 bytes)");
  expect(projects.get("ours")).toEqual(theirs);
  expect((await run(["--replace"])).code).toBe("ok");
  expect(projects.get("ours")).toEqual(built);
  expect(read(join(root, "tmp/deploy/default/before/files"))["Lunch.js"]).toBe(theirs["Lunch.js"]);
  installed(fresh);
  landing = (files) => ({ ...files, "Code.js": `${files["Code.js"]} ` });
  const { code: found, text } = await run();
  expect([found, text]).toEqual(["differs", expect.stringContaining("Code.js is not the same")]);
});

test.each([
  ["create-script", "No credentials found.", "login"],
  ["create-script", "User has not enabled the Apps Script API. Enable it by visiting …", "api-off"],
  ["pull", "Requested entity was not found.", "not-permitted"],
  ["push", "admin_policy_enforced", "not-permitted"],
  ["push", "getaddrinfo ENOTFOUND", "network"],
  ["push", 'Missing ; before statement. - "Code:12"', "unforeseen"],
])("stops where %s says %j", async (command, said, expected) => {
  fails = { [command]: said };
  const { code: found, text } = await run();
  expect([found, text]).toEqual([expected, expect.stringContaining(`clasp said: ${said}`)]);
  expect(projects.get("script-1") ?? fresh).toEqual(fresh);
});

test("after a cut creation it says how to take up the Form", async () => {
  fails = { "create-script": "socket hang up" };
  expect((await run()).text).toContain("--form ITS_ADDRESS");
  fails = {};
  const id = "form-of-the-district-number-1";
  expect((await run(["--form", `https://docs.google.com/forms/d/${id}/edit`])).code).toBe("ok");
  expect((await run(["--form", id])).code).toBe("usage");
});

test("refuses words that it does not know, the probe's name, a Form's public address, and a project file that is no JSON", async () => {
  const shown = "https://docs.google.com/forms/d/e/1FAIpQLSabcdefghijklmnop/viewform";
  for (const words of [
    ["--environment", "x"],
    ["--env", "../x"],
    ["--env", "probe"],
    ["--form", shown],
  ]) {
    expect((await run(words)).code, words.join(" ")).toBe("usage");
  }
  writeFileSync(join(root, ".clasp.json"), "{");
  const { code: found, text } = await run();
  expect([found, text]).toEqual(["usage", expect.stringContaining(".clasp.json")]);
});

test("the probe never goes over the desk's project, not even where it is told to replace", async () => {
  installed(built, ".clasp.probe.json");
  for (const words of [[], ["--replace"]]) {
    const { code: found, text } = await run(words, probe);
    expect(found).toBe("refused");
    expect(asProbe(text)).toContain("npm run probe -- --deploy again");
  }
  expect(projects.get("ours")).toEqual(built);
});
