/** What crosses between the host and the context in which a script runs, always as JSON text. */
import type { ClassDescription } from "../services/catalog";

/** What a context learns when it starts, as JSON. */
export interface PreludeInput {
  readonly classes: Readonly<Record<string, ClassDescription>>;
  readonly globals: readonly string[];
  readonly unmodelledGlobals: readonly string[];
  readonly removedGlobals: readonly string[];
  /** Library members newer than ES2019, e.g. "Array.prototype.at". */
  readonly removedMembers: readonly string[];
  /** True if a function's `toString` must not reveal its source text. */
  readonly hidesText: boolean;
}

/** A request from the script's context to the host. */
export type HostRequest =
  | { readonly refused: string }
  | {
      readonly className: string;
      readonly method: string;
      readonly self: unknown;
      readonly args: readonly unknown[];
    };

/** The host's reply. With neither member, the method returned nothing. */
export interface HostReply {
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** A value that JSON cannot hold, in the form that service.ts defines. */
export interface Crossing {
  readonly $ref?: unknown;
  readonly key?: unknown;
  readonly $date?: unknown;
  readonly $enum?: unknown;
  readonly value?: unknown;
}

/** How an entry function ended. `value` is its result, if JSON can hold that. */
export interface EntryOutcome {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: string;
  readonly stack?: string;
}
