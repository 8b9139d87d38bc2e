/** The room of the registers: a choice of register, its tabs, and the grid of one tab as the person at the desk can see and edit it. */

import type { TargetedFocusEvent, TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { columnIndex } from "../../../workspace/sheets/a1-notation";
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

/** `isChosen`: whether the address names the register; otherwise it is the first that opens to the person. */
export function RegisterRoom({
  place,
  isChosen,
}: {
  readonly place: RegisterPlace;
  readonly isChosen: boolean;
}) {
  const { person, shown, changed, tell, attempt } = usePage();
  const { register, tab, filter } = place;
  const view = useAnswer("register", { as: person, register, sheetId: tab, filter });
  const [goal, setGoal] = useState<Goal | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
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
  useEffect(() => {
    const names = (view?.registers ?? []).map(({ name }) => name);
    const [own] = names;
    if (!isChosen && own !== undefined && names.every((one) => one !== register))
      location.replace(placeHash({ register: own, tab: null, filter: null }));
  }, [view, isChosen, register]);
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
    const column = letters === undefined ? null : columnIndex(letters);
    const line = row === undefined ? null : Number(row) - 1;
    setGoal(column === null ? null : { ...next, row: line, column, isMark: false });
    location.assign(placeHash(next));
  };
  const save = async ({ row, column }: ChosenCell, value: string | boolean) => {
    const cell = { sheetId: sheetId ?? 0, row: row.index, column: column.index };
    await ask("edit", { as: person, register, ...cell, value });
    await changed();
  };
  /** The dialog saves into the cell for which it was opened, whatever tab is shown by then. */
  const open = (chosen: ChosenCell) => {
    openings += 1;
    setOpened({ number: openings, chosen, save: (value) => save(chosen, value) });
  };
  const change = async (chosen: ChosenCell, value: string | boolean) => {
    if (chosen.cell.refusal !== null) return open(chosen);
    try {
      await save(chosen, value);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const cell = { ...chosen.cell, refusal: error.message };
      // What someone types in another dialog meanwhile is not taken away.
      if (document.querySelector("dialog[open]") !== null) tell(error.message);
      else open({ ...chosen, cell });
    }
  };
  const tick = (box: ChosenCell) => attempt(() => change(box, box.cell.value !== true));
  const empty = (chosen: ChosenCell) => {
    const { value, text } = chosen.cell;
    if (value === true) void attempt(() => change(chosen, false));
    else if (text !== "") void attempt(() => change(chosen, ""));
  };
  const name = `${shown} ${view.register} ${sheetId} ${filter}`;
  return (
    <section class="room" aria-label="The register">
      <RoomHead name="register" />
      <div class="sheet" data-theme="light" ref={panel}>
        <div class="row bar">
          <label>
            <span class="what">Spreadsheet </span>
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
            key={name}
            name={name}
            view={grid}
            target={isGoal ? goal : mark}
            open={open}
            tick={(cell) => void tick(cell)}
            empty={empty}
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
      {opened !== null && (
        <CellDialog
          // One dialog for each opening: a browser says a moment later that one was closed, and by then the next may be open.
          key={opened.number}
          chosen={opened.chosen}
          save={opened.save}
          closed={() => {
            setOpened((now) => (now === opened ? null : now));
            // The cell from which the dialog was opened may no longer exist.
            if (document.activeElement !== document.body) return;
            panel.current?.querySelector<HTMLElement>('.grid [tabindex="0"]')?.focus();
          }}
        />
      )}
    </section>
  );
}

/** A cell whose dialog is open. */
interface Opened {
  /** Another one for each time that a dialog was opened. */
  readonly number: number;
  readonly chosen: ChosenCell;
  readonly save: (value: string) => Promise<void>;
}

let openings = 0;

interface Props {
  readonly chosen: ChosenCell;
  /** Rejects with `Refused`; its message is shown next to the input. */
  readonly save: (value: string) => Promise<void>;
  readonly closed: () => void;
}

export function CellDialog({ chosen: { column, row, cell, typed }, save, closed }: Props) {
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
            <Input cell={cell} title={column.title} typed={typed} />
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

interface InputProps {
  readonly cell: CellView;
  readonly title: string;
  readonly typed: string | undefined;
}

function Input({ cell: { input, value }, title, typed }: InputProps) {
  const { kind, options, strict } = input;
  const isText = kind !== "date" && kind !== "date-time";
  const text = (isText ? typed : undefined) ?? String(value);
  const shared = {
    name: "value",
    "aria-label": title,
    // Someone who began to type goes on after what they typed.
    onFocus: ({
      currentTarget: field,
    }: TargetedFocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (typed !== undefined && isText && field.value === typed) field.setSelectionRange(1, 1);
    },
  };
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
