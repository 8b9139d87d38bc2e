/** The probe's page: shows what the script says, and asks it for the next step. */
import type { View } from "../script";
import { lookAtCalls, type ScriptRun } from "./look";

declare const google: { readonly script: { readonly run: ScriptRun } };

function at(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}`);
  return found;
}

function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

/** Counts the views shown. A wait that belongs to an earlier view does nothing. */
let drawn = 0;

function ask(act: string): void {
  for (const button of document.querySelectorAll("button")) button.disabled = true;
  at("said").textContent = "";
  google.script.run
    .withSuccessHandler((text) => draw(JSON.parse(String(text)) as View))
    .withFailureHandler(({ message }) => {
      at("said").textContent = `${message} Nothing is lost. Continue where it stopped.`;
      at("actions").replaceChildren(button("go", "Continue"), button("clean", "Clean up and end"));
    })
    .onProbe(act);
}

const button = (act: string, label: string): HTMLElement =>
  made("button", { type: "button", textContent: label, onclick: () => ask(act) });

function resultOf(result: string): readonly Node[] {
  const area = made("textarea", { value: result, readOnly: true });
  area.setAttribute("aria-label", "The text to send back");
  const copy = () => {
    area.select();
    // The newer clipboard API is blocked for pages in Google's dialogs.
    const isCopied = document.execCommand("copy");
    at("said").textContent = isCopied ? "Copied." : "Press Ctrl+C (on a Mac: Cmd+C).";
  };
  return [area, made("button", { type: "button", textContent: "Copy", onclick: copy })];
}

function draw(view: View): void {
  drawn += 1;
  const mine = drawn;
  const { heading, lines, links, buttons, next, done, total, result } = view;
  at("heading").textContent = heading;
  at("lines").replaceChildren(...lines.map((textContent) => made("p", { textContent })));
  at("fields").replaceChildren(
    ...links.map(({ label, address }) => {
      const line = made("p", {});
      line.append(made("a", { href: address, target: "_blank", textContent: label }));
      return line;
    }),
    ...(result === null ? [] : resultOf(result)),
  );
  Object.assign(at("progress"), { max: total, value: done });
  at("count").textContent = `${done} of ${total} questions answered`;
  at("actions").replaceChildren(...buttons.map(({ act, label }) => button(act, label)));
  if (next === null) at("heading").focus();
  else if (next === "look") {
    void lookAtCalls(() => google.script.run)
      .catch((error) => ({ order: [], message: String(error), echo: null }))
      .then((seen) => ask(JSON.stringify(seen)));
  } else setTimeout(() => mine === drawn && ask("go"), next * 1000);
}

document.addEventListener("DOMContentLoaded", () => {
  // The script wrote this text.
  draw(JSON.parse(at("first").textContent ?? "") as View);
});
