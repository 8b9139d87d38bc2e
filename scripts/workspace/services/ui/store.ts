/** The menus and dialogs that people were shown in the Form's editor. */
import type { Store } from "../../service";

export type MenuEntry =
  | { readonly kind: "item"; readonly caption: string; readonly function: string }
  | { readonly kind: "separator" };

export interface ShownDialog {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: string;
  readonly title: string;
  readonly html: string;
  /** Pixels; null if the script did not set it. */
  readonly width: number | null;
  readonly height: number | null;
}

interface UiSlice {
  /** Person → the script's menus in that person's editor, by caption. */
  menus: Record<string, Record<string, readonly MenuEntry[]>>;
  /** All dialogs, in the order they were shown. A dialog's number is its index here. */
  dialogs: ShownDialog[];
  /** Person → number of the dialog that the person has open. A new dialog replaces it. */
  open: Record<string, number>;
}

/** The slice, also for the local page (scripts/desk) and tests to read. */
export function shown(store: Store): UiSlice {
  return store.slice<UiSlice>("ui", () => ({ menus: {}, dialogs: [], open: {} }));
}

export interface OpenDialog extends ShownDialog {
  readonly number: number;
}

/** The dialog that a person has open; null if there is none. */
export function dialogOf(store: Store, person: string): OpenDialog | null {
  const { dialogs, open } = shown(store);
  const number = open[person.toLowerCase()];
  const dialog = number === undefined ? undefined : dialogs[number];
  return number === undefined || dialog === undefined ? null : { number, ...dialog };
}

/** Closes the dialog that a person has open. The person or the dialog's page can do this. */
export function closeDialogOf(store: Store, person: string): void {
  delete shown(store).open[person.toLowerCase()];
}
