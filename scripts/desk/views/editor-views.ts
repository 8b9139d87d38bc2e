/** What the desk answers about the Form's editor, and about what ran. Plain data; types only: both sides import them. */

export interface RunView {
  readonly at: string;
  readonly function: string;
  readonly startedBy: string;
  readonly as: string;
  readonly ok: boolean;
  readonly error: string | null;
  readonly calls: number;
  readonly cellsRead: number;
  readonly cellsWritten: number;
}

export interface LogView {
  /** Newest first. */
  readonly runs: readonly RunView[];
  readonly errors: readonly { readonly at: string; readonly error: string }[];
}

export type MenuEntryView =
  | { readonly kind: "item"; readonly caption: string; readonly function: string }
  | { readonly kind: "separator" }
  | { readonly kind: "menu"; readonly caption: string; readonly entries: readonly MenuEntryView[] };

export interface DialogView {
  readonly number: number;
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface EditorView {
  /** Why this person may not open the editor; then there is nothing else. */
  readonly refused: string | null;
  readonly form: {
    /** The file's. */
    readonly name: string;
    readonly title: string;
    /** Whether it takes responses. */
    readonly open: boolean;
    readonly questions: number;
    readonly owner: string;
    readonly editors: readonly string[];
  } | null;
  readonly menus: readonly {
    readonly caption: string;
    readonly entries: readonly MenuEntryView[];
  }[];
  /** The dialog that this person has open. */
  readonly dialog: DialogView | null;
}

export interface AlertView {
  readonly title: string;
  readonly prompt: string;
  /** Whether it had more than one button, so that the run took the closing for an answer. */
  readonly isQuestion: boolean;
}

export interface ClickedView extends EditorView {
  /** What ended the run; null where it ended well. */
  readonly error: string | null;
  /** What the run said and waited for: the desk, which cannot wait, closed each. */
  readonly alerts: readonly AlertView[];
}

/** How a call from a dialog's page ended. */
export interface CalledView {
  /** Plain data, or null. */
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
  /** What the person has open after it: the run may have shown another dialog. */
  readonly dialog: DialogView | null;
}
