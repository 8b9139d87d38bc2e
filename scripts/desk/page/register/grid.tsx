/** One tab of a register as a grid: its cells and notes, and how to move in it by mouse, finger and keyboard. */
import type { ComponentChildren, CSSProperties } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CellView, ChartView, ColumnView, GridView, RowView } from "../../register-desk";
import { usePage } from "../shell/page";
import { cellAfter, cellAt, noteCell, placeIn } from "./grid-place";

/** A cell that someone clicks or edits. */
export interface ChosenCell {
  readonly row: RowView;
  readonly column: ColumnView;
  readonly cell: CellView;
  /** The character with which someone began to type over it. */
  readonly typed?: string;
}

/** The cell to scroll to, zero-based. Without a row, only the column. */
export interface Target {
  readonly row: number | null;
  readonly column: number;
  /** Whether a story points at it. */
  readonly isMark: boolean;
}

interface Props {
  /** Under this name the grid is found again as it was left. */
  readonly name: string;
  readonly view: GridView;
  /** The grid scrolls there each time this changes. */
  readonly target: Target | null;
  readonly open: (chosen: ChosenCell) => void;
  readonly tick: (chosen: ChosenCell) => void;
  /** Empties a cell. */
  readonly empty: (chosen: ChosenCell) => void;
  /** Called when someone clicks a link in a cell. */
  readonly follow: (address: string) => void;
}

/** The width in pixels that must remain next to the frozen columns. As in the Sheets app, a narrower page freezes none. */
const leastBeside = 90;

/** On a phone columns are narrower, as after pinching the Sheets app: the reference, two columns of work and what they are about fit. */
function widthsHere() {
  const isPhone = window.innerWidth <= 480;
  return {
    numberWidth: isPhone ? 22 : 46,
    widthOf: ({ width }: ColumnView) => (isPhone ? Math.min(width * 0.84, 127) : width),
  };
}

/** Targets that a grid has shown: someone who comes back to the tab finds it as they left it. */
const reached = new WeakSet<Target>();

export function Grid({ name, view, target, open, tick, empty, follow }: Props) {
  const { tell } = usePage();
  const holder = useRef<HTMLDivElement>(null);
  const [noted, setNoted] = useState<{ readonly cell: HTMLElement } | null>(null);
  const { columns, rows } = view;
  const frozen = columns.filter((column) => column.frozen);
  const { numberWidth, widthOf } = widthsHere();
  const widthTo = (end: readonly ColumnView[]) =>
    end.reduce((sum, one) => sum + widthOf(one), numberWidth);
  const frozenWidth = widthTo(frozen);
  const isNarrow = window.innerWidth - frozenWidth < leastBeside;
  /** The style that keeps a frozen column in sight. */
  const kept = (column: ColumnView): CSSProperties => {
    if (isNarrow || !column.frozen) return {};
    return { left: `${widthTo(frozen.slice(0, frozen.indexOf(column)))}px` };
  };

  const place = placeIn(name);
  // Asked before the page is changed. A cell that is drawn anew would take the focus along.
  const hadFocus = holder.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => holder.current?.scrollTo(place), []);
  useLayoutEffect(() => {
    if (holder.current === null) return;
    setNoted((now) => (now?.cell.isConnected === true && now.cell.dataset["note"] ? now : null));
    const cell = cellAt(holder.current, place);
    if (cell === undefined) return;
    noteCell(holder.current, place, cell);
    const isLost = hadFocus && document.activeElement === document.body;
    if (isLost) cell.focus({ preventScroll: true });
  }, [view]);
  useLayoutEffect(() => {
    if (target === null || reached.has(target)) return;
    reached.add(target);
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
    // As in Sheets, the cell to which a link leads is chosen. The link may be gone with the tab that it was in.
    const cell = (line ?? holder.current?.querySelector("tbody tr"))?.querySelector<HTMLElement>(
      `td[data-column="${target.column}"]`,
    );
    const isFree = document.activeElement === document.body || hadFocus;
    if (!target.isMark && isFree) cell?.focus({ preventScroll: true });
  }, [target, view.sheetId]);

  const noteOf = (place: EventTarget | null) => {
    if (!(place instanceof Element) || place.closest("[role=tooltip]") !== null) return;
    const cell = place.closest<HTMLElement>("[data-note]");
    setNoted(cell === null ? null : { cell });
  };
  /** Tab leads to one cell only: the one that last had the focus, or the first. */
  const focused = ({ target: on }: Event) => {
    noteOf(on);
    const cell = on instanceof Element ? on.closest("td") : null;
    if (cell !== null && holder.current !== null) noteCell(holder.current, place, cell);
  };
  const onKey = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey } = event;
    if (key === "Escape") setNoted(null);
    if ((ctrlKey || metaKey) && /^[zy]$/i.test(key))
      tell("This page has no undo, as Google Sheets has: type again what the cell held.");
    const cell = event.target instanceof Element ? event.target.closest("td") : null;
    const next = cell === null ? undefined : cellAfter(cell, event);
    if (next === undefined) return;
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
        style={{ width: `${widthTo(columns)}px` }}
      >
        <thead>
          <tr>
            <th
              class="number"
              style={{ width: `${numberWidth}px`, ...(isNarrow ? {} : { left: "0px" }) }}
            >
              <span class="unseen">Row number</span>
            </th>
            {columns.map((column) => (
              <th
                key={column.index}
                scope="col"
                data-column={column.index}
                data-note={column.note ?? undefined}
                style={{ ...column.style, width: `${widthOf(column)}px`, ...kept(column) }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const isMarked = target?.isMark === true && target.row === row.index;
            return (
              <tr key={row.index} data-row={row.index} data-story-mark={isMarked ? "" : undefined}>
                <th class="number" scope="row" style={isNarrow ? {} : { left: "0px" }}>
                  {row.index + 1}
                </th>
                {columns.map((column) => {
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
                      act={{ open, tick, empty, follow }}
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
      onScroll={({ currentTarget }) => {
        place.left = currentTarget.scrollLeft;
        place.top = currentTarget.scrollTop;
        setNoted((now) => now && { ...now });
      }}
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

/** A number to call is never broken between two lines. */
const withWholeNumbers = (text: string) =>
  text
    .split(/(\(\d{3}\) \d{3}-\d{4})/)
    .map((part, at) => (at % 2 === 0 ? part : <span class="whole">{part}</span>));

interface CellProps {
  readonly chosen: ChosenCell;
  readonly style: CSSProperties;
  readonly look: readonly (string | false)[];
  readonly act: Pick<Props, "open" | "tick" | "empty" | "follow">;
  readonly children: ComponentChildren;
}

function Cell({ chosen, style, look, act, children }: CellProps) {
  const { cell, column } = chosen;
  const isBox = cell.input.kind === "checkbox" && cell.text === "";
  const note = cell.note ?? undefined;
  const use = () => (isBox ? act.tick(chosen) : act.open(chosen));
  return (
    <td
      role="gridcell"
      class={look.filter(Boolean).join(" ")}
      style={style}
      // The grid gives one cell another.
      tabIndex={-1}
      aria-readonly={cell.refusal !== null}
      data-column={column.index}
      data-note={note}
      aria-describedby={note === undefined ? undefined : "cell-note"}
      onKeyDown={(event) => {
        const { key, target, currentTarget, ctrlKey, metaKey, altKey } = event;
        const isOpening = ["Enter", "F2", " "].includes(key);
        const isEmptying = ["Delete", "Backspace"].includes(key);
        const isTyping = key.length === 1 && !ctrlKey && !metaKey && !altKey && !isBox;
        if (target !== currentTarget || !(isOpening || isEmptying || isTyping)) return;
        event.preventDefault();
        if (isEmptying) act.empty(chosen);
        else if (isOpening) use();
        else act.open({ ...chosen, typed: key });
      }}
      onDblClick={() => isBox || act.open(chosen)}
      onClick={({ target }) => {
        // A touch screen has no double click, so one tap is enough there.
        const isOnControl =
          target instanceof Element && target.closest("a, input, .arrow") !== null;
        if (matchMedia("(pointer: coarse)").matches && !isOnControl) use();
      }}
    >
      {isBox ? (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={column.title}
          checked={cell.value === true}
          onMouseDown={(event) => {
            // The cell gets the focus, as by a click beside the box.
            event.preventDefault();
            event.currentTarget.closest("td")?.focus({ preventScroll: true });
          }}
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
              withWholeNumbers(text)
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
      {cell.input.kind === "list" && cell.refusal === null && (
        // As in Sheets, one click on the arrow opens the list. The keyboard opens it from the cell.
        <span class="arrow" aria-hidden="true" onClick={() => act.open(chosen)} />
      )}
      {children}
    </td>
  );
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
