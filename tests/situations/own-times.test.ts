/** A county whose document has times and conditions of its own: what is due when, what is reminded of, and what comes onto a checklist later. */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { edit, submit, tick } from "../day/events";
import { actIdsOf, actsOf, mails, mailTo, type Output, type Row, wordsIn } from "../day/look";
import { contact } from "../day/people";

const protocol = "tests/packs/quillwater-next.ts";
const sent = (answers: object = {}) =>
  submit({
    studentName: "Rowan Elm",
    studentId: "730195",
    grade: "10",
    facts: "Works at night, and a car waits outside.",
    learnedAt: "2026-09-01T08:30:00-07:00",
    factors: ["works-at-night"],
    ...answers,
  });
const day = (...events: readonly unknown[]) => playDay(events, { protocol });
const rowsOf = (out: Output, id: string): readonly Row[] =>
  actsOf(out).filter(({ act }) => act === id);
const rowOf = (out: Output, id: string): Row | undefined => rowsOf(out, id)[0];
/** To the minute, as UTC. */
const dueOf = (out: Output, id: string) => String(rowOf(out, id)?.["due"]).slice(0, 16);
const lastMail = (out: Output, kind: string) =>
  mailTo(out, contact)
    .filter(({ message }) => message === kind)
    .pop()?.text ?? "";

describe("the document's own times", async () => {
  const out = await day(
    sent(),
    { advance: "PT40M" },
    edit({ acknowledged: true }),
    tick("ring-youth-safety"),
    tick("review-with-county"),
    { advance: "P1D" },
  );

  test("half an hour, the same day, a day: counted from when the case has the act", () => {
    expect(out.errors).toEqual([]);
    expect(dueOf(out, "adult-at-side")).toBe("2026-09-01T16:30");
    expect(dueOf(out, "tell-harbor")).toBe("2026-09-02T16:00");
    // The last minute of the day there.
    expect(dueOf(out, "see-student")).toBe("2026-09-02T06:59");
    expect(dueOf(out, "ring-marshal")).toBe("2026-09-02T06:59");
    expect(dueOf(out, "write-to-youth-safety")).toBe("2026-09-02T03:30");
  });

  test("the first mail says them, a call that has time yet with its number, after those of now", () => {
    const text = lastMail(out, "case-opened");
    expect(text).toContain("Level: Red stage, because one of the grave signs was reported");
    expect(text).toContain("By Tue Sep 1, 9:30 AM: Within 30 minutes, an adult");
    expect(text).toContain("By Wed Sep 2, 9:00 AM: Within 24 hours, tell the harbor house.");
    expect(text).toMatch(/CALL NOW\n\n1\. Ring the youth safety line now\./);
    expect(text).toMatch(/2\. By Tue Sep 1: Ring the marshal the same day\.\n {3}Town Police/);
    expect(text).toContain("By Tue Sep 22: Review the case every 21 days");
  });

  test("a call with a time of its own is reminded of once that is over, and not before", () => {
    const reminders = mails(out, "call-overdue");
    expect(reminders.length).toBeGreaterThan(0);
    for (const { at, text } of reminders) {
      expect(Date.parse(at)).toBeGreaterThan(Date.parse("2026-09-02T06:59:00Z"));
      expect(text).toMatch(/CALL NOW\n\n1\. Ring the marshal the same day\./);
    }
  });

  test("the county's 21 days win over the district's 14", () => {
    expect(dueOf(out, "review-with-county")).toBe("2026-09-22T16:40");
    expect(rowOf(out, "review-with-county")).toMatchObject({ state: "open", done: false });
  });
});

describe("a time that an answer brings forward", async () => {
  const out = await day(
    sent(),
    { advance: "PT40M" },
    edit({ acknowledged: true }),
    tick("ring-youth-safety"),
    { advance: "PT20M" },
    sent({ immediateDanger: "yes" }),
  );

  test("in danger the marshal is called at once", () => {
    expect(dueOf(out, "ring-marshal")).toBe("2026-09-01T17:00");
    expect(lastMail(out, "report-danger") || lastMail(out, "report-added")).toMatch(
      /CALL NOW[\s\S]*Call 911 immediately/,
    );
  });

  test("a call that was made before the danger, by a time ahead, is owed again", async () => {
    const after = await day(
      sent(),
      edit({ acknowledged: true }),
      tick("ring-marshal", { alreadyMade: true, madeBy: "A teacher" }),
      { advance: "PT1H" },
      sent({ immediateDanger: "yes" }),
      { advance: "PT20M" },
    );
    const rows = rowsOf(after, "ring-marshal");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({ state: "open" });
    expect(after.activity.some(({ what }) => what === "danger-asked")).toBe(true);
  });

  test("a rise does it too", async () => {
    const risen = await day(
      sent(),
      { advance: "PT1H" },
      sent({ concerns: ["established-trafficked"] }),
    );
    expect(dueOf(risen, "ring-marshal")).toBe("2026-09-01T17:00");
  });
});

describe("a step for some students alone", async () => {
  const first = [sent(), { advance: "PT20M" }, edit({ acknowledged: true })];
  const before = await day(...first);
  const joined = [...first, sent({ parentMayBeInvolved: "yes" })];

  test("is not on the checklist where nobody says that it applies", () => {
    expect(actIdsOf(before)).not.toContain("agree-collecting");
    expect(actIdsOf(before)).not.toContain("ask-adult");
    expect(actIdsOf(before)).toContain("refer-advocate");
    for (const { what } of actsOf(before)) expect(what).not.toBe("");
  });

  test("comes when a report says so", async () => {
    const out = await day(...joined);
    expect(rowOf(out, "agree-collecting")).toMatchObject({
      state: "open",
      what: "Agree with the youth safety line who may collect the student. Call: Youth safety line (555) 555-0142.",
    });
  });

  test("comes when somebody answers, and the one for the others does not apply, with its reason", async () => {
    const out = await day(...first, edit({ isAdult: "yes" }));
    expect(rowOf(out, "ask-adult")).toMatchObject({ state: "open" });
    expect(rowOf(out, "refer-advocate")).toMatchObject({ state: "not-applicable" });
    const reason = "Does not apply as the case stands: the student is 18 or over.";
    expect(wordsIn(out, "Checklist")).toContain(reason);
    const back = await day(...first, edit({ isAdult: "yes" }), edit({ isAdult: "no" }));
    expect(rowOf(back, "refer-advocate")).toMatchObject({ state: "open" });
    expect(wordsIn(back, "Checklist")).not.toContain(reason);
    expect(rowOf(back, "ask-adult")).toMatchObject({ state: "not-applicable" });
  });

  test("what was done stays done", async () => {
    const out = await day(...first, tick("refer-advocate"), edit({ isAdult: "yes" }));
    expect(rowOf(out, "refer-advocate")).toMatchObject({ state: "done" });
  });

  test("no mail names it, since that would tell what was answered; its time is there", async () => {
    const out = await day(...joined, edit({ isAdult: "yes" }), { advance: "P2D" });
    for (const { text } of out.inbox) expect(text).not.toMatch(/collect the student|advocate/i);
    expect(lastMail(out, "case-opened")).toMatch(
      /By Wed Sep 2, 9:00 AM: Within 24 hours, .*\n\n7\. By then: An act that only the register names\./,
    );
    const child = await day(...first, { advance: "P1D" });
    expect(lastMail(child, "digest")).toContain(
      "An act that only the register names, by Wed Sep 2",
    );
  });
});
