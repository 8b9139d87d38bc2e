/** One tab of a register as a grid: its cells and notes, and how to move in it by mouse, finger and keyboard. */
import type { ComponentChildren, CSSProperties } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CellView, ChartView, ColumnView, GridView, RowView } from "../../register-desk";

/** A cell that someone clicks or edits. */
export interface ChosenCell {
  readonly row: RowView;
  readonly column: ColumnView;
  readonly cell: CellView;
}

/** The cell to scroll to, zero-based. Without a row, only the column. */
export interface Target {
  readonly row: number | null;
  readonly column: number;
  /** Whether a story points at it. */
  readonly isMark: boolean;
}

interface Props {
  readonly view: GridView;
  /** The grid scrolls there each time this changes. */
  readonly target: Target | null;
  readonly open: (chosen: ChosenCell) => void;
  readonly tick: (chosen: ChosenCell) => void;
  /** Called when someone clicks a link in a cell. */
  readonly follow: (address: string) => void;
}

/** The width in pixels that must remain next to the frozen columns. As in the Sheets app, a narrower page freezes none. */
const leastBeside = 90;
const numberWidth = 46;

export function Grid({ view, target, open, tick, follow }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const [noted, setNoted] = useState<{ readonly cell: HTMLElement } | null>(null);
  const { columns, rows } = view;
  const frozen = columns.filter((column) => column.frozen);
  const frozenWidth = frozen.reduce((sum, { width }) => sum + width, numberWidth);
  const isNarrow = window.innerWidth - frozenWidth < leastBeside;
  /** The style that keeps a frozen column in sight. */
  const kept = (column: ColumnView): CSSProperties => {
    if (isNarrow || !column.frozen) return {};
    const before = frozen.slice(0, frozen.indexOf(column));
    return { left: `${before.reduce((sum, { width }) => sum + width, numberWidth)}px` };
  };

  useLayoutEffect(() => {
    if (target === null) return;
    const find = (what: string) => holder.current?.querySelector<HTMLElement>(what);
    const head = find(`thead th[data-column="${target.column}"]`);
    const line = find(`tr[data-row="${target.row}"]`);
    if (head == null) return;
    // Scrolls so that the cell is next to the frozen columns, below the row before it.
    holder.current?.scrollTo({
      left: head.offsetLeft - (isNarrow ? 0 : frozenWidth),
      ...(line == null ? {} : { top: line.offsetTop - 2 * head.offsetHeight }),
    });
    (line ?? head).scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [target, view.sheetId]);

  const noteOf = (place: EventTarget | null) => {
    if (!(place instanceof Element) || place.closest("[role=tooltip]") !== null) return;
    const cell = place.closest<HTMLElement>("[data-note]");
    setNoted(cell === null ? null : { cell });
  };
  /** Tab leads to one cell only: the one that last had the focus, or the first. */
  const focused = ({ target: place }: Event) => {
    noteOf(place);
    if (!(place instanceof HTMLTableCellElement)) return;
    holder.current?.querySelector<HTMLElement>('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    place.tabIndex = 0;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") setNoted(null);
    const cell = event.target instanceof Element ? event.target.closest("td") : null;
    const next = cell === null ? null : neighbour(cell, event.key);
    if (next === null) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  // There are thousands of cells, so they are drawn again only after a change.
  const cells = useMemo(
    () => (
      <table
        role="grid"
        aria-label={`${view.title}, a tab of the register`}
        style={{ width: `${columns.reduce((sum, { width }) => sum + width, numberWidth)}px` }}
      >
        <thead>
          <tr>
            <th class="number" style={isNarrow ? {} : { left: "0px" }}>
              <span class="unseen">Row number</span>
            </th>
            {columns.map((column) => (
              <th
                key={column.index}
                scope="col"
                data-column={column.index}
                data-note={column.note ?? undefined}
                style={{ ...column.style, width: `${column.width}px`, ...kept(column) }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const isMarked = target?.isMark === true && target.row === row.index;
            return (
              <tr key={row.index} data-row={row.index} data-story-mark={isMarked ? "" : undefined}>
                <th class="number" scope="row" style={isNarrow ? {} : { left: "0px" }}>
                  {row.index + 1}
                </th>
                {columns.map((column, place) => {
                  const cell = row.cells[column.index];
                  if (cell === undefined) return <td key={column.index} />;
                  const charts = view.charts.filter(
                    (one) => one.row === row.index && one.column === column.index,
                  );
                  return (
                    <Cell
                      key={column.index}
                      chosen={{ row, column, cell }}
                      style={{ ...cell.style, ...kept(column) }}
                      look={[
                        cell.clipped && "clipped",
                        isMarked && target.column === column.index && "marked",
                        charts.length > 0 && "anchor",
                      ]}
                      isEntry={at === 0 && place === 0}
                      act={{ open, tick, follow }}
                    >
                      {charts.map((one) => (
                        <Chart key={one.id} view={one} />
                      ))}
                    </Cell>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    ),
    [view, target],
  );

  return (
    <div
      class="grid"
      ref={holder}
      style={{ scrollPaddingLeft: isNarrow ? 0 : `${frozenWidth}px` }}
      onKeyDown={onKey}
      onFocusIn={focused}
      onMouseOver={(event) => noteOf(event.target)}
      onMouseLeave={() => noteOf(document.activeElement)}
      onScroll={() => setNoted((now) => now && { ...now })}
    >
      {cells}
      {rows.length === 0 && <p>No rows</p>}
      {noted !== null && <Note cell={noted.cell} />}
    </div>
  );
}

/** The note of a cell, next to it as in Sheets, and inside the window. */
function Note({ cell }: { readonly cell: HTMLElement }) {
  const { top, left, right } = cell.getBoundingClientRect();
  const width = 260;
  const at = right + width < window.innerWidth ? right : Math.max(4, left - width);
  const place = { top: `${top}px`, left: `${at}px`, width: `${width}px` };
  return (
    <p id="cell-note" role="tooltip" class="cell-note" style={place}>
      {cell.dataset["note"]}
    </p>
  );
}

interface CellProps {
  readonly chosen: ChosenCell;
  readonly style: CSSProperties;
  readonly look: readonly (string | false)[];
  readonly isEntry: boolean;
  readonly act: Pick<Props, "open" | "tick" | "follow">;
  readonly children: ComponentChildren;
}

function Cell({ chosen, style, look, isEntry, act, children }: CellProps) {
  const { cell, column } = chosen;
  const isBox = cell.input.kind === "checkbox" && cell.text === "";
  const note = cell.note ?? undefined;
  return (
    <td
      role="gridcell"
      class={look.filter(Boolean).join(" ")}
      style={style}
      tabIndex={isEntry ? 0 : -1}
      aria-readonly={cell.refusal !== null}
      data-column={column.index}
      data-note={note}
      aria-describedby={note === undefined ? undefined : "cell-note"}
      onKeyDown={(event) => {
        if (!["Enter", "F2", " "].includes(event.key) || event.target !== event.currentTarget)
          return;
        event.preventDefault();
        if (isBox) act.tick(chosen);
        else act.open(chosen);
      }}
      onDblClick={() => isBox || act.open(chosen)}
      onClick={({ target }) => {
        // A touch screen has no double click, so one tap is enough there.
        const isOnControl = target instanceof Element && target.closest("a, input") !== null;
        if (!matchMedia("(pointer: coarse)").matches || isOnControl) return;
        if (isBox) act.tick(chosen);
        else act.open(chosen);
      }}
    >
      {isBox ? (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={column.title}
          checked={cell.value === true}
          onClick={(event) => {
            // The box shows what the register has, so it changes only after the edit was accepted.
            event.preventDefault();
            act.tick(chosen);
          }}
        />
      ) : (
        <span class="text">
          {cell.parts.map(({ text, to }) =>
            to === null ? (
              text
            ) : (
              <a
                key={to}
                href={to}
                onClick={(event) => {
                  event.preventDefault();
                  act.follow(to);
                }}
              >
                {text}
              </a>
            ),
          )}
        </span>
      )}
      {children}
    </td>
  );
}

function neighbour(cell: HTMLTableCellElement, key: string): HTMLElement | null {
  const row = cell.parentElement;
  const inRow = (other: Element | null | undefined) => other?.children[cell.cellIndex];
  const found = {
    ArrowLeft: cell.previousElementSibling,
    ArrowRight: cell.nextElementSibling,
    ArrowUp: inRow(row?.previousElementSibling),
    ArrowDown: inRow(row?.nextElementSibling),
  }[key];
  return found instanceof HTMLTableCellElement && found.tagName === "TD" ? found : null;
}

/** Colors for series that have none of their own. */
const plain = ["#2563a8", "#c2570c", "#1e7a5c"] as const;

/** The height of the tallest bar. */
function highest({ isStacked, categories, series }: ChartView): number {
  const at = (place: number) => series.map(({ values }) => values[place] ?? 0);
  const each = categories.map((_, place) =>
    isStacked ? at(place).reduce((sum, one) => sum + one, 0) : Math.max(...at(place)),
  );
  return Math.max(1, ...each);
}

export function Chart({ view }: { readonly view: ChartView }) {
  const { title, subtitle, words, axis, width, height, categories, series, isStacked, hasLegend } =
    view;
  const high = highest(view);
  const colourOf = (at: number, place = -1) =>
    series[at]?.colours[place] ?? series[at]?.colour ?? plain[at % plain.length] ?? plain[0];
  return (
    <figure
      class="chart"
      role="img"
      aria-label={`${title}. ${words}`}
      style={{ width: `${width}px`, height: `${height}px` }}
    >
      <strong>{title}</strong>
      <small>{[axis, subtitle].filter(Boolean).join(". ")}</small>
      <div class="bars">
        {categories.map((category, place) => (
          <div key={category} class={isStacked ? "stacked" : ""}>
            {series.map(({ name, values }, at) => (
              <span
                key={name}
                style={{
                  height: `${((values[place] ?? 0) / high) * 100}%`,
                  background: colourOf(at, place),
                }}
              >
                {values[place] || ""}
              </span>
            ))}
          </div>
        ))}
      </div>
      <div class="names">
        {categories.map((category) => (
          <small key={category}>{category}</small>
        ))}
      </div>
      {hasLegend && (
        <small>
          {series.map(({ name }, at) => (
            <span key={name}>
              <span class="key" style={{ background: colourOf(at) }} /> {name}{" "}
            </span>
          ))}
        </small>
      )}
    </figure>
  );
}
