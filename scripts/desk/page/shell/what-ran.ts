/** The drawer for engineers: what ran and what went wrong, newest first. */
import type { LogView, RunView } from "../../views/editor-views";
import { element } from "./dom";
import { desk } from "./the-desk";

/** Runs shown; a week of clock triggers has two thousand. */
const shownRuns = 200;

export class WhatRan {
  constructor(
    private readonly part: HTMLElement,
    private readonly close: () => void,
  ) {}

  async refresh(): Promise<void> {
    const log = await desk.ask("log");
    if (this.part.hidden) return;
    const hadFocus = this.part.contains(document.activeElement);
    const closing = element("button", { type: "button", onclick: this.close }, "Close");
    this.part.replaceChildren(
      element("div", { class: "bar" }, element("h2", {}, "What ran"), closing),
      element(
        "p",
        {},
        "For engineers: each run of the script, what it called and how many cells it read and wrote.",
      ),
      element("h3", {}, "Errors"),
      errorsOf(log),
      element("h3", {}, "Runs"),
      ...(log.runs.length > shownRuns
        ? [element("p", {}, `The newest ${shownRuns} of ${log.runs.length}.`)]
        : []),
      table(
        "Runs",
        ["When", "Function", "Started by", "As", "Outcome", "Calls", "Cells read", "Cells written"],
        log.runs.slice(0, shownRuns).map(runRow),
      ),
    );
    if (hadFocus) closing.focus();
  }
}

function errorsOf({ errors }: LogView): HTMLElement {
  return errors.length === 0
    ? element("p", { class: "empty" }, "None.")
    : table(
        "Errors",
        ["When", "What"],
        errors.map(({ at, error }) => [at, error]),
      );
}

function runRow(run: RunView): readonly string[] {
  return [
    run.at,
    run.function,
    run.startedBy,
    run.as,
    run.ok ? "ok" : (run.error ?? "failed"),
    ...[run.calls, run.cellsRead, run.cellsWritten].map(String),
  ];
}

function table(
  name: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  return element(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-label": name },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...headers.map((header) => element("th", { scope: "col" }, header))),
      ),
      element(
        "tbody",
        {},
        ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell)))),
      ),
    ),
  );
}
