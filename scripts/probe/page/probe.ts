/** The probe's dialog: draws what the script says, and asks it for the next step. */
import type { Action, Request, View } from "../script/view";
import { lookAtCalls, type ScriptRun } from "./look";

declare const google: {
  readonly script: { readonly run: ScriptRun; readonly host: { close(): void } };
};

const run = (): ScriptRun => google.script.run;

function at(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}`);
  return found;
}

function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const one = Object.assign(document.createElement(name), properties);
  one.append(...children);
  return one;
}

/** Counts what was drawn, so that a wait that was overtaken does nothing. */
let drawn = 0;

function ask(request: Request): void {
  for (const button of document.querySelectorAll("button")) button.disabled = true;
  at("said").textContent = "";
  run()
    .withSuccessHandler((text) => draw(JSON.parse(String(text)) as View))
    .withFailureHandler((error) => {
      at("said").textContent = `${error.message} Nothing is lost: go on where it stopped.`;
      at("actions").replaceChildren(
        button({ act: "go", label: "Go on", primary: true }),
        button({ act: "clear", label: "Clean up and end" }),
      );
    })
    .onProbe(JSON.stringify(request));
}

function button({ act, label, primary = false }: Action): HTMLElement {
  return made("button", {
    // As a dialog's main button looks; there is no form to submit.
    type: primary ? "submit" : "button",
    textContent: label,
    onclick: () => press(act),
  });
}

/** Presses a button; what stands in the fields goes with it. */
function press(act: Action["act"]): void {
  if (act === "begin") {
    const chosen = document.querySelector<HTMLInputElement>("input[name=kind]:checked");
    if (chosen === null) {
      at("said").textContent = "Choose the kind of account first.";
      return;
    }
    ask({ act, kind: chosen.value });
  } else if (act !== "seen") ask({ act });
}

function fieldsOf({ kinds, links, result }: View): readonly Node[] {
  const choices = kinds.map(({ value, label }) =>
    made("label", {}, made("input", { type: "radio", name: "kind", value }), ` ${label}`),
  );
  return [
    ...(choices.length > 0 ? [made("fieldset", {}, ...choices)] : []),
    ...links.map(({ label, address }) =>
      made("p", {}, made("a", { href: address, target: "_blank", textContent: label })),
    ),
    ...(result === null ? [] : resultOf(result)),
  ];
}

function resultOf(result: string): readonly Node[] {
  const area = made("textarea", { value: result, readOnly: true });
  area.setAttribute("aria-label", "The result, to copy");
  const copy = made("button", {
    type: "button",
    textContent: "Copy",
    onclick: () => {
      area.select();
      // Google's dialog keeps the newer way to the clipboard from its pages.
      const isCopied = document.execCommand("copy");
      at("said").textContent = isCopied ? "Copied." : "Press Ctrl+C (on a Mac: Cmd+C).";
    },
  });
  return [area, copy];
}

function draw(view: View): void {
  drawn += 1;
  const mine = drawn;
  at("heading").textContent = view.heading;
  at("lines").replaceChildren(...view.lines.map((line) => made("p", { textContent: line })));
  at("fields").replaceChildren(...fieldsOf(view));
  Object.assign(at("progress"), { max: Math.max(1, view.total), value: view.done });
  at("progress").hidden = view.total === 0;
  at("count").textContent =
    view.total === 0 ? "" : `${view.done} of ${view.total} questions answered`;
  at("actions").replaceChildren(...view.actions.map(button));
  if (view.next === null) at("heading").focus();
  const { next } = view;
  if (next === "go") ask({ act: "go" });
  else if (next === "look") void look();
  else if (next !== null) {
    setTimeout(() => mine === drawn && ask({ act: "go" }), next.seconds * 1000);
  }
}

async function look(): Promise<void> {
  try {
    ask({ act: "seen", seen: JSON.stringify(await lookAtCalls(run)) });
  } catch (error) {
    const seen = { order: [], message: String(error), echo: null };
    ask({ act: "seen", seen: JSON.stringify(seen) });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const first = JSON.parse(at("first").textContent ?? "") as View;
  draw(first);
});
