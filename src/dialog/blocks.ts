/** Makes the blocks and fields of dialog pages. */
import type { RecordPart } from "../case/records/record";
import type { Block, Button, Field, Findings, Option, Page, Values } from "./page-data";

export const closeButton: Button = { act: "close", label: "Close" };

export const printButton: Button = { act: "print", label: "Print or save as PDF", primary: true };

/** A paragraph. */
export function textBlock(text: string): Block {
  return { kind: "text", text };
}

/** A heading within a page. */
export function headingBlock(text: string): Block {
  return { kind: "heading", text };
}

/** A part of what is printed, with its heading. A table and a chart have it as their caption, and their words below. */
export function partBlocks({ heading, words = [], entries, table, chart }: RecordPart): Block[] {
  const named: readonly Block[] = [
    ...(table === undefined ? [] : [{ kind: "table", caption: heading, ...table } as const]),
    ...(chart === undefined ? [] : [{ kind: "chart", caption: heading, ...chart } as const]),
  ];
  const said = words.map(textBlock);
  const listed = entries === undefined ? [] : [{ kind: "entries", entries } as const];
  return named.length === 0 ? [headingBlock(heading), ...said, ...listed] : [...named, ...said];
}

/** A field of one line. `key`: under which its value comes back. */
export function lineField(key: string, label: string, help?: string): Field {
  return { kind: "field", type: "line", key, label, ...(help === undefined ? {} : { help }) };
}

/** A field of several lines. */
export function linesField(key: string, label: string, help: string): Field {
  return { kind: "field", type: "lines", key, label, help };
}

/** A list of which one option is chosen. */
export function choiceField(key: string, label: string, options: readonly Option[]): Field {
  return { kind: "field", type: "one-of", key, label, options };
}

/** A checkbox. */
export function tickField(key: string, label: string, help: string): Field {
  return { kind: "field", type: "tick", key, label, help };
}

/** A page as it is described; what its fields hold is taken from `values`. */
export function pageWith(
  page: Omit<Page, "values" | keyof Findings>,
  values: Values,
  errors: Values = {},
): Page & Findings {
  const fields = page.blocks.filter((block) => block.kind === "field");
  const own = Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? ""]));
  return { ...page, values: own, errors, tables: {} };
}
