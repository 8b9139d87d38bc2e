/** A student's mailbox may be read by the person who exploits them: no reporter is emailed before the district has said whose is whose. */
import { expect, test } from "vitest";
import { Day, playCleanDay } from "../day/day";
import { edit, menu, minutes, report, submit } from "../day/events";
import { kinds, mails, mailTo, wordsOf } from "../day/look";
import { admin, contact, lead, teacher } from "../day/people";

const domains = "district.example";
const sent = (more: object = {}) =>
  submit({ reporterEmail: teacher, reporterKnownTo: "contact", ...more });
const toReporters = ["reporter-duty", "report-taken-on"];

test.each<[string, object, boolean]>([
  ["a domain", { domains, studentDomains: "students.district.example" }, true],
  ["beginnings alone", { domains, studentDomains: "stu*, s1*" }, true],
  ["none, attested", { domains, studentDomains: "None" }, true],
  ["nothing said", { domains, studentDomains: "" }, false],
  ["one entry of two unclear", { domains, studentDomains: "stu*, ^s[0-9]+@" }, false],
  ["none beside others", { domains, studentDomains: "none, stu*" }, false],
  ["the whole district's domain", { domains, studentDomains: domains }, false],
  ["the reporter's own domain", { domains, studentDomains: "none, district.example" }, false],
  ["a beginning that is the reporter's", { domains, studentDomains: "teach*" }, false],
])("students' addresses, %s: a reporter is emailed: %s", async (_name, settings, isEmailed) => {
  const events = [sent(), edit({ acknowledged: true })];
  const out = await playCleanDay(events, { directory: { settings } }, { isAsleep: true });
  expect(kinds(mailTo(out, teacher))).toEqual(isEmailed ? toReporters : []);
  expect(mails(out, "reporter-not-reminded").map(({ to }) => to)).toEqual(
    isEmailed ? [] : [[contact]],
  );
});

test("emptied later: nothing more goes to reporters, and who may know them is asked to tell them", async () => {
  const settings = { domains, studentDomains: "none" };
  const day = await Day.begin({ directory: { settings } });
  const quota = { account: { mailQuota: 0 } };
  day.play(
    quota,
    { submit: report({ reporterEmail: teacher }) },
    { edit: { tab: "settings", key: "studentDomains", set: { value: "" } }, as: "admin" },
    { account: { mailQuota: 1500 } },
    minutes(30),
    edit({ acknowledged: true }),
    minutes(10),
  );
  const out = day.out();
  expect(mailTo(out, teacher)).toEqual([]);
  expect(mails(out, "reporter-not-reminded").map(({ to }) => to)).toEqual([[lead]]);
});

test("Check and Go live say so until it is said", async () => {
  const pagesWith = async (studentDomains: string) => {
    const events = [menu("check"), menu("go-live", {}, "admin")];
    const directory = { settings: { domains, studentDomains } };
    return (await playCleanDay(events, { directory, live: false })).pages.map(({ text }) => text);
  };
  for (const text of await pagesWith("")) expect(text).toMatch(/so no reporter is emailed/);
  for (const text of await pagesWith("none")) expect(text).not.toMatch(/no reporter is emailed/);
});

test("the note to the contact names the reason without naming the address", async () => {
  const out = await playCleanDay([sent()], {
    directory: { settings: { domains, studentDomains: "" } },
  });
  const [told] = mails(out, "reporter-not-reminded").map(wordsOf);
  expect(told).toMatch(/Settings does not say yet which addresses are students/);
  expect(told).not.toContain(teacher);
  expect(mailTo(out, admin)).toEqual([]);
});
