/** What the local Forms service stores: forms, their items and their responses. JSON-safe. Rules are in the other files. */
import { driveSlice, LocalRefusal, type Store } from "../service";

/** The types of item that we model, named as in FormApp.ItemType. */
export const itemTypes = [
  "TEXT",
  "PARAGRAPH_TEXT",
  "MULTIPLE_CHOICE",
  "CHECKBOX",
  "LIST",
  "DATETIME",
  "SECTION_HEADER",
  "PAGE_BREAK",
] as const;
export type StoredItemType = (typeof itemTypes)[number];

export type Navigation =
  | { readonly page: number }
  | { readonly move: "CONTINUE" | "RESTART" | "SUBMIT" };

export interface StoredChoice {
  readonly value: string;
  readonly navigation: Navigation | null;
}

export interface StoredItem {
  readonly id: number;
  readonly type: StoredItemType;
  title: string;
  helpText: string;
  required: boolean;
  choices: StoredChoice[];
  /** Only for a page break: where the page before it leads. */
  goTo: Navigation;
}

/** General access: who may answer besides editors and listed responders. */
export const audiences = ["nobody", "domain", "anyone"] as const;
export type Audience = (typeof audiences)[number];

export type StoredAnswer = string | string[];

export interface StoredResponse {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** By item id. A question that was not answered has no entry. */
  readonly answers: Record<string, StoredAnswer>;
}

export interface StoredForm {
  readonly id: string;
  title: string;
  description: string;
  confirmationMessage: string;
  collectsEmail: boolean;
  allowsResponseEdits: boolean;
  publishesSummary: boolean;
  respondAgainLink: boolean;
  /**
   * General access: who may answer besides editors and listed responders. "domain" is the owner's domain; "anyone" is anyone with the link.
   */
  audience: Audience;
  /** Addresses (lower case) of people and groups that may answer whatever the audience is. */
  publishedReaders: string[];
  /** False for a form made before publishing existed: its publishing methods throw. */
  readonly supportsPublishing: boolean;
  published: boolean;
  acceptsResponses: boolean;
  /** What people read while the form accepts no responses; "" for Google's own text. */
  closedMessage: string;
  items: StoredItem[];
  responses: StoredResponse[];
  itemsMade: number;
  responsesMade: number;
}

interface FormsSlice {
  forms: Record<string, StoredForm>;
}

const formsSlice = (store: Store): FormsSlice =>
  store.slice<FormsSlice>("forms", () => ({ forms: {} }));

/**
 * The form with that id.
 * @throws LocalRefusal if there is none, which is a mistake here and not the script's: we made every id that reaches this function.
 */
export function storedForm(store: Store, id: string): StoredForm {
  const form = formsSlice(store).forms[id];
  if (form === undefined) throw new LocalRefusal(`there is no form ${id}`);
  return form;
}

export interface NewForm {
  /** Address of the account that owns it. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly title?: string;
  /** "legacy": made before publishing existed (platform.md 5). */
  readonly publishing?: "supported" | "legacy";
  /** If left out, as the doubt `newFormAudience` says; a form made before publishing existed is then open to its domain. */
  readonly audience?: Audience;
}

/** Makes a blank form, as a person does: without items and, if it supports publishing, not published. Returns its id. */
export function createForm(store: Store, options: NewForm): string {
  const drive = driveSlice(store);
  const number = drive.nextFile;
  drive.nextFile += 1;
  const id = `1FormLocal${String(number).padStart(4, "0")}`;
  const supportsPublishing = options.publishing !== "legacy";
  const title = options.title ?? "";
  drive.files[id] = {
    id,
    kind: "form",
    name: title === "" ? "Untitled form" : title,
    owner: options.owner,
    editors: [],
    viewers: [],
    linkSharing: "none",
    writersCanShare: true,
    copyRequiresWriterPermission: false,
    trashed: false,
    appProperties: {},
    grantedTo: [],
    createdAt: options.at,
  };
  formsSlice(store).forms[id] = {
    id,
    title,
    description: "",
    confirmationMessage: "",
    collectsEmail: false,
    allowsResponseEdits: false,
    publishesSummary: false,
    respondAgainLink: true,
    audience: options.audience ?? (supportsPublishing ? "nobody" : "domain"),
    publishedReaders: [],
    supportsPublishing,
    published: !supportsPublishing,
    acceptsResponses: !supportsPublishing,
    closedMessage: "",
    items: [],
    responses: [],
    itemsMade: 0,
    responsesMade: 0,
  };
  return id;
}

/** Adds a blank item at the end of the form. Ids are integers in no order (platform.md 5), so that no script relies on their order. */
export function appendItem(form: StoredForm, type: StoredItemType): StoredItem {
  form.itemsMade += 1;
  const hasChoices = type === "MULTIPLE_CHOICE" || type === "CHECKBOX" || type === "LIST";
  const item: StoredItem = {
    id: (form.itemsMade * 1_597_334_677) % 2_147_483_647,
    type,
    title: "",
    helpText: "",
    required: false,
    choices: hasChoices ? [{ value: "", navigation: null }] : [],
    goTo: { move: "CONTINUE" },
  };
  form.items.push(item);
  return item;
}

/** Stores a response and returns its id. */
export function appendResponse(
  form: StoredForm,
  answers: Readonly<Record<string, StoredAnswer>>,
  at: number,
): string {
  form.responsesMade += 1;
  const id = `2_ABaOnu${form.id.slice(-4)}x${String(form.responsesMade).padStart(6, "0")}`;
  form.responses.push({ id, at, answers: { ...answers } });
  return id;
}
