/** The script's own services: limits and words, as platform.md gives them. */
import { describe, expect, test } from "vitest";
import { sentMail, setMailAllowance } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { shown } from "../../scripts/workspace/services/ui/store";
import { admin, evaluate, monday, workspaceOf } from "./runtime-bench";

const day = 24 * 60 * 60_000;

describe("MailApp", () => {
  const mail = (fields: string): string =>
    `MailApp.sendEmail(Object.assign({ to: 'a@district.example', subject: 's', body: 'b' }, ${fields}));`;

  test.each([
    ["{ to: ' , ' }", "Exception: Failed to send email: no recipient"],
    ["{ to: 'a@b.example, c@' }", "Exception: Invalid email: c@"],
    [
      "{ to: Array(51).fill('a@b.example').join() }",
      "Limit Exceeded: Email Recipients Per Message.",
    ],
    ["{ body: 'x'.repeat(400 * 1024) + 'x' }", "Limit Exceeded: Email Body Size."],
    ["{ cc: 'c@b.example' }", "modelled, but not with this argument: MailApp.sendEmail: cc"],
    ["{ body: 5 }", "modelled, but not with this argument: MailApp.sendEmail: body is no text"],
  ])("%s is refused", (fields, message) => {
    expect(() => evaluate(mail(fields))).toThrow(message);
  });

  test("the quota counts recipients, per account, for a day from its first use", () => {
    const workspace = workspaceOf(`
      function left() { return MailApp.getRemainingDailyQuota(); }
      function two() { ${mail("{ to: 'a@b.example,c@b.example' }")} }`);
    const left = (as = admin): unknown => workspace.clickMenu("left", as).value;
    setMailAllowance(workspace.store, admin, 3);
    expect(left()).toBe(3);
    expect(workspace.clickMenu("two", admin).ok).toBe(true);
    expect(left()).toBe(1);
    expect(workspace.clickMenu("two", admin).error).toBe(
      "Exception: Service invoked too many times for one day: email.",
    );
    expect(sentMail(workspace.store)).toHaveLength(1);
    expect(left("lead@district.example")).toBe(1500);
    workspace.advance(day - 60_000);
    expect(left()).toBe(1);
    workspace.advance(60_000);
    expect(left()).toBe(3);
  });
});

describe("script properties", () => {
  test.each([
    ["setProperties({ ok: '1', a: 'é'.repeat(4609) })", "Exception: Argument too large: value"],
    ["setProperty('a', 5)", "the value is no text"],
    ["setProperties({ a: { b: 1 } })", "a is no text"],
    ["setProperties({ a: '1' }, true)", "2 arguments"],
  ])("%s is refused and changes nothing", (call, message) => {
    const workspace = workspaceOf(
      `function go() { PropertiesService.getScriptProperties().${call}; }`,
    );
    expect(workspace.clickMenu("go", admin).error).toContain(message);
    expect(scriptProperties(workspace.store)).toEqual({});
  });
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
    ["America/Los_Angeles", "yyyy-MM-dd HH:mm", monday, "2026-11-02 07:00"],
    ["Asia/Kathmandu", "Z", monday, "+0545"],
    ["Etc/GMT", "yyyy-MM-dd'T'HH:mm:ss''", monday, "2026-11-02T15:00:00'"],
    ["Etc/GMT", "HH", monday + 9 * 60 * 60_000, "00"],
    ["America/Los_Angeles", "HH:mm:ss", monday + 14 * 60_000 + 59_999, "07:14:59"],
    ["Asia/Kathmandu", "HH:mm:ss", monday + 61_000, "20:46:01"],
    ["America/Los_Angeles", "HH:mm:ss", -2_717_660_000_000, "06:33:42"],
  ])("in %s by %s", (zone, pattern, at, expected) => {
    const code = `return Utilities.formatDate(new Date(${at}), ${JSON.stringify(zone)}, ${JSON.stringify(pattern)});`;
    expect(evaluate(code)).toBe(expected);
  });

  test.each([
    ["formatDate(new Date(), 'Mars/Base', 'Z')", 'the zone "Mars/Base"'],
    ["formatDate(new Date(), 'Etc/GMT', 'w')", '"w" in a pattern'],
    ["formatDate(5, 'Etc/GMT', 'Z')", "the date"],
    ["sleep(300001)", "300001 ms"],
  ])("%s is refused", (call, message) => {
    expect(() => evaluate(`Utilities.${call};`)).toThrow(message);
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
      const more = ui.createMenu('More').addItem('Hand over', 'handOver');
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
          entries: [{ kind: "item", caption: "Hand over", function: "handOver" }],
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
