/** Reasons for a review as a register holds them: ids together with their words. */

import { expect, test } from "vitest";
import { reviewReasonCells } from "../../src/case/facts/review-reasons";

test("each id stands beside its words; what is no id stands for itself", () => {
  expect(reviewReasonCells(["school-not-listed", "Ask Ms. Vale.", "__proto__"])).toEqual({
    reviewReasonIds: ["school-not-listed", "Ask Ms. Vale.", "__proto__"],
    reviewReasons: [
      "The school is not in the list: the reporter chose Not listed.",
      "Ask Ms. Vale.",
      "__proto__",
    ],
  });
});
