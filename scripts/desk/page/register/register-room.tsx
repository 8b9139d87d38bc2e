/** The room of the registers: a choice of register, its tabs, and the grid of one tab as the person at the desk can see and edit it. */

import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CellView } from "../../register-desk";
import { ask, Refused } from "../shell/api";
import { closesDialog, Dialog } from "../shell/dialog";
import { useAnswer, usePage } from "../shell/page";
import { Refusal, RoomHead } from "../shell/rooms";
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
  const [goal, setGoal] = useState<Goal | null>(null);
  const [chosen, setChosen] = useState<ChosenCell | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const at = view?.mark ?? null;
  const sheetId = view?.grid?.sheetId;
  // The same object for the same cell, so that the grid scrolls to it only once.
  const mark = useMemo(
    () => (at === null ? null : { ...at, isMark: true }),
    [sheetId, at?.row, at?.column],
  );
  useEffect(() => {
    const current = panel.current?.querySelector<HTMLElement>(".tabs [aria-current]");
    current?.parentElement?.scrollTo({ left: current.offsetLeft - 80 });
  }, [sheetId]);
  if (view === null) return null;
  const { grid, registers, tabs } = view;
  const isGoal = goal !== null && goal.tab === sheetId && goal.filter === filter;

  /** Follows a link in a cell: to a tab, a filter view, columns or a row. */
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
    const cell = { sheetId: sheetId ?? 0, row: row.index, column: column.index };
    await ask("edit", { as: person, register, ...cell, value });
    await changed();
  };
  const tick = async (box: ChosenCell) => {
    if (box.cell.refusal !== null) return setChosen(box);
    try {
      await save(box, box.cell.value !== true);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setChosen({ ...box, cell: { ...box.cell, refusal: error.message } });
    }
  };
  return (
    <section class="room" aria-label="The register">
      <RoomHead name="register" />
      <div class="sheet" data-theme="light" ref={panel}>
        <div class="row bar">
          <label>
            Spreadsheet{" "}
            <select
              value={register}
              onChange={({ currentTarget }) =>
                location.assign(
                  placeHash({ register: currentTarget.value, tab: null, filter: null }),
                )
              }
            >
              {!registers.some(({ name }) => name === register) && (
                <option value={register}>(not open to you)</option>
              )}
              {registers.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          {grid?.filter == null ? (
            <small>Click a cell and press Enter to edit it; on a phone, tap it.</small>
          ) : (
            <p>
              Filter view: {grid.filter}{" "}
              <a href={placeHash({ ...place, filter: null })}>Show all rows</a>
            </p>
          )}
        </div>
        {grid === null ? (
          <Refusal words={view.refused ?? ""} name="register" />
        ) : (
          <Grid
            key={`${view.register} ${grid.sheetId} ${filter}`}
            view={grid}
            target={isGoal ? goal : mark}
            open={setChosen}
            tick={(cell) => void tick(cell)}
            follow={follow}
          />
        )}
        <nav class="tabs" aria-label="Tabs">
          {tabs.map((one) => (
            <a
              key={one.sheetId}
              href={placeHash({ register, tab: one.sheetId, filter: null })}
              aria-current={one.sheetId === sheetId ? "page" : undefined}
              style={one.colour === null ? {} : { borderTopColor: one.colour }}
            >
              {one.title}
            </a>
          ))}
        </nav>
      </div>
      {chosen !== null && (
        <CellDialog
          chosen={chosen}
          save={(value) => save(chosen, value)}
          closed={() => {
            setChosen(null);
            // The cell from which the dialog was opened may no longer exist.
            if (document.activeElement !== document.body) return;
            panel.current?.querySelector<HTMLElement>('.grid [tabindex="0"]')?.focus();
          }}
        />
      )}
    </section>
  );
}

/** The zero-based index of a column from its letters. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface Props {
  readonly chosen: ChosenCell;
  /** Rejects with `Refused`; its message is shown next to the input. */
  readonly save: (value: string) => Promise<void>;
  readonly closed: () => void;
}

export function CellDialog({ chosen: { column, row, cell }, save, closed }: Props) {
  const [refused, setRefused] = useState(cell.refusal);
  const isChosen = cell.input.kind === "list" && cell.input.strict;
  const submit = async (form: HTMLFormElement, by: HTMLElement | null) => {
    try {
      await save(String(new FormData(form, by).get("value") ?? ""));
      form.closest("dialog")?.close();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefused(error.message);
    }
  };
  return (
    <Dialog title={`${column.title}, row ${row.index + 1}`} closed={closed}>
      {cell.note !== null && <p class="cell-note">{cell.note}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget, event.submitter);
        }}
      >
        {cell.refusal === null ? (
          <>
            <Input cell={cell} title={column.title} />
            <small>{column.note}</small>
          </>
        ) : (
          <div class="whole" tabIndex={0} role="group" aria-label="Text of the cell">
            {cell.text}
          </div>
        )}
        <p class="refusal" role="alert">
          {refused}
        </p>
        <div class="buttons">
          <button type="button" class="outline" onClick={closesDialog}>
            Close
          </button>{" "}
          {cell.refusal === null && !isChosen && <button type="submit">Save</button>}
        </div>
      </form>
    </Dialog>
  );
}

const types = { date: "date", "date-time": "datetime-local" } as const;

function Input({ cell: { input, value }, title }: { cell: CellView; title: string }) {
  const { kind, options, strict } = input;
  const shared = { name: "value", "aria-label": title };
  const text = String(value);
  if (kind === "text") {
    // As in Sheets: Enter saves, Shift+Enter starts a new line.
    const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    };
    return <textarea {...shared} rows={5} defaultValue={text} onKeyDown={onKeyDown} />;
  }
  if (kind === "list" && strict) {
    // As in Sheets, one click on a choice is enough.
    return (
      <div class="buttons choices" role="group" aria-label={title}>
        {["", ...options].map((option) => (
          <button
            key={option}
            type="submit"
            name="value"
            value={option}
            class={option === text ? "" : "outline"}
            aria-pressed={option === text}
          >
            {option || "(empty)"}
          </button>
        ))}
      </div>
    );
  }
  return (
    <>
      <input
        {...shared}
        type={kind === "date" || kind === "date-time" ? types[kind] : "text"}
        autocomplete="off"
        defaultValue={text}
        list="offered"
      />
      <datalist id="offered">
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  );
}
