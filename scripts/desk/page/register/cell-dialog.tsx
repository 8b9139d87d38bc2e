/** The dialog in which a cell is read in full and edited, or its refusal explained. */
import type { TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import type { CellView } from "../../register-desk";
import { Refused } from "../shell/api";
import { closesDialog, Dialog } from "../shell/dialog";
import type { ChosenCell } from "./grid";

interface Props {
  readonly chosen: ChosenCell;
  /** Rejects with `Refused` in words that are shown beside the input. */
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
    // As in Sheets: Enter is enough, and a new line takes Shift with it.
    const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    };
    return <textarea {...shared} rows={5} defaultValue={text} onKeyDown={onKeyDown} />;
  }
  if (kind === "list" && strict) {
    // As in Sheets, a click on a choice is enough.
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
