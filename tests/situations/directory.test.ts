/** Whom a report reaches when the directory is short of people or full of mistakes. Somebody is told every time. */

import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playCleanDay } from "../day/day";
import { submit } from "../day/events";
import {
  cellsOf,
  expectNoStudentData,
  mailTo,
  onlyCase,
  told,
  wordsIn,
  wordsOf,
} from "../day/look";
import { admin, backup, contact, contactsRow, lead, teacher } from "../day/people";
import { situation } from "../day/situation";

test.each<[string, string, RegExp | null, string | null]>([
  [
    "school-without-contact",
    lead,
    /no designated contact for this school/,
    "no-designated-contact",
  ],
  ["no-contact-at-all", lead, /no designated contact/, "no-designated-contact"],
  ["all-empty", admin, /no one with an address/, "nobody-to-tell"],
  ["everyone-away", contact, /marked as away/, "everyone-away"],
  ["contact-away", backup, null, null],
  ["contact-back-today", contact, null, null],
  ["full-of-mistakes", contact, null, null],
])(
  "%s: %s is asked to act, with a number to call, and the case says what is missing",
  async (name, to, words, id) => {
    const out = await situation(`directory/${name}`);
    expect(onlyCase(out)).toMatchObject({ level: "at-risk", status: "open" });
    const [mail] = mailTo(out, to);
    expect(mail).toMatchObject({ message: "case-opened", case: "26-0001" });
    expect(mail?.text).toMatch(/CALL NOW\n\n1\. .*\n {3}.*\d{3}-\d{4}/);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High"]);
    if (id === null) expect(onlyCase(out)["reviewReasons"]).toEqual([]);
    else {
      expect(onlyCase(out)["reviewReasons"]).toContain(id);
      expect(wordsIn(out, "Cases")).toMatch(words ?? "");
    }
  },
);

test("each bad row is named beside it, with what to write, and no good row is", async () => {
  const out = await situation("directory/full-of-mistakes");
  const problems = out.contacts.map(({ problem }) => problem);
  const named = out.contacts.flatMap(({ name, role, problem }) =>
    problem === null ? [] : [name ?? role ?? "a row without either"],
  );
  expect(named).toEqual([
    "Wanda",
    "a row without either",
    "No Address",
    "Two Addresses",
    "designated contact",
    "Far Away",
    "Casey Contact",
    "CFS",
  ]);
  expect(
    problems.filter((problem) => problem !== null && !/^\S.*: \S/.test(String(problem))),
  ).toEqual([]);
});

test("immediate danger reaches the contact, the backup and the lead at once, and 911 comes first", async () => {
  const out = await situation("directory/immediate-danger");
  expect(told(out.inbox).sort()).toEqual(
    [backup, contact, lead].map((who) => ["case-opened", who]),
  );
  expect(out.runs.filter(({ event }) => event === 0)).toHaveLength(1);
  for (const { text } of out.inbox) expect(text).toMatch(/911[\s\S]*473-7153/);
});

test("a reporter inside the district is told of their own duty; one outside gets no mail", async () => {
  const out = await situation("directory/reporter-inside-and-outside");
  const [duty, ...more] = mailTo(out, teacher);
  expect(more).toEqual([]);
  expect(duty).toMatchObject({ message: "reporter-duty" });
  expect(duty?.text).toMatch(/\(415\) 473-7153/);
  expect(duty?.text).toMatch(/SS 8572/);
  expect(mailTo(out, "neighbor@elsewhere.example")).toEqual([]);
  expect(duty === undefined ? "" : wordsOf(duty)).not.toMatch(/26-000\d|docs\.google\.com/);
  const told = cellsOf(out).filter(({ value }) => value === "not told");
  expect(told).toHaveLength(1);
});

test("addresses that only look like the district's, in Contacts and from reporters, get nothing and open nothing; each is named", async () => {
  const outside = [
    "contact@district.example.evil.example",
    "contact@evil-district.example",
    "contact@district.example,outsider@elsewhere.example",
    "contact@district.example;outsider@elsewhere.example",
    "outsider,contact@district.example",
    "Casey <outsider@elsewhere.example> contact@district.example",
  ];
  const roles = ["designated contact", "backup contact", "district lead", "alternate lead"];
  const contacts = [
    ...roles.flatMap((role) => outside.map((email) => contactsRow(role, email))),
    ...demoDirectory.contacts.filter(({ role }) => /^district (lead|admin)$/.test(role)),
  ];
  const reports = outside.map((reporterEmail, at) =>
    submit({
      studentName: undefined,
      studentId: `73019${at}`,
      immediateDanger: "yes",
      reporterEmail,
    }),
  );
  const out = await playCleanDay([...reports, { advance: "PT2H" }], {
    directory: { contacts, settings: { domains: ["district.example"] } },
  });
  expect(out.cases).toHaveLength(outside.length);
  expect(new Set(out.inbox.flatMap(({ to }) => to))).toEqual(new Set([lead, admin]));
  // The whole district may answer the Form, and open nothing else.
  const opened = out.access.filter(({ file, who }) => file !== "form" || who !== "domain");
  expect(new Set(opened.map(({ who }) => who))).toEqual(new Set([lead, admin]));
  const unnamed = out.contacts.filter(
    ({ email, problem }) => outside.includes(String(email)) && problem === null,
  );
  expect(unnamed).toEqual([]);
});
