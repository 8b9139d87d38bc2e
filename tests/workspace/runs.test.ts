/**
 * One run of a script, and many: what happens during its calls, other runs in between, next to it and inside it, and when triggers fire.
 */
import { describe, expect, test } from "vitest";
import { driveServices } from "../../scripts/workspace/drive";
import { allServices } from "../../scripts/workspace/index";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import { sentMail } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { admin, manifest, monday, workspaceOf } from "./runtime-bench";

const lead = "lead@district.example";
const minutes = (count: number) => count * 60_000;

const mailTo = (who: string): string =>
  `MailApp.sendEmail({ to: '${who}@district.example', subject: 's', body: 'b' });`;

/** Two mails, each failure caught and told. */
const twoMails = `function go() {
  const told = [];
  for (const who of ['a', 'b']) {
    try { ${mailTo("' + who + '")} told.push('sent'); } catch (e) { told.push(String(e)); }
  }
  return told;
}`;

const recipients = ({ store }: LocalWorkspace): readonly string[] =>
  sentMail(store).flatMap(({ to }) => to.map((address) => address.slice(0, address.indexOf("@"))));

const passing = "Exception: We're sorry, a server error occurred. Please wait a bit and try again.";

describe("faults", () => {
  test.each([
    ["before", {}, [passing, "sent"], ["b"]],
    ["after", {}, [passing, "sent"], ["a", "b"]],
    ["before", { nth: 2 }, ["sent", passing], ["a"]],
    ["before", { times: 2 }, [passing, passing], []],
    ["before", { error: "Exception: No." }, ["Exception: No.", "sent"], ["b"]],
    ["stop", {}, null, []],
    ["stop", { nth: 2 }, null, ["a"]],
  ] as const)("%s %o", (when, more, told, sent) => {
    const workspace = workspaceOf(twoMails);
    workspace.fault({ call: "MailApp.sendEmail", when, ...more });
    const result = workspace.clickMenu("go", admin);
    expect([result.ok, result.ok ? result.value : null]).toEqual([told !== null, told]);
    expect(recipients(workspace)).toEqual(sent);
    expect(workspace.errors).toHaveLength(told === null ? 1 : 0);
  });

  test("a stopped run has no effect after, and its lock is free", () => {
    const workspace = workspaceOf(`function go() {
      LockService.getScriptLock().tryLock(0);
      try { ${mailTo("a")} }
      finally { PropertiesService.getScriptProperties().setProperty('after', 'yes'); }
    }
    function lock() { return LockService.getScriptLock().tryLock(0); }`);
    workspace.fault({ call: "MailApp.sendEmail", when: "stop" });
    expect(workspace.clickMenu("go", admin).error).toBe(
      "Exception: Exceeded maximum execution time",
    );
    expect(scriptProperties(workspace.store)).toEqual({});
    expect(workspace.clickMenu("lock", admin).value).toBe(true);
  });

  test("a misspelt call is refused rather than never hit", () => {
    const fault = { call: "MailApp.send", when: "before" } as const;
    expect(() => workspaceOf(twoMails).fault(fault)).toThrow("no call MailApp.send");
  });
});

describe("in between", () => {
  test.each([
    ["before the lock", "Lock.tryLock", "before", true, null],
    ["under the lock", "Properties.setProperty", "before", false, null],
    ["after the write", "Properties.setProperty", "after", false, "outer"],
    ["after the release", "Lock.releaseLock", "after", true, "outer"],
  ] as const)("another run %s", (_, call, when, getsLock, sees) => {
    const workspace = workspaceOf(`function outer() {
      const lock = LockService.getScriptLock();
      const got = lock.tryLock(0);
      PropertiesService.getScriptProperties().setProperty('by', 'outer');
      lock.releaseLock();
      return got;
    }
    function inner() {
      const before = PropertiesService.getScriptProperties().getProperties();
      return [LockService.getScriptLock().tryLock(30000), before.by || null];
    }`);
    let inner: unknown;
    const act = () => {
      inner = workspace.clickMenu("inner", admin).value;
    };
    workspace.atCall(call, act, { when });
    const outer = workspace.clickMenu("outer", admin);
    expect(inner).toEqual([getsLock, sees]);
    // A lock that an ended inner run held is free again.
    expect(outer.value).toBe(true);
    expect(workspace.runs.map((run) => run.function)).toEqual(["outer", "inner"]);
  });

  test("by a predicate; what fails there fails the test, not the script", () => {
    const workspace = workspaceOf(twoMails);
    const seen: string[] = [];
    workspace.atCall(
      ({ path, args }) => path === "MailApp.sendEmail" && JSON.stringify(args).includes("b@"),
      () => seen.push(`after ${recipients(workspace).length}`),
    );
    workspace.clickMenu("go", admin);
    expect(seen).toEqual(["after 1"]);
    workspace.atCall("MailApp.sendEmail", () => {
      throw new Error("mine");
    });
    expect(() => workspace.clickMenu("go", admin)).toThrow("mine");
    expect(recipients(workspace)).toEqual(["a", "b"]);
  });
});

test("a simple trigger builds menus and reaches nothing that needs a grant", () => {
  const workspace = workspaceOf(`function onOpen() {
    FormApp.getUi().createMenu('Desk').addItem('Set up', 'setUp').addToUi();
    ${mailTo("a")}
  }`);
  const result = workspace.openEditor(admin);
  expect(result?.error).toContain("You do not have permission to call MailApp.sendEmail");
});

test.each([
  [5, true],
  [7, false],
])("a run of %i minutes", (count, isOk) => {
  const workspace = workspaceOf(`function go() {
    for (let i = 0; i < ${count}; i += 1) { try { Utilities.sleep(60000); } catch (e) {} }
    try { ${mailTo("a")} } catch (e) {}
    return 'ended well';
  }`);
  expect(workspace.clickMenu("go", admin).ok).toBe(isOk);
  expect(recipients(workspace)).toEqual(isOk ? ["a"] : []);
});

test("the replies of advanced services are counted in bytes, the largest of each method too", () => {
  const script = `function go() {
    const mimeType = "application/vnd.google-apps.spreadsheet";
    const file = Drive.Files.create({ name: "Ü", mimeType }, null, { fields: "id,name" });
    Session.getEffectiveUser();
    const small = Drive.Files.get(file.id, { fields: "id" });
    return [file, small, Drive.Files.get(file.id, { fields: "id,name" })];
  }`;
  const dependencies = { enabledAdvancedServices: [{ userSymbol: "Drive" }] };
  const options = { services: driveServices, manifest: { ...manifest, dependencies } };
  const workspace = workspaceOf(script, options);
  // As the script answers.
  const replies = workspace.clickMenu("go", admin).value as readonly object[];
  const [made = 0, small = 0, large = 0] = replies.map((reply) =>
    Buffer.byteLength(JSON.stringify(reply)),
  );
  const [record] = workspace.runs;
  expect(record?.replyBytes).toBe(made + small + large);
  expect(record?.largestReplies).toEqual({
    "Drive.Files.create": made,
    "Drive.Files.get": large,
  });
  expect(large).toBe(small + 12);
});

const triggersScript = `
const every = (n, name) => { ScriptApp.newTrigger(name || 'onClock').timeBased().everyMinutes(n).create(); };
function every1() { every(1); } function every5() { every(5); } function every30() { every(30); }
function afterMinute() { ScriptApp.newTrigger('onClock').timeBased().after(60000).create(); }
function slow() { every(1, 'onSlow'); }
function endless() { every(1, 'onEndless'); }
function gone() { every(5, 'renamed'); }
function long() { Utilities.sleep(240000); Utilities.sleep(61000); }
function watchForm() { ScriptApp.newTrigger('onForm').forForm('form-1').onFormSubmit().create(); }
function watchSheet() { ScriptApp.newTrigger('onSheet').forSpreadsheet('sheet-1').onEdit().create(); }
function half() { ScriptApp.newTrigger('onForm').forForm('form-1').create(); }
function onClock(e) { return Session.getEffectiveUser().getEmail(); }
function onSlow() { if (new Date().getUTCMinutes() === 1) Utilities.sleep(90000); }
function onEndless() { Utilities.sleep(90000); }
function onForm(e) { return [e.authMode === ScriptApp.AuthMode.FULL, typeof e.triggerUid, Session.getActiveUser().getEmail()]; }
function onSheet(e) { return [e.range.rowStart, e.range.columnEnd, e.user.email, e.value]; }
`;

function installed(...names: readonly (readonly [name: string, as: string])[]) {
  const workspace = workspaceOf(triggersScript, { services: allServices });
  for (const [name, as] of names) workspace.clickMenu(name, as);
  const fired = (name = "onClock") =>
    workspace.runs
      .filter((run) => run.function === name)
      .map((run) => new Date(run.at).toISOString().slice(11, 19));
  return { workspace, fired };
}

describe("the clock", () => {
  test.each([
    ["every5", 15, ["15:05:00", "15:10:00", "15:15:00"]],
    ["every5", 4, []],
    ["every1", 2, ["15:01:00", "15:02:00"]],
    ["every30", 60, ["15:30:00", "16:00:00"]],
    ["afterMinute", 30, ["15:01:01"]],
  ])("%s over %i minutes", (install, count, expected) => {
    const { workspace, fired } = installed([install, admin]);
    workspace.advanceTo(monday + minutes(count));
    expect(fired()).toEqual(expected);
    expect(workspace.clock.now).toBeGreaterThanOrEqual(monday + minutes(count));
  });

  test("a slow run delays the next firings, and none is lost; runs that never catch up are refused", () => {
    const { workspace, fired } = installed(["slow", admin]);
    workspace.advanceTo(monday + minutes(4));
    expect(fired("onSlow")).toEqual(["15:01:00", "15:02:31", "15:03:00", "15:04:00"]);
    const other = installed(["endless", admin]).workspace;
    expect(() => other.advance(minutes(1))).toThrow("never catch up");
  });

  test("a boundary that a call's time crosses fires when that run has ended", () => {
    const { workspace } = installed(["every5", admin], ["long", admin]);
    expect(workspace.runs.map((run) => run.function)).toEqual(["every5", "long", "onClock"]);
  });

  test("the triggers of two people fire each as its creator; of a suspended one, or without a scope, not, and that is noted", () => {
    const { workspace, fired } = installed(["every5", admin], ["every5", lead]);
    workspace.advance(minutes(9));
    expect(workspace.runs.slice(2).map((run) => run.as)).toEqual([lead, admin, lead]);
    // Each account has a minute of its own.
    expect(fired()).toEqual(["15:02:00", "15:05:00", "15:07:00"]);
    workspace.suspendAccount(admin);
    workspace.revokeScope(lead, "spreadsheets");
    workspace.advance(minutes(5));
    expect(workspace.runs).toHaveLength(5);
    expect(workspace.errors.map(({ error }) => error)).toEqual([
      expect.stringContaining("suspended"),
      expect.stringContaining("not granted"),
    ]);
  });

  test("a function that is gone fails every time; a trigger without its event is refused", () => {
    const { workspace } = installed(["gone", admin]);
    workspace.advance(minutes(11));
    const gone = "Exception: Script function not found: renamed";
    expect(workspace.errors.map(({ error }) => error)).toEqual([gone, gone]);
    expect(workspace.clickMenu("half", admin).error).toContain("no event was named");
  });
});

test("a submission fires each trigger on that Form; a person's edit those of that spreadsheet, without values", () => {
  const { workspace } = installed(
    ["watchForm", admin],
    ["watchForm", admin],
    ["watchSheet", admin],
  );
  expect(workspace.formSubmitted("a response", "form-2")).toEqual([]);
  const runs = workspace.formSubmitted("a response", "form-1");
  expect(runs.map(({ value }) => value)).toEqual([
    [true, "string", ""],
    [true, "string", ""],
  ]);
  const range = { rowStart: 3, rowEnd: 3, columnStart: 2, columnEnd: 4 };
  const edit = { range, user: lead };
  expect(workspace.edited({ ...edit, spreadsheetId: "sheet-2" })).toEqual([]);
  const [edited] = workspace.edited({ ...edit, spreadsheetId: "sheet-1" });
  expect(edited?.value).toEqual([3, 4, lead, null]);
});

describe("two runs that overlap", () => {
  /** Each function mails its steps, and remembers what chance, the clock and the lock said to it. */
  const bundle = `
  function steps(name) {
    const store = PropertiesService.getScriptProperties();
    const lock = LockService.getScriptLock();
    const had = lock.tryLock(0);
    const chance = [Math.random(), Date.now()];
    for (const step of ['1', '2', '3']) ${mailTo("' + name + step + '")}
    store.setProperty(name, JSON.stringify({ had, chance, later: Date.now() }));
    lock.releaseLock();
  }
  function one() { steps('a'); }
  function two() { steps('b'); }`;
  const path = "MailApp.sendEmail";

  function played(first: number, second: number) {
    const workspace = workspaceOf(bundle);
    const act = (name: string) => () => {
      workspace.clickMenu(name, admin);
    };
    const isCrossed = workspace.overlap(
      { act: act("one"), path, nth: first },
      { act: act("two"), path, nth: second },
    );
    return { workspace, isCrossed, order: recipients(workspace).join(" ") };
  }
  const remembered = ({ store }: LocalWorkspace, name: string) =>
    JSON.parse(scriptProperties(store)[name] ?? "");

  test.each([
    [1, 1, "a1 a2 a3 b1 b2 b3"],
    [1, 2, "b1 a1 a2 a3 b2 b3"],
    [2, 2, "a1 b1 a2 a3 b2 b3"],
    [3, 2, "a1 a2 b1 a3 b2 b3"],
    [2, 3, "a1 b1 b2 a2 a3 b3"],
  ])("at %i and %i make their calls as %s, and are counted as two", (first, second, order) => {
    const { workspace, ...found } = played(first, second);
    expect(found).toEqual({ isCrossed: true, order });
    const calls = {
      byName: { "Lock.tryLock": 1, [path]: 3, "Properties.setProperty": 1, "Lock.releaseLock": 1 },
    };
    expect(workspace.runs).toMatchObject([
      { function: "one", ok: true, calls },
      { function: "two", ok: true, calls },
    ]);
  });

  test("the first holds the lock that it took, and knows what chance and the clock had said", () => {
    const { workspace } = played(2, 2);
    const [first, second] = ["a", "b"].map((name) => remembered(workspace, name));
    expect([first.had, second.had]).toEqual([true, false]);
    const alone = workspaceOf(bundle);
    alone.clickMenu("one", admin);
    expect(remembered(alone, "a").chance).toEqual(first.chance);
    // What the second did in between took its time.
    expect(first.later).toBeGreaterThan(remembered(alone, "a").later);
  });

  test.each([
    [
      "the second ends inside the first where it never comes to its call",
      2,
      9,
      "a1 b1 b2 b3 a2 a3",
    ],
    ["the second does not begin where the first never comes to its own", 9, 1, "a1 a2 a3"],
  ])("%s", (_, first, second, order) => {
    expect(played(first, second)).toMatchObject({ isCrossed: false, order });
  });
});
