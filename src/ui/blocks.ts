/** Shows the blocks of a page that nobody answers: text, lines with their state, tables. */
import { element } from "./dom";
import type { Line, LineState, Table } from "./page";

const stateWords: Readonly<Record<LineState, string>> = {
  ok: "OK",
  look: "Look",
  wrong: "Wrong",
  done: "Done",
  now: "Now",
  waits: "Waits",
};

function lineShown({ state, text, next }: Line): HTMLElement {
  const item = element("li", { class: state ?? "" });
  if (state !== undefined) item.append(element("b", {}, stateWords[state]), " ");
  item.append(text);
  if (next !== undefined) item.append(element("div", { class: "help" }, next));
  return item;
}

export function linesShown(lines: readonly Line[]): HTMLElement {
  return element("ul", { class: "lines" }, ...lines.map(lineShown));
}

/** Roles are stated, since a narrow window shows a table's rows as blocks and would lose them. */
export function tableShown({ caption, head, rows, notes = {} }: Table): HTMLElement {
  const heads = head.map((words) => element("th", { scope: "col", role: "columnheader" }, words));
  const body = rows.flatMap((cells, at) => {
    const note = notes[at];
    const row = element(
      "tr",
      { role: "row", class: note === undefined ? "" : "marked" },
      ...cells.map((cell, column) =>
        element("td", { role: "cell", "data-label": head[column] ?? "" }, cell),
      ),
    );
    if (note === undefined) return [row];
    const words = element("td", { role: "cell", colspan: String(head.length) }, note);
    return [row, element("tr", { role: "row", class: "marked note" }, words)];
  });
  return element(
    "table",
    { role: "table" },
    element("caption", {}, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)),
    element("tbody", { role: "rowgroup" }, ...body),
  );
}
