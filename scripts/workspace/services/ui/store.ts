/** What people were shown in the Form's editor: menus, dialogs and alerts. */
import type { Store } from "../../service";

export type MenuEntry =
  | { readonly kind: "item"; readonly caption: string; readonly function: string }
  | { readonly kind: "separator" }
  | { readonly kind: "menu"; readonly caption: string; readonly entries: readonly MenuEntry[] };

export interface ShownDialog {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: string;
  readonly title: string;
  readonly html: string;
  /** Pixels; null where the script set none. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface ShownAlert {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: string;
  readonly title: string;
  readonly prompt: string;
  /** Names of the buttons that it had. */
  readonly buttons: readonly string[];
  /** Name of the button that the person pressed. */
  readonly answer: string;
}

interface UiSlice {
  /** Person → the menus of the Form that they have open. */
  menus: Record<string, Record<string, readonly MenuEntry[]>>;
  /** In the order shown; a dialog's place is its number. */
  dialogs: ShownDialog[];
  /** Person → the number of the dialog that they have open: another one takes its place. */
  open: Record<string, number>;
  alerts: ShownAlert[];
  /** Run → the buttons its person will press, in order. */
  answers: Record<string, string[]>;
}

/** The slice, for the desk and the tests to look at. */
export function shown(store: Store): UiSlice {
  return store.slice<UiSlice>("ui", () => ({
    menus: {},
    dialogs: [],
    open: {},
    alerts: [],
    answers: {},
  }));
}

export interface OpenDialog extends ShownDialog {
  readonly number: number;
}

/** The dialog that a person has open; null where none is. */
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

/** Says what the person of a run will press on each alert; without it they close every alert. */
export function prepareAnswers(store: Store, runId: number, answers: readonly string[]): void {
  shown(store).answers[String(runId)] = [...answers];
}

export function forgetAnswers(store: Store, runId: number): void {
  delete shown(store).answers[String(runId)];
}
