/** The clock stops: an edit or a report that comes meanwhile does its work, makes its trigger again and tells leads and admins. */

import { expect, test } from "vitest";
import { Day } from "../day/day";
import { ash, edit, editOf, fault, first, minutes, report, submit } from "../day/events";
import { mails, type Output } from "../day/look";
import { admin, lead, spare } from "../day/people";

const danger = submit({ immediateDanger: "yes" });
const other = { submit: report(ash) };
const stop = (how: string, of = admin) => ({ account: { [how]: { function: "onClock", of } } });
const told = (out: Output) =>
  out.inbox
    .flatMap(({ to, text }) => (text.includes("The system's clock stopped") ? to : []))
    .sort();
const clocks = (out: Output, from: number) =>
  out.runs.slice(from).filter((run) => run.function === "onClock");

const begin = async (assume: Readonly<Record<string, string>> = {}) => {
  const day = await Day.betweenTicks({}, assume);
  day.play(danger, minutes(4));
  return day;
};

test.each<[string, object, object]>([
  ["removed, then an edit", stop("removeTrigger"), edit({ notes: "Spoke with her." })],
  ["removed, then a report", stop("removeTrigger"), other],
  ["switched off, then an edit", stop("switchOffTrigger"), edit({ notes: "Spoke with her." })],
])("its trigger is %s", async (_what, lose, comes) => {
  const day = await begin();
  const before = day.play(lose, minutes(120));
  expect(mails(before, "case-escalated")).toEqual([]);
  const out = day.play(comes);
  // Everyone who may know is asked in the run that came, and the clock runs again.
  expect(mails(out, "case-escalated").length).toBeGreaterThan(2);
  expect(told(out)).toEqual([admin, lead]);
  const later = day.play(minutes(60));
  expect(clocks(later, out.runs.length).length).toBeGreaterThan(7);
  expect(day.triggers().filter((one) => one.function === "onClock" && !one.isOff)).toHaveLength(1);
  // One more silence, and they are told again: in danger twenty minutes are enough, also in one that was acknowledged.
  day.play(edit({ acknowledged: true }), minutes(6));
  day.play(stop("removeTrigger"), minutes(20), edit({ notes: "Spoke with her again." }));
  expect(told(day.out())).toEqual([admin, admin, lead, lead]);
});

test("where Google lets no such trigger fire, each edit does the work, and people are told once a day", async () => {
  const day = await begin({ triggersOfTriggeredRuns: "disabled" });
  day.play(stop("removeTrigger"), minutes(120), edit({ notes: "One." }), minutes(60));
  const before = mails(day.out(), "case-escalated").length;
  const out = day.play(edit({ notes: "Two." }));
  expect(mails(out, "case-escalated").length).toBeGreaterThan(before);
  expect(told(out)).toEqual([admin, lead]);
});

test.each<[string, number, string, number]>([
  ["has no room for another trigger", 1, "switchOffTrigger", 1],
  ["makes none", 9, "removeTrigger", 0],
])("where Google %s, the work is done and people are told", async (_what, times, how, left) => {
  const day = await begin();
  day.play(stop(how), minutes(60), fault("ClockTriggerBuilder.create", times, "too many triggers"));
  const out = day.play(edit({ notes: "One." }));
  expect(mails(out, "case-escalated").length).toBeGreaterThan(2);
  expect(told(out)).toEqual([admin, lead]);
  expect(day.triggersOf(admin).filter((name) => name === "onClock")).toHaveLength(left);
});

test("while another account's clock runs, or none was due, an edit does nothing more", async () => {
  const desk = await Day.withAlternate({}, 50);
  desk.reachJoined(spare, "PT25M");
  desk.play(danger, minutes(10), stop("removeTrigger"), minutes(60), edit({ notes: "One." }));
  expect(told(desk.out())).toEqual([]);
  const day = await Day.betweenTicks();
  const out = day.play(minutes(33), submit(), minutes(12), editOf(first, { notes: "Read." }));
  expect(told(out)).toEqual([]);
});

const sealed = submit({ ...ash, recipientMayBeInvolved: "contact" });

test.each([
  ["an edit of a sealed register", [sealed], editOf(first, { notes: "Read." }, "lead", "sealed")],
  ["a sealed report", [], sealed],
])(
  "%s does the work and tells no one at its moment; the next edit of the main one does",
  async (_, had, comes) => {
    const day = await Day.betweenTicks({}, { triggersOfTriggeredRuns: "disabled" });
    day.play(danger, ...had, minutes(4), stop("removeTrigger"), minutes(120));
    const out = day.play(comes);
    expect(mails(out, "case-escalated").length).toBeGreaterThan(2);
    expect(told(out)).toEqual([]);
    day.play(minutes(60), edit({ notes: "Spoke with her." }));
    expect(told(day.out())).toEqual([admin, lead]);
  },
);
