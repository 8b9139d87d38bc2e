/** The desk in a browser: from the Form to the case, its checklist and the mail, for the hand, the eye and the keyboard. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerInEnglish, become, openRoom, toggleWhatRan } from "../../scripts/guides/visit-rooms";
import { violations } from "./axe";
import {
  atNine,
  column,
  newWindow,
  next,
  type OneWindow,
  type TryIt,
  tryItFile,
} from "./try-it-page";

/** For what the desk does before it shows. */
const patient = { timeout: 30_000 };
const phone = { width: 360, height: 740 };
const screen = { width: 1280, height: 800 };

/** Each would say so on the console, or change the title, if anything of it ran. */
const hostile = {
  studentName: `<img src=x onerror="document.title='ran'">`,
  studentId: "=1+1",
  facts: `<script>document.title='ran'</script> <b onclick="x">bold</b> She's "fine" & well`,
} as const;

/** One window for all tests: each begins by loading the page in it anew, which goes on from where the last one left it. */
let open: TryIt;
let own: OneWindow;

beforeAll(async () => {
  open = await tryItFile(atNine);
  own = await newWindow(open);
});
afterAll(() => own.close());

interface Visit {
  readonly page: Page;
  /** What the console said, and requests that left this computer. */
  readonly said: string[];
}

async function visit(viewport = screen, hash = "#/report"): Promise<Visit> {
  const { page, said } = own;
  await page.goto("about:blank");
  said.length = 0;
  await page.setViewportSize(viewport);
  await page.goto(`${open.address}${hash}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, said };
}

interface Report {
  readonly studentName: string;
  readonly studentId: string;
  readonly facts: string;
}

/** Fills in the Form and submits it. */
async function report(page: Page, { studentName, studentId, facts }: Report): Promise<void> {
  await answerInEnglish(page);
  await next(page);
  await page.getByLabel("Which school").selectOption("North High");
  await page.getByLabel("first and last name").fill(studentName);
  await page.getByLabel("Student ID").fill(studentId);
  await page.getByLabel("Grade").fill("10");
  await next(page);
  await page.getByLabel("controls or grooms").check();
  await page.getByLabel("often missing").check();
  await next(page);
  await page.getByLabel("What did you see or hear?").fill(facts);
  await page.getByLabel("When did you learn it?").fill("2026-09-01T08:30");
  await next(page);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Your report is in").waitFor();
}

const openTab = async (page: Page, title: string) => {
  await openRoom(page, "Register");
  await page.getByRole("tab", { name: title, exact: true }).click();
  await page.getByLabel(`${title}, a tab of the register`).waitFor();
};

/** The cell under a header, in the row that has a text. */
async function cell(page: Page, header: string, rowText: string): Promise<Locator> {
  const row = page.locator(".grid tbody tr", { hasText: rowText });
  return row.first().locator(await column(page, header));
}

describe("the first report", () => {
  const alex = {
    studentName: "Alex Doe",
    studentId: "1001",
    facts: "An older man waits outside the gate and goes through her phone.",
  };

  test("becomes a case, a checklist and a mail, and the contact works with them", async () => {
    const { page, said } = await visit();
    await report(page, alex);
    await page.getByText("This was not a mandated report").waitFor();
    await page.getByRole("button", { name: "Submit another response" }).waitFor();

    await openTab(page, "Cases");
    const level = await cell(page, "Level", "Alex Doe");
    await expect.poll(() => level.textContent()).toBe("At risk");
    expect(await (await cell(page, "Opened", "Alex Doe")).textContent()).toBe(
      "Tue, Sep 1, 2026, 9:00 AM",
    );
    expect(await level.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(
      "rgb(255, 240, 199)",
    );
    const acknowledged = (await cell(page, "Acknowledged", "Alex Doe")).getByRole("checkbox");
    await acknowledged.click();
    await expect.poll(() => acknowledged.isChecked()).toBe(true);

    await openRoom(page, "Mail");
    await page
      .getByRole("heading", { name: "Student safety case 26-0001: action needed" })
      .waitFor();
    const mail = page.frameLocator("iframe");
    await mail.getByText("Call child and family services now.").waitFor();
    await page.getByLabel("As text").check();
    expect(await page.locator(".mail pre").textContent()).toContain("(415) 473-7153");
    expect(await page.content()).not.toContain(alex.studentName);
    await page.getByLabel("On a screen").check();

    await mail.getByRole("link", { name: "Open" }).first().click();
    await page.getByText("Filter view:").waitFor();
    await (await cell(page, "Level", "Alex Doe")).waitFor();
    await page.getByRole("tab", { name: "Checklist" }).click();
    await page.getByLabel("Checklist, a tab of the register").waitFor();
    const call = await cell(page, "Step", "Call child and family services now.");
    await call.waitFor();
    const reference = await cell(page, "Agency's reference", "Call child and family services now.");
    await reference.dblclick();
    await page.getByRole("textbox", { name: "Agency's reference" }).fill("CFS-0042");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => reference.textContent()).toBe("CFS-0042");
    await expect.poll(() => reference.evaluate((one) => one === document.activeElement)).toBe(true);

    await toggleWhatRan(page);
    await page.getByRole("cell", { name: "onFormSubmit" }).waitFor();
    await page.getByText("None.").waitFor();
    await toggleWhatRan(page);
    expect(said).toEqual([]);
  });

  test("leads past the stop page only without danger, and not past the required school", async () => {
    const { page } = await visit();
    await answerInEnglish(page);
    await page.getByRole("radio", { name: "Yes" }).check();
    await next(page);
    await page.getByRole("heading", { name: "CALL 911 NOW" }).waitFor();
    await next(page);
    await next(page);
    await page.getByText("This question needs an answer.").waitFor();
    const school = page.getByLabel("Which school");
    await expect.poll(() => school.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Back" }).click();
    expect(await page.getByRole("radio", { name: "Yes" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Clear selection" }).click();
    await next(page);
    await page.getByRole("heading", { name: "The student", exact: true }).waitFor();
  });
});

test("hostile text is shown as it was written, and nothing of it runs", async () => {
  const { page, said } = await visit();
  await report(page, hostile);
  await openTab(page, "Reports");
  const shown = async (header: string) =>
    (await cell(page, header, hostile.studentName)).textContent();
  expect(await shown("Student")).toBe(hostile.studentName);
  expect(await shown("Student id")).toBe(hostile.studentId);
  expect(await shown("What was seen and heard")).toBe(hostile.facts);
  await (await cell(page, "What was seen and heard", hostile.studentName)).dblclick();
  expect(await page.getByRole("group", { name: "Text of the cell" }).textContent()).toBe(
    hostile.facts,
  );
  await page.getByRole("button", { name: "Close" }).click();
  expect(await page.locator("main img, main script, main b").count()).toBe(0);
  expect(await page.title()).toBe("Register · Student Safety Desk");
  expect(said).toEqual([]);
});

describe("an edit that the spreadsheet does not take", () => {
  test("shows its reason, to the hand and to the keyboard", async () => {
    const { page } = await visit();
    await report(page, { studentName: "Robin Roe", studentId: "2002", facts: "Seen." });
    await openTab(page, "Cases");
    await (await cell(page, "Level", "Robin Roe")).dblclick();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("the cell is protected").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();

    const agreed = await cell(page, "Lead agrees to close", "Robin Roe");
    const box = agreed.getByRole("checkbox");
    await box.click();
    await dialog.getByText("Leads and admins fill this in").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => box.isChecked()).toBe(false);

    await (await cell(page, "Level", "Robin Roe")).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await dialog.getByRole("heading", { name: "Level" }).waitFor();
    await page.keyboard.press("Escape");

    await become(page, "District lead");
    // The lead may edit it, once the register is shown as the lead sees it.
    await expect.poll(() => agreed.getAttribute("aria-readonly"), patient).toBe("false");
    await box.click();
    await expect.poll(() => box.isChecked(), patient).toBe(true);
  });

  test("a stranger is told that the register is closed to them", async () => {
    const { page } = await visit(screen, "#/register");
    await become(page, "Somebody outside");
    await page.getByText("You need access to open this spreadsheet.").waitFor();
    await page.getByRole("button", { name: "Continue as the designated contact" }).click();
    await page.getByRole("tab", { name: "Cases" }).waitFor();
  });
});

test("hidden tabs, columns and the key row show on request only", async () => {
  const { page } = await visit(screen, "#/register");
  await become(page, "Designated contact");
  const outbox = page.getByRole("tab", { name: "Outbox" });
  await page.getByRole("tab", { name: "Cases" }).waitFor();
  expect(await outbox.count()).toBe(0);
  expect(await page.getByText("checklistRows").count()).toBe(0);
  await page.getByLabel("Show hidden").check();
  await outbox.waitFor();
  await page.getByText("checklistRows").waitFor();
  await outbox.click();
  await page.getByLabel("Outbox, a tab of the register").waitFor();
});

describe.each([
  ["on a phone", phone],
  ["on a screen", screen],
])("%s", (_, viewport) => {
  test("every view and the dialogs are free of violations and fit", async () => {
    const { page } = await visit(viewport);
    for (const [hash, awaited] of [
      ["#/start", ".door"],
      ["#/stories", ".cards li"],
      ["#/report", ".form h2"],
      ["#/register/main/110", "[aria-label='Summary, a tab of the register'] .grid tbody tr"],
      ["#/mail", ".mail iframe"],
      ["#/admin", ".file"],
      ["#/register", "[aria-label='Cases, a tab of the register'] .grid tbody tr"],
    ] as const) {
      await page.goto(`${open.address}${hash}`);
      await page.locator(awaited).first().waitFor();
      expect(await violations(page), hash).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, hash).toBeLessThanOrEqual(0);
    }
    for (const header of ["Notes", "Level"]) {
      const opener = await cell(page, header, "26-0001");
      // Not by the mouse: on a phone a column that stays may lie over it.
      await opener.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });
});

test("charts lie over the cells of Summary, keep clear of each other and move along", async () => {
  const { page } = await visit({ width: 1366, height: 900 }, "#/register/main/110");
  const charts = page.locator(".charts figure");
  await charts.first().locator("svg").waitFor();
  expect(await charts.count()).toBe(4);
  await page.getByRole("img", { name: /^Open cases by age\./ }).waitFor();
  const boxes = () =>
    charts.evaluateAll((all) =>
      all.map((one) => {
        const { left, top, right, bottom } = one.getBoundingClientRect();
        return { left, top, right, bottom };
      }),
    );
  const placed = await boxes();
  const overlaps = placed.filter((one, at) =>
    placed.some(
      (other, place) =>
        place > at &&
        one.left < other.right &&
        other.left < one.right &&
        one.top < other.bottom &&
        other.top < one.bottom,
    ),
  );
  expect(overlaps).toEqual([]);
  const [left = 0] = placed.map((one) => one.left);
  const august = await page.locator('[data-column="5"]').first().boundingBox();
  expect(Math.abs(left - (august?.x ?? 0))).toBeLessThan(2);
  // What is drawn stays within its frame.
  const spill = await charts.evaluateAll((all) =>
    all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent),
  );
  expect(spill).toEqual([]);
  await page.locator(".grid").evaluate((holder) => {
    holder.scrollLeft = 200;
  });
  await expect.poll(async () => (await boxes())[0]?.left).toBeCloseTo(left - 200, 0);
  expect(await violations(page)).toEqual([]);
});
