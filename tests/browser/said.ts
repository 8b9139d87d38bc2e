/** What a page says while nobody looks: for the tests that want it silent and at home. */
import type { Page } from "playwright-core";

/** Errors, lines on the console, and requests that leave this computer, as they come. `address` is the desk's own. */
export function saidBy(page: Page, address: string): string[] {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|about|blob):/.test(url)) said.push(url);
  });
  return said;
}
