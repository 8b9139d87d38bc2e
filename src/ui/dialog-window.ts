/** The dialog in the browser: shows the page that it gets, sends what a person does, and shows the answer. It knows no page by name. */

import type { Findings, Page, Reply, Request } from "../dialog/page-data";
import { jsonRecord } from "../json";
import { blockShown, element, fieldShown, type ShownField } from "./page-parts";

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

const checkAfter = 400;
/** Milliseconds between leaving a field and checking it, so that the click with which the person left the field comes first. */
const checkAfterLeaving = 200;

const root = element("div");
const status = document.querySelector("#status") ?? element("p");
let page: Page;
let fields: readonly ShownField[] = [];
/** Fields in which the person has typed. While they type, only these show errors. */
let touched = new Set<string>();
/** The kind of run that is under way; null: none. "look": the page itself asks whether something has happened elsewhere. */
let running: "act" | "check" | "look" | null = null;
/** The act to send after the present run has answered; null: none. */
let waiting: string | null = null;
let timer = 0;
let looking = 0;

function applyFindings({ errors = {}, tables = {} }: Partial<Findings>, keys: ReadonlySet<string>) {
  for (const field of fields) {
    if (!keys.has(field.key)) continue;
    field.find(errors[field.key] ?? "");
    field.preview(tables[field.key]);
  }
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
  fields = [];
  touched = new Set();
  const title = element("h1", { tabindex: "-1" }, page.title);
  const buttons = page.buttons.map(({ act, label, primary = false }) => {
    const onclick = () => primary || press(act);
    return element("button", { type: primary ? "submit" : "button", onclick }, label);
  });
  const form = element(
    "form",
    { novalidate: true },
    ...page.blocks.map((block, at) => {
      if (block.kind !== "field") return blockShown(block, press);
      const field = fieldShown(block, `field-${at}`, page.values[block.key] ?? "", typed);
      fields = [...fields, field];
      return field.root;
    }),
    element("div", { class: "buttons" }, ...buttons),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const main = page.buttons.find(({ primary }) => primary);
    if (main !== undefined) press(main.act);
  });
  root.replaceChildren(title, form);
  applyFindings(page, new Set(fields.map(({ key }) => key)));
  const [wrong] = fields.filter(({ key }) => (page.errors?.[key] ?? "") !== "");
  if (wrong === undefined) {
    title.focus();
    window.scrollTo(0, 0);
  } else wrong.focus();
  goOn();
}

/** Does what the page asks for by itself: sends its act at once, or after some seconds. */
function goOn(): void {
  const { andThen } = page;
  clearTimeout(looking);
  if (andThen === undefined) return;
  const { act, afterSeconds } = andThen;
  if (afterSeconds === undefined) press(act);
  else looking = window.setTimeout(() => look(act), afterSeconds * 1000);
}

function look(act: string): void {
  if (running === null) send(act, "look");
  else goOn();
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
function send(
  act: string,
  as: NonNullable<typeof running> = act === "check" ? "check" : "act",
): void {
  const values = { ...page.values };
  for (const field of fields) values[field.key] = field.value();
  clearTimeout(timer);
  clearTimeout(looking);
  const isCheck = as === "check";
  busy(as);
  /** Ends the run, and sends what was pressed in the meantime. */
  const end = () => {
    busy(null);
    const next = waiting;
    waiting = null;
    return next;
  };
  const failed = (words: string) => {
    const next = end();
    // A failed check is not shown: the person did not ask for it, and their next key starts another one.
    if (!isCheck) failedShown(words, act);
    else if (next !== null) press(next);
  };
  const answered = (reply: Reply) => {
    const next = end();
    const isPage = "view" in reply;
    // If a look brings the page that is already shown, nothing is redrawn under the person who reads it.
    if (isPage && !(as === "look" && JSON.stringify(reply) === JSON.stringify(page))) {
      show(reply);
      return;
    }
    if (!isPage) {
      applyFindings(reply, touched);
      const said = [...touched].map((key) => reply.tables[key]?.caption ?? "").join(" ");
      if (said.trim() !== "") status.textContent = said;
    }
    if (next !== null) press(next);
    else if (isPage) goOn();
  };
  const request: Request = { view: page.view, act, values };
  google.script.run
    .withSuccessHandler((answer) => {
      const reply = replyIn(answer);
      if (reply === null) failed(noAnswer);
      else answered(reply);
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
  if (closes && (act === closeNow || fields.length === 0 || running === "act"))
    google.script.host.close();
  else if (running === "act") return;
  else if (closes) {
    waiting = closeNow;
    if (running === null) send("check");
  } else if (running === "check" || running === "look") waiting = act;
  else {
    root.querySelector("#failed")?.remove();
    send(act);
  }
}

function typed(key: string, isIn: "field" | "elsewhere"): void {
  touched.add(key);
  clearTimeout(timer);
  timer = window.setTimeout(
    () => {
      if (running === null) send("check");
      else typed(key, "field");
    },
    isIn === "field" ? checkAfter : checkAfterLeaving,
  );
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
