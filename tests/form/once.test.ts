/** What a report's run does once: it reads 2,000 cases into an index, and lays out the rows that it appends. */
import { expect, test } from "vitest";
import { districtStage, playEvents } from "../../scripts/bench/faults/stage";
import { readOutput } from "../../scripts/play/end-state/output";
import { withPlanted } from "../play/planted";

const report = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  factors: ["controlled-or-groomed"],
};

/** Fails the second time in a run, or since the count was last begun. */
const once =
  'globalThis.$n = (globalThis.$n || 0) + 1; if (globalThis.$n > 1) throw new Error("twice");';

test.each([
  ["the cases are indexed once a run", { intakeState: once }],
  ["new rows are made once a commit", { toBatch: "globalThis.$n = 0;", newRowsOf: once }],
])("%s, where it opens a case and where it joins one", async (_what, plants) => {
  const workspace = await withPlanted(plants, (dist) => districtStage(dist));
  playEvents(workspace, [
    { submit: report },
    { submit: { ...report, concerns: ["suspected-victim"] } },
  ]);
  const out = readOutput(workspace, { cells: false });
  expect(out.errors).toEqual([]);
  expect(out.cases).toMatchObject([{ reports: 2, level: "suspected-victim" }]);
});
