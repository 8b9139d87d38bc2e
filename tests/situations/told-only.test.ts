/** Who is told only: once of a case that opens, rises or comes to their school, its reference and level and no more. Nothing waits for them. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import {
  ash,
  call,
  editOf,
  first,
  menu,
  minutes,
  reportOn,
  rowan,
  submit,
  tick,
} from "../day/events";
import { mails, mailTo, openers, recipients, wordsOf } from "../day/look";
import { backup, contact, contactsRow, demoAnd, lead, principal } from "../day/people";

const dean = "dean@district.example";
const alike = {
  subject: "Student safety case 26-000N: for your information",
  text: `For your information. You are not asked to do anything.

Case: 26-000N
Level: LEVEL

The people who act on the case have their own emails. You get another one only if the level rises.

Please do not ask anyone whom it is about. Your own duty to report remains (PC 11166).

Please do not reply with anything about a student. This is not legal advice.
`,
};

test("reference and level, once for each rise; no drill, no danger, no register", async () => {
  const directory = demoAnd(
    contactsRow("told only", principal, { school: rowan.school }),
    contactsRow("Told only", dean, { mayOpen: false }),
  );
  const day = await Day.begin({ directory });
  const drill = { submit: { school: rowan.school, studentName: "{drill}" } };
  const low = { factors: ["frequently-absent"] };
  const { inbox } = day.playClean(
    submit({ ...low, immediateDanger: "yes" }),
    minutes(90),
    submit(low),
    tick(call),
    submit(),
    editOf(first, { raiseLevelTo: "suspected-victim", raiseReason: "She said so." }, "contact"),
    reportOn(ash.studentName, ash.studentId, { school: "South Middle" }),
    editOf("26-0002", { school: rowan.school }, "lead"),
    editOf("26-0002", { assignedTo: principal }, "lead"),
    editOf(first, { dangerOver: true }, "contact"),
    reportOn("Hazel Wood", "730197", { school: "South Middle" }),
    menu("drill", undefined, "admin"),
    drill,
    minutes(20),
  );
  // The last emails of the day are for danger: who is told only waits.
  const out = day.playClean(
    { account: { mailQuota: inbox.length + 4 } },
    reportOn("Lou Lake", "730198", { immediateDanger: "yes" }),
  );
  const got = (who: string) =>
    mailTo(out, who).map((mail) => {
      const [, level = ""] = /\nLevel: (.*)\n/.exec(mail.text) ?? [];
      const reference = mail.case ?? "";
      const { subject, text } = mail;
      const plain = (words: string) => words.replace(reference, "26-000N").replace(level, "LEVEL");
      expect({ subject: plain(subject), text: plain(text) }).toEqual(alike);
      expect(mail.html).not.toMatch(/href=|Rowan|North|730194|danger/i);
      return [reference, level];
    });
  const rises = ["Below threshold", "At risk", "Suspected victim"].map((one) => [first, one]);
  const second = ["26-0002", "At risk"];
  expect(got(principal)).toEqual([...rises, second]);
  expect(got(dean)).toEqual([...rises, second, ["26-0003", "At risk"]]);
  const urgent = mails(out, "case-opened").filter((mail) => mail.case === "26-0005");
  expect(recipients(urgent)).toEqual([backup, contact, lead]);
  for (const file of ["main", "sealed", "form"])
    expect(openers(out, file).filter((who) => /principal|dean/.test(who))).toEqual([]);
  // The tick that gives nothing is named; the case is assigned to no one who cannot open it.
  expect(day.read("runCheck")).toMatch(/Contacts row 11 \(May open\)/);
  expect(out.cases.map((one) => one["contact"])).not.toContain(principal);
  // Emails about danger name those who are asked: none of them is told only.
  for (const mail of mails(out, "case-opened")) expect(wordsOf(mail)).not.toMatch(/told only/i);
});
