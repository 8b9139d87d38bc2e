/** The pages of the dialogs as data: what a run answers and the browser shows. Plain JSON; types only. */
import type { Line } from "../install/check/findings";

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
}

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** By index of the row: what is wrong with it. */
  readonly notes?: Readonly<Record<number, string>>;
}

/** "tick" holds "yes" or "". "lines" is a larger field, into which a spreadsheet's rows may be pasted. */
export interface Field {
  readonly kind: "field";
  readonly type: "line" | "lines" | "one-of" | "tick";
  /** Key in the page's values. */
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** For "one-of". */
  readonly options?: readonly Option[];
}

export type Block =
  | { readonly kind: "heading" | "text"; readonly text: string }
  /** `folded`: one line that opens on them. */
  | { readonly kind: "lines"; readonly lines: readonly Line[]; readonly folded?: string }
  /** Names with their words, which may hold line breaks. */
  | {
      readonly kind: "entries";
      readonly entries: readonly (readonly [label: string, words: string])[];
    }
  | ({ readonly kind: "table" } & Table)
  | Field;

export interface Button {
  /** Sent back as the request's act; "close" closes the dialog without a run, "print" prints the page. */
  readonly act: string;
  readonly label: string;
  /** At most one a page. */
  readonly primary?: boolean;
}

export type Values = Readonly<Record<string, string>>;

/** What was found in the fields: words by field key, and how pasted rows were read. */
export interface Findings {
  readonly errors: Values;
  readonly tables: Readonly<Record<string, Table>>;
}

export interface Page extends Partial<Findings> {
  /** Sent back with the request. */
  readonly view: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly buttons: readonly Button[];
  /** Of every field, and whatever else is to be sent back as it came. */
  readonly values: Values;
  /** The browser sends this act by itself: as soon as the page is shown, or after so many seconds, again and again. */
  readonly andThen?: { readonly act: string; readonly afterSeconds?: number };
}

/** What the browser sends. The act "check" is answered with `Findings`, every other with a `Page`. */
export interface Request {
  readonly view: string;
  readonly act: string;
  readonly values: Values;
}

export type Reply = Page | Findings;
