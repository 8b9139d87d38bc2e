/** One tab of a register as a grid: what stands in it, its notes, and how a hand and a keyboard move about it. */
import type { CSSProperties } from "preact";
import { flushSync } from "preact/compat";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type {
  CellView,
  ChartView,
  ColumnView,
  GridView,
  RowView,
} from "../../views/register-views";
import { Chart } from "./chart";

/** A cell that somebody acts on. */
export interface ChosenCell {
  readonly row: RowView;
  readonly column: ColumnView;
  readonly cell: CellView;
}

/** Where to look: zero-based, the column alone where there is no row. */
export interface Target {
  readonly row: number | null;
  readonly column: number;
  /** Whether a story points at it. */
  readonly isMark: boolean;
}

interface Props {
  readonly view: GridView;
  readonly showHidden: boolean;
  /** Scrolled to whenever it is another one. */
  readonly target: Target | null;
  readonly open: (chosen: ChosenCell) => void;
  readonly tick: (chosen: ChosenCell, ticked: boolean) => void;
  /** A click on a link in a cell. */
  readonly follow: (address: string) => void;
}

/** Pixels that stay for the other columns beside the frozen ones; as in the Sheets app, a page too narrow for that freezes none. */
const leastBeside = 90;
const numberWidth = 46;
/** Rows that are drawn at first, and added whenever somebody comes near the last of them. */
const drawnAtOnce = 60;

const cellSelector = "tbody td, tbody th";

export function Grid({ view, showHidden, target, open, tick, follow }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const [noted, setNoted] = useState<{ readonly cell: HTMLElement } | null>(null);
  const columns = view.columns.filter(({ hidden }) => showHidden || !hidden);
  const rows = view.rows.filter(({ hidden }) => showHidden || !hidden);
  const frozen = frozenAt(columns);

  const chosenAt = (place: EventTarget | null): ChosenCell | null => {
    const at = place instanceof Element ? place.closest<HTMLElement>("td") : null;
    const row = rows.find(({ index }) => String(index) === at?.parentElement?.dataset["row"]);
    const column = columns.find(({ index }) => String(index) === at?.dataset["column"]);
    return row === undefined || column === undefined ? null : chosenIn(row, column);
  };
  const act = (place: EventTarget | null) => {
    const chosen = chosenAt(place);
    if (chosen === null) return;
    if (isBox(chosen)) tick(chosen, chosen.cell.value !== true);
    else open(chosen);
  };

  useLayoutEffect(() => {
    if (target === null) return;
    const { row, column } = target;
    const at = rows.findIndex(({ index }) => index === row);
    if (at >= drawn) flushSync(() => setDrawn(at + drawnAtOnce));
    const [head, line] = [`thead th[data-column="${column}"]`, `tr[data-row="${row}"]`].map((one) =>
      table.current?.querySelector<HTMLElement>(one),
    );
    if (head == null) return;
    const frozenWidth = Number.parseInt(String(frozen(Number.POSITIVE_INFINITY).left ?? 0), 10);
    // Beside what stays in sight; of the rows, below the one before it.
    holder.current?.scrollTo({
      left: head.offsetLeft - frozenWidth,
      ...(line == null ? {} : { top: line.offsetTop - 2 * head.offsetHeight }),
    });
    (line ?? head).scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [target, view.sheetId]);

  /** The one cell that Tab leads to is the one last focused, at first the first. */
  const focused = ({ target: place }: Event) => {
    const cell = place instanceof Element ? place.closest<HTMLElement>(cellSelector) : null;
    noteOf(place);
    if (cell === null) return;
    for (const former of holder.current?.querySelectorAll<HTMLElement>('[tabindex="0"]') ?? []) {
      former.tabIndex = -1;
    }
    cell.tabIndex = 0;
  };
  const noteOf = (place: EventTarget | null) => {
    if (!(place instanceof Element) || place.closest("[role=tooltip]") !== null) return;
    const cell = place.closest<HTMLElement>("[data-note]");
    setNoted(cell === null ? null : { cell });
  };
  const onKey = (event: KeyboardEvent) => {
    const cell = event.target instanceof Element ? event.target.closest(cellSelector) : null;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") setNoted(null);
    if (!(cell instanceof HTMLTableCellElement)) return;
    const isLast = event.key === "ArrowDown" && cell.parentElement?.nextElementSibling == null;
    if (isLast && drawn < rows.length) flushSync(() => setDrawn(drawn + drawnAtOnce));
    const next = neighbour(cell, event.key);
    if (next !== null) {
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (["Enter", "F2", " "].includes(event.key)) act(cell);
    else return;
    event.preventDefault();
  };
  const onScroll = () => {
    setNoted((now) => now && { ...now });
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = holder.current ?? {};
    const isNear = scrollTop + 2 * clientHeight > scrollHeight;
    if (isNear && drawn < rows.length) setDrawn(drawn + drawnAtOnce);
  };

  // Thousands of cells are drawn anew only where they have changed.
  const cells = useMemo(
    () => (
      <table
        role="grid"
        ref={table}
        aria-label={`${view.title}, a tab of the register`}
        aria-rowcount={rows.length + 1}
        style={{ width: `${columns.reduce((sum, { width }) => sum + width, numberWidth)}px` }}
      >
        <thead>
          <tr>
            <th class="number" style={{ ...frozen(-1), width: `${numberWidth}px`, zIndex: 4 }}>
              <span class="unseen">Row number</span>
            </th>
            {columns.map((column) => (
              <th
                key={column.index}
                scope="col"
                data-column={column.index}
                data-key={column.title}
                data-note={column.note ?? undefined}
                style={{
                  ...lookOf(column.style),
                  width: `${column.width}px`,
                  ...frozen(column.index),
                  zIndex: column.frozen ? 4 : 3,
                }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, drawn).map((row, at) => (
            <tr
              key={row.index}
              data-row={row.index}
              data-story-mark={target?.isMark === true && target.row === row.index ? "" : undefined}
            >
              <th class="number" scope="row" tabIndex={-1} style={frozen(-1)}>
                {row.index + 1}
              </th>
              {columns.map((column, place) => (
                <Cell
                  key={column.index}
                  chosen={chosenIn(row, column)}
                  frozen={frozen(column.index)}
                  charts={view.charts.filter(
                    (one) => one.row === row.index && one.column === column.index,
                  )}
                  isEntry={at === 0 && place === 0}
                  isMarked={
                    target?.isMark === true &&
                    target.row === row.index &&
                    target.column === column.index
                  }
                  tick={tick}
                  follow={follow}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    ),
    [view, showHidden, drawn, target],
  );

  return (
    <div
      class="grid"
      data-theme="light"
      ref={holder}
      style={{ scrollPaddingLeft: frozen(Number.POSITIVE_INFINITY).left }}
      onKeyDown={onKey}
      onFocusIn={focused}
      onMouseOver={(event) => noteOf(event.target)}
      onMouseLeave={() => noteOf(document.activeElement)}
      onScroll={onScroll}
      onDblClick={(event) => act(event.target)}
      onClick={({ target: place }) => {
        // A finger has no second click.
        const isOnControl = place instanceof Element && place.closest("a, input") !== null;
        if (matchMedia("(pointer: coarse)").matches && !isOnControl) act(place);
      }}
    >
      {cells}
      {rows.length === 0 && <p class="hint">No rows</p>}
      {noted !== null && <Note cell={noted.cell} />}
    </div>
  );
}

/** A cell's note beside it, as Sheets shows it; it stays in the window. */
function Note({ cell }: { readonly cell: HTMLElement }) {
  const { top, left, right } = cell.getBoundingClientRect();
  const width = 260;
  const isRight = right + width < window.innerWidth;
  const at = isRight ? right : Math.max(4, left - width);
  return (
    <p
      id="cell-note"
      role="tooltip"
      class="cell-note"
      style={{ top: `${top}px`, left: `${at}px`, width: `${width}px` }}
    >
      {cell.dataset["note"]}
    </p>
  );
}

interface CellProps {
  readonly chosen: ChosenCell | null;
  readonly frozen: CSSProperties;
  /** Those that begin at its corner. */
  readonly charts: readonly ChartView[];
  readonly isEntry: boolean;
  readonly isMarked: boolean;
  readonly tick: Props["tick"];
  readonly follow: Props["follow"];
}

function Cell({ chosen, frozen, charts, isEntry, isMarked, tick, follow }: CellProps) {
  if (chosen === null) return <td />;
  const { cell, column } = chosen;
  const note = cell.note ?? undefined;
  return (
    <td
      role="gridcell"
      class={`${cell.style.clipped ? "clipped" : ""} ${isMarked ? "marked" : ""} ${charts.length > 0 ? "anchor" : ""}`.trim()}
      style={{ ...lookOf(cell.style), ...frozen }}
      tabIndex={isEntry ? 0 : -1}
      aria-readonly={cell.refusal !== null}
      data-column={column.index}
      data-note={note}
      aria-describedby={note === undefined ? undefined : "cell-note"}
    >
      {isBox(chosen) ? (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={column.title}
          checked={cell.value === true}
          onClick={(event) => {
            // The box follows the register, not the hand: it changes when the edit was taken.
            event.preventDefault();
            tick(chosen, cell.value !== true);
          }}
        />
      ) : (
        <span class="text">
          <Linked cell={cell} follow={follow} />
        </span>
      )}
      {charts.map((view) => (
        <Chart key={view.id} view={view} />
      ))}
    </td>
  );
}

/** The text of a cell, links in it as links. */
function Linked({
  cell: { text, links },
  follow,
}: Pick<CellProps, "follow"> & Pick<ChosenCell, "cell">) {
  const ends = links.map(({ end }) => end ?? text.length);
  return (
    <>
      {links.map(({ from, to }, at) => (
        <>
          {text.slice(ends[at - 1] ?? 0, from)}
          <a
            href={to}
            onClick={(event) => {
              event.preventDefault();
              follow(to);
            }}
          >
            {text.slice(from, ends[at])}
          </a>
        </>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </>
  );
}

const isBox = ({ cell }: ChosenCell): boolean => cell.input.kind === "checkbox" && cell.text === "";

function chosenIn(row: RowView, column: ColumnView): ChosenCell | null {
  const cell = row.cells[column.index];
  return cell === undefined ? null : { row, column, cell };
}

/** How a column is kept in sight: the row numbers are column -1; beyond the last one, where what is not frozen begins. */
function frozenAt(columns: readonly ColumnView[]): (index: number) => CSSProperties {
  const kept = columns.filter(({ frozen }) => frozen);
  const before = (index: number) =>
    kept.reduce((sum, one) => sum + (one.index < index ? one.width : 0), numberWidth);
  const isFrozen = window.innerWidth - before(Number.POSITIVE_INFINITY) >= leastBeside;
  return (index) => {
    if (!isFrozen) return {};
    if (index === Number.POSITIVE_INFINITY) return { left: `${before(index)}px` };
    if (index < 0) return { position: "sticky", left: "0px", zIndex: 2 };
    if (!kept.some((one) => one.index === index)) return {};
    return { position: "sticky", left: `${before(index)}px`, zIndex: 2 };
  };
}

function lookOf({ background, text, bold, align }: ColumnView["style"]): CSSProperties {
  return {
    ...(background === null ? {} : { backgroundColor: background }),
    ...(text === null ? {} : { color: text }),
    ...(bold ? { fontWeight: "bold" } : {}),
    textAlign: align,
  };
}

function neighbour(cell: HTMLTableCellElement, key: string): HTMLElement | null {
  const row = cell.parentElement as HTMLTableRowElement; // As a cell of a table has it.
  const at = cell.cellIndex;
  const inRow = (other: Element | null) => (other as HTMLTableRowElement | null)?.cells[at];
  const found = {
    ArrowLeft: row.cells[at - 1],
    ArrowRight: row.cells[at + 1],
    Home: row.cells[0],
    End: row.cells[row.cells.length - 1],
    ArrowUp: inRow(row.previousElementSibling),
    ArrowDown: inRow(row.nextElementSibling),
  }[key];
  return found ?? null;
}
