/** The stories in the page: one by keyboard alone, in the light and in the dark, and what goes wrong as switches. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { goAhead, openRoom } from "../../scripts/guides/visit-rooms";
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
  await page.locator(".cards li").nth(6).waitFor();
  expect(await faults(page)).toEqual([]);
  await tabTo(page, /^Two teachers, one factor each$/);
  await page.keyboard.press("Enter");
  await expect.poll(() => says(page).textContent(), patient).toContain("often missing");
  expect(await page.getByLabel("You are").inputValue()).toBe("teacher");
  for (const [words, room] of [
    ["below the county's threshold", "Mail"],
    ["second teacher", "Register"],
    ["what is new", "Mail"],
    ["Calls come first", "Register"],
    ["within 36 hours", "Register"],
  ] as const) {
    await tabTo(page, /^Next step$/);
    await page.keyboard.press("Enter");
    await expect.poll(() => says(page).textContent(), patient).toContain(words);
    await page.getByRole("heading", { name: room, level: 1 }).waitFor();
    await page
      .locator(room === "Mail" ? ".mail iframe" : ".tabulator-row")
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

test("the lead cannot open what is about the lead; one's own desk is as it was afterwards", async () => {
  const { page, said } = own;
  await page.goto(`${file.address}#/story/lead-concern/3`);
  await page.getByText("You need access to open this spreadsheet.").waitFor(patient);
  expect(await page.getByLabel("You are").inputValue()).toBe("lead");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Leave the story" }).click();
  await page.locator(".cards").waitFor();
  await openRoom(page, "Register");
  await page.getByRole("tab", { name: "Cases" }).waitFor();
  expect(await page.getByText("26-0001").count()).toBe(0);
  expect(said).toEqual([]);
});

test("what goes wrong is seen while it is on: the mail waits, and goes out once it may", async () => {
  const { page, said } = own;
  await openRoom(page, "Report");
  expect(await page.getByLabel("You are").inputValue()).toBe("teacher");
  await page.getByRole("button", { name: "What goes wrong" }).click();
  await page.getByRole("switch", { name: "Mail is refused" }).check();
  const strip = page.getByRole("region", { name: "Trouble switched on" });
  await strip.waitFor();
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
