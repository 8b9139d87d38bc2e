/** Problems with how a page looks: those that axe finds, and text that is cut off when a reader increases its spacing. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = readFileSync(path, "utf8");

/** Runs in the page: only what is wrong is worked out in full, and put into words there. */
const run = (
  options: object,
) => `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + (nodes[0] ? nodes[0].html.slice(0, 160) : "")))`;

/** The rules of WCAG 2.2, levels A and AA, without axe's own advice on pages: a mail has no landmarks. */
export const wcagOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] as const;

/** What axe finds, in words, on a page or in a frame itself; frames inside it are not looked into. All its rules, unless some are named. */
export async function violations(
  page: Pick<Page, "evaluate">,
  rules: readonly string[] = [],
): Promise<readonly string[]> {
  // Not as a script of the page: its policy takes none but its own.
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(source);
  const chosen = rules.length === 0 ? {} : { runOnly: rules };
  // Of WCAG 2.2, and off unless asked for.
  const targets = { rules: { "target-size": { enabled: true } } };
  const options = { iframes: false, resultTypes: ["violations"], ...targets, ...chosen };
  // The words that `run` makes.
  return (await page.evaluate(run(options))) as readonly string[];
}

/** The distances of criterion 1.4.12, set by the reader over the page's own. */
export const wideSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p, li, dd { margin-bottom: 2em !important }`;

/** Elements whose text is cut off: more of it than there is room, and no way to scroll to it. What only a screen reader gets is a pixel wide. */
export const cutOff = `[...document.querySelectorAll("body *")]
  .filter((one) => one.clientWidth > 1 && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))`;
