/** A person at the Form's editor in a browser, using the keyboard: opens the menu, goes through a dialog, and reads what it shows. */
import { setTimeout } from "node:timers/promises";
import type { Frame, FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import { become, openRoom } from "../../scripts/guides/visit-rooms";
import type { OpenDesk } from "../desk/open-desk";
import { violations } from "./axe";
import { newWindow, type OneWindow } from "./one-browser";

/** Milliseconds. Chromium may never say that a key has arrived which closes the very frame that it went to. */
const mostForAKey = 5_000;

/** As the product's dialogs ask for it; pixels. */
const dialogWidth = 600;

/** Presses of the Tab key before what is looked for plainly is not there. */
const mostTabs = 120;

/** Runs in a page: what a screen reader would call the element that has the focus; null where that is in a frame inside it, or outside of it. */
const focusedName = `(() => {
  const at = document.activeElement;
  if (at instanceof HTMLIFrameElement || !document.hasFocus()) return null;
  if (at === null || at === document.body) return "";
  const text = (one) => (one === null ? "" : one.textContent.replace(/\\s+/g, " ").trim());
  const named = (at.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
  const labels = [...(at.labels ?? [])].map(text).join(" ");
  return at.getAttribute("aria-label") || named.map((id) => text(document.getElementById(id))).join(" ") || labels || text(at);
})()`;

/** Runs in the page: how far it reaches beyond the window, in pixels. */
const overflow =
  "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)";

export class EditorSession {
  readonly page: Page;
  readonly said: string[];
  readonly close: () => Promise<void>;

  constructor({ page, said, close }: OneWindow) {
    this.page = page;
    this.said = said;
    this.close = close;
  }

  /** The page of the dialog, for locators. */
  get dialog(): FrameLocator {
    return this.page.frameLocator("dialog.app iframe");
  }

  /** Chooses an item of the menu by keyboard, and waits for the dialog unless there will be none. */
  async choose(item: string, { opensDialog = true } = {}): Promise<void> {
    const { page } = this;
    await page.getByRole("button", { name: "Student safety" }).press("Enter");
    await this.tabTo(item);
    await page.keyboard.press("Enter");
    await page.getByText("Running script…").waitFor({ state: "detached" });
    if (!opensDialog) return;
    const failed = page.locator(".editor .refusal p");
    if ((await failed.count()) > 0) throw new Error(`${item}: ${await failed.textContent()}`);
    await this.dialog.locator("body").waitFor();
  }

  async press(key: string): Promise<void> {
    const pressed = this.page.keyboard.press(key);
    // One that is given up on fails when its page closes, which nobody waits for.
    pressed.catch(() => undefined);
    await Promise.race([pressed, setTimeout(mostForAKey, undefined, { ref: false })]);
  }

  /** Types into what has the focus, over what is there. */
  async type(text: string): Promise<void> {
    await this.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }

  /** Goes on with Tab (or Shift+Tab) until what has the focus is called so, from where the focus is. */
  async tabTo(name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const seen = new Set<string>();
    for (let at = 0; at < mostTabs; at += 1) {
      const focused = await this.focused();
      if (typeof name === "string" ? focused === name : name.test(focused)) return;
      seen.add(focused);
      await this.press(key);
    }
    throw new Error(`no "${String(name)}" is reached by ${key}, only ${[...seen].join(" | ")}`);
  }

  /** The name of what has the focus, in the dialog's page or around it. */
  async focused(): Promise<string> {
    const dialog = this.openFrame();
    const inside = dialog === undefined ? null : await dialog.evaluate(focusedName);
    return String(inside ?? (await this.page.evaluate(focusedName)) ?? "");
  }

  /** The frame of the dialog's page. Fails where no dialog is open. */
  frame(): Frame {
    const frame = this.openFrame();
    if (frame === undefined) throw new Error("no dialog is open");
    return frame;
  }

  private openFrame(): Frame | undefined {
    return this.page.frames().findLast((one) => /^dialog-\d+$/.test(one.name()));
  }

  /** The heading of the dialog's page once the page that is shown has it. */
  async reaches(heading: string | RegExp): Promise<void> {
    await this.dialog.getByRole("heading", { name: heading }).first().waitFor();
  }

  /** Waits for the dialog to go. */
  async closed(): Promise<void> {
    await this.page.locator("dialog.app").waitFor({ state: "detached" });
  }

  /** Everything wrong with how the dialog looks: what axe finds in its page, and that it does not fit. */
  async faults(): Promise<readonly string[]> {
    const { width } = this.page.viewportSize() ?? { width: 1280 };
    const frame = this.frame();
    await expect.poll(() => frame.evaluate("innerWidth")).toBe(Math.min(width, dialogWidth));
    const beyond = Number(await frame.evaluate(overflow));
    return [...(await violations(frame)), ...(beyond > 0 ? [`${beyond} too wide`] : [])];
  }
}

/**
 * A window at the Form's editor of a desk: what a visit before left there is there. A dialog is never wider than the window; `person`
 * as "You are" says it.
 */
export async function openEditor(
  desk: OpenDesk,
  { width = 1280, person = "District admin" } = {},
): Promise<EditorSession> {
  const own = await newWindow(desk.address, { viewport: { width, height: 800 } });
  await desk.visit(own.page);
  // Until it is drawn, nothing says whether the header is folded.
  await own.page.getByRole("heading", { level: 1 }).waitFor();
  await openRoom(own.page, "Admin");
  const isAdmin = person === "District admin";
  if (!isAdmin) await become(own.page, person);
  await own.page
    .locator(isAdmin ? ".editor .file" : ".editor > *")
    .first()
    .waitFor();
  return new EditorSession(own);
}
