/** Records and call sheets, printed by the lead: what they hold, what they withhold, what is kept of them. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { edit, editOf, report, tick } from "../day/events";
import { mails, type Output } from "../day/look";
import { alternateRow, backup, demoAnd, lead } from "../day/people";
import { isEveryPoint } from "../every-point";

const reporter = {
  reporterName: "Pat Reporter",
  reporterEmail: "pat.reporter@district.example",
  reporterPhone: "415-555-0177",
};
const usual = report({
  studentName: "Robin Testperson",
  studentId: "S-100",
  grade: "10",
  factors: ["frequently-absent", "substance-abuse-history"],
  facts: "Picked up by an older man twice.\nSecond line.",
  learnedAt: "2026-09-01T08:00:00-07:00",
  ...reporter,
});
const called = tick("call-child-and-family-services", {
  done: true,
  agencyReference: "REF-7781",
  agencyPerson: "Alex Agency",
});
const asks = { edit: { tab: "cases", case: "26-0001", set: { print: true } } };
const prints = (answers: object, as = "lead") => ({ menu: { name: "print", answers }, as });
const everything = {
  case: "26-0001",
  recipient: "County counsel",
  mandatedReports: true,
  reporters: true,
};
const fiveMinutes = { advance: "PT5M" };

const lastPage = (out: Output) => out.pages.at(-1)?.text ?? "";
const printing = (out: Output) =>
  out.disclosures.filter(({ what }) => String(what).startsWith("Printed record"));

describe("a record", () => {
  /** The backup calls, the reporter has written; the contact does the rest. */
  const busyDay = [
    { submit: { ...usual, reporterKnownTo: "contact" } },
    fiveMinutes,
    { ...called, as: "backup" },
    tick("submit-mandated-report", { alreadyMade: true, madeBy: reporter.reporterName }),
    { edit: { case: "26-0001", act: "co-create-action-plan", set: { done: true } } },
    { edit: { tab: "plan", case: "26-0001", set: { action: "A trusted adult" } } },
    edit({ notes: "Ms Reporter saw it; backup@district.example has REF-7781." }),
    {
      edit: {
        tab: "log",
        case: "26-0001",
        set: { what: "Told the Child and Family Services more" },
      },
    },
  ];

  const counsel = { case: "26-0001", recipient: "County counsel" };
  const court = {
    case: "26-0001",
    reports: true,
    withheldList: true,
    recipient: "Superior Court",
    recipientKind: "other",
    counselName: "Casey Counsel",
    counselDay: "2026-09-01",
    counselDecision: "Subpoena, facts only",
  };

  test("for the district's own file holds all but who reported; for anyone else what is put in, and names nobody else", async () => {
    const out = await playDay([
      ...busyDay,
      prints({ case: "26-0001" }),
      prints(counsel),
      prints({ ...counsel, mandatedReports: true }),
      prints(court),
      // Without a recipient nothing is put in.
      prints({ ...everything, recipient: "" }),
      prints(everything),
    ]);
    expect(out.errors).toEqual([]);
    expect(out.refused).toMatchObject([{ error: expect.stringContaining("Write who gets it") }]);
    const [own = "", without = "", duties = "", given = "", whole = ""] = out.pages
      .filter(({ text }) => text.startsWith("Record of case 26-0001"))
      .map(({ text }) => text);
    const holds = (text: string, ...all: readonly string[]) => {
      for (const words of all) expect(text).toContain(words);
    };
    const lacks = (text: string, ...all: readonly string[]) => {
      for (const words of all) expect(text.toLowerCase()).not.toContain(words.toLowerCase());
    };
    const reporters = [...Object.values(reporter), "Ms Reporter"];
    const written = "What was seen and heard: Picked up by an older man twice.";
    holds(own, "For the district's own file", "Robin Testperson", written, "REF-7781");
    holds(own, "Done by: contact@district.example", "Done by: backup@district.example");
    holds(own, "History, 2026-09-01", "The case was opened | ", " | The system");
    holds(own, "Call child and family services: Done | No | Yes | backup@district.example");
    holds(own, "A member of staff saw it; backup@district.example has REF-7781.");
    holds(own, "Who reported. Identity is confidential", "marin-2019 2019-03-01");
    lacks(own, ...reporters);

    holds(
      without,
      "A trusted adult",
      "A member of staff saw it; a member of staff has a reference.",
    );
    lacks(without, ...reporters, backup, "backup contact", "REF-7781", "Alex Agency", "older man");
    lacks(without, "What was reported", "told to agencies", "State: Locked");

    holds(duties, "Done by: backup@district.example", "Alex Agency", "REF-7781");
    holds(duties, "Made by: A member of staff");
    lacks(duties, "Pat Reporter", "Ms Reporter", "older man");

    holds(given, written, "Who reported. Identity", "Cuff v. Grossmont, 2013");
    lacks(given, ...reporters, "REF-7781", "Suspected", "risk factor");

    holds(whole, ...Object.values(reporter), "REF-7781", "Alex Agency", written);

    const decided = ". Counsel Casey Counsel, 2026-09-01: Subpoena, facts only";
    expect(printing(out).map(({ what }) => what)).toEqual([
      "Printed record, with the mandated reports and what reporters wrote, without who reported",
      "Printed record, without the mandated reports, what reporters wrote and who reported",
      "Printed record, with the mandated reports, without what reporters wrote and who reported",
      `Printed record, with what reporters wrote and the list of what is withheld, without the mandated reports and who reported${decided}`,
      "Printed record, with the mandated reports and who reported",
    ]);
    expect(printing(out).at(-1)).toMatchObject({
      agency: "County counsel",
      who: lead,
      ground: null,
    });
  });

  test("is a line of Disclosures each time, which the clock takes for one's own; the tick goes out", async () => {
    const out = await playCleanDay([
      { submit: usual },
      asks,
      { menu: { name: "print" }, as: "lead" },
      prints({ case: "26-0001", recipient: "County counsel" }),
      prints({ case: "26-0001" }),
      fiveMinutes,
      fiveMinutes,
    ]);
    // The lead is told that a contact asks for one, without a word about whose.
    const [mail, ...others] = mails(out, "print-asked");
    expect(mail).toMatchObject({ to: [lead], case: "26-0001" });
    expect(others).toEqual([]);
    expect(mail?.text).not.toMatch(/Robin|Testperson|S-100/);
    expect(out.pages[0]?.text).toContain("A record is asked for of: 26-0001.");
    expect(printing(out)).toMatchObject([
      { agency: "County counsel", row: expect.any(String) },
      { agency: "The district's own file", row: expect.any(String) },
    ]);
    expect(out.cells?.["Cases"]?.flat().filter((cell) => cell?.value === true)).toEqual([]);
    expect(
      out.activity.filter(({ what, column }) => what === "edit-put-back" || column === "print"),
    ).toMatchObject([{ to: "true" }, { to: "false" }]);
  });

  test("long facts are printed whole, once", async () => {
    const facts = `${"word ".repeat(24_000)}the end`;
    const out = await playDay([{ submit: { ...usual, facts } }, prints(everything)]);
    expect(lastPage(out)).toContain(facts);
    expect(lastPage(out)).toContain("What was reported, 1 of 1");
  });
});

describe("who prints", () => {
  test.each(["admin", "contact", "stranger"])("not %s", async (as) => {
    const out = await playDay([
      { submit: usual },
      { share: { add: { who: as, file: "form" } }, as: "admin" },
      { menu: { name: "print" }, as },
    ]);
    const text = lastPage(out);
    expect(text).not.toContain("Robin");
    expect(out.pages.length === 0 || text.startsWith("Records are printed by the lead")).toBe(true);
  });

  test("a lead prints from a sealed register that they read, and no one else does", async () => {
    const alternate = { ...alternateRow, mayOpen: true };
    const rest = { directory: demoAnd(alternate) };
    const sealed = { ...usual, recipientMayBeInvolved: "contact" };
    const shared = { share: { add: { who: alternate.email, file: "form" } }, as: "admin" };
    const mine = await playDay(
      [{ submit: sealed }, fiveMinutes, prints({ case: "26-0001", register: "own" })],
      rest,
    );
    expect(lastPage(mine)).toContain("Robin Testperson");
    expect(mine.disclosures).toMatchObject([{ register: "sealed", case: "26-0001" }]);
    const other = await playDay(
      [
        { submit: { ...usual, recipientMayBeInvolved: "alternate-lead" } },
        fiveMinutes,
        shared,
        prints({ case: "26-0001" }, alternate.email),
      ],
      rest,
    );
    expect(other.refused).toMatchObject([
      { error: expect.stringContaining("No register that you") },
    ]);
    expect(other.pages.map(({ text }) => text).join()).not.toContain("Robin");
  });
});

describe("the call sheet", () => {
  const sheet = (as = "lead") => [
    { submit: usual },
    asks,
    { menu: { name: "print", answers: ["call-sheet"] }, as },
  ];

  test("goes by the law's order, blank where unknown, and is called no report", async () => {
    const out = await playDay(sheet());
    const text = lastPage(out);
    const inOrder = [
      "Worksheet for a call. This is no report.",
      "Name: Pat Reporter",
      "Business address: ____",
      "Telephone: 415-555-0177",
      "Seen and heard: Picked up by an older man twice.",
      "Source or sources: ____",
      "Name: Robin Testperson",
      "Where the student is now: ____",
      "School: North High",
      "Grade: 10",
      "Class: ____",
      "Parents or guardians",
    ];
    expect(out.disclosures).toEqual([]);
    const places = inOrder.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

test("a run that is stopped at any call while a record is made leaves at most the line of Disclosures", async () => {
  const day = [{ submit: usual }, asks];
  const whole = await playDay([...day, prints({ case: "26-0001" })]);
  const names = Object.keys(
    whole.runs.findLast(({ function: name }) => name === "onDialog")?.calls.byName ?? {},
  );
  expect(names.length).toBeGreaterThan(3);
  // A read leaves nothing behind: of those one is enough.
  const isWrite = (name: string) => /batchUpdate|Propert|Lock$|sendEmail/.test(name);
  const [read] = names.filter((name) => !isWrite(name));
  for (const call of names) {
    if (!isEveryPoint && !isWrite(call) && call !== read) continue;
    const out = await playDay([
      ...day,
      { fault: { call, when: "stop" } },
      prints({ case: "26-0001" }),
      fiveMinutes,
      prints({ case: "26-0001" }),
      fiveMinutes,
      fiveMinutes,
    ]);
    expect(lastPage(out), call).toContain("Robin Testperson");
    expect([1, 2], call).toContain(printing(out).length);
    expect(out.cases, call).toHaveLength(1);
  }
});

test("a case into which another was merged that others were merged into: the record has what each reported, and how each began", async () => {
  const of = (studentId: string, facts: string) => ({
    submit: { ...usual, studentName: `Student ${studentId}`, studentId, facts },
  });
  const merge = (from: string, into: string) => editOf(from, { sameStudentAs: into });
  const out = await playDay([
    of("S-100", "First words."),
    of("S-200", "Second words."),
    of("S-300", "Third words."),
    merge("26-0003", "26-0002"),
    merge("26-0002", "26-0001"),
    fiveMinutes,
    prints(everything),
  ]);
  expect(out.cases.map(({ mergedInto }) => mergedInto)).toEqual([null, "26-0001", "26-0002"]);
  for (const words of ["First words.", "Second words.", "Third words."]) {
    expect(lastPage(out)).toContain(words);
  }
  expect(lastPage(out).split("The case was opened")).toHaveLength(4);
});
