/** What the local Forms service keeps: forms, their items and their responses. JSON-safe; no rules here. */
import { driveSlice, LocalRefusal, type Store } from "../service";

/** The kinds of item that we model, as FormApp.ItemType names them. */
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
  /** Of a page break: where the page before it leads. */
  goTo: Navigation;
}

/** General access to answering. */
export const audiences = ["nobody", "domain", "anyone"] as const;
export type Audience = (typeof audiences)[number];

export type StoredAnswer = string | string[];

export interface StoredResponse {
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** By item id; an unanswered question has no entry. */
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
  progressBar: boolean;
  /** Who may answer it beside its editors: nobody, the owner's domain, or anyone with the link. */
  audience: Audience;
  /** Addresses (lower case) that may answer it whatever the audience; people and groups. */
  publishedReaders: string[];
  /** False on forms made before publishing existed: their publishing methods throw. */
  readonly supportsPublishing: boolean;
  published: boolean;
  acceptsResponses: boolean;
  /** What people read while the form takes no responses; "" for Google's own words. */
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

/** The form, or a refusal: every id that reaches us was given out by us. */
export function storedForm(store: Store, id: string): StoredForm {
  const form = formsSlice(store).forms[id];
  if (form === undefined) throw new LocalRefusal(`there is no form ${id}`);
  return form;
}

export interface NewForm {
  /** Address of the account that owns it. */
  readonly owner: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly title?: string;
  /** "legacy": made before publishing existed (platform.md 5). */
  readonly publishing?: "supported" | "legacy";
  /** As the switch `newFormAudience` has it if it is left out; one from before publishing is open to its domain. */
  readonly audience?: Audience;
}

/** A blank form, as a person makes it: without items, and not published where publishing exists. Returns its id. */
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
    progressBar: false,
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

/** A blank item at the end of the form. Its id is an integer without order (platform.md 5), so that nothing leans on one. */
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

/** Keeps a response as Google would hold it; returns its id. */
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
