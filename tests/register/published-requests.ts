/** Our requests beside Google's published types: which of our fields those do not have. Types alone; what is wrong does not compile. */
import type { sheets_v4 as Google } from "googleapis/build/src/apis/sheets/v4";
import type { BatchRequest } from "../../src/sheets-requests";

type Part<Field, Name extends PropertyKey> = Field extends { readonly [Key in Name]?: infer Value }
  ? NonNullable<Value>
  : never;

/** The paths of our fields, as "updateCells.rows[].values", that Google's type does not have or has with another kind of value. */
export type Misnamed<
  Ours,
  Theirs,
  Path extends string = "request",
> = Ours extends readonly (infer Our)[]
  ? Theirs extends readonly (infer Their)[]
    ? Misnamed<Our, Their, `${Path}[]`>
    : Path
  : Ours extends object
    ? MisnamedIn<Ours, Theirs, Path>
    : Ours extends Theirs
      ? never
      : Path;

type MisnamedIn<Ours extends object, Theirs, Path extends string> = {
  [Name in keyof Ours & string]-?: Name extends keyof Theirs
    ? Misnamed<NonNullable<Ours[Name]>, Part<Theirs, Name>, `${Path}.${Name}`>
    : `${Path}.${Name}`;
}[keyof Ours & string];

/** Compiles only for nothing. */
export type Nothing<Found extends never> = Found;

/** What the product sends, all of it named as Google names it. */
export type Sent = Nothing<Misnamed<BatchRequest, Google.Schema$Request>>;

export type GoogleRequest = Google.Schema$Request;
