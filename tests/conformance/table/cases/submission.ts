/** A real submission and a real edit: what their triggers are told, and what the Form's own store says. A person has sent the probe's Form. */
import { type Case, type Ground, type Json, kindOf, membersOf, refusal } from "../case";

/** What the person is asked to answer, in the order of the Form. */
export const questions = {
  word: "Type any word",
  left: "Leave this one empty",
  leftLong: "Leave this one empty, too",
  ticks: "Tick First, then Third",
  list: "Choose Two",
  when: "Any date and time",
  deleted: "Type any word here, too",
} as const;

export type Question = keyof typeof questions;

type Response = GoogleAppsScript.Forms.FormResponse;

/** The response that the trigger brought. */
function brought({ event }: Ground): Response {
  // A form-submit event of Google's has it; without one there is no such run.
  return membersOf(event)["response"] as Response;
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

export const submissionCases: readonly Case[] = [
  {
    id: "submission.told",
    asks: "What is the trigger of a submission told?",
    where: "submission",
    settles: ["trigger-submit-event"],
    expects: {
      always: {
        response: "object",
        source: "object",
        triggerUid: "string",
        id: "string",
        at: "date",
      },
    },
    run(ground) {
      const { response, source, triggerUid } = membersOf(ground.event);
      const first = brought(ground);
      return {
        response: kindOf(response),
        source: kindOf(source),
        triggerUid: kindOf(triggerUid),
        id: kindOf(first.getId()),
        at: kindOf(first.getTimestamp()),
      };
    },
  },
  {
    id: "submission.stored",
    asks: "Is a response in the Form's own list by the time its trigger runs, under the same id?",
    where: "submission",
    expects: { always: true },
    run(ground) {
      const id = brought(ground).getId();
      return ground.form.getResponses().some((one) => one.getId() === id);
    },
  },
  {
    id: "submission.answers",
    asks: "Are answers texts, ticked choices a list, and a date and time written 2026-01-31 09:30?",
    where: "submission",
    settles: ["form-answer-types"],
    expects: { always: { word: "string", ticks: ["string"], list: "Two", when: true } },
    run(ground) {
      const { word, ticks, list = null, when } = answersOf(ground, brought(ground));
      return {
        word: kindOf(word),
        ticks: kindOf(ticks),
        list,
        when: /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(String(when)),
      };
    },
  },
  {
    id: "submission.unanswered",
    asks: "Is an unanswered text or paragraph among getItemResponses, as ''?",
    where: "submission",
    expects: {
      of: "unansweredText",
      when: { blank: ["", ""], "left-out": ["left out", "left out"] },
    },
    run(ground) {
      const { left = "left out", leftLong = "left out" } = answersOf(ground, brought(ground));
      return [left, leftLong];
    },
  },
  {
    id: "submission.order-of-ticks",
    asks: "In what order are the ticked choices of a checkbox item, ticked from above?",
    where: "submission",
    expects: {
      of: "checkboxOrder",
      when: { reversed: ["Third", "First"], "as-ticked": ["First", "Third"] },
    },
    run(ground) {
      const { ticks = null } = answersOf(ground, brought(ground));
      return ticks;
    },
  },
  {
    id: "submission.since",
    asks: "Does getResponses(timestamp) give a response of that very instant?",
    where: "submission",
    expects: { of: "getResponsesSince", when: { exclusive: false, inclusive: true } },
    run(ground) {
      const response = brought(ground);
      const id = response.getId();
      return ground.form.getResponses(response.getTimestamp()).some((one) => one.getId() === id);
    },
  },
  {
    id: "submission.deleted-question",
    asks: "What does getItemResponses do with an answer whose question was deleted?",
    where: "submission",
    expects: { of: "answersOfDeletedQuestion", when: { omit: "left out", refuse: "refused" } },
    run(ground) {
      const { form, questions: ids } = ground;
      const id = brought(ground).getId();
      const item = form.getItemById(ids["deleted"] ?? 0) as GoogleAppsScript.Forms.Item | null;
      if (item !== null) form.deleteItem(item.getIndex());
      const stored = form.getResponses().filter((one) => one.getId() === id)[0];
      if (stored === undefined) return "no response";
      let answers: Readonly<Record<string, Json>>;
      try {
        answers = answersOf(ground, stored);
      } catch {
        return "refused";
      }
      return "deleted" in answers || "other" in answers ? "there" : "left out";
    },
  },
  {
    id: "submission.deleted",
    asks: "Is a response gone once it is deleted, and what does deleting it again end in?",
    where: "submission",
    settles: ["form-delete-response"],
    expects: {
      always: { gone: true, again: "Exception: No item with the given ID could be found." },
    },
    run(ground) {
      const { form } = ground;
      const id = brought(ground).getId();
      form.deleteResponse(id);
      return {
        gone: !form.getResponses().some((one) => one.getId() === id),
        again: refusal(() => form.deleteResponse(id)),
      };
    },
  },
  {
    id: "edit.told",
    asks: "What is the trigger of an edit told: the rows, the columns, the file and who?",
    where: "edit",
    settles: ["trigger-edit-event"],
    expects: {
      always: {
        range: { rowStart: "number", rowEnd: "number", columnStart: "number", columnEnd: "number" },
        file: true,
        user: true,
      },
    },
    run({ event, spreadsheet, me }) {
      const { range, source, user } = membersOf(event);
      const { rowStart, rowEnd, columnStart, columnEnd } = membersOf(range);
      const { email } = membersOf(user);
      // An edit's event brings the spreadsheet.
      const file = source as GoogleAppsScript.Spreadsheet.Spreadsheet;
      // For an editor whom Google does not name, the user or its address is missing.
      const named = user as { getEmail?(): string } | undefined;
      const who = typeof email === "string" ? email : (named?.getEmail?.() ?? "");
      return {
        range: {
          rowStart: kindOf(rowStart),
          rowEnd: kindOf(rowEnd),
          columnStart: kindOf(columnStart),
          columnEnd: kindOf(columnEnd),
        },
        file: file.getId() === spreadsheet(),
        user: who.toLowerCase() === me,
      };
    },
  },
];
