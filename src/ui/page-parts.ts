/**
 * Shows the parts of a page in the browser: text, lines with their state, tables, fields. Text always becomes a text node, so nothing that
 * someone typed can turn into markup.
 */
import type { Block, Field, Table } from "../dialog/page-data";
import type { Line, LineState } from "../install/check-line";

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

function lineShown({ state, text, why, next, fix }: Line, press: Press): HTMLElement {
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
    case "table":
      return tableShown(block);
    case "chart":
      return chartShown(block);
  }
}

/** Text in which an email address breaks after its @ and not within a word. */
function breakable(text: string): readonly (Node | string)[] {
  return text.split("@").flatMap((part, at) => (at === 0 ? [part] : ["@", element("wbr"), part]));
}

/** Shows a table. Its roles are written out, because a narrow window shows its rows as blocks, and browsers then drop the roles. */
function tableShown({ caption, head, rows, notes = {} }: Table): HTMLElement {
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
  const look = (one: number) => {
    const color = series[one]?.colour ?? plain[one % plain.length] ?? plain[0];
    const lines = `repeating-linear-gradient(${45 * one}deg, #fff0 0 5px, #fff 5px 7px)`;
    return `background: ${one === 0 ? "" : `${lines}, `}${color};`;
  };
  const bars = columns.map((column, place) =>
    element(
      "div",
      { class: isStacked ? "stacked" : "" },
      ...at(place).flatMap((value, one) =>
        value === 0
          ? []
          : [
              element(
                "span",
                { style: `height: ${(value / most) * 100}%; ${look(one)}` },
                element("b", {}, String(value)),
              ),
            ],
      ),
      element("small", {}, column),
    ),
  );
  const key = series.map(({ name }, one) =>
    element("span", {}, element("i", { style: look(one) }), name),
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

const nothing = "Nothing yet.";

// Fields of a page, and what was found in them.

/** A field as shown. */
export interface ShownField {
  readonly key: string;
  readonly root: HTMLElement;
  value(): string;
  focus(): void;
  /** Shows words under the field; "" removes them. */
  find(words: string): void;
  preview(table: Table | undefined): void;
}

function help(id: string, words: string | undefined): readonly HTMLElement[] {
  return words === undefined ? [] : [element("p", { id: `${id}-help`, class: "help" }, words)];
}

/** Shows a field. `onTyped` is called at each change, with whether the person is still in the field. */
export function fieldShown(
  field: Field,
  id: string,
  value: string,
  onTyped: (key: string, isIn: "field" | "elsewhere") => void,
): ShownField {
  const { key, type, label, options = [] } = field;
  const error = element("p", { id: `${id}-error`, class: "error", "aria-live": "polite" });
  const described = {
    "aria-describedby": `${field.help === undefined ? "" : `${id}-help `}${id}-error`,
  };
  const named = element("label", { for: id }, label);
  const about = help(id, field.help);
  const find = (words: string) => {
    // Words that have not changed are left alone, because a screen reader would read them out again.
    if (error.textContent !== words) error.textContent = words;
    invalid.setAttribute("aria-invalid", String(words !== ""));
  };
  const plain = { id, ...described, spellcheck: "false" };
  const box = element("input", { id, ...described, type: "checkbox", checked: value === "yes" });
  const line = element("input", { ...plain, type: "text", autocomplete: "off" });
  const text = type === "lines" ? element("textarea", plain) : line;
  text.value = value;
  const radios = options.map((option, at) =>
    element("input", {
      type: "radio",
      name: id,
      id: `${id}-${at}`,
      value: option.id,
      checked: option.id === value,
      ...(option.help === undefined ? {} : { "aria-describedby": `${id}-${at}-help` }),
    }),
  );
  const rows = options.map((option, at) => {
    const of = `${id}-${at}`;
    const words = element("label", { for: of }, option.label);
    return element("div", { class: "option" }, radios[at] ?? null, words, ...help(of, option.help));
  });
  const preview = element("div");
  const root =
    type === "one-of"
      ? element(
          "fieldset",
          { class: "field", role: "radiogroup", ...described },
          element("legend", {}, label),
          ...about,
          ...rows,
          error,
        )
      : type === "tick"
        ? element("div", { class: "field option" }, box, named, ...about, error)
        : element(
            "div",
            { class: "field" },
            named,
            ...about,
            text,
            error,
            type === "lines" ? preview : null,
          );
  /** The element that is marked as invalid. */
  const invalid = type === "one-of" ? root : type === "tick" ? box : text;
  if (type === "one-of" || type === "tick") root.addEventListener("change", () => find(""));
  else {
    root.addEventListener("input", () => onTyped(key, "field"));
    root.addEventListener("change", () => onTyped(key, "elsewhere"));
  }
  return {
    key,
    root,
    value() {
      if (type === "one-of") return radios.find(({ checked }) => checked)?.value ?? "";
      return type === "tick" ? (box.checked ? "yes" : "") : text.value;
    },
    focus: () => (type === "one-of" ? radios[0] : invalid)?.focus(),
    find,
    preview: (table) =>
      preview.replaceChildren(...(table === undefined ? [] : [tableShown(table)])),
  };
}
