/** The types of tabs and columns, how a column is defined, and the words that people read in the register's cells. */
import type { Language } from "../language";
import type { ActState, CaseStatus, YesNo, YesNoUnknown } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";

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

/** What a cell tells. `records/who-sees-what-printed.ts` says who sees each kind in a printed record. */
export type Kind =
  | ("open" | "student" | "course" | "inside" | "plan" | "notes" | "log" | "reports")
  | ("mandatedReports" | "reporters" | "never");

/** What the entry of a column of a case's rows says besides how its cells look. An entry that leaves a part out does not compile. */
export interface Says {
  /** What it tells in a printed record. Of two kinds: only someone who may see both sees it. */
  readonly printed: Kind | readonly [Kind, Kind];
  /**
   * Who may know it (design 2.24). "emails": emails may say it too. "readers": whoever may open the register. "as-chosen": those of them to
   * whom the reporter is known.
   */
  readonly known: "emails" | "readers" | "as-chosen";
}

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
  /**
   * For a column whose text contains links, where a line leads. A function returns the keys of the columns to which the line leads; none if
   * it leads nowhere. "titled": to the view or tab that has this title. "acts", "row": from a reference to the steps of its case, or to
   * its row in Cases. "law": from the id of a statute to its line in the Guide. "missing": from a line that says what is missing to the row
   * of its case.
   */
  readonly leadsTo?:
    | "titled"
    | "acts"
    | "row"
    | "law"
    | "missing"
    | ((line: string) => readonly string[]);
  /** Whether long texts are cut at the cell's edge, so that a row is only as high as the first screen needs. */
  readonly clipped?: boolean;
  /** A note on the cell of the title. */
  readonly note?: string;
  readonly says?: Says;
  /** Whom a name in it stands for: the words that replace that name everywhere in a record that leaves the cell out. */
  readonly names?: "a member of staff" | "an agency" | "a reference";
  /** The rule for what people type there (`casework/what-becomes-of-cells.ts`). "anything": whatever is typed is accepted. */
  readonly rule?: string;
  /** What follows "Undone: " in its note, by the reason for which its rule refuses something. */
  readonly refusals?: Words;
  /**
   * True: a refused value empties the cell, since whoever typed it said that the old value no longer holds. Left out: the old value is
   * restored.
   */
  readonly refusalEmpties?: true;
  /**
   * True: can still be edited after the case was merged into another one or released. Other cells cannot, since the people who work on that
   * other case would not see what is typed here.
   */
  readonly afterMerge?: true;
  /** Whether only a register with figures of the school year has this column. A register without it is still complete. */
  readonly isOfYear?: boolean;
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
 * The key of the hidden cell with what only the script knows about a row. (Checklist also has a visible column `state`: open, done and so
 * on.)
 */
export const stateKey = "rowState";

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
}

/** What is particular to each tab, in the order in which people see them. Sheet ids are permanent and never zero (sheets-api.md 3). */
export const particulars = {
  // Only the reference is frozen, since a phone has no room for more.
  cases: { sheetId: 101, colour: "work", frozenColumns: 1 },
  // The hidden key and the reference are frozen.
  checklist: { sheetId: 102, colour: "work", frozenColumns: 2 },
  plan: { sheetId: 103, colour: "work", frozenColumns: 2 },
  log: { sheetId: 104, colour: "work", frozenColumns: 2 },
  disclosures: { sheetId: 105, colour: "work", frozenColumns: 2 },
  reports: { sheetId: 106, colour: "work", frozenColumns: 5 },
  reporters: { sheetId: 115, colour: "work", frozenColumns: 1 },
  goOnSealed: { sheetId: 116, colour: "work", title: "Go on sealed", frozenColumns: 2 },
  contacts: { sheetId: 107, colour: "directory", frozenColumns: 1, keyColumn: "email" },
  schools: { sheetId: 108, colour: "directory", frozenColumns: 1 },
  settings: { sheetId: 109, colour: "directory", frozenColumns: 1 },
  summary: { sheetId: 110, colour: "reference", hasGridlines: false, spareColumns: 6 },
  education: { sheetId: 111, colour: "reference", frozenColumns: 2 },
  guide: { sheetId: 112, colour: "reference", hasGridlines: false },
  outbox: { sheetId: 113, colour: "reference", hidden: true, spareColumns: 2 },
  activity: { sheetId: 114, colour: "reference", hidden: true, spareColumns: 1 },
} as const satisfies Readonly<Record<string, Pick<Tab, "sheetId" | "colour"> & Partial<Tab>>>;
export type TabId = keyof typeof particulars;
// The cast holds: these are its keys.
export const tabIds = Object.keys(particulars) as readonly TabId[];

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
export type RowOf<Columns extends readonly Column[]> = {
  readonly [C in Columns[number] as C["key"]]: ValueOf<C>;
};

// Words in the register's cells, by id. Ids are permanent.

export const statusWords = {
  open: "Open",
  waiting: "Waiting",
  closed: "Closed",
} as const satisfies Record<CaseStatus, string>;

export const actStateWords = {
  open: "Open",
  done: "Done",
  "not-applicable": "Not applicable",
  locked: "Locked",
  "on-hold": "On hold",
} as const satisfies Record<ActState, string>;

/** Marks the steps that were still open when their case was closed. */
export const leftByClosed = "closed";

export const yesNoUnknownWords = {
  yes: "Yes",
  no: "No",
  unknown: "Unknown",
} as const satisfies Record<YesNoUnknown, string>;

export const yesNoWords = { yes: "Yes", no: "No" } as const satisfies Record<YesNo, string>;

/** The languages of the Form, as contacts read them. */
export const languageWords = {
  en: "English",
  es: "Spanish",
} as const satisfies Record<Language, string>;

export const messageStateWords = {
  queued: "Queued",
  sent: "Sent",
  dropped: "Not needed any more",
} as const;

/** Why a case was closed (design 5). */
export const closeReasonWords = {
  "all-acts-finished": "Every step is done or does not apply",
  "no-reasonable-suspicion": "Reviewed: no reasonable suspicion, reasons in the notes",
  "handed-over": "Handed over to another school or county",
  "agency-took-over": "An agency has taken over",
  "left-the-district": "The student has left the district",
  merged: "Merged with another case",
  "entered-by-mistake": "Entered by mistake",
  released: "Sealed case, released to the main register",
} as const;
export type CloseReason = keyof typeof closeReasonWords;

/** In which schools the lesson of AB 1227 that a row of Education records must be given. */
export const educationSpanWords = {
  middle: "Middle school",
  high: "High school",
  none: "None in these grades",
} as const;
