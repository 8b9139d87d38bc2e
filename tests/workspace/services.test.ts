/** The script's own services: limits and words, as platform.md gives them. */
import { describe, expect, test } from "vitest";
import { setMailAllowance } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { shown } from "../../scripts/workspace/services/ui/store";
import { admin, evaluate, monday, workspaceOf } from "./runtime-bench";

const day = 24 * 60 * 60_000;

test.each([
  ["MailApp.sendEmail({ to: 'a@b.example, c@', subject: 's', body: 'b' })", "Invalid email: c@"],
  [
    "MailApp.sendEmail({ to: 'a@b.example', subject: 's', body: 'b', cc: 'c@b.example' })",
    "sendEmail: cc",
  ],
  ["MailApp.sendEmail({ to: 'a@b.example', subject: 's', body: 5 })", "body is no text"],
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
    function one() { MailApp.sendEmail({ to: 'a@b.example', subject: 's', body: 'b' }); }`);
  const left = (as = admin): unknown => workspace.clickMenu("left", as).value;
  setMailAllowance(workspace.store, admin, 3);
  workspace.clickMenu("one", admin);
  expect([left(), left("lead@district.example")]).toEqual([2, 1500]);
  workspace.advance(day - 60_000);
  expect(left()).toBe(2);
  workspace.advance(60_000);
  expect(left()).toBe(3);
});

describe("the lock", () => {
  test("does not outlive an alert", () => {
    expect(
      evaluate(`const lock = LockService.getScriptLock(); lock.tryLock(0);
        const ui = FormApp.getUi(); ui.alert('t', 'p', ui.ButtonSet.OK); return lock.hasLock();`),
    ).toBe(false);
  });
});

describe("Utilities", () => {
  test.each([
    ["Asia/Kathmandu", "Z", monday, "+0545"],
    ["Etc/GMT", "Z", monday, "+0000"],
    ["America/Los_Angeles", "Z", Date.UTC(2026, 10, 1, 9) - 1, "-0700"],
    ["America/Los_Angeles", "Z", Date.UTC(2026, 10, 1, 9), "-0800"],
  ])("in %s by %s", (zone, pattern, at, expected) => {
    const code = `return Utilities.formatDate(new Date(${at}), ${JSON.stringify(zone)}, ${JSON.stringify(pattern)});`;
    expect(evaluate(code)).toBe(expected);
  });

  test("ids differ and repeat from day to day", () => {
    const two = () => evaluate("return [Utilities.getUuid(), Utilities.getUuid()];");
    const [first, second] = two() as readonly string[]; // The script returns two texts.
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
    expect(two()).toEqual([first, second]);
  });
});

describe("the Form editor's user interface", () => {
  const bundle = `
    function onOpen() {
      const ui = FormApp.getUi();
      const more = ui.createMenu('More').addItem('Uninstall', 'uninstall');
      const menu = ui.createMenu('Desk');
      menu.addItem('Set up', 'setUp');
      menu.addSeparator().addSubMenu(more).addToUi();
    }
    function ask() {
      const ui = FormApp.getUi();
      const answer = ui.alert('Sure?', 'Really?', ui.ButtonSet.YES_NO);
      return answer === ui.Button.YES ? 'yes' : String(answer);
    }
    function show() {
      const page = HtmlService.createHtmlOutput('<p>1</p>').setWidth(300);
      FormApp.getUi().showModalDialog(page.setHeight(200), 'Check');
    }`;

  test("a menu is there after the editor opened", () => {
    const workspace = workspaceOf(bundle);
    expect(workspace.openEditor(admin)?.error).toBeNull();
    expect(shown(workspace.store).menus[admin]).toEqual({
      Desk: [
        { kind: "item", caption: "Set up", function: "setUp" },
        { kind: "separator" },
        {
          kind: "menu",
          caption: "More",
          entries: [{ kind: "item", caption: "Uninstall", function: "uninstall" }],
        },
      ],
    });
  });

  test.each([
    [["YES"], "yes"],
    [["NO"], "NO"],
    [[], "CLOSE"],
  ])("an alert answered %o", (answers, told) => {
    const workspace = workspaceOf(bundle);
    expect(workspace.clickMenu("ask", admin, answers).value).toBe(told);
    expect(shown(workspace.store).alerts).toHaveLength(1);
  });

  test("a button that the alert does not have is refused", () => {
    const { error } = workspaceOf(bundle).clickMenu("ask", admin, ["OK"]);
    expect(error).toContain("the answer OK to buttons YES, NO");
  });

  test("a simple trigger shows no dialog", () => {
    const { error } = workspaceOf(bundle).run({ function: "show", surface: "simple", as: admin });
    expect(error).toContain("You do not have permission to call Ui.showModalDialog");
  });
});
