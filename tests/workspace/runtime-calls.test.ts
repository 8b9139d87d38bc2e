/** What every call meets on its way: scopes, counts, time, limits, faults, and others in between. */
import { describe, expect, test } from "vitest";
import { driveServices } from "../../scripts/workspace/drive";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import type { Method, ServiceClass } from "../../scripts/workspace/service";
import { sentMail } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { admin, manifest, monday, workspaceOf } from "./runtime-bench";

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

const recipients = (workspace: LocalWorkspace): readonly string[] =>
  sentMail(workspace.store).flatMap(({ to }) => to.map((address) => address.charAt(0)));

const passing = "Exception: We're sorry, a server error occurred. Please wait a bit and try again.";

describe("faults", () => {
  test.each([
    ["before", {}, [passing, "sent"], ["b"], true],
    ["after", {}, [passing, "sent"], ["a", "b"], true],
    ["before", { nth: 2 }, ["sent", passing], ["a"], true],
    ["before", { times: 2 }, [passing, passing], [], true],
    ["before", { error: "Exception: No." }, ["Exception: No.", "sent"], ["b"], true],
    ["stop", {}, null, [], false],
    ["stop", { nth: 2 }, null, ["a"], false],
  ] as const)("%s %o", (when, more, told, sent, isOk) => {
    const workspace = workspaceOf(twoMails);
    workspace.fault({ call: "MailApp.sendEmail", when, ...more });
    const result = workspace.clickMenu("go", admin);
    expect(result.ok).toBe(isOk);
    if (told !== null) expect(result.value).toEqual(told);
    expect(recipients(workspace)).toEqual(sent);
    expect(workspace.errors).toHaveLength(isOk ? 0 : 1);
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
  const bundle = `function outer() {
    const lock = LockService.getScriptLock();
    const got = lock.tryLock(0);
    PropertiesService.getScriptProperties().setProperty('by', 'outer');
    lock.releaseLock();
    return got;
  }
  function inner() {
    const properties = PropertiesService.getScriptProperties();
    const before = properties.getProperties();
    return [LockService.getScriptLock().tryLock(30000), before.by || null];
  }`;

  test.each([
    ["before the lock", "Lock.tryLock", "before", true, null],
    ["under the lock", "Properties.setProperty", "before", false, null],
    ["after the write", "Properties.setProperty", "after", false, "outer"],
    ["after the release", "Lock.releaseLock", "after", true, "outer"],
  ] as const)("another run %s", (_, call, when, getsLock, sees) => {
    const workspace = workspaceOf(bundle);
    let inner: unknown;
    workspace.atCall(
      call,
      () => {
        inner = workspace.clickMenu("inner", admin).value;
      },
      { when },
    );
    const outer = workspace.clickMenu("outer", admin);
    expect(inner).toEqual([getsLock, sees]);
    // A lock that an ended inner run held is free again.
    expect(outer.value).toBe(true);
    expect(workspace.runs.map((run) => run.function)).toEqual(["outer", "inner"]);
  });

  test("what fails in between fails the test, not the script", () => {
    const workspace = workspaceOf(twoMails);
    workspace.atCall("MailApp.sendEmail", () => {
      throw new Error("mine");
    });
    expect(() => workspace.clickMenu("go", admin)).toThrow("mine");
    expect(recipients(workspace)).toEqual([]);
  });

  test("by number and by predicate", () => {
    const workspace = workspaceOf(twoMails);
    const seen: string[] = [];
    workspace.atCall(2, () => seen.push(`second after ${recipients(workspace).length}`));
    workspace.atCall(
      ({ path, args }) => path === "MailApp.sendEmail" && JSON.stringify(args).includes("b@"),
      () => seen.push("to b"),
    );
    workspace.clickMenu("go", admin);
    expect(seen).toEqual(["second after 1", "to b"]);
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

describe("counts and time", () => {
  test("the replies of advanced services are counted in bytes, the largest of each method too", () => {
    const script = `function go() {
      const mimeType = "application/vnd.google-apps.spreadsheet";
      const file = Drive.Files.create({ name: "Ü", mimeType }, null, { fields: "id,name" });
      Session.getEffectiveUser();
      const small = Drive.Files.get(file.id, { fields: "id" });
      const large = Drive.Files.get(file.id, { fields: "id,name" });
      return [file, small, large];
    }`;
    const dependencies = { enabledAdvancedServices: [{ userSymbol: "Drive" }] };
    const options = { services: driveServices, manifest: { ...manifest, dependencies } };
    const workspace = workspaceOf(script, options);
    const { value, error } = workspace.clickMenu("go", admin);
    expect(error).toBeNull();
    const [made = 0, small = 0, large = 0] = Array.isArray(value)
      ? value.map((reply) => new TextEncoder().encode(JSON.stringify(reply)).length)
      : [];
    const [record] = workspace.runs;
    expect(record?.replyBytes).toBe(made + small + large);
    expect(record?.largestReplies).toEqual({
      "Drive.Files.create": made,
      "Drive.Files.get": large,
    });
    expect(large).toBe(small + 12);
  });

  const method = (counts: Method["counts"]): Method => ({
    scopes: [],
    counts,
    planningMilliseconds: 100,
    call: (context, self) => {
      if (self === "cells") context.countCellsRead(5000);
      return { $ref: "Cache", key: "other" };
    },
  });
  const services: readonly ServiceClass[] = [
    {
      name: "CacheService",
      global: true,
      types: "GoogleAppsScript.Cache.CacheService",
      methods: {
        getScriptCache: { ...method(false), call: () => ({ $ref: "Cache", key: "one" }) },
        getUserCache: { ...method(false), call: () => ({ $ref: "Cache", key: "cells" }) },
      },
    },
    {
      name: "Cache",
      global: false,
      types: "GoogleAppsScript.Cache.Cache",
      methods: {
        get: method("once-per-object"),
        getAll: method("once-per-object"),
        put: method(true),
      },
    },
  ];
  const run = (body: string) => {
    const workspace = workspaceOf(`function go() { ${body} }`, { services });
    workspace.clickMenu("go", admin);
    const [record] = workspace.runs;
    if (record === undefined) throw new Error("no run");
    return { ...record, took: workspace.clock.now - monday };
  };

  test("an object that counts once", () => {
    const { calls, took } = run(
      "const c = CacheService.getScriptCache(); c.get(); c.getAll(); c.get().get(); c.put();",
    );
    expect(calls).toEqual({ total: 3, byName: { "Cache.*": 2, "Cache.put": 1 } });
    expect(took).toBe(1500 + 300 + 100);
  });

  test("cells read are counted and take time", () => {
    const { cellsRead, took } = run("CacheService.getUserCache().put();");
    expect(cellsRead).toBe(5000);
    expect(took).toBe(1500 + 100 + 5 + 100);
  });
});

test.each([
  ["menu", 5, true],
  ["menu", 7, false],
] as const)("a %s run of %i minutes", (_, minutes, isOk) => {
  const workspace = workspaceOf(`function go() {
    for (let i = 0; i < ${minutes}; i += 1) { try { Utilities.sleep(60000); } catch (e) {} }
    try { ${mailTo("a")} } catch (e) {}
    return 'ended well';
  }`);
  expect(workspace.clickMenu("go", admin).ok).toBe(isOk);
  expect(recipients(workspace)).toEqual(isOk ? ["a"] : []);
});
