/** The local Forms service, asked by scripts in the runtime and by people beside it (platform.md 5). */
import { describe, expect, test } from "vitest";
import {
  createForm,
  deleteQuestion,
  editQuestion,
  formRef,
  formServices,
  PersonRefused,
  responseRef,
  submitResponse,
  unpublish,
} from "../../scripts/workspace/forms";
import { LocalWorkspace } from "../../scripts/workspace/runtime";
import type { Store } from "../../scripts/workspace/service";
import { scriptOwnServices } from "../../scripts/workspace/services";

const admin = "admin@district.example";
const start = Date.parse("2026-09-01T16:00:00Z");

interface Options {
  readonly assume?: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[];
  readonly publishing?: "legacy";
}

/** A Workspace whose script has one function, `go(form, event)`, with this body. */
function workspaceWith(body: string, options: Options = {}): LocalWorkspace {
  const workspace = new LocalWorkspace({
    bundle: `function go(event) { const form = FormApp.getActiveForm(); ${body} }`,
    manifest: {
      timeZone: "America/Los_Angeles",
      oauthScopes: (options.scopes ?? ["forms.currentonly", "userinfo.email"]).map(
        (scope) => `https://www.googleapis.com/auth/${scope}`,
      ),
    },
    services: [...scriptOwnServices, ...formServices],
    start,
    ...(options.assume === undefined ? {} : { assume: options.assume }),
  });
  workspace.containerId = createForm(workspace.store, {
    owner: admin,
    at: start,
    title: "Report",
    ...(options.publishing === undefined ? {} : { publishing: options.publishing }),
  });
  return workspace;
}

const click = (workspace: LocalWorkspace) =>
  workspace.run({ function: "go", surface: "menu", as: admin });

/** What `go` returns, or the error that ended it. */
function ask(body: string, options: Options = {}): unknown {
  const { ok, value, error } = click(workspaceWith(body, options));
  return ok ? value : error;
}

const twoQuestions = `
  form.setPublished(true);
  const name = form.addTextItem().setTitle("Name");
  const signs = form.addCheckboxItem().setTitle("Signs").setChoiceValues(["a", "b", "c"]);
  const place = form.addListItem().setTitle("School").setRequired(true).setChoiceValues(["North", "South"]);
  const when = form.addDateTimeItem().setTitle("When");
  const ids = [name, signs, place, when].map((item) => item.getId());
  if (!event) return ids;`;

/** A published form with four questions; returns the ids of name, signs, school, time. */
function filledForm(reading: string, options: Options = {}) {
  const workspace = workspaceWith(
    `if (event && event.read) { ${reading} } ${twoQuestions}`,
    options,
  );
  const { value, error } = click(workspace);
  expect(error).toBeNull();
  const ids: unknown[] = Array.isArray(value) ? value : [];
  const [name = "", signs = "", school = "", time = ""] = ids.map(String);
  const read = (surface: "menu" | "clock" = "menu") =>
    workspace.run({ function: "go", surface, as: admin, args: [{ read: true }] });
  return {
    workspace,
    store: workspace.store,
    id: workspace.containerId,
    name,
    signs,
    school,
    time,
    read,
  };
}

const readAnswers = `return form.getResponses().map((response) => response.getItemResponses()
  .map((one) => [one.getItem().getTitle(), one.getResponse()]));`;

describe("a form's settings", () => {
  test.each([
    ["its title is as made", "return form.getTitle();", "Report"],
    ["setters chain", 'return form.setTitle("A").setDescription("B").getDescription();', "B"],
    ["switches are read back", "return form.setCollectEmail(true).collectsEmail();", true],
    ["a blank form has no items", "return form.getItems().length;", 0],
    ["an id that no item has gives null", "return form.getItemById(7);", null],
  ])("%s", (_name, body, expected) => {
    expect(ask(body)).toEqual(expected);
  });

  test("a switch takes no text", () => {
    expect(ask('form.setCollectEmail("yes");')).toMatch(
      /local Workspace: .*setCollectEmail is modelled, but not with this argument/,
    );
  });

  test("somebody who is no editor of the form cannot open it by script", () => {
    const workspace = workspaceWith("return form.getTitle();");
    const { error } = workspace.run({
      function: "go",
      surface: "menu",
      as: "stranger@elsewhere.example",
    });
    expect(error).toMatch(/do not have permissions to access/);
  });

  test("without a Forms scope nothing is answered", () => {
    expect(ask("return 1;", { scopes: ["userinfo.email"] })).toMatch(/forms/);
  });
});

describe("publishing", () => {
  test.each([
    ["a new form is not published", "return form.isPublished();", false],
    ["publishing opens it", "return form.setPublished(true).isAcceptingResponses();", true],
    ["responses cannot be opened first", "form.setAcceptingResponses(true);", /^Exception: /],
  ])("%s", (_name, body, expected) => {
    if (expected instanceof RegExp) expect(ask(body)).toMatch(expected);
    else expect(ask(body)).toBe(expected);
  });

  test("a form from before publishing has only the switch for responses", () => {
    const legacy = { publishing: "legacy" } as const;
    expect(ask("return form.supportsAdvancedResponderPermissions();", legacy)).toBe(false);
    expect(ask("return form.isPublished();", legacy)).toMatch(/^Exception: /);
    expect(ask("return form.isAcceptingResponses();", legacy)).toBe(true);
  });

  test("an unpublished form takes no responses from people", () => {
    const { store, id, name } = filledForm("");
    unpublish(store, id, admin);
    expect(() => submitResponse(store, id, { [name]: "x" }, start)).toThrow(PersonRefused);
  });
});

describe("choices", () => {
  const list = "const item = form.addListItem();";
  test.each([
    [
      "a new choice item has one blank choice",
      `${list} return item.getChoices().map((c) => c.getValue());`,
      [""],
    ],
    ["none at all is refused", `${list} item.setChoiceValues([]);`, /Invalid data/],
    ["the same twice is refused", `${list} item.setChoiceValues(["a", "a"]);`, /Invalid data/],
    [
      "navigating and plain ones cannot be mixed",
      `${list} const page = form.addPageBreakItem();
       item.setChoices([item.createChoice("a", page), item.createChoice("b")]);`,
      /Invalid data/,
    ],
    [
      "a choice leads to a page or a move",
      `const item = form.addMultipleChoiceItem(); const page = form.addPageBreakItem().setTitle("P");
       item.setChoices([item.createChoice("a", page), item.createChoice("b", FormApp.PageNavigationType.SUBMIT)]);
       const [a, b] = item.getChoices();
       return [a.getGotoPage().getTitle(), a.getPageNavigationType() === FormApp.PageNavigationType.GO_TO_PAGE,
         b.getGotoPage(), b.getPageNavigationType() === FormApp.PageNavigationType.SUBMIT];`,
      ["P", true, null, true],
    ],
    [
      "a checkbox leads nowhere",
      `const item = form.addCheckboxItem(); item.createChoice("a", form.addPageBreakItem());`,
      /not with this argument/,
    ],
  ])("%s", (_name, body, expected) => {
    if (expected instanceof RegExp) expect(ask(body)).toMatch(expected);
    else expect(ask(body)).toEqual(expected);
  });
});

describe("items", () => {
  test("are found by an integer id, moved, and gone once deleted", () => {
    const body = `
      const a = form.addTextItem().setTitle("a"), b = form.addPageBreakItem().setTitle("b");
      const ids = [a.getId(), b.getId()];
      form.moveItem(1, 0);
      const moved = form.getItems().map((item) => item.getTitle());
      form.deleteItem(form.getItemById(ids[0]));
      return [ids.every(Number.isInteger), ids[0] !== ids[1], moved, form.getItems().length,
        form.getItems(FormApp.ItemType.TEXT).length];`;
    expect(ask(body)).toEqual([true, true, ["b", "a"], 1, 0]);
  });

  test("convert only to their own class", () => {
    expect(
      ask('return form.addTextItem() && form.getItems()[0].asTextItem().setTitle("t").getTitle();'),
    ).toBe("t");
    expect(ask("form.addTextItem(); form.getItems()[0].asListItem();")).toMatch(/^Exception: /);
  });

  test("what Google has and we do not model is refused by name", () => {
    expect(ask("form.addScaleItem();")).toMatch(/local Workspace: .*addScaleItem/);
    expect(ask("form.addNothing();")).toMatch(/local Workspace: .*addNothing/);
  });
});

describe("responses", () => {
  test("come in the order of the form's items, an unanswered text as blank, ticks in another order", () => {
    const { store, id, signs, school, read } = filledForm(readAnswers);
    submitResponse(store, id, { [school]: "North", [signs]: ["a", "b"] }, start);
    expect(read().value).toEqual([
      [
        ["Name", ""],
        ["Signs", ["b", "a"]],
        ["School", "North"],
        ["When", ""],
      ],
    ]);
  });

  test.each([
    ["unansweredText", "left-out", [["Signs", ["b", "a"]]]],
    [
      "checkboxOrder",
      "as-ticked",
      [
        ["Name", ""],
        ["Signs", ["a", "b"]],
        ["When", ""],
      ],
    ],
  ])("with %s = %s", (name, answer, expected) => {
    const { store, id, signs, read } = filledForm(readAnswers, { assume: { [name]: answer } });
    submitResponse(store, id, { [signs]: ["a", "b"] }, start);
    expect(read().value).toEqual([expected]);
  });

  test.each([
    ["exclusive", ["late"]],
    ["inclusive", ["early", "late"]],
  ])("since an instant is %s", (answer, expected) => {
    const reading = `return form.getResponses(new Date(${start}))
      .map((response) => response.getItemResponses()[0].getResponse());`;
    const { store, id, name, read } = filledForm(reading, {
      assume: { getResponsesSince: answer },
    });
    submitResponse(store, id, { [name]: "early" }, start);
    submitResponse(store, id, { [name]: "late" }, start + 1);
    expect(read().value).toEqual(expected);
  });

  test("hold strings exactly as written", () => {
    const { store, id, name, read } = filledForm(readAnswers);
    const hostile = "=IMPORTDATA(1)\r\n\u0000 '2026-01-01 \ud800 <b>";
    submitResponse(store, id, { [name]: hostile }, start);
    expect(read().value).toEqual([
      [
        ["Name", hostile],
        ["When", ""],
      ],
    ]);
  });

  test("lose the answers of a deleted question, or refuse to be read", () => {
    for (const [answer, expected] of [
      [
        "omit",
        [
          [
            ["Signs", ["a"]],
            ["When", ""],
          ],
        ],
      ],
      ["refuse", null],
    ] as const) {
      const form = filledForm(readAnswers, { assume: { answersOfDeletedQuestion: answer } });
      submitResponse(form.store, form.id, { [form.name]: "x", [form.signs]: ["a"] }, start);
      deleteQuestion(form.store, form.id, Number(form.name), admin);
      expect(form.read().value).toEqual(expected);
    }
  });

  test("may be kept from clock runs", () => {
    const no = filledForm(readAnswers, { assume: { clockRunListsResponses: "no" } });
    expect(no.read("menu").ok).toBe(true);
    expect(no.read("clock").error).toMatch(/auth\/forms$/);
    expect(filledForm(readAnswers).read("clock").ok).toBe(true);
  });

  test("are deleted for good", () => {
    const reading = `form.deleteResponse(form.getResponses()[0].getId()); return form.getResponses().length;`;
    const { store, id, name, read } = filledForm(reading);
    submitResponse(store, id, { [name]: "x" }, start);
    expect(read().value).toBe(0);
  });

  test("reading one counts once, however many answers are read", () => {
    const { workspace, store, id, name, signs, read } = filledForm(readAnswers);
    submitResponse(store, id, { [name]: "x", [signs]: ["a", "b"] }, start);
    read();
    expect(workspace.runs.at(-1)?.calls).toEqual({
      total: 3,
      byName: { "FormApp.getActiveForm": 1, "Form.getResponses": 1, "FormResponse.*": 1 },
    });
  });

  test("reach a submit trigger as objects of the script", () => {
    const workspace = workspaceWith(`${twoQuestions}
      return [event.source.getTitle(), event.response.getTimestamp() instanceof Date,
        event.response.getItemResponses()[0].getResponse()];`);
    const [name] = click(workspace).value as number[]; // What `twoQuestions` returns.
    const { store, containerId } = workspace;
    const response = submitResponse(store, containerId, { [String(name)]: "x" }, start);
    const result = workspace.run({
      function: "go",
      surface: "form-submit",
      as: admin,
      args: [{ response: responseRef(containerId, response), source: formRef(containerId) }],
    });
    expect(result.value).toEqual(["Report", true, "x"]);
  });
});

describe("today's page", () => {
  const submit = (store: Store, id: string, answers: Record<string, string | string[]>) =>
    submitResponse(store, id, answers, start, { checkPage: true });

  test("takes what it offers and refuses the rest", () => {
    const { store, id, name, signs, school, time } = filledForm("");
    const good = { [school]: "North" };
    expect(submit(store, id, { ...good, [signs]: ["c"], [time]: "2026-09-01 08:30" })).toMatch(
      /^2_/,
    );
    for (const bad of [
      {},
      { [name]: "x" },
      { [school]: "East" },
      { ...good, [signs]: "c" },
      { ...good, [signs]: ["d"] },
      { ...good, [time]: "yesterday" },
    ]) {
      expect(() => submit(store, id, bad)).toThrow(PersonRefused);
    }
  });

  test("an editor renames a choice; a stranger may not", () => {
    const { store, id, school } = filledForm("");
    const rename = (as: string) =>
      editQuestion(store, id, Number(school), { choices: ["East"] }, as);
    expect(() => rename("stranger@elsewhere.example")).toThrow(PersonRefused);
    rename(admin);
    expect(submit(store, id, { [school]: "East" })).toMatch(/^2_/);
  });
});
