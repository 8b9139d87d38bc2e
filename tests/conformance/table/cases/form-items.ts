/** The items of the Form: types, texts, choices, pages, positions. */
import { casesOf, type Json, refusal } from "../case";
import type { BoundForm, Door } from "../door";

function typed(form: BoundForm, id: number, { FormApp }: Door): string {
  const item = form.getItemById(id);
  const { ItemType } = FormApp;
  const type = item.getType();
  if (type === ItemType.TEXT) return item.asTextItem().getTitle();
  if (type === ItemType.PARAGRAPH_TEXT) return item.asParagraphTextItem().getTitle();
  if (type === ItemType.MULTIPLE_CHOICE) return item.asMultipleChoiceItem().getTitle();
  if (type === ItemType.CHECKBOX) return item.asCheckboxItem().getTitle();
  if (type === ItemType.LIST) return item.asListItem().getTitle();
  if (type === ItemType.DATETIME) return item.asDateTimeItem().getTitle();
  return item.asPageBreakItem().getTitle();
}

type Added = ReturnType<
  BoundForm[
    | "addTextItem"
    | "addCheckboxItem"
    | "addDateTimeItem"
    | "addPageBreakItem"
    | "addListItem"
    | "addParagraphTextItem"]
>;

export const formItemCases = casesOf("dialog", {
  "items.kinds": {
    asks: "Do added items stand at the end, blank and not required, with an id by which they are found again?",
    source: "documented 2026-11-24: platform.md 5: REF; GF/test/testform.js",
    is: [
      "TEXT",
      "PARAGRAPH_TEXT",
      "MULTIPLE_CHOICE",
      "CHECKBOX",
      "LIST",
      "DATETIME",
      "PAGE_BREAK",
    ].map((type, at) => [type, at, "", `Title ${at}`, "Help", ...(at < 6 ? [false, true] : [])]),
    run({ form, google }) {
      const first = form.getItems().length;
      const told = (item: Added): Json[] => {
        const [type, place, blank] = [item.getType(), item.getIndex() - first, item.getTitle()];
        item.setTitle(`Title ${place}`);
        item.setHelpText("Help");
        return [String(type), place, blank, typed(form, item.getId(), google), item.getHelpText()];
      };
      const questions = [
        form.addTextItem(),
        form.addParagraphTextItem(),
        form.addMultipleChoiceItem(),
        form.addCheckboxItem(),
        form.addListItem(),
        form.addDateTimeItem(),
      ].map((item) => {
        const before = item.isRequired();
        item.setRequired(true);
        return [...told(item), before, item.isRequired()];
      });
      return [...questions, told(form.addPageBreakItem())];
    },
  },
  "items.choices": {
    asks: "Are choices kept in their order, and do plain ones lead nowhere?",
    source: "documented 2026-11-24: platform.md 5: REF",
    is: [1, 2, 3].map(() => ({ blank: 1, kept: ["One", "=1+1", "Three"] })),
    run: ({ form }) =>
      [form.addMultipleChoiceItem(), form.addCheckboxItem(), form.addListItem()].map((item) => {
        const blank = item.getChoices().length;
        item.setChoiceValues(["One", "=1+1", "Three"]);
        return { blank, kept: item.getChoices().map((choice) => choice.getValue()) };
      }),
  },
  "items.long-words": {
    asks: "Are a title and a help text of 4,000 characters and a choice of 1,000 kept whole?",
    source: "assumed: no source: looked for on 2026-11-26",
    is: [4000, 4000, 1000],
    run({ form }) {
      const long = (length: number) => `${"word ".repeat(length / 5 - 1)}words`;
      const item = form.addListItem().setTitle(long(4000)).setHelpText(long(4000));
      item.setChoiceValues([long(1000)]);
      const choice = item.getChoices()[0]?.getValue() ?? "";
      return [item.getTitle(), item.getHelpText(), choice].map((text) => text.length);
    },
  },
  "items.no-choices": {
    asks: "What do no choices, an empty one, one that stands twice, and leading beside plain ones end in?",
    source:
      "recorded 2026-09-09: platform.md 15: brucemcpherson/gas-fakes, test/testform.js (measured); of an empty one no source has the words",
    is: [
      "Exception: Array is empty: values",
      "Exception: ((an empty choice))",
      "Exception: Questions cannot have duplicate choice values.",
      "Exception: Invalid data updating form.",
    ],
    run({ form, google }) {
      const item = form.addMultipleChoiceItem();
      const { SUBMIT } = google.FormApp.PageNavigationType;
      const lists: readonly string[][] = [[], [""], ["One", "One"]];
      const mixed = () =>
        item.setChoices([item.createChoice("End", SUBMIT), item.createChoice("Plain")]);
      return [...lists.map((list) => () => item.setChoiceValues(list)), mixed].map(refusal);
    },
  },
  "items.leading-choices": {
    asks: "Do choices lead to a page, on, to the start and to the end?",
    source: "documented 2026-11-24: platform.md 5: REF/MultipleChoiceItem.createChoice",
    is: [1, 2].map(() => [
      ["GO_TO_PAGE", true],
      ["CONTINUE", false],
      ["RESTART", false],
      ["SUBMIT", false],
    ]),
    run({ form, google }) {
      const { CONTINUE, RESTART, SUBMIT } = google.FormApp.PageNavigationType;
      const questions = [form.addMultipleChoiceItem(), form.addListItem()];
      const page = form.addPageBreakItem();
      const id = page.getId();
      return questions.map((item) => {
        item.setChoices([
          item.createChoice("Page", page),
          item.createChoice("On", CONTINUE),
          item.createChoice("Again", RESTART),
          item.createChoice("End", SUBMIT),
        ]);
        return item.getChoices().map((choice) => {
          const type = String(choice.getPageNavigationType());
          return [type, type === "GO_TO_PAGE" && choice.getGotoPage().getId() === id];
        });
      });
    },
  },
  "items.pages": {
    asks: "Does a page say where the page before it leads?",
    source: "documented 2026-11-24: platform.md 5: REF/PageBreakItem.setGoToPage",
    is: ["CONTINUE", "SUBMIT", "GO_TO_PAGE", true],
    run({ form, google }) {
      const [first, second] = [form.addPageBreakItem(), form.addPageBreakItem()];
      const leads = () => String(first.getPageNavigationType());
      const born = leads();
      first.setGoToPage(google.FormApp.PageNavigationType.SUBMIT);
      const set = leads();
      first.setGoToPage(second);
      return [born, set, leads(), first.getGoToPage().getId() === second.getId()];
    },
  },
  "items.page-in-use": {
    asks: "What does deleting a page end in to which a choice leads, and to which another page leads?",
    source: "recorded 2026-12-02: platform.md 15: four projects that met it",
    is: [1, 2].map(() => "Exception: Invalid data updating form."),
    run({ form }) {
      const item = form.addMultipleChoiceItem();
      const [first, second] = [form.addPageBreakItem(), form.addPageBreakItem()];
      item.setChoices([item.createChoice("There", first)]);
      first.setGoToPage(second);
      return [first, second].map((page) => refusal(() => form.deleteItem(page.getIndex())));
    },
  },
  "items.moved": {
    asks: "Does an item stand where it was moved, and is one gone that was deleted?",
    source: "assumed: platform.md 5 names the method; what it gives then is in no source",
    is: [["C", "A", "B"], ["C", "B"], null],
    run({ form }) {
      const first = form.getItems().length;
      const titles = () =>
        form
          .getItems()
          .map((item) => item.getTitle())
          .slice(first);
      const ids = ["A", "B", "C"].map((title) => form.addTextItem().setTitle(title).getId());
      form.moveItem(first + 2, first);
      const order = titles();
      form.deleteItem(first + 1);
      // The published types leave out that an id without an item answers null.
      const found = form.getItemById(ids[0] ?? 0) as GoogleAppsScript.Forms.Item | null;
      return [order, titles(), found === null ? null : "an item"];
    },
  },
  "items.wrong-kind": {
    asks: "What do an item taken for one of another kind, and a question about one that was deleted meanwhile, end in?",
    source:
      "documented 2026-11-24: platform.md 5, 11: REF; scripts in public that met it; RomainVialard/ErrorHandler",
    is: [
      "Exception: Invalid conversion for item type: TEXT.",
      "Exception: No item with the given ID could be found.",
    ],
    run({ form }) {
      const item = form.addTextItem();
      const said = refusal(() => form.getItemById(item.getId()).asListItem());
      form.deleteItem(item.getIndex());
      return [said, refusal(() => item.getHelpText())];
    },
  },
});
