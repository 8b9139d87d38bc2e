/** The guide in Chromium, as it comes out of the zip: it fits, it can be heard, and its buttons copy what is to be pasted. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { explainedScopes, installPage } from "../../scripts/release/install-page";
import { filesToPaste } from "../../scripts/release/release-files";
import { violations } from "../browser/axe";
import { oneBrowser } from "../browser/one-browser";
import { builtProject } from "./built-project";

let folder = "";
let files: ReadonlyMap<string, string> = new Map();
let page: Page;
/** Addresses that the page asked for, and its errors. */
const asked: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guide-"));
  // The release is made of the same: release.test.ts has it.
  files = filesToPaste(builtProject(await builtBundle()));
  writeFileSync(join(folder, "INSTALL.html"), files.get("INSTALL.html") ?? "");
  page = await (await oneBrowser()).newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => asked.push(String(error)));
  await page.goto(pathToFileURL(join(folder, "INSTALL.html")).href);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});
afterAll(async () => {
  await page.close();
  rmSync(folder, { recursive: true });
});

const pasted = () => [...files.keys()].filter((name) => name !== "INSTALL.html");

test.each([300, 400, 800])(
  "fits into %i pixels, loads nothing, and axe finds nothing",
  async (width) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    expect(asked).toHaveLength(1);
  },
);

test("every file to paste has its button, which copies that file and says so", async () => {
  for (const name of pasted()) {
    const item = page.getByRole("listitem").filter({
      has: page.getByRole("button", { name: `Copy ${name}`, exact: true }),
    });
    await item.getByRole("button").click();
    await item.getByRole("status").filter({ hasText: "Copied." }).waitFor();
    expect((await page.evaluate("navigator.clipboard.readText()")) === files.get(name)).toBe(true);
  }
  expect(await page.getByRole("button").count()).toBe(pasted().length);
});

test("where the clipboard is closed to pages, the selected text is copied", async () => {
  await page.reload();
  await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))");
  await page.getByRole("button", { name: "Copy appsscript.json" }).click();
  await page.getByText("Copied. Continue with the next line.").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(files.get("appsscript.json"));
});

test("on paper there are no buttons; the file is named instead", async () => {
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button").count()).toBe(0);
  expect(await page.getByText("Copy the whole text of the file Code.gs.").isVisible()).toBe(true);
  await page.emulateMedia({ media: "screen" });
});

test("the numbers in a picture are those of sentences beside it", async () => {
  const sections = await page.locator("section:has(svg)").all();
  expect(sections.length).toBeGreaterThanOrEqual(6);
  for (const section of sections) {
    const steps = await section.getByRole("listitem").count();
    const label = (await section.getByRole("img").getAttribute("aria-label")) ?? "";
    const told = [...label.matchAll(/(\d): /g)].map(([, number]) => Number(number));
    const shown = await section.locator('circle[fill="#b3261e"] + text').allTextContents();
    expect([...shown].map(Number).sort()).toEqual(told);
    expect(Math.max(...told)).toBeLessThanOrEqual(steps);
  }
});

test("each permission of the manifest is explained once, and an unknown one stops the release", async () => {
  expect(explainedScopes()).toHaveLength(7);
  const manifest = files.get("appsscript.json") ?? "";
  const other = new Map([...files, ["appsscript.json", manifest.replace("drive.file", "drive")]]);
  expect(() => installPage("0.0.0", other)).toThrow("explains other permissions");
});
