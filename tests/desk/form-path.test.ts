/** A teacher's way through a Form. */
import { describe, expect, test } from "vitest";
import { answersOnPath, missing, nextPage } from "../../scripts/desk/page/report/form-path";
import type { FormView, PageView, QuestionView } from "../../scripts/desk/views/views";

function question(id: string, more: Partial<QuestionView> = {}): QuestionView {
  return { id, kind: "line", title: id, help: "", required: false, choices: [], ...more };
}

const danger = question("danger", {
  kind: "one-of",
  choices: [
    { value: "Yes", leadsTo: { page: 1 } },
    { value: "No", leadsTo: { page: 2 } },
    { value: "Later", leadsTo: "submit" },
    { value: "Maybe", leadsTo: null },
  ],
});

const first: PageView = {
  title: "First",
  help: "",
  questions: [danger, question("name", { required: true })],
  leadsTo: { page: 2 },
};
const stop: PageView = {
  title: "Stop",
  help: "",
  questions: [question("onStop")],
  leadsTo: { page: 2 },
};
const last: PageView = {
  title: "Last",
  help: "",
  questions: [question("ticks", { kind: "any-of" })],
  leadsTo: "submit",
};
const form: FormView = { open: true, refused: null, progressBar: true, pages: [first, stop, last] };

describe("the next page", () => {
  test.each([
    ["the choice's own", { danger: "Yes" }, { page: 1 }],
    ["another choice's", { danger: "No" }, { page: 2 }],
    ["the end, where a choice ends the Form", { danger: "Later" }, "submit"],
    ["the page's, where the choice leads nowhere", { danger: "Maybe" }, { page: 2 }],
    ["the page's, without an answer", {}, { page: 2 }],
  ])("is %s", (_, answers, next) => {
    expect(nextPage(first, answers)).toEqual(next);
  });
});

test.each([
  ["nothing", {}, ["name"]],
  ["an empty text", { name: "" }, ["name"]],
  ["a text", { name: "Alex" }, []],
])("a required question with %s", (_, answers, expected) => {
  expect(missing(first, answers)).toEqual(expected);
});

test("only answers on the way taken are sent, and no empty ones", () => {
  const answers = { danger: "No", name: "", onStop: "left behind", ticks: ["a"], other: "x" };
  expect(answersOnPath(form, [0, 2], answers)).toEqual({ danger: "No", ticks: ["a"] });
  expect(answersOnPath(form, [0, 1, 2], { ...answers, ticks: [] })).toEqual({
    danger: "No",
    onStop: "left behind",
  });
});
