/** The local Form beside what the conformance cases ask: what is refused by name, who may not, and people at its page. */
import { expect, test } from "vitest";
import {
  createForm,
  editQuestion,
  formServices,
  PersonRefused,
  submitResponse,
} from "../../scripts/workspace/forms";
import { LocalWorkspace } from "../../scripts/workspace/runtime";
import { scriptOwnServices } from "../../scripts/workspace/services";

const admin = "admin@district.example";
const stranger = "stranger@elsewhere.example";
const start = Date.parse("2026-09-01T16:00:00Z");

/** A Workspace whose script has one function, `go`, with this body; `form` is its Form. */
function workspaceWith(body: string, scopes = ["forms.currentonly", "userinfo.email"]) {
  const workspace = new LocalWorkspace({
    bundle: `function go() { const form = FormApp.getActiveForm(); ${body} }`,
    manifest: {
      timeZone: "America/Los_Angeles",
      oauthScopes: scopes.map((scope) => `https://www.googleapis.com/auth/${scope}`),
    },
    services: [...scriptOwnServices, ...formServices],
    start,
  });
  workspace.containerId = createForm(workspace.store, { owner: admin, at: start, title: "Report" });
  return workspace;
}

const click = (workspace: LocalWorkspace, as = admin) =>
  workspace.run({ function: "go", surface: "menu", as });

test.each<[string, string, RegExp]>([
  [
    "a text for a switch",
    'form.setCollectEmail("yes");',
    /setCollectEmail is modelled, but not with this argument/,
  ],
  [
    "a checkbox that leads somewhere",
    'form.addCheckboxItem().createChoice("a", form.addPageBreakItem());',
    /not with this argument/,
  ],
  ["what Google has and is not modelled", "form.addScaleItem();", /addScaleItem/],
  ["what there is not", "form.addNothing();", /addNothing/],
])("%s is refused by name", (_name, body, words) => {
  const { error } = click(workspaceWith(body));
  expect(error).toMatch(/local Workspace: /);
  expect(error).toMatch(words);
});

test("a script opens it for no account that is no editor, and without a Forms scope for nobody", () => {
  expect(click(workspaceWith("return 1;"), stranger).error).toMatch(/do not have permissions/);
  expect(click(workspaceWith("return 1;", ["userinfo.email"])).error).toMatch(/forms/);
});

/** A published form with four questions, and their ids. */
function published() {
  const workspace = workspaceWith(`
    form.setPublished(true);
    const name = form.addTextItem().setTitle("Name");
    const signs = form.addCheckboxItem().setTitle("Signs").setChoiceValues(["a", "b", "c"]);
    const place = form.addListItem().setTitle("School").setRequired(true).setChoiceValues(["North", "South"]);
    const when = form.addDateTimeItem().setTitle("When");
    return [name, signs, place, when].map((item) => item.getId());`);
  const ids = click(workspace).value as readonly number[]; // What the script returns.
  const [name = "", signs = "", school = "", time = ""] = ids.map(String);
  const { store, containerId: id } = workspace;
  const submit = (answers: Record<string, string | string[]>) =>
    submitResponse(store, id, answers, start, { checkPage: true });
  return { store, id, name, signs, school, time, submit };
}

test("its page takes what it offers and refuses the rest", () => {
  const { name, signs, school, time, submit } = published();
  const good = { [school]: "North" };
  expect(submit({ ...good, [signs]: ["c"], [time]: "2026-09-01 08:30" })).toMatch(/^2_/);
  for (const bad of [
    {},
    { [name]: "x" },
    { [school]: "East" },
    { ...good, [signs]: "c" },
    { ...good, [signs]: ["d"] },
    { ...good, [time]: "yesterday" },
  ]) {
    expect(() => submit(bad)).toThrow(PersonRefused);
  }
});

test("an editor renames a choice; a stranger may not", () => {
  const { store, id, school, submit } = published();
  const rename = (as: string) => editQuestion(store, id, Number(school), { choices: ["East"] }, as);
  expect(() => rename(stranger)).toThrow(PersonRefused);
  rename(admin);
  expect(submit({ [school]: "East" })).toMatch(/^2_/);
});
