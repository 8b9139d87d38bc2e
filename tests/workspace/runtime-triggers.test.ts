/** Triggers and the clock: who they run as, when they fire, and that nothing fires for what a script does. */
import { describe, expect, test } from "vitest";
import { admin, type BenchOptions, monday, workspaceOf } from "./runtime-bench";

const bundle = `
function every(n) { ScriptApp.newTrigger('onClock').timeBased().everyMinutes(n).create(); }
function every1() { every(1); } function every5() { every(5); } function every30() { every(30); }
function every7() { every(7); }
function afterMinute() { ScriptApp.newTrigger('onClock').timeBased().after(60000).create(); }
function slow() { ScriptApp.newTrigger('onSlow').timeBased().everyMinutes(1).create(); }
function watchForm() { ScriptApp.newTrigger('onForm').forForm('form-1').onFormSubmit().create(); }
function watchSheet() { ScriptApp.newTrigger('onSheet').forSpreadsheet('sheet-1').onEdit().create(); }
function gone() { ScriptApp.newTrigger('renamed').timeBased().everyMinutes(5).create(); }
function half() { ScriptApp.newTrigger('onForm').forForm('form-1').create(); }
function mine() { return ScriptApp.getProjectTriggers().map((t) => [
  t.getHandlerFunction(), String(t.getEventType()), String(t.getTriggerSource()), t.getTriggerSourceId()]); }
function clear() { ScriptApp.getProjectTriggers().forEach((t) => { ScriptApp.deleteTrigger(t); }); }
function onClock(e) { return Session.getEffectiveUser().getEmail(); }
function onSlow(e) { if (e.minute === 1) Utilities.sleep(90000); }
function endless() { ScriptApp.newTrigger('onEndless').timeBased().everyMinutes(1).create(); }
function onEndless() { Utilities.sleep(90000); }
function onForm(e) { return [e.authMode === ScriptApp.AuthMode.FULL, typeof e.triggerUid, Session.getActiveUser().getEmail()]; }
function onSheet(e) { return [e.range.rowStart, e.range.columnEnd, e.user.email, e.value]; }
`;

const lead = "lead@district.example";
const open = (options?: BenchOptions) => workspaceOf(bundle, options);
type Opened = ReturnType<typeof open>;

const firings = (workspace: Opened, name = "onClock"): readonly string[] =>
  workspace.runs
    .filter((run) => run.function === name)
    .map((run) => new Date(run.at).toISOString().slice(11, 19));

describe("the clock", () => {
  test.each([
    ["every5", 15, ["15:05:00", "15:10:00", "15:15:00"]],
    ["every5", 4, []],
    ["every1", 2, ["15:01:00", "15:02:00"]],
    ["every30", 60, ["15:30:00", "16:00:00"]],
    ["afterMinute", 30, ["15:01:01"]],
  ])("%s over %i minutes", (install, minutes, expected) => {
    const workspace = open();
    workspace.clickMenu(install, admin);
    workspace.advanceTo(monday + minutes * 60_000);
    expect(firings(workspace)).toEqual(expected);
    expect(workspace.clock.now).toBeGreaterThanOrEqual(monday + minutes * 60_000);
  });

  test("a slow run delays the next firings, and none is lost", () => {
    const workspace = open();
    workspace.clickMenu("slow", admin);
    workspace.advanceTo(monday + 4 * 60_000);
    const expected = ["15:01:00", "15:02:31", "15:03:00", "15:04:00"];
    expect(firings(workspace, "onSlow")).toEqual(expected);
  });

  test("runs longer than the time between them are refused, not played for ever", () => {
    const workspace = open();
    workspace.clickMenu("endless", admin);
    expect(() => workspace.advance(60_000)).toThrow("never catch up");
  });

  test("a boundary that a call's time crosses fires when that run has ended", () => {
    const workspace = workspaceOf(
      `${bundle} function long() { Utilities.sleep(240000); Utilities.sleep(61000); }`,
    );
    workspace.clickMenu("every5", admin);
    workspace.clickMenu("long", admin);
    expect(workspace.runs.map((run) => run.function)).toEqual(["every5", "long", "onClock"]);
  });

  test("a day begins without the firing of its own instant", () => {
    const workspace = open();
    workspace.clickMenu("every5", admin);
    workspace.startDayAt(monday + 10 * 60_000);
    expect(firings(workspace)).toEqual(["15:05:00"]);
    workspace.advance(5 * 60_000);
    expect(firings(workspace)).toEqual(["15:05:00", "15:15:00"]);
  });
});

describe("whose triggers", () => {
  test("two people install: two firings, each as its creator", () => {
    const workspace = open();
    workspace.clickMenu("every5", admin);
    workspace.clickMenu("every5", lead);
    workspace.advance(6 * 60_000);
    expect(workspace.runs.slice(2).map((run) => run.as)).toEqual([admin, lead]);
  });

  test("a suspended account, or one that took a scope back, runs nothing, and that is noted", () => {
    const workspace = open();
    workspace.clickMenu("every5", admin);
    workspace.clickMenu("every5", lead);
    workspace.suspendAccount(admin);
    workspace.revokeScope(lead, "spreadsheets");
    workspace.advance(6 * 60_000);
    expect(firings(workspace)).toEqual([]);
    expect(workspace.errors.map(({ error }) => /suspended|not granted/.test(error))).toEqual([
      true,
      true,
    ]);
  });
});

describe("what fires", () => {
  const ref = (name: string) => ({ $ref: name, key: "x" });
  const submitted = { formId: "form-1", response: ref("Trigger"), source: ref("Trigger") };
  const edit = {
    spreadsheetId: "sheet-1",
    source: ref("Trigger"),
    range: { rowStart: 3, rowEnd: 3, columnStart: 2, columnEnd: 4 },
    user: lead,
  };

  test("a submission, once for each trigger on that Form", () => {
    const workspace = open();
    workspace.clickMenu("watchForm", admin);
    workspace.clickMenu("watchForm", admin);
    expect(workspace.formSubmitted({ ...submitted, formId: "form-2" })).toEqual([]);
    expect(workspace.formSubmitted(submitted).map(({ value }) => value)).toEqual([
      [true, "string", ""],
      [true, "string", ""],
    ]);
  });

  test("a person's edit of that spreadsheet, without values", () => {
    const workspace = open();
    workspace.clickMenu("watchSheet", admin);
    expect(workspace.edited({ ...edit, spreadsheetId: "sheet-2" })).toEqual([]);
    expect(workspace.edited(edit).map(({ value }) => value)).toEqual([[3, 4, lead, null]]);
  });

  test("a function that is gone fails every time", () => {
    const workspace = open();
    workspace.clickMenu("gone", admin);
    workspace.advance(11 * 60_000);
    expect(workspace.errors.map(({ error }) => error)).toEqual([
      "Exception: Script function not found: renamed",
      "Exception: Script function not found: renamed",
    ]);
  });
});

test("a trigger without its event is refused", () => {
  expect(open().clickMenu("half", admin).error).toContain("no event was named");
});

test("the store goes back to a snapshot, time and triggers included", () => {
  const workspace = open();
  workspace.clickMenu("every5", admin);
  const before = workspace.store.snapshot();
  workspace.advance(20 * 60_000);
  expect(workspace.store.equals(before)).toBe(false);
  workspace.store.restore(before);
  expect(workspace.store.equals(before)).toBe(true);
  const runs = workspace.runs.length;
  workspace.advance(20 * 60_000);
  expect(workspace.runs.length - runs).toBe(4);
});
