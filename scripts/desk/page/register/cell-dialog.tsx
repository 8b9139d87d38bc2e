/** The dialog in which a cell is read in full and edited, or its refusal explained. */
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
  const submit = async (form: HTMLFormElement) => {
    try {
      await save(String(new FormData(form).get("value") ?? ""));
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
          void submit(event.currentTarget);
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
          {cell.refusal === null && <button type="submit">Save</button>}
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
  if (kind === "text") return <textarea {...shared} rows={5} defaultValue={text} />;
  const choices = options.map((option) => (
    <option key={option} value={option} selected={option === text}>
      {option}
    </option>
  ));
  if (strict) {
    return (
      <select {...shared}>
        <option value="">(empty)</option>
        {choices}
      </select>
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
      <datalist id="offered">{choices}</datalist>
    </>
  );
}
