/** The items of the Form: types, texts, choices, pages, positions. */
import { type Case, refusal } from "../case";
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

export const formItemCases: readonly Case[] = [
  {
    id: "items.kinds",
    asks: "Do added items stand at the end, blank and not required, with an id by which they are found again?",
    source: "read 2026-11-24: platform.md 5: REF; GF/test/testform.js",
    expects: {
      always: {
        items: [
          ["TEXT", 0, "", "Title 0", "Help"],
          ["PARAGRAPH_TEXT", 1, "", "Title 1", "Help"],
          ["MULTIPLE_CHOICE", 2, "", "Title 2", "Help"],
          ["CHECKBOX", 3, "", "Title 3", "Help"],
          ["LIST", 4, "", "Title 4", "Help"],
          ["DATETIME", 5, "", "Title 5", "Help"],
          ["PAGE_BREAK", 6, "", "Title 6", "Help"],
        ],
        required: [1, 2, 3, 4, 5, 6].map(() => [false, true]),
      },
    },
    run({ form, google }) {
      const first = form.getItems().length;
      const questions = [
        form.addTextItem(),
        form.addParagraphTextItem(),
        form.addMultipleChoiceItem(),
        form.addCheckboxItem(),
        form.addListItem(),
        form.addDateTimeItem(),
      ];
      const items = [...questions, form.addPageBreakItem()].map((item) => {
        const [type, place, blank] = [item.getType(), item.getIndex() - first, item.getTitle()];
        item.setTitle(`Title ${place}`);
        item.setHelpText("Help");
        return [String(type), place, blank, typed(form, item.getId(), google), item.getHelpText()];
      });
      const required = questions.map((item) => {
        const before = item.isRequired();
        item.setRequired(true);
        return [before, item.isRequired()];
      });
      return { items, required };
    },
  },
  {
    id: "items.choices",
    asks: "Are choices kept in their order, and do plain ones lead nowhere?",
    source: "read 2026-11-24: platform.md 5: REF",
    expects: {
      always: [1, 2, 3].map(() => ({ blank: 1, kept: ["One", "=1+1", "Three"] })),
    },
    run: ({ form }) =>
      [form.addMultipleChoiceItem(), form.addCheckboxItem(), form.addListItem()].map((item) => {
        const blank = item.getChoices().length;
        item.setChoiceValues(["One", "=1+1", "Three"]);
        return { blank, kept: item.getChoices().map((choice) => choice.getValue()) };
      }),
  },
  {
    id: "items.long-words",
    asks: "Are a title and a help text of 4,000 characters and a choice of 1,000 kept whole?",
    source: "assumed: no source: looked for on 2026-11-26",
    expects: { always: [4000, 4000, 1000] },
    run({ form }) {
      const item = form.addListItem();
      const long = (length: number) => `${"word ".repeat(length / 5 - 1)}words`;
      item.setTitle(long(4000));
      item.setHelpText(long(4000));
      item.setChoiceValues([long(1000)]);
      return [item.getTitle(), item.getHelpText(), item.getChoices()[0]?.getValue() ?? ""].map(
        (text) => text.length,
      );
    },
  },
  {
    id: "items.no-choices",
    asks: "What do no choices, an empty one, one that stands twice, and leading beside plain ones end in?",
    source: "assumed: the words: scripts in public; when: no source",
    expects: {
      always: [1, 2, 3, 4].map(() => "Exception: Invalid data updating form."),
    },
    run({ form, google }) {
      const item = form.addMultipleChoiceItem();
      const { SUBMIT } = google.FormApp.PageNavigationType;
      const lists: readonly string[][] = [[], [""], ["One", "One"]];
      const mixed = () =>
        item.setChoices([item.createChoice("End", SUBMIT), item.createChoice("Plain")]);
      return [...lists.map((list) => () => item.setChoiceValues(list)), mixed].map(refusal);
    },
  },
  {
    id: "items.leading-choices",
    asks: "Do choices lead to a page, on, to the start and to the end?",
    source: "read 2026-11-24: platform.md 5: REF/MultipleChoiceItem.createChoice",
    expects: {
      always: [1, 2].map(() => [
        ["GO_TO_PAGE", true],
        ["CONTINUE", false],
        ["RESTART", false],
        ["SUBMIT", false],
      ]),
    },
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
  {
    id: "items.pages",
    asks: "Does a page say where the page before it leads?",
    source: "read 2026-11-24: platform.md 5: REF/PageBreakItem.setGoToPage",
    expects: { always: ["CONTINUE", "SUBMIT", "GO_TO_PAGE", true] },
    run({ form, google }) {
      const first = form.addPageBreakItem();
      const second = form.addPageBreakItem();
      const born = String(first.getPageNavigationType());
      first.setGoToPage(google.FormApp.PageNavigationType.SUBMIT);
      const set = String(first.getPageNavigationType());
      first.setGoToPage(second);
      const type = String(first.getPageNavigationType());
      return [born, set, type, first.getGoToPage().getId() === second.getId()];
    },
  },
  {
    id: "items.moved",
    asks: "Does an item stand where it was moved, and is one gone that was deleted?",
    source: "assumed: platform.md 5 names the method; what it gives then is in no source",
    expects: { always: { order: ["C", "A", "B"], left: ["C", "B"], found: null } },
    run({ form }) {
      const first = form.getItems().length;
      const titles = () =>
        form
          .getItems()
          .slice(first)
          .map((item) => item.getTitle());
      const ids = ["A", "B", "C"].map((title) => form.addTextItem().setTitle(title).getId());
      form.moveItem(first + 2, first);
      const order = titles();
      form.deleteItem(first + 1);
      const left = titles();
      // The published types leave out that an id without an item answers null.
      const found = form.getItemById(ids[0] ?? 0) as GoogleAppsScript.Forms.Item | null;
      return { order, left, found: found === null ? null : "an item" };
    },
  },
  {
    id: "items.deleted-object",
    asks: "What does a question about an item that was deleted meanwhile end in?",
    source: "read 2026-11-24: platform.md 11: RomainVialard/ErrorHandler",
    expects: { always: "Exception: No item with the given ID could be found." },
    run({ form }) {
      const item = form.addTextItem();
      form.deleteItem(item.getIndex());
      return refusal(() => item.getHelpText());
    },
  },
  {
    id: "items.wrong-kind",
    asks: "What does an item taken for one of another kind end in?",
    source: "read 2026-11-24: platform.md 5: REF; scripts in public that met it",
    expects: { always: "Exception: Invalid conversion for item type: TEXT." },
    run({ form }) {
      const id = form.addTextItem().getId();
      return refusal(() => form.getItemById(id).asListItem());
    },
  },
];
