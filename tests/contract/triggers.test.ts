/** The port Triggers: those of the account that runs, and no other's. */
import { expect, test } from "vitest";
import { installedTriggers } from "../../scripts/workspace/index";
import { Bench, contact } from "./bench";

const minute = 60_000;

test("each kind is listed once made, with its function and what fires it, also within the run that makes it", () => {
  const bench = new Bench();
  const sheet = bench.ports.spreadsheets.create("Register", "main");
  const listed = bench.run(({ triggers }) => {
    triggers.createFormSubmit("formSubmitted");
    triggers.createEdit("cellEdited", sheet);
    triggers.createEveryMinutes("tick", 5);
    triggers.createAfter("soon", minute);
    return triggers.list();
  });
  expect(listed.map(({ id: _, ...rest }) => rest)).toEqual([
    { function: "formSubmitted", kind: "form-submit", source: bench.workspace.containerId },
    { function: "cellEdited", kind: "edit", source: sheet },
    { function: "tick", kind: "clock", source: null },
    { function: "soon", kind: "clock", source: null },
  ]);
  expect(new Set(listed.map(({ id }) => id)).size).toBe(4);
  expect(bench.ports.triggers.list()).toEqual(listed);
});

test("another account's are neither listed nor removed", () => {
  const bench = new Bench();
  bench.portsOf(contact).triggers.createEveryMinutes("tick", 5);
  const [theirs] = bench.portsOf(contact).triggers.list();
  expect(bench.ports.triggers.list()).toEqual([]);
  bench.ports.triggers.remove(theirs?.id ?? "");
  expect(bench.portsOf(contact).triggers.list()).toEqual([theirs]);
});

test("one is removed by its id, and an id that is gone does no harm", () => {
  const bench = new Bench();
  bench.ports.triggers.createEveryMinutes("tick", 5);
  bench.ports.triggers.createEveryMinutes("tick", 10);
  const [first, second] = bench.ports.triggers.list();
  bench.ports.triggers.remove(first?.id ?? "");
  bench.ports.triggers.remove(first?.id ?? "");
  expect(bench.ports.triggers.list()).toEqual([second]);
});

test("the clock fires every so many minutes, or once about so long from now", () => {
  const bench = new Bench();
  bench.ports.triggers.createEveryMinutes("perform", 10);
  bench.ports.triggers.createAfter("perform", 7 * minute);
  const after = bench.workspace.clock.now;
  bench.workspace.advance(40 * minute);
  const fired = bench.workspace.runs.filter(({ surface }) => surface === "clock");
  expect(fired).toHaveLength(5);
  const once = fired.filter(({ at }) => Math.abs(at - after - 7 * minute) < minute);
  expect(once).toHaveLength(1);
});

test("more than Google allows an account is thrown as Google says it", () => {
  const bench = new Bench();
  bench.run(({ triggers }) => {
    for (let made = 0; made < 20; made += 1) triggers.createEveryMinutes("tick", 30);
    expect(() => triggers.createEveryMinutes("tick", 30)).toThrow("too many triggers");
  });
  expect(installedTriggers(bench.store)).toHaveLength(20);
});
