/** What a column of the register is: its key, header, type and who may edit it. Types only and their constructors. */

/**
 * How a cell holds its value.
 * - `text`, `long-text`: a string, stored as written.
 * - `number`: a count.
 * - `checkbox`: a boolean under a BOOLEAN rule.
 * - `date-time`, `date`: a serial number in the district's zone; in our types, milliseconds since 1970 (UTC). A `date` is midnight in the zone.
 * - `choice`: the label of one id of `words`; read back from the label or the id itself, whatever the case.
 * - `choices`: labels of several ids, one per line.
 * - `list`: strings, one per line.
 * - `json`: a JSON text for the script alone.
 */
export type ColumnType =
  | "text"
  | "long-text"
  | "number"
  | "checkbox"
  | "date-time"
  | "date"
  | "choice"
  | "choices"
  | "list"
  | "json";

/** Ids with the words that people read for them. */
export type Words = Readonly<Record<string, string>>;

/** Who may edit a cell: `contact` (every editor of the register), `lead` (lead and admin), or nobody but the script. */
export type EditableBy = "contact" | "lead" | "nobody";

export interface Column {
  /** Permanent; stands in the hidden key row. */
  readonly key: string;
  /** What people read; a district may change it. */
  readonly header: string;
  readonly type: ColumnType;
  readonly editableBy: EditableBy;
  readonly hidden: boolean;
  /** Pixels. */
  readonly width: number;
  /** For `choice` and `choices`. */
  readonly words?: Words;
  /** A note on the header cell. */
  readonly note?: string;
}

export interface Tab {
  /** Permanent. */
  readonly id: TabId;
  /** Non-zero, chosen by us and immutable (design 2.11). */
  readonly sheetId: number;
  /** The title at birth; a district may rename it. */
  readonly title: string;
  readonly hidden: boolean;
  /** The first column, hidden unless it is something people read: identifies a row for ever. */
  readonly keyColumn: string;
  readonly columns: readonly Column[];
}

export const tabIds = [
  "cases",
  "checklist",
  "plan",
  "log",
  "disclosures",
  "reports",
  "contacts",
  "schools",
  "settings",
  "summary",
  "education",
  "guide",
  "outbox",
  "activity",
] as const;
export type TabId = (typeof tabIds)[number];

/** A value of a cell in our types. Lists for `choices` and `list`; times in milliseconds since 1970 (UTC); null is an empty cell. */
export type Value = string | number | boolean | readonly string[] | null;

/** Values by column key. A key that is absent means "leave alone" in an update and "empty" in an append. */
export type RowValues = Readonly<Record<string, Value>>;
