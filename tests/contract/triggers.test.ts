/** The port Triggers: those of the account that runs, and no other's. */
import { expect, test } from "vitest";
import { Bench } from "./bench";

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

test("one is removed by its id, and an id that is gone does no harm", () => {
  const bench = new Bench();
  bench.ports.triggers.createEveryMinutes("tick", 5);
  bench.ports.triggers.createEveryMinutes("tick", 10);
  const [first, second] = bench.ports.triggers.list();
  bench.ports.triggers.remove(first?.id ?? "");
  bench.ports.triggers.remove(first?.id ?? "");
  expect(bench.ports.triggers.list()).toEqual([second]);
});
