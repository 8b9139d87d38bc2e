/** Uses the page as a person does: enters a room, becomes someone, puts the clock ahead. If the header is folded, it is unfolded first. */
import type { Page } from "playwright-core";

async function unfold(page: Page): Promise<void> {
  const fold = page.locator("#fold");
  if (!(await fold.isVisible())) return;
  if (!(await page.locator("#folded").isVisible())) await fold.click();
}

export async function openRoom(
  page: Page,
  name: "Report" | "Register" | "Email" | "Admin",
): Promise<void> {
  await unfold(page);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

/** Becomes a person. `words`: what the list "You are" calls them. */
export async function become(page: Page, words: string): Promise<void> {
  await unfold(page);
  const select = page.getByLabel("You are");
  await select.locator("option", { hasText: "Teacher" }).waitFor({ state: "attached" });
  await select.selectOption(words);
  const fold = page.locator("#fold");
  if (await fold.isVisible()) await fold.click();
}

/** Opens a tab of the register that is shown. */
export const openTab = (page: Page, name: string): Promise<void> =>
  page.locator(".tabs").getByRole("link", { name, exact: true }).click();

export async function goAhead(page: Page, minutes: number): Promise<void> {
  await unfold(page);
  await page.locator("#time-button").click();
  await page.getByLabel("Minutes").fill(String(minutes));
  await page.getByRole("button", { name: "Go", exact: true }).click();
}

/** Answers the Form's first question, which asks for the language. */
export async function answerInEnglish(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "English" }).check();
  await page.getByRole("button", { name: "Next" }).click();
}
