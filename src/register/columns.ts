/** What a column of the register is, and the words in its cells. */
import type {
  ActState,
  CaseStatus,
  RecipientMayBeInvolved,
  ReporterKnownTo,
  StudentRole,
  YesNo,
  YesNoUnknown,
} from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";

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
  /** For `choice` and `choices`; of packs only made when they are first asked for. */
  readonly words?: () => Words;
  /** Of words that come from packs: the ids that a cell offers under one pack. All of them where it is left out. */
  readonly offered?: (pack: ProtocolPack) => readonly string[];
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
  "reporters",
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

interface Options<W extends Words> {
  readonly words?: W | (() => W);
  readonly offered?: (pack: ProtocolPack) => readonly string[];
  readonly edit?: EditableBy;
  readonly hidden?: boolean;
  readonly width?: number;
  readonly note?: string;
}

type Spec<K extends string, T extends ColumnType, W extends Words> = Omit<
  Column,
  "key" | "type" | "words"
> & {
  readonly key: K;
  readonly type: T;
  readonly words?: () => W;
};

const defaultWidth: Record<ColumnType, number> = {
  text: 160,
  "long-text": 320,
  number: 80,
  checkbox: 90,
  "date-time": 150,
  date: 110,
  choice: 160,
  choices: 240,
  list: 220,
  json: 100,
};

/** By default nobody edits it, it is shown, and as wide as its kind. */
export function column<const K extends string, const T extends ColumnType, const W extends Words>(
  type: T,
  key: K,
  header: string,
  { edit = "nobody", hidden = false, width = defaultWidth[type], words, ...more }: Options<W> = {},
): Spec<K, T, W> {
  const named =
    words === undefined ? {} : { words: typeof words === "function" ? words : () => words };
  return { key, header, type, editableBy: edit, hidden, width, ...named, ...more };
}

/** A column that every editor of the register fills in. */
export function editableColumn<
  const K extends string,
  const T extends ColumnType,
  const W extends Words,
>(type: T, key: K, header: string, more?: Options<W>): Spec<K, T, W> {
  return column(type, key, header, { ...more, edit: "contact" });
}

/** A column that lead and admin alone fill in. */
export function leadColumn<
  const K extends string,
  const T extends ColumnType,
  const W extends Words,
>(type: T, key: K, header: string, more?: Options<W>): Spec<K, T, W> {
  return column(type, key, header, { ...more, edit: "lead" });
}

/** A column for the script. */
export function hiddenColumn<
  const K extends string,
  const T extends ColumnType,
  const W extends Words,
>(type: T, key: K, header: string, more?: Options<W>): Spec<K, T, W> {
  return column(type, key, header, { ...more, hidden: true });
}

type ValueOf<C> = C extends { type: "checkbox" }
  ? boolean
  : C extends { type: "number" | "date" | "date-time" }
    ? number | null
    : C extends { type: "choice"; words?: () => infer W }
      ? Extract<keyof NonNullable<W>, string> | null
      : C extends { type: "choices"; words?: () => infer W }
        ? readonly Extract<keyof NonNullable<W>, string>[]
        : C extends { type: "list" }
          ? readonly string[]
          : string | null;

/** The typed row of a column list, e.g. `RowOf<typeof caseColumns>`. */
export type RowOf<Columns extends readonly Column[]> = {
  readonly [C in Columns[number] as C["key"]]: ValueOf<C>;
};

// Words in the register's cells, by id. Ids are permanent; words may change, old ones stay readable as aliases.

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

export const yesNoUnknownWords = {
  yes: "Yes",
  no: "No",
  unknown: "Unknown",
} as const satisfies Record<YesNoUnknown, string>;

export const yesNoWords = { yes: "Yes", no: "No" } as const satisfies Record<YesNo, string>;

export const studentRoleWords = {
  "may-be-targeted": "May be targeted",
  "may-be-recruiting": "May be recruiting",
  both: "Both",
  unknown: "Not known",
} as const satisfies Record<StudentRole, string>;

export const recipientMayBeInvolvedWords = {
  no: "No",
  contact: "The designated contact or the backup",
  administrator: "An administrator",
  lead: "The district lead",
  "not-sure": "Not sure",
} as const satisfies Record<RecipientMayBeInvolved, string>;

export const reporterKnownToWords = {
  contact: "The designated contact and the district lead",
  lead: "Only the district lead: ask through the lead",
} as const satisfies Record<ReporterKnownTo, string>;

/** By the question that was answered. */
export const reporterSaysCalledWords = {
  calledChildAndFamilyServices: "The agency of the first call",
  calledLawEnforcement: "Law enforcement",
} as const;

export const messageStateWords = {
  queued: "Queued",
  sent: "Sent",
  dropped: "Not needed any more",
} as const;
export type MessageState = keyof typeof messageStateWords;

/** Why a case is closed (design 5). */
export const closeReasonWords = {
  "all-acts-finished": "Every act is done or not applicable",
  "no-reasonable-suspicion": "Reviewed: no reasonable suspicion, reasons in the notes",
  "handed-over": "Handed over to another school or county",
  "agency-took-over": "An agency has taken over",
  "left-the-district": "The student has left the district",
  merged: "Merged with another case",
  "entered-by-mistake": "Entered by mistake",
} as const;
export type CloseReason = keyof typeof closeReasonWords;

/** Under which law an agency was told. */
export const disclosureGroundWords = {
  "mandated-report": "Mandated report",
  "health-or-safety-emergency": "Health or safety emergency (FERPA, 34 CFR 99.36)",
  other: "Another ground, named in What was told",
} as const;

export const logOutcomeWords = { reached: "Reached", "no-answer": "No answer" } as const;

/** Of the hours of a written report (design 6). */
export const dueFromWords = {
  learned: "From when the reporter learned it",
  received: "From when the report came in: the time of learning is missing, unreadable or later",
} as const;
