/**
 * The dialogs of the menu as docs/security/engineer.md promises them: narrow, with wide spacing, with larger text; and a printed record.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Day } from "../day/day";
import { submit } from "../day/events";
import { type OpenDesk, openDesk } from "../desk/open-desk";
import { cutOff, wideSpacing } from "./axe";
import { openEditor } from "./dialog-harness";

let open: OpenDesk;
beforeAll(async () => {
  open = await openDesk();
});
afterAll(() => open.close());

const commands = [
  "Settings",
  "Check",
  "Drill",
  "Who can open what",
  "Print a record",
  "Evidence of a year",
  "Poster",
  "Stop using this account",
  "Roll over",
];

test("of no command is anything lost with wide spacing, and with text of twice the size; what it set off is beside it", async () => {
  const session = await openEditor(open, { width: 320 });
  for (const name of commands) {
    await session.choose(name);
    const frame = session.frame();
    await frame.locator("h1").first().waitFor();
    await frame.addStyleTag({ content: wideSpacing });
    expect(await session.faults(), name).toEqual([]);
    expect(await frame.evaluate(cutOff), name).toEqual([]);
    await frame.addStyleTag({ content: "html { zoom: 2 }" });
    expect(await frame.evaluate(cutOff), name).toEqual([]);
    const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(Number(await frame.evaluate(beyond)), name).toBeLessThanOrEqual(0);
    await session.tabTo("Close", "Shift+Tab");
    await session.press("Escape");
    await session.closed();
  }
  const beside = session.page.locator("#beside");
  await expect.poll(() => beside.textContent()).toContain("A command of the menu was chosen");
  await session.close();
});

test("a lead makes a record and a call sheet, and prints both", async () => {
  Day.in(open.desk.workspace).play(
    submit({ facts: "Synthetic facts", concerns: ["suspected-victim"] }),
  );
  const session = await openEditor(open, { person: "District lead" });
  await session.choose("Print a record");
  await session.reaches("Print a record");
  await session.tabTo("Case");
  await session.type("26-0001");
  expect(await session.faults()).toEqual([]);
  await session.tabTo("Who gets it?");
  await session.type("County counsel");
  await session.tabTo("Make the record");
  await session.press("Enter");
  await session.reaches("Record of case 26-0001");
  expect(await session.faults()).toEqual([]);
  const frame = session.frame();
  await frame.evaluate("window.printed = 0; window.print = () => { window.printed += 1; }");
  await session.tabTo("Print or save as PDF");
  await session.press("Enter");
  expect(await frame.evaluate("window.printed")).toBe(1);
  await session.page.emulateMedia({ media: "print" });
  const printed = String(await frame.evaluate("document.body.innerText"));
  await session.page.emulateMedia({ media: "screen" });
  expect(printed).toContain("Record of case 26-0001");
  expect(printed).not.toContain("Print or save as PDF");
  await session.tabTo("Close");
  await session.press("Enter");
  await session.closed();
  await session.choose("Print a record");
  await session.tabTo("Case");
  await session.type("26-0001");
  await session.tabTo("Call sheet");
  await session.press("Enter");
  await session.reaches("Worksheet for a call. This is not a report.");
  expect(await session.faults()).toEqual([]);
  expect(open.desk.workspace.errors).toEqual([]);
  await session.close();
});
