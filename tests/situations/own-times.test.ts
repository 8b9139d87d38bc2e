/**
 * A county whose document has times and conditions of its own: what is due when, what people are reminded of, and what is added to a
 * checklist later.
 */

import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { edit, minutes, submit, tick } from "../day/events";
import { actOf, mails, mailTo, type Output, wordsIn } from "../day/look";
import { contact } from "../day/people";

const protocol = "tests/packs/quillwater-next.ts";
const sent = (answers: object = {}) =>
  submit({
    ...{ studentName: "Rowan Elm", studentId: "730195", grade: "10", factors: ["works-at-night"] },
    ...{
      facts: "Works at night, and a car waits outside.",
      learnedAt: "2026-09-01T08:30:00-07:00",
    },
    ...answers,
  });
const begin = async (...events: readonly unknown[]) =>
  (await Day.begin({ protocol })).reach(...events);
/** To the minute, as UTC. */
const dueOf = (out: Output, id: string) => String(actOf(out, id)?.["due"]).slice(0, 16);
const stateOf = (out: Output, id: string) => actOf(out, id)?.["state"];
const lastMail = (out: Output, kind: string) =>
  mailTo(out, contact).findLast(({ message }) => message === kind)?.text ?? "";
const worked = [sent(), minutes(40), edit({ acknowledged: true }), tick("ring-youth-safety")];

describe("the document's own times", async () => {
  const day = await begin(...worked);
  const out = day.playClean(tick("review-with-county"), { advance: "P1D" });

  test("half an hour, the same day, a day: counted from when the case has the act", () => {
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
    expect(actOf(out, "review-with-county")).toMatchObject({ state: "open", done: false });
  });
});

test("danger brings a call forward that had the day, and it is said to be called now", async () => {
  const out = (await begin(...worked)).play(minutes(20), sent({ immediateDanger: "yes" }));
  expect(dueOf(out, "ring-marshal")).toBe("2026-09-01T17:00");
  expect(lastMail(out, "report-added")).toMatch(/CALL NOW[\s\S]*Call 911 immediately/);
});

describe("a step for some students alone", async () => {
  const begun = () => begin(sent(), minutes(20), edit({ acknowledged: true }));
  const adult = edit({ isAdult: "yes" });

  test("comes when a report says so; no mail names it, since that would tell what was answered; its time is there", async () => {
    const day = await begun();
    const joined = day.play(sent({ parentMayBeInvolved: "yes" }));
    const words = "Agree with the youth safety line who may collect the student.";
    expect(actOf(joined, "agree-collecting")).toMatchObject({
      ...{ state: "open", what: `${words} Call: Youth safety line (555) 555-0142.` },
    });
    day.every = 120;
    const out = day.play(adult, { advance: "P2D" });
    for (const { text } of out.inbox) expect(text).not.toMatch(/pick up the student|advocate/i);
    expect(lastMail(out, "case-opened")).toMatch(
      /By Wed Sep 2, 9:00 AM: Within 24 hours, .*\n\n7\. By then: A step that only the register names\./,
    );
  });

  test("comes when someone answers, and the one for the others does not apply, with its reason; and back", async () => {
    const day = await begun();
    const out = day.play(adult);
    expect(stateOf(out, "ask-adult")).toBe("open");
    expect(stateOf(out, "refer-advocate")).toBe("not-applicable");
    const reason = "Does not apply as the case stands: the student is 18 or over.";
    expect(wordsIn(out, "Checklist")).toContain(reason);
    const back = day.play(edit({ isAdult: "no" }));
    expect(stateOf(back, "refer-advocate")).toBe("open");
    expect(wordsIn(back, "Checklist")).not.toContain(reason);
    expect(stateOf(back, "ask-adult")).toBe("not-applicable");
    // What was done stays done.
    expect(stateOf(day.play(tick("refer-advocate"), adult), "refer-advocate")).toBe("done");
  });
});
