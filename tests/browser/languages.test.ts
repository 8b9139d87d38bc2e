/** The Form of two languages on a phone: the first question asks which, and no question of either is longer than a screen. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deskDirectory } from "../../scripts/desk/people";
import { Desk } from "../../scripts/desk/state";
import { type NodeDesk, nodeDesk } from "../../scripts/guides/node-desk";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { oneBrowser } from "./one-browser";

/** A phone of today, in CSS pixels. */
const viewport = { width: 390, height: 844 } as const;

let desk: NodeDesk;

beforeAll(async () => {
  const { settings, ...others } = deskDirectory;
  const directory = { ...others, settings: { ...settings, formLanguage: "both" } };
  const dist = await builtBundle();
  const start = Date.parse("2026-09-01T16:00:00Z");
  desk = await nodeDesk(new Desk({ dist, start, realNow: () => start, directory }));
});
afterAll(() => desk.close());

const question = ".card:not(.opening)";

describe.each([
  ["English", "en", "Is there danger now?", "About you (all optional)"],
  ["Español", "es", "¿Hay peligro ahora?", "Sobre usted (todo es opcional)"],
] as const)("in %s", (name, language, first, last) => {
  test("it leads from the language to the end, a question at most a screen long", async () => {
    const page = await (await oneBrowser()).newPage({ viewport });
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
        if ((box?.height ?? 0) > viewport.height) tall.push((await one.textContent()) ?? "");
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
  });
});
