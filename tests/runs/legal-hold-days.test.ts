/** A legal hold stops every deletion: of the Form's responses, and of what a drill leaves. The roll-over has its own days. Synthetic people only. */
import { expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { Day } from "../day/day";
import { editOf, reportOn } from "../day/events";
import { acknowledges, begin, casesOf, codeIn, kept, minutes, ticks, withCode } from "./drill-day";

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

test("a drill ends, and nothing of it is deleted while a case is on hold: no run takes its answer for a report, and it goes once the hold is lifted", async () => {
  const day = await Day.begin();
  day.play(reportOn("Alba Ash", "100001"), hold("26-0001", true));
  const begun = day.play(begin);
  day.play(withCode(codeIn(begun)), minutes(6), acknowledges, ticks);
  const out = day.playClean(minutes(10), { menu: { name: "drill" } });
  expect(out.pages.at(-1)?.text).toContain("A case is on legal hold, so nothing was deleted");
  const drills = () =>
    Object.values(driveSlice(day.workspace.store).files).filter(({ name }) =>
      name.includes("(drill)"),
    );
  expect(drills().map(({ name, trashed, editors }) => [name, trashed, editors])).toEqual([
    ["Student safety register (drill), kept for a legal hold", false, []],
  ]);
  expect(responses(day)).toBe(2);
  later(day, "P3D");
  expect(responses(day)).toBe(2);
  expect(casesOf(day.out(), "main")).toEqual(["26-0001"]);
  // Another drill is its own, and finds nothing of the one before.
  const again = day.play(begin);
  expect(casesOf(again, "drill")).toEqual(["DRILL-0001"]);
  day.play({ menu: { name: "drill", answers: ["end"] } }, minutes(10));
  expect(drills().map(({ trashed }) => trashed)).toEqual([false, false]);
  day.play(hold("26-0001", false));
  later(day, "P2D");
  expect(drills().map(({ trashed }) => trashed)).toEqual([true, true]);
  expect(responses(day)).toBe(1);
  expect(kept(day)).not.toHaveProperty("drillKept");
  expect(day.out().errors).toEqual([]);
});
