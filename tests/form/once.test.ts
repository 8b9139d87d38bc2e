/** What the run of a report does only once: it reads 2,000 cases into an index, and prepares the rows to append. */
import { expect, test } from "vitest";
import { districtStage } from "../../scripts/bench/faults/stage";
import { Day } from "../day/day";
import { submit } from "../day/events";
import { withPlanted } from "../play/planted";

/** Fails the second time in a run, or since the count was last begun. */
const once =
  'globalThis.$n = (globalThis.$n || 0) + 1; if (globalThis.$n > 1) throw new Error("twice");';

test.each([
  ["the cases are indexed once a run", { intakeState: once }],
  ["new rows are made once a commit", { toBatch: "globalThis.$n = 0;", newRowsOf: once }],
])("%s, where it opens a case and where it joins one", async (_what, plants) => {
  const workspace = await withPlanted(plants, (dist) => districtStage(dist));
  const out = Day.in(workspace).playClean(submit(), submit({ concerns: ["suspected-victim"] }));
  expect(out.cases).toMatchObject([{ reports: 2, level: "suspected-victim" }]);
});
