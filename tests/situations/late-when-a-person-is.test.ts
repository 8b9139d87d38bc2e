/** Red and “Late” are said where a person is late, never because a report came while no one was at school (every hour: protocol/act-times). */

import { expect, test } from "vitest";
import { Day, start } from "../day/day";
import { call, closing, edit, first, submit, tick } from "../day/events";
import { mails } from "../day/look";
import { contact } from "../day/people";

const tuesdayNight = "2026-09-01T23:00:00-07:00";

/** When a step of the first case starts to be late, in the district's time; "when due" where that is its due time. */
function lateOf(day: Day, step: string): string {
  const late = day.rows("checklist").find(({ cells }) => cells["act"] === step)?.cells["lateFrom"];
  if (typeof late !== "number") return "when due";
  const at = Math.round((late - 25_569) * 86_400) * 1_000;
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

test.each([
  ["at night: an hour into the next school day", tuesdayNight, "no", "2026-09-02 09:00"],
  ["on a Saturday: after Labor Day", "2026-09-05T11:00:00-07:00", "no", "2026-09-08 09:00"],
  ["at school: after an hour", start, "no", "2026-09-01 10:00"],
  ["in danger: after a quarter of an hour, at night too", tuesdayNight, "yes", "2026-09-01 23:15"],
])("a call is late %s", async (_, start, immediateDanger, late) => {
  const directory = { settings: { schoolClosed: "2026-09-07" } };
  const day = await Day.begin({ start, directory }, {}, true);
  day.play(submit({ immediateDanger }));
  expect(lateOf(day, call)).toBe(late);
});

test("the morning's email says now, not late, of what came at night", async () => {
  const day = await Day.begin({ start: tuesdayNight });
  const out = day.play(submit(), { advance: "PT12H" });
  const text = mails(out, "digest")
    .map((mail) => mail.text)
    .join();
  expect(text).toContain("Now: tick Acknowledged in the case row");
  expect(text).toContain("Now: Call child and family services");
  expect(text).not.toContain("Late:");
});

test.each([
  ["what the law wants by Sunday", [], ["2026-09-12", "2026-09-13", "2026-09-14"]],
  ["nothing that can wait for Monday", [tick("submit-mandated-report")], ["2026-09-14"]],
])("on a weekend the morning's email says %s", async (_, more, expected) => {
  const day = await Day.begin({ start: "2026-09-11T17:00:00-07:00" });
  const done = [edit({ acknowledged: true }), tick(call), ...more];
  const out = day.play(submit({ immediateDanger: "no" }), ...done, { advance: "P3D" });
  const emails = mails(out, "digest").filter(({ to }) => to.includes(contact));
  expect(emails.map(({ at }) => at.slice(0, 10))).toEqual(expected);
  const [onSaturday = "", onSunday = ""] = emails.map(({ text }) => text);
  if (more.length > 0) return;
  expect(onSaturday).toMatch(/TODAY\n+Case: 26-0001\n+- Mandated report, by Sun Sep 13, 5:00 AM/);
  expect(onSaturday).not.toMatch(/planned|Action plan/);
  expect(onSunday).toMatch(/LATE\n+Case: 26-0001\n+- Late: Mandated report, was due Sun Sep 13/);
});

test("a check-in that falls on a Saturday is late once Monday's school is over", async () => {
  const day = await Day.begin({ start: "2026-09-12T10:00:00-07:00" });
  day.play(submit({ concerns: ["suspected-victim"] }), tick("regular-contact"));
  expect(lateOf(day, "regular-contact")).toBe("2026-09-21 16:00");
});

test("a step that a closed case left open is no one's: no red, and not in “Open steps”", async () => {
  const day = await Day.begin();
  const left = () =>
    day
      .rows("checklist")
      .flatMap(({ cells }) => (cells["closed"] === "closed" ? [cells["act"]] : []));
  day.play(submit(), tick(call), tick("submit-mandated-report"));
  expect(left()).toEqual([]);
  const out = day.play(...closing(first, "agency-took-over"));
  expect(out.cases[0]).toMatchObject({ status: "closed", openMatters: [] });
  const open = out.checklist.filter(({ done }) => done !== true).map(({ act }) => act);
  expect(left()).toEqual(open);
  expect(open.length).toBeGreaterThan(0);
  day.play(edit({ status: "open" }));
  expect(left()).toEqual([]);
});
