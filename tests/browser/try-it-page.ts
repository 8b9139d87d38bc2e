/** The page of the release as a file of its own, for Chromium to open with the network off. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { type TryItOptions, tryItPage } from "../../scripts/build/try-it";
import { answerInEnglish } from "../../scripts/guides/visit-rooms";
import { builtBundle } from "../../scripts/play/bundle";
import { builtProject } from "../release/built-project";
import { oneBrowser } from "./one-browser";
import { saidBy } from "./said";

/** Nine in the morning in the demo's district, a Tuesday; the clock moves only where it is put ahead. */
export const atNine: NonNullable<TryItOptions["settings"]> = {
  start: Date.parse("2026-09-01T09:00:00-07:00"),
  still: true,
};

export interface TryIt {
  /** A file's. */
  readonly address: string;
  readonly text: string;
}

/** Written into a folder of its own; as the release has it where no settings are given. */
export async function tryItFile(settings: TryItOptions["settings"] = {}): Promise<TryIt> {
  const text = await tryItPage(builtProject(await builtBundle()), { settings });
  const folder = mkdtempSync(join(tmpdir(), "try-it-"));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "try-it.html");
  writeFileSync(path, text);
  return { address: pathToFileURL(path).href, text: readFileSync(path, "utf8") };
}

export interface OneWindow {
  readonly page: Page;
  /** What the console said, and requests that left this computer. */
  readonly said: string[];
  close(): Promise<void>;
}

/** A window of a browser that was never here before, without a network. */
export async function newWindow(
  { address }: TryIt,
  options: BrowserContextOptions = {},
): Promise<OneWindow> {
  const context = await (await oneBrowser()).newContext({ offline: true, ...options });
  const page = await context.newPage();
  return { page, said: saidBy(page, address), close: () => context.close() };
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
  await page.getByText("Your report is in").waitFor();
}

/** For what the page works out before it shows. */
export const patient = { timeout: 30_000 } as const;

/** The cell under a header, in the row that has a text. */
export async function cell(page: Page, header: string, rowText: string): Promise<Locator> {
  const row = page.locator(".grid tbody tr", { hasText: rowText });
  return row.first().locator(await column(page, header));
}
