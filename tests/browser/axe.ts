/** Runs axe on what a page shows. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = readFileSync(path, "utf8");

/** Runs in the page: only what is wrong is worked out in full, and put into words there. */
const run = `axe.run(document, { iframes: false, resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + (nodes[0] ? nodes[0].html.slice(0, 160) : "")))`;

/** What axe finds, in words, on a page or in a frame itself; frames inside it are not looked into. */
export async function violations(page: Pick<Page, "evaluate">): Promise<readonly string[]> {
  // Not as a script of the page: its policy takes none but its own.
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(source);
  // The words that the line above makes.
  return (await page.evaluate(run)) as readonly string[];
}
