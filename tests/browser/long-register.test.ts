/** A register of 2,000 cases in the page: what is drawn is what is seen, and the keyboard reaches what is not drawn yet. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { seedCases } from "../../scripts/play/seed/seed-cases";
import { atNine, newWindow, type OneWindow, tryItFile } from "./try-it-page";

const { start = 0 } = atNine;
const cases = 2_000;

/** Runs in the page once it has kept its own visit: keeps another one in its place. False until then. */
const keep = `(given) => new Promise((resolve) => {
  const request = indexedDB.open("student-safety-visit");
  request.onsuccess = () => {
    const all = request.result.transaction("visits", "readwrite");
    const visits = all.objectStore("visits");
    let isDone = false;
    visits.get("last").onsuccess = ({ target }) => {
      const own = target.result;
      if (own === undefined) return;
      const visit = JSON.parse(given);
      visits.put({ ...visit, desk: { ...visit.desk, project: own.desk.project } }, "last");
      isDone = true;
    };
    all.oncomplete = () => { request.result.close(); resolve(isDone); };
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

test("draws as many rows as are seen, and more as somebody goes down", async () => {
  const { page, said } = own;
  const kept = () => page.evaluate(`(${keep})(${given})`);
  await expect.poll(kept, { timeout: 30_000 }).toBe(true);
  await page.goto("about:blank");
  await page.goto(`${address}#/register`);
  const rows = page.locator(".grid tbody tr");
  await rows.first().waitFor({ timeout: 60_000 });
  expect(await rows.count()).toBeLessThan(200);
  const rowOf = () =>
    page.evaluate("Number(document.activeElement?.closest('tr')?.cells[0]?.textContent)");
  await page.locator('.grid tbody [tabindex="0"]').focus();
  const first = Number(await rowOf());
  // As fast as a page can be told, which is faster than it draws by itself.
  await page.evaluate(`{
    const press = (key) =>
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    for (let turn = 0; turn < 160; turn += 1) press("ArrowDown");
    for (let turn = 0; turn < 30; turn += 1) press("ArrowUp");
  }`);
  expect(await rowOf()).toBe(first + 130);
  expect(await rows.count()).toBeLessThan(400);
  expect(said).toEqual([]);
});
