/** The Form as its page shows it: pages, questions, and where each answer leads. Read from the stored Form, so it is what set-up built. */
import type {
  Navigation,
  StoredForm,
  StoredItem,
  StoredItemType,
} from "../../workspace/forms/store";
import type { FormView, NextPage, PageView, QuestionKind, QuestionView } from "./views";

const kinds: Readonly<Record<Exclude<StoredItemType, "PAGE_BREAK">, QuestionKind>> = {
  TEXT: "line",
  PARAGRAPH_TEXT: "paragraph",
  MULTIPLE_CHOICE: "one-of",
  CHECKBOX: "any-of",
  LIST: "list",
  DATETIME: "date-time",
  SECTION_HEADER: "heading",
};

interface DraftPage {
  /** Null: the first page. */
  readonly itemBreak: StoredItem | null;
  readonly items: StoredItem[];
}

function draftPages(form: StoredForm): DraftPage[] {
  const first: DraftPage = { itemBreak: null, items: [] };
  const pages = [first];
  for (const item of form.items) {
    if (item.type === "PAGE_BREAK") pages.push({ itemBreak: item, items: [] });
    else pages.at(-1)?.items.push(item);
  }
  return pages;
}

/** A page break's `goTo` says where the page before it leads, so a page's way on stands in the break after it. */
export function formView(form: StoredForm, refused: string | null = null): FormView {
  const drafts = draftPages(form);
  const following = (page: number): NextPage =>
    page + 1 < drafts.length ? { page: page + 1 } : "submit";
  const next = (navigation: Navigation, from: number): NextPage => {
    if ("page" in navigation) {
      const page = drafts.findIndex(({ itemBreak }) => itemBreak?.id === navigation.page);
      return page < 0 ? following(from) : { page };
    }
    switch (navigation.move) {
      case "SUBMIT":
        return "submit";
      case "RESTART":
        return "restart";
      case "CONTINUE":
        return following(from);
    }
  };
  const question = (item: StoredItem, page: number): QuestionView[] =>
    item.type === "PAGE_BREAK"
      ? []
      : [
          {
            id: String(item.id),
            kind: kinds[item.type],
            title: item.title,
            help: item.helpText,
            required: item.required,
            choices: item.choices.map(({ value, navigation }) => ({
              value,
              leadsTo: navigation === null ? null : next(navigation, page),
            })),
          },
        ];
  const pages = drafts.map(({ itemBreak, items }, page): PageView => {
    const after = drafts[page + 1]?.itemBreak;
    return {
      title: itemBreak?.title ?? form.title,
      help: itemBreak?.helpText ?? form.description,
      questions: items.flatMap((item) => question(item, page)),
      leadsTo: after == null ? "submit" : next(after.goTo, page),
    };
  });
  return {
    open: form.published && form.acceptsResponses,
    refused,
    progressBar: form.progressBar,
    pages,
  };
}
