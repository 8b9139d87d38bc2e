/**
 * Reports whose trigger did not fire, when the clock cannot help at once: it may not list the Form's responses, or the response appears
 * late.
 */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import { mails, type Output } from "../day/look";

const robin = reportOn("Robin Lake", "730195");
const rowan = reportOn("Rowan Pine", "730194");

const told = ({ inbox }: Output) => mails({ inbox }, "case-opened").map((mail) => mail.case);

test("where a clock run may not list the Form, a report whose trigger was lost is taken in with the next one, and told once", async () => {
  const day = await Day.begin({}, { clockRunListsResponses: "no" });
  const lost = day.play({ loseTrigger: robin }, { advance: "PT1H" });
  expect(lost.cases).toEqual([]);
  const out = day.play(rowan, { advance: "PT30M" }, reportOn("Sasha Moor", "730196"));
  expect(out.cases.map(({ student }) => student)).toEqual([
    "Rowan Pine",
    "Robin Lake",
    "Sasha Moor",
  ]);
  expect(told(out)).toEqual(["26-0001", "26-0002", "26-0003"]);
  // Each of its runs says by name that it may not.
  expect(out.errors.map(({ error }) => error)).toEqual(
    out.errors.map(() => expect.stringContaining("permission-missing")),
  );
});

test("where a clock run may, a report costs no call for the others", async () => {
  const day = await Day.begin();
  day.play({ advance: "PT10M" });
  const [run] = day.runsOf(() => day.play(rowan));
  expect(run?.calls.byName).not.toHaveProperty("Form.getResponses");
});

test("where no clock run came for more than an hour, the next report brings in those that wait", async () => {
  const day = await Day.begin();
  day.play({ advance: "PT10M" });
  day.sleep("PT2H");
  day.play({ loseTrigger: robin });
  const out = day.play(rowan);
  expect(told(out)).toEqual(["26-0001", "26-0002"]);
  expect(told(day.play({ advance: "PT30M" }))).toEqual(["26-0001", "26-0002"]);
});

test("a report of which one answer is out of reach is taken in, says so, and keeps no other waiting", async () => {
  const day = await Day.begin({}, { answersOfDeletedQuestion: "refuse" });
  day.play({ loseTrigger: robin }, { form: { deleteQuestion: { key: "facts" } } });
  const out = day.playClean(
    { loseTrigger: reportOn("Rowan Pine", "730194", { facts: undefined }) },
    { advance: "PT10M" },
  );
  expect(out.cases.map(({ student, reviewReasons }) => [student, reviewReasons])).toEqual([
    ["Robin Lake", expect.arrayContaining(["unread-unknown-question"])],
    ["Rowan Pine", expect.not.arrayContaining(["unread-unknown-question"])],
  ]);
});
