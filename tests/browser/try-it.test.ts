/** The product as one page, opened from a file with the network off: what it runs, its clock, its links, and what it remembers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../scripts/build/header";
import {
  answerInEnglish,
  become,
  goAhead,
  openRoom,
  openTab,
} from "../../scripts/guides/visit-rooms";
import { builtBundle } from "../../scripts/play/bundle";
import { violations } from "./axe";
import { newWindow } from "./one-browser";
import * as t from "./try-it-page";

const { patient } = t;
const own = t.windowForTests();

/** Goes to the Form first. */
async function report(page: Page, isDanger = false): Promise<void> {
  await openRoom(page, "Report");
  await t.report(page, { isDanger });
}

const noticeOf = (page: Page) => page.locator("#notice");
const clockOf = (page: Page) => page.locator("#clock");

describe("the page", () => {
  test("runs the built script byte by byte, and says its hash", async () => {
    const script = readFileSync(join(await builtBundle(), "Code.js"), "utf8");
    const { page } = await own.load();
    await expect.poll(() => page.locator("#about").textContent()).toContain(sha256(script));
    expect(own.said).toEqual([]);
  });

  test("may load, send and ask for nothing", async () => {
    const { page } = own;
    const tried = await page.evaluate(`Promise.all([
      fetch("https://district.example/").then(() => "went", () => "refused"),
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("went");
        image.onerror = () => resolve("refused");
        image.src = "https://district.example/a.png";
      }),
    ])`);
    expect(tried).toEqual(["refused", "refused"]);
    own.said.length = 0;
  });
});

describe("what happened", () => {
  /** Who the browser keeps as having sat there last. */
  const keptNow = (page: Page) =>
    page.evaluate<string>(`new Promise((resolve) => {
      const open = indexedDB.open("student-safety-visit");
      open.onsuccess = () => {
        const get = open.result.transaction("visits").objectStore("visits").get("last");
        get.onsuccess = () => { open.result.close(); resolve(get.result?.person); };
      };
    })`);

  test("is there again after a reload: who, when, and all of it", async () => {
    const { page, said } = own;
    await report(page);
    await goAhead(page, 5);
    await page.locator(".journey").waitFor({ state: "detached", ...patient });
    await openRoom(page, "Register");
    await become(page, "District lead");
    await expect.poll(() => keptNow(page), patient).toBe("lead");
    const time = await clockOf(page).textContent();
    await page.reload();
    await page.locator(".tabs a").first().waitFor(patient);
    await expect.poll(() => page.getByLabel("You are").inputValue()).toBe("lead");
    await expect.poll(() => clockOf(page).textContent()).toBe(time);
    await openRoom(page, "Register");
    await page.getByText("26-0001").first().waitFor();
    expect(said).toEqual([]);
  });

  test("a second tab says that the first one has it, takes over with all of it, and gives it back when it is closed", async () => {
    const { page: first, said } = own;
    const acknowledged = async (page: Page) => {
      await openRoom(page, "Register");
      await openTab(page, "Cases");
      return (await t.cell(page, "Acknowledged", "26-0001")).getByRole("checkbox");
    };
    const box = await acknowledged(first);
    await box.click();
    await expect.poll(() => box.isChecked(), patient).toBe(true);
    // A Form half filled in, to the last letter.
    await openRoom(first, "Report");
    await answerInEnglish(first);
    await t.next(first);
    await first.getByLabel("first and last name").fill("Toni Half");
    await first.reload();
    await expect
      .poll(() => first.getByLabel("first and last name").inputValue(), patient)
      .toBe("Toni Half");

    const second = await first.context().newPage();
    await second.goto(`${own.address}#/register`);
    const elsewhere = (page: Page) => page.getByText("The district is open in another tab");
    await elsewhere(second).waitFor(patient);
    expect(await violations(second)).toEqual([]);
    await second.getByRole("button", { name: "Continue in this tab" }).click();
    await elsewhere(first).waitFor(patient);
    await expect.poll(async () => (await acknowledged(second)).isChecked(), patient).toBe(true);
    await openRoom(second, "Report");
    await expect
      .poll(() => second.getByLabel("first and last name").inputValue())
      .toBe("Toni Half");
    await second.getByLabel("Which school").selectOption("North High");
    for (let page = 0; page < 3; page += 1) await t.next(second);
    await second.getByRole("button", { name: "Submit" }).click();
    await second.getByText("Your report was received").waitFor();
    await openRoom(second, "Register");
    await second.getByText("Toni Half").first().waitFor(patient);
    await second.close();

    await elsewhere(first).waitFor({ state: "detached", ...patient });
    await expect.poll(async () => (await acknowledged(first)).isChecked(), patient).toBe(true);
    await first.getByText("Toni Half").first().waitFor(patient);
    expect(said).toEqual([]);
  });

  test("is forgotten on request: the demo from its beginning, or a Form that is not set up", async () => {
    const { page, said } = own;
    await page.getByRole("button", { name: "Start over…" }).click();
    const dialog = page.getByRole("dialog");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "With a Form that is not set up" }).click();
    await page.getByText("The Form has no questions yet").waitFor(patient);
    await expect.poll(() => page.getByLabel("You are").inputValue()).toBe("admin");
    await page.getByRole("button", { name: "Start over…" }).click();
    await dialog.getByRole("button", { name: "With the demo district" }).click();
    await page.getByRole("heading", { name: "Student safety report" }).waitFor(patient);
    await openRoom(page, "Register");
    await page.locator(".tabs a").first().waitFor();
    expect(await page.getByText("26-0001").count()).toBe(0);
    expect(said).toEqual([]);
  });
});

test("the clock shows how far it is, lets people act meanwhile, and stops long before its end", async () => {
  const { page } = await own.load();
  await report(page, true);
  await goAhead(page, 10_080);
  await page.locator(".journey progress").waitFor(patient);
  expect(await violations(page)).toEqual([]);
  await openRoom(page, "Register");
  await openTab(page, "Cases");
  const box = page.getByRole("checkbox", { name: "Acknowledged", exact: true }).first();
  await box.click();
  await expect.poll(() => box.isChecked(), patient).toBe(true);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator(".journey").waitFor({ state: "detached", ...patient });
  // The run under way ends first, and the page then shows its time.
  const isStill = async () => {
    const shown = await clockOf(page).textContent();
    await page.waitForTimeout(300);
    return (await clockOf(page).textContent()) === shown;
  };
  await expect.poll(isStill, patient).toBe(true);
  const stopped = await clockOf(page).textContent();
  expect(stopped).toMatch(/2026/);
  expect(stopped).not.toContain("Sep 8");
  expect(own.said).toEqual([]);
});

describe("a browser that cannot", () => {
  test.each<[what: string, told: string, init: string, options?: BrowserContextOptions]>([
    [
      "run scripts",
      "This page needs JavaScript: switch it on in the settings of this browser, then load the page again.",
      "",
      { javaScriptEnabled: false },
    ],
    [
      "do what the page needs, being old,",
      "This browser is too old for this page: open it in a current Chrome, Edge, Firefox or Safari.",
      "delete window.structuredClone",
    ],
  ])("%s is told what to do", async (_, told, init, options) => {
    const other = await newWindow(own.address, options);
    await other.page.addInitScript(init);
    await other.page.goto(own.address);
    expect(await other.page.locator("body > :visible").allTextContents()).toEqual([told]);
    await other.close();
  });

  test("keep anything works, and says so", async () => {
    const init = "IDBFactory.prototype.open = () => { throw new DOMException('denied'); }";
    const { page, said, close } = await newWindow(own.address);
    await page.addInitScript(init);
    await page.goto(`${own.address}#/report`);
    await page.getByRole("heading", { name: "Student safety report" }).waitFor(patient);
    const told =
      "This browser keeps nothing for this page, so a reload begins anew: allow it to keep data, or leave the page open.";
    await expect.poll(() => noticeOf(page).textContent()).toBe(told);
    await report(page);
    expect(said).toEqual([]);
    await close();
  });
});
