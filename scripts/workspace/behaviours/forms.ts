/** The behaviours of FormApp, of forms, their items and their responses. */
import { assumed, type Behaviour, documented } from "./behaviour";

const items = [
  "Item",
  "TextItem",
  "ParagraphTextItem",
  "MultipleChoiceItem",
  "CheckboxItem",
  "ListItem",
  "DateTimeItem",
  "SectionHeaderItem",
  "PageBreakItem",
];
const ofItems = (...members: readonly string[]): string[] =>
  items.flatMap((item) => members.map((member) => `${item}.${member}`));
const choosing = ["MultipleChoiceItem", "ListItem"];

export const formBehaviours: readonly Behaviour[] = [
  ...documented("Forms", [
    [
      "form-active",
      "A bound script reaches its own Form without an id.",
      "platform.md 7: DOC/guides/Boundtogoogleworkspacedocuments.md",
      { methods: ["FormApp.getActiveForm", "Form.getId"] },
    ],
    [
      "form-settings-kept",
      "What a setter of a Form sets, its getter gives back in a later run.",
      "platform.md 5: REF/Form",
      {
        methods: [
          "Form.setTitle",
          "Form.setDescription",
          "Form.setConfirmationMessage",
          "Form.setCustomClosedFormMessage",
          "Form.setCollectEmail",
          "Form.setAllowResponseEdits",
          "Form.setPublishingSummary",
          "Form.setProgressBar",
          "Form.setShowLinkToRespondAgain",
          "Form.getTitle",
          "Form.getDescription",
          "Form.getConfirmationMessage",
          "Form.collectsEmail",
          "Form.canEditResponse",
          "Form.isPublishingSummary",
          "Form.hasProgressBar",
          "Form.hasRespondAgainLink",
        ],
      },
    ],
    [
      "form-destination-none",
      "A Form that was never linked to a spreadsheet has no destination type.",
      "platform.md 5: REF/Form",
      { methods: ["Form.getDestinationType"] },
    ],
    [
      "form-urls",
      "A Form gives one address to answer it and another to edit it.",
      "platform.md 5; sheets-api.md 8: REF",
      { methods: ["Form.getPublishedUrl", "Form.getEditUrl"] },
    ],
    [
      "form-publishing-supersedes",
      "Publishing a Form opens it for responses, and taking the publishing back closes it.",
      "platform.md 5: REF/Form.setPublished",
      { methods: ["Form.setPublished", "Form.isPublished", "Form.isAcceptingResponses"] },
    ],
    [
      "form-publishing-legacy",
      "On a Form older than publishing, supportsAdvancedResponderPermissions is false and setPublished and isPublished throw.",
      "platform.md 5: REF/Form.setPublished, isPublished",
      {
        methods: [
          "Form.supportsAdvancedResponderPermissions",
          "Form.setPublished",
          "Form.isPublished",
        ],
      },
    ],
    [
      "form-accept-unpublished",
      "setAcceptingResponses(true) throws on a Form that is not published.",
      "platform.md 5: REF/Form.setAcceptingResponses",
      { methods: ["Form.setAcceptingResponses"] },
    ],
    [
      "form-responders",
      "addPublishedReader lets an address answer a Form; whoever may edit or view the file is not added. On a Form older than publishing both throw.",
      "platform.md 5, 14: REF/Form.addPublishedReader, getPublishedReaders",
      { methods: ["Form.addPublishedReader", "Form.getPublishedReaders"] },
    ],
    [
      "form-add-item",
      "An added item stands last; a kind that has choices is born with one blank choice.",
      "platform.md 5: REF; GF/test/testform.js",
      { methods: ["Form.add*Item"] },
    ],
    [
      "form-items-order",
      "getItems lists the items as they stand on the page; moveItem and deleteItem change that order at once.",
      "platform.md 5: REF/Form",
      { methods: ["Form.getItems", "Form.moveItem", "Form.deleteItem", ...ofItems("getIndex")] },
    ],
    [
      "form-item-ids",
      "An item's id is a whole number that stays through renaming and moving.",
      "platform.md 5: REF; GF",
      { methods: ofItems("getId") },
    ],
    [
      "form-item-settings-kept",
      "Title, help text and required of an item are given back as they were set.",
      "platform.md 5: REF",
      {
        methods: [
          ...ofItems("getTitle", "setTitle", "getHelpText", "setHelpText"),
          ...items
            .filter((item) => !["Item", "SectionHeaderItem", "PageBreakItem"].includes(item))
            .flatMap((item) => [`${item}.isRequired`, `${item}.setRequired`]),
        ],
      },
    ],
    [
      "form-item-conversion",
      "as…Item of another kind than the item's own throws.",
      "platform.md 5: REF; scripts in public that met it",
      { methods: ["Item.as*"] },
    ],
    [
      "form-item-types",
      "getType names the kind as FormApp.ItemType does.",
      "platform.md 5: REF",
      { methods: ofItems("getType") },
    ],
    [
      "form-choices",
      "Choices are given back in order, by their texts; an empty list throws.",
      "platform.md 5: REF",
      {
        methods: [
          "CheckboxItem.createChoice",
          ...[...choosing, "CheckboxItem"].flatMap((item) => [
            `${item}.getChoices`,
            `${item}.setChoices`,
            `${item}.setChoiceValues`,
          ]),
          "Choice.getValue",
        ],
      },
    ],
    [
      "form-choice-navigation",
      "A choice leads to a page or makes a move; choices that lead somewhere and choices that do not cannot be mixed in one item.",
      "platform.md 5: REF/MultipleChoiceItem.createChoice",
      {
        methods: [
          ...choosing.map((item) => `${item}.createChoice`),
          "Choice.getGotoPage",
          "Choice.getPageNavigationType",
        ],
      },
    ],
    [
      "form-page-goes-to",
      "setGoToPage of a page break says where the page before it leads.",
      "platform.md 5: REF/PageBreakItem.setGoToPage",
      {
        methods: [
          "PageBreakItem.getGoToPage",
          "PageBreakItem.setGoToPage",
          "PageBreakItem.getPageNavigationType",
        ],
      },
    ],
    [
      "form-responses-oldest-first",
      "getResponses lists the oldest first, each with an id and the instant of its sending.",
      "platform.md 5: GF; REF/Form.getResponses",
      { methods: ["Form.getResponses", "FormResponse.getId", "FormResponse.getTimestamp"] },
    ],
    [
      "form-answers-in-item-order",
      "getItemResponses follows the order of the Form's items, whatever the order of answering.",
      "platform.md 5: REF/FormResponse",
      { methods: ["FormResponse.getItemResponses", "ItemResponse.getItem"] },
    ],
    [
      "form-answer-types",
      "An answer is a text, a list of texts for a checkbox item, and `YYYY-MM-DD HH:mm` for a date and time.",
      "platform.md 5: REF; GF/test/testformresponse.js",
      { methods: ["ItemResponse.getResponse"] },
    ],
    [
      "form-answer-for-item",
      "getResponseForItem gives the answer to one item, and null where there is none.",
      "platform.md 5: REF/FormResponse",
      { methods: ["FormResponse.getResponseForItem"] },
    ],
    [
      "form-delete-response",
      "A deleted response is gone from the list; an id that is unknown throws.",
      "platform.md 5: REF/Form",
      { methods: ["Form.deleteResponse"] },
    ],
    [
      "form-not-for-strangers",
      "Whoever may not edit the Form is refused by each of its methods.",
      "platform.md 7, 11",
      { methods: [] },
    ],
  ]),
  ...assumed("Forms", [
    [
      "form-item-unknown-id",
      "getItemById gives null where the Form has no such item.",
      "platform.md 5 names the method; what it gives then is in no source",
      { methods: ["Form.getItemById"] },
    ],
    [
      "form-choice-invalid",
      "Choices that Google will not store end with `Invalid data updating form.`; for which choices it says so is not known.",
      "the words: scripts in public; when: no source",
      { methods: [...choosing, "CheckboxItem"].map((item) => `${item}.setChoices`) },
    ],
    [
      "form-responses-since",
      "getResponses(instant) leaves out a response of that very instant.",
      "platform.md 5: REF says both",
      {
        methods: ["Form.getResponses"],
        switch: "getResponsesSince",
        answers: ["exclusive", "inclusive"],
      },
    ],
    [
      "form-response-appears",
      "A response can be read as soon as its trigger fires.",
      "platform.md 1: no published guarantee",
      {
        methods: ["FormResponse.getId", "FormResponse.getItemResponses", "Form.getResponses"],
        switch: "responseAppears",
        answers: ["at-once", "half-a-minute-later", "eight-minutes-later"],
      },
    ],
    [
      "form-text-length",
      "No title, help text or choice is too long; no page names a limit, so the texts of our Form are kept short.",
      "no source: looked for on 2026-11-26",
      { methods: ["Item.setTitle", "Item.setHelpText"], date: "2026-11-26" },
    ],
    [
      "form-unanswered-text",
      "An unanswered text, paragraph or date-time item is among getItemResponses, as ''.",
      "platform.md 5: REF says so for text; a field note says that it is left out",
      {
        methods: ["FormResponse.getItemResponses"],
        switch: "unansweredText",
        answers: ["blank", "left-out"],
      },
    ],
    [
      "form-checkbox-order",
      "The ticked choices of a checkbox item come in no promised order; here last first.",
      "platform.md 5: order not guaranteed",
      {
        methods: ["ItemResponse.getResponse"],
        switch: "checkboxOrder",
        answers: ["reversed", "as-ticked"],
      },
    ],
    [
      "form-answer-of-deleted-question",
      "getItemResponses leaves out an answer whose question was deleted.",
      "no source",
      {
        methods: ["FormResponse.getItemResponses"],
        switch: "answersOfDeletedQuestion",
        answers: ["omit", "refuse"],
      },
    ],
    [
      "form-clock-run-lists",
      "A clock run lists the Form's responses under forms.currentonly.",
      "platform.md 8, 13: no measurement found; sources disagree",
      { methods: ["Form.getResponses"], switch: "clockRunListsResponses", answers: ["yes", "no"] },
    ],
    [
      "form-new-audience",
      "A new Form that is published is open to nobody but its editors until somebody chooses or adds responders.",
      "platform.md 14: projects that publish through the API found so; no official page states the default",
      {
        methods: ["Form.setPublished"],
        switch: "newFormAudience",
        answers: ["nobody", "domain", "anyone"],
      },
    ],
    [
      "form-responders-read-back",
      "getPublishedReaders lists whom addPublishedReader added, and nothing of general access.",
      "platform.md 5, 14: the method; whom it lists is in no source",
      {
        methods: ["Form.getPublishedReaders"],
        switch: "publishedReadersReadBack",
        answers: ["listed", "empty"],
      },
    ],
    [
      "form-editors-owner",
      "The owner is not among Form.getEditors.",
      "platform.md 8: the method; not whom it lists",
      { methods: ["Form.getEditors"], switch: "formEditorsListOwner", answers: ["no", "yes"] },
    ],
  ]),
];
