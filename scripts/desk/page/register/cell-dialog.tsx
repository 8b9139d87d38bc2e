/** The dialog in which a cell is read in full and edited, or its refusal explained. */
import { useId, useState } from "preact/hooks";
import type { CellView } from "../../views/register-views";
import { Refused } from "../shell/api";
import { closesDialog, Dialog } from "../shell/dialog";
import type { ChosenCell } from "./grid";

interface Props {
  readonly chosen: ChosenCell;
  /** Rejects with `Refused` in words that are shown beside the input. */
  readonly save: (value: string) => Promise<void>;
  readonly closed: () => void;
}

export function CellDialog({ chosen, save, closed }: Props) {
  const { column, row, cell } = chosen;
  const { input, refusal } = cell;
  const [refused, setRefused] = useState("");
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
      {refusal === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit(event.currentTarget);
          }}
        >
          <Input input={input} value={String(cell.value)} title={column.title} />
          {column.note !== null && <p class="help">{column.note}</p>}
          <p class="refusal" role="alert">
            {refused}
          </p>
          <div class="buttons">
            <button type="button" class="outline" onClick={closesDialog}>
              Cancel
            </button>
            <button type="submit">Save</button>
          </div>
        </form>
      ) : (
        <>
          {cell.text !== "" && (
            <div class="whole" tabIndex={0} role="group" aria-label="Text of the cell">
              {cell.text}
            </div>
          )}
          <p class="refusal">{refusal}</p>
          <div class="buttons">
            <button type="button" onClick={closesDialog}>
              Close
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

interface InputProps {
  readonly input: CellView["input"];
  readonly value: string;
  readonly title: string;
}

const types = {
  date: "date",
  "date-time": "datetime-local",
  text: "text",
  number: "text",
  checkbox: "text",
  list: "text",
} as const;

function Input({ input: { kind, options, strict }, value, title }: InputProps) {
  const list = useId();
  const shared = { name: "value", "aria-label": title };
  if (kind === "text") return <textarea {...shared} rows={5} defaultValue={value} />;
  const choices = options.map((option) => (
    <option key={option} value={option} selected={option === value}>
      {option}
    </option>
  ));
  if (kind === "list" && strict) {
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
        type={types[kind]}
        autocomplete="off"
        defaultValue={value}
        {...(kind === "list" ? { list } : {})}
        {...(kind === "number" ? { inputmode: "decimal" as const } : {})}
      />
      {kind === "list" && <datalist id={list}>{choices}</datalist>}
    </>
  );
}
