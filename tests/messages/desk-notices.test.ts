/**
 * When leads and admins are told what needs fixing: together after an hour and not again within a week; if urgent, immediately and then
 * daily.
 */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, fault, reportOn, setUp } from "../day/events";
import { expectNoStudentData, mails, mailTo, recipients } from "../day/look";
import { admin, backup, contact, lead } from "../day/people";

test("what is found within an hour goes out in one email, and is not repeated within a week", async () => {
  const day = await Day.begin();
  const told = () => mailTo(day.out(), lead).filter(({ message }) => message === "desk-notice");
  day.play(editContacts(backup, { mayOpen: false }), { advance: "PT2H" });
  const before = told().length;
  const driveOff = { account: { turnOffService: "Drive" } };
  day.play(driveOff, editContacts(backup, { mayOpen: true }), { advance: "PT5H" });
  expect(told()).toHaveLength(before + 1);
  const text = told().at(-1)?.text;
  expect(text).toMatch(/SERVICE OF GOOGLE/);
  expect(text).toMatch(/WHO CAN OPEN A REGISTER NOW/);
  day.sleep("P2D");
  day.play({ advance: "PT2H" });
  expect(told()).toHaveLength(before + 1);
});

test("an urgent one goes out within the hour and daily until it is fixed, and at once when it comes again", async () => {
  const day = await Day.begin();
  const told = () => mails(day.out(), "form-closed").filter(({ to }) => to.includes(lead)).length;
  day.play({ form: { unpublish: true } }, { advance: "PT65M" });
  expect(told()).toBe(1);
  day.play({ advance: "PT5H" });
  expect(told()).toBe(1);
  day.play({ advance: "P1D" });
  expect(told()).toBe(2);
  day.play(setUp, { advance: "PT65M" }, { form: { unpublish: true } }, { advance: "PT65M" });
  expect(told()).toBe(3);
});

test("someone whom Google refuses to email about an open case: lead and admin are told at once", async () => {
  const day = await Day.begin();
  day.play(
    fault("MailApp.sendEmail", 1, "Invalid email: contact@district.example"),
    reportOn("Alex Doe", "1001"),
  );
  const out = day.play({ advance: "PT15M" });
  const told = mails(out, "contact-not-emailed");
  expect(recipients(told)).toEqual([admin, lead]);
  for (const { text } of told) expect(text).toMatch(/26-0001[\s\S]*contact@district\.example/);
  expectNoStudentData(told, ["Alex Doe", "1001"]);
  expect(Object.keys(day.memory().get("told"))).toContain(`contact-not-emailed ${contact}`);
  expect(mails(out, "case-opened").flatMap(({ to }) => to)).toContain(contact);
});

test("told is remembered only once the email is queued", async () => {
  const day = await Day.begin();
  const known = () => Object.keys(day.memory().get("told")).includes("form-closed");
  day.play({ form: { unpublish: true } }, fault("Sheets.Spreadsheets.batchUpdate", 300));
  day.play({ advance: "PT65M" });
  expect([known(), mails(day.out(), "form-closed")]).toEqual([false, []]);
  day.workspace.disarm();
  day.play({ advance: "PT65M" });
  expect([known(), recipients(mails(day.out(), "form-closed"))]).toEqual([true, [admin, lead]]);
});
