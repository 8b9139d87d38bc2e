/** Draws the dialog in the browser: a page, what was found in its fields, a failure. What a person then does is for handle-presses. */

import type { Findings, Page } from "../parts-of-a-page";
import { blockShown, element, fieldShown, tableShown } from "./page-parts";

/** What is called when a button is pressed, and when something is typed into a field. */
interface Handlers {
  press(act: string): void;
  typed(event: Event): void;
}

const root = document.querySelector("#page") ?? element("main");
const status = document.querySelector("#status") ?? element("p");
/** The page that is shown, and its fields. */
export let page: Page;
export let form = element("form");

/** Shows a line of text below the page. */
export function showStatus(words: string): void {
  status.textContent = words;
}

/** Shows what was found in fields: in all, or in those with these keys. */
export function showFindings(
  { errors = {}, tables = {} }: Partial<Findings>,
  keys?: Set<string>,
): void {
  page.blocks.forEach((block, at) => {
    if (block.kind !== "field" || keys?.has(block.key) === false) return;
    const { [block.key]: words = "" } = errors;
    const { [block.key]: table } = tables;
    const error = form.querySelector(`#field-${at}-error`);
    // Words that have not changed are left alone, because a screen reader would read them out again.
    if (error !== null && error.textContent !== words) error.textContent = words;
    form.querySelector(`#field-${at}`)?.setAttribute("aria-invalid", String(words !== ""));
    const preview = form.querySelector(`#field-${at}-preview`);
    preview?.replaceChildren(...(table === undefined ? [] : [tableShown(table)]));
  });
}

/** Shows a page, and moves the focus to its title or to the first field in which something is wrong. */
export function showPage(next: Page, { press, typed }: Handlers): void {
  page = next;
  // Browsers print the window's title above a page.
  document.title = page.title;
  document.querySelector("#sheet")?.remove();
  if (page.onEachSheet !== undefined) {
    const words = JSON.stringify(page.onEachSheet);
    const sheet = `@page { @bottom-left { content: ${words} } @bottom-right { content: "Page " counter(page) " of " counter(pages) } }`;
    document.head.append(element("style", { id: "sheet" }, sheet));
  }
  const title = element("h1", { tabindex: "-1" }, page.title);
  const buttons = page.buttons.map(({ act, label, primary = false }) => {
    const onclick = () => primary || press(act);
    return element("button", { type: primary ? "submit" : "button", onclick }, label);
  });
  const onsubmit = (event: Event) => {
    event.preventDefault();
    const main = page.buttons.find(({ primary }) => primary);
    if (main !== undefined) press(main.act);
  };
  form = element(
    "form",
    { novalidate: true, onsubmit, oninput: typed },
    ...page.blocks.map((block, at) =>
      block.kind === "field"
        ? fieldShown(block, `field-${at}`, page.values[block.key] ?? "")
        : blockShown(block, press),
    ),
    element("div", { class: "buttons" }, ...buttons),
  );
  root.setAttribute("data-view", page.view);
  root.replaceChildren(title, form);
  showFindings(page);
  const wrong = form.querySelector('fieldset[aria-invalid="true"] input, [aria-invalid="true"]');
  if (wrong instanceof HTMLElement && wrong.tagName !== "FIELDSET") wrong.focus();
  else {
    title.focus();
    window.scrollTo(0, 0);
  }
}

/** Shows why something failed, above the page, with a button that tries it again. */
export function showFailure(words: string, onclick: () => void): void {
  const again = element("button", { type: "button", onclick }, "Try again");
  const box = element("div", { id: "failed", role: "alert" }, element("p", {}, words), again);
  root.querySelector("h1")?.after(box);
  again.focus();
}

/** Shows whether what was pressed is being done; then an earlier failure goes. */
export function showWorking(isWorking: boolean): void {
  showStatus(isWorking ? "Working…" : "");
  if (isWorking) root.querySelector("#failed")?.remove();
  for (const button of root.querySelectorAll("button")) {
    button.setAttribute("aria-disabled", String(isWorking));
  }
}
