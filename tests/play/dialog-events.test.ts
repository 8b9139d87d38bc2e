/** What a scenario does in the dialogs of the Form's menu: fields filled in, buttons pressed, values that a page refuses. */
import { beforeAll, describe, expect, test } from "vitest";
import { formView } from "../../scripts/desk/views/views";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { registerIds } from "../../scripts/play/register-cells";
import { openForm } from "../../scripts/play/stage";
import { storedForm } from "../../scripts/workspace/forms";
import {
  type LocalWorkspace,
  openWorkspace,
  scriptProperties,
} from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { playCleanDay, start } from "../day/day";
import { dialogProject } from "../desk/dialog-project";

describe("through the bundle", () => {
  const settings = (answers?: unknown) => ({ menu: { name: "settings", answers } });

  test("a click alone presses nothing; answers by key are put over what the page holds, and its main button pressed", async () => {
    const out = await playCleanDay([
      settings(),
      settings({ retentionYears: 7, digestAt: "06:45" }),
    ]);
    const [one, ...others] = out.runs.filter(({ event }) => event >= 0);
    expect([one?.function, others[0]?.function]).toEqual(["settings", "settings"]);
    expect(out.refused).toEqual([]);
    expect(out.settings).toMatchObject({ retentionYears: 7, digestAt: "06:45", smallCell: 11 });
    expect(others.every(({ as, ok }) => as === addresses.admin && ok)).toBe(true);
  });

  test("what a page does not take, has no field or no button for is refused to the person, and is no error", async () => {
    const out = await playCleanDay([
      settings({ retentionYears: "many" }),
      settings({ moonPhase: "full" }),
      settings(["fly"]),
    ]);
    expect(out.refused.map(({ error }) => error)).toEqual([
      expect.stringContaining("does not take this: retention"),
      expect.stringContaining("has no field moonPhase"),
      expect.stringContaining('has no button "fly", only next'),
    ]);
    expect(out.settings).toMatchObject({ retentionYears: null });
  });

  test("a desk that is not set up is set up through its dialog, page by page", async () => {
    const workspace = openForm({ dist: await builtBundle(), at: Date.parse(start) });
    workspace.clickMenu("setUp", addresses.admin);
    const admin = new DialogPerson(workspace, addresses.admin);
    const page = admin.open();
    if (page === null) throw new Error("no dialog is open");
    expect(registerIds(workspace.store).size).toBe(0);
    const last = admin.answer(page, {
      account: "role",
      "lead.name": "Lee Lead",
      "lead.email": addresses.lead,
      "admin.email": "ari@district.example",
      "law-enforcement town police department.phone": "(415) 555-0111",
      "probation.phone": "(415) 555-0112",
      "victim-advocate.phone": "(415) 555-0113",
      schools: ["North High, 9-12, Town Police Department, no"],
      contacts: [`designated contact, , Casey Contact, (415) 555-0101, ${addresses.contact}`],
      audience: "staff",
      retentionYears: 5,
      mayOpen: true,
    });
    expect(last.view).toBe("check");
    expect(workspace.errors).toEqual([]);
    const main = registerIds(workspace.store).get("main") ?? "";
    expect(driveSlice(workspace.store).files[main]?.editors).toContain(addresses.contact);
    expect(formView(storedForm(workspace.store, workspace.containerId)).open).toBe(true);
  });
});

/** Pages that lead from one to the next, and one that goes on by itself. */
const pagesScript = `
const pages = {
  one: { view: 'one', title: 'One', blocks: [], values: { a: '1', kept: 'k' },
    buttons: [{ act: 'next', label: 'Next', primary: true }, { act: 'fail', label: 'Fail' }] },
  two: { view: 'two', title: 'Two', blocks: [], values: { b: '' },
    buttons: [{ act: 'work', label: 'Work', primary: true }] },
  busy: { view: 'busy', title: 'Busy', blocks: [], values: { left: '3' }, buttons: [], andThen: { act: 'step' } },
};
function show() {
  const page = HtmlService.createHtmlOutputFromFile('Dialog')
    .append('<script type="application/json" id="first">' + JSON.stringify(pages.one) + '</script>');
  FormApp.getUi().showModalDialog(page, 'x');
}
function onDialog(text) {
  const { view, act, values } = JSON.parse(text);
  PropertiesService.getScriptProperties().setProperty(view + ' ' + act + ' ' + (values.left || ''), JSON.stringify(values));
  if (act === 'fail') throw new Error('boom');
  if (act === 'next') return JSON.stringify(pages.two);
  if (act === 'work') return JSON.stringify(pages.busy);
  const left = Number(values.left) - 1;
  return JSON.stringify(left > 0 ? { ...pages.busy, values: { left: String(left) } }
    : { view: 'done', title: 'Done', blocks: [], values: {}, buttons: [{ act: 'close', label: 'Close', primary: true }] });
}`;

describe("a person in a dialog", () => {
  let dist: string;
  let workspace: LocalWorkspace;
  let person: DialogPerson;
  beforeAll(() => {
    dist = dialogProject({ "Code.js": pagesScript });
  });
  const opened = () => {
    workspace = openWorkspace({ dist, start: Date.parse(start) });
    workspace.clickMenu("show", addresses.admin);
    person = new DialogPerson(workspace, addresses.admin);
    const page = person.open();
    if (page === null) throw new Error("no dialog is open");
    return page;
  };
  const sent = () => workspace.runs.filter((run) => run.function === "onDialog").length;

  test("goes from page to page until every answer has found its field, and waits for what goes on by itself", () => {
    const page = answered({ a: "x", b: ["p", "q"] });
    expect(page.view).toBe("done");
    expect(sent()).toBe(5);
    const { "one next ": first = "", "two work ": second = "" } = scriptProperties(workspace.store);
    expect([JSON.parse(first), JSON.parse(second)]).toEqual([{ a: "x", kept: "k" }, { b: "p\nq" }]);
  });

  test.each([
    [["YES"], "two", 1],
    [["next", "Work"], "done", 5],
    [[true, true], "done", 5],
    [["NO"], "one", 0],
    [["Next", false], "two", 1],
  ])("presses %j", (answers, view, calls) => {
    expect(answered(answers).view).toBe(view);
    expect(sent()).toBe(calls);
  });

  test.each([
    [["fail"], '"One" got no page: Error: boom'],
    [{ a: "x", c: "y" }, '"Done" has no field c'],
  ])("is refused %j", (answers, why) => {
    expect(() => answered(answers)).toThrow(why);
  });

  function answered(answers: Parameters<DialogPerson["answer"]>[1]) {
    const page = opened();
    return person.answer(page, answers);
  }
});
