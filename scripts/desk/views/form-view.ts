/** The Form as its page shows it: pages, questions, and where each answer leads. Read from the stored Form, so it is what set-up built. */
import type { Navigation, StoredForm, StoredItem } from "../../workspace/forms/store";

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
