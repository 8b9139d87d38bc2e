/** What people were shown in the Form's editor: menus and dialogs. */
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
  /** Pixels; null if the script set none. */
  readonly width: number | null;
  readonly height: number | null;
}

interface UiSlice {
  /** Person → the menus of the Form that they have open. */
  menus: Record<string, Record<string, readonly MenuEntry[]>>;
  /** In the order shown; a dialog's place is its number. */
  dialogs: ShownDialog[];
  /** Person → the number of the dialog that they have open: another one takes its place. */
  open: Record<string, number>;
}

/** The slice, for the desk and the tests to look at. */
export function shown(store: Store): UiSlice {
  return store.slice<UiSlice>("ui", () => ({ menus: {}, dialogs: [], open: {} }));
}

export interface OpenDialog extends ShownDialog {
  readonly number: number;
}

/** The dialog that a person has open; null if none is. */
export function dialogOf(store: Store, person: string): OpenDialog | null {
  const { dialogs, open } = shown(store);
  const number = open[person.toLowerCase()];
  const dialog = number === undefined ? undefined : dialogs[number];
  return number === undefined || dialog === undefined ? null : { number, ...dialog };
}

/** The person closes it, or its page does. */
export function closeDialogOf(store: Store, person: string): void {
  delete shown(store).open[person.toLowerCase()];
}
