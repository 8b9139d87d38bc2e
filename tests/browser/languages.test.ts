/** A Form in two languages on a phone: the first question asks for the language, and no question in either is longer than a screen. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskDirectory } from "../../scripts/desk/people";
import { readOutput } from "../../scripts/play/end-state/output";
import { type OpenDesk, openDesk } from "../desk/open-desk";
import { oneBrowser } from "./one-browser";
import { phone } from "./try-it-page";

let desk: OpenDesk;

beforeAll(async () => {
  const { settings, ...others } = deskDirectory;
  const directory = { ...others, settings: { ...settings, formLanguage: "both" } };
  desk = await openDesk({ directory });
});
afterAll(() => desk.close());

test("in Spanish it leads from the language to the end, a question at most a screen long; what was answered on a way that was left is not sent", async () => {
  const page = await (await oneBrowser()).newPage({ viewport: phone });
  await desk.visit(page, "#/report");
  const card = page.locator(".card.opening");
  await card.getByText("EMERGENCY? CALL 911 FIRST.").waitFor();
  await card.getByText("¿EMERGENCIA? LLAME PRIMERO AL 911.").waitFor();
  const heading = async () => (await card.getByRole("heading").textContent()) ?? "";
  const choose = (words: string) => page.getByLabel(words, { exact: true }).check();
  const goOn = async () => {
    const before = await heading();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await expect.poll(heading).not.toBe(before);
    for (const one of await page.locator(".card:not(.opening)").all()) {
      expect((await one.boundingBox())?.height).toBeLessThanOrEqual(phone.height);
    }
    return heading();
  };
  await choose("English");
  await goOn();
  await choose("Yes");
  await page.getByRole("button", { name: "Back" }).click();
  await choose("Español");
  expect(await goOn()).toBe("¿Hay peligro ahora?");
  await choose("No");
  while ((await goOn()) !== "Sobre usted (todo es opcional)") {
    const school = page.locator("select").filter({ hasText: "North High" });
    if ((await school.count()) > 0) await school.selectOption("North High");
  }
  // The last page of either language is the end of the Form.
  await page.getByRole("button", { name: "Submit", exact: true }).click();
  await page.getByRole("button", { name: "Submit another response" }).waitFor();
  const { reports } = readOutput(desk.desk.workspace, { cells: false });
  expect(reports).toMatchObject([{ school: "North High", language: "es", immediateDanger: "no" }]);
  await page.close();
});
