/** What the desk answers about registers, by names. Plain data; types only: both sides import them. */
import type { RegisterDesk } from "../register-desk";

export type RegisterView = ReturnType<RegisterDesk["view"]>;
export type GridView = NonNullable<RegisterView["grid"]>;
export type ChartView = GridView["charts"][number];
export type ColumnView = GridView["columns"][number];
export type RowView = GridView["rows"][number];
export type CellView = RowView["cells"][number];

/** Zero-based, as the index of a row and of a column. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A register, and the cell in the tab on view that the story's step is about; null: none, or in another tab. */
export type MarkedRegisterView = RegisterView & { readonly mark: CellPlace | null };
