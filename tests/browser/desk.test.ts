/** The page in a browser, from the Form to the case, its checklist and the email: by mouse and keyboard, and how it looks. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { answerInEnglish, become, openRoom, openTab } from "../../scripts/guides/visit-rooms";
import { insidesOf } from "../words/insides";
import { violations } from "./axe";
import * as t from "./try-it-page";

const { cell, next, patient, phone } = t;
const own = t.windowForTests();

/** Each would say so on the console, or change the title, if anything of it ran. */
const hostile = {
  name: `<img src=x onerror="document.title='ran'">`,
  id: "=1+1",
  facts: `<script>document.title='ran'</script> <b onclick="x">bold</b> She's "fine" & well`,
} as const;

const goToTab = async (page: Page, title: string) => {
  await openRoom(page, "Register");
  await openTab(page, title);
  await page.getByLabel(`${title}, a tab of the register`).waitFor();
};

test("the Form leads past the stop page only without danger, and not past the required school", async () => {
  const { page } = await own.load();
  await answerInEnglish(page);
  await page.getByRole("radio", { name: "Yes" }).check();
  await next(page);
  await page.getByRole("heading", { name: "CALL 911 NOW" }).waitFor();
  await next(page);
  const school = page.getByLabel("Which school");
  await school.waitFor();
  const borderOf = (one: typeof school) =>
    one.evaluate((field) => getComputedStyle(field).borderColor);
  const neutral = await borderOf(page.getByLabel("first and last name"));
  expect(await borderOf(school)).toBe(neutral);
  expect(await page.locator("[aria-invalid]").count()).toBe(0);
  await next(page);
  await page.getByText("This question needs an answer.").waitFor();
  expect(await borderOf(school)).not.toBe(neutral);
  expect(await borderOf(page.getByLabel("first and last name"))).toBe(neutral);
  await expect.poll(() => school.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Back" }).click();
  expect(await page.getByRole("radio", { name: "Yes" }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Clear selection" }).click();
  await next(page);
  await school.waitFor();
});

test("hostile text is shown as it was written, and nothing of it runs", async () => {
  const { page, said } = await own.load();
  const { name, id, facts } = hostile;
  await t.report(page, { student: { "first and last name": name, "Student ID": id }, facts });
  await goToTab(page, "Reports");
  const shown = async (header: string) => (await cell(page, header, name)).textContent();
  expect(await shown("Student")).toBe(name);
  expect(await shown("Student id")).toBe(id);
  expect(await shown("What was seen and heard")).toBe(facts);
  await (await cell(page, "What was seen and heard", name)).dblclick();
  expect(await page.getByRole("group", { name: "Text of the cell" }).textContent()).toBe(facts);
  await page.getByRole("button", { name: "Close" }).click();
  expect(await page.locator("main img, main script, main b").count()).toBe(0);
  expect(await page.title()).toBe("Register · Student Safety Desk");
  expect(said).toEqual([]);
});

test("an edit that the spreadsheet does not take shows its reason, to the hand and to the keyboard", async () => {
  const { page } = await own.load();
  await t.report(page, { student: { "first and last name": "Robin Roe" } });
  await goToTab(page, "Cases");
  const dialog = page.getByRole("dialog");
  const agreed = await cell(page, "Lead agrees to close", "Robin Roe");
  const box = agreed.getByRole("checkbox");
  await box.click();
  await dialog.getByText("Leads and admins fill this in").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => box.isChecked()).toBe(false);
  await (await cell(page, "Level", "Robin Roe")).focus();
  for (const key of ["ArrowRight", "ArrowLeft", "Enter"]) await page.keyboard.press(key);
  await dialog.getByRole("heading", { name: "Level" }).waitFor();
  await dialog.getByText("the cell is protected").waitFor();
  await page.keyboard.press("Escape");
  await become(page, "District lead");
  // The lead may edit it, once the register is shown as the lead sees it.
  await expect.poll(() => agreed.getAttribute("aria-readonly"), patient).toBe("false");
  await box.click();
  await expect.poll(() => box.isChecked(), patient).toBe(true);
});

/** Who sits at the desk changes, and so the grid is drawn again, while the mouse and the focus are elsewhere. */
const refreshAs = (page: Page, name: string) =>
  page.getByLabel("You are").evaluate((select: HTMLSelectElement, value) => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }, name);

test("a grid that is drawn again keeps the focus, what is being typed, and a click; keys move in it as in Sheets", async () => {
  const { page } = await own.load();
  await t.report(page, { student: { "first and last name": "Kim Oak" } });
  await goToTab(page, "Cases");
  const dialog = page.getByRole("dialog");
  const agreed = await cell(page, "Lead agrees to close", "Kim Oak");
  const refreshed = (isReadonly: boolean) =>
    expect.poll(() => agreed.getAttribute("aria-readonly"), patient).toBe(String(isReadonly));
  const notes = await cell(page, "Notes", "Kim Oak");
  const hasFocus = (one: typeof notes) =>
    expect.poll(() => one.evaluate((td) => td === document.activeElement)).toBe(true);
  await refreshed(true);

  await (await cell(page, "Level", "Kim Oak")).focus();
  await refreshAs(page, "lead");
  await refreshed(false);
  await page.keyboard.press("Enter");
  await dialog.getByRole("heading", { name: "Level" }).waitFor();
  // The next dialog opens even if the browser has not said yet that this one was closed.
  await page.evaluate(() => {
    document.querySelector("dialog")?.close();
    const on = document.activeElement;
    on?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  await dialog.getByRole("heading", { name: "Level" }).waitFor();
  await page.keyboard.press("Escape");

  await notes.focus();
  await page.keyboard.type("Ca");
  await refreshAs(page, "contact");
  await refreshed(true);
  await page.keyboard.type("lled");
  await page.keyboard.press("Enter");
  await expect.poll(() => notes.textContent(), patient).toBe("Called");
  await hasFocus(notes);
  await page.keyboard.press("Delete");
  await expect.poll(() => notes.textContent(), patient).toBe("");
  await page.keyboard.press("Control+z");
  await page.getByText("This page has no undo").waitFor();
  await page.keyboard.press("Home");
  const first = page.locator(".grid tbody tr", { hasText: "Kim Oak" }).locator("td").first();
  await hasFocus(first);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Control+Home");
  await hasFocus(page.locator(".grid tbody td").first());

  // The cell that has the focus is drawn anew, which takes the focus from it.
  await notes.focus();
  await notes.evaluate((td) => td.remove());
  await hasFocus(page.locator("#content"));

  await openTab(page, "Checklist");
  await goToTab(page, "Cases");
  await page.mouse.move(0, 0);
  const box = (await cell(page, "Acknowledged", "Kim Oak")).getByRole("checkbox");
  await box.hover();
  await page.mouse.down();
  await refreshAs(page, "lead");
  await page.waitForTimeout(700);
  expect(await agreed.getAttribute("aria-readonly")).toBe("true");
  await page.mouse.up();
  await refreshed(false);
  await expect.poll(() => box.isChecked(), patient).toBe(true);
  // Who someone has become is said for a moment, in a place that covers nothing.
  await expect.poll(() => page.locator(".band").textContent(), patient).toMatch(/^Local/);

  // What has the focus leaves the page: the keyboard goes on from what was around it.
  const lost = () => page.evaluate(() => document.activeElement === document.body);
  await page.locator("#notice").evaluate((one) => one.scrollIntoView());
  await page.getByRole("button", { name: "What goes wrong" }).click();
  await page.getByLabel("Email is refused").check();
  await page.keyboard.press("Escape");
  const off = page.getByRole("button", { name: "Email is refused: switch off" });
  await off.press("Enter");
  await off.waitFor({ state: "detached" });
  await expect.poll(lost).toBe(false);
  await become(page, "Designated contact");
  await openRoom(page, "Email");
  const frame = page.frameLocator(".mail iframe");
  await frame.locator('a[href*="/spreadsheets/"]').first().press("Enter");
  await page.getByLabel("a tab of the register").waitFor();
  await expect.poll(lost).toBe(false);
});

test("a note is a corner mark, whose words come by hover, by focus and by tap", async () => {
  const { page } = await own.load("#/register");
  await become(page, "Designated contact");
  const header = page.locator("thead th[data-note]").first();
  const words = (await header.getAttribute("data-note")) ?? "";
  const note = page.getByRole("tooltip");
  await header.hover();
  expect(await note.textContent()).toBe(words);
  await page.keyboard.press("Escape");
  // A step that waits cannot be ticked: the run undoes it, and its note says why.
  await openRoom(page, "Report");
  await t.report(page, { signs: ["This student may be a victim"] });
  await goToTab(page, "Checklist");
  const locked = page.locator(".grid tbody tr", { hasText: "Locked" }).first();
  const done = locked.locator(await t.column(page, "Done"));
  await done.getByRole("checkbox").click();
  await expect.poll(() => done.getAttribute("data-note"), patient).toMatch(/^Undone: /);
  expect(await done.getByRole("checkbox").isChecked()).toBe(false);
  await page.getByLabel("You are").focus();
  await done.focus();
  expect(await note.textContent()).toMatch(/^Undone: /);
  const beside = page.getByRole("complementary", { name: "What it set off" });
  const card = beside.locator(".of-back");
  await card.getByText("Undone: ").first().waitFor(patient);
  await card.getByText("Why", { exact: true }).first().click();
  await card.getByText("The note on the cell: Done").first().waitFor();
  expect(await violations(page)).toEqual([]);
});

test("a stranger is told that the register is closed to them; hidden tabs and columns stay hidden", async () => {
  const { page } = await own.show("#/register");
  await become(page, "Someone outside");
  await page.getByText("You need access to open this spreadsheet.").waitFor();
  await page.getByRole("button", { name: "Continue as the designated contact" }).click();
  await page.locator(".tabs a").first().waitFor();
  expect(await page.locator(".tabs a", { hasText: "Outbox" }).count()).toBe(0);
  expect(await page.getByText("checklistRows").count()).toBe(0);
});

// What fits there fits on a screen; what axe looks at differs little with the width, and there targets are smallest.
test("on a phone every view fits, and it and the dialogs are free of violations", async () => {
  const { page } = await own.show("#/report", phone);
  for (const [hash, awaited] of [
    ["#/start", ".start"],
    ["#/stories", ".cards h2"],
    ["#/report", ".form h2"],
    ["#/register/main/110", "[aria-label='Summary, a tab of the register'] tr"],
    ["#/mail", ".mail iframe"],
    ["#/admin", ".file"],
    ["#/register", "[aria-label='Cases, a tab of the register'] tr"],
  ] as const) {
    await page.goto(`${own.address}${hash}`);
    await page.locator(awaited).first().waitFor();
    expect(await violations(page), hash).toEqual([]);
    expect(insidesOf((await page.locator("body").allInnerTexts()).join()), hash).toEqual([]);
    // Of the main register: open cases by level, and cases by month.
    if (hash.endsWith("/110")) expect(await page.locator(".chart").count()).toBe(2);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, hash).toBeLessThanOrEqual(0);
  }
  for (const header of ["Notes", "Level"]) {
    // Not by the mouse: on a phone a column that stays may lie over it.
    await (await cell(page, header, "26-0001")).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
  }
});
