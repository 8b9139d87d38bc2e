/** The probe's page in a browser: usable by keyboard and screen reader, and it continues by itself. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGuideDesk } from "../../scripts/guides/node-desk";
import { openRoom } from "../../scripts/guides/visit-rooms";
import { buildProbe, probe } from "../../scripts/probe/files";
import { violations } from "./axe";
import { oneBrowser } from "./one-browser";

const folder = mkdtempSync(join(tmpdir(), "probe-page-"));
beforeAll(() => buildProbe(folder));
afterAll(() => rmSync(folder, { recursive: true }));

test("can be used by keyboard and screen reader, and continues by itself", async () => {
  const { visit, close } = await openGuideDesk({ fresh: true, dist: join(folder, probe.folder) });
  try {
    const page = await (await oneBrowser()).newPage();
    await visit(page);
    await openRoom(page, "Admin");
    await page.getByRole("button", { name: "Probe", exact: true }).click();
    await page.getByRole("button", { name: "Run the probe", exact: true }).click();
    const inside = page.frameLocator("dialog.app iframe");
    await inside.getByRole("button", { name: "Begin" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await inside.getByRole("button", { name: "Begin" }).click();
    await inside.getByText("This continues by itself.").waitFor();
    const count = await inside.locator("#count").textContent();
    expect(Number(/^(\d+) of/.exec(count ?? "")?.[1])).toBeGreaterThan(40);
    await page.close();
  } finally {
    close();
  }
});
