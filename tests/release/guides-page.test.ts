/** The guides in the release: all are there, every place that the script names can be found, and the page can be read on a phone. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { guideHtml, guidesOfRelease, guidesPage } from "../../scripts/release/guides-page";
import { violations } from "../browser/axe";
import { oneBrowser } from "../browser/one-browser";

const page = await guidesPage();
const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? ""));
/** What people read between the marks, without samples of code. */
const words = page
  .replace(/<style>.*?<\/style>/s, "")
  .replace(/<(pre|code)\b[^>]*>.*?<\/\1>/gs, "")
  .replace(/<[^>]*>/g, "");

test("has each guide under its path, and the reference that is made for it, which is no legal advice either", async () => {
  const guides = await guidesOfRelease();
  const paths = guides.map(({ path }) => path);
  const made = guides.filter(({ path }) => path.startsWith("docs/reference/"));
  for (const { path, text } of made) expect(text, path).toContain("not legal advice");
  expect(paths).toEqual(
    expect.arrayContaining(["docs/first-try.md", "docs/county.md", "docs/reference/settings.md"]),
  );
  expect(paths.filter((path) => !ids.has(path))).toEqual([]);
});

test("every link within it leads to a place, and no mark of Markdown is left", () => {
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to ?? "");
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((to) => !ids.has(to))).toEqual([]);
  expect(/\*\*|\]\(|^#+ |^\|/m.exec(words)?.[0] ?? "").toBe("");
});

test("every guide that the script names to people is in it", async () => {
  const script = readFileSync(join(await builtBundle(), "Code.js"), "utf8");
  const code = script.replace(/^\s*(?:\/\/|\*).*$/gm, "");
  const named = [...new Set(code.match(/\bdocs\/[\w./-]+\.md/g) ?? [])];
  expect(named).toContain("docs/first-try.md");
  expect(named.filter((path) => !ids.has(path))).toEqual([]);
});

test("a heading has an id by its page and its words, and a link leads to one", () => {
  const html = guideHtml("# A\n\nSee [b](b.md).\n\n## C d", "docs/a.md", (link) => `#${link}`);
  expect(html).toBe(
    '<h2 id="docs/a.md">A</h2>\n<p>See <a href="#b.md">b</a>.</p>\n<h3 id="docs/a.md--c-d">C d</h3>\n',
  );
});

describe("in Chromium", async () => {
  const folder = mkdtempSync(join(tmpdir(), "guides-"));
  writeFileSync(join(folder, "GUIDES.html"), page);
  const opened = await (await oneBrowser()).newPage();
  const asked: string[] = [];
  opened.on("request", (request) => asked.push(request.url()));
  await opened.goto(pathToFileURL(join(folder, "GUIDES.html")).href);
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });

  test.each([320, 800])(
    "it fits into %i pixels, loads nothing, and axe finds nothing",
    async (width) => {
      await opened.setViewportSize({ width, height: 800 });
      expect(await opened.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
        width,
      );
      expect(await violations(opened)).toEqual([]);
      expect(asked).toHaveLength(1);
    },
  );
});
