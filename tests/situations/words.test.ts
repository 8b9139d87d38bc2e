/** Words that somebody stumbled over: what a mail and a cell say, read as a counselor and over a shoulder. */

import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { refusalWords } from "../../src/case/edits/typed-inputs";
import { statusWords } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day, playDay } from "../day/day";
import { call, closing, edit, fault, first, minutes, submit, tick } from "../day/events";
import { actOf, type Mail, mails, mailTo, onlyCase, wordsIn } from "../day/look";
import { alternate, contact, contactsRow, lead, teacher } from "../day/people";
import { situation } from "../day/situation";

function only(inbox: readonly Mail[], kind: string): string {
  const [mail] = mails({ inbox }, kind);
  if (mail === undefined) throw new Error(`no mail ${kind}`);
  return mail.text;
}

test("a level that someone raised by hand is not said to be reported; one whose ground is gone applied before", async () => {
  const out = await situation("records/raised-by-hand");
  const raised = only(mailTo(out, contact), "case-raised");
  expect(raised).toContain("Level: Suspected victim, because someone who works on the case raised");
  expect(raised).not.toContain("as reported");
  const reason = { withdrawFactor: "frequently-absent", withdrawReason: "Another student." };
  const withdrawn = await playDay([
    submit({ factors: ["frequently-absent", "substance-abuse-history"] }),
    edit(reason, "lead"),
    { advance: "PT5H" },
  ]);
  expect(only(withdrawn.inbox, "case-escalated")).toContain(
    "At risk, because it applied before and a level never goes down",
  );
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
  expect(out.inbox).toEqual([]);
  const day = await Day.begin();
  day.play(submit(), { advance: "PT3H45M" }, tick(call));
  day.allowMail(0);
  day.play(minutes(20), edit({ acknowledged: true }));
  day.allowMail(1_500);
  expect(mails(day.play(minutes(30)), "case-escalated")).toEqual([]);
});

test.each<[string, RegExp, string, string | null]>([
  ["whoever stands in for a lead who is away", /district lead/, contact, "alternate"],
  ["no one else where the lead reads it", /contact$/, lead, null],
])("who is told of what has to be looked at is %s", async (_name, roles, reader, told) => {
  const contacts = demoDirectory.contacts.map((row) =>
    roles.test(row.role) ? { ...row, awayFrom: "2026-08-30", awayTo: "2026-09-05" } : row,
  );
  const more = told === null ? [] : [contactsRow("alternate lead", alternate)];
  const directory = { contacts: [...contacts, ...more] };
  const out = await playDay([submit({ school: "Elsewhere High", factors: [] })], { directory });
  const [, said = null] =
    /The (\w+) lead is told as well/.exec(only(mailTo(out, reader), "case-opened")) ?? [];
  expect(said).toBe(told);
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

test("two calls to one number are said to be one call on the phone", async () => {
  const out = await playDay([submit(), submit({ concerns: ["suspected-victim"] })]);
  const raised = only(out.inbox, "case-raised");
  expect(raised).toContain("- Call 3: One call is enough for this and for call 1. Tick both.");
  expect(raised).not.toContain("Call 2: One call");
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

test("what a refused cell tells people to fill in is there to be filled in", () => {
  const headers = Object.values(tabs).flatMap(({ columns }) => columns.map(({ header }) => header));
  const offered = new Set<string>([...headers, ...Object.values(statusWords)]);
  const quoted = Object.values(refusalWords()).flatMap((words) => words.match(/“[^”]+”/g) ?? []);
  const names = quoted.map((one) => one.slice(1, -1));
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((one) => !offered.has(one))).toEqual(["no reasonable suspicion"]);
});
