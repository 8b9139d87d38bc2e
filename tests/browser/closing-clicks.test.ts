/**
 * From the first email to a closed case of a suspected victim, in the page: how many clicks it takes, and how much is in sight on the
 * way.
 */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { become, openRoom } from "../../scripts/guides/visit-rooms";
import { violations } from "./axe";
import { cell, column, laptop, patient, phone, report, windowForTests } from "./try-it-page";

const mostClicks = 27;
/** Of the page's own font and margins. */
const lines = (count: number) => count * 14 * 1.4 + 2 * 6 + 2;

const own = windowForTests();

const rows = (page: Page, text = "26-0001") => page.locator(".grid tbody tr", { hasText: text });

const shown = (page: Page, tab: string) =>
  page.getByLabel(`${tab}, a tab of the register`).waitFor(patient);

/** Rows, and columns beside the row numbers by their headers, that are whole in the window. */
const inSight = (page: Page) =>
  page.evaluate(() => {
    const area = document.querySelector(".grid")?.getBoundingClientRect() ?? new DOMRect();
    const lines = [...document.querySelectorAll(".grid tbody tr")];
    const isWhole = (one: Element) => {
      const { top, bottom, left, right } = one.getBoundingClientRect();
      const isAcross = left >= area.left && right <= area.right + 1;
      return one.matches("th") ? isAcross : top >= area.top - 1 && bottom <= area.bottom + 1;
    };
    const cut = document.querySelectorAll(".grid td:not(.clipped) .text");
    return {
      rows: lines.filter(isWhole).length,
      columns: [...document.querySelectorAll(".grid thead th")]
        .filter(isWhole)
        .slice(1)
        .map((one) => one.textContent ?? ""),
      heights: lines.map((one) => one.getBoundingClientRect().height),
      /** Texts of which not all is shown. */
      cut: [...cut]
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
        .map((one) => one.textContent),
    };
  });

test("a case of a suspected victim is closed in at most twenty-seven clicks", async () => {
  const { page, said } = await own.load("#/report", laptop);
  await report(page, {
    student: { "first and last name": "Alex Doe", Grade: "10" },
    signs: ["This student may be a victim"],
    facts: "Met at the gate by an older man.",
  });
  await page.getByText("This was not a mandated report").waitFor();

  let clicks = 0;
  const click = async (what: Locator) => {
    clicks += 1;
    await what.click(patient);
  };
  const choose = async (opened: Locator, words: string) => {
    // The arrow of the cell opens its list.
    await click(opened.locator(".arrow"));
    const dialog = page.getByRole("dialog");
    await click(dialog.getByRole("button", { name: words, exact: true }));
    await dialog.waitFor({ state: "detached" });
  };

  await openRoom(page, "Email");
  await page.getByRole("heading", { name: "Student safety case 26-0001" }).waitFor();
  const mail = page.frameLocator(".mail iframe");
  await mail.getByText("Call child and family services now.").waitFor();
  await page.getByLabel("As text").check();
  expect(await page.locator(".mail pre").textContent()).toContain("(415) 473-7153");
  expect(await page.content()).not.toContain("Alex Doe");
  await page.getByLabel("As text").uncheck();
  await click(mail.getByRole("link", { name: /Open/ }).first());
  await page.getByText("Filter view:").waitFor();
  await shown(page, "Cases");
  const laidOut = await inSight(page);
  expect(laidOut.columns.length).toBeLessThanOrEqual(12);
  expect(laidOut.columns.length).toBeGreaterThanOrEqual(7);
  // At most two lines a case: six fit.
  expect(Math.max(...laidOut.heights)).toBeLessThanOrEqual(lines(2));
  const under = (header: string) => cell(page, header, "26-0001");
  const level = await under("Level");
  expect(await level.textContent()).toBe("Suspected victim");
  expect(await level.evaluate((one) => getComputedStyle(one).backgroundColor)).toMatch(/^rgb\(/);
  expect(await (await under("Opened")).textContent()).toBe("Tue, Sep 1, 2026, 9:00 AM");
  const attention = await under("Needs attention");
  expect(await attention.textContent()).toBe("Acknowledge this case");
  await click((await under("Acknowledged")).getByRole("checkbox"));
  await click(rows(page).getByRole("link", { name: "26-0001" }));

  await shown(page, "Checklist");
  await page.getByText("Filter view: Case 26-0001").waitFor(patient);
  const listed = await inSight(page);
  expect(listed.rows).toBeGreaterThanOrEqual(7);
  expect(Math.max(...listed.heights)).toBeLessThanOrEqual(lines(3));
  expect(await violations(page)).toEqual([]);
  const reference = await under("Agency's reference");
  await reference.dblclick();
  await page.getByRole("textbox", { name: "Agency's reference" }).fill("CFS-0042");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => reference.textContent()).toBe("CFS-0042");
  await expect.poll(() => reference.evaluate((one) => one === document.activeElement)).toBe(true);
  const [step, done, due] = [
    await column(page, "Step"),
    await column(page, "Done"),
    await column(page, "Due"),
  ];
  for (const row of await rows(page).all()) {
    if ((await row.locator(step).textContent())?.includes("Locked") === true) continue;
    const box = row.locator(done).getByRole("checkbox");
    await click(box);
    // A step that repeats goes on from its tick, which goes out again.
    const isOver = async () =>
      (await box.isChecked()) || (await row.locator(due).textContent()) !== "";
    await expect.poll(isOver, patient).toBe(true);
  }

  await click(rows(page).first().getByRole("link", { name: "26-0001" }));
  await shown(page, "Cases");
  await click(rows(page).getByRole("link", { name: /^Closing/ }));
  await choose(await under("Reason for closing"), "An agency has taken over");
  const asks = expect.poll(() => attention.textContent(), patient);
  await asks.toContain("Closing: the district lead has to agree, asked Tue Sep 1");
  await become(page, "District lead");
  const agreed = await under("Lead agrees to close");
  await expect.poll(() => agreed.getAttribute("aria-readonly"), patient).toBe("false");
  await click(agreed.getByRole("checkbox"));
  await expect
    .poll(() => attention.textContent(), patient)
    .toContain("Agreed: set Status to Closed");

  await become(page, "Designated contact");
  const status = await under("Status");
  await expect.poll(() => status.getAttribute("aria-readonly"), patient).toBe("false");
  await choose(status, "Closed");
  await expect.poll(() => status.textContent(), patient).toBe("Closed");
  // What is missing is said; nothing is asked for by a time.
  expect(await attention.textContent()).toMatch(/^Agency's reference missing: /);
  for (const quiet of ["Next due", "Next check-in"])
    expect(await (await under(quiet)).textContent()).toBe("");
  expect(clicks).toBeLessThanOrEqual(mostClicks);
  expect(said).toEqual([]);
}, 120_000);

test("on a phone the first columns of both tabs and whole steps are in sight, the reference stays, and no word asks for a double click", async () => {
  const { page } = await own.show("#/register/main/101", phone);
  await shown(page, "Cases");
  const { columns, rows: seen } = await inSight(page);
  expect(columns.slice(0, 3)).toEqual(["Case", "Acknowledged", "Needs attention"]);
  expect(seen).toBeGreaterThanOrEqual(1);
  const head = await page.locator(".grid").evaluate((one) => one.getBoundingClientRect().top);
  expect(head).toBeLessThanOrEqual(96);
  const frozen = page.locator('.grid thead th[style*="left:"]');
  expect(await frozen.allTextContents()).toEqual(["Row number", "Case"]);
  expect(await page.locator("main").textContent()).not.toMatch(/double.click/i);
  await rows(page).getByRole("link", { name: "26-0001" }).first().click();
  await shown(page, "Checklist");
  const listed = await inSight(page);
  expect(listed.columns).toEqual(["Case", "Done", "Step", "Call"]);
  expect(listed.rows).toBeGreaterThanOrEqual(6);
  expect(listed.cut).toEqual([]);
});
