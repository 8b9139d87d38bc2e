/** Reasons as a register holds them: ids, or what 0.1.0 wrote. */
import { describe, expect, test } from "vitest";
import { reviewReasonCells, reviewReasonIds } from "../../src/case/reasons";
import { reasonsOf010 } from "./reasons-0-1-0";

describe("each sentence that 0.1.0 could have written is the reason that it was", () => {
  test.each(Object.entries(reasonsOf010))("%s", (id, sentence) => {
    expect(reviewReasonIds({ reviewReasons: [sentence], reviewReasonIds: [] })).toEqual([id]);
    expect(reviewReasonIds({ reviewReasons: [`${sentence} `], reviewReasonIds: [] })).toEqual([id]);
  });
});

test("what is neither an id nor such a sentence stands for itself", () => {
  for (const line of ["Ask Ms. Vale.", "__proto__", "constructor"]) {
    expect(reviewReasonIds({ reviewReasons: [line], reviewReasonIds: [] })).toEqual([line]);
    expect(reviewReasonCells([line])).toEqual({ reviewReasons: [line], reviewReasonIds: [line] });
  }
});

test("where there are ids, words count for nothing", () => {
  const cells = { reviewReasons: ["Worded otherwise."], reviewReasonIds: ["school-unknown"] };
  expect(reviewReasonIds(cells)).toEqual(["school-unknown"]);
});
