/** The first case that needs a person: somebody sends the probe's Form and types in its spreadsheet. */
import { questions } from "../../../tests/conformance/table/cases/submission";
import { unanswered } from "./ask";
import { boundForm, groundFor } from "./ground";
import { doneIn, type Step } from "./step";
import { clearItems, waitedFor } from "./tidy";
import { type View, view } from "./view";

/** Adds the questions, opens the Form, makes the spreadsheet and both triggers; each once, also where an earlier run was cut. */
export function askForPerson(here: Step): void {
  const { google, kept } = here;
  const { ScriptApp } = google;
  const form = boundForm(google);
  if (kept.note("questions") === "") {
    clearItems(form, kept);
    kept.write("questions", JSON.stringify(addedQuestions(here)));
  }
  if (form.supportsAdvancedResponderPermissions()) form.setPublished(true);
  form.setAcceptingResponses(true);
  const spreadsheet = groundFor(google, kept, null).ground.spreadsheet();
  const waits = (name: string) => kept.note(`waits:${name}`) !== "";
  const made = ScriptApp.getProjectTriggers().map((one) => one.getHandlerFunction());
  if (!waits(waitedFor.submission)) kept.write(`waits:${waitedFor.submission}`, "yes");
  if (made.indexOf(waitedFor.submission) < 0) {
    ScriptApp.newTrigger(waitedFor.submission).forForm(form).onFormSubmit().create();
  }
  if (!waits(waitedFor.edit)) kept.write(`waits:${waitedFor.edit}`, "yes");
  if (made.indexOf(waitedFor.edit) < 0) {
    ScriptApp.newTrigger(waitedFor.edit).forSpreadsheet(spreadsheet).onEdit().create();
  }
}

function addedQuestions({ google }: Step): Readonly<Record<string, number>> {
  const form = boundForm(google);
  const ticks = form.addCheckboxItem().setTitle(questions.ticks);
  ticks.setChoiceValues(["First", "Second", "Third"]);
  const choice = form.addMultipleChoiceItem().setTitle(questions.leftChoice);
  choice.setChoiceValues(["One", "Two"]);
  const list = form.addListItem().setTitle(questions.list);
  list.setChoiceValues(["One", "Two", "Three"]);
  return {
    word: form.addTextItem().setTitle(questions.word).getId(),
    left: form.addTextItem().setTitle(questions.left).getId(),
    leftLong: form.addParagraphTextItem().setTitle(questions.leftLong).getId(),
    leftChoice: choice.getId(),
    ticks: ticks.getId(),
    list: list.getId(),
    when: form.addDateTimeItem().setTitle(questions.when).getId(),
    deleted: form.addTextItem().setTitle(questions.deleted).getId(),
  };
}

export function personView(here: Step, what: "ask" | "wait"): View {
  const { google, kept } = here;
  if (what === "ask") {
    return view({
      heading: "A hand is needed: the Form and a cell",
      lines: [
        "Some answers come only from a real person. The probe puts eight questions into this Form; you send it once, and type one word into a spreadsheet. Two minutes.",
        "It can go without; those questions are then marked as not asked.",
      ],
      ...doneIn(kept),
      actions: [
        { act: "person", label: "I can do that", primary: true },
        { act: "without", label: "Go on without" },
      ],
    });
  }
  const sent = unanswered(kept, "submission").length === 0;
  const listed = unanswered(kept, "response").length === 0;
  const typed = unanswered(kept, "edit").length === 0;
  return view({
    heading: "Send the Form and type in a cell",
    lines: [
      sent
        ? `The Form has been sent${listed ? ": done." : "; Google does not list it yet."}`
        : "Open the Form, do what each question says, and press Submit.",
      typed
        ? "A cell was typed in: done."
        : "Open the spreadsheet and type a word into any cell of it.",
      "This window notices by itself, within half a minute.",
    ],
    links: [
      ...(sent ? [] : [{ label: "Open the Form", address: boundForm(google).getPublishedUrl() }]),
      ...(typed
        ? []
        : [
            {
              label: "Open the spreadsheet",
              address: google.SpreadsheetApp.openById(kept.note("file")).getUrl(),
            },
          ]),
    ],
    ...doneIn(kept),
    actions: [{ act: "without", label: "Go on without" }],
    next: { seconds: 10 },
  });
}
