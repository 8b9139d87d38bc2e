/** The two days that the project was given as examples, played whole. */

import { expect, test } from "vitest";
import { first, minute } from "../day/events";
import { actsOf, expectNoStudentData, kinds, mailTo, onlyCase } from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

test("a first report opens one case at risk, is kept whole, and sends one mail within a minute; what the contact edits is stored", async () => {
  const out = await situation("shared/first-report");
  expect(onlyCase(out)).toMatchObject({
    ...{ register: "main", case: first, level: "at-risk", protocols: ["at-risk"], status: "open" },
    ...{ student: "Alex Doe", studentId: "1001", school: "North High" },
    ...{ reports: 1, reviewReasons: [], acknowledged: true },
  });
  // Due 36 hours after the reporter learned of it.
  const learnedAt = "2026-09-01T15:30:00.000Z";
  const writtenReportDue = "2026-09-03T03:30:00.000Z";
  const facts = "An older man waits outside the gate and goes through her phone.";
  expect(out.reports).toMatchObject([{ part: 1, case: first, facts, learnedAt, writtenReportDue }]);
  const [mail, ...others] = out.inbox;
  expect(mail).toMatchObject({ to: [contact], case: first });
  expect(others).toEqual([]);
  expect(Date.parse(mail?.at ?? "") - Date.parse("2026-09-01T16:00:00Z")).toBeLessThan(minute);
  expectNoStudentData(out.inbox, ["Alex", "Doe", "1001", "North High", "older man", "her phone"]);
  expect(actsOf(out)[0]).toMatchObject({ done: true, agencyReference: "CFS-0042" });
});

test("two teachers leave two reports, the one with the lost trigger taken in by a tick; every message goes out, the refused one later", async () => {
  const out = await situation("shared/two-teachers");
  expect(out.reports.map(({ facts, part }) => [facts, part])).toEqual([
    ["Gone every Monday.", 1],
    ["New friends who are much older.", 1],
  ]);
  const sending = out.runs.filter(({ calls }) => calls.byName["MailApp.sendEmail"] !== undefined);
  const ofTick = sending.filter((run) => run.event === 5 && run.function === "onClock");
  expect(ofTick.length).toBeGreaterThan(0);
  const outbox = out.cells?.["Outbox"] ?? [];
  expect(outbox.flat().filter((cell) => cell?.value === 2).length).toBeGreaterThan(0);
  expect(sending.findIndex(({ event }) => event === 5)).toBeLessThan(sending.length - 1);
  // Reminders of the day between come on top; what the two reports say is said once each.
  const ofReports = kinds(mailTo(out, contact)).filter((kind) =>
    /case-(opened|raised)/.test(kind ?? ""),
  );
  expect(ofReports).toEqual(["case-opened", "case-raised"]);
  expectNoStudentData(out.inbox, ["Sam", "Roe", "2002", "South Middle", "Monday", "much older"]);
});
