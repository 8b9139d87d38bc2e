/** The script's own services: limits and words, as platform.md gives them. */
import { describe, expect, test } from "vitest";
import { tooManyOperationsText } from "../../scripts/workspace/services/lock/index";
import { sentMail, setMailAllowance } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { shown } from "../../scripts/workspace/services/ui/store";
import { admin, evaluate, monday, workspaceOf } from "./runtime-bench";

const day = 24 * 60 * 60_000;

describe("MailApp", () => {
  const mail = (fields: string): string =>
    `MailApp.sendEmail(Object.assign({ to: 'a@district.example', subject: 's', body: 'b' }, ${fields}));`;

  test.each([
    ["{ to: '' }", "Exception: Failed to send email: no recipient"],
    ["{ to: ' , ' }", "Exception: Failed to send email: no recipient"],
    ["{ to: 'nobody' }", "Exception: Invalid email: nobody"],
    ["{ to: 'a@b.example, c@' }", "Exception: Invalid email: c@"],
    [
      "{ to: Array(51).fill('a@b.example').join() }",
      "Limit Exceeded: Email Recipients Per Message.",
    ],
    ["{ subject: 'x'.repeat(251) }", "Exception: Argument too large: subject"],
    ["{ body: 'x'.repeat(400 * 1024) + 'x' }", "Limit Exceeded: Email Body Size."],
    ["{ cc: 'c@b.example' }", "modelled, but not with this argument: MailApp.sendEmail: cc"],
    ["{ body: 5 }", "modelled, but not with this argument: MailApp.sendEmail: body is no text"],
  ])("%s is refused", (fields, message) => {
    expect(() => evaluate(mail(fields))).toThrow(message);
  });

  test("what was sent is kept whole", () => {
    const fields =
      "{ to: 'a@district.example, b@district.example', subject: 'x'.repeat(250), htmlBody: '<b>', name: 'Desk', replyTo: 'lead@district.example' }";
    const workspace = workspaceOf(`function go() { ${mail(fields)} }`);
    workspace.clickMenu("go", admin);
    expect(sentMail(workspace.store)).toEqual([
      {
        at: monday + 1500 + 1000,
        from: admin,
        to: ["a@district.example", "b@district.example"],
        subject: "x".repeat(250),
        body: "b",
        htmlBody: "<b>",
        name: "Desk",
        replyTo: "lead@district.example",
        runId: 1,
      },
    ]);
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
  test("are shared by everybody and outlive the run", () => {
    const workspace = workspaceOf(`
      function write() {
        const p = PropertiesService.getScriptProperties();
        p.setProperties({ a: '1', b: '2' }).setProperty('c', '3').deleteProperty('a');
      }
      function read() { return PropertiesService.getScriptProperties().getProperties(); }`);
    workspace.clickMenu("write", admin);
    expect(workspace.clickMenu("read", "lead@district.example").value).toEqual({ b: "2", c: "3" });
    expect(workspace.runs[0]?.calls.byName).toEqual({
      "Properties.setProperties": 1,
      "Properties.setProperty": 1,
      "Properties.deleteProperty": 1,
    });
  });

  test("an account's own are seen by no other, and are not the script's", () => {
    const workspace = workspaceOf(`
      function write() { PropertiesService.getUserProperties().setProperty('a', '1').setProperty('b', '2'); }
      function read() {
        const stores = [PropertiesService.getUserProperties(), PropertiesService.getScriptProperties()];
        return stores.map((one) => one.getProperties());
      }`);
    workspace.clickMenu("write", admin);
    expect(workspace.clickMenu("read", admin).value).toEqual([{ a: "1", b: "2" }, {}]);
    expect(workspace.clickMenu("read", "lead@district.example").value).toEqual([{}, {}]);
  });

  test.each([
    ["setProperty('a', 'x'.repeat(9217))", "Exception: Argument too large: value"],
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

  test("9 KB fits", () => {
    expect(() =>
      evaluate("PropertiesService.getScriptProperties().setProperty('a', 'x'.repeat(9216));"),
    ).not.toThrow();
  });
});

describe("the lock", () => {
  test("is had once, again by its holder, and is free after", () => {
    expect(
      evaluate(`const a = LockService.getScriptLock(); const b = LockService.getScriptLock();
        const told = [a.hasLock(), a.tryLock(0), b.tryLock(0), b.hasLock()];
        a.releaseLock(); a.releaseLock();
        return told.concat(b.hasLock());`),
    ).toEqual([false, true, true, true, false]);
  });

  test("is refused with a negative time, and no error", () => {
    expect(
      evaluate(
        `const lock = LockService.getScriptLock(); return [lock.tryLock(-1), lock.hasLock()];`,
      ),
    ).toEqual([false, false]);
  });

  test("can fail instead of answering", () => {
    const workspace = workspaceOf("function go() { LockService.getScriptLock().tryLock(5); }");
    const error = tooManyOperationsText;
    workspace.fault({ call: "Lock.tryLock", when: "before", error });
    expect(workspace.clickMenu("go", admin).error).toBe(`Exception: ${error}`);
  });

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
    ["America/Los_Angeles", "Z", monday, "-0800"],
    ["America/Los_Angeles", "Z", monday - 3 * day, "-0700"],
    ["Etc/GMT", "Z", monday, "+0000"],
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
    }
    function install() { ScriptApp.newTrigger('ask').timeBased().everyMinutes(5).create(); }`;

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

  test("a dialog is kept for who sees it", () => {
    const workspace = workspaceOf(bundle);
    workspace.clickMenu("show", admin);
    expect(shown(workspace.store).dialogs).toMatchObject([
      { to: admin, title: "Check", html: "<p>1</p>", width: 300, height: 200 },
    ]);
  });

  test("there is none in a clock run, nor in a simple trigger a dialog", () => {
    const workspace = workspaceOf(bundle);
    workspace.clickMenu("install", admin);
    workspace.advance(5 * 60_000);
    const simple = workspace.run({ function: "show", surface: "simple", as: admin });
    expect([workspace.runs[1]?.error, simple.error]).toEqual([
      "Exception: Cannot call FormApp.getUi() from this context.",
      expect.stringContaining("You do not have permission to call Ui.showModalDialog"),
    ]);
  });
});

test("Session says whose authority a run has, and who is there", () => {
  const body =
    "return [Session.getEffectiveUser().getEmail(), Session.getActiveUser().getEmail(), Session.getScriptTimeZone()];";
  expect(evaluate(body)).toEqual([admin, admin, "America/Los_Angeles"]);
});

test("a dialog may call any function but the private ones", () => {
  const workspace = workspaceOf("function open(n) { return n + 1; } function closed_() {}");
  expect(workspace.callFromDialog("open", admin, [1]).value).toBe(2);
  expect(workspace.callFromDialog("closed_", admin).error).toContain("private");
});
