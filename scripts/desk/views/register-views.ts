/** What the desk answers about registers: tabs, columns, rows and cells. Plain data; types only: both sides import them. */

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
  /** What a run or a person left on the cell. */
  readonly note: string | null;
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
    /** As #rrggbb: what the register has for a level of that name; null: none. */
    readonly colour: string | null;
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

/** Zero-based, as the index of a row and of a column. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A register, and the cell in the tab on view that the story's step is about; null: none, or in another tab. */
export interface MarkedRegisterView extends RegisterView {
  readonly mark: CellPlace | null;
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
