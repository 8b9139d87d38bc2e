/** The two days that the project was given as examples, played whole. */
import { describe, expect, test } from "vitest";
import { actsOf, expectNoStudentData, mailTo, onlyCase } from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

describe("a first report", async () => {
  const out = await situation("shared/first-report");

  test("opens one at-risk case and nothing goes wrong", () => {
    expect(onlyCase(out)).toMatchObject({
      register: "main",
      case: "26-0001",
      level: "at-risk",
      protocols: ["at-risk"],
      status: "open",
      student: "Alex Doe",
      studentId: "1001",
      school: "North High",
      reports: 1,
      reviewReasons: [],
      acknowledged: true,
    });
  });

  test("is kept whole, and its written report is due 36 hours after the reporter learned of it", () => {
    expect(out.reports).toHaveLength(1);
    expect(out.reports[0]).toMatchObject({
      part: 1,
      case: "26-0001",
      facts: "An older man waits outside the gate and goes through her phone.",
      learnedAt: "2026-09-01T15:30:00.000Z",
      writtenReportDue: "2026-09-03T03:30:00.000Z",
    });
  });

  test("sends one mail, to the contact, within a minute and without student data", () => {
    expect(out.inbox).toHaveLength(1);
    const [mail] = out.inbox;
    expect(mail).toMatchObject({ to: [contact], case: "26-0001" });
    const waited = Date.parse(mail?.at ?? "") - Date.parse("2026-09-01T16:00:00Z");
    expect(waited).toBeLessThan(60_000);
    expectNoStudentData(out.inbox, ["Alex", "Doe", "1001", "North High", "older man", "her phone"]);
  });

  test("stores what the contact edits", () => {
    expect(actsOf(out)[0]).toMatchObject({ done: true, agencyReference: "CFS-0042" });
  });
});

describe("two teachers", async () => {
  const out = await situation("shared/two-teachers");

  test("leave two reports, none doubled, the one with the lost trigger taken in by a tick", () => {
    expect(out.reports.map(({ facts, part }) => [facts, part])).toEqual([
      ["Gone every Monday.", 1],
      ["New friends who are much older.", 1],
    ]);
    const joined = out.runs.filter(
      ({ event, function: name, calls }) =>
        event === 5 && name === "onClock" && calls.byName["MailApp.sendEmail"] !== undefined,
    );
    expect(joined.length).toBeGreaterThan(0);
  });

  test("get every message that was queued, the refused one by a later tick", () => {
    const outbox = out.cells?.["Outbox"] ?? [];
    const attempts = outbox.flat().filter((cell) => cell?.value === 2);
    expect(attempts.length).toBeGreaterThan(0);
    const refused = out.runs.findIndex(
      ({ event, calls }) => event === 5 && calls.byName["MailApp.sendEmail"] !== undefined,
    );
    const later = out.runs
      .slice(refused + 1)
      .some(({ calls }) => calls.byName["MailApp.sendEmail"] !== undefined);
    expect(later).toBe(true);
    // Reminders of the day between come on top; what the two reports say is said once each.
    const ofReports = mailTo(out, contact).map(({ message }) => message);
    for (const kind of ["case-opened", "case-raised"]) {
      expect(ofReports.filter((message) => message === kind)).toHaveLength(1);
    }
    expectNoStudentData(out.inbox, ["Sam", "Roe", "2002", "South Middle", "Monday", "much older"]);
  });
});
