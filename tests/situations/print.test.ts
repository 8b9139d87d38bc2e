/** Records and call sheets, printed by the lead: what they hold, what they withhold, what is kept of them. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, edit, first, menu, merge, minutes, report, tick } from "../day/events";
import { mails, type Output } from "../day/look";
import { alternate, alternateRow, backup, demoAnd, lead } from "../day/people";
import { isEveryPoint } from "../every-point";

const reporter = {
  reporterName: "Pat Reporter",
  reporterEmail: "pat.reporter@district.example",
  reporterPhone: "415-555-0177",
};
const usual = report({
  ...{ studentName: "Robin Testperson", studentId: "S-100", grade: "10" },
  factors: ["frequently-absent", "substance-abuse-history"],
  facts: "Picked up by an older man twice.\nSecond line.",
  learnedAt: "2026-09-01T08:00:00-07:00",
  ...reporter,
});
const sent = { submit: usual };
const asks = edit({ print: true });
const prints = (answers?: object, as = "lead") => menu("print", answers, as);
const counsel = { case: first, recipient: "County counsel" };
const everything = { ...counsel, mandatedReports: true, reporters: true };
const fiveMinutes = minutes(5);

const lastPage = (out: Output) => out.pages.at(-1)?.text ?? "";
const printing = (out: Output) =>
  out.disclosures.filter(({ what }) => String(what).startsWith("Printed record"));
const holds = (text: string, ...all: readonly string[]) => {
  for (const words of all) expect(text).toContain(words);
};
const lacks = (text: string, ...all: readonly string[]) => {
  for (const words of all) expect(text.toLowerCase()).not.toContain(words.toLowerCase());
};

describe("a record", () => {
  test("for the district's own file holds all but who reported; for anyone else what is put in, and names no one else", async () => {
    const court = {
      ...{ case: first, recipient: "Superior Court", recipientKind: "other" },
      ...{ reports: true, withheldList: true },
      ...{ counselName: "Casey Counsel", counselDay: "2026-09-01" },
      counselDecision: "Subpoena, facts only",
    };
    const agency = { done: true, agencyReference: "REF-7781", agencyPerson: "Alex Agency" };
    const out = await playDay([
      { submit: { ...usual, reporterKnownTo: "contact" } },
      fiveMinutes,
      // The backup calls, the reporter has written; the contact does the rest.
      tick(call, agency, "backup"),
      tick("submit-mandated-report", { alreadyMade: true, madeBy: reporter.reporterName }),
      tick("co-create-action-plan"),
      { edit: { tab: "plan", case: first, set: { action: "A trusted adult" } } },
      edit({ notes: "Ms Reporter saw it; backup@district.example has REF-7781." }),
      {
        edit: { tab: "log", case: first, set: { what: "Told the Child and Family Services more" } },
      },
      prints({ case: first }),
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
    const reporters = [...Object.values(reporter), "Ms Reporter"];
    const written = "What was seen and heard: Picked up by an older man twice.";
    holds(own, "For the district's own file", "Robin Testperson", written, "REF-7781");
    holds(own, "Done by: contact@district.example", "Done by: backup@district.example");
    holds(own, "History, 2026-09-01", "The case was opened | ", " | The system");
    holds(own, "Call child and family services: Done | No | Yes | backup@district.example");
    holds(own, "A member of staff saw it; backup@district.example has REF-7781.");
    holds(own, "Who reported. Identity is confidential", "marin-2019 2019-03-01");
    lacks(own, ...reporters);

    const redacted = "A member of staff saw it; a member of staff has a reference.";
    holds(without, "A trusted adult", redacted);
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
    const last = { agency: "County counsel", who: lead, ground: null };
    expect(printing(out).at(-1)).toMatchObject(last);
  });

  test("is a line of Disclosures each time, which the clock takes for one's own; the tick goes out", async () => {
    const asked = [prints(), prints(counsel), prints({ case: first })];
    const out = await playCleanDay([sent, asks, ...asked, fiveMinutes, fiveMinutes]);
    // The lead is told that a contact asks for one, without a word about whose.
    const [mail, ...others] = mails(out, "print-asked");
    expect(mail).toMatchObject({ to: [lead], case: first });
    expect(others).toEqual([]);
    expect(mail?.text).not.toMatch(/Robin|Testperson|S-100/);
    expect(out.pages[0]?.text).toContain("A record is asked for of: 26-0001.");
    const row = expect.any(String);
    expect(printing(out)).toMatchObject([
      { agency: "County counsel", row },
      { agency: "The district's own file", row },
    ]);
    expect(out.cells?.["Cases"]?.flat().filter((cell) => cell?.value === true)).toEqual([]);
    const ticked = out.activity.filter(
      ({ what, column }) => what === "edit-put-back" || column === "print",
    );
    expect(ticked.map(({ to }) => to)).toEqual(["true", "false"]);
  });

  test("has long facts whole, once, and of a chain of merges what each reported and how each began", async () => {
    const facts = `${"word ".repeat(24_000)}the end`;
    const of = (studentId: string, words: string) => ({
      submit: { ...usual, studentName: `Student ${studentId}`, studentId, facts: words },
    });
    const out = await playDay([
      ...[of("S-100", facts), of("S-200", "Second words."), of("S-300", "Third words.")],
      ...[merge("26-0003", "26-0002"), merge("26-0002", first), fiveMinutes],
      prints(everything),
    ]);
    expect(out.cases.map(({ mergedInto }) => mergedInto)).toEqual([null, first, "26-0002"]);
    const page = lastPage(out);
    holds(page, "What was reported, 1 of 3", "Second words.", "Third words.");
    expect(page.split(facts)).toHaveLength(2);
    expect(page.split("The case was opened")).toHaveLength(4);
  });
});

describe("who prints", () => {
  test.each(["admin", "contact", "stranger"])("not %s", async (as) => {
    const shared = { share: { add: { who: as, file: "form" } }, as: "admin" };
    const out = await playDay([sent, shared, prints(undefined, as)]);
    const text = lastPage(out);
    expect(text).not.toContain("Robin");
    expect(out.pages.length === 0 || text.startsWith("Records are printed by the lead")).toBe(true);
  });

  const rest = { directory: demoAnd({ ...alternateRow, mayOpen: true }) };
  const sealed = (recipientMayBeInvolved: string) => ({
    submit: { ...usual, recipientMayBeInvolved },
  });

  test("a lead prints from a sealed register that they read: of two cases with one reference the one that is named", async () => {
    const other = { submit: { ...usual, studentName: "Sam Otherperson", studentId: "S-200" } };
    const from = (register: string) => prints({ case: first, register });
    const out = await playDay(
      [sealed("contact"), other, fiveMinutes, from("sealed"), from("main")],
      rest,
    );
    expect(out.refused).toEqual([]);
    const [named = "", main = ""] = out.pages.map(({ text }) => text);
    holds(named, "Robin Testperson");
    lacks(named, "Otherperson");
    holds(main, "Sam Otherperson");
    lacks(main, "Robin");
    const printed = printing(out).map(({ register, case: of }) => [register, of]);
    expect(printed.sort()).toEqual([
      ["main", first],
      ["sealed", first],
    ]);
  });

  test("no one else does", async () => {
    const shared = { share: { add: { who: alternate, file: "form" } }, as: "admin" };
    const asked = prints({ case: first }, alternate);
    const out = await playDay([sealed("alternate-lead"), fiveMinutes, shared, asked], rest);
    const error = expect.stringContaining("No register that you");
    expect(out.refused).toMatchObject([{ error }]);
    expect(out.pages.map(({ text }) => text).join()).not.toContain("Robin");
  });
});

test("the call sheet goes by the law's order, blank where unknown, and is called no report", async () => {
  const out = await playDay([sent, asks, prints(["call-sheet"])]);
  const inOrder = [
    "Worksheet for a call. This is not a report.",
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
  const places = inOrder.map((words) => lastPage(out).indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("a run that is stopped at any call while a record is made leaves at most the line of Disclosures", async () => {
  const asked = prints({ case: first });
  const morning = async () => (await Day.begin()).reach(sent, asks);
  const { runs } = (await morning()).play(asked);
  const made = runs.findLast(({ function: name }) => name === "onDialog");
  const names = Object.keys(made?.calls.byName ?? {});
  expect(names.length).toBeGreaterThan(3);
  // A read leaves nothing behind: of those one is enough.
  const isWrite = (name: string) => /batchUpdate|Propert|Lock$|sendEmail/.test(name);
  const [read] = names.filter((name) => !isWrite(name));
  for (const name of names) {
    if (!isEveryPoint && !isWrite(name) && name !== read) continue;
    const cut = { fault: { call: name, when: "stop" } };
    const day = await morning();
    const out = day.play(cut, asked, fiveMinutes, asked, fiveMinutes, fiveMinutes);
    expect(lastPage(out), name).toContain("Robin Testperson");
    expect([1, 2], name).toContain(printing(out).length);
    expect(out.cases, name).toHaveLength(1);
  }
});
