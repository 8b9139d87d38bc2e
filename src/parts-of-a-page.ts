/** Pages of the dialogs as data (plain JSON), and functions that make their parts. A run answers with a page, and the browser shows it. */

import type { Option } from "./district/settings";

/** A table of texts. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Index of a row (from 0) → what is wrong with the row. */
  readonly notes?: Readonly<Record<number, string>>;
}

/** A field of a page. "tick" holds "yes" or "". "lines" has several lines, so that rows of a spreadsheet can be pasted into it. */
export interface Field {
  readonly kind: "field";
  readonly type: "line" | "lines" | "one-of" | "tick";
  /** The key under which the page's `values` hold the field's value. */
  readonly key: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** The options of a "one-of" field. */
  readonly options?: readonly Option[];
}

/** A part of a page, by kind. */
export type Block =
  | { readonly kind: "heading" | "text"; readonly text: string }
  /** Lines of Check. With `folded`, only that text is shown until the person opens it. */
  | { readonly kind: "lines"; readonly lines: readonly CheckLine[]; readonly folded?: string }
  /** Names with their words, which may hold line breaks. */
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  /** A link as a QR code, and in letters below it. */
  | { readonly kind: "code"; readonly text: string; readonly caption: string }
  | ({ readonly kind: "table" } & Table)
  | ({ readonly kind: "chart"; readonly caption: string } & Chart)
  | Field;

/** A button of a page. */
export interface Button {
  /** Sent back as the `act` of the request. Two acts start no run: "close" closes the dialog and "print" prints the page. */
  readonly act: string;
  readonly label: string;
  /** Whether it is the main button; at most one on a page. */
  readonly primary?: boolean;
}

/** Texts by field key. */
export type Values = Readonly<Record<string, string>>;

/** What was found in the fields: words about a field by its key, and pasted rows as they were read. */
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
  /** Values of all fields, and other values that the browser sends back unchanged. */
  readonly values: Values;
  /** Printed on every sheet, beside the page number. */
  readonly onEachSheet?: string;
  /** Whether the page needs the full width of the screen. */
  readonly isWide?: boolean;
  /** Whether the browser sends what is in the fields (act "typed") while the person types and before the window is closed. */
  readonly isKept?: boolean;
  /** An act that the browser sends by itself: as soon as the page is shown, or after that many seconds. */
  readonly andThen?: { readonly act: string; readonly afterSeconds?: number };
}

/** What the browser sends. The act "typed" is answered with `Findings`, every other act with a `Page`, which may hold findings too. */
export interface Request {
  readonly view: string;
  readonly act: string;
  readonly values: Values;
}

/** What a run answers to a request. */
export type Reply = Page | Findings;

// Functions that make parts.

/** What a page is made from: a block; text, in which a line break begins a new paragraph; a list of parts; or false for nothing. */
export type PagePart = Block | string | false | readonly PagePart[];

function blocksOf(part: PagePart): readonly Block[] {
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
  readonly parts: readonly PagePart[];
  readonly buttons?: readonly Button[];
}

/** Makes a page. What its fields hold is taken from `values`. Without `buttons` the page has one button, which closes it. */
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

/** The steps of a piece of work; `at`: the index of the one that is under way. */
export function stepLines(steps: readonly string[], at: number): Block {
  const state = (step: number) => (step < at ? "done" : step === at ? "now" : "waits");
  return { kind: "lines", lines: steps.map((text, step) => ({ state: state(step), text })) };
}

/** Lines under a heading; nothing if there are no lines. */
export function linesUnder(title: string, lines: readonly CheckLine[]): PagePart {
  return lines.length > 0 && [heading(title), { kind: "lines", lines }];
}

/** Makes a part of what is printed, with its heading. In a table and a chart the heading is the caption, and the words come below. */
export function printedPart(part: RecordPart): PagePart {
  const { heading: caption, words = [], entries, table, chart } = part;
  return [
    table !== undefined && { kind: "table", caption, ...table },
    chart !== undefined && { kind: "chart", caption, ...chart },
    table === undefined && chart === undefined && heading(caption),
    words,
    entries !== undefined && { kind: "entries", entries },
  ];
}

/** A field of one line. `key`: the key of its value. */
export function lineField(key: string, label: string, help?: string): Field {
  return { kind: "field", type: "line", key, label, help };
}

/** A field of several lines. */
export function linesField(key: string, label: string, help: string): Field {
  return { kind: "field", type: "lines", key, label, help };
}

/** A list from which one option is chosen. */
export function choiceField(key: string, label: string, options: readonly Option[]): Field {
  return { kind: "field", type: "one-of", key, label, options };
}

/** A checkbox. */
export function tickField(key: string, label: string, help: string): Field {
  return { kind: "field", type: "tick", key, label, help };
}

/** The words about fields in which something is wrong, by field key. `all` holds false for a field without a fault. */
export function errorsOf(all: Readonly<Record<string, string | false>>): Values {
  const wrong = Object.entries(all).filter((one): one is [string, string] => one[1] !== false);
  return Object.fromEntries(wrong);
}

/**
 * The state of a line. Of a finding: "wrong" stops the system or lets in the wrong person, "look" needs a person, "unseen" must be checked
 * by a person because the page cannot check it. Of a step of work: "done", "now", "waits".
 */
export type LineState = "ok" | "look" | "wrong" | "unseen" | "done" | "now" | "waits";

/** One line of Check, or one step of work in progress. */
export interface CheckLine {
  readonly state?: LineState;
  readonly text: string;
  /** Why it matters to the reader. */
  readonly why?: string;
  /** What the reader should do about it. Every finding that is not "ok" has this. */
  readonly next?: string;
  /** A button for an act of the dialog. */
  readonly fix?: { readonly act: string; readonly label: string };
  /**
   * Asks the reader to record who called which agency about a danger (check/record-call-page.ts). Only the page of Check shows that
   * button.
   */
  readonly asksCall?: true;
  /** The id under which someone attests that they looked (check/attestations.ts); `attested` has the words of what they attest. */
  readonly id?: string;
  readonly attested?: string;
  /**
   * For a line that is not a fault ("look"): "held" keeps the district from going live until it is settled; "told" is only mentioned on the
   * page for going live.
   */
  readonly goingLive?: "held" | "told";
}

/** A count in words, such as "1 cell" or "3 cells". */
export function countInWords(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** A part of what is printed: sentences, labeled lines, a table or a chart. */
export interface RecordPart {
  readonly heading: string;
  readonly words?: readonly string[];
  readonly entries?: readonly Entry[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly string[][] };
  readonly chart?: Chart;
}

/** A column chart of one or more series, beside or on top of one another. */
export interface Chart {
  /** What the columns are of, such as months. */
  readonly columns: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** As "#rrggbb"; null for a series that is not a level. */
    readonly colour: string | null;
    readonly values: readonly (number | null)[];
  }[];
  readonly isStacked: boolean;
  /** What the values count. */
  readonly unit: string;
}

/** A label and the words that belong to it. */
export type Entry = readonly [label: string, words: string];
