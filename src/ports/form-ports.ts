/** The ports to the Form: reading its responses, and building its items and settings. */
import type { Language } from "../language";

/** The responses of the Form that the script is bound to. */
export interface FormResponses {
  /**
   * The responses that Google stored at or after an instant (milliseconds UTC), oldest first; all of them if no instant is given. One call
   * for each response.
   */
  list(since?: number): readonly FormResponse[];
  /** Deletes a response from the Form for good. */
  remove(id: string): void;
}

/** What an item of the Form is. "other": a kind that the system neither makes nor reads. */
export type FormItemKind =
  | "page"
  | "line"
  | "paragraph"
  | "one-of"
  | "any-of"
  | "dropdown"
  | "date-time"
  | "other";

/** Where a choice or a page leads: to the page whose page-break item has this id, or to one of Google's fixed destinations. */
export type FormGoTo = number | "continue" | "restart" | "submit";

/** A choice of a question. */
export interface FormChoice {
  readonly text: string;
  /**
   * Null: the choice leads nowhere special. Only choices of "one-of" and "dropdown" can lead to a page; then either all choices of the
   * question do or none does.
   */
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
  /** In order; empty if this kind of item has no choices. */
  readonly choices: readonly FormChoice[];
  /** For a page: where people go at the end of the page before it. "continue" for all other items. */
  readonly precedingLeadsTo: FormGoTo;
}

/** A question of the Form: its title and the answers that it offers. */
export interface FormQuestion {
  readonly id: number;
  readonly title: string;
  /** In order; empty if the question has none. */
  readonly choices: readonly string[];
}

/** An item to be added to the Form. */
export interface NewFormItem extends Pick<FormItem, "title" | "help" | "required"> {
  readonly kind: Exclude<FormItemKind, "other">;
  /** The words of the choices. Where a choice leads is set later, when all pages exist. */
  readonly choices: readonly string[];
}

export type FormText = "title" | "description" | "confirmation";
export type FormSetting =
  | "collectsEmail"
  | "responseEdits"
  | "publishesSummary"
  | "respondAgainLink"
  | "published"
  | "acceptsResponses";

/** The Form at present, without its responses. */
export interface FormState {
  readonly texts: Readonly<Record<FormText, string>>;
  /** `published` is null on a Form from before Google had publishing. */
  readonly settings: Readonly<Record<FormSetting, boolean | null>>;
  /** In the order in which people see them. */
  readonly items: readonly FormItem[];
}

/**
 * The questions and settings of the Form that the script is bound to. The system never lets the Form copy its responses into a spreadsheet
 * (design 2.2).
 */
export interface FormBuilder {
  id(): string;
  /** Addresses of the people who may edit the Form, in lower case. Google may or may not list the owner among them. */
  editors(): readonly string[];
  /** Lets a person (by address) edit the Form. Throws `AddressRefused` if Google refuses the address. */
  addEditor(address: string): void;
  /** Takes that away; does nothing for somebody who is no editor. Throws as `addEditor` does. */
  removeEditor(address: string): void;
  /**
   * Addresses (lower case) that may answer the Form in addition to its editors, as far as Google lists them. No script can see whom the
   * Form's general access lets answer. Null on a Form that has no such list. Two calls.
   */
  responders(): readonly string[] | null;
  /**
   * Lets a person or a group (by address) answer the Form; does nothing for an editor of the Form. Throws `AddressRefused` if Google
   * refuses the address.
   */
  addResponder(address: string): void;
  /** The link under which people answer it. One call. */
  link(): string;
  /** The questions of the kinds that the system makes, with their choices. One call. */
  questions(): readonly FormQuestion[];
  /** Several calls for each item, so it is only for set-up and repair. */
  read(): FormState;
  /** Whether people can send reports. Unpublishing a Form also closes it. One call. */
  isOpen(): boolean;
  setText(text: FormText, value: string): void;
  set(setting: FormSetting, value: boolean): void;
  /** What a closed Form shows to people who open it. Google refuses it for a Form that is closed already. */
  sayClosed(message: string): void;
  /** Adds the item at the zero-based place `index` (null: last). Returns its id. */
  add(item: NewFormItem, index: number | null): number;
  /** Moves the item to the zero-based place `index`. */
  move(id: number, index: number): void;
  /** Deletes the item; leaves a page to which something else on the Form leads, since Google refuses to delete it. */
  remove(id: number): void;
  setWords(id: number, words: Pick<NewFormItem, "title" | "help">): void;
  setRequired(id: number, required: boolean): void;
  /** Replaces all choices; there must be at least one. Returns false if the Form has no such item. */
  setChoices(id: number, choices: readonly FormChoice[]): boolean;
  /** Sets where people go at the end of the page before this page. */
  setPrecedingLeadsTo(id: number, goTo: FormGoTo): void;
}

/** One answer as the Form holds it: a text, or the list of ticked choices. A question without an answer has no entry. */
export type RawAnswer = string | string[];

/** A response of the Form, as the script reads it. */
export interface FormResponse {
  /** Google's id of the response. Every id of the case derives from it (design 2.8). */
  readonly id: string;
  /** When Google stored it; milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** The language of the pages that were answered. */
  readonly language: Language;
  /**
   * Answers by the question's key, only of questions whose item is known. A blank answer may be "". If a question was answered on the pages
   * of two languages, both answers are here.
   */
  readonly answers: Readonly<Record<string, RawAnswer>>;
  /** Answers to items that are not ours: the district added them, or the script has lost their id. They are kept, but never interpreted. */
  readonly strangers: readonly { readonly title: string; readonly answer: RawAnswer }[];
}
