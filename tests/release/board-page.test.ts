/** BOARD.html: it loads nothing, axe finds nothing, and it prints on two sheets of letter paper. */
import { expect, test } from "vitest";
import { boardPage } from "../../scripts/release/board-page";
import { violations } from "../browser/axe";
import { oneBrowser } from "../browser/one-browser";

test("the page for a board prints on two sheets, with its pictures in it", async () => {
  const page = await (await oneBrowser()).newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) asked.push(request.url());
  });
  try {
    await page.setContent(boardPage());
    expect(await page.locator("img").count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(sheets.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2);
    expect(asked).toEqual([]);
  } finally {
    await page.close();
  }
});
