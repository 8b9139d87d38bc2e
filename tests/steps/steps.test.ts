/** The one list of the installation, and the probe's: every page that leads through them names the same steps, in the same order and words. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { builtBundle } from "../../scripts/play/bundle";
import { filesToPaste } from "../../scripts/release/release-files";
import { appsScript, dots, otherWords } from "../../scripts/steps/google-words";
import { dayOfInstallation } from "../../scripts/steps/installation";
import { probeSteps, probeStepsText } from "../../scripts/steps/probe";
import { advancedServices, serviceClicks } from "../../src/errors";
import { audiencePlace } from "../../src/form/safety-texts";
import { askForProbe } from "../../src/install/check/running-lines";
import { tryFirst } from "../../src/install/go-live";
import { builtProject } from "../release/built-project";

const read = (path: string) => readFileSync(join(root, path), "utf8");
/** As people read it: links by their words alone. */
const readable = (path: string) => read(path).replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
const day = dayOfInstallation("Dialog.html");
const numbered = day.map(({ title }, at) => `${at + 1}. ${title}`);

/** What stands under each heading of this depth, with the heading. */
function sections(text: string, depth: number): ReadonlyMap<string, string> {
  const marks = "#".repeat(depth);
  const found = text.split(new RegExp(`^${marks} `, "m")).slice(1);
  return new Map(found.map((part) => [part.split("\n")[0] ?? "", part]));
}

test("the guide has the steps of the list as its headings, and names what each names", () => {
  const guide = sections(read("docs/admin-day.md"), 2);
  expect([...guide.keys()]).toEqual(numbered);
  for (const [at, { names }] of day.entries()) {
    const said = guide.get(numbered[at] ?? "") ?? "";
    const places = names.map((name) => said.search(new RegExp(`\\*\\*([^*]+ › )?${name}\\*\\*`)));
    expect(
      names.filter((_, one) => places[one] === -1),
      numbered[at],
    ).toEqual([]);
  }
});

test("the pages of Set up stand in the guide in their order", () => {
  const [, ...pages] = day.find(({ id }) => id === "set-up")?.names ?? [];
  expect(pages.length).toBeGreaterThan(5);
  expect(read("docs/admin-day.md")).toContain(pages.map((page) => `**${page}**`).join(", "));
});

test("the page to install by has them too, each with its parts in order", async () => {
  const page = filesToPaste(builtProject(await builtBundle())).get("INSTALL.html") ?? "";
  const headings = [...page.matchAll(/<h([23])>([^<]+)<\/h\1>/g)].map(([, , words]) => words);
  const wanted = day.flatMap(({ title, parts = [] }, at) => [
    `${at + 1}. ${title}`,
    ...parts.map((part, own) => `${at + 1}.${own + 1} ${part.title}`),
  ]);
  expect(headings.slice(0, wanted.length)).toEqual(wanted);
  const said = sections(page.replace(/<h2>/g, "\n# ").replace(/<\/h2>/g, "\n"), 1);
  for (const [at, { names }] of day.entries()) {
    const own = said.get(numbered[at] ?? "") ?? "";
    expect(
      names.filter((name) => !own.includes(name)),
      numbered[at],
    ).toEqual([]);
  }
  // A part that another step names by its number is the one that is meant.
  const parts = day.find(({ id }) => id === "script")?.parts ?? [];
  expect(parts[1]?.title).toBe("Replace the program");
  expect(parts[4]?.title).toBe("Switch the two services on");
});

test("the Workspace administrator reads of each step that asks for them, and of no other", () => {
  const asked = numbered.filter((_, at) => day[at]?.who.includes("workspace") === true);
  const rows = [...read("docs/security/administrator.md").matchAll(/^\| (\d+\. [^|]+?) +\|/gm)];
  expect(rows.map(([, step]) => step)).toEqual(asked);
});

test("the probe's page says each of its steps, word by word and in order", () => {
  const page = sections(read("docs/probe.md"), 3);
  expect([...page.keys()]).toEqual(probeSteps.map(({ title }, at) => `${at + 1}. ${title}`));
  probeSteps.forEach(({ title, says, else: other = [] }, at) => {
    const part = page.get(`${at + 1}. ${title}`) ?? "";
    const told = says.map((one) => (typeof one === "string" ? one : `probe/${one.fetch}`));
    const places = [...told, ...other].map((words) => part.indexOf(words));
    expect(places.includes(-1) ? part : "", title).toBe("");
    expect(places, title).toEqual([...places].sort((a, b) => a - b));
  });
});

test("STEPS.txt says the same, in lines that a small window shows whole", () => {
  const text = probeStepsText();
  const joined = text.replace(/\s+/g, " ");
  probeSteps.forEach(({ title, says }, at) => {
    expect(joined).toContain(`${at + 1}. ${title}`);
    for (const one of says) {
      expect(joined).toContain(typeof one === "string" ? one.replaceAll("**", "") : one.fetch);
    }
  });
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

test.each(["README.md", "docs/probe.md"])("%s asks for the probe as the check does", (page) => {
  expect(read(page)).toContain(askForProbe);
});

test.each([
  "README.md",
  "docs/admin-day.md",
  "docs/probe.md",
  "docs/first-try.md",
  "docs/details/check.md",
])("%s says in the same two sentences what is tried before going live", (page) => {
  expect(readable(page)).toContain(tryFirst);
});

test("the windows say the same clicks as the page to install by, where a service is off and where the Form is closed", () => {
  const plain = (words: string) => words.replaceAll("**", "");
  const clicks = serviceClicks(["Sheets", "Drive"]).join(" ");
  for (const words of [dots, appsScript]) expect(clicks).toContain(plain(words));
  const parts = day.find(({ id }) => id === "script")?.parts ?? [];
  const step = parts.find(({ title }) => title === "Switch the two services on");
  const [remove = "", plus = ""] = (step?.says ?? []).map((one) => plain(String(one)));
  for (const words of [remove.replace("Under Services, ", ""), plus.replace(/\.$/, "")]) {
    expect(clicks.toLowerCase()).toContain(words.toLowerCase());
  }
  for (const [own, api] of Object.entries(advancedServices)) {
    expect(clicks).toContain(`choose ${api}, leave ${own} as its identifier, and click Add`);
    expect(plain(step?.says.join(" ") ?? "")).toContain(api);
  }
  const open = day.find(({ id }) => id === "open");
  for (const sentence of open?.says.slice(1) ?? []) expect(audiencePlace).toContain(sentence);
  for (const name of open?.names ?? []) expect(audiencePlace).toContain(name);
});

const pages = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);

test("no page calls a thing of Google's by another name", () => {
  for (const page of ["README.md", ...["docs", "docs/details", "docs/security"].flatMap(pages)]) {
    for (const [name, other] of Object.entries(otherWords)) {
      expect(other.exec(read(page))?.[0] ?? "", `${page}: say ${name}`).toBe("");
    }
  }
});

test("with Node the packages come before the command that is one of them", () => {
  for (const page of ["docs/admin-day.md", "docs/probe.md"]) {
    const text = read(page);
    const first = text.indexOf("npm ci");
    expect(first, page).toBeGreaterThan(-1);
    expect(text.indexOf("npx clasp login"), page).toBeGreaterThan(first);
  }
});
