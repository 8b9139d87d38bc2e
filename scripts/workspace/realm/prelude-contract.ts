/** What crosses between the host and the context of an execution, always as JSON text. */
import type { ClassDescription } from "../services/catalog";

/** What the context is told at its start; JSON. */
export interface PreludeInput {
  readonly classes: Readonly<Record<string, ClassDescription>>;
  readonly globals: readonly string[];
  readonly unmodelledGlobals: readonly string[];
  readonly removedGlobals: readonly string[];
  /** Library members after ES2019, e.g. "Array.prototype.at". */
  readonly removedMembers: readonly string[];
  /** Functions do not say what their text is. */
  readonly hidesText: boolean;
}

/** What crosses to the host, as JSON text. */
export type HostRequest =
  | { readonly refused: string }
  | {
      readonly className: string;
      readonly method: string;
      readonly self: unknown;
      readonly args: readonly unknown[];
    };

/** What comes back; without either key the method returned nothing. */
export interface HostReply {
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** What JSON cannot hold, as service.ts writes it. */
export interface Crossing {
  readonly $ref?: unknown;
  readonly key?: unknown;
  readonly $date?: unknown;
  readonly $enum?: unknown;
  readonly value?: unknown;
}

/** How an entry function ended. `value` is its result where JSON can hold it. */
export interface EntryOutcome {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: string;
  readonly stack?: string;
}
