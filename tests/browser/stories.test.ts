/** The stories in the page: the row of each step is in sight, and one story is read by keyboard alone. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { stories } from "../../scripts/desk/story";
import { openRoom } from "../../scripts/guides/visit-rooms";
import { violations } from "./axe";
import * as t from "./try-it-page";

const { patient } = t;

const own = t.windowForTests({ reducedMotion: "reduce" });

/** What axe finds, in the light and in the dark. */
async function faults(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  // A room has its heading once it is drawn.
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
}

const says = (page: Page) => page.locator(".story .says");

/** Runs in the page: whether the row that the step is about, and what it set off, are in sight, and apart. */
const inSight = `(() => {
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const [row, cell, card, grid] = ["[data-story-mark]", "td.marked", "#beside", ".grid"].map(box);
  if (row === undefined || cell === undefined || card === undefined) return "nothing is marked";
  const isAbove = row.top >= Math.max(0, grid.top) && row.bottom <= Math.min(innerHeight, grid.bottom) + 1;
  const isWithin = cell.left >= grid.left && cell.right <= grid.right + 1;
  const isApart = card.left >= grid.right - 1 || card.top >= row.bottom - 1;
  const isShown = card.top < innerHeight - 60;
  const [x, y] = [(cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2];
  if (!document.querySelector("td.marked").contains(document.elementFromPoint(x, y))) return "something lies over it";
  return isAbove && isWithin && isApart && isShown ? "in sight" : JSON.stringify({ row, cell, card, grid, innerHeight });
})()`;

/** The longest, and one that shows a sealed register; tests/desk plays each. */
const shown = stories().filter(({ id }) => ["night", "contact-concern"].includes(id));

test.each(shown.map(({ id, told }, nth) => [id, told, nth] as const))(
  "%s: the row that each step is about is in sight beside what it set off, on a screen and on a phone",
  async (id, told, nth) => {
    const { page, said } = own;
    const marks = told.steps.map(({ look }) => look.room === "register" && look.mark !== null);
    for (const [at, step] of told.steps.entries()) {
      const isMarked = marks[at] === true;
      // A phone has the same rows, in less room: of a story the last is looked at there too.
      for (const viewport of at === marks.lastIndexOf(true) ? [t.laptop, t.phone] : [t.laptop]) {
        await page.setViewportSize(viewport);
        // Away and back: the step is played once, and shown in each window as to somebody who comes to it.
        await page.goto(`${own.address}#/mail`);
        await page.goto(`${own.address}#/story/${id}/${at + 1}`);
        await expect.poll(() => says(page).textContent(), patient).toBe(step.says);
        if (!isMarked) continue;
        await expect
          .poll(() => page.evaluate(inSight), { message: `${viewport.width}: step ${at + 1}` })
          .toBe("in sight");
      }
    }
    // The stories differ in nothing that axe looks at.
    for (const viewport of nth === 0 ? [t.laptop, t.phone] : []) {
      await page.setViewportSize(viewport);
      expect(await faults(page)).toEqual([]);
    }
    expect(said).toEqual([]);
  },
  120_000,
);

test("a story by keyboard alone, to another one; one's own desk is as it was afterwards", async () => {
  const { page, said } = await own.load("#/stories");
  const [shortest] = [...stories()].sort((a, b) => a.told.steps.length - b.told.steps.length);
  const { title, steps: { length: steps } = [] } = shortest?.told ?? {};
  await page.getByRole("link", { name: title ?? "", exact: true }).press("Enter");
  await page.getByRole("link", { name: "Next step" }).waitFor(patient);
  for (let at = 1; at < steps; at += 1) {
    // The focus stays on the way on, however the page around it changes.
    await expect.poll(() => page.evaluate("document.activeElement?.textContent")).toBe("Next step");
    await page.keyboard.press("Enter");
    await page.getByText(`step ${at + 1} of ${steps}`).waitFor(patient);
  }
  await page.keyboard.press("Enter");
  await page.locator(".cards").waitFor(patient);
  expect(await page.locator(".story").count()).toBe(0);
  await openRoom(page, "Register");
  await page.locator(".tabs a").first().waitFor();
  expect(await page.getByText("26-0001").count()).toBe(0);
  expect(said).toEqual([]);
});
