/**
 * The types of tabs and columns, and how they are defined. Which tabs there are is not known here: each subject owns its tabs, and the
 * list of all tabs is handed to a register when it is opened.
 */
import { onceEach } from "../lazy";
import type { ProtocolPack } from "../protocol/pack";
import { capital } from "../text";

/**
 * How a cell holds its value.
 * - `text`, `long-text`: a string, stored as written.
 * - `number`: a count.
 * - `checkbox`: a boolean under a BOOLEAN rule.
 * - `date-time`, `date`: a serial number (days since 1899-12-30) in the district's zone; in our types, milliseconds since 1970 (UTC). A
 *   `date` is midnight in the zone. In a tab with a hidden state cell, a `date-time` cell that the script fills only shows the time to
 *   people: see `row-state.ts`.
 * - `instant`: an instant as ISO 8601 in UTC, in a tab that only the script reads.
 * - `choice`: the label of one id of `words`; read back from the label or the id itself, in any case.
 * - `choices`: labels of several ids, one per line.
 * - `list`: strings, one per line.
 * - `json`: a JSON text that only the script reads.
 */
export type ColumnType = keyof typeof defaultWidth;

/** Id → the words that people read for it. */
export type Words = Readonly<Record<string, string>>;

/**
 * Who may edit a cell: "contact" (everyone who may edit the register), "lead" (district lead, alternate lead and admin), "nobody" (only the
 * script).
 */
export type EditableBy = "contact" | "lead" | "nobody";

/** What the entry of a column says besides how its cells look. Subjects extend it. */
// biome-ignore lint/suspicious/noEmptyInterface: the parts are those of the subjects.
export interface Says {}

/** A column of a tab: its key, its title, how its cells hold values, and who may edit them. */
export interface Column {
  /** Permanent. It is in the hidden row of keys, by which the script finds the column wherever a person moves it. */
  readonly key: string;
  /** The title that people read. A district may change it. */
  readonly header: string;
  readonly type: ColumnType;
  readonly editableBy: EditableBy;
  readonly hidden: boolean;
  /** In pixels. */
  readonly width: number;
  /** The words of a `choice` or `choices` column, by id. A function, because words from packs are made only when they are first needed. */
  readonly words?: () => Words;
  /** For words that come from packs: the ids that a cell offers under one pack. If left out, all ids. */
  readonly offered?: (pack: ProtocolPack) => readonly string[];
  /** Words that a cell offers; people may also write others. */
  readonly suggested?: (pack: ProtocolPack) => readonly string[];
  /** Whether a row uses this cell. If not, the cell stays blank, without a checkbox or list. If left out, every row uses it. */
  readonly offeredIn?: (row: RowValues) => boolean;
  /** For a column whose text contains links: where a line of a cell leads. Null: nowhere. */
  readonly leadsTo?: (line: string, from: LinkFrom) => Place | null;
  /** Whether long texts are cut at the cell's edge, so that a row is only as high as the first screen needs. */
  readonly clipped?: boolean;
  /** A note on the cell of the title. */
  readonly note?: string;
  readonly says?: Says;
  /** The rule for what people type there. "anything": whatever is typed is accepted. */
  readonly rule?: string;
  /** What follows "Undone: " in its note, by the reason for which its rule refuses something. */
  readonly refusals?: Words;
  /**
   * True: a refused value empties the cell, since whoever typed it said that the old value no longer holds. Left out: the old value is
   * restored.
   */
  readonly refusalEmpties?: true;
  /**
   * Whether its value holds only with proof of who set it, and is unset if that proof is lost. Left out: what only leads and admins fill in.
   */
  readonly needsProof?: boolean;
  /** For a list in the hidden cell: true if no line of it is ever dropped, however long the cell is. */
  readonly neverCut?: true;
  /** True: only some registers have this column. A register without it is still complete. */
  readonly isInSome?: true;
  /** For a cell whose lines are more than texts (`lines.ts`): how each becomes an object and a line again. */
  readonly line?: Line<Entry>;
}

/** A value of several parts. */
export type Entry = Readonly<Record<string, string | number | boolean | null>>;

/** How such a value is a line of text. */
export interface Line<T extends Entry> {
  /** Undefined for a line that cannot be read: it does not count. */
  readonly read: (line: string) => T | undefined;
  readonly write: (value: Entry) => string;
}

/**
 * The key of the hidden cell with what only the script knows about a row.
 */
export const stateKey = "rowState";

/** Where a line of a cell leads: a tab; a view of it; these columns of it; or a range of cells. */
export interface Place {
  readonly tab: TabId;
  readonly filterViewId?: number;
  /** Keys of columns. The link selects them from the first one on, as far as they are side by side. */
  readonly columns?: readonly string[];
  /** In A1 notation. */
  readonly range?: string;
}

/** The row in whose cell a line with a link is. */
export interface LinkFrom {
  readonly key: string;
  /** All tabs of the register. */
  readonly tabs: Tabs;
}

/** The types of the rows of all tabs, by tab. Whoever lists the tabs extends it. */
// biome-ignore lint/suspicious/noEmptyInterface: the parts are those of the subjects.
export interface Rows {}
export type TabId = keyof Rows;
/** All tabs, in the order in which people see them. Each is made when it is first needed. */
export type Tabs = Readonly<Record<TabId, Tab>>;
/** The ids of all tabs, in that order. */
// The cast holds: these are its keys.
export const idsOf = (tabs: Tabs) => Object.keys(tabs) as readonly TabId[];

/** A tab of the register and its columns. */
export interface Tab {
  /** Permanent name of the tab in the code. */
  readonly id: TabId;
  /** Google's id of the tab. The script chooses it; it is never zero and never changes (design 2.11). */
  readonly sheetId: number;
  /** The title when the tab is made. A district may rename the tab. */
  readonly title: string;
  readonly hidden: boolean;
  /** Determines the tab's color, which shows people who works there. */
  readonly colour: "work" | "directory" | "reference";
  /** How many columns stay visible when people scroll sideways, including hidden ones. */
  readonly frozenColumns: number;
  readonly hasGridlines: boolean;
  /** How many columns the tab has in addition to ours: for a chart, or for cells that the script uses itself. */
  readonly spareColumns: number;
  /** The column whose value identifies a row permanently. It is the first column, and hidden unless people need to read it. */
  readonly keyColumn: string;
  readonly columns: readonly Column[];
  /**
   * What the hidden cell `rowState` of a row holds in addition to the times of its columns (`row-state.ts`). Empty if the tab does not have
   * that cell.
   */
  readonly members: readonly Column[];
  /**
   * Who starts rows. "people": blank rows are formatted in advance. "people-and-answers": the script too, from an admin's answers in a
   * dialog. If left out, only the script, and each appended row brings its own format: Google may count formatted rows as filled and append
   * below all of them (sheets-api.md 13).
   */
  readonly begunBy?: "people" | "people-and-answers";
  /** True: the script does not check what people type there, so a row that people typed needs no key. */
  readonly needsNoKeys?: true;
  /** True: rows that the script adds are never updated by a later run, so that their exact places need not be read back. */
  readonly isOnlyAppended?: true;
  /** True: the row of keys carries the mark of the schema. Two tabs do, since someone may delete one. */
  readonly carriesSchema?: true;
  /** True: the row of keys also says where the filled rows end, so that the tab need not be read whole. */
  readonly hasBookmark?: true;
  /** True: new columns go beside the last title, below the charts, since no one types there. */
  readonly growsBesideTitles?: true;
  /** True: a row whose hidden cell lacks a time has it in the cell that people see. */
  readonly timesFromCells?: true;
  /** What is read to compare the tab with its layout; if left out, only its keys. */
  readonly comparedBy?: "all" | readonly string[];
  /** The rows that count if several have one key. If left out, the last one. */
  readonly counting?: <R extends CellsOfRow>(rows: readonly R[]) => readonly R[];
  /**
   * For a long tab that is never read whole: `column` names a row of the tab `tab`, whose cell `cell` remembers where the rows that name it
   * are. It is a guess: the keys of the rows show whether it is right.
   */
  readonly remembered?: { readonly tab: TabId; readonly cell: string; readonly column: string };
  /** The pack that decides which words a new row's cells offer. If left out, the default one. */
  readonly packOf?: (row: RowValues) => ProtocolPack;
  /** The rows and cells that stand out. `packs`: those whose levels have colors here. */
  readonly highlights?: (packs: readonly ProtocolPack[]) => readonly Highlight[];
}

/** A row as it was read: its key, and the stored cells by column key. */
export interface CellsOfRow {
  readonly key: string;
  readonly cells: Readonly<Record<string, unknown>>;
}

/** Colors of a text and its background, as "#rrggbb". */
export interface Pair {
  readonly text: string;
  readonly background: string;
}

/**
 * Which cells get which colors, and when. `columns`: the keys of the columns, if these are side by side; none: the whole row. `when`: either
 * a formula, in which `[key]` is the row's cell of that column, or the exact text of the cell.
 */
export type Highlight = readonly [
  columns: readonly string[],
  when: string,
  look: Pair,
  weight?: "bold",
];

/** The value of a cell in our types: a list for `choices` and `list`, milliseconds since 1970 (UTC) for times, null for an empty cell. */
export type Value = Stored | Entry | readonly Entry[];

/** A value whose objects are lines of text. */
export type Stored = string | number | boolean | readonly string[] | null;

type List = Extract<Value, readonly unknown[]>;
export const isList = (value: Value | undefined): value is List => Array.isArray(value);

/** Values by column key. A missing key means "do not change the cell" in an update, and "empty" in an appended row. */
export type RowValues = Readonly<Record<string, Value>>;

type Options = Partial<Omit<Column, "key" | "header" | "type">>;

/** As a type: nothing, if the options are left out. */
type Given<O> = Options extends O ? Pick<Options, never> : O;
type Made<K extends string, T extends ColumnType, S, O> = Readonly<
  Omit<Column, keyof S | keyof O | "key" | "type" | "rule"> & { key: K; type: T } & S & O
>;

/** In pixels. */
const defaultWidth = {
  text: 160,
  "long-text": 320,
  number: 80,
  checkbox: 90,
  "date-time": 150,
  date: 110,
  instant: 200,
  choice: 160,
  choices: 240,
  list: 220,
  json: 100,
};

/**
 * Makes the function that defines columns for which all of `set` holds. Unless that or the options say otherwise, only the script edits a
 * column, it is visible, and its width depends on its type.
 */
const columnsWith =
  <const S extends Options>(set: S) =>
  <const K extends string, const T extends ColumnType, const O extends Options>(
    type: T,
    key: K,
    header: string,
    more?: O,
  ) => {
    const plain = { editableBy: "nobody", hidden: false, width: defaultWidth[type] } as const;
    const made: unknown = { ...plain, key, header, type, ...set, ...more };
    // The cast holds: these are its parts, each with the type that it has there.
    return made as Made<K, T, S, Given<O>>;
  };

/** Defines a column that the script fills in. */
export const column = columnsWith({});
/** A column that everyone who may edit the register can fill in. */
export const editableColumn = columnsWith({ editableBy: "contact" });
/** A column that only leads and admins can fill in. */
export const leadColumn = columnsWith({ editableBy: "lead" });
/** A hidden column that only the script uses. */
export const hiddenColumn = columnsWith({ hidden: true });

/** As a type: what is said, without anything that no entry says. */
type Said<S, All> = S & Readonly<Record<Exclude<keyof S, keyof All>, never>>;

/**
 * Makes the functions that define columns of which an entry says `said`, for a tab whose entries have to say `All`. `input` and `lead` get
 * the name of the rule for what people type; `free` is an input of which anything is accepted. A member of the row's hidden cell is `hidden`
 * and has no title.
 */
export const columnsSaying =
  <All extends Says>() =>
  <const S extends All>(said: Said<S, All>) => {
    const says: S = said;
    const input = <const R extends string>(rule: R) =>
      columnsWith({ says, editableBy: "contact", rule });
    return Object.assign(columnsWith({ says }), {
      hidden: columnsWith({ says, hidden: true }),
      input,
      lead: <const R extends string>(rule: R) => columnsWith({ says, editableBy: "lead", rule }),
      free: input("anything"),
      /** A column of another tab, of which this tab says something else. */
      also: <C extends Column>({ says: _, ...of }: C) => ({ ...of, says }),
    });
  };

type LineOf<C> = C extends { line: Line<infer E> } ? E : string;

type ValueOf<C> = C extends { type: "checkbox" }
  ? boolean
  : C extends { type: "number" | "date" | "date-time" | "instant" }
    ? number | null
    : C extends { type: "choice"; words?: () => infer W }
      ? Extract<keyof NonNullable<W>, string> | null
      : C extends { type: "choices"; words?: () => infer W }
        ? readonly Extract<keyof NonNullable<W>, string>[]
        : C extends { type: "list" }
          ? readonly LineOf<C>[]
          : LineOf<C> | null;

/** The type of a row with these columns. */
type RowOf<Columns extends readonly Column[]> = {
  readonly [C in Columns[number] as C["key"]]: ValueOf<C>;
};

/** The type of a row of a tab: the values of these columns and members, without the hidden cell itself. */
export type RowWith<C extends Column> = Omit<RowOf<readonly C[]>, typeof stateKey>;

/** The first screen: how many pixels of columns a window of 1,366 pixels shows beside the row numbers. */
export const firstScreen = 1_300;

/** The zero-based row where data begins. Above it are row 1 (hidden) with the column keys and row 2 with the titles. */
export const firstDataRow = 2;

/** What is particular to a tab. What is left out: the title is the id with a capital letter, the key column is the first column. */
type Particulars = Pick<Tab, "sheetId" | "colour"> & Partial<Tab>;

/** The columns of tabs, and the members of the hidden cell for the tabs that have one. */
interface Tables<T extends string> {
  readonly columns: Readonly<Record<T, readonly Column[]>>;
  readonly members?: Readonly<Partial<Record<T, readonly Column[]>>>;
}

/** Makes the tabs of a subject, each when it is first needed. */
export function makeTabs<T extends TabId>(
  particulars: Readonly<Record<T, Particulars>>,
  tables: () => Tables<T>,
): Readonly<Record<T, Tab>> {
  const make = (id: T) => (): Tab => {
    const { columns, members } = tables();
    let right = 0;
    return {
      id,
      title: capital(id),
      hidden: false,
      keyColumn: columns[id][0]?.key ?? "",
      frozenColumns: 0,
      hasGridlines: true,
      spareColumns: 0,
      members: members?.[id] ?? [],
      // Columns that do not fit on the first screen are cut at the cell's edge, so that they make no row taller.
      columns: columns[id].map((column) => {
        right += column.hidden ? 0 : column.width;
        return right > firstScreen ? { ...column, clipped: true } : column;
      }),
      ...particulars[id],
    };
  };
  // The casts hold: the keys are those of `particulars`.
  const ids = Object.keys(particulars) as T[];
  return onceEach(Object.fromEntries(ids.map((id) => [id, make(id)])) as Record<T, () => Tab>);
}
