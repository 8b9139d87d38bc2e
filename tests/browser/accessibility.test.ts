/** What docs/security/accessibility.md promises and no other test looks at: a narrow window, wider spacing, larger text, and mail. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type OpenDesk, openDesk } from "../desk/open-desk";
import { everyLetter } from "../letters/letters";
import { violations, wcagOnly } from "./axe";
import { EditorBench, type EditorSession } from "./dialog-harness";
import { oneBrowser } from "./one-browser";
import { mailPage, phone } from "./phone";

/** The distances of criterion 1.4.12, set by the reader over the page's own. */
const wideSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p, li, dd { margin-bottom: 2em !important }`;

/** Elements whose text is cut off: more of it than there is room, and no way to scroll to it. What only a screen reader gets is a pixel wide. */
const cutOff = `[...document.querySelectorAll("body *")]
  .filter((one) => one.clientWidth > 1 && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))`;

describe("the windows of the menu, 320 pixels wide", () => {
  const bench = new EditorBench();
  let desk: OpenDesk;
  let session: EditorSession;
  beforeAll(async () => {
    desk = await openDesk();
    session = await bench.visit(desk, { width: 320 });
  });
  afterEach(async () => {
    await session.page.locator("dialog.app").getByRole("button", { name: "Close" }).first().click();
    await session.closed();
  });
  afterAll(async () => {
    await bench.close();
    desk.close();
  });

  const windows = [
    "Settings",
    "Check",
    "Who can open what",
    "Print a record",
    "Hand over",
    "Roll over",
  ] as const;
  test.each(windows)(
    "%s: nothing is lost with wide spacing, and with text of twice the size",
    async (name) => {
      await session.choose(name);
      const frame = session.frame();
      await frame.locator("h1").first().waitFor();
      expect(await session.faults()).toEqual([]);
      await frame.addStyleTag({ content: wideSpacing });
      expect(await session.faults()).toEqual([]);
      expect(await frame.evaluate(cutOff)).toEqual([]);
      await frame.addStyleTag({ content: "html { zoom: 2 }" });
      expect(await frame.evaluate(cutOff)).toEqual([]);
      const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(Number(await frame.evaluate(beyond))).toBeLessThanOrEqual(0);
    },
  );
});

describe("a mail on a phone", () => {
  let page: Page;
  beforeAll(async () => {
    page = await (await oneBrowser()).newPage({ viewport: phone });
  });
  afterAll(() => page.close());

  // All letters are made of the same blocks; these have each of them.
  const letters = everyLetter().filter(({ name }) =>
    ["case-opened", "contact-left", "reporter-duty", "report-waiting", "access-changed"].includes(
      name,
    ),
  );
  test.each(letters)(
    "$name is free of what axe finds by WCAG 2.2, also spaced wide",
    async ({ message: { subject, html } }) => {
      await page.setContent(mailPage({ subject, html }));
      await page.addStyleTag({ content: wideSpacing });
      expect(await page.locator("a").count()).toBeGreaterThan(0);
      expect(await violations(page, wcagOnly)).toEqual([]);
      expect(await page.evaluate(cutOff)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
    },
  );
});
