/**
 * A real submission and a real edit: what their triggers are told, and what the Form's own store says. A person has sent the probe's
 * Form.
 */
import { casesOf, type Ground, type Json, kindOf, membersOf, refusal } from "../case";

/** What the person is asked to answer, in the order of the Form. */
export const questions = {
  word: "Type any word",
  left: "Leave this one empty",
  leftLong: "Leave this one empty, too",
  leftChoice: "Choose nothing here",
  ticks: "Tick First, then Third",
  list: "Choose Two",
  when: "Any date and time",
  deleted: "Type any word here, too",
} as const;

type Response = GoogleAppsScript.Forms.FormResponse;

/** The response that the person has sent, as the Form lists it. @throws Error where it is gone. */
function stored({ form }: Ground): Response {
  const [first] = form.getResponses();
  if (first === undefined) throw new Error("the Form lists no response");
  return first;
}

/** Answers by the question's name; an answer to none of ours under "other". */
function answersOf({ questions: ids }: Ground, response: Response): Readonly<Record<string, Json>> {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name] as const));
  const answers: Record<string, Json> = {};
  for (const answer of response.getItemResponses()) {
    const name = names.get(answer.getItem().getId()) ?? "other";
    answers[name] = answer.getResponse() as Json;
  }
  return answers;
}

export const submissionCases = casesOf("response", {
  "submission.told": {
    asks: "What is the trigger of a submission told: the response, the Form, its own id? Has the Form that it is told its items?",
    where: "submission",
    source: "documented 2026-11-24: platform.md 1: DOC/guides/triggers/event-objects.md",
    is: ["object", "object", "string", true],
    run({ event }) {
      const { response, source, triggerUid } = membersOf(event);
      // A form-submit event of Google's has it; without one there is no such run.
      const { length } = (source as GoogleAppsScript.Forms.Form).getItems();
      return [...[response, source, triggerUid].map(kindOf), length > 0];
    },
  },
  "submission.appears": {
    asks: "When can a new response be read, and is it in the Form's own list, after its trigger has fired?",
    where: "submission",
    source: "assumed: platform.md 1: no published guarantee",
    doubt: "responseAppears",
    when: {
      "at-once": "at once",
      "half-a-minute-later": "within a minute",
      "eight-minutes-later": "later",
    },
    run({ event, form, google }) {
      // A form-submit event of Google's has it; without one there is no such run.
      const response = membersOf(event)["response"] as Response;
      const canRead = () =>
        refusal(() => response.getItemResponses()) === null && form.getResponses().length > 0;
      if (canRead()) return "at once";
      google.Utilities.sleep(50_000);
      return canRead() ? "within a minute" : "later";
    },
  },
  "submission.answers": {
    asks: "Has a stored response an id and the instant of its sending? Are answers texts, ticked choices a list, a date and time written 2026-01-31 09:30? Does getResponseForItem give one of them, and nothing where there is none?",
    source: "documented 2026-11-24: platform.md 5: REF/FormResponse; GF/test/testformresponse.js",
    is: {
      of: ["string", "date"],
      word: "string",
      ticks: ["string"],
      when: true,
      one: "Two",
      none: null,
    },
    run(ground) {
      const response = stored(ground);
      const { word, ticks, when } = answersOf(ground, response);
      const [one = null, none = null] = (["list", "leftChoice"] as const).map((name) => {
        const item = ground.form.getItemById(ground.questions[name] ?? 0);
        // Null where there is no answer, which the published types do not say.
        const answer = response.getResponseForItem(
          item,
        ) as GoogleAppsScript.Forms.ItemResponse | null;
        return answer === null ? null : (answer.getResponse() as Json);
      });
      return {
        of: [response.getId(), response.getTimestamp()].map(kindOf),
        word: kindOf(word),
        ticks: kindOf(ticks),
        when: /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(String(when)),
        one,
        none,
      };
    },
  },
  "submission.unanswered": {
    asks: "Is an unanswered text or paragraph among getItemResponses, as ''?",
    source:
      "documented 2026-11-24: platform.md 5: REF/FormResponse, for text; a field note says that it is left out",
    doubt: "unansweredText",
    when: { blank: ["", ""], "left-out": ["left out", "left out"] },
    run(ground) {
      const { left = "left out", leftLong = "left out" } = answersOf(ground, stored(ground));
      return [left, leftLong];
    },
  },
  "submission.order-of-ticks": {
    asks: "In what order are the ticked choices of a checkbox item, ticked from above?",
    source: "assumed: platform.md 5: order not guaranteed",
    doubt: "checkboxOrder",
    when: { reversed: ["Third", "First"], "as-ticked": ["First", "Third"] },
    run(ground) {
      const { ticks = null } = answersOf(ground, stored(ground));
      return ticks;
    },
  },
  "submission.since": {
    asks: "Does getResponses(timestamp) give a response of that very instant?",
    source: "assumed: platform.md 5: REF says both",
    doubt: "getResponsesSince",
    when: { exclusive: false, inclusive: true },
    run(ground) {
      const response = stored(ground);
      const id = response.getId();
      return ground.form.getResponses(response.getTimestamp()).some((one) => one.getId() === id);
    },
  },
  "submission.deleted-question": {
    asks: "What does getItemResponses do with an answer whose question was deleted?",
    source: "assumed: no source",
    doubt: "answersOfDeletedQuestion",
    when: { omit: "left out", refuse: "refused" },
    run(ground) {
      const { form, questions: ids } = ground;
      const item = form.getItemById(ids["deleted"] ?? 0) as GoogleAppsScript.Forms.Item | null;
      if (item !== null) form.deleteItem(item.getIndex());
      let answers: Readonly<Record<string, Json>>;
      try {
        answers = answersOf(ground, stored(ground));
      } catch {
        return "refused";
      }
      return "deleted" in answers || "other" in answers ? "there" : "left out";
    },
  },
  "submission.deleted": {
    asks: "Is a response gone once it is deleted, and what does deleting it again end in?",
    source: "documented 2026-11-24: platform.md 5: REF/Form",
    is: [true, "Exception: No item with the given ID could be found."],
    run(ground) {
      const { form } = ground;
      const id = stored(ground).getId();
      form.deleteResponse(id);
      const isGone = !form.getResponses().some((one) => one.getId() === id);
      return [isGone, refusal(() => form.deleteResponse(id))];
    },
  },
  "edit.told": {
    asks: "What is the trigger of an edit told: the rows, the columns, and the file?",
    where: "edit",
    source: "recorded 2026-11-24: platform.md 1, sheets-api.md 7: TAN/2018-04-14",
    is: ["number", "number", "number", "number", true],
    run({ event, spreadsheet }) {
      const { range, source } = membersOf(event);
      const { rowStart, rowEnd, columnStart, columnEnd } = membersOf(range);
      // An edit's event brings the spreadsheet.
      const file = source as GoogleAppsScript.Spreadsheet.Spreadsheet;
      const isThatFile = file.getId() === spreadsheet();
      return [...[rowStart, rowEnd, columnStart, columnEnd].map(kindOf), isThatFile];
    },
  },
  "edit.names": {
    asks: "Whom does the event of an edit name?",
    where: "edit",
    source:
      "documented 2026-12-03: DOC/guides/triggers/events: the user, where security restrictions allow",
    doubt: "editEventUser",
    when: { editor: "the editor", nobody: "nobody", blank: "an empty address" },
    run({ event, me }) {
      const { user } = membersOf(event);
      if (user === null || user === undefined) return "nobody";
      const { email } = membersOf(user);
      const asked = user as { getEmail?(): string };
      const who = typeof email === "string" ? email : (asked.getEmail?.() ?? "");
      if (who === "") return "an empty address";
      return who.toLowerCase() === me ? "the editor" : "someone else";
    },
  },
});
