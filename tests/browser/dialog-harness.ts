/** A person at the Form's editor in a browser, with a keyboard: opens the menu, goes through a dialog, and looks at what it shows. */
import { setTimeout } from "node:timers/promises";
import type { Frame, FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import { become, openRoom } from "../../scripts/guides/visit-rooms";
import { type OpenDesk, openDesk } from "../desk/open-desk";
import { violations } from "./axe";
import { oneBrowser } from "./one-browser";
import { saidBy } from "./said";

export interface EditorOptions {
  /** Folder of the bundle; the built one where it is left out. */
  readonly dist?: string;
  /** A Form that is not set up, instead of the demo. */
  readonly fresh?: boolean;
  /** Answers to UNCONFIRMED points that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** Pixels of the window; a dialog is never wider. */
  readonly width?: number;
  /** As "You are" says it. */
  readonly person?: string;
}

/** Milliseconds. Chromium may never say that a key has arrived which closes the very frame that it went to. */
const mostForAKey = 5_000;

/** As the product's dialogs ask for it; pixels. */
const dialogWidth = 600;

/** Presses of the Tab key before what is looked for plainly is not there. */
const mostTabs = 120;

/** Runs in the page: what a screen reader would call the element that has the focus. */
const focusedName = `(() => {
  const at = document.activeElement;
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
  constructor(
    readonly page: Page,
    readonly open: OpenDesk,
    /** What the console said, and requests that left this computer. */
    readonly said: string[],
  ) {}

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

  /** Presses a key, or several one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const pressed = this.page.keyboard.press(key);
      // One that is given up on fails when its page closes, which nobody waits for.
      pressed.catch(() => undefined);
      await Promise.race([pressed, setTimeout(mostForAKey, undefined, { ref: false })]);
    }
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
    const isFrame = await this.page.evaluate("document.activeElement instanceof HTMLIFrameElement");
    const where = isFrame ? this.frame() : this.page;
    return String(await where.evaluate(focusedName));
  }

  /** The frame of the dialog's page. Fails where no dialog is open. */
  frame(): Frame {
    const frame = this.page.frames().findLast((one) => /^dialog-\d+$/.test(one.name()));
    if (frame === undefined) throw new Error("no dialog is open");
    return frame;
  }

  /** The heading of the dialog's page once the page that is shown has it. */
  async reaches(heading: string | RegExp): Promise<void> {
    await this.dialog.getByRole("heading", { name: heading }).first().waitFor();
  }

  async isOpen(): Promise<boolean> {
    return (await this.page.locator("dialog.app[open]").count()) > 0;
  }

  /** Waits for the dialog to go. */
  async closed(): Promise<void> {
    await this.page.locator("dialog.app").waitFor({ state: "detached" });
  }

  /**
   * Everything wrong with how the dialog looks now: what axe finds in its page, and what does not fit its width. With `also`, in a
   * window of that many pixels too.
   */
  async faults(also: number | null = null): Promise<readonly string[]> {
    const here = await this.faultsNow();
    const size = this.page.viewportSize();
    if (also === null || size === null) return here;
    const widthOf = () => this.frame().evaluate<number>("innerWidth");
    const before = await widthOf();
    await this.page.setViewportSize({ ...size, width: also });
    await expect.poll(widthOf).toBe(Math.min(also, dialogWidth));
    const there = await this.faultsNow();
    await this.page.setViewportSize(size);
    await expect.poll(widthOf).toBe(before);
    return [...here, ...there.map((fault) => `${also} pixels: ${fault}`)];
  }

  private async faultsNow(): Promise<readonly string[]> {
    const frame = this.frame();
    const beyond = Number(await frame.evaluate(overflow));
    return [
      ...(await violations(frame)),
      ...(beyond > 0 ? [`the page is ${beyond} pixels wider than the dialog`] : []),
    ];
  }
}

/** Opens desks and a window, and closes them all. */
export class EditorBench {
  private readonly desks: OpenDesk[] = [];
  private window: Page | null = null;

  /** A desk of its own behind a window at the Form's editor, as the District admin where nobody is named. */
  async open(options: EditorOptions = {}): Promise<EditorSession> {
    const { width: _, person: __, ...ofDesk } = options;
    const desk = await openDesk(ofDesk);
    this.desks.push(desk);
    return this.visit(desk, options);
  }

  /**
   * Another visit to a desk that is open: what the one before left there is there. The window that is open leaves its page for it,
   * so the session of the visit before is over.
   */
  async visit(desk: OpenDesk, options: EditorOptions = {}): Promise<EditorSession> {
    const { width = 1280, person = "District admin" } = options;
    const page = await this.emptyWindow();
    await page.setViewportSize({ width, height: 800 });
    const said = saidBy(page, desk.address);
    await desk.visit(page);
    await openRoom(page, "Admin");
    if (person !== "District admin") await become(page, person);
    const awaited = person === "District admin" ? ".editor .file" : ".editor > *";
    await page.locator(awaited).first().waitFor();
    return new EditorSession(page, desk, said);
  }

  private async emptyWindow(): Promise<Page> {
    if (this.window === null) {
      this.window = await (await oneBrowser()).newPage();
      return this.window;
    }
    const { window } = this;
    for (const event of ["pageerror", "console", "request"]) window.removeAllListeners(event);
    await window.goto("about:blank");
    return window;
  }

  /** The next visit has a window of its own. */
  async closeWindow(): Promise<void> {
    await this.window?.close();
    this.window = null;
  }

  async close(): Promise<void> {
    await this.closeWindow();
    for (const desk of this.desks) desk.close();
  }
}
