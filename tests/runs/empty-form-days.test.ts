/** The Form's own store of responses, emptied after the days that Settings say, and not before (design 2.2). */
import { expect, test } from "vitest";
import { Day } from "../situations/day-stage";

test("responses go from the Form after formResponsesDays, sealed ones too, and none comes back as a report", async () => {
  const day = await Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
  const facts = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...facts, studentName: "Alex Doe" } },
    { submit: { ...facts, studentName: "Sam Roe", recipientMayBeInvolved: "contact" } },
    { advance: "PT1H" },
  );
  const deleted = (duration: string) =>
    day
      .runsOf(() => day.play({ advance: duration }))
      .flatMap(({ calls }) => calls.byName["Form.deleteResponse"] ?? []);
  // The night before they are due, the night after, and the one after that.
  day.sleep("P6DT14H");
  expect(deleted("PT8H")).toEqual([]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([2]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([]);
  const out = day.out();
  expect(out.errors).toEqual([]);
  expect(out.reports).toHaveLength(2);
});
