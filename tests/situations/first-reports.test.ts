/**
 * First reports, each a scenario: one for each level, and some that say too little or cannot be read (design 2.9, 2.10). Their steps:
 * tests/protocol/checklist.test.ts.
 */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playCleanDay } from "../day/day";
import { call, submit } from "../day/events";
import {
  actIdsOf,
  actsOf,
  cellsOf,
  expectNoStudentData,
  mailTo,
  onlyCase,
  wordsIn,
  wordsOf,
} from "../day/look";
import { admin, backup, contact, contactsRow, lead, teacher } from "../day/people";
import { situation } from "../day/situation";

/** Every mail about a case has its reference in the subject and nothing more; no mail says anything of the student. */
function expectPlainMail({ inbox }: Awaited<ReturnType<typeof situation>>): void {
  expect(inbox.length).toBeGreaterThan(0);
  expectNoStudentData(inbox, [
    "Rowan",
    "Pine",
    "730194",
    "North High",
    "van",
    "marina",
    "since Sunday",
  ]);
  for (const { message, subject, case: of } of inbox) {
    if (message !== "reporter-duty")
      expect(subject).toMatch(
        new RegExp(`^Student safety case ${of}: (?:action needed|call now)$`),
      );
  }
}

const [two, all] = [
  ["recruitment-or-exploitation", "suspected-victim"],
  ["at-risk", "recruitment-or-exploitation", "suspected-victim", "confirmed-victim"],
] as const;

test.each<[string, string, readonly string[]]>([
  ["needs-review", "needs-review", []],
  ["below-threshold", "below-threshold", []],
  ["at-risk-by-criterion-1", "at-risk", ["at-risk"]],
  ["at-risk-by-criterion-2", "at-risk", ["at-risk"]],
  ["recruitment-or-exploitation", two[0], [two[0]]],
  ["suspected-victim", two[1], [two[1]]],
  ["confirmed-victim", "confirmed-victim", ["confirmed-victim"]],
  ["all-four-protocols", "confirmed-victim", all],
])(
  "%s: its level and protocols, numbers to call, the written report, mail",
  async (name, level, protocols) => {
    const out = await situation(`levels/${name}`);
    expect(onlyCase(out)).toMatchObject({ level, protocols, status: "open", reviewReasons: [] });
    for (const { act, call: number } of actsOf(out)) {
      if (act === call || act === "involve-law-enforcement")
        expect(number).toMatch(/\(\d{3}\) \d{3}-\d{4}/);
    }
    const written = actsOf(out).filter(({ act }) => /mandated-report$/.test(String(act)));
    if (protocols.length === 0) expect(actIdsOf(out)).toContain("review-report");
    else expect(written).not.toEqual([]);
    for (const { due } of written) expect(due).toBe("2026-09-03T03:30:00.000Z");
    expectPlainMail(out);
  },
);

describe.each<[string, string, RegExp, string]>([
  ["nothing-answered", "needs-review", /does not answer any question/, "nothing-answered"],
  ["not-listed", "at-risk", /Not listed/, "school-not-listed"],
  ["unknown-school", "at-risk", /not in the Schools tab/, "school-unknown"],
  ["unreadable-answer", "confirmed-victim", /what was noticed could not be read/, "unread-factors"],
  ["every-answer-unreadable", "needs-review", /concerns could not be read/, "unread-concerns"],
])("%s", async (name, level, reason, id) => {
  const out = await situation(`incomplete/${name}`);
  // What is not the exact no to the question about danger counts as yes: everybody is told.
  const isDanger = out.reports.some(({ immediateDanger }) => immediateDanger === "yes");

  test(`opens one case, ${level}, that says what to look at; the contact acts, the lead looks`, () => {
    const opened = onlyCase(out);
    expect(opened).toMatchObject({ register: "main", level, status: "open" });
    expect(opened["reviewReasons"]).toContain(id);
    expect(wordsIn(out, "Cases")).toMatch(reason);
    const calls = [...(isDanger ? ["involve-law-enforcement"] : []), call];
    expect(actIdsOf(out).slice(0, calls.length)).toEqual(calls);
    expect(mailTo(out, contact)).toMatchObject([{ message: "case-opened" }]);
    const [review] = mailTo(out, lead);
    expect(review).toMatchObject({ message: isDanger ? "case-opened" : "review-needed" });
    expect(review?.text).toMatch(reason);
    expect(review?.html).toMatch(reason);
    expectPlainMail(out);
  });
});

test("what could not be read is kept as written, and in no mail", async () => {
  const out = await situation("incomplete/unreadable-answer");
  const [keys = [], , row = []] = out.cells?.["Reports"] ?? [];
  const unread = row[keys.findIndex((cell) => cell?.value === "unread")]?.value;
  expect(unread).toContain("A choice of last year that is gone");
  expect(onlyCase(out)).toMatchObject({ factors: ["frequently-absent"] });
  expectNoStudentData(out.inbox, ["A choice of last year"]);
});

test("a time in the future is not believed: the written report is due from when the report came", async () => {
  const out = await situation("incomplete/learned-later-than-received");
  expect(out.reports[0]).toMatchObject({
    learnedAt: "2026-09-03T15:30:00.000Z",
    writtenReportDue: "2026-09-03T04:00:00.000Z",
  });
  expect(mailTo(out, contact)[0]?.text).toMatch(/counted from receipt/);
});

// Whom a report reaches when the directory is short of people or full of mistakes. Somebody is told every time.

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

test("the school's own contact is away: the district's contact acts", async () => {
  const own = { school: "North High", awayFrom: "2026-08-24" };
  const contacts = [
    contactsRow("designated contact", contact, own),
    contactsRow("designated contact", teacher),
    contactsRow("district lead", lead),
  ];
  const out = await playCleanDay([submit()], { directory: { contacts } });
  expect(mailTo(out, teacher)).toMatchObject([{ message: "case-opened" }]);
});

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
    // Without its area code no one can call it.
    "=1+1",
  ]);
  expect(
    problems.filter((problem) => problem !== null && !/^\S.*: \S/.test(String(problem))),
  ).toEqual([]);
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
