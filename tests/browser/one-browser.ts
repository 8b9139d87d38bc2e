/** One Chromium for all the test files that a worker runs: it starts for the first of them and ends with the worker. */
import type { Browser } from "playwright-core";
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
