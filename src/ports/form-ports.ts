/** The ports to the Form: its responses, and its items as they are built. */
import type { Language } from "../language";

/** The responses of the Form that the script is bound to. */
export interface FormResponses {
  /** The responses stored at or after an instant (all without one), oldest first. Each response read is one call. */
  list(since?: number): readonly FormResponse[];
  /** Deletes a response from the Form's own store, for good. */
  remove(id: string): void;
}

/** What an item of the Form is; "other" is a kind that we neither make nor read. */
export type FormItemKind =
  | "page"
  | "line"
  | "paragraph"
  | "one-of"
  | "any-of"
  | "dropdown"
  | "date-time"
  | "other";

/** Where a choice or a page leads: the page that begins with the page-break item of that id, or one of Google's ways. */
export type FormGoTo = number | "continue" | "restart" | "submit";

/** A choice of a question. */
export interface FormChoice {
  readonly text: string;
  /** Null: the choice does not navigate. Only "one-of" and "dropdown" can; there all choices do or none. */
  readonly goTo: FormGoTo | null;
}

/** An item of the Form: a question, or a page break. */
export interface FormItem {
  readonly id: number;
  readonly kind: FormItemKind;
  readonly title: string;
  readonly help: string;
  /** False for pages. */
  readonly required: boolean;
  /** In order; empty where the kind has none. */
  readonly choices: readonly FormChoice[];
  /** Of a page: where the page before it leads at its end. "continue" for everything else. */
  readonly precedingLeadsTo: FormGoTo;
}

/** A question of the Form: its title and the answers that it offers. */
export interface FormQuestion {
  readonly id: number;
  /** In order; empty where it has none. */
  readonly choices: readonly string[];
}

/** An item to be added to the Form. */
export interface NewFormItem {
  readonly kind: Exclude<FormItemKind, "other">;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  /** Choices that lead to no page; where a choice leads is set once the pages exist. */
  readonly choices: readonly string[];
}

export type FormText = "title" | "description" | "confirmation";
export type FormSetting =
  | "collectsEmail"
  | "responseEdits"
  | "publishesSummary"
  | "respondAgainLink"
  | "progressBar"
  | "published"
  | "acceptsResponses";

/** The Form as it stands, without its responses. */
export interface FormState {
  readonly texts: Readonly<Record<FormText, string>>;
  /** `published` is null on a Form that is older than publishing. */
  readonly settings: Readonly<Record<FormSetting, boolean | null>>;
  /** In the order in which people see them. */
  readonly items: readonly FormItem[];
}

/**
 * The questions and settings of the Form that the script is bound to. The product never gives the Form a spreadsheet as destination of its
 * responses (design 2.2).
 */
export interface FormBuilder {
  /** The Form's id. */
  id(): string;
  /** Addresses of those who may edit the Form, in lower case; Google may list the owner among them or not. */
  editors(): readonly string[];
  /**
   * Addresses (lower case) that may answer the Form in addition to its editors, as far as Google lists them. Whom the Form's general access
   * lets answer no script can see. Null on a Form that has no such list. Two calls.
   */
  responders(): readonly string[] | null;
  /**
   * Lets a person or a group (by address) answer the Form; does nothing for an editor of the Form. Throws `AddressRefused` where Google
   * refuses the address.
   */
  addResponder(address: string): void;
  /** The link under which people answer it. One call. */
  link(): string;
  /** The questions of the kinds that we make, with their choices. One call. */
  questions(): readonly FormQuestion[];
  /** Several calls an item: for set-up and repair, not for a tick. */
  read(): FormState;
  /** Whether people can send reports: unpublishing a Form closes it too. One call. */
  isOpen(): boolean;
  setText(text: FormText, value: string): void;
  set(setting: FormSetting, value: boolean): void;
  /** Closes the Form: it takes no more responses, and shows `message` to people who open it. */
  close(message: string): void;
  /** Adds the item so that it stands at `index` (null: last). Returns its id. */
  add(item: NewFormItem, index: number | null): number;
  /** Moves the item so that it stands at `index` afterwards. */
  move(id: number, index: number): void;
  remove(id: number): void;
  setWords(id: number, words: Pick<NewFormItem, "title" | "help">): void;
  setRequired(id: number, required: boolean): void;
  /** Replaces all choices, at least one. False when the Form has no such item. */
  setChoices(id: number, choices: readonly FormChoice[]): boolean;
  /** Where the page before this page leads at its end. */
  setPrecedingLeadsTo(id: number, goTo: FormGoTo): void;
}

/** One answer as the Form holds it: text, or the list of ticked choices. An unanswered question has no entry. */
export type RawAnswer = string | string[];

/** A Form response, as the Form port reads it. */
export interface FormResponse {
  /** Google's id of the response: every id of the case derives from it (design 2.8). */
  readonly id: string;
  /** When Google stored it; milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** The language of the pages that were answered. */
  readonly language: Language;
  /**
   * Answers by Report key; only questions whose item is known. Blank answers may be present as "". A question that was answered on the
   * pages of two languages has both answers.
   */
  readonly answers: Readonly<Record<string, RawAnswer>>;
  /** Answers whose item is not one of ours (added by the district, or ours with its id lost): kept, never read. */
  readonly strangers: readonly { readonly title: string; readonly answer: RawAnswer }[];
}
