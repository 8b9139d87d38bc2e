/** The pictures of the guides. Each is a scene played at the local desk in Chromium, with made-up people only. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { root } from "../build/sources";
import type { LocalWorkspace } from "../workspace";
import { caseStripPage, playPart } from "./case-strip";
import { lockedPhonePage } from "./locked-phone";
import { openGuideDesk } from "./node-desk";
import { answerInEnglish, goAhead, openRoom, openTab } from "./visit-rooms";

const phone = { width: 390, height: 900 };
const screen = { width: 1280, height: 560 };
const tall = { width: 1000, height: 760 };

/** Where the pictures go, and the desk that they show. */
interface Studio {
  readonly page: Page;
  readonly workspace: LocalWorkspace;
  readonly take: (name: string, of?: Locator) => Promise<void>;
  /** A picture that was taken before. */
  readonly taken: (name: string) => Buffer;
}

const student = { name: "Robin Vale", id: "N-1001", grade: "10" } as const;
const seen = "Met at the gate by an older man three days in a row. She said: “He keeps my phone.”";

const schoolRows = [
  "North High, 9-12, Town Police Department, no",
  "South Middle, 6-8, Town Police Department, no",
].join("\n");
const contactRows = [
  "designated contact, North High, Cam North, (415) 555-0121, cam@district.example",
  "backup contact, North High, Bo North, (415) 555-0122, bo@district.example",
  "designated contact, South Middle, Sam South, (415) 555-0123, sam@district.example",
  "backup contact, South Middle, Pat South, (415) 555-0124, pat@district.example",
].join("\n");

const next = (page: Page) => page.getByRole("button", { name: "Next" }).click();

/** A teacher fills in the Form on a phone. */
async function form({ page, take }: Studio): Promise<void> {
  await openRoom(page, "Report");
  await page.getByRole("button", { name: "Next" }).waitFor();
  await take("form-first-page.png");
  await answerInEnglish(page);
  await next(page);
  await page.getByLabel("Which school").selectOption("North High");
  await page.getByLabel("first and last name").fill(student.name);
  await page.getByLabel("Student ID").fill(student.id);
  await page.getByLabel("Grade").fill(student.grade);
  await next(page);
  await page.getByLabel("controls or grooms").check();
  await page.getByLabel("often missing").check();
  await page.getByText("Which of these fit the student?").scrollIntoViewIfNeeded();
  await take("form-signs.png");
  await next(page);
  await page.getByLabel("What did you see or hear?").fill(seen);
  await next(page);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Your report was received").waitFor();
  await take("form-sent.png");
}

/** A contact's first look: the email, the case, its checklist. */
async function register({ page, take }: Studio): Promise<void> {
  await openRoom(page, "Email");
  await page.getByRole("heading", { name: "Student safety case" }).first().waitFor();
  await page.frameLocator("iframe").first().getByText("Call child and family services").waitFor();
  // The whole email: a picture that ends in a sentence leaves a reader wondering.
  await page.locator(".mail iframe").evaluate((frame: HTMLIFrameElement) => {
    frame.style.height = "0";
    frame.style.height = `${frame.contentDocument?.documentElement.scrollHeight ?? 0}px`;
  });
  await take("email-new-case.png", page.locator("article, .mail").first());
  await openRoom(page, "Register");
  await openTab(page, "Cases");
  await page.getByText(student.name).waitFor();
  await take("register-cases.png");
  await openRoom(page, "Email");
  const mail = page.frameLocator(".mail iframe");
  await mail.getByRole("link", { name: /Open/ }).first().click();
  await page.getByText("Filter view:").waitFor();
  await openTab(page, "Checklist");
  await page.getByText("Call child and family services now.").first().waitFor();
  await take("register-checklist.png");
}

/** The same case until it is closed, in one picture. Afterwards the desk is as before. */
async function wholeCase({ page, workspace, taken, take }: Studio): Promise<void> {
  const before = workspace.save();
  const grid = page.locator(".grid");
  playPart(workspace, "firstDay");
  await openRoom(page, "Register");
  await openTab(page, "Checklist");
  await page.getByText("CFS-0042").first().waitFor();
  const checklist = await grid.screenshot();
  playPart(workspace, "end");
  await openTab(page, "Cases");
  await page.getByText("Closed", { exact: true }).waitFor();
  const end = await grid.screenshot();
  workspace.resume(before);
  await page.setViewportSize({ width: 848, height: 784 });
  await page.setContent(
    caseStripPage([taken("form-signs.png"), taken("email-new-case.png"), checklist, end]),
  );
  await take("whole-case.png");
}

/** The admin chooses a menu item in the Form's editor. Returns the dialog once it shows the heading. */
async function dialogOf(page: Page, item: string, heading: RegExp): Promise<FrameLocator> {
  await page.getByRole("button", { name: "Student safety" }).click();
  await page.getByRole("button", { name: item, exact: true }).click();
  const dialog = page.frameLocator("dialog.app iframe");
  await dialog.getByRole("heading", { name: heading }).first().waitFor();
  return dialog;
}

const dialogIn = (page: Page) => page.locator("dialog.app");

async function goToEditor(page: Page): Promise<void> {
  await openRoom(page, "Admin");
  await page.getByRole("button", { name: "Student safety" }).waitFor();
}

/** The first half hour of Set up, until the page that says what will be made. */
async function setUp({ page, take }: Studio): Promise<void> {
  await goToEditor(page);
  const dialog = await dialogOf(page, "Set up", /The account that runs this/);
  const goOn = async (heading: RegExp) => {
    await dialog.getByRole("button", { name: "Next" }).click();
    await dialog.getByRole("heading", { name: heading }).first().waitFor();
  };
  await dialog.getByLabel("A role account of the district").check();
  await goOn(/The district/);
  await goOn(/Lead and admin/);
  await dialog.getByLabel("Lead: name", { exact: true }).fill("Lee Lead");
  await dialog.getByLabel("Lead: email", { exact: true }).fill("lead@district.example");
  await dialog.getByLabel("Admin: email", { exact: true }).fill("ari@district.example");
  await goOn(/Schools/);
  await dialog.getByLabel("One school per line").fill(schoolRows);
  await goOn(/Contacts/);
  await dialog.getByLabel("One person per line").fill(contactRows);
  await dialog.getByText("4 rows read.").first().waitFor();
  await take("set-up-contacts.png", dialogIn(page));
  await goOn(/Agencies/);
  await dialog.getByLabel("Town Police Department: number to call").fill("(415) 555-0111");
  await dialog.getByLabel("Probation: number to call").fill("(415) 555-0112");
  await dialog.getByLabel("Victim advocate: number to call").fill("(415) 555-0113");
  await goOn(/Who may open the Form/);
  await dialog.getByLabel("Accounts of the district only").check();
  await goOn(/How long records are kept/);
  await dialog.getByLabel("Years that a closed case").fill("7");
  await goOn(/Reminders and waiting times/);
  await goOn(/What will be made/);
  await take("set-up-create.png", dialogIn(page));
}

/** A system in use: the check, who can open what, and a drill. */
async function check({ page, take }: Studio): Promise<void> {
  await goAhead(page, 5);
  await page.locator(".journey").waitFor({ state: "hidden" });
  await goToEditor(page);
  await dialogOf(page, "Check", /Check/);
  await take("check.png", dialogIn(page));
  await page.getByRole("button", { name: "Close" }).first().click();
  await dialogOf(page, "Who can open what", /Who can open what/);
  await take("who-can-open.png", dialogIn(page));
  await page.getByRole("button", { name: "Close" }).first().click();
  const drill = await dialogOf(page, "Drill", /Drill/);
  await drill.getByRole("heading", { name: /Code: / }).waitFor();
  await take("drill-result.png", dialogIn(page));
}

/** Summary after a night: the counts of the school year, and the charts. */
async function summary({ page, take }: Studio): Promise<void> {
  await goAhead(page, 24 * 60);
  await page.locator(".journey").waitFor({ state: "hidden" });
  await openRoom(page, "Register");
  await openTab(page, "Summary");
  await page.getByText("Open cases by level").first().waitFor();
  await take("register-summary.png");
}

/** Who is told when, on two days that the script has played. */
async function start({ page, take }: Studio): Promise<void> {
  await page.evaluate("location.hash = '#/start'");
  await take("who-is-told.png", page.locator(".told-when"));
}

/** Style that hides what only the local desk has and Google does not. */
const withoutDesk =
  ".top, .band, .notice, .room-head, #beside, .mail label, .locked, #desk > footer, .app details { display: none !important } .side-by-side { display: block !important }";

/** Scenes in groups. Each group has a desk of its own, on which its scenes follow one another. */
const stories = [
  {
    fresh: false,
    scenes: [
      { viewport: phone, play: form },
      { viewport: screen, play: register },
      { viewport: screen, play: wholeCase },
      { viewport: tall, play: check },
      { viewport: screen, play: summary },
      { viewport: { width: 720, height: 900 }, play: start },
    ],
  },
  { fresh: true, scenes: [{ viewport: tall, play: setUp }] },
];

/**
 * Takes every picture into a folder, all in one window. Returns their names in the order taken. Throws an Error if a scene can no longer
 * be played.
 */
export async function takePictures(browser: Browser, folder: string): Promise<readonly string[]> {
  // The desk's page allows no foreign style, but the pictures need one.
  const page = await browser.newPage({ bypassCSP: true });
  const taken: string[] = [];
  const take = async (name: string, of: Page | Locator = page) => {
    await of.screenshot({ path: join(folder, name), style: withoutDesk });
    taken.push(name);
  };
  try {
    for (const { fresh, scenes } of stories) {
      const desk = await openGuideDesk({ fresh });
      for (const { viewport, play } of scenes) {
        await page.goto("about:blank");
        await page.setViewportSize(viewport);
        await desk.visit(page);
        await play({
          page,
          take,
          workspace: desk.desk.workspace,
          taken: (name) => readFileSync(join(folder, name)),
        });
      }
      desk.close();
    }
    await page.setViewportSize({ width: 960, height: 294 });
    await page.setContent(weekChartPage());
    await take("beside-usual.png");
    await page.setViewportSize({ width: 720, height: 420 });
    await page.setContent(await lockedPhonePage());
    await take("phone-at-night.png");
  } finally {
    await page.close();
  }
  return taken;
}

/** The rows of the table that are drawn, and their names in the chart. */
const measures = {
  "reports told of more than 15 minutes later": "Reports told of after 15 minutes or more",
  "reports shown to the person whom they are about": "Reports shown to the person they are about",
  "reporters shown to a contact who must not know them": "Reporters shown to the wrong person",
  "rows that repeat a student whom another row has": "Second rows about the same student",
} as const;

/** The two numbers of a row: this system, then the usual script. Throws an Error if the page has no such row. */
function numbersOf(page: string, row: string): readonly [number, number] {
  const line = page.split("\n").find((one) => one.startsWith(`| ${row} `));
  const [own, usual] = (line ?? "").match(/\d[\d,.]*/g)?.slice(-2) ?? [];
  if (own === undefined || usual === undefined) {
    throw new Error(`docs/usual-script.md has no row "${row}" with two numbers.`);
  }
  return [Number(own.replaceAll(",", "")), Number(usual.replaceAll(",", ""))];
}

const [wide, left, rowHigh, top] = [960, 380, 62, 46] as const;

/** The chart, as HTML. */
export function weekChartPage(): string {
  const page = readFileSync(join(root, "docs/usual-script.md"), "utf8");
  const rows = Object.entries(measures).map(([row, title]) => ({
    title,
    numbers: numbersOf(page, row),
  }));
  const most = Math.max(...rows.flatMap(({ numbers }) => numbers));
  const long = (number: number) => (number / most) * (wide - left - 60);
  const bar = (number: number, y: number, kind: string) =>
    `<rect class="${kind}" x="${left}" y="${y}" width="${long(number)}" height="20" /><text x="${left + long(number) + 8}" y="${y + 16}">${number}</text>`;
  const drawn = rows.map(({ title, numbers: [own, usual] }, at) => {
    const y = top + at * rowHigh;
    return `<text x="${left - 12}" y="${y + 26}" class="title">${title}</text>${bar(own, y, "own")}${bar(usual, y + 22, "usual")}`;
  });
  const key = (x: number, kind: string, words: string) =>
    `<rect class="${kind}" x="${x}" y="10" width="20" height="20" /><text x="${x + 28}" y="26">${words}</text>`;
  return `<!doctype html><style>body { margin: 0; font: 16px Arial, sans-serif } .title { text-anchor: end } .own { fill: #0b6b2b } .usual { fill: #8a8a8a }</style>
<svg width="${wide}" height="${top + rows.length * rowHigh}" role="img" aria-label="A week beside the usual script">${key(left, "own", "Student Safety Desk")}${key(left + 240, "usual", "a form with a simple script")}${drawn.join("")}</svg>`;
}
