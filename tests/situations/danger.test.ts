/** Days with immediate danger (issue 12): each report of it is an event, and only a ticked call ends the asking. */
import { describe, expect, test } from "vitest";
import { playCleanDay } from "../day/day";
import { editOf, reportOn, tick, tickOf } from "../day/events";
import { mailTo, onlyCase, wordsOf } from "../day/look";
import { admin, backup, contact, lead } from "../day/people";

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

describe("several dangers that one person acknowledged, no call on record", async () => {
  // A call that is ticked ends the asking; the other call of that case is reminded of as in every case.
  const names = ["Rowan Pine", "Ash Grove", "Wren Lake", "Linden Hill"];
  const references = names.map((_, at) => `26-000${at + 1}`);
  const [first = "", second = ""] = references;
  const call = (reference: string) =>
    tickOf(reference, "involve-law-enforcement", { done: true }, "contact");
  const out = await playCleanDay(
    [
      ...names.map((name, at) => reportOn(name, `73019${at}`, { immediateDanger: "yes" })),
      ...references.map((reference) => editOf(reference, { acknowledged: true }, "contact")),
      { advance: "PT70M" },
      call(first),
      { advance: "PT65M" },
      call(second),
      ...references.slice(2).map(call),
      { advance: "PT4H" },
    ],
    {},
    { isEachTick: true },
  );
  const acknowledgedAt = Math.max(
    ...out.activity
      .filter(({ column }) => column === "acknowledged")
      .map(({ at }) => Date.parse(String(at))),
  );
  const asked = out.inbox.filter(({ message }) => message === "dangers-without-call");
  const minutes = (at: string | null) =>
    Math.floor((Date.parse(at ?? "") - acknowledgedAt) / 300_000) * 5;
  const to = (who: string) => asked.filter((mail) => mail.to.includes(who));

  test("each person gets one mail at a time, which names all of theirs that wait for a call", () => {
    const own = to(contact);
    expect(own.map(({ at, cases }) => [minutes(at), cases])).toEqual([
      ...[15, 30, 45, 60].map((at) => [at, references]),
      [120, references.slice(1)],
    ]);
    const alone = mailTo(out, contact).filter(
      ({ message, at }) => message === "call-overdue" && minutes(at) < 70,
    );
    expect(alone).toEqual([]);
  });

  test("after half an hour everybody who may know is asked once more, in one mail too", () => {
    for (const who of [backup, lead]) {
      expect(to(who).map(({ at, cases }) => [minutes(at), cases])).toEqual([[30, references]]);
    }
  });
});
