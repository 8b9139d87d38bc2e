/**
 * What follows a press or a key in the dialog: sends what a person did, one run at a time, and shows the answer. It knows no page by name.
 */

import { jsonRecord } from "../json";
import type { Page, Reply, Request } from "../parts-of-a-page";
import {
  form,
  page,
  showFailure,
  showFindings,
  showPage,
  showStatus,
  showWorking,
} from "./dialog-window";

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

/** Fields in which the person has typed. While they type, only these show errors. */
let touched = new Set<string>();
/** The kind of run that is under way; null: none. */
let running: "act" | "typed" | null = null;
/** The act to send after the present run has answered; null: none. */
let waiting: string | null = null;
let timer = 0;

function show(next: Page): void {
  touched = new Set();
  showPage(next, { press, typed });
  clearTimeout(timer);
  const { andThen } = next;
  if (andThen === undefined) return;
  timer = window.setTimeout(() => press(andThen.act), (andThen.afterSeconds ?? 0) * 1000);
}

function setRunning(what: typeof running): void {
  running = what;
  showWorking(what === "act");
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
  setRunning(isCheck ? "typed" : "act");
  /** Ends the run. What was pressed in the meantime comes next; without it, what `then` does. */
  const end = (then: () => void) => {
    setRunning(null);
    const next = waiting;
    waiting = null;
    if (next === null) then();
    else press(next);
  };
  const failed = (words: string) =>
    // A failed check is not shown: the person did not ask for it, and their next key starts another one.
    end(() => isCheck || showFailure(words, () => press(act)));
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
          showStatus(said.trim());
        });
      }
    })
    .withFailureHandler((error) => failed(wordsOf(error)))
    .onDialog(JSON.stringify(request));
}

/** The act that closes the dialog once the last change was checked and thereby kept. */
const closeNow = "closed";

function press(act: string): void {
  const closes = act === "close" || act === closeNow;
  if (act === "print") window.print();
  else if (closes && (act === closeNow || page.isKept !== true || running === "act"))
    google.script.host.close();
  else if (running === "act") return;
  else if (closes) {
    waiting = closeNow;
    if (running === null) send("typed");
  } else if (running === "typed") waiting = act;
  else send(act);
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
  const first = replyIn(document.querySelector("#first")?.textContent);
  if (first !== null && "view" in first) show(first);
  else showStatus("Google did not bring the page. Close this and choose it again.");
}

// In the HTML this script comes before the first page.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
