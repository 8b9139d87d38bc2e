/** What the desk answers to its page. Plain data; types only: both sides import them. */

/** Where a page of the Form leads: another page by its zero-based place, the end, or the first page again. */
export type NextPage = { readonly page: number } | "submit" | "restart";

export interface ChoiceView {
  readonly value: string;
  /** Null: the choice leads nowhere of its own. */
  readonly leadsTo: NextPage | null;
}

export type QuestionKind =
  | "line"
  | "paragraph"
  | "one-of"
  | "any-of"
  | "list"
  | "date-time"
  | "heading";

export interface QuestionView {
  /** The item's id. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  readonly choices: readonly ChoiceView[];
}

export interface PageView {
  readonly title: string;
  readonly help: string;
  readonly questions: readonly QuestionView[];
  /** Where the page leads when no choice on it says otherwise. */
  readonly leadsTo: NextPage;
}

export interface FormView {
  /** False: the Form takes no responses. */
  readonly open: boolean;
  /** Why this person does not get to see it; null where they do. */
  readonly refused: string | null;
  readonly progressBar: boolean;
  /** At least one. */
  readonly pages: readonly PageView[];
}

/** Answers by item id; a date and time as "YYYY-MM-DD HH:mm". */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who can sit at the desk. */
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

/** Where a thing can be seen: in a register, or in somebody's mail. */
export type PlaceView =
  | {
      readonly register: string;
      /** Sheet id. */
      readonly tab: number;
      readonly filter: number | null;
    }
  | {
      /** Number of the mail. */
      readonly mail: number;
      /** Address. */
      readonly to: string;
    };

/** One thing that an act of somebody, or the clock, set off. */
export interface EventView {
  readonly kind: "case" | "mail" | "clock" | "change" | "back" | "wrong";
  /** Time in words; null for what is still to come. */
  readonly at: string | null;
  readonly words: string;
  readonly detail: string;
  /** Whom to be for it: a name of somebody at the desk; null where that is all the same. */
  readonly person: string | null;
  readonly place: PlaceView | null;
  readonly reasons: readonly SourceView[];
}

export interface HappenedView {
  /** After what: the words of an act, as "You sent a report"; null where nothing was done yet. */
  readonly after: string | null;
  /** In the order in which it happened; what is still to come last. */
  readonly events: readonly EventView[];
  /** How many are left out. */
  readonly more: number;
}

/** What is shown of a step of a story. */
export interface LookView {
  /** Name of somebody at the desk. */
  readonly as: string;
  readonly room: "report" | "register" | "mail";
  readonly register: string;
  /** Sheet id. */
  readonly tab: number | null;
}

export interface StepView {
  readonly says: string;
  readonly sources: readonly SourceView[];
  readonly look: LookView;
}

export interface StoryView {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly steps: readonly StepView[];
}
