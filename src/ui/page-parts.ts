/**
 * Shows the parts of a page in the browser: text, lines with their state, tables, fields. Text always becomes a text node, so nothing that
 * someone typed can turn into markup.
 */

import { encode } from "uqr";
import type { Block, CheckLine, Field, LineState, Table } from "../parts-of-a-page";

type Attribute = string | number | boolean | null | ((event: Event) => void);
type Child = Node | string | null;

/** Makes an element. `onclick` and the like take a listener; true sets an attribute, false leaves it out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const stateWords: Readonly<Record<LineState, string>> = {
  ok: "OK",
  look: "Look",
  wrong: "Wrong",
  unseen: "Look yourself",
  done: "Done",
  now: "Now",
  waits: "Waits",
};

type Press = (act: string) => void;

function lineShown({ state, text, why, next, fix }: CheckLine, press: Press): HTMLElement {
  const item = element("li", { class: state ?? "" });
  if (state !== undefined) item.append(element("b", {}, stateWords[state]), " ");
  item.append(text);
  if (why !== undefined) item.append(element("div", { class: "help" }, why));
  if (next !== undefined) item.append(element("div", { class: "help next" }, next));
  if (fix !== undefined) {
    item.append(element("button", { type: "button", onclick: () => press(fix.act) }, fix.label));
  }
  return item;
}

/** Shows a block that is not a field. `press` is called when a line's button is pressed. */
export function blockShown(block: Exclude<Block, Field>, press: Press): HTMLElement {
  switch (block.kind) {
    case "heading":
      return element("h2", {}, block.text);
    case "text":
      return element("p", {}, block.text);
    case "lines": {
      const lines = block.lines.map((line) => lineShown(line, press));
      const list = element("ul", { class: "lines" }, ...lines);
      if (block.folded === undefined) return list;
      return element("details", {}, element("summary", {}, block.folded), list);
    }
    case "entries": {
      const shown = block.entries.flatMap(([label, words]) => [
        element("dt", {}, label),
        element("dd", {}, words),
      ]);
      return element("dl", {}, ...shown);
    }
    case "code":
      return codeShown(block);
    case "table":
      return tableShown(block);
    case "chart":
      return chartShown(block);
  }
}

/** Text in which an email address breaks after its @ and not within a word. */
const breakable = (text: string): readonly (Node | string)[] =>
  text.split("@").flatMap((part, at) => (at === 0 ? [part] : ["@", element("wbr"), part]));

/** Shows a table. Its roles are written out, because a narrow window shows its rows as blocks, and browsers then drop the roles. */
export function tableShown({ caption, head, rows, notes = {} }: Table): HTMLElement {
  const heads = head.map((words) => element("th", { scope: "col", role: "columnheader" }, words));
  const body = rows.flatMap((cells, at) => {
    const note = notes[at];
    const row = element(
      "tr",
      { role: "row", class: note === undefined ? "" : "marked" },
      ...cells.map((cell, column) =>
        element("td", { role: "cell", "data-label": head[column] ?? "" }, ...breakable(cell)),
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

/** Colors of series that are not levels. */
const plain = ["#2563a8", "#c2570c"] as const;

/**
 * Shows a chart of columns. On paper without color the series differ by their lines; each column has its number, and people with a screen
 * reader hear the whole in words.
 */
function chartShown(chart: Extract<Block, { kind: "chart" }>): HTMLElement {
  const { caption, columns, series, isStacked, unit } = chart;
  const at = (place: number) => series.map(({ values }) => values[place] ?? 0);
  const highest = columns.map((_, place) =>
    isStacked ? at(place).reduce((sum, one) => sum + one, 0) : Math.max(0, ...at(place)),
  );
  const most = Math.max(1, ...highest);
  const fillOf = (one: number) => {
    const color = series[one]?.colour ?? plain[one % plain.length] ?? plain[0];
    const lines = `repeating-linear-gradient(${45 * one}deg, #fff0 0 5px, #fff 5px 7px)`;
    return `background: ${one === 0 ? "" : `${lines}, `}${color};`;
  };
  const bars = columns.map((column, place) =>
    element(
      "div",
      { class: isStacked ? "stacked" : "" },
      ...at(place).map((value, one) => {
        const style = `height: ${(value / most) * 100}%; ${fillOf(one)}`;
        return value === 0 ? null : element("span", { style }, element("b", {}, String(value)));
      }),
      element("small", {}, column),
    ),
  );
  const key = series.map(({ name }, one) =>
    element("span", {}, element("i", { style: fillOf(one) }), name),
  );
  const said = series.map(({ name, values }) => {
    const some = columns.flatMap((column, place) =>
      values[place] ? [`${column} ${values[place]}`] : [],
    );
    return `${name}: ${some.join(", ")}.`;
  });
  const drawn = [
    element("div", { class: "bars" }, ...bars),
    element("div", { class: "key" }, ...key),
  ];
  return element(
    "figure",
    { role: "img", "aria-label": `${caption}. ${unit}. ${said.join(" ") || nothing}` },
    element("figcaption", {}, `${caption} (${unit.toLowerCase()})`),
    ...(series.length === 0 ? [element("p", {}, nothing)] : drawn),
  );
}

/** Draws a link as a QR code, each dark square in one path, with the white border that readers need; the link stands below it. */
function codeShown({ text, caption }: Extract<Block, { kind: "code" }>): HTMLElement {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((is, x) => (is ? `M${x} ${y}h1v1h-1z` : [])));
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", dark.join(""));
  drawing.append(path);
  // The letters below say the same.
  drawing.setAttribute("aria-hidden", "true");
  const words = element("figcaption", {}, caption);
  return element("figure", { class: "code" }, words, drawing, element("p", {}, text));
}

const nothing = "Nothing yet.";

// Fields.

const helpShown = (id: string, words: string | undefined): Child =>
  words === undefined ? null : element("p", { id: `${id}-help`, class: "help" }, words);

/** Shows a field. The form has its value under the field's key. What is found in it comes into the elements `ID-error` and `ID-preview`. */
export function fieldShown(field: Field, id: string, value: string): HTMLElement {
  const { key, type, label, options = [] } = field;
  const help = helpShown(id, field.help);
  const error = element("p", { id: `${id}-error`, class: "error", "aria-live": "polite" });
  const described = `${help === null ? "" : `${id}-help `}${id}-error`;
  const named = element("label", { for: id }, label);
  const own = { id, name: key, "aria-describedby": described };
  if (type === "one-of") {
    const rows = options.map((option, at) => {
      const of = `${id}-${at}`;
      const about = helpShown(of, option.help);
      const radio = element("input", {
        type: "radio",
        name: key,
        id: of,
        value: option.id,
        checked: option.id === value,
        "aria-describedby": about === null ? null : `${of}-help`,
      });
      const words = element("label", { for: of }, option.label);
      return element("div", { class: "option" }, radio, words, about);
    });
    const group = { id, class: "field", role: "radiogroup", "aria-describedby": described };
    return element("fieldset", group, element("legend", {}, label), help, ...rows, error);
  }
  if (type === "tick") {
    const box = { ...own, type: "checkbox", value: "yes", checked: value === "yes" };
    return element("div", { class: "field option" }, element("input", box), named, help, error);
  }
  const box =
    type === "lines"
      ? element("textarea", { ...own, spellcheck: "false" })
      : element("input", { ...own, type: "text", autocomplete: "off", spellcheck: "false" });
  box.value = value;
  const preview = type === "lines" ? element("div", { id: `${id}-preview` }) : null;
  return element("div", { class: "field" }, named, help, box, error, preview);
}
