/** A register of 2,000 cases in the page: what is drawn is what is seen, and the keyboard reaches what is not drawn yet. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { seedCases } from "../../scripts/play/seed/seed-cases";
import { atNine, newWindow, type OneWindow, tryItFile } from "./try-it-page";

const { start = 0 } = atNine;
const cases = 2_000;
/** Of all the page, several screens of rows included; with each case drawn there are some hundred thousand. */
const mostNodes = 16_000;

/** Runs in the page once it has kept its own visit: keeps another one in its place. False until then. */
const keep = `(given) => new Promise((resolve) => {
  const request = indexedDB.open("student-safety-desk", 1);
  request.onsuccess = () => {
    const all = request.result.transaction(["last", "parts"], "readwrite");
    const [last, parts] = [all.objectStore("last"), all.objectStore("parts")];
    last.get("last").onsuccess = ({ target }) => {
      const own = target.result;
      if (own === undefined) return;
      const visit = JSON.parse(given);
      last.put({ ...visit, desk: { ...visit.desk, project: own.desk.project } }, "last");
      parts.clear();
      all.oncomplete = () => resolve(true);
    };
    all.oncomplete = () => resolve(false);
  };
})`;

let own: OneWindow;
let address: string;
/** The visit of the large register, as text within a script. */
let given: string;

beforeAll(async () => {
  const desk = new Desk({ dist: await builtBundle(), realNow: () => start, start });
  seedCases(desk.workspace.store, cases, start);
  const visit = { desk: desk.save(), person: "contact", read: [] };
  const file = await tryItFile(atNine);
  address = file.address;
  own = await newWindow(file, { viewport: { width: 1280, height: 800 } });
  await own.page.goto(`${address}#/report`);
  await own.page.locator(".form h2").waitFor();
  given = JSON.stringify(JSON.stringify(visit));
});
afterAll(() => own.close());

test("draws the rows that are seen, and goes on to others by keyboard", async () => {
  const { page, said } = own;
  const kept = () => page.evaluate(`(${keep})(${given})`);
  await expect.poll(kept, { timeout: 30_000 }).toBe(true);
  await page.goto("about:blank");
  await page.goto(`${address}#/register`);
  const rows = page.locator(".grid tbody tr");
  await rows.first().waitFor();
  const nodes = async () => Number(await page.evaluate("document.querySelectorAll('*').length"));
  expect(await nodes()).toBeLessThan(mostNodes);
  expect(await rows.count()).toBeLessThan(200);
  const rowOf = () =>
    page.evaluate(
      `Number(document.activeElement?.closest(".grid tbody tr")?.querySelector(".number")?.textContent)`,
    );
  await page.locator('tbody [tabindex="0"]').focus();
  const first = Number(await rowOf());
  const many = 60;
  for (let down = 0; down < many; down += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect.poll(rowOf).toBe(first + many);
  // As fast as a page can be told, which is faster than it draws by itself.
  await page.evaluate(`{
    const press = (key) =>
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    for (let turn = 0; turn < 100; turn += 1) press("ArrowDown");
    for (let turn = 0; turn < 130; turn += 1) press("ArrowUp");
  }`);
  expect(await rowOf()).toBe(first + many - 30);
  expect(await nodes()).toBeLessThan(mostNodes);
  expect(said).toEqual([]);
});
