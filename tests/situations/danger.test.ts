/**
 * Danger through the register, one day for each state: unanswered, acknowledged, called about, over, reported again, late, sealed, and
 * with an account that no longer exists (design 2.18). Who is asked when: case/asker, with what ends it.
 */

import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import {
  ash,
  call,
  edit,
  editContacts,
  menu,
  minute,
  minutes,
  reportOn,
  submit,
  tick,
  tickOf,
  update,
} from "../day/events";
import {
  expectNoStudentData,
  mails,
  mailTo,
  type Output,
  onlyCase,
  outageMails,
  recipients,
  told,
  wordsOf,
} from "../day/look";
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

test("in a sealed register its readers alone, as often; one who does a step is asked no more", async () => {
  const sealed = submit({ recipientMayBeInvolved: "contact", immediateDanger: "yes" });
  const day = await Day.begin({ directory: demoAnd(contactsRow("alternate lead", alternate)) });
  const out = day.play(sealed, minutes(65));
  expect(new Set(out.inbox.flatMap(({ to }) => to))).toEqual(new Set([lead, alternate]));
  const times = askedAt(out).flatMap(({ after, who }) => (who === lead ? after : []));
  // A run of the clock that fills itself with a look at a file leaves it to the next one.
  const gaps = [...times, 65].map((at, place) => at - (times[place - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(30 + 5 + 5);
  const called = tickOf("26-0001", call, { done: true }, "lead", "sealed");
  const { length } = day.play(called).inbox;
  day.sleep("PT21H");
  expect(
    mails({ inbox: day.play({ advance: "PT2H" }).inbox.slice(length) }, "case-escalated"),
  ).toEqual([]);
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
    const unsent = day.rows("outbox").filter(({ cells }) => cells["state"] !== "Sent");
    expect(unsent.map(({ cells }) => cells["message"])).toEqual([]);
  },
);

// A danger that no register shows: nobody may read the report, or the register is damaged or away. People are asked at the pace until a call is on record (design 2.11, 2.18).

const unread = reportOn("Rowan Pine", "730194", {
  immediateDanger: "yes",
  recipientMayBeInvolved: "lead",
  facts: "Slept in a van.",
});
const called = {
  calledBy: "Ari Admin",
  agency: "child-and-family-services",
  calledAt: "2026-09-01 09:15",
};
const soon = { advance: "PT10M" };
const waits = (out: Output) => mails(out, "sealed-waits");
/** At how many minutes after the first the admin was told. */
const times = (out: Output) => {
  const at = waits(out).flatMap((mail) => (mail.to.includes(admin) ? Date.parse(mail.at) : []));
  return at.map((one) => Math.round((one - (at[0] ?? 0)) / minute));
};

test("the lead is named and there is no alternate: district people are told at the pace, with numbers and nothing else, until a call is recorded", async () => {
  const day = await Day.begin();
  day.play(soon, unread, { advance: "PT65M" });
  day.sleep("PT2H45M");
  const out = day.play({ advance: "PT20M" });
  for (const round of [0, 15, 30, 60, 240])
    expect(
      times(out).some((at) => at >= round && at <= round + 6),
      `${round}`,
    ).toBe(true);
  expect(new Set(waits(out).flatMap(({ to }) => to))).toEqual(new Set([admin]));
  for (const { text } of waits(out))
    for (const words of ["Immediate danger", "911", "(415) 473-7153", "Say who called"])
      expect(text).toContain(words);
  expectNoStudentData(waits(out), ["Rowan Pine", "730194", "North High", "van"]);
  expect(mailTo(out, lead)).toEqual([]);
  const { pages } = day.play(
    { share: { add: { who: "lead", file: "form" } } },
    menu("check"),
    // Whom it names is told nothing, and may record nothing.
    menu("check", undefined, "lead"),
    menu("danger-called", undefined, "lead"),
    menu("danger-called", called),
  );
  const says = "A report that no one may read says immediate danger";
  expect(pages[0]?.text).toContain(`wrong: ${says}`);
  for (const { text } of pages.slice(1, 3)) expect(text).not.toContain("says immediate danger");
  expect(pages[3]?.text).toContain("That was recorded");
  const { length } = waits(day.out());
  expect(waits(day.play({ advance: "PT3H" }))).toHaveLength(length);
  day.sleep("PT21H");
  const last = waits(day.play({ advance: "PT1H" })).slice(length);
  expect(last.length).toBeGreaterThan(0);
  for (const { text } of last) expect(text).not.toContain("Immediate danger");
});

test("a call that was recorded before does not end what is asked about the next such report", async () => {
  const day = await Day.begin();
  const recorded = menu("danger-called", called);
  const { length } = waits(day.play(soon, unread, soon, recorded, { advance: "PT65M" }));
  const { studentName, studentId } = ash;
  const next = { submit: { ...unread.submit, studentName, studentId } };
  const told = waits(day.play(next, { advance: "PT65M" })).slice(length);
  expect(told.filter(({ to }) => to.includes(admin)).length).toBeGreaterThan(3);
  for (const { text } of told) expect(text).toContain("Immediate danger");
});

test("a live desk whose Contacts come to leave such a report without a reader is told within the day, once", async () => {
  const directory = demoAnd(contactsRow("alternate lead", alternate));
  const day = await Day.begin({ directory }, {}, true);
  day.play({ advance: "PT1H" }, editContacts(alternate, { role: "" }));
  for (const _day of [1, 2]) {
    day.sleep("P1D");
    day.play({ advance: "PT1H" });
  }
  const gap = day.mails("reader-missing");
  expect(recipients(gap)).toEqual([admin, lead]);
  expect(gap[0]?.text).toContain("No alternate lead");
});

test("of two dangers in a register that is away, a call is recorded about the one that is chosen", async () => {
  const day = await Day.betweenTicks();
  day.play(danger, reportOn("Ash Grove", "730195", { immediateDanger: "yes" }), minutes(10));
  day.takeAway("main");
  day.play(minutes(15));
  const before = day.play(menu("danger-called", { ...called, about: "26-0002" })).inbox.length;
  const texts = outageMails({ inbox: day.play(minutes(65)).inbox.slice(before) }).map(
    ({ text }) => text,
  );
  expect(texts.some((text) => text.includes("26-0001"))).toBe(true);
  expect(texts.join()).not.toContain("26-0002");
});

test("the row and the response of a danger are gone: it is asked about although another school reports a danger", async () => {
  const day = await Day.betweenTicks();
  const gone = ["cases", "reports", "checklist"].map((tab) => ({
    sheet: { deleteRows: { tab, case: "26-0001" } },
  }));
  day.play(danger, minutes(10), ...gone);
  day.form().responses.shift();
  const there = { school: "South Middle", immediateDanger: "yes" };
  const before = day.play(minutes(10), reportOn("Ash Grove", "730195", there)).inbox.length;
  const asked = outageMails({ inbox: day.play(minutes(60)).inbox.slice(before) });
  expect(asked.filter(({ text }) => text.includes("26-0001")).length).toBeGreaterThan(1);
});

test("a report about the lead waits while Cases is gone: who may not read it is told that, and no school", async () => {
  const out = await playDay([soon, { sheet: { deleteTab: "cases" } }, unread, minutes(20)]);
  const told = out.inbox.filter(({ text }) => /waits? in the Form/.test(text));
  expect(recipients(told)).toContain(admin);
  expect(recipients(told)).not.toContain(lead);
  expectNoStudentData(told, ["Rowan", "Pine", "730194", "North High", "van"]);
});

test("whom such a report excluded when it came is not told of it once Cases is gone, whatever Contacts say by then", async () => {
  const day = await Day.begin();
  day.play(soon, unread, minutes(10), editContacts(lead, { role: "district admin" }));
  const before = day.play(minutes(10), { sheet: { deleteTab: "cases" } }).inbox.length;
  const told = day.play(minutes(70)).inbox.slice(before);
  const waiting = told.filter(({ text }) => /immediate danger/i.test(text));
  expect(new Set(waiting.flatMap(({ to }) => to))).toEqual(new Set([admin]));
});
