/** A legal hold stops every deletion: of the Form's responses. The roll-over has its own days. Synthetic people only. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { editOf, merge, minutes, reportOn } from "../day/events";

const hold = (reference: string, legalHold: boolean) => editOf(reference, { legalHold }, "lead");

/** Nobody looks for a while; then the clock comes, and lists all responses. */
const later = (day: Day, duration: string) => {
  day.sleep(duration);
  day.play(minutes(15));
};

const responses = (day: Day) => day.form().responses.length;

test("what a case on hold came from stays in the Form past its days, also what was joined with it, and goes once the hold is lifted", async () => {
  const day = await Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
  day.play(
    reportOn("Alba Ash", "100001"),
    reportOn("Bo Birch", "100002"),
    reportOn("Bo Birch", ""),
    reportOn("Cleo Cedar", "100003"),
    { edit: { case: "26-0003", set: { sameStudentAs: "26-0002" } } },
    hold("26-0002", true),
    { advance: "PT10M" },
  );
  expect(responses(day)).toBe(4);
  later(day, "P9D");
  expect(responses(day)).toBe(2);
  later(day, "P30D");
  expect(responses(day)).toBe(2);
  // Joined, each holds part of the other's record: a hold on the one that ended is as good.
  day.play(hold("26-0002", false), hold("26-0003", true));
  later(day, "P2D");
  expect(responses(day)).toBe(2);
  day.play(hold("26-0003", false));
  later(day, "P2D");
  expect(responses(day)).toBe(0);
  const out = day.out();
  expect(out.reports).toHaveLength(4);
  expect(out.cases).toHaveLength(4);
  expect(out.errors).toEqual([]);
});

test("so does all that was joined with it in a chain", async () => {
  const day = await Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
  const [into, second, third] = ["26-0001", "26-0002", "26-0003"];
  day.play(
    reportOn("Bo Birch", "100002"),
    reportOn("Bo Birch", ""),
    reportOn("Bo Birch", ""),
    merge(third, second),
    merge(second, into),
    hold(into, true),
    minutes(10),
  );
  later(day, "P9D");
  expect(responses(day)).toBe(3);
  day.play(hold(into, false), hold(third, true));
  later(day, "P2D");
  expect(responses(day)).toBe(3);
});

test("a sealed case on hold keeps its response as well", async () => {
  const day = await Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
  const sealed = { school: "North High", facts: "Seen.", recipientMayBeInvolved: "contact" };
  day.play({ submit: sealed }, { advance: "PT10M" });
  const [first] = day.out().cases;
  const edit = { register: "sealed", case: String(first?.["case"]), set: { legalHold: true } };
  day.play({ edit, as: "lead" });
  later(day, "P20D");
  expect(responses(day)).toBe(1);
});
