/** What the desk answers to its page, as plain data. The page imports only the types. */

import type { RegisterName } from "../../../src/ports";
import type { Navigation, StoredForm, StoredItem } from "../../workspace/forms/store";
import type { SentMail } from "../../workspace/services/mail";

/** Answers by item id; a date and time as "YYYY-MM-DD HH:mm". */
export type Answers = Readonly<Record<string, string | string[]>>;

/** Someone who can sit at the desk. */
export interface PersonView {
  readonly name: string;
  readonly address: string;
  readonly words: string;
}

/** A text and its source. */
export interface SourceView {
  readonly text: string;
  readonly source: string;
}

/** Where to see something: in a register (sheet id, id of a filter view), or in someone's email (its number). */
export type PlaceView =
  | { readonly register: string; readonly tab: number | null; readonly filter: number | null }
  | { readonly mail: number };

/** One thing that someone's action, or the clock, caused. */
export interface EventView {
  readonly kind: "case" | "mail" | "clock" | "change" | "back" | "wrong";
  /** The time in words; null for something still to come. */
  readonly at: string | null;
  readonly words: string;
  readonly detail: string;
  /** The name of the person at the desk who can see it; null if it does not matter. */
  readonly person: string | null;
  readonly place: PlaceView | null;
  readonly reasons: readonly SourceView[];
}

export interface HappenedView {
  /** The action in words; null if nothing was done yet. */
  readonly after: string | null;
  /** In the order in which they happened. What is still to come is last. */
  readonly events: readonly EventView[];
  /** How many events are left out. */
  readonly more: number;
}

/** Where a page of the Form leads: to a page by its zero-based index, to the end, or back to the first page. */
export type NextPage = { readonly page: number } | "submit" | "restart";
export type FormView = ReturnType<typeof formView>;
export type PageView = FormView["pages"][number];
export type QuestionView = PageView["questions"][number];

/**
 * The Form as data for the page. The `goTo` of a page break says which page follows the one before it. `refused`: why this person may not
 * open the Form; null if they may.
 */
export function formView(form: StoredForm, refused: string | null = null) {
  const drafts: { itemBreak: StoredItem | null; items: StoredItem[] }[] = [
    { itemBreak: null, items: [] },
  ];
  for (const item of form.items) {
    if (item.type === "PAGE_BREAK") drafts.push({ itemBreak: item, items: [] });
    else drafts.at(-1)?.items.push(item);
  }
  const next = (navigation: Navigation, from: number): NextPage => {
    const following = from + 1 < drafts.length ? { page: from + 1 } : "submit";
    if ("page" in navigation) {
      const page = drafts.findIndex(({ itemBreak }) => itemBreak?.id === navigation.page);
      return page < 0 ? following : { page };
    }
    if (navigation.move === "CONTINUE") return following;
    return navigation.move === "SUBMIT" ? "submit" : "restart";
  };
  return {
    /** False if the Form takes no responses. */
    open: form.published && form.acceptsResponses,
    refused,
    /** There is at least one page. */
    pages: drafts.map(({ itemBreak, items }, page) => {
      const after = drafts[page + 1]?.itemBreak;
      return {
        title: itemBreak?.title ?? form.title,
        help: itemBreak?.helpText ?? form.description,
        questions: items.map((item) => ({
          id: String(item.id),
          kind: item.type,
          title: item.title,
          help: item.helpText,
          required: item.required,
          /** Null for a choice that does not lead anywhere by itself. */
          choices: item.choices.map(({ value, navigation }) => ({
            value,
            leadsTo: navigation === null ? null : next(navigation, page),
          })),
        })),
        /** Where the page leads unless a choice on it says otherwise. */
        leadsTo: after == null ? ("submit" as const) : next(after.goTo, page),
      };
    }),
  };
}

type InWords = (at: number) => string;

/** How many characters of an email a locked phone shows below the subject. */
const lockedPhone = 110;

function head(mail: SentMail, number: number, inWords: InWords) {
  const { at, from, name, to, subject, body } = mail;
  const preview = body.replace(/\s+/g, " ").trim().slice(0, lockedPhone);
  return { number, at: inWords(at), from, sender: name ?? from, to, subject, preview };
}

/**
 * The list of emails without their text, because few of thousands are read. `inWords` turns an instant (milliseconds since 1970, UTC)
 * into words.
 */
export function inboxView(
  sent: readonly SentMail[],
  registers: ReadonlyMap<RegisterName, string>,
  inWords: InWords,
) {
  const mails = sent.map((mail, number) => head(mail, number, inWords));
  // By spreadsheet id, which the links in emails contain.
  return {
    mails: mails.reverse(),
    registers: [...registers].map(([name, id]) => [id, name] as const),
  };
}

/** One email in full; null if there is none with that number. */
export function mailView(sent: readonly SentMail[], number: number, inWords: InWords) {
  const mail = sent[number];
  if (mail === undefined) return null;
  return { ...head(mail, number, inWords), text: mail.body, html: mail.htmlBody };
}
