/** The dialog in which a cell is read in full and edited, or its refusal explained. */
import type { InputView } from "../../views/register-views";
import { Refused } from "../shell/api";
import { showDialog } from "../shell/dialog";
import { element, freshId } from "../shell/dom";
import type { ChosenCell } from "./grid";

interface Input {
  readonly control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  readonly list: HTMLElement | null;
}

function inputFor({ kind, options, strict }: InputView, value: string, id: string): Input {
  if (kind === "list" && strict) {
    const control = element(
      "select",
      { id },
      element("option", { value: "" }, "(empty)"),
      ...options.map((option) => element("option", { value: option }, option)),
    );
    control.value = value;
    return { control, list: null };
  }
  if (kind === "text") {
    const control = element("textarea", { id, rows: 5 });
    control.value = value;
    return { control, list: null };
  }
  const listId = freshId();
  const list =
    kind === "list"
      ? element("datalist", { id: listId }, ...options.map((value) => element("option", { value })))
      : null;
  const type = kind === "date" ? "date" : kind === "date-time" ? "datetime-local" : "text";
  const control = element("input", {
    id,
    type,
    autocomplete: "off",
    list: list === null ? null : listId,
    inputmode: kind === "number" ? "decimal" : null,
  });
  control.value = value;
  return { control, list };
}

function titleOf({ column, row }: ChosenCell): string {
  return `${column.title}, row ${row.index + 1}`;
}

/** Explains why a cell cannot be edited; its text can still be read in full. */
export function explainRefusal(chosen: ChosenCell, refusal: string, closed: () => void): void {
  const { cell } = chosen;
  const body = [
    cell.text === ""
      ? null
      : element(
          "div",
          { class: "whole", tabindex: "0", role: "group", "aria-label": "Text of the cell" },
          cell.text,
        ),
    element("p", { class: "refusal" }, refusal),
    element(
      "div",
      { class: "buttons" },
      element("button", { type: "button", class: "main", onclick: () => dialog.close() }, "Close"),
    ),
  ];
  const dialog = showDialog(titleOf(chosen), body, closed);
}

/** Lets the person edit a cell; `save` is refused with words that are shown beside the input. */
export function editInDialog(
  chosen: ChosenCell,
  save: (value: string) => Promise<void>,
  closed: () => void,
): void {
  const { column, cell, input } = chosen;
  const id = freshId();
  const { control, list } = inputFor(input, String(cell.value), id);
  const refusal = element("p", { class: "refusal", role: "alert" });
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await save(control.value);
      dialog.close();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusal.textContent = error.message;
    }
  };
  const form = element(
    "form",
    { onsubmit: (event) => void submit(event) },
    element("label", { class: "unseen", for: id }, column.title),
    control,
    list,
    column.note === null ? null : element("p", { class: "help" }, column.note),
    refusal,
    element(
      "div",
      { class: "buttons" },
      element("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      element("button", { type: "submit", class: "main" }, "Save"),
    ),
  );
  const dialog = showDialog(titleOf(chosen), [form], closed);
  control.focus();
}
