/** Two runs side by side: each goes on from where it stood, knows what it knew, and is counted as one run. */
import { describe, expect, test } from "vitest";
import { sentMail } from "../../scripts/workspace/services/mail";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { admin, workspaceOf } from "./runtime-bench";

/** Each function mails its steps, and remembers what chance, the clock and the lock said to it. */
const bundle = `
function steps(name) {
  const store = PropertiesService.getScriptProperties();
  const lock = LockService.getScriptLock();
  const had = lock.tryLock(0);
  const chance = [Math.random(), Date.now()];
  for (const step of ['1', '2', '3']) {
    MailApp.sendEmail({ to: name + step + '@district.example', subject: 's', body: 'b' });
  }
  store.setProperty(name, JSON.stringify({ had, chance, later: Date.now() }));
  lock.releaseLock();
  return name;
}
function one() { return steps('a'); }
function two() { return steps('b'); }`;

const mail = "MailApp.sendEmail";

function played(first: number, second: number) {
  const workspace = workspaceOf(bundle);
  const act = (name: string) => () => {
    workspace.clickMenu(name, admin);
  };
  const isCrossed = workspace.overlap(
    { act: act("one"), path: mail, nth: first },
    { act: act("two"), path: mail, nth: second },
  );
  const order = sentMail(workspace.store).map(({ to }) => String(to).slice(0, 2));
  const remembered = (name: string) => JSON.parse(scriptProperties(workspace.store)[name] ?? "");
  return { workspace, isCrossed, order: order.join(" "), remembered };
}

describe("two runs that overlap", () => {
  test.each([
    [1, 1, "a1 a2 a3 b1 b2 b3"],
    [2, 1, "a1 a2 a3 b1 b2 b3"],
    [1, 2, "b1 a1 a2 a3 b2 b3"],
    [2, 2, "a1 b1 a2 a3 b2 b3"],
    [3, 2, "a1 a2 b1 a3 b2 b3"],
    [2, 3, "a1 b1 b2 a2 a3 b3"],
  ])("at %i and %i make their calls as %s", (first, second, order) => {
    const { workspace, isCrossed, order: found } = played(first, second);
    expect(isCrossed).toBe(true);
    expect(found).toBe(order);
    expect(workspace.errors).toEqual([]);
    const runs = workspace.runs.map(({ function: name, ok, error, calls }) => ({
      name,
      ok,
      error,
      calls: calls.byName,
    }));
    const calls = {
      "Lock.tryLock": 1,
      [mail]: 3,
      "Properties.setProperty": 1,
      "Lock.releaseLock": 1,
    };
    expect(runs).toEqual([
      { name: "one", ok: true, error: null, calls },
      { name: "two", ok: true, error: null, calls },
    ]);
  });

  test("the first holds the lock that it took, and knows what chance and the clock had said", () => {
    const { remembered } = played(2, 2);
    expect([remembered("a").had, remembered("b").had]).toEqual([true, false]);
    const [chance, at] = remembered("a").chance;
    const alone = workspaceOf(bundle);
    alone.clickMenu("one", admin);
    expect(JSON.parse(scriptProperties(alone.store)["a"] ?? "").chance).toEqual([chance, at]);
    // What the second did in between took its time.
    expect(remembered("a").later).toBeGreaterThan(
      JSON.parse(scriptProperties(alone.store)["a"] ?? "").later,
    );
  });

  test("where the second never comes to its call it ends inside the first", () => {
    const { isCrossed, order } = played(2, 9);
    expect(isCrossed).toBe(false);
    expect(order).toBe("a1 b1 b2 b3 a2 a3");
  });

  test("where the first never comes to its call the second does not begin", () => {
    const { isCrossed, order } = played(9, 1);
    expect(isCrossed).toBe(false);
    expect(order).toBe("a1 a2 a3");
  });
});
