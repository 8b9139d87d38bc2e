/** Runs axe on what a page shows. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = readFileSync(path, "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds, in words, on a page or in a frame itself; frames inside it are not looked into. */
export async function violations(page: Pick<Page, "evaluate">): Promise<readonly string[]> {
  // Not as a script of the page: its policy takes none but its own.
  await page.evaluate(source);
  // axe's own result type, as far as it is used here.
  const found = (await page.evaluate("axe.run(document, { iframes: false })")) as {
    readonly violations: readonly Violation[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}
