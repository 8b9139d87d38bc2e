/** One Chromium for all test files of a worker: it starts with the first of them and ends with the worker. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "../../scripts/chromium/chromium";

let started: Promise<Browser> | null = null;

async function start(): Promise<Browser> {
  const browser = await launchChromium();
  // How a worker is told to end; Playwright, which listens too, would leave it waiting.
  process.once("SIGTERM", () => void browser.close().finally(() => process.exit()));
  return browser;
}

/** Not to be closed; whoever opens a page in it closes that. @throws NoChromium */
export function oneBrowser(): Promise<Browser> {
  started ??= start();
  return started;
}

export interface OneWindow {
  readonly page: Page;
  /** Errors, lines on the console, and requests that left this computer, as they come. */
  readonly said: string[];
  close(): Promise<void>;
}

/** A window of a browser that was never here before, without a network. `address` is what its page may ask for. */
export async function newWindow(
  address: string,
  options: BrowserContextOptions = {},
): Promise<OneWindow> {
  const context = await (await oneBrowser()).newContext({ offline: true, ...options });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|about|blob):/.test(url)) said.push(url);
  });
  return { page, said, close: () => context.close() };
}
