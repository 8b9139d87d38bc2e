/** The dialog in the browser: shows the page that it gets, sends what a person does, and shows the answer. It knows no page by name. */

import { jsonRecord } from "../json";
import type { Findings, Page, Reply, Request } from "../parts-of-a-page";
import { blockShown, element, fieldShown, tableShown } from "./page-parts";

interface Runner {
  withSuccessHandler(done: (answer: unknown) => void): Runner;
  withFailureHandler(failed: (error: unknown) => void): Runner;
  onDialog(request: string): void;
}

/** The part that is used here of what Google puts into the page of a dialog. */
declare const google: {
  readonly script: { readonly run: Runner; readonly host: { close(): void } };
};

const noAnswer = "Google gave no answer. Try again; what you typed is still here.";

/** The words of an error. Ours come after a code; Google's have none. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error ?? "");
  const words = text.replace(/^(?:Error|Exception|ScriptError): /, "").replace(/^[a-z-]+: /, "");
  return words === "" ? noAnswer : words;
}

/** The reply in a JSON text; null if it is not one: Google gives null if it could not deliver an answer. */
function replyIn(answer: unknown): Reply | null {
  const reply: unknown = jsonRecord(String(answer));
  // Checking more is not needed: the script makes every reply by these types, and a reply that was cut off does not parse.
  return typeof reply === "object" && reply !== null && ("blocks" in reply || "errors" in reply)
    ? (reply as Reply)
    : null;
}

/** Milliseconds between the last key and checking what was typed. */
const checkAfter = 400;

const root = element("div");
const status = document.querySelector("#status") ?? element("p");
let page: Page;
let form = element("form");
/** Fields in which the person has typed. While they type, only these show errors. */
let touched = new Set<string>();
/** The kind of run that is under way; null: none. */
let running: "act" | "typed" | null = null;
/** The act to send after the present run has answered; null: none. */
let waiting: string | null = null;
let timer = 0;

/** Shows what was found in fields: in all, or in those with these keys. */
function showFindings({ errors = {}, tables = {} }: Partial<Findings>, keys?: Set<string>): void {
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

function show(next: Page): void {
  page = next;
  // Browsers print the window's title above a page.
  document.title = page.title;
  document.querySelector("#sheet")?.remove();
  if (page.onEachSheet !== undefined) {
    const words = JSON.stringify(page.onEachSheet);
    const sheet = `@page { @bottom-left { content: ${words} } @bottom-right { content: "Page " counter(page) " of " counter(pages) } }`;
    document.head.append(element("style", { id: "sheet" }, sheet));
  }
  touched = new Set();
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
  root.replaceChildren(title, form);
  showFindings(page);
  const wrong = form.querySelector('fieldset[aria-invalid="true"] input, [aria-invalid="true"]');
  if (wrong instanceof HTMLElement && wrong.tagName !== "FIELDSET") wrong.focus();
  else {
    title.focus();
    window.scrollTo(0, 0);
  }
  clearTimeout(timer);
  const { andThen } = page;
  if (andThen === undefined) return;
  timer = window.setTimeout(() => press(andThen.act), (andThen.afterSeconds ?? 0) * 1000);
}

function failedShown(words: string, act: string): void {
  const onclick = () => press(act);
  const again = element("button", { type: "button", onclick }, "Try again");
  const box = element("div", { id: "failed", role: "alert" }, element("p", {}, words), again);
  root.querySelector("#failed")?.remove();
  root.querySelector("h1")?.after(box);
  again.focus();
}

function busy(what: typeof running): void {
  running = what;
  status.textContent = what === "act" ? "Working…" : "";
  for (const button of root.querySelectorAll("button")) {
    button.setAttribute("aria-disabled", String(what === "act"));
  }
}

/** Sends a request. One run at a time: of two at once, the older one might store its values last. */
function send(act: string): void {
  const values = { ...page.values };
  const given = new FormData(form);
  for (const block of page.blocks) {
    if (block.kind === "field") values[block.key] = String(given.get(block.key) ?? "");
  }
  clearTimeout(timer);
  const isCheck = act === "typed";
  busy(isCheck ? "typed" : "act");
  /** Ends the run. What was pressed in the meantime comes next; without it, what `then` does. */
  const end = (then: () => void) => {
    busy(null);
    const next = waiting;
    waiting = null;
    if (next === null) then();
    else press(next);
  };
  const failed = (words: string) =>
    // A failed check is not shown: the person did not ask for it, and their next key starts another one.
    end(() => isCheck || failedShown(words, act));
  const request: Request = { view: page.view, act, values };
  google.script.run
    .withSuccessHandler((answer) => {
      const reply = replyIn(answer);
      if (reply === null) failed(noAnswer);
      else if ("view" in reply) end(() => show(reply));
      else {
        showFindings(reply, touched);
        end(() => {
          const said = [...touched].map((key) => reply.tables[key]?.caption ?? "").join(" ");
          status.textContent = said.trim();
        });
      }
    })
    .withFailureHandler((error) => failed(wordsOf(error)))
    .onDialog(JSON.stringify(request));
}

/** The act that closes the dialog once the last change was checked and thereby kept. */
const closeNow = "closed";

function press(act: string): void {
  if (act === "print") {
    window.print();
    return;
  }
  const closes = act === "close" || act === closeNow;
  if (closes && (act === closeNow || page.isKept !== true || running === "act"))
    google.script.host.close();
  else if (running === "act") return;
  else if (closes) {
    waiting = closeNow;
    if (running === null) send("typed");
  } else if (running === "typed") waiting = act;
  else {
    root.querySelector("#failed")?.remove();
    send(act);
  }
}

function typed({ target }: Event): void {
  if (page.isKept !== true) return;
  if (target instanceof Element) touched.add(target.getAttribute("name") ?? "");
  checkSoon();
}

/** Checks what was typed, a moment after the last key, or once another run is done. */
function checkSoon(): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => (running === null ? send("typed") : checkSoon()), checkAfter);
}

function begin(): void {
  document.querySelector("#page")?.append(root);
  const first = replyIn(document.querySelector("#first")?.textContent);
  if (first !== null && "view" in first) show(first);
  else status.textContent = "Google did not bring the page. Close this and choose it again.";
}

// In the HTML this script comes before the first page.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
