/** The page of the release as a file of its own, for Chromium to open with the network off. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type TryItOptions, tryItPage } from "../../scripts/build/try-it";
import { answerInEnglish } from "../../scripts/guides/visit-rooms";
import { builtFiles } from "../../scripts/play/bundle";
import { newWindow, type OneWindow } from "./one-browser";

type Settings = NonNullable<TryItOptions["settings"]>;

/** Nine in the morning in the demo's district, a Tuesday; the clock moves only where it is put ahead. */
const atNine: Settings = { start: Date.parse("2026-09-01T09:00:00-07:00"), still: true };

const files = new Map<string, Promise<string>>();

/** The address of the page, written once for all that ask for the same; as the release has it where no settings are given. */
export function tryItFile(settings: Settings = {}): Promise<string> {
  const key = JSON.stringify(settings);
  const file = files.get(key) ?? writtenFile(settings);
  files.set(key, file);
  return file;
}

async function writtenFile(settings: Settings): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), "try-it-")), "try-it.html");
  writeFileSync(path, await tryItPage(await builtFiles(), { settings }));
  return pathToFileURL(path).href;
}

export const laptop = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };

/** One window for all the tests of a file: each load continues from where the last one left it. */
export function windowForTests(options: BrowserContextOptions = {}) {
  let address = "";
  let own: OneWindow;
  beforeAll(async () => {
    address = await tryItFile(atNine);
    own = await newWindow(address, options);
  });
  afterAll(() => own.close());
  return {
    get address() {
      return address;
    },
    get page() {
      return own.page;
    },
    get said() {
      return own.said;
    },
    /** Loads the page anew, at a place in it. What is half filled in is left behind. */
    async load(hash = "#/report", viewport = laptop): Promise<OneWindow> {
      if (own.page.url() !== "about:blank") await own.page.evaluate("localStorage.clear()");
      await own.page.goto("about:blank");
      own.said.length = 0;
      await own.page.setViewportSize(viewport);
      await own.page.goto(`${address}${hash}`);
      await own.page.getByRole("heading", { level: 1 }).waitFor();
      return own;
    },
    /** Goes to a place in the page that is loaded. */
    async show(hash: string, viewport = laptop): Promise<OneWindow> {
      await own.page.setViewportSize(viewport);
      await own.page.goto(`${address}${hash}`);
      return own;
    },
  };
}

/** The selector of the cells below a header. */
export async function column(page: Page, header: string): Promise<string> {
  const head = page.locator(".grid thead th", { hasText: new RegExp(`^${header}$`) });
  return `[data-column="${await head.getAttribute("data-column")}"]`;
}

export const next = (page: Page): Promise<void> =>
  page.getByRole("button", { name: "Next", exact: true }).click();

export interface Reported {
  readonly isDanger?: boolean;
  /** By what their labels say. */
  readonly student?: Readonly<Record<string, string>>;
  readonly signs?: readonly string[];
  readonly facts?: string;
}

/** Fills in the Form in English, as far as asked, and submits it. */
export async function report(page: Page, given: Reported = {}): Promise<void> {
  const { isDanger = false, student = {}, signs = ["controls or grooms"], facts } = given;
  await answerInEnglish(page);
  if (isDanger) {
    await page.getByRole("radio", { name: "Yes" }).check();
    await next(page);
  }
  await next(page);
  await page.getByLabel("Which school").selectOption("North High");
  for (const [label, text] of Object.entries(student)) await page.getByLabel(label).fill(text);
  await next(page);
  for (const sign of signs) await page.getByLabel(sign).check();
  await next(page);
  if (facts !== undefined) await page.getByLabel("What did you see or hear?").fill(facts);
  await next(page);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Your report was received").waitFor();
}

/** For what the page works out before it shows. */
export const patient = { timeout: 30_000 } as const;

/** The cell under a header, in the row that has a text. */
export async function cell(page: Page, header: string, rowText: string): Promise<Locator> {
  const row = page.locator(".grid tbody tr", { hasText: rowText });
  return row.first().locator(await column(page, header));
}
