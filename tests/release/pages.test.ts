/**
 * The five pages of a release in Chromium, as unpacked from the zip: each loads nothing, fits the window, works with a screen reader,
 * and does its job.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtFiles } from "../../scripts/play/bundle";
import { adoptPage, papers } from "../../scripts/release/adopt-page";
import { boardPage, guidesOfRelease, guidesPage } from "../../scripts/release/guides-page";
import { explainedScopes, installPage } from "../../scripts/release/install-page";
import { filesToPaste } from "../../scripts/release/release-files";
import { slidesPage } from "../../scripts/release/slides-page";
import { violations } from "../browser/axe";
import { oneBrowser } from "../browser/one-browser";

const guides = await guidesPage();
const ids = new Set([...guides.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? ""));

let folder = "";
let files: ReadonlyMap<string, string> = new Map();
let page: Page;
/** What the page asked for, and its errors. */
const asked: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "release-pages-"));
  // The release is made of the same: release.test.ts has it.
  files = filesToPaste(await builtFiles());
  const install = files.get("INSTALL.html") ?? "";
  const pages = {
    "ADOPT.html": adoptPage(),
    "BOARD.html": boardPage(),
    "GUIDES.html": guides,
    "INSTALL.html": install,
    "SLIDES.html": slidesPage(),
  };
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, name), text);
  page = await (await oneBrowser()).newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) asked.push(request.url());
  });
  page.on("pageerror", (error) => asked.push(String(error)));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});
afterAll(async () => {
  await page.close();
  rmSync(folder, { recursive: true });
});

const open = async (name: string) => {
  asked.length = 0;
  await page.goto(pathToFileURL(join(folder, name)).href);
};

/** How many sheets of paper the open page takes. */
const sheets = async () =>
  (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)
    ?.length;

test.each([
  ["ADOPT.html", [320, 800]],
  ["BOARD.html", [800]],
  ["GUIDES.html", [320, 800]],
  ["INSTALL.html", [300, 400, 800]],
  ["SLIDES.html", [320, 800]],
])("%s loads nothing, fits into %j pixels, and axe finds nothing", async (name, widths) => {
  await open(name);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
  }
  expect(asked).toHaveLength(1);
  if (name !== "BOARD.html") return;
  expect(await sheets(), "a board gets two sheets").toBe(2);
});

test("ten slides, each of which fits a projector's window and one sheet, where what to say is below it", async () => {
  await open("SLIDES.html");
  await page.setViewportSize({ width: 1280, height: 720 });
  const heights = '[...document.querySelectorAll("section")].map((one) => one.offsetHeight)';
  expect(await page.evaluate(heights)).toEqual(Array(10).fill(720));
  expect(await page.locator("blockquote:visible").count()).toBe(0);
  expect(await sheets()).toBe(10);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("blockquote:visible").count()).toBe(10);
  await page.emulateMedia({ media: "screen" });
});

test("each paper for adoption is on two sheets at most, and its links lead to places beside it", async () => {
  await open("ADOPT.html");
  expect(await page.locator("article").count()).toBe(papers().size);
  for (let at = 0; at < papers().size; at += 1) {
    await page.evaluate(
      `document.querySelectorAll("article").forEach((one, n) => { one.hidden = n !== ${at}; })`,
    );
    expect(await sheets(), [...papers().keys()][at]).toBeLessThan(3);
  }
  const links = [...adoptPage().matchAll(/href="([^"]+)"/g)].map(([, to = ""]) => to);
  const own = new Set([...adoptPage().matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`));
  const isThere = (to: string) =>
    own.has(to) || files.has(to) || to === "BOARD.html" || ids.has(to.replace("GUIDES.html#", ""));
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((to) => !isThere(to.replace(/^INSTALL\.html#.*/, "INSTALL.html")))).toEqual(
    [],
  );
});

test("the guides have each page, the reference that is made for them, and all that the script names; each link leads to a place", async () => {
  const all = await guidesOfRelease();
  for (const { path, text } of all.filter(({ path }) => path.startsWith("docs/reference/"))) {
    expect(text, path).toContain("not legal advice");
  }
  const script = (files.get("Code.gs") ?? "").replace(/^\s*(?:\/\/|\*).*$/gm, "");
  const named = script.match(/\bdocs\/[\w./-]+\.md/g) ?? [];
  const paths = [...all.map(({ path }) => path), ...named];
  const known = ["docs/first-try.md", "docs/county.md", "docs/reference/settings.md"];
  expect(paths).toEqual(expect.arrayContaining(known));
  expect(named).toContain("docs/first-try.md");
  const links = [...guides.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to ?? "");
  expect(links.length).toBeGreaterThan(50);
  expect([...paths, ...links].filter((to) => !ids.has(to))).toEqual([]);
  // No mark of Markdown is left in what people read.
  const words = guides
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<(pre|code)\b[^>]*>.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, "");
  expect(/\*\*|\]\(|^#+ |^\|/m.exec(words)?.[0] ?? "").toBe("");
});

test("every file to paste has its button, which copies that file and says so; on paper the file is named instead", async () => {
  await open("INSTALL.html");
  const pasted = [...files.keys()].filter((name) => name !== "INSTALL.html");
  for (const name of pasted) {
    const item = page.getByRole("listitem").filter({
      has: page.getByRole("button", { name: `Copy ${name}`, exact: true }),
    });
    await item.getByRole("button").click();
    await item.getByRole("status").filter({ hasText: "Copied." }).waitFor();
    expect((await page.evaluate("navigator.clipboard.readText()")) === files.get(name)).toBe(true);
  }
  expect(await page.getByRole("button").count()).toBe(pasted.length);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button").count()).toBe(0);
  expect(await page.getByText("Copy the whole text of the file Code.gs.").isVisible()).toBe(true);
  await page.emulateMedia({ media: "screen" });
});

test("each permission of the manifest is explained once, and an unknown one stops the release", () => {
  expect(explainedScopes()).toHaveLength(7);
  const manifest = files.get("appsscript.json") ?? "";
  const other = new Map([...files, ["appsscript.json", manifest.replace("drive.file", "drive")]]);
  expect(() => installPage("0.0.0", other)).toThrow("explains other permissions");
});
