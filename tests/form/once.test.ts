/** What the run of a report does only once: it reads 2,000 cases into an index. */
import { expect, test } from "vitest";
import { districtStage } from "../../scripts/bench/faults/stage";
import { Day } from "../day/day";
import { submit } from "../day/events";
import { withPlanted } from "../play/planted";

/** Fails the second time in a run. */
const once =
  'globalThis.$n = (globalThis.$n || 0) + 1; if (globalThis.$n > 1) throw new Error("twice");';

test("the cases are indexed once a run, where it opens a case and where it joins one", async () => {
  const workspace = await withPlanted({ intakeState: once }, (dist) => districtStage(dist));
  const out = Day.in(workspace).playClean(submit(), submit({ concerns: ["suspected-victim"] }));
  expect(out.cases).toMatchObject([{ reports: 2, level: "suspected-victim" }]);
});
