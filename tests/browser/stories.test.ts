/** The stories in the page: one by keyboard alone, in the light and in the dark, and what goes wrong as switches. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stories } from "../../scripts/desk/story";
import { answerInEnglish, goAhead, openRoom } from "../../scripts/guides/visit-rooms";
import { violations } from "./axe";
import { atNine, newWindow, type OneWindow, type TryIt, tryItFile } from "./try-it-page";

const patient = { timeout: 30_000 };

let file: TryIt;
let own: OneWindow;
beforeAll(async () => {
  file = await tryItFile(atNine);
  own = await newWindow(file, { reducedMotion: "reduce", viewport: { width: 1280, height: 800 } });
});
afterAll(() => own.close());

/** What axe finds, in the light and in the dark. */
async function faults(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
}

/** Goes on with Tab until the focus is on what is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let at = 0; at < 60; at += 1) {
    const focused = String(await page.evaluate("document.activeElement?.textContent ?? ''"));
    if (name.test(focused)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`nothing called ${String(name)} is reached by Tab`);
}

const says = (page: Page) => page.locator(".story .says");

test("a whole story by keyboard alone, from the start page to another one, free of violations", async () => {
  const { page, said } = own;
  await page.goto(file.address);
  await page.locator("#person option").nth(6).waitFor({ state: "attached" });
  expect(await faults(page)).toEqual([]);
  await tabTo(page, /^Watch a story/);
  await page.keyboard.press("Enter");
  await page.locator(".cards li").nth(4).waitFor();
  expect(await faults(page)).toEqual([]);
  await tabTo(page, /^Two teachers, one student$/);
  await page.keyboard.press("Enter");
  await expect.poll(() => says(page).textContent(), patient).toContain("often missing");
  expect(await page.getByLabel("You are").inputValue()).toBe("teacher");
  for (const [words, room] of [
    ["below the county's threshold", "Register"],
    ["second teacher", "Register"],
    ["what is new", "Mail"],
    ["ticks the call", "Register"],
    ["written report", "Register"],
  ] as const) {
    await tabTo(page, /^Next step$/);
    await page.keyboard.press("Enter");
    await expect.poll(() => says(page).textContent(), patient).toContain(words);
    await page.getByRole("heading", { name: room, level: 1 }).waitFor();
    await page
      .locator(room === "Mail" ? ".mail iframe" : ".grid tbody tr")
      .first()
      .waitFor();
    if (words !== "what is new") expect(await faults(page)).toEqual([]);
  }
  await page.getByRole("link", { name: "Step 2" }).press("Enter");
  await expect.poll(() => says(page).textContent(), patient).toContain("below the county's");
  await tabTo(page, /^A case opens: 26-0001$/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("The case's row: Why this level").waitFor();
  await page.getByRole("link", { name: "Step 6" }).press("Enter");
  await tabTo(page, /^Another story$/);
  await page.keyboard.press("Enter");
  await page.locator(".cards").waitFor();
  expect(await page.locator(".story").isVisible()).toBe(false);
  expect(said).toEqual([]);
});

test("the contact sees nothing of what is about the contact; one's own desk is as it was afterwards", async () => {
  const { page, said } = own;
  await page.goto(`${file.address}#/story/contact-concern/3`);
  await expect.poll(() => says(page).textContent(), patient).toContain("has no row of it");
  await page.getByLabel("Cases, a tab of the register").waitFor(patient);
  expect(await page.getByLabel("You are").inputValue()).toBe("contact");
  const rows = page.locator(".grid tbody tr", { hasText: "26-0001" });
  await expect.poll(() => rows.count(), patient).toBe(0);
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Leave the story" }).click();
  await page.locator(".cards").waitFor();
  await openRoom(page, "Register");
  await page.getByRole("tab", { name: "Cases" }).waitFor();
  expect(await page.getByText("26-0001").count()).toBe(0);
  expect(said).toEqual([]);
});

/** Runs in the page: the marked cell's text and whether all of it is in view, and whether the side card is. */
const markInView = `(() => {
  const inView = (one, whole) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    const [width, height] = [innerWidth, innerHeight];
    return whole
      ? top >= 0 && left >= 0 && bottom <= height && right <= width + 1 && bottom > top
      : bottom > 0 && top < height && right > 0 && left < width && bottom > top;
  };
  const cell = document.querySelector("[data-story-mark] td.marked");
  const isOnTop = (one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  };
  const card = document.querySelector(".beside");
  return { mark: cell !== null && inView(cell, true) && isOnTop(cell), card: card !== null && inView(card, false) };
})()`;

test.each([
  [1366, 768],
  [390, 844],
])(
  "at %i by %i each step of each story shows its cell, and what it set off beside it",
  async (width, height) => {
    const window = await newWindow(file, { reducedMotion: "reduce", viewport: { width, height } });
    const { page, said } = window;
    for (const { id, told } of stories()) {
      for (const [at, { look }] of told.steps.entries()) {
        if (look.room !== "register" || look.mark === null) continue;
        await page.goto(`${file.address}#/story/${id}/${at + 1}`);
        await expect.poll(() => says(page).textContent(), patient).toBe(told.steps[at]?.says);
        const where = `${id}, step ${at + 1}`;
        await expect
          .poll(() => page.evaluate(markInView), { ...patient, message: where })
          .toEqual({ mark: true, card: true });
      }
    }
    expect(said).toEqual([]);
    await window.close();
  },
  120_000,
);

test("what goes wrong is seen while it is on: the mail waits, and goes out once it may", async () => {
  const { page, said } = own;
  await openRoom(page, "Report");
  expect(await page.getByLabel("You are").inputValue()).toBe("teacher");
  await page.getByRole("button", { name: "What goes wrong" }).click();
  await page.getByRole("switch", { name: "Mail is refused" }).check();
  const strip = page.getByRole("region", { name: "Trouble switched on" });
  await strip.waitFor();
  await answerInEnglish(page);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Which school").selectOption("North High");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("controls or grooms").check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  const beside = page.getByRole("complementary", { name: "What it set off" });
  await beside.getByText("A case opens: 26-0001").waitFor(patient);
  expect(await beside.getByText(/Email to/).count()).toBe(0);
  expect(await faults(page)).toEqual([]);
  await strip.getByRole("button", { name: "Mail is refused: switch off" }).click();
  await strip.waitFor({ state: "hidden" });
  await goAhead(page, 10);
  await beside.getByText("Email to Designated contact: A new case").first().click();
  await page.getByRole("heading", { name: "Student safety case 26-0001" }).waitFor();
  expect(await page.getByLabel("You are").inputValue()).toBe("contact");
  expect(said).toEqual([]);
});
