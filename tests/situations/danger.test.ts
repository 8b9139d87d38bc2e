/**
 * Danger through the register, a day for each state: unanswered, acknowledged, called about, over, reported again, late, sealed, and an
 * account that is gone (design 2.18). Who is asked when, whatever people do: case/asker; what ends it: case/danger.
 */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay } from "../day/day";
import { call, edit, minute, minutes, reportOn, submit, tick, tickOf, update } from "../day/events";
import { mails, mailTo, type Output, onlyCase, told, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";

const danger = reportOn("Rowan Pine", "730194", { immediateDanger: "yes" });
const all = [contact, backup, lead];
const acknowledge = edit({ acknowledged: true }, "backup");
/** Minutes after the first email at which people were asked. */
const askedAt = ({ inbox }: Output) =>
  mails({ inbox }, "case-escalated").map(({ at, to }) => ({
    after: Math.round((Date.parse(at) - Date.parse(inbox[0]?.at ?? "")) / minute),
    who: to.join(),
  }));

describe("in the main register", async () => {
  const day = await Day.betweenTicks();
  const firstHour = day.playClean(danger, minutes(7), danger, minutes(12), danger, minutes(42));
  day.play(acknowledge, tick(call), tick("involve-law-enforcement"), tick(update), minutes(60));
  day.play(edit({ dangerOver: true }), minutes(10));
  const quiet = day.play(reportOn("Rowan Pine", "730194", { immediateDanger: "no" }), minutes(30));
  const again = day.playClean(danger, minutes(20));

  test("unanswered: everyone at each report and each quarter of an hour; one step of calling again names all reports", () => {
    expect(told(firstHour.inbox).slice(0, 3)).toEqual(all.map((who) => ["case-opened", who]));
    const added = [...all, ...all].map((who) => ["report-added", who]);
    expect(told(mails(firstHour, "report-added"))).toEqual(added);
    const rounds = new Set(askedAt(firstHour).map(({ after }) => Math.floor(after / 15) * 15));
    expect([...rounds]).toEqual([15, 30, 45]);
    const steps = firstHour.checklist.filter(({ act }) => act === update);
    expect(steps).toMatchObject([
      { state: "open", what: expect.stringContaining("Several reports say") },
    ]);
  });

  test("called about and over, it is quiet, and a report that says no speaks of no danger", () => {
    const since = quiet.inbox.slice(firstHour.inbox.length);
    expect(told(since)).toEqual([["report-added", contact]]);
    for (const mail of since) expect(wordsOf(mail)).not.toMatch(/immediate danger/i);
  });

  test("reported again, its calls are owed and its acknowledgement is asked for again, of everyone at once", () => {
    expect(onlyCase(again)).toMatchObject({
      ...{ acknowledged: false, acknowledgedBy: null, dangerOver: false },
      reports: 5,
    });
    const since = onlyCase(again)["dangerSince"];
    const owed = again.checklist.filter(({ done, call, due }) => !done && call !== null && due);
    expect(owed.map(({ act, due }) => [act, due])).toEqual([
      ["involve-law-enforcement", since],
      [update, since],
      ["submit-mandated-report", expect.any(String)],
    ]);
    expect(told(again.inbox.slice(quiet.inbox.length))).toEqual([
      ...all.map((who) => ["report-added", who]),
      ...[...all, admin].map((who) => ["case-escalated", who]),
    ]);
    expect(again.activity).toContainEqual(
      expect.objectContaining({ what: "acknowledgement-ended", from: backup }),
    );
  });
});

test("an answer in another language counts as danger, and has to be looked at", async () => {
  const raw = (immediateDanger: unknown) => ({
    submit: { raw: { immediateDanger, school: "North High", facts: "Heard in the hall." } },
  });
  const out = await playCleanDay([raw("Sí, ahora mismo"), raw(["No", "Yes"]), raw("No")]);
  expect(out.reports.map(({ immediateDanger }) => immediateDanger)).toEqual(["yes", "yes", "no"]);
  expect(out.cases[0]).toMatchObject({ reviewReasons: ["unread-immediateDanger"] });
  const asked = out.inbox.filter((mail) => mail.case === "26-0001");
  expect(asked.map(({ to }) => to.join())).toEqual(all);
});

test("in a sealed register its readers alone, as often; one who does a step is asked no more", async () => {
  const sealed = { recipientMayBeInvolved: "contact" };
  const day = await Day.begin({ directory: demoAnd(contactsRow("alternate lead", alternate)) });
  const out = day.play(submit({ ...sealed, immediateDanger: "yes" }), { advance: "PT65M" });
  expect(new Set(out.inbox.flatMap(({ to }) => to))).toEqual(new Set([lead, alternate]));
  const times = askedAt(out).flatMap(({ after, who }) => (who === lead ? after : []));
  // A run of the clock that fills itself with a look at a file leaves it to the next one.
  const gaps = [...times, 65].map((at, place) => at - (times[place - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(30 + 5 + 5);
  const isReported = mailTo(out, lead).map((mail) =>
    /immediate danger was reported/i.test(wordsOf(mail)),
  );
  expect(isReported).toEqual([true, ...times.map(() => false)]);
  const called = tickOf("26-0001", call, { done: true }, "lead", "sealed");
  const { length } = day.play(called).inbox;
  day.sleep("PT21H");
  const later = day.play({ advance: "PT2H" }).inbox.slice(length);
  expect(later.filter(({ message }) => message === "case-escalated")).toEqual([]);
  for (const mail of later) expect(wordsOf(mail)).not.toMatch(/not acknowledged/i);
});

test("a danger that reaches us late says when it was reported and that it is late", async () => {
  const day = await Day.betweenTicks();
  const back = day.takeAway("main");
  day.play(danger, minutes(70));
  back();
  const opened = mails(day.play(minutes(30)), "case-opened");
  expect(opened).toHaveLength(3);
  for (const { text } of opened)
    expect(text).toMatch(/Reported Tue Sep 1, .* It reached the system late: Tue Sep 1/);
});

test.each([
  ["loses the account", { account: { delete: backup } }],
  ["steps aside", edit({ steppedAside: backup }, "lead")],
])(
  "who acknowledged it %s: others are asked within 65 minutes, and goes on so",
  async (_, leaves) => {
    const day = await Day.betweenTicks();
    const out = day.play(danger, minutes(10), acknowledge, leaves, minutes(300));
    expect(onlyCase(out)).toMatchObject({ acknowledged: false });
    const times = askedAt(out).flatMap(({ after, who }) => (who === backup ? [] : after));
    const known = 75;
    const since = [known, ...times.filter((at) => at > known), 300];
    expect(Math.max(...since.map((at, place) => at - (since[place - 1] ?? at)))).toBeLessThan(66);
  },
);
