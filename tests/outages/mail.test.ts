/** Email that is slow, or an account that may send no more: everyone is told as soon as possible, and no one twice. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { fault, minutes, report } from "../day/events";

const second = 1_000;

const sent = (index: number) =>
  report({
    studentName: `Student ${index}`,
    studentId: String(500_000 + index),
    reporterEmail: `teacher${index}@district.example`,
  });

/** Who was told of which case, as often as it was. */
const told = (day: Day) =>
  day.out().inbox.map((mail) => `${mail.to.join()} ${mail.message} ${mail.case}`);

test("where each mail takes half a minute, no run lasts past its six minutes and no one is told twice", async () => {
  const day = await Day.betweenTicks();
  const reports = 10;
  for (let index = 0; index < reports; index += 1)
    day.play({ loseTrigger: { submit: sent(index) } });
  day.workspace.atCall(
    ({ path }) => {
      if (path === "MailApp.sendEmail") day.workspace.clock.pass(30 * second);
      return false;
    },
    () => undefined,
  );
  day.play(minutes(45));
  // The contact and the reporter, of each.
  const all = told(day);
  expect(new Set(all).size).toBe(2 * reports);
  expect(all).toHaveLength(2 * reports);
  expect(day.workspace.errors.map(({ error }) => error)).toEqual([]);
});

test("what Google says of an address that it refuses is kept nowhere: it may be a reporter's", async () => {
  const day = await Day.betweenTicks();
  const says = [
    "Exception: Invalid email: teacher1@district.example",
    "Exception: Failed to send email: no recipient teacher1@district.example",
    "Exception: The address teacher1@district.example does not take part",
    "Exception: You do not have permission to write to teacher1@district.example",
    "Exception: Service error: Gmail, teacher1@district.example",
  ];
  for (const error of says) {
    const named = { ...sent(1), reporterKnownTo: "lead" };
    day.play(fault("MailApp.sendEmail", 2, error), { submit: named });
    const waiting = day.rows("outbox");
    const codes = waiting.flatMap(({ cells: { lastError = null } }) => lastError ?? []);
    expect(codes.length, error).toBeGreaterThan(0);
    for (const code of codes) expect(String(code)).toMatch(/^[a-z-]+$/);
    for (const tab of ["outbox", "activity", "cases", "reports"] as const) {
      const rows = JSON.stringify(day.rows(tab));
      expect(rows).not.toContain("teacher1@");
      expect(rows).not.toContain("Exception");
    }
    day.play(minutes(15));
  }
});
