/** Where a person is in the grid of a tab: how far it is scrolled, and which cell they were on. A tab that is drawn again keeps it. */

interface Place {
  left: number;
  top: number;
  /** Position of the cell's row among the rows that are shown, and number of its column. */
  row: number;
  column: number;
}

/** By the name of a grid. Kept while the page is open, so that a tab is shown again as it was left. */
const places = new Map<string, Place>();

export function placeIn(name: string): Place {
  const place = places.get(name) ?? { left: 0, top: 0, row: 0, column: -1 };
  places.set(name, place);
  return place;
}

const linesOf = (grid: Element) => [...grid.querySelectorAll<HTMLTableRowElement>("tbody tr")];
const cellsOf = (line: Element | undefined) => [...(line?.querySelectorAll("td") ?? [])];

/** Notes which cell has the focus, and makes it the one that Tab leads to. */
export function noteCell(grid: Element, place: Place, cell: HTMLTableCellElement): void {
  const line = cell.closest("tr");
  place.row = line === null ? -1 : linesOf(grid).indexOf(line);
  place.column = Number(cell.dataset["column"]);
  for (const one of grid.querySelectorAll('td[tabindex="0"]')) one.setAttribute("tabindex", "-1");
  cell.tabIndex = 0;
}

/** The cell that the person was on. If it is gone, the one that is now in its place. */
export function cellAt(grid: Element, { row, column }: Place): HTMLTableCellElement | undefined {
  const lines = linesOf(grid);
  const cells = cellsOf(lines[Math.min(row, lines.length - 1)]);
  return cells.find(({ dataset }) => Number(dataset["column"]) === column) ?? cells[0];
}

/** The cell that a key leads to from a cell, as in Sheets; undefined if it leads to none. */
export function cellAfter(
  cell: HTMLTableCellElement,
  { key, ctrlKey, metaKey }: KeyboardEvent,
): HTMLTableCellElement | undefined {
  const grid = cell.closest(".grid");
  const line = cell.closest("tr");
  if (grid === null || line === null) return undefined;
  const lines = linesOf(grid);
  const cells = cellsOf(line);
  const [row, column] = [lines.indexOf(line), cells.indexOf(cell)];
  const page = Math.max(1, Math.floor(grid.clientHeight / line.offsetHeight) - 2);
  const isWhole = ctrlKey || metaKey;
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    PageUp: [-page, 0],
    PageDown: [page, 0],
    Home: [isWhole ? -row : 0, -column],
    End: [isWhole ? lines.length : 0, cells.length],
  };
  const [down, right] = steps[key] ?? [];
  if (down === undefined || right === undefined) return undefined;
  const within = (at: number, count: number) => Math.min(Math.max(at, 0), count - 1);
  const next = cellsOf(lines[within(row + down, lines.length)]);
  return next[within(column + right, next.length)];
}
