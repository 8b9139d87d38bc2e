/** What the desk answers to its page. Plain data; types only: both sides import them. */

/** Where a page of the Form leads: another page by its zero-based place, the end, or the first page again. */
export type NextPage = { readonly page: number } | "submit" | "restart";

export interface ChoiceView {
  readonly value: string;
  /** Null: the choice leads nowhere of its own. */
  readonly leadsTo: NextPage | null;
}

export type QuestionKind =
  | "line"
  | "paragraph"
  | "one-of"
  | "any-of"
  | "list"
  | "date-time"
  | "heading";

export interface QuestionView {
  /** The item's id. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  readonly choices: readonly ChoiceView[];
}

export interface PageView {
  readonly title: string;
  readonly help: string;
  readonly questions: readonly QuestionView[];
  /** Where the page leads when no choice on it says otherwise. */
  readonly leadsTo: NextPage;
}

export interface FormView {
  /** False: the Form takes no responses. */
  readonly open: boolean;
  /** Why this person does not get to see it; null where they do. */
  readonly refused: string | null;
  readonly progressBar: boolean;
  /** At least one. */
  readonly pages: readonly PageView[];
}

/** Answers by item id; a date and time as "YYYY-MM-DD HH:mm". */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

export interface SubmittedView {
  readonly confirmation: string;
  readonly respondAgain: boolean;
}

/** Somebody who can sit at the desk. */
export interface PersonView {
  readonly name: string;
  readonly address: string;
  readonly words: string;
}

/** Words, and where they come from. */
export interface SourceView {
  readonly text: string;
  readonly source: string;
}

/** Where a thing can be seen: in a register, or in somebody's mail. */
export type PlaceView =
  | {
      readonly register: string;
      /** Sheet id. */
      readonly tab: number;
      readonly filter: number | null;
    }
  | {
      /** Number of the mail. */
      readonly mail: number;
      /** Address. */
      readonly to: string;
    };

/** One thing that an act of somebody, or the clock, set off. */
export interface EventView {
  readonly kind: "case" | "mail" | "clock" | "change" | "back" | "wrong";
  /** Time in words; null for what is still to come. */
  readonly at: string | null;
  readonly words: string;
  readonly detail: string;
  /** Whom to be for it: a name of somebody at the desk; null where that is all the same. */
  readonly person: string | null;
  readonly place: PlaceView | null;
  readonly reasons: readonly SourceView[];
}

export interface HappenedView {
  /** After what: the words of an act, as "You sent a report"; null where nothing was done yet. */
  readonly after: string | null;
  /** In the order in which it happened; what is still to come last. */
  readonly events: readonly EventView[];
  /** How many are left out. */
  readonly more: number;
}

/** Something that goes wrong while it is switched on. */
export interface TroubleView {
  readonly id: string;
  readonly words: string;
  /** What it stands for. */
  readonly what: string;
  readonly isOn: boolean;
}

/** What is shown of a step of a story. */
export interface LookView {
  /** Name of somebody at the desk. */
  readonly as: string;
  readonly room: "report" | "register" | "mail" | "admin";
  readonly register: string;
  /** Sheet id. */
  readonly tab: number | null;
}

export interface StepView {
  readonly says: string;
  readonly sources: readonly SourceView[];
  readonly look: LookView;
}

export interface StoryView {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly steps: readonly StepView[];
}

export interface ClockView {
  /** Wall-clock time in words, in the district's zone. */
  readonly now: string;
  /** The same as a date input holds it. */
  readonly input: string;
  readonly zone: string;
  /** Changes whenever something has happened that a view could show. */
  readonly revision: string;
}

/** How far the clock is on its way, and what has happened since it set out. */
export interface ProgressView {
  /** As `ClockView`. */
  readonly now: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly runs: number;
  readonly mails: number;
  readonly errors: number;
}

export interface AboutView {
  /** SHA-256 of the text of Code.js that runs, in hexadecimal. */
  readonly hash: string;
  /** Where its runs take place. */
  readonly realm: string;
}

export type InputKind = "text" | "number" | "checkbox" | "list" | "date" | "date-time";

export interface InputView {
  readonly kind: InputKind;
  /** For a list. */
  readonly options: readonly string[];
  /** Whether a list takes nothing else. */
  readonly strict: boolean;
}

export interface StyleView {
  /** As #rrggbb; null: the page's own. */
  readonly background: string | null;
  readonly text: string | null;
  readonly bold: boolean;
  readonly align: "left" | "center" | "right";
  /** Whether a long text is cut at the cell's edge. */
  readonly clipped: boolean;
}

export interface CellView {
  /** As people read it. */
  readonly text: string;
  /** What an input starts from: a date as "YYYY-MM-DD" or "YYYY-MM-DDTHH:mm". */
  readonly value: string | boolean;
  /** Indexes into the lists of the grid; a null refusal: this person may edit it. */
  readonly input: number;
  readonly style: number;
  readonly refusal: number | null;
  /** Parts of the text that are links, from a place up to another (null: to the end). */
  readonly links: readonly {
    readonly from: number;
    readonly end: number | null;
    readonly to: string;
  }[];
}

export interface ColumnView {
  /** Zero-based. */
  readonly index: number;
  readonly title: string;
  readonly note: string | null;
  /** Pixels. */
  readonly width: number;
  readonly hidden: boolean;
  readonly frozen: boolean;
  /** Index into the styles. */
  readonly style: number;
}

export interface RowView {
  /** Zero-based. */
  readonly index: number;
  readonly hidden: boolean;
  /** One for each column. */
  readonly cells: readonly CellView[];
}

/** A chart over the cells of a tab, with what its ranges hold now. */
export interface ChartView {
  readonly id: number;
  readonly title: string;
  /** What it shows, in words, for whoever does not see it. */
  readonly words: string;
  readonly isStacked: boolean;
  readonly hasLegend: boolean;
  /** Of the axis on the left; null for none. */
  readonly axis: string | null;
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** One for each category; null where the cell is blank. */
    readonly values: readonly (number | null)[];
  }[];
  /** Zero-based cell at whose upper left corner it begins. */
  readonly row: number;
  readonly column: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface GridView {
  readonly charts: readonly ChartView[];
  readonly sheetId: number;
  readonly title: string;
  readonly columns: readonly ColumnView[];
  readonly rows: readonly RowView[];
  readonly inputs: readonly InputView[];
  readonly styles: readonly StyleView[];
  readonly refusals: readonly string[];
  /** Title of the filter view that it is seen through; null: all rows. */
  readonly filter: string | null;
}

export interface TabView {
  readonly sheetId: number;
  readonly title: string;
  readonly hidden: boolean;
  /** As #rrggbb. */
  readonly colour: string | null;
}

export interface RegisterView {
  readonly registers: readonly { readonly name: string; readonly title: string }[];
  readonly register: string;
  /** Why this person may not open the register; then there are no tabs and no grid. */
  readonly refused: string | null;
  readonly tabs: readonly TabView[];
  readonly grid: GridView | null;
}

export interface EditRequest {
  readonly as: string;
  readonly register: string;
  readonly sheetId: number;
  /** Zero-based. */
  readonly row: number;
  readonly column: number;
  /** As the input gives it; empty text empties the cell. */
  readonly value: string | boolean;
}

export interface MailHead {
  /** Of all mails that were sent, from 0. */
  readonly number: number;
  readonly at: string;
  readonly from: string;
  /** The name beside the address. */
  readonly sender: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** What a locked phone shows of it. */
  readonly preview: string;
}

export interface MailView extends MailHead {
  readonly text: string;
  readonly html: string | null;
}

export interface InboxView {
  /** Newest first. */
  readonly mails: readonly MailHead[];
  /** Which registers links lead to: the spreadsheet's id, and the register's name. */
  readonly registers: readonly (readonly [id: string, name: string])[];
}

export interface RunView {
  readonly at: string;
  readonly function: string;
  readonly startedBy: string;
  readonly as: string;
  readonly ok: boolean;
  readonly error: string | null;
  readonly calls: number;
  readonly cellsRead: number;
  readonly cellsWritten: number;
}

export interface LogView {
  /** Newest first. */
  readonly runs: readonly RunView[];
  readonly errors: readonly { readonly at: string; readonly error: string }[];
}

export type MenuEntryView =
  | { readonly kind: "item"; readonly caption: string; readonly function: string }
  | { readonly kind: "separator" }
  | { readonly kind: "menu"; readonly caption: string; readonly entries: readonly MenuEntryView[] };

export interface DialogView {
  readonly number: number;
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface EditorView {
  /** Why this person may not open the editor; then there is nothing else. */
  readonly refused: string | null;
  readonly form: {
    /** The file's. */
    readonly name: string;
    readonly title: string;
    /** Whether it takes responses. */
    readonly open: boolean;
    readonly questions: number;
    readonly owner: string;
    readonly editors: readonly string[];
  } | null;
  readonly menus: readonly {
    readonly caption: string;
    readonly entries: readonly MenuEntryView[];
  }[];
  /** The dialog that this person has open. */
  readonly dialog: DialogView | null;
}

export interface AlertView {
  readonly title: string;
  readonly prompt: string;
  /** Whether it had more than one button, so that the run took the closing for an answer. */
  readonly isQuestion: boolean;
}

export interface ClickedView extends EditorView {
  /** What ended the run; null where it ended well. */
  readonly error: string | null;
  /** What the run said and waited for: the desk, which cannot wait, closed each. */
  readonly alerts: readonly AlertView[];
}

/** How a call from a dialog's page ended. */
export interface CalledView {
  /** Plain data, or null. */
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
  /** What the person has open after it: the run may have shown another dialog. */
  readonly dialog: DialogView | null;
}
