/** What a dialog's page and the window around it say to each other. Types only: both sides import them. */

export type DialogRequest =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly function: string;
      /** Plain data. */
      readonly args: readonly unknown[];
    }
  | { readonly kind: "close" }
  /** Pixels. */
  | { readonly kind: "size"; readonly width?: number; readonly height?: number };

/** How a call ended. */
export interface DialogReply {
  readonly id: number;
  /** Plain data, or null. */
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}
