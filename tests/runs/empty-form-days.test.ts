/** The Form's own store of responses, emptied after the days that Settings say, and not before (design 2.2). */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts } from "../day/events";
import { backup } from "../day/people";

test("responses go from the Form after formResponsesDays, sealed ones too, and none comes back as a report", async () => {
  const day = await Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
  day.every = 60;
  const facts = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...facts, studentName: "Alex Doe" } },
    { submit: { ...facts, studentName: "Sam Roe", recipientMayBeInvolved: "contact" } },
    { advance: "PT10M" },
  );
  const deleted = (duration: string) =>
    day
      .runsOf(() => day.play({ advance: duration }))
      .flatMap(({ calls }) => calls.byName["Form.deleteResponse"] ?? []);
  // The night before they are due, the night after, and the one after that.
  day.sleep("P6DT14H50M");
  expect(deleted("PT8H")).toEqual([]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([2]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([]);
  const out = day.out();
  expect(out.errors).toEqual([]);
  expect(out.reports).toHaveLength(2);
});

test("a report that no register holds stays in the Form, however old it is, until somebody can read it", async () => {
  const alternate = "alternate@district.example";
  const day = await Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
  day.every = 120;
  const responses = () => day.form().responses;
  const about = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...about, studentName: "Alex Doe" } },
    // There is no alternate lead.
    { submit: { ...about, studentName: "Sam Roe", recipientMayBeInvolved: "lead" } },
    { advance: "PT10M" },
  );
  day.sleep("P9D");
  day.play({ advance: "P1D" });
  expect(responses()).toHaveLength(1);
  const out = day.playClean(editContacts(backup, { role: "alternate lead", email: alternate }), {
    advance: "PT15M",
  });
  expect(out.cases).toMatchObject([
    { register: "main", student: "Alex Doe" },
    { register: "sealed-alternate", student: "Sam Roe", contact: alternate },
  ]);
});
