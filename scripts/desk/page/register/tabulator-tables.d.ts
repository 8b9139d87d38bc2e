/** The part of tabulator-tables 6 that the grid uses; the package ships no types. */
declare module "tabulator-tables" {
  export interface CellComponent {
    getElement(): HTMLElement;
    getField(): string;
    getValue(): unknown;
    getData(): unknown;
  }

  export interface RowComponent {
    getData(): unknown;
    scrollTo(position: "top", ifVisible: boolean): Promise<void>;
  }

  export interface ColumnDefinition {
    readonly title: string;
    readonly field: string;
    readonly width: number;
    readonly minWidth?: number;
    readonly frozen: boolean;
    readonly headerSort: false;
    readonly resizable: boolean;
    readonly variableHeight: true;
    /** A node is put in as it is; text would be taken as HTML. */
    readonly titleFormatter: () => Node;
    readonly formatter: (cell: CellComponent) => Node;
  }

  export interface Options {
    readonly data: readonly object[];
    readonly columns: readonly ColumnDefinition[];
    readonly renderVertical: "basic" | "virtual";
    /** CSS; the table is no higher than its rows. */
    readonly maxHeight?: string;
    /** CSS. */
    readonly height?: string;
    readonly renderVerticalBuffer?: number;
    readonly placeholder: string;
  }

  export class TabulatorFull {
    constructor(element: HTMLElement, options: Options);
    on(event: "tableBuilt", listener: () => void): void;
    getRows(): readonly RowComponent[];
    replaceData(data: readonly object[]): Promise<void>;
    destroy(): void;
  }
}
