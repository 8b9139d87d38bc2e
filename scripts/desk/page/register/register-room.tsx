/** The room of the registers: which register, its tabs, and the grid of one of them as the person at the desk may see and edit it. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MarkedRegisterView } from "../../views/register-views";
import { desk, Refused } from "../shell/api";
import { useAnswer, usePage } from "../shell/page";
import { Refusal, RoomHead } from "../shell/room-head";
import { CellDialog } from "./cell-dialog";
import { type ChosenCell, Grid, type Target } from "./grid";
import { placeHash, type RegisterPlace } from "./register-place";

/** Where a link in a cell leads. */
interface Goal extends Target {
  readonly tab: number;
  readonly filter: number | null;
}

export function RegisterRoom({ place }: { readonly place: RegisterPlace }) {
  const { person, changed } = usePage();
  const { register, tab, filter } = place;
  const view = useAnswer("register", { as: person, register, sheetId: tab, filter });
  const [showHidden, setShowHidden] = useState(false);
  const [goal, setGoal] = useState<Goal | null>(null);
  const [chosen, setChosen] = useState<ChosenCell | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const at = view?.mark ?? null;
  // The same as long as it is the same cell: it is scrolled to once.
  const mark = useMemo(
    () => (at === null ? null : { ...at, isMark: true }),
    [view?.grid?.sheetId, at?.row, at?.column],
  );
  if (view === null) return null;
  const { grid } = view;
  const isGoal = goal !== null && goal.tab === grid?.sheetId && goal.filter === filter;

  /** Goes where a link in a cell leads: to a tab, through a filter view, to columns, to a row. */
  const follow = (address: string) => {
    const [, to, through, letters, row] =
      /^#gid=(\d+)(?:&fvid=(\d+))?(?:&range=([A-Z]+)(\d+)?:[A-Z]+\d*)?$/.exec(address) ?? [];
    if (to === undefined) return;
    const next = {
      register,
      tab: Number(to),
      filter: through === undefined ? null : Number(through),
    };
    const column = letters === undefined ? null : columnOf(letters);
    const line = row === undefined ? null : Number(row) - 1;
    setGoal(column === null ? null : { ...next, row: line, column, isMark: false });
    location.assign(placeHash(next));
  };
  const save = async ({ row, column }: ChosenCell, value: string | boolean) => {
    const cell = { sheetId: grid?.sheetId ?? 0, row: row.index, column: column.index };
    await desk.ask("edit", { as: person, register, ...cell, value });
    await changed();
  };
  const tick = async (cell: ChosenCell, ticked: boolean) => {
    if (cell.cell.refusal !== null) return setChosen(cell);
    try {
      await save(cell, ticked);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setChosen({ ...cell, cell: { ...cell.cell, refusal: error.message } });
    }
  };
  return (
    <section class="room register" aria-label="The register">
      <RoomHead name="register" />
      <div class="sheet" data-theme="light">
        <Bar view={view} place={place} showHidden={showHidden} setShowHidden={setShowHidden} />
        <div
          class="panel"
          role="tabpanel"
          id="panel"
          ref={panel}
          {...(grid === null ? {} : { "aria-labelledby": `tab-${grid.sheetId}` })}
        >
          {grid === null ? (
            <Refusal words={view.refused ?? ""} name="register" />
          ) : (
            <Grid
              key={`${view.register} ${grid.sheetId} ${filter}`}
              view={grid}
              showHidden={showHidden}
              target={isGoal ? goal : mark}
              open={setChosen}
              tick={(cell, ticked) => void tick(cell, ticked)}
              follow={follow}
            />
          )}
        </div>
        <Tabs view={view} place={place} showHidden={showHidden} />
      </div>
      {chosen !== null && (
        <CellDialog
          chosen={chosen}
          save={(value) => save(chosen, value)}
          closed={() => {
            setChosen(null);
            // The cell that it was opened from may be gone.
            if (document.activeElement !== document.body) return;
            panel.current?.querySelector<HTMLElement>('.grid [tabindex="0"]')?.focus();
          }}
        />
      )}
    </section>
  );
}

interface PartProps {
  readonly view: MarkedRegisterView;
  readonly place: RegisterPlace;
  readonly showHidden: boolean;
}

function Bar({
  view: { registers, register, grid },
  place,
  showHidden,
  setShowHidden,
}: PartProps & { readonly setShowHidden: (isShown: boolean) => void }) {
  const isOpen = registers.some(({ name }) => name === register);
  return (
    <div class="bar row">
      <label>
        Spreadsheet{" "}
        <select
          value={register}
          onChange={({ currentTarget }) =>
            location.assign(placeHash({ register: currentTarget.value, tab: null, filter: null }))
          }
        >
          {!isOpen && <option value={register}>(not open to you)</option>}
          {registers.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={showHidden}
          onChange={({ currentTarget }) => setShowHidden(currentTarget.checked)}
        />
        Show hidden
      </label>
      {grid?.filter != null ? (
        <p class="filter">
          Filter view: {grid.filter}{" "}
          <a href={placeHash({ ...place, filter: null })}>Show all rows</a>
        </p>
      ) : (
        <p class="hint">Click a cell and press Enter to edit it; on a phone, tap it.</p>
      )}
    </div>
  );
}

function Tabs({ view: { tabs, grid }, place, showHidden }: PartProps) {
  const current = useRef<HTMLButtonElement>(null);
  const shown = tabs.filter((tab) => showHidden || !tab.hidden || tab.sheetId === grid?.sheetId);
  useEffect(() => {
    const { current: button } = current;
    button?.parentElement?.scrollTo({ left: button.offsetLeft - 80 });
  }, [grid?.sheetId]);
  const onKey = (event: KeyboardEvent) => {
    const all = shown.map(({ sheetId }) => document.getElementById(`tab-${sheetId}`));
    const at = all.indexOf(document.activeElement as HTMLElement | null); // It has the key.
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    const next = to === undefined ? undefined : all[(to + all.length) % all.length];
    if (next == null) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
  if (shown.length === 0) return null;
  return (
    <div class="tabs" role="tablist" aria-label="Tabs" onKeyDown={onKey}>
      {shown.map(({ sheetId, title, hidden, colour }) => {
        const isCurrent = sheetId === grid?.sheetId;
        return (
          <button
            key={sheetId}
            type="button"
            role="tab"
            id={`tab-${sheetId}`}
            ref={isCurrent ? current : null}
            aria-selected={isCurrent}
            aria-controls="panel"
            tabIndex={isCurrent ? 0 : -1}
            style={colour === null ? {} : { borderTopColor: colour }}
            onClick={() => location.assign(placeHash({ ...place, tab: sheetId, filter: null }))}
          >
            {hidden ? `${title} (hidden)` : title}
          </button>
        );
      })}
    </div>
  );
}

/** The zero-based index of a column by its letters. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
