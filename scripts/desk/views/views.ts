/** What the desk answers to its page. Plain data; types only: both sides import them. */

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

/** Where a page of the Form leads: another page by its zero-based place, the end, or the first page again. */
export type NextPage = { readonly page: number } | "submit" | "restart";
export type FormView = ReturnType<typeof formView>;
export type PageView = FormView["pages"][number];
export type QuestionView = PageView["questions"][number];

/** A page break's `goTo` says where the page before it leads. `refused`: why this person does not get to see the Form; null if they do. */
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
    /** False: the Form takes no responses. */
    open: form.published && form.acceptsResponses,
    refused,
    progressBar: form.progressBar,
    /** At least one. */
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
          /** A choice that leads nowhere of its own leads to null. */
          choices: item.choices.map(({ value, navigation }) => ({
            value,
            leadsTo: navigation === null ? null : next(navigation, page),
          })),
        })),
        /** Where the page leads when no choice on it says otherwise. */
        leadsTo: after == null ? ("submit" as const) : next(after.goTo, page),
      };
    }),
  };
}

type InWords = (at: number) => string;

/** Characters of a mail that a locked phone shows below its subject. */
const lockedPhone = 110;

function head(mail: SentMail, number: number, inWords: InWords) {
  const { at, from, name, to, subject, body } = mail;
  const preview = body.replace(/\s+/g, " ").trim().slice(0, lockedPhone);
  return { number, at: inWords(at), from, sender: name ?? from, to, subject, preview };
}

/** Without what the mails say: of thousands one is read. `inWords` says an instant (milliseconds since 1970, UTC) as people read it. */
export function inboxView(
  sent: readonly SentMail[],
  registers: ReadonlyMap<RegisterName, string>,
  inWords: InWords,
) {
  const mails = sent.map((mail, number) => head(mail, number, inWords));
  // By the spreadsheet's id, which links have.
  return {
    mails: mails.reverse(),
    registers: [...registers].map(([name, id]) => [id, name] as const),
  };
}

/** One of them in full; null if there is none of that number. */
export function mailView(sent: readonly SentMail[], number: number, inWords: InWords) {
  const mail = sent[number];
  if (mail === undefined) return null;
  return { ...head(mail, number, inWords), text: mail.body, html: mail.htmlBody };
}
