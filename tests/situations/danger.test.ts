/**
 * Days with immediate danger: each report of it is an event, only a ticked call ends the asking, and somebody who can be reached is asked
 * whatever happens to people's accounts (design 2.18).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Day, playCleanDay } from "../day/day";
import { call, fault, minute, minutes, reportOn, tick, tickOf, update } from "../day/events";
import { mails, type Output, onlyCase, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";
import { isEveryPoint } from "../every-point";

const danger = reportOn("Rowan Pine", "730194", { immediateDanger: "yes" });
const calm = reportOn("Rowan Pine", "730194", { immediateDanger: "no" });
const acknowledge = { edit: { case: "26-0001", set: { acknowledged: true } }, as: "backup" };
const all = [contact, backup, lead];

describe("a second report of danger after the first was seen to", async () => {
  const out = await playCleanDay([
    danger,
    { advance: "PT10M" },
    acknowledge,
    tick("call-child-and-family-services"),
    tick("involve-law-enforcement"),
    { advance: "PT1H" },
    { edit: { case: "26-0001", set: { dangerOver: true } }, as: "contact" },
    { advance: "PT10M" },
    calm,
    { advance: "PT30M" },
    danger,
    { advance: "PT20M" },
  ]);
  const fromSecond = out.inbox.filter(({ at }) => at > "2026-09-01T17:45");

  test("between them it is quiet, and the report that says no speaks of no danger", () => {
    const between = out.inbox.filter(
      ({ at }) => at > "2026-09-01T16:05" && at < "2026-09-01T17:45",
    );
    expect(between.map(({ message, to }) => [message, to.join()])).toEqual([
      ["report-added", contact],
    ]);
    for (const mail of between) expect(wordsOf(mail)).not.toMatch(/immediate danger/i);
  });

  test("the calls are owed again, and the acknowledgement is asked for again", () => {
    expect(onlyCase(out)).toMatchObject({
      acknowledged: false,
      acknowledgedBy: null,
      dangerOver: false,
      reports: 3,
    });
    const again = out.checklist.filter(({ done, call, due }) => !done && call !== null && due);
    expect(again.map(({ act, due }) => [act, due])).toEqual([
      ["involve-law-enforcement", onlyCase(out)["dangerSince"]],
      ["update-child-and-family-services", onlyCase(out)["dangerSince"]],
      ["submit-mandated-report", expect.any(String)],
    ]);
  });

  test("everybody is told at once, and asked again after fifteen minutes", () => {
    expect(fromSecond.map(({ message, to }) => [message, to.join()])).toEqual([
      ...all.map((to) => ["report-added", to]),
      ...[...all, admin].map((to) => ["case-escalated", to]),
    ]);
    expect(out.activity.map(({ what, from }) => [what, from])).toContainEqual([
      "acknowledgement-ended",
      backup,
    ]);
  });
});

test("an answer in another language counts as danger, and has to be looked at", async () => {
  const raw = (immediateDanger: unknown) => ({
    submit: { raw: { immediateDanger, school: "North High", facts: "Heard in the hall." } },
  });
  const out = await playCleanDay([raw("Sí, ahora mismo"), raw("No")]);
  expect(out.reports.map(({ immediateDanger }) => immediateDanger)).toEqual(["yes", "no"]);
  expect(out.cases[0]).toMatchObject({ reviewReasons: ["unread-immediateDanger"] });
  expect(out.inbox.filter((mail) => mail.case === "26-0001").map(({ to }) => to.join())).toEqual(
    all,
  );
});

test("in a sealed register its reader alone, and as often", async () => {
  const out = await playCleanDay([
    reportOn("Rowan Pine", "730194", { immediateDanger: "yes", recipientMayBeInvolved: "contact" }),
    { advance: "PT1H5M" },
  ]);
  expect(out.inbox.map(({ message, to }) => [message, to.join()])).toEqual([
    ["case-opened", lead],
    ...Array.from({ length: 4 }, () => ["case-escalated", lead]),
  ]);
  const isReported = out.inbox.map((mail) => /immediate danger was reported/i.test(wordsOf(mail)));
  expect(isReported).toEqual([true, false, false, false, false]);
  // A run of the clock that fills itself with a look at a file leaves it to the next one.
  const at = out.inbox.map((mail) => Date.parse(mail.at) / 60_000);
  const gaps = at.slice(1).map((minute, place) => minute - (at[place] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(15 + 5 + 5);
});

/** Emails about the case by which somebody is asked, from some minutes after the first on. */
const asking = ({ inbox }: Output, from = 0) => {
  const all = inbox.filter(
    ({ cases, message }) => cases.includes("26-0001") && message !== "digest",
  );
  const first = Date.parse(all[0]?.at ?? "");
  return all.flatMap(({ at, to, message }) => {
    const after = Math.round((Date.parse(at) - first) / minute);
    return after < from ? [] : to.map((who) => ({ after, who, message }));
  });
};
/** The longest time without an email to one of these people, in minutes. */
const longestGap = (
  all: ReturnType<typeof asking>,
  who: readonly string[],
  from: number,
  until: number,
) => {
  const times = all.flatMap((one) => (who.includes(one.who) ? one.after : []));
  const sorted = [from, ...times.filter((at) => at > from), until].sort((a, b) => a - b);
  return Math.max(...sorted.map((at, i) => at - (sorted[i - 1] ?? at)));
};

test("more reports of danger while the alarm runs: everybody hears of each at once, the pace goes on, one step of calling again names them all", async () => {
  const out = await playCleanDay(
    [danger, minutes(7), danger, minutes(12), danger, danger, danger, minutes(45)],
    {},
    { isEachTick: true },
  );
  expect(mails(out, "report-added").map(({ to }) => to.join())).toEqual(
    Array.from({ length: 4 }, () => all).flat(),
  );
  const rounds = new Set(
    asking(out)
      .filter(({ message }) => message === "case-escalated")
      .map(({ after }) => after),
  );
  // At 15, 30, 45 and 60 minutes after the first; the clock comes each five.
  expect([...rounds].map((at) => Math.floor(at / 15) * 15)).toEqual([15, 30, 45, 60]);
  const again = out.checklist.filter(({ act }) => act === update);
  expect(again.map(({ state }) => state)).toEqual(["open"]);
  expect(again[0]?.["what"]).toContain("Several reports say");
});

test("a danger that reaches us late says when it was reported and that it is late", async () => {
  const day = await Day.betweenTicks();
  const back = day.takeAway("main");
  day.play(danger, minutes(70));
  back();
  const out = day.play(minutes(30));
  for (const { text } of mails(out, "case-opened")) {
    expect(text).toMatch(/Reported Tue Sep 1, .* It reached the system late: Tue Sep 1/);
  }
  expect(mails(out, "case-opened")).toHaveLength(3);
});

test("who acknowledged loses the account: that acknowledgement does not count, and the others are asked", async () => {
  const out = await playCleanDay(
    [
      danger,
      minutes(10),
      { edit: { case: "26-0001", set: { acknowledged: true } }, as: "backup" },
      { account: { delete: backup } },
      { advance: "PT5H" },
    ],
    {},
    { isEachTick: true },
  );
  expect(onlyCase(out)).toMatchObject({ acknowledged: false });
  const ended = out.activity.find(({ what }) => what === "acknowledgement-ended");
  const at = (Date.parse(String(ended?.["at"])) - Date.parse(out.inbox[0]?.at ?? "")) / minute;
  expect(at).toBeLessThanOrEqual(75);
  expect(longestGap(asking(out), [contact, lead, admin], Math.round(at), 300)).toBeLessThanOrEqual(
    65,
  );
});

test("a reader who does a step of a sealed case is not asked for more, nor told that no one acknowledged it", async () => {
  const sealed = reportOn("Rowan Pine", "730194", {
    concerns: ["suspected-victim"],
    recipientMayBeInvolved: "contact",
  });
  const out = await playCleanDay(
    [
      sealed,
      minutes(30),
      tickOf("26-0001", call, { done: true }, "lead", "sealed"),
      { advance: "P1DT1H" },
    ],
    { directory: demoAnd(contactsRow("alternate lead", alternate)) },
    { every: 15 },
  );
  expect(mails(out, "case-escalated")).toEqual([]);
  for (const mail of mails(out, "digest")) expect(wordsOf(mail)).not.toMatch(/not acknowledged/i);
});

/** What may happen in ten hours, each at some minute. */
const happening = fc.record({
  at: fc.integer({ min: 0, max: 500 }),
  what: fc.constantFrom("delete", "acknowledge", "danger", "fault"),
  who: fc.constantFrom("contact", "backup", "lead"),
});

test("whatever accounts are deleted meanwhile, somebody who has one is asked within 65 minutes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 6 }), async (all) => {
      const day = await Day.betweenTicks();
      day.isEachTick = true;
      day.play(danger);
      const gone = new Map<string, number>();
      let now = 0;
      for (const { at, what, who } of [...all].sort((a, b) => a.at - b.at)) {
        if (at > now) day.play(minutes(at - now));
        now = Math.max(now, at);
        const address = `${who}@district.example`;
        if (what === "danger") day.play(danger);
        else if (what === "fault") day.play(fault("Sheets.Spreadsheets.batchUpdate", 2));
        else if (gone.has(address)) continue;
        else if (what === "delete") {
          day.play({ account: { delete: address } });
          gone.set(address, now);
        } else day.play({ edit: { case: "26-0001", set: { acknowledged: true } }, as: who });
      }
      const out = day.play(minutes(600 - now));
      const left = [contact, backup, lead, admin].filter((who) => !gone.has(who));
      // Within the hour the script learns who is gone; from then on nobody waits for them.
      const known = Math.min(600, Math.max(0, ...gone.values()) + 75);
      expect(longestGap(asking(out), left, known, 600)).toBeLessThanOrEqual(66);
    }),
    { numRuns: isEveryPoint ? 300 : 1, endOnFailure: true },
  );
});
