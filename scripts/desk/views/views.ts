/** What the desk answers to its page. Plain data; types only: both sides import them. */

/** Answers by item id; a date and time as "YYYY-MM-DD HH:mm". */
export type Answers = Readonly<Record<string, string | string[]>>;

/** Someone who can sit at the desk. */
export interface PersonView {
  readonly name: string;
  readonly address: string;
  readonly words: string;
}

/** Words, and where they come from. */
export interface SourceView {
  readonly text: string;
  readonly source: string;
}

/** Where a thing can be seen: in a register (sheet id, id of a filter view), or in someone's email by its number. */
export type PlaceView =
  | { readonly register: string; readonly tab: number | null; readonly filter: number | null }
  | { readonly mail: number };

/** One thing that an act of someone, or the clock, set off. */
export interface EventView {
  readonly kind: "case" | "mail" | "clock" | "change" | "back" | "wrong";
  /** Time in words; null for what is still to come. */
  readonly at: string | null;
  readonly words: string;
  readonly detail: string;
  /** Whom to be for it: a name of someone at the desk; null if that is all the same. */
  readonly person: string | null;
  readonly place: PlaceView | null;
  readonly reasons: readonly SourceView[];
}

export interface HappenedView {
  /** After what: the words of an act; null if nothing was done yet. */
  readonly after: string | null;
  /** In the order in which it happened; what is still to come last. */
  readonly events: readonly EventView[];
  /** How many are left out. */
  readonly more: number;
}
