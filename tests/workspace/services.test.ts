/** The script's own services: limits and words, as platform.md gives them. */
import { expect, test } from "vitest";
import { setMailAllowance } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { admin, evaluate, workspaceOf } from "./runtime-bench";

const day = 24 * 60 * 60_000;

test.each([
  ["HtmlService.createHtmlOutputFromFile('Dialog.html')", 'a name that ends in ".html"'],
  ["HtmlService.createHtmlOutputFromFile(7)", "the file's name is no text"],
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
  workspace.advance(60_000);
  workspace.clickMenu("one", admin);
  expect([left(), left("lead@district.example")]).toEqual([1, 1500]);
  workspace.advance(day - 120_000);
  expect(left()).toBe(1);
  workspace.advance(60_000);
  expect(left()).toBe(3);
});
