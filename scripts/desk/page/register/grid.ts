/** One tab of a register as a grid: Tabulator draws it, this says what stands in it and moves about it by keyboard. */
import { type CellComponent, type ColumnDefinition, TabulatorFull } from "tabulator-tables";
import type {
  CellView,
  ColumnView,
  GridView,
  InputView,
  RowView,
  StyleView,
} from "../../views/register-views";
import { element } from "../shell/dom";

/** A cell that somebody acts on. */
export interface ChosenCell {
  readonly row: RowView;
  readonly column: ColumnView;
  readonly cell: CellView;
  readonly input: InputView;
  /** Null: this person may edit it. */
  readonly refusal: string | null;
}

export interface GridActions {
  open(chosen: ChosenCell): void;
  tick(chosen: ChosenCell, ticked: boolean): void;
  /** A click on a link in a cell. */
  follow(address: string): void;
}

interface GridRow {
  readonly view: RowView;
}

interface Place {
  /** As the row headings number it. */
  readonly row: number;
  readonly field: string;
}

/** The row headings, as Sheets numbers them. */
const numberField = "number";
/** Pixels that stay for the other columns beside the frozen ones; as in the Sheets app, a page too narrow for that freezes none. */
const leastBeside = 90;
const numberWidth = 46;
/** A tab of more rows is drawn as far as it is seen. */
const drawnAtOnce = 60;
/** Pixels of rows that are drawn above and below those that are seen. */
const buffer = 800;
/** Of the window; no row of tabs or switches is pushed out of it. */
const mostHeight = "max(320px, calc(100vh - 340px))";

export class Grid {
  readonly element: HTMLElement;
  private table: TabulatorFull | null = null;
  private built: Promise<void> = Promise.resolve();
  private view: GridView;
  private shape: string;
  /** The cell last focused. */
  private entry: Place | null = null;

  constructor(
    view: GridView,
    private readonly showHidden: boolean,
    private readonly actions: GridActions,
  ) {
    this.view = view;
    this.shape = shapeOf(view);
    this.element = element("div", {
      class: "grid",
      "aria-label": `${view.title}, a tab of the register`,
      onkeydown: (event) => this.onKey(event),
      onfocusin: ({ target }) => {
        if (target instanceof HTMLElement) this.setEntry(target.closest(".tabulator-cell"));
      },
      ondblclick: ({ target }) => this.openAt(target),
      // A finger has no second click.
      onclick: ({ target }) => {
        const isOnControl = target instanceof Element && target.closest("a, input") !== null;
        if (matchMedia("(pointer: coarse)").matches && !isOnControl) this.openAt(target);
      },
    });
  }

  /** Draws the grid; its element must be on the page. */
  draw(): void {
    const table = new TabulatorFull(this.element, {
      data: this.rows(),
      columns: this.columns(),
      ...(isLong(this.view)
        ? { renderVertical: "virtual", height: mostHeight, renderVerticalBuffer: buffer }
        : { renderVertical: "basic", maxHeight: mostHeight }),
      placeholder: "No rows",
    });
    this.table = table;
    this.built = new Promise((resolve) => {
      table.on("tableBuilt", () => {
        // A grid may hold rows only; it is its cells that take the focus.
        this.element.querySelector(".tabulator-tableholder")?.removeAttribute("tabindex");
        this.setEntry(null);
        resolve();
      });
    });
  }

  /** Shows newer rows in place, where the columns are still the same; says whether it could. */
  async update(view: GridView): Promise<boolean> {
    if (shapeOf(view) !== this.shape || this.table === null) return false;
    const hadFocus = this.element.contains(document.activeElement);
    const { entry } = this;
    this.view = view;
    await this.built;
    await this.table.replaceData(this.rows());
    this.setEntry(entry === null ? null : this.cellAt(entry));
    if (hadFocus) this.focus();
    return true;
  }

  /** What scrolls the cells; null before they are drawn. */
  cells(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(".tabulator-tableholder");
  }

  /** Waits until the rows are there. */
  whenDrawn(): Promise<void> {
    return this.built;
  }

  /** Where a cell (zero-based) begins, in pixels from where the first one does; null where the cell is not drawn. */
  cornerOf(row: number, column: number): { readonly left: number; readonly top: number } | null {
    const holder = this.cells();
    const head = this.element.querySelector(`.tabulator-col[tabulator-field="c${column}"]`);
    const before = this.element.querySelector(`.tabulator-col[tabulator-field="c${column - 1}"]`);
    const line = this.rowAt(row + 1);
    if (holder === null || line === null) return null;
    const area = holder.getBoundingClientRect();
    const left = head?.getBoundingClientRect().left ?? before?.getBoundingClientRect().right;
    if (left === undefined) return null;
    return {
      left: left - area.left + holder.scrollLeft,
      top: line.getBoundingClientRect().top - area.top + holder.scrollTop,
    };
  }

  /** Lets the cells be scrolled so far to the right, in pixels. */
  reachTo(right: number): void {
    const table = this.element.querySelector<HTMLElement>(".tabulator-table");
    if (table !== null && right > 0) table.style.minWidth = `${right}px`;
  }

  /** Puts the focus into the cell that had it last. */
  focus(): void {
    this.element.querySelector<HTMLElement>('.tabulator-cell[tabindex="0"]')?.focus();
  }

  destroy(): void {
    const { table } = this;
    if (table !== null) void this.built.then(() => table.destroy());
  }

  private rows(): readonly object[] {
    return this.view.rows
      .filter(({ hidden }) => this.showHidden || !hidden)
      .map((row) => ({
        view: row,
        [numberField]: row.index + 1,
        ...Object.fromEntries(row.cells.map((cell, index) => [`c${index}`, cell])),
      }));
  }

  private columns(): readonly ColumnDefinition[] {
    const shown = this.view.columns.filter(({ hidden }) => this.showHidden || !hidden);
    const frozen = shown.reduce((sum, one) => sum + (one.frozen ? one.width : 0), numberWidth);
    const freezes = window.innerWidth - frozen >= leastBeside;
    const fixed = { headerSort: false, variableHeight: true } as const;
    return [
      {
        ...fixed,
        title: "Row",
        field: numberField,
        width: numberWidth,
        frozen: freezes,
        resizable: false,
        titleFormatter: () => element("span", { class: "unseen" }, "Row number"),
        formatter: (cell) => this.rowNumber(cell),
      },
      ...shown.map((column) => ({
        ...fixed,
        title: column.title,
        field: `c${column.index}`,
        width: column.width,
        minWidth: column.width,
        frozen: column.frozen && freezes,
        resizable: true,
        titleFormatter: () => this.header(column),
        formatter: (cell: CellComponent) => this.content(cell, column),
      })),
    ];
  }

  private rowNumber(cell: CellComponent): Node {
    const place = cell.getElement();
    place.classList.add("row-number");
    place.tabIndex = -1;
    return element("span", {}, String(cell.getValue()));
  }

  private header(column: ColumnView): Node {
    const look = this.view.styles[column.style];
    const title = element("span", { class: "header", title: column.note }, column.title);
    if (look !== undefined) {
      // The style belongs to the header cell, which is there once Tabulator has put the title in.
      queueMicrotask(() => {
        const cell = title.closest<HTMLElement>(".tabulator-col");
        if (cell !== null) dress(cell, look);
      });
    }
    return title;
  }

  private content(place: CellComponent, column: ColumnView): Node {
    const chosen = this.chosen(rowOf(place), column);
    const container = place.getElement();
    container.tabIndex = -1;
    if (chosen === null) return element("span");
    const { cell, input, refusal } = chosen;
    const look = this.view.styles[cell.style];
    if (look !== undefined) dress(container, look);
    container.setAttribute("aria-readonly", String(refusal !== null));
    if (input.kind !== "checkbox" || cell.text !== "") {
      return element("span", { class: "text" }, ...this.linked(cell));
    }
    const box = element("input", {
      type: "checkbox",
      tabindex: -1,
      "aria-label": column.title,
      onclick: (event) => {
        // The box follows the register, not the hand: it changes when the edit was taken.
        event.preventDefault();
        this.actions.tick(chosen, cell.value !== true);
      },
    });
    box.checked = cell.value === true;
    return box;
  }

  /** The text of a cell, links in it as links. */
  private linked({ text, links }: CellView): readonly (Node | string)[] {
    let at = 0;
    const parts = links.flatMap(({ from, end, to }) => {
      const link = element(
        "a",
        {
          href: to,
          onclick: (event) => {
            event.preventDefault();
            this.actions.follow(to);
          },
        },
        text.slice(from, end ?? text.length),
      );
      const before = text.slice(at, from);
      at = end ?? text.length;
      return [before, link];
    });
    return [...parts, text.slice(at)];
  }

  /** Scrolls sideways until a column stands beside those that are frozen. */
  async showColumn(index: number): Promise<void> {
    await this.built;
    const holder = this.element.querySelector(".tabulator-tableholder");
    const heads = [...this.element.querySelectorAll<HTMLElement>(".tabulator-col")];
    const wanted = heads.find((head) => head.getAttribute("tabulator-field") === `c${index}`);
    if (holder === null || wanted === undefined) return;
    const frozen = heads.filter(({ classList }) => classList.contains("tabulator-frozen"));
    const covered = frozen.reduce((sum, { offsetWidth }) => sum + offsetWidth, 0);
    holder.scrollLeft = wanted.offsetLeft - covered;
  }

  /** Scrolls until a row, by its number, is the first one that is seen. */
  async showRow(number: number): Promise<void> {
    await this.built;
    const rows = this.table?.getRows() ?? [];
    await rows.find((row) => rowOf(row).index + 1 === number)?.scrollTo("top", true);
  }

  private chosen(row: RowView, column: ColumnView): ChosenCell | null {
    const cell = row.cells[column.index];
    const input = cell === undefined ? undefined : this.view.inputs[cell.input];
    if (cell === undefined || input === undefined) return null;
    const refusal = cell.refusal === null ? null : (this.view.refusals[cell.refusal] ?? null);
    return { row, column, cell, input, refusal };
  }

  private openAt(target: EventTarget | null): void {
    const place = target instanceof Element ? placeOf(target) : null;
    if (place === null) return;
    const row = this.view.rows.find(({ index }) => index + 1 === place.row);
    const column = this.view.columns.find(({ index }) => `c${index}` === place.field);
    const chosen = row === undefined || column === undefined ? null : this.chosen(row, column);
    if (chosen === null) return;
    if (chosen.input.kind === "checkbox") this.actions.tick(chosen, chosen.cell.value !== true);
    else this.actions.open(chosen);
  }

  /** By the number of its row heading. */
  private rowAt(row: number): Element | null {
    for (const one of this.element.querySelectorAll(".tabulator-row")) {
      const number = one.querySelector(`[tabulator-field="${numberField}"]`);
      if (number?.textContent === String(row)) return one;
    }
    return null;
  }

  private cellAt({ row, field }: Place): HTMLElement | null {
    return this.rowAt(row)?.querySelector<HTMLElement>(`[tabulator-field="${field}"]`) ?? null;
  }

  private onKey(event: Event): void {
    if (!(event instanceof KeyboardEvent) || !(event.target instanceof HTMLElement)) return;
    const cell = event.target.closest<HTMLElement>(".tabulator-cell");
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (!isPlain) return;
    if (cell === null) return;
    const next = neighbour(cell, event.key) ?? this.neighbourBeyond(cell, event.key);
    if (next !== null) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
    if (["Enter", "F2", " "].includes(event.key)) {
      event.preventDefault();
      this.openAt(cell);
    }
  }

  /**
   * The cell above or below in a row that is not drawn yet, as where a key is held: the rows scroll, and are drawn at once, so that the
   * browser does not scroll the focused one away. Null where there is none.
   */
  private neighbourBeyond(cell: HTMLElement, key: string): HTMLElement | null {
    const holder = this.cells();
    const way = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (way === undefined || holder === null || !isLong(this.view)) return null;
    holder.scrollTop += way * cell.offsetHeight;
    holder.dispatchEvent(new Event("scroll"));
    return neighbour(cell, key);
  }

  /** The one cell that Tab leads to: the one last focused, at first the first. */
  private setEntry(cell: HTMLElement | null): void {
    for (const former of this.element.querySelectorAll('.tabulator-cell[tabindex="0"]')) {
      former.setAttribute("tabindex", "-1");
    }
    (cell ?? this.element.querySelector(".tabulator-cell"))?.setAttribute("tabindex", "0");
    this.entry = cell === null ? null : placeOf(cell);
  }
}

const isLong = ({ rows }: GridView): boolean => rows.length > drawnAtOnce;

function shapeOf(view: GridView): string {
  const { sheetId, columns, filter, styles } = view;
  const looks = columns.map(({ style, ...column }) => ({ ...column, look: styles[style] }));
  return JSON.stringify([sheetId, looks, filter, isLong(view)]);
}

function rowOf(cell: Pick<CellComponent, "getData">): RowView {
  // The data of every row is made by `rows` above.
  return (cell.getData() as GridRow).view;
}

function placeOf(target: Element): Place | null {
  const cell = target.closest(".tabulator-cell");
  const field = cell?.getAttribute("tabulator-field") ?? null;
  const number = cell?.parentElement?.querySelector(`[tabulator-field="${numberField}"]`);
  if (field === null || number == null) return null;
  return { row: Number(number.textContent), field };
}

function dress(target: HTMLElement, { background, text, bold, align, clipped }: StyleView): void {
  target.classList.toggle("clipped", clipped);
  target.style.backgroundColor = background ?? "";
  target.style.color = text ?? "";
  target.style.fontWeight = bold ? "bold" : "";
  target.style.textAlign = align === "left" ? "" : align;
}

function neighbour(cell: HTMLElement, key: string): HTMLElement | null {
  const row = cell.parentElement;
  const cells = [...(row?.querySelectorAll<HTMLElement>(".tabulator-cell") ?? [])];
  const at = cells.indexOf(cell);
  switch (key) {
    case "ArrowLeft":
      return cells[at - 1] ?? null;
    case "ArrowRight":
      return cells[at + 1] ?? null;
    case "Home":
      return cells[0] ?? null;
    case "End":
      return cells.at(-1) ?? null;
    case "ArrowUp":
      return cellsOf(row?.previousElementSibling)[at] ?? null;
    case "ArrowDown":
      return cellsOf(row?.nextElementSibling)[at] ?? null;
    default:
      return null;
  }
}

function cellsOf(row: Element | null | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>(".tabulator-cell") ?? [])];
}
