/** Records and call sheets that the lead prints: what they contain, what they leave out, and what is stored about them. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import {
  byCounsel as anyCounsel,
  call,
  closing,
  edit,
  first,
  menu,
  merge,
  minutes,
  report,
  tick,
} from "../day/events";
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
const ownFile = { case: first, recipientKind: "own" };
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
    const nextSchool = { ...court, recipient: "Oak High, counselor", recipientKind: "school" };
    const {
      counselName: _name,
      counselDay: _day,
      counselDecision: _why,
      ...undecided
    } = nextSchool;
    const agency = { done: true, agencyReference: "REF-7781", agencyPerson: "Alex Agency" };
    const out = await playDay([
      { submit: { ...usual, reporterKnownTo: "contact" } },
      fiveMinutes,
      // The backup calls, the reporter has written; the contact does the rest.
      tick(call, agency, "backup"),
      tick("submit-mandated-report", { alreadyMade: true, madeBy: reporter.reporterName }),
      tick("co-create-action-plan"),
      { edit: { tab: "plan", case: first, set: { action: "A trusted adult" } } },
      edit({ notes: "Pat saw it, says Ms Reporter; backup@district.example has REF-7781." }),
      {
        edit: { tab: "log", case: first, set: { what: "Told the Child and Family Services more" } },
      },
      prints(ownFile),
      prints(counsel),
      prints({ ...counsel, mandatedReports: true }),
      prints(court),
      // Without a recipient nothing is put in.
      prints({ ...everything, recipient: "" }),
      prints(everything),
      fiveMinutes,
      prints({ ...undecided, withheldList: false, reports: false }),
      prints({ ...nextSchool, reporters: true }),
      prints({ ...nextSchool, withheldList: false }),
    ]);
    expect(out.errors).toEqual([]);
    expect(out.refused).toMatchObject([
      { error: expect.stringContaining("Write who gets it") },
      { error: expect.stringMatching(/waits for your counsel: .*next school always does/) },
      { error: expect.stringContaining("one for the next school never has") },
    ]);
    const [own = "", without = "", duties = "", given = "", whole = "", next = ""] = out.pages
      .filter(({ text }) => text.startsWith("Record of case 26-0001"))
      .map(({ text }) => text);
    const reporters = [...Object.values(reporter), "Ms Reporter"];
    const written = "What was seen and heard: Picked up by an older man twice.";
    holds(own, "For the district's own file", "Robin Testperson", written, "REF-7781");
    holds(own, "Done by: contact@district.example", "Done by: backup@district.example");
    holds(own, "History, 2026-09-01", "The case was opened | ", " | The system");
    holds(own, "Call child and family services: Done | No | Yes | backup@district.example");
    holds(
      own,
      "A member of staff saw it, says a member of staff; backup@district.example has REF-7781.",
    );
    holds(own, "Who reported. Identity is confidential", "marin-2019 2019-03-01");
    lacks(own, ...reporters);

    const redacted =
      "A member of staff saw it, says a member of staff; a member of staff has a reference.";
    holds(without, "A trusted adult", redacted);
    lacks(without, ...reporters, backup, "backup contact", "REF-7781", "Alex Agency", "older man");
    lacks(without, "What was reported", "told to agencies", "State: Locked");

    holds(duties, "Done by: backup@district.example", "Alex Agency", "REF-7781");
    holds(duties, "Made by: A member of staff");
    lacks(duties, "Pat Reporter", "Ms Reporter", "older man");

    holds(given, written, "Who reported. Identity", "Cuff v. Grossmont, 2013");
    lacks(given, ...reporters, "REF-7781", "Suspected", "risk factor");

    holds(whole, ...Object.values(reporter), "REF-7781", "Alex Agency", written);

    holds(next, "Robin Testperson", "A trusted adult", written, "Receipt: please sign");
    lacks(next, ...reporters, backup, "REF-7781", "Alex Agency", "Left out of", "access to pupil");
    expect(next.indexOf("Receipt")).toBeGreaterThan(next.indexOf("Where this comes from"));
    for (const other of [own, duties, given, whole]) lacks(other, "Receipt");

    const decided = ". Counsel Casey Counsel, 2026-09-01: Subpoena, facts only";
    expect(printing(out).map(({ what }) => what)).toEqual([
      "Printed record, with the mandated reports and what reporters wrote, without who reported",
      "Printed record, without the mandated reports, what reporters wrote and who reported",
      "Printed record, with the mandated reports, without what reporters wrote and who reported",
      `Printed record, with what reporters wrote and the list of what is withheld, without the mandated reports and who reported${decided}`,
      "Printed record, with the mandated reports and who reported",
      `Printed record, with what reporters wrote, without the mandated reports and who reported${decided}`,
    ]);
    const last = { agency: nextSchool.recipient, who: lead, ground: null };
    expect(printing(out).at(-1)).toMatchObject(last);
  });

  test("is a line of Disclosures each time, which the clock takes for one's own; the tick goes out", async () => {
    const asked = [prints(), prints(counsel), prints(ownFile)];
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
  const rest = { directory: demoAnd({ ...alternateRow, mayOpen: true }) };

  test("not the admin, a contact, a stranger, or the alternate lead of a register that they do not read", async () => {
    const others = ["admin", "contact", "stranger", alternate];
    const out = await playDay(
      [
        sent,
        ...others.map((who) => ({ share: { add: { who, file: "form" } }, as: "admin" })),
        ...others.map((as) => prints(undefined, as)),
      ],
      rest,
    );
    const texts = out.pages.map(({ text }) => text);
    for (const text of texts.slice(0, -1)) expect(text).toMatch(/^Records are printed by the lead/);
    expect(texts.join()).not.toContain("Robin");
  });

  const sealed = (recipientMayBeInvolved: string) => ({
    submit: { ...usual, recipientMayBeInvolved },
  });

  test("a lead prints from a sealed register that they read: of two cases with one reference the one that is named, and neither if none is", async () => {
    const other = { submit: { ...usual, studentName: "Sam Otherperson", studentId: "S-200" } };
    const from = (register: string) => prints({ ...ownFile, register });
    const out = await playDay(
      [sealed("contact"), other, fiveMinutes, from("sealed"), from("main"), from("")],
      rest,
    );
    expect(out.refused).toMatchObject([
      { error: expect.stringContaining("Several registers have a case of this reference") },
    ]);
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
});

test("the call sheet goes by the law's order, blank where unknown, and is called no report", async () => {
  const out = await playDay([sent, asks, prints(["call-sheet"])]);
  const inOrder = [
    "Worksheet for a call. This is not a report. | The county of the school: Child and Family Services (415) 473-7153",
    "Name: Pat Reporter | Business address: ____",
    "Telephone: 415-555-0177 | Seen and heard: Picked up by an older man twice.",
    "Source or sources: ____ | Name: Robin Testperson | Where the student is now: ____",
    "School: North High | Grade: 10 | Class: ____ | Parents or guardians",
  ].flatMap((line) => line.split(" | "));
  const places = inOrder.map((words) => lastPage(out).indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(out.disclosures).toEqual([]);
});

test("a run that is stopped at any call while a record is made leaves at most the line of Disclosures", async () => {
  const asked = prints(ownFile);
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

// Somebody asks for a record (FERPA; PC 11167.5): what waits for counsel, what is on record of it, and that nothing is confirmed before.

const victim = { ...usual, concerns: ["suspected-victim"], parentMayBeInvolved: "no" };
const decided = "May see the record without reports";
const byCounsel = { ...anyCounsel, counselDecision: decided };
const parent = { case: first, recipient: "Dana Testperson", recipientKind: "family" };
const student = {
  ...{ case: first, recipient: "Robin Testperson", recipientKind: "student" },
  askedAlone: "yes",
};
const court = { case: first, recipient: "Superior Court", recipientKind: "court" };
const outsider = { ...court, recipientKind: "other" };
const records = (out: Output) =>
  out.pages.flatMap(({ text }) => (text.startsWith("Record of case") ? [text] : []));
const why = (out: Output) => out.refused.map(({ error }) => error).join("\n");

/** The case as it stands when nothing keeps a parent from being told. */
const cleared = [
  tick(call, { done: true, agencyReference: "REF-7781" }, "backup"),
  edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }),
  edit({
    ...{ agencyCleared: "child-and-family-services", agencyClearedBy: "Alex Agency" },
    agencyClearedAt: "2026-09-01T09:00:00-07:00",
  }),
];
const lowReport = { ...victim, concerns: [] };

describe("for a parent, a record waits for counsel", () => {
  test.each([
    [
      "while the parent's acts are locked",
      victim,
      [],
      /steps that a parent would notice are still/,
    ],
    ["where nothing else speaks against it", victim, cleared, /: a record for family or for/],
  ])("%s", async (_, submit, events, reason) => {
    const asked = [prints(parent), prints({ ...parent, ...byCounsel })];
    const out = await playCleanDay([{ submit }, ...events, ...asked]);
    expect(why(out)).toMatch(reason);
    expect(why(out)).toContain("neither that a record exists");
    expect(why(out)).not.toMatch(/Robin|Ruiz|older man/);
    // Only what counsel decided is a line, with who decided, when and what.
    expect(records(out)).toHaveLength(1);
    const what = `Printed record, without the mandated reports, what reporters wrote and who reported. Counsel Casey Counsel, 2026-09-01: ${decided}`;
    expect(printing(out)).toMatchObject([{ case: first, agency: "Dana Testperson", what }]);
  });

  test.each<[string, object, readonly object[], string]>([
    ["with what reporters wrote", lowReport, [{ ...parent, reports: true }], "more is put in than"],
    [
      "on counsel's name alone",
      lowReport,
      [{ ...parent, counselName: "Casey" }],
      "counselDay: Write",
    ],
    [
      "and a student who is not known to be 18 is family",
      victim,
      [student],
      "waits for your counsel",
    ],
    ["and anyone else outside waits", lowReport, [outsider], "waits for your counsel"],
    [
      "and no counsel puts in who reported or the mandated reports",
      victim,
      [
        { ...parent, ...byCounsel, reporters: true },
        { ...outsider, ...byCounsel, mandatedReports: true },
        { ...student, ...byCounsel, reporters: true },
      ],
      "never has the mandated reports or who reported",
    ],
  ])("%s: nothing is printed", async (_, submit, asked, reason) => {
    const out = await playDay([{ submit }, ...asked.map((one) => prints(one))]);
    expect(out.refused).toHaveLength(asked.length);
    for (const { error } of out.refused) expect(error).toContain(reason);
    expect([...records(out), ...printing(out)]).toEqual([]);
  });

  test("asked for on a day, they may see pupil records by another that the page names", async () => {
    const due = "2026-09-04: 5 business days after the request of 2026-08-28 (EC 49069.7)";
    const asked = { ...parent, requestedOn: "2026-08-28" };
    const out = await playDay([
      { submit: victim },
      prints(asked),
      prints({ ...asked, ...byCounsel }),
    ]);
    expect(why(out)).toContain(due);
    expect(records(out)[0]).toContain(due);
  });
});

test("what the district weighs, does about staff, or hears from police is in no parent's record; it is in a court's by its order, in counsel's, and, if counsel lets it in, in that of the student, who is 18", async () => {
  const investigated = "law-enforcement-investigation";
  const told = { agency: "Child and Family Services", what: "Asked back", ground: "other" };
  const log = (set: object) => ({ edit: { tab: "log", case: first, set } });
  const out = await playCleanDay([
    {
      submit: {
        ...victim,
        ...{ concerns: ["confirmed-victim", "recruiting-or-exploiting"], studentRole: "both" },
        ...{ confirmedBy: "law-enforcement", staffMayBeInvolved: "yes" },
        ...{ recipientMayBeInvolved: "no", parentMayBeInvolved: "unknown" },
      },
    },
    minutes(10),
    ...cleared,
    edit({ withdrawFactor: "controlled-or-groomed", withdrawReason: "Another student" }),
    tick(investigated, { done: true, agencyPerson: "Det. Ruiz", notes: "They search a phone" }),
    tick("tell-title-ix-coordinator"),
    log({ act: investigated, what: "Nothing new of it" }),
    log({ what: "Det. Ruiz came by" }),
    { edit: { tab: "disclosures", case: first, set: told } },
    edit({ isAdult: "yes" }),
    minutes(10),
    prints({ ...parent, ...byCounsel, reports: true }),
    prints({ ...court, ...byCounsel }),
    prints({ ...student, ...byCounsel, recipient: "The student", inside: true, log: true }),
    prints({ ...parent, recipient: "County counsel", recipientKind: "counsel" }),
  ]);
  const [without = "", ...within] = records(out);
  const weighed =
    /victim|criterion|factor|groomed|recruit|traffick|CSEC|marin-2019|level|staff may|staff changes|superintendent|title ix|law enforcement says|Ruiz|search a phone|Nothing new of it|Asked back|leaves school|Another student/i;
  expect(without).toContain("Robin Testperson");
  expect(without.match(weighed)).toBeNull();
  expect(within).toHaveLength(3);
  for (const text of within)
    expect(text).toMatch(/Confirmed victim[\s\S]*Title IX coordinator[\s\S]*Det\. Ruiz/);
});

test("a later record does not tell that an earlier one left something out", async () => {
  const day = await Day.begin();
  const asked = [...cleared, prints({ ...parent, ...byCounsel }), minutes(5)];
  const out = day.playClean({ submit: victim }, minutes(10), ...asked);
  expect(out.refused).toEqual([]);
  const [page] = records(out);
  expect(page).toContain("Robin Testperson");
  expect(page).toContain("for: Dana Testperson");
  expect(page).not.toMatch(
    /Reporter|older man|backup@|backup contact|REF-7781|Alex|cleared|reported|withheld|child and family/i,
  );
  const [line] = printing(out);
  expect(line?.["ground"]).toBeNull();
  const key = String(line?.["row"]);
  const ground = { edit: { tab: "disclosures", key, set: { ground: "other" } }, as: "lead" };
  const later = day.play(ground, prints({ case: first, recipient: "County counsel" }));
  expect(later.pages.at(-1)?.text).toContain("Robin Testperson");
  expect(later.pages.at(-1)?.text).not.toContain("Printed record");
});

test("of a closed case no step is due, also where one that repeats is open", async () => {
  const day = await Day.begin();
  const before = day.play({ submit: victim }, minutes(6), prints(ownFile));
  expect(lastPage(before)).toMatch(/Due: /);
  const { cases } = day.play(
    ...closing(
      first,
      "agency-took-over",
      call,
      "involve-law-enforcement",
      "submit-mandated-report",
    ),
  );
  expect(cases).toMatchObject([{ status: "closed" }]);
  expect(lastPage(day.play(prints(ownFile)))).not.toMatch(/Due: /);
});
