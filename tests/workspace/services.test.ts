/** The script's own services: what they refuse, their limits, and the server side of dialogs. */
import { describe, expect, test } from "vitest";
import { LocalWorkspace } from "../../scripts/workspace/runtime";
import { scriptOwnServices } from "../../scripts/workspace/services";
import { sentMail, setMailAllowance } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { dialogPage } from "../../scripts/workspace/services/ui/dialog-page";
import { dialogOf, shown } from "../../scripts/workspace/services/ui/store";
import { page, script } from "../desk/dialog-project";
import { admin, evaluate, manifest, monday, workspaceOf } from "./runtime-bench";

const lead = "lead@district.example";
const day = 24 * 60 * 60_000;
const aMail = "{ to: 'a@b.example', subject: 's', body: 'b' }";

test.each([
  ["HtmlService.createHtmlOutputFromFile('Dialog.html')", 'a name that ends in ".html"'],
  [`MailApp.sendEmail({ ...${aMail}, cc: 'c@b.example' })`, "sendEmail: cc"],
  [`MailApp.sendEmail({ ...${aMail}, body: 5 })`, "body is no text"],
  ["PropertiesService.getScriptProperties().setProperty('a', 5)", "the value is no text"],
  ["PropertiesService.getScriptProperties().setProperties({ a: '1' }, true)", "2 arguments"],
  ["Utilities.formatDate(new Date(), 'Mars/Base', 'Z')", 'the zone "Mars/Base"'],
  ["Utilities.formatDate(new Date(), 'Etc/GMT', 'HH')", 'the pattern "HH"'],
  ["Utilities.sleep(300001)", "300001 ms"],
])("%s is refused", (call, message) => {
  expect(() => evaluate(`${call};`)).toThrow(message);
});

test("properties that are refused together leave none", () => {
  const call = "setProperties({ ok: '1', a: 'é'.repeat(4609) })";
  const workspace = workspaceOf(
    `function go() { PropertiesService.getScriptProperties().${call}; }`,
  );
  expect(workspace.clickMenu("go", admin).error).toBe("Exception: Argument too large: value");
  expect(scriptProperties(workspace.store)).toEqual({});
});

test("a day of mail begins with its first use, for each account by itself", () => {
  const workspace = workspaceOf(`
    function left() { return MailApp.getRemainingDailyQuota(); }
    function one() { MailApp.sendEmail(${aMail}); }`);
  const left = (as = admin): unknown => workspace.clickMenu("left", as).value;
  setMailAllowance(workspace.store, admin, 3);
  workspace.clickMenu("one", admin);
  workspace.advance(60_000);
  workspace.clickMenu("one", admin);
  expect([left(), left(lead)]).toEqual([1, 1500]);
  workspace.advance(day - 120_000);
  expect(left()).toBe(1);
  workspace.advance(60_000);
  expect(left()).toBe(3);
});

const open = (htmlFiles: Readonly<Record<string, string>> = { Dialog: page }, bundle = script) =>
  new LocalWorkspace({ bundle, manifest, htmlFiles, services: scriptOwnServices, start: monday });

describe("a dialog", () => {
  test("is shown to its person with what the script added, until another one or the menu takes its place", () => {
    const workspace = open();
    const dialog = () => dialogOf(workspace.store, admin);
    expect(workspace.clickMenu("show", admin).error).toBeNull();
    const html = `${page}<script type="application/json" id="first">{"n":1}</script>`;
    expect(dialog()).toMatchObject({ number: 0, title: "First", html, width: 600, height: 360 });
    expect(dialogOf(workspace.store, lead)).toBeNull();
    workspace.callFromDialog("showNext", admin);
    expect(dialog()).toMatchObject({ number: 1, title: "Second" });
    workspace.clickMenu("who", admin);
    expect(dialog()).toBeNull();
    workspace.openEditor(admin);
    const items = ["Show", "Fail"].map((caption) => ({
      kind: "item",
      caption,
      function: caption.toLowerCase(),
    }));
    expect(shown(workspace.store).menus[admin]).toEqual({ "Student safety": items });
  });

  test.each([
    ["const a = `https://county.example`;", '"//" in a template literal'],
    ["const a = ;", "a script that does not parse"],
  ])("with %s, which HtmlService spoils, is not", (code, why) => {
    const workspace = open({ Dialog: `<script>${code}</script>` });
    expect(workspace.clickMenu("show", admin).error).toContain(why);
    const fine =
      '<script>const a = "https://x"; // `//\n</script><script type="a/json">{`//`</script>';
    expect(open({ Dialog: fine }).clickMenu("show", admin).error).toBeNull();
  });

  test("has the client before its page, behind the doctype, which cannot end its own element", () => {
    const options = { functions: ["</script>"], replies: "as-asked" } as const;
    const html = dialogPage("<!doctype html>\n<title>x</title>", options);
    expect(html).toMatch(/^<!doctype html><script>[\s\S]*<\/script>\n<title>x<\/title>$/);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });
});

describe("a call from a page", () => {
  test("runs as whoever has it open, with their scopes and under every rule of a run", () => {
    const workspace = open();
    expect(workspace.callFromDialog("who", lead).value).toEqual([lead, lead]);
    workspace.revokeScope(admin, "script.send_mail");
    expect(workspace.callFromDialog("mail", admin).error).toContain("script.send_mail");
    expect(workspace.callFromDialog("mail", lead).ok).toBe(true);
    expect(sentMail(workspace.store)).toHaveLength(1);
    workspace.suspendAccount(admin);
    expect(workspace.callFromDialog("who", admin).error).toContain("may not open");
    expect(workspace.runs.map((run) => [run.surface, run.function, run.as, run.ok])).toEqual([
      ["dialog", "who", lead, true],
      ["dialog", "mail", admin, false],
      ["dialog", "mail", lead, true],
    ]);
  });

  test.each([
    ["private_", "is private to the script"],
    ["constructor", "Script function not found: constructor"],
    ["nowhere", "Script function not found: nowhere"],
  ])("does not reach %s", (name, words) => {
    const { ok, error } = open().callFromDialog(name, admin);
    expect([ok, error]).toEqual([false, expect.stringContaining(words)]);
  });

  const self: Record<string, unknown> = {};
  self["self"] = self;

  test.each([
    ["a date", [new Date(0)], "Failed due to illegal value in property: 0"],
    ["a date inside", [1, { list: [1, { at: new Date(0) }] }], "property: at"],
    ["a function", [{ f: () => 1 }], "property: f"],
    ["an object of a class", [["a", new Map()]], "property: 1"],
    ["what holds itself", [self], "Failed due to circular reference."],
  ])("does not carry %s", (_, args, error) => {
    const workspace = open();
    expect(() => workspace.callFromDialog("echo", admin, args)).toThrow(error);
    expect(workspace.runs).toEqual([]);
  });

  test("carries a copy: what is undefined in a list as null, in an object not at all; none of Google's objects by its name", () => {
    const text = "\u2028 <é>";
    const given = { list: [undefined, 1], none: undefined, hidden__: 1, text, no: null };
    const there = open().callFromDialog("echo", admin, [given]).value;
    expect(there).toEqual({ list: [null, 1], text, no: null });
    const forged = { $ref: "Ui", key: "form", $date: 1, $enum: "Ui.Button", value: "OK" };
    expect(open().callFromDialog("kind", admin, [forged]).value).toEqual(["object", true, "Ui"]);
  });

  test("gets back plain data, nothing for a date, a function's text, and no object of Google's", () => {
    const back = (name: string) => open().callFromDialog(name, admin);
    expect([back("dated").value, back("nothing").value]).toEqual([null, null]);
    expect(back("odd").value).toMatchObject({
      map: {},
      set: {},
      pattern: {},
      list: [null, 1],
      none: null,
      code: "function () { return 1; }",
    });
    expect(back("service").error).toContain("an object of Google's");
    // To any other caller it is unchanged.
    const other = workspaceOf(script).run({ function: "dated", surface: "menu", as: admin });
    expect(other.value).toEqual({ deep: [{ at: "1970-01-01T00:00:00.000Z" }] });
  });
});
