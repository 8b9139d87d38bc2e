/** Red and “Late” are said where a person is late, never because a report came while no one was at school. */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { call, edit, submit, tick } from "../day/events";
import { mailTo } from "../day/look";
import { contact } from "../day/people";

const tuesdayNight = { start: "2026-09-01T23:00:00-07:00" };
const saturday = { start: "2026-09-05T11:00:00-07:00" };

/** When the step of the first case starts to be late, in the district's time; "when due" where that is its due time. */
function lateOf(day: Day, step: string): string {
  const row = day.rows("checklist").find(({ cells }) => cells["act"] === step)?.cells;
  const late = row?.["lateFrom"];
  if (typeof late !== "number") return "when due";
  const [day1970, second] = [25_569, 1_000];
  const at = Math.round((late - day1970) * 86_400) * second;
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

const digest = (day: Day) =>
  mailTo(day.play({ advance: "PT12H" }), contact)
    .filter(({ message }) => message === "digest")
    .map(({ text }) => text)
    .join("\n");

describe("a call", () => {
  test.each([
    ["at night: an hour into the next school day", tuesdayNight, "2026-09-02 09:00"],
    ["on a Saturday: on Tuesday, after Labor Day", saturday, "2026-09-08 09:00"],
    ["at school: after an hour", {}, "2026-09-01 10:00"],
  ])("%s", async (_, rest, late) => {
    const day = await Day.begin(rest);
    const set = { value: "2026-09-07" };
    day.play({ edit: { tab: "settings", key: "schoolClosed", set }, as: "admin" });
    day.play(submit());
    expect(lateOf(day, call)).toBe(late);
  });

  test("in danger: after a quarter of an hour, at night too", async () => {
    const day = await Day.begin(tuesdayNight);
    day.play(submit({ immediateDanger: "yes" }));
    expect(lateOf(day, call)).toBe("2026-09-01 23:15");
  });
});

test("the morning's email says now, not late, of what came at night", async () => {
  const day = await Day.begin(tuesdayNight);
  day.play(submit());
  const text = digest(day);
  expect(text).toContain("Now: tick Acknowledged in the case row");
  expect(text).toContain("Now: Call child and family services");
  expect(text).not.toContain("Late:");
});

test.each([
  ["what the law wants by Sunday", [], ["2026-09-12", "2026-09-13", "2026-09-14"]],
  ["nothing that can wait for Monday", [tick("submit-mandated-report")], ["2026-09-14"]],
])("on a weekend the morning's email says %s", async (_, more, expected) => {
  const day = await Day.begin({ start: "2026-09-11T17:00:00-07:00" });
  day.every = 120;
  const done = [edit({ acknowledged: true }), tick(call), ...more];
  const out = day.play(submit({ immediateDanger: "no" }), ...done, { advance: "P3D" });
  const emails = mailTo(out, contact).filter(({ message }) => message === "digest");
  expect(emails.map(({ at }) => at.slice(0, 10))).toEqual(expected);
  const [onSaturday = "", onSunday = ""] = emails.map(({ text }) => text);
  if (more.length > 0) return;
  expect(onSaturday).toMatch(
    /THIS WEEK\n+Case: 26-0001\n+- Mandated report, by Sun Sep 13, 5:00 AM\n+IN/,
  );
  expect(onSunday).toMatch(/LATE\n+Case: 26-0001\n+- Late: Mandated report, was due Sun Sep 13/);
});

test("a check-in that falls on a Saturday is late once Monday's school is over", async () => {
  const day = await Day.begin({ start: "2026-09-12T10:00:00-07:00" });
  day.play(submit({ concerns: ["suspected-victim"] }), edit({ acknowledged: true }));
  day.play(tick("regular-contact"));
  expect(lateOf(day, "regular-contact")).toBe("2026-09-21 16:00");
});

test("a step that a closed case left open is no one's: no red, and not in “Open steps”", async () => {
  const day = await Day.begin();
  day.play(submit(), tick(call), tick("submit-mandated-report"));
  const left = () =>
    day
      .rows("checklist")
      .flatMap(({ cells }) => (cells["closed"] === "closed" ? [cells["act"]] : []));
  expect(left()).toEqual([]);
  day.play(edit({ closeReason: "agency-took-over" }), edit({ leadAgreed: true }, "lead"));
  const out = day.play(edit({ status: "closed" }));
  expect(out.cases[0]).toMatchObject({ status: "closed", openMatters: [] });
  const open = out.checklist.filter(({ done }) => done !== true).map(({ act }) => act);
  expect(left()).toEqual(open);
  expect(open.length).toBeGreaterThan(0);
  day.play(edit({ status: "open" }));
  expect(left()).toEqual([]);
});
