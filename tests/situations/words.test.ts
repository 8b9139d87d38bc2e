/** Words that readers stumbled over: what an email and a cell say, as a counselor reads them, and someone looking over a shoulder. */

import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, closing, edit, fault, first, minutes, rowan, submit, tick } from "../day/events";
import {
  actOf,
  kinds,
  type Mail,
  mails,
  mailTo,
  type Output,
  onlyCase,
  recipients,
  wordsIn,
} from "../day/look";
import { alternate, contact, contactsRow, lead, teacher } from "../day/people";
import { situation } from "../day/situation";

function only(inbox: readonly Mail[], kind: string): string {
  const [mail] = mails({ inbox }, kind);
  if (mail === undefined) throw new Error(`no mail ${kind}`);
  return mail.text;
}

test("a level that someone raised by hand is not said to be reported", async () => {
  const out = await situation("records/raised-by-hand");
  const raised = only(mailTo(out, contact), "case-raised");
  expect(raised).toContain("Level: Suspected victim, because someone who works on the case raised");
  expect(raised).not.toContain("as reported");
});

test("a case that was closed before its first mail went out gets none, and no call is asked for; one acknowledged before it was asked is not asked", async () => {
  const refused = fault("MailApp.sendEmail", 1, "Service error");
  const out = await playDay([
    refused,
    submit(),
    ...closing(first, "entered-by-mistake"),
    { advance: "PT30M" },
  ]);
  expect(onlyCase(out)["status"]).toBe("closed");
  expect(kinds(out.inbox)).toEqual(["closing-asked", "closing-agreed"]);
  const day = await Day.begin();
  day.play(submit(), { advance: "PT3H45M" }, tick(call));
  day.allowMail(0);
  day.play(minutes(20), edit({ acknowledged: true }));
  day.allowMail(1_500);
  expect(mails(day.play(minutes(30)), "case-escalated")).toEqual([]);
});

test("of a lead who is away, whoever stands in is told of what has to be looked at, and the contact reads so", async () => {
  const contacts = demoDirectory.contacts.map((row) =>
    row.role === "district lead" ? { ...row, awayFrom: "2026-08-30", awayTo: "2026-09-05" } : row,
  );
  const directory = { contacts: [...contacts, contactsRow("alternate lead", alternate)] };
  const out = await playDay([submit({ school: "Elsewhere High", factors: [] })], { directory });
  expect(only(mailTo(out, contact), "case-opened")).toContain("The alternate lead is told as well");
});

test("an agency without a number is not given 911 as its own, in the row and in the mails", async () => {
  const contacts = demoDirectory.contacts.filter(({ role }) => role !== "law enforcement");
  const directory = { ...demoDirectory, contacts };
  const out = await playDay([submit({ concerns: ["suspected-victim"], reporterEmail: teacher })], {
    directory,
  });
  const words = "Town Police Department (no number in Contacts, in an emergency 911)";
  expect(actOf(out, "involve-law-enforcement")?.["call"]).toBe(words);
  expect(wordsIn(out, "Checklist")).not.toContain("Department 911");
  expect(only(out.inbox, "case-opened")).toContain(words);
  expect(only(out.inbox, "reporter-duty")).toContain(
    "or Town Police Department (we do not have the number, in an emergency 911)",
  );
  expect(mailTo(out, contact)[0]?.html).toContain('href="tel:911"');
});

test("the morning's mail has the number beside each call that is late, and none that only a factor calls for", async () => {
  const day = await Day.begin();
  const factors = ["controlled-or-groomed", "law-enforcement-involvement", "frequently-absent"];
  day.play(submit({ factors }), { advance: "PT10M" });
  day.sleep("PT22H");
  const text = only(mailTo(day.play({ advance: "PT50M" }), contact), "digest");
  expect(text).toMatch(
    /Late: Call child and family services, was due .*\n {2}Child and Family Services \(415\) 473-7153/,
  );
  expect(text).not.toContain("555-0112");
});

// What mails say is new, and was so before; what has to be looked at again; a reporter who cannot be mailed. Names in other spellings: case/perhaps-same.

const student = { ...rowan, studentName: "Robin Vale", factors: [] };
const victim = { submit: { ...student, concerns: ["suspected-victim"] } };
const of = (more: object) => ({ submit: { ...victim.submit, ...more } });
const recruiter = { submit: { ...student, concerns: ["recruiting-or-exploiting"] } };
const texts = (out: Output, kind: string) => mails(out, kind).map(({ text }) => text);

test("no reminder says of what was so before that it is new; the mail of the rise itself does", async () => {
  const isNew = /New: the student is now/;
  const out = await playDay([recruiter, victim, { advance: "PT3H" }, of({ concerns: [] })]);
  const [raised = ""] = texts(out, "case-raised");
  expect(raised).toMatch(isNew);
  expect(raised.split("\n")[0]).toBe(
    "Another report has changed a case of yours. Please read this to the end.",
  );
  for (const kind of ["call-overdue", "case-escalated", "report-added"]) {
    expect(texts(out, kind).length, kind).toBeGreaterThan(0);
    for (const text of texts(out, kind)) expect(text, kind).not.toMatch(isNew);
  }
});

test("a consequence that a student got who may be a victim after all is looked at again", async () => {
  const out = await playDay([
    recruiter,
    edit({ mayBeVictim: "no" }),
    // The consequence waits for the lead's own tick.
    tick("tell-title-ix-coordinator", { done: true }, "lead"),
    tick("school-consequence"),
    victim,
  ]);
  expect(actOf(out, "school-consequence")).toMatchObject({ done: true });
  expect(texts(out, "case-raised")[0]).toMatch(
    /Marked as done: .*onsequence.* look at it again today/,
  );
});

const outside = "kim@private.example";
const within = "kim@district.example";
test.each([
  ["outside the district, known to", "lead", lead, outside],
  ["outside the district, known to", "contact", contact, outside],
  ["refused by Google, known to", "lead", lead, within],
  ["refused by Google, known to", "contact", contact, within],
])(
  "a reporter who cannot be mailed, %s %s: %s is told, without name or address",
  async (_, reporterKnownTo, to, reporterEmail) => {
    const fault = { call: "MailApp.sendEmail", nth: 2, when: "before", error: "Invalid email: x" };
    const sent = of({ reporterName: "Kim Reporter", reporterEmail, reporterKnownTo });
    const refused = reporterEmail === within ? [{ fault }] : [];
    const out = await playCleanDay([...refused, sent, minutes(20)]);
    const told = mails(out, "reporter-not-reminded");
    expect(recipients(told)).toEqual([to]);
    expect(told[0]?.text).not.toMatch(/Kim|kim@|Robin|730194/);
    expect(mails(out, "reporter-duty")).toEqual([]);
  },
);
