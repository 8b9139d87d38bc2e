/** Pages of the dialogs as data, and the makers of their parts: a run answers with a page, and the browser shows it. Plain JSON. */

import type { Chart, RecordPart } from "../case/records/record";
import type { Line } from "../install/check-line";

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
}

/** A table of texts. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Index of a row → what is wrong with it. */
  readonly notes?: Readonly<Record<number, string>>;
}

/** A field of a page. "tick" holds "yes" or "". "lines" is a larger field, into which rows of a spreadsheet may be pasted. */
export interface Field {
  readonly kind: "field";
  readonly type: "line" | "lines" | "one-of" | "tick";
  /** Key of the field's value in the page's `values`. */
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** The options of a "one-of" field. */
  readonly options?: readonly Option[];
}

/** A part of a page, by kind. */
export type Block =
  | { readonly kind: "heading" | "text"; readonly text: string }
  /** Lines of the check. With `folded`, one line of that text stands for them until it is opened. */
  | { readonly kind: "lines"; readonly lines: readonly Line[]; readonly folded?: string }
  /** Names with their words, which may hold line breaks. */
  | {
      readonly kind: "entries";
      readonly entries: readonly (readonly [label: string, words: string])[];
    }
  | ({ readonly kind: "table" } & Table)
  | ({ readonly kind: "chart"; readonly caption: string } & Chart)
  | Field;

/** A button of a page. */
export interface Button {
  /** Sent back as the request's act. "close" closes the dialog and "print" prints the page, both without a run. */
  readonly act: string;
  readonly label: string;
  /** Whether it is the main button; at most one on a page. */
  readonly primary?: boolean;
}

/** Texts by field key. */
export type Values = Readonly<Record<string, string>>;

/** What was found in the fields: words by field key, and how pasted rows were read. */
export interface Findings {
  readonly errors: Values;
  readonly tables: Readonly<Record<string, Table>>;
}

/** A page. */
export interface Page extends Partial<Findings> {
  /** Id of the page; sent back with each request. */
  readonly view: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly buttons: readonly Button[];
  /** Values of all fields, and whatever else is to be sent back unchanged. */
  readonly values: Values;
  /** Stands on each printed page, beside the page's number. */
  readonly onEachSheet?: string;
  /** Whether it needs the width of a screen. */
  readonly isWide?: boolean;
  /** An act that the browser sends by itself: as soon as the page is shown, or again and again after so many seconds. */
  readonly andThen?: { readonly act: string; readonly afterSeconds?: number };
}

/** What the browser sends. The act "check" is answered with `Findings`, every other act with a `Page`. */
export interface Request {
  readonly view: string;
  readonly act: string;
  readonly values: Values;
}

/** What a run answers to a request. */
export type Reply = Page | Findings;

// The makers.

/** What a page is made from: a block, a paragraph as plain text, several of these, or false for nothing. A line break begins a paragraph. */
export type Part = Block | string | false | readonly Part[];

function blocksOf(part: Part): readonly Block[] {
  if (part === false) return [];
  if (typeof part === "string") {
    const texts = part.split("\n").filter((text) => text !== "");
    return texts.map((text) => ({ kind: "text", text }));
  }
  return "kind" in part ? [part] : part.flatMap(blocksOf);
}

export const closeButton: Button = { act: "close", label: "Close" };

export const printButton: Button = { act: "print", label: "Print or save as PDF", primary: true };

interface Described extends Omit<Page, "blocks" | "buttons" | "values" | keyof Findings> {
  readonly parts: readonly Part[];
  readonly buttons?: readonly Button[];
}

/** A page; what its fields hold is taken from `values`. Without `buttons` it has one that closes it. */
export function pageOf(
  { parts, buttons = [{ ...closeButton, primary: true }], ...page }: Described,
  values: Values = {},
  errors: Values = {},
): Page & Findings {
  const blocks = blocksOf(parts);
  const own = fieldsOf(blocks).map(({ key }) => [key, values[key] ?? ""]);
  return { ...page, blocks, buttons, values: Object.fromEntries(own), errors, tables: {} };
}

/** The fields among the blocks of a page. */
export const fieldsOf = (blocks: readonly Block[]): readonly Field[] =>
  blocks.filter((block) => block.kind === "field");

/** A heading within a page. */
export function heading(text: string): Block {
  return { kind: "heading", text };
}

/** Lines under a heading; nothing where there are none. */
export function linesUnder(title: string, lines: readonly Line[]): Part {
  return lines.length > 0 && [heading(title), { kind: "lines", lines }];
}

/** A part of what is printed, with its heading. A table and a chart have it as their caption, and their words below. */
export function printedPart(part: RecordPart): Part {
  const { heading: caption, words = [], entries, table, chart } = part;
  return [
    table !== undefined && { kind: "table", caption, ...table },
    chart !== undefined && { kind: "chart", caption, ...chart },
    table === undefined && chart === undefined && heading(caption),
    words,
    entries !== undefined && { kind: "entries", entries },
  ];
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

/** Words by field key, of the fields in which something is wrong; false for any other. */
export function errorsOf(all: Readonly<Record<string, string | false>>): Values {
  const wrong = Object.entries(all).filter((one): one is [string, string] => one[1] !== false);
  return Object.fromEntries(wrong);
}

/** What is found in a page that has nothing to check. */
export const nothingFound: Findings = { errors: {}, tables: {} };
