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

const question = ".card:not(.opening)";

test.each([
  ["English", "en", "Is there danger now?", "About you (all optional)"],
  ["Español", "es", "¿Hay peligro ahora?", "Sobre usted (todo es opcional)"],
] as const)(
  "in %s it leads from the language to the end, a question at most a screen long",
  async (name, language, first, last) => {
    const page = await (await oneBrowser()).newPage({ viewport: phone });
    await desk.visit(page, "#/report");
    const card = page.locator(".card.opening");
    await card.getByText("EMERGENCY? CALL 911 FIRST.").waitFor();
    await card.getByText("¿EMERGENCIA? LLAME PRIMERO AL 911.").waitFor();
    await page.getByText("¿En qué idioma quiere contestar?").waitFor();
    const tall: string[] = [];
    const look = async (title: string) => {
      await card.getByRole("heading", { name: title, exact: true }).waitFor();
      const questions = await page.locator(question).all();
      for (const one of questions) {
        const box = await one.boundingBox();
        if ((box?.height ?? 0) > phone.height) tall.push((await one.textContent()) ?? "");
      }
    };
    const goOn = async () => {
      const before = await card.getByRole("heading").textContent();
      await page.getByRole("button", { name: "Next", exact: true }).click();
      await page.waitForFunction(
        (old) => document.querySelector(".card.opening h2")?.textContent !== old,
        before,
      );
      return (await card.getByRole("heading").textContent()) ?? "";
    };
    // What was answered on a way that was left is not sent.
    await page.getByLabel(name === "English" ? "Español" : "English", { exact: true }).check();
    await goOn();
    await page.getByLabel(name === "English" ? "Sí" : "Yes", { exact: true }).check();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByLabel(name, { exact: true }).check();
    let title = await goOn();
    expect(title).toBe(first);
    await look(title);
    await page.getByLabel("No", { exact: true }).check();
    while (title !== last) {
      const school = page.locator("select").filter({ hasText: "North High" });
      if ((await school.count()) > 0) await school.selectOption("North High");
      title = await goOn();
      await look(title);
    }
    expect(tall).toEqual([]);
    // The last page of either language is the end of the Form.
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    await page.getByRole("button", { name: "Submit another response" }).waitFor();
    const reports = readOutput(desk.desk.workspace, { cells: false }).reports;
    expect(reports.at(-1)).toMatchObject({ school: "North High", language, immediateDanger: "no" });
    await page.close();
  },
);
