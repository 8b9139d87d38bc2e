/** Schools with a register of their own (design 2.22): who opens what, where reports go, what a student in two schools and a move bring. */
import { describe, expect, test } from "vitest";
import { isOfOutage } from "../../scripts/play/end-state/inbox";
import { driveSlice } from "../../scripts/workspace/service";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { Day, playedText, start } from "../day/day";
import { call, editContacts, editOf, minutes, rowan, submit, tickOf } from "../day/events";
import { mails, mailTo, type Output, openers } from "../day/look";
import { admin, alternate, contactsRow, lead, principal, south, teacher } from "../day/people";

const [north, middle] = ["school:north-high", "school:south-middle"] as const;
const [ofNorth, east, wide, district, dean, head] = [
  ...["north", "east", "wide", "district", "dean", "head"],
].map((name) => `${name}@district.example`) as [string, string, string, string, string, string];

const contactOf = (school: string, email: string) =>
  contactsRow("designated contact", email, { school });
const people = [
  contactOf("North High", ofNorth),
  contactOf("South Middle", south),
  contactOf("East High", east),
  contactsRow("backup contact", district),
  contactsRow("backup contact", wide, { allSchools: true }),
  contactsRow("district lead", lead),
  contactsRow("alternate lead", alternate),
  contactsRow("district admin", admin),
  contactsRow("told only", principal, { school: "North High", mayOpen: false }),
  contactsRow("told only", dean, { mayOpen: false }),
  contactsRow("told only", head, { mayOpen: false, allSchools: true }),
];
const school = (name: string, register?: string) => ({ school: name, grades: "9-12", register });
const directory = {
  schools: [
    school("North High", "North High"),
    school("South Middle", "South Middle"),
    school("East High"),
  ],
  contacts: people,
  settings: { domains: ["district.example"] },
};
const at = (name: string, more: object = {}) => submit({ school: name, ...more });
const caseIn = (out: Output, register: string, more: object = {}) =>
  out.cases.filter((one) => one["register"] === register).map((one) => ({ ...one, ...more }));
/** The response ids of the reports, each once. */
const responsesOf = (out: Output) => out.reports.map((one) => one["response"]);

describe("a district in which two of three schools have a register of their own", async () => {
  const { output: out } = await playedText(
    JSON.stringify({
      start,
      directory,
      events: [
        at("North High"),
        at("South Middle", { studentName: "Kim Oak", studentId: "730291" }),
        at("East High", { studentName: "Ann Elm", studentId: "730392" }),
        at("Not listed", { studentName: "Bo Ash", studentId: "730493" }),
        // The same student again: from another school, then without the id, then under another name.
        at("South Middle", {
          immediateDanger: "yes",
          reporterEmail: teacher,
          reporterKnownTo: "contact",
        }),
        at("East High", { studentId: undefined }),
        at("East High", { studentName: "Someone Else" }),
        { deliverAgain: 4 },
        minutes(10),
        editOf("26-1001", { acknowledged: true }, ofNorth, north),
        editOf("26-1001", { acknowledged: true }, south, north),
        { advance: "PT22H" },
        minutes(30),
      ],
    }),
  );

  test("each register opens to those who serve its schools, and to leads; the admin opens only the main one", () => {
    expect(out.errors).toEqual([]);
    expect(openers(out, "main")).toEqual([admin, east, district, wide, lead, alternate]);
    expect(openers(out, north)).toEqual([admin, ofNorth, wide, lead, alternate]);
    expect(openers(out, middle)).toEqual([admin, south, wide, lead, alternate]);
    expect(out.refused).toMatchObject([{ error: expect.stringContaining("need access") }]);
  });

  test("Summary of the main register counts those of schools, in numbers; theirs do not", () => {
    const rows = (out.cells?.["Summary"] ?? []).map((row) => row.map((cell) => cell?.value));
    const beside = rows.filter(([key]) => String(key).includes("registers of schools"));
    const late = out.checklist.filter(
      ({ register, state, due }) =>
        register !== "main" && state === "open" && String(due ?? "9") < "2026-09-02T15",
    );
    expect(late.length).toBeGreaterThan(2);
    expect(beside.map(([, value]) => value)).toEqual(["2", "1", String(late.length)]);
  });

  test("a report goes to its school's register, whose references have a block of their own; what belongs to no school stays in main", () => {
    expect(
      out.cases.map((one) => [one["register"], one["case"], one["school"], one["contact"]]),
    ).toEqual([
      ["main", "26-0001", "East High", east],
      ["main", "26-0002", "Not listed", district],
      ["main", "26-0003", "East High", east],
      ["main", "26-0004", "East High", east],
      [north, "26-1001", "North High", ofNorth],
      [middle, "26-2001", "South Middle", south],
    ]);
    expect(caseIn(out, north)).toMatchObject([{ acknowledgedBy: ofNorth, reports: 2 }]);
  });

  test("a report of another school joins the student's open case, once; only the id joins, and leads are asked about the rest", () => {
    expect(responsesOf(out)).toHaveLength(7);
    const told = mails(out, "report-elsewhere");
    expect(told.map(({ to }) => to[0])).toEqual([south]);
    expect(told).toMatchObject([{ case: null, cases: [], subject: "Student safety: call now" }]);
    for (const one of told)
      expect(`${one.text} ${one.html}`).not.toMatch(/26-|North|docs\.google|Rowan/);
    expect(told[0]?.text).toContain("(415) 473-7153");
    const asked = mails(out, "same-student-elsewhere");
    expect(asked.map(({ to, text }) => [to[0], /these cases: (.*)\./.exec(text)?.[1]])).toEqual(
      ["26-0003, 26-1001", "26-0004, 26-1001"].flatMap((cases) => [
        [lead, cases],
        [alternate, cases],
      ]),
    );
  });

  test("who serves one school gets email about its cases alone; the morning email is one for each register", () => {
    const named = (address: string) => new Set(mailTo(out, address).flatMap((mail) => mail.cases));
    expect(named(ofNorth)).toEqual(new Set(["26-1001"]));
    expect(named(south)).toEqual(new Set(["26-2001"]));
    expect([...named(admin)]).toEqual([]);
    // Who is told only, of the schools that the row serves: references alone, with no word of a school.
    const references = ["26-0001", "26-0002", "26-0003", "26-0004", "26-1001", "26-2001"];
    expect(mailTo(out, principal).map((mail) => mail.case)).toEqual(["26-1001"]);
    expect(mailTo(out, dean).map((mail) => mail.case)).toEqual(references.slice(0, 4));
    expect(
      mailTo(out, head)
        .map((mail) => mail.case)
        .sort(),
    ).toEqual(references);
    expect(mailTo(out, ofNorth).filter(({ message }) => message === "digest")).toHaveLength(1);
    // The reporter of the report that joined elsewhere is told of their own duty as ever.
    expect(mailTo(out, teacher).map(({ message }) => message)).toContain("reporter-duty");
  });
});

test("a case goes to another school: it opens there at once with what was done, and the first one closes once someone there acknowledges it", async () => {
  const day = await Day.begin({ directory });
  const handed = day.play(
    at("North High", {
      ...{ immediateDanger: "yes", reporterEmail: teacher, reporterKnownTo: "lead" },
    }),
    minutes(6),
    tickOf("26-1001", call, { done: true, agencyReference: "R-1" }, ofNorth),
    editOf("26-1001", { handedTo: "South Middle" }, ofNorth, north),
    minutes(6),
  );
  expect(caseIn(handed, north)).toMatchObject([{ status: "open", releasedTo: "26-2001" }]);
  const [first] = mailTo(handed, south);
  expect(first?.text).toContain("Another school has handed this case over to yours.");
  // It closes by itself, so nothing is said of what closing needs.
  const matters = String(caseIn(handed, north)[0]?.["openMatters"]);
  expect(matters).toContain("handed over, and closes once");
  expect(matters).not.toContain("choose a reason");
  expect(caseIn(handed, middle)).toMatchObject([
    { status: "open", school: "South Middle", contact: south },
  ]);
  expect(
    handed.checklist.filter((one) => one["register"] === middle && one["act"] === call),
  ).toMatchObject([{ alreadyMade: true, agencyReference: "R-1" }]);
  const after = day.play(
    editOf("26-2001", { acknowledged: true }, south, middle),
    minutes(40),
    // What comes later about the student, from either school, goes on there.
    at("North High", { facts: "Seen again." }),
    minutes(6),
    // A case that belonged to no school, sent to one by a lead; correcting its school is refused, since the case would stay.
    at("Not listed", { studentName: "Bo Ash", studentId: "730493" }),
    editOf("26-0001", { school: "North High" }, lead),
    // Nor does a merge lead into another register.
    editOf("26-0001", { sameStudentAs: "26-2001" }, lead),
    editOf("26-0001", { handedTo: "North High" }, lead),
    minutes(6),
  );
  expect(after.errors).toEqual([]);
  expect(caseIn(after, north)).toMatchObject([
    { case: "26-1001", status: "closed", closeReason: "handed-over", reports: 1 },
    { case: "26-1002", student: "Bo Ash", school: "North High", status: "open" },
  ]);
  expect(caseIn(after, middle)).toMatchObject([{ case: "26-2001", reports: 2 }]);
  // Who sent it stays where leads alone read it, by the response that the report keeps; and is told once somebody there acknowledges.
  const [sent] = after.reports.filter((one) => one["case"] === "26-2001");
  expect(after.reporters).toMatchObject([
    { register: "sealed", response: sent?.["response"], email: teacher },
  ]);
  expect(mailTo(after, teacher).map(({ message }) => message)).toEqual([
    "reporter-duty",
    "report-taken-on",
  ]);
  expect(caseIn(after, "main")).toMatchObject([
    { case: "26-0001", school: "Not listed", releasedTo: "26-1002", mergedInto: null },
  ]);
  // What finds a student across registers has no text of theirs, and no reader.
  const { store } = day.workspace;
  const index = day.memory().get("caseIndex").file;
  const text = JSON.stringify(sheetsSlice(store).spreadsheets[index]);
  expect(text).toContain("26-2001");
  expect(text).not.toMatch(/Rowan|730194|Bo Ash|730493/);
  expect(driveSlice(store).files[index]).toMatchObject({ editors: [], viewers: [] });
  // A name alone is a question, and only about what is open.
  const asked = mails(
    day.play(at("East High", { studentId: undefined })),
    "same-student-elsewhere",
  );
  expect(asked.map(({ cases }) => cases)).toEqual(Array(2).fill(["26-0002", "26-2001"]));
});

describe("a case that was handed over and comes back opens again where it began, and is asked about", () => {
  const ack = { acknowledged: true };
  const cases = {
    north: ["26-1001", ofNorth, north],
    middle: ["26-2001", south, middle],
    east: ["26-0001", east, "main"],
  } as const;
  const of = (name: keyof typeof cases, set: object) => {
    const [reference, who, register] = cases[name];
    return [editOf(reference, set, who, register), minutes(6)];
  };
  const toNorth = { handedTo: "North High" };
  test.each<[string, readonly object[], object]>([
    ["once it was acknowledged there", [...of("middle", ack), ...of("middle", toNorth)], {}],
    ["before that, in danger", of("middle", toNorth), { immediateDanger: "yes" }],
    [
      "through a third school, in danger",
      [...of("middle", { ...ack, handedTo: "East High" }), ...of("east", toNorth)],
      { immediateDanger: "yes" },
    ],
  ])("%s", async (_name, way, more) => {
    const day = await Day.begin({ directory });
    const steps = (out: Output) =>
      out.checklist.filter((one) => one["case"] === "26-1001").map(({ act, due }) => [act, due]);
    const given = steps(day.play(at("North High", more), minutes(6)));
    day.play(
      ...of("north", { ...ack, notes: "Seen at lunch.", handedTo: "South Middle" }),
      tickOf("26-2001", call, { notes: "Busy" }, south, middle),
      ...of("middle", { student: "Rowan Pyne" }),
    );
    const back = day.play(...way);
    expect(caseIn(back, north)).toMatchObject([
      {
        ...{ case: "26-1001", status: "open", acknowledged: false, reports: 1 },
        ...{ handedTo: null, releasedTo: null, student: "Rowan Pyne", notes: "Seen at lunch." },
      },
    ]);
    expect(steps(back)).toEqual(given);
    expect(back.checklist).toContainEqual(
      expect.objectContaining({ register: north, act: call, state: "open", notes: "Busy" }),
    );
    const before = mailTo(back, ofNorth);
    expect(before.map(({ message }) => message)).toEqual(["case-opened", "case-given"]);
    const asked = day.play({ advance: "PT5H" });
    expect(mailTo(asked, ofNorth).length).toBeGreaterThan(before.length);
    // It closes there once the first school acknowledges it, and can go the same way again.
    const after = day.play(...of("north", ack), { advance: "PT1H" });
    expect(after.cases.filter(({ status }) => status !== "closed")).toEqual(caseIn(after, north));
    const again = day.play(...of("north", { handedTo: "South Middle" }), ...of("middle", ack), {
      advance: "PT1H",
    });
    const open = again.cases.filter(({ status }) => status !== "closed");
    expect(open).toMatchObject([{ case: "26-2001", acknowledged: true, reports: 1 }]);
    expect(mailTo(again, south).slice(-1)).toMatchObject([{ case: "26-2001" }]);
    expect(again.errors).toEqual([]);
  });
});

test("a danger that was over at the other school is over where the case comes back", async () => {
  const day = await Day.begin({ directory });
  const calls = [call, "involve-law-enforcement"];
  day.play(
    ...[at("North High", { immediateDanger: "yes" }), minutes(6)],
    ...[editOf("26-1001", { handedTo: "South Middle" }, ofNorth, north), minutes(6)],
    ...calls.map((act) => tickOf("26-2001", act, { done: true }, south, middle)),
    editOf("26-2001", { acknowledged: true, dangerOver: true }, south, middle),
  );
  const back = editOf("26-2001", { handedTo: "North High" }, south, middle);
  const out = day.play(minutes(12), back, minutes(6));
  expect(caseIn(out, north)).toMatchObject([{ status: "open", dangerOver: true }]);
  const asked = day.play({ advance: "PT2H" }).inbox.slice(out.inbox.length);
  expect(asked.filter(({ message }) => message === "case-escalated")).toEqual([]);
});

test("a report of the school that handed the case over goes to the one that takes it, before that has acknowledged it", async () => {
  const day = await Day.begin({ directory });
  const out = day.play(
    at("North High"),
    minutes(6),
    editOf("26-1001", { acknowledged: true, handedTo: "South Middle" }, ofNorth, north),
    minutes(6),
    at("North High", { concerns: ["suspected-victim"], immediateDanger: "yes" }),
    minutes(1),
  );
  expect(caseIn(out, north)).toMatchObject([{ status: "open", reports: 1, dangerSince: null }]);
  expect(caseIn(out, middle)).toMatchObject([{ reports: 2, level: "suspected-victim" }]);
  expect(caseIn(out, middle)[0]?.["dangerSince"]).not.toBeNull();
  expect(mailTo(out, south).slice(-1)).toMatchObject([{ message: "case-raised", case: "26-2001" }]);
  expect(mails(out, "report-elsewhere").map(({ to }) => to[0])).toEqual([ofNorth]);
});

describe("what goes along to another school", () => {
  const ofFirst = (set: object, reference = "26-1001", who = ofNorth) =>
    editOf(reference, set, who, north);
  const duties = [call, "involve-law-enforcement", "submit-mandated-report"];
  const closed = [
    ...duties.map((act) =>
      tickOf("26-1001", act, { alreadyMade: true, madeBy: "The county" }, ofNorth, north),
    ),
    ofFirst({ closeReason: "agency-took-over" }),
    ofFirst({ leadAgreed: true }, "26-1001", lead),
    ofFirst({ status: "closed" }),
  ];

  test("what is known of a reporter's own duties", async () => {
    const day = await Day.begin({ directory });
    const set = { callConfirmed: true, writtenReportConfirmed: true, reporterUnreachable: true };
    const confirmed = {
      edit: { tab: "reports", case: "26-1001", register: north, set },
      as: ofNorth,
    };
    const out = day.play(
      ...[at("North High", { reporterEmail: teacher }), minutes(6), confirmed, minutes(6)],
      ofFirst({ handedTo: "South Middle" }),
    );
    expect(out.reports).toMatchObject([
      { register: north, ...set },
      { register: middle, ...set },
    ]);
  });

  const factors = ["frequently-absent", "substance-abuse-history"] as const;
  const [absent, history] = factors.map((one) => at("North High", { factors: [one] }));
  const withdrawn = { withdrawFactor: factors[0], withdrawReason: "Was another Rowan." };
  const raised = { raiseLevelTo: "suspected-victim", raiseReason: "She told the nurse." };

  test.each<[string, readonly (object | undefined)[], string, object]>([
    [
      "a factor that was withdrawn stays so",
      [at("North High", { factors }), minutes(6), ofFirst(withdrawn, "26-1001", lead)],
      "26-1001",
      { factors: [factors[1]], withdrawnFactors: [factors[0]], level: "at-risk" },
    ],
    [
      "what a closed case of the student adds counts there too",
      [absent, minutes(6), ...closed, history],
      "26-1002",
      { factors, level: "at-risk" },
    ],
    [
      "a level that a person chose stays",
      [absent, minutes(6), ...closed, history, minutes(6), ofFirst(raised, "26-1002")],
      "26-1002",
      { factors, level: "suspected-victim" },
    ],
  ])("%s", async (_name, before, reference, expected) => {
    const day = await Day.begin({ directory });
    const events = before.flatMap((event) => event ?? []);
    const out = day.play(...events, minutes(6), ofFirst({ handedTo: "South Middle" }, reference));
    const known = caseIn(out, north).find((one) => one["case"] === reference);
    for (const one of [known, ...caseIn(out, middle)]) expect(one).toMatchObject(expected);
  });
});

const registerOf = (key: string, register: string) => ({
  edit: { tab: "schools", key, set: { register } },
  as: "lead",
});
const handTo = (handedTo: string) => editOf("26-1001", { handedTo }, ofNorth, north);
test.each<[string, readonly object[]]>([
  [
    "an older version of the first came back, and it is handed to a third school",
    [{ sheet: { restoreVersion: { ago: "PT9M", register: north } }, as: "admin" }, minutes(1)],
  ],
  ["Schools names main for the school that has it", [registerOf("South Middle", "")]],
  [
    "Schools names the first for the school that has it",
    [registerOf("South Middle", "North High")],
  ],
])("a case that is in the other register stays one, though %s", async (name, damage) => {
  const day = await Day.begin({ directory });
  // Until it is handed on, the version that came back has it too.
  if (name.includes("third")) day.breaks = "twice";
  day.play(at("North High"), minutes(12), handTo("South Middle"), minutes(6), ...damage);
  if (name.includes("third")) day.play(handTo("East High"));
  const ack = editOf("26-2001", { acknowledged: true }, south, middle);
  const out = day.play(minutes(12), ack, minutes(12));
  expect(out.cases).toMatchObject([
    { register: north, case: "26-1001", status: "closed", releasedTo: "26-2001" },
    { register: middle, case: "26-2001", status: "open", reports: 1 },
  ]);
  expect(out.errors).toEqual([]);
});

describe("an older version of a register has a case again that went on: the next night it is one, where it was received last", () => {
  const ack = (reference: string, who: string, register: string) =>
    editOf(reference, { acknowledged: true }, who, register);
  const restored = (register: string, ago: string) => [
    { sheet: { restoreVersion: { ago, register } }, as: "admin" },
    { advance: "P1DT1H" },
  ];
  const went = [at("North High"), minutes(30), handTo("South Middle"), minutes(12)];
  const back = editOf("26-2001", { handedTo: "North High" }, south, middle);
  const [inNorth, inMiddle] = [
    { register: north, case: "26-1001" },
    { register: middle, case: "26-2001" },
  ];
  test.each<[string, readonly object[], readonly object[]]>([
    [
      "the first, before that was acknowledged",
      [...went, ...restored(north, "PT20M")],
      [
        { ...inNorth, status: "open", releasedTo: "26-2001" },
        { ...inMiddle, status: "open", releasedTo: null },
      ],
    ],
    [
      "the first, after that",
      [...went, ack("26-2001", south, middle), minutes(12), ...restored(north, "PT40M")],
      [
        { ...inNorth, status: "closed", releasedTo: "26-2001" },
        { ...inMiddle, status: "open", releasedTo: null },
      ],
    ],
    [
      "the other, once the case is back",
      [...went, minutes(20), back, minutes(12), ...restored(middle, "PT20M")],
      [
        { ...inNorth, status: "open", releasedTo: null },
        { ...inMiddle, status: "open", releasedTo: "26-1001" },
      ],
    ],
  ])("%s", async (_name, events, expected) => {
    const day = await Day.begin({ directory });
    // Until then both have it.
    day.breaks = "twice";
    const out = day.play(...events);
    expect(out.cases).toMatchObject(expected);
    const moves = out.activity.filter(({ what }) => what === "case-moved").length;
    const night = day.play({ advance: "P1D" });
    expect(night.cases).toMatchObject(expected);
    expect(night.activity.filter(({ what }) => what === "case-moved")).toHaveLength(moves);
    expect(night.errors).toEqual([]);
  });
});

test("turned on in mid-year: open cases stay with their people until they close; a file is made before it is used", async () => {
  const day = await Day.begin({
    directory: { ...directory, schools: directory.schools.map(({ school: name }) => school(name)) },
  });
  day.play(at("North High"), at("South Middle", { studentName: "Kim Oak", studentId: "730291" }));
  day.play(
    registerOf("North High", "North High"),
    registerOf("South Middle", "Bad / name"),
    minutes(6),
  );
  day.play(registerOf("East High", "Elm"));
  const before = day.play(at("North High", { studentName: "Ann Elm", studentId: "730392" }));
  expect(before.cases.map((one) => one["register"])).toEqual(["main", "main", "main"]);
  // One line names all that have no file.
  expect(day.read("runCheck")).toContain("register: North High; Student safety register: Elm.");
  // The same letters in another case are the same name. What differs otherwise, and would be the same file, is refused by name.
  day.play(registerOf("East High", " north HIGH "), minutes(6));
  expect(day.read("runCheck")).toContain("register: North High. Until");
  day.play(registerOf("East High", "North-High"), minutes(6));
  expect(day.read("runCheck")).toContain("Schools row 5 (Register)");
  day.read("setUp");
  const on = day.play(at("North High", { studentName: "Bo Ash", studentId: "730493" }), {
    advance: "PT2H",
  });
  expect(day.read("runCheck")).not.toContain("does not name");
  expect(openers(on, north)).toEqual([admin, ofNorth, wide, lead, alternate]);
  expect(openers(on, "main")).toContain(ofNorth);
  expect(caseIn(on, north)).toMatchObject([{ student: "Bo Ash", case: "26-1001" }]);
  // Or until a lead sends them after the school.
  const off = day.play(
    ...["26-0001", "26-0003"].map((one) => editOf(one, { handedTo: "North High" }, lead)),
    minutes(6),
    ...["26-1002", "26-1003"].map((one) => editOf(one, { acknowledged: true }, ofNorth, north)),
    { advance: "PT2H" },
  );
  expect(caseIn(off, "main").map((one) => one["status"])).toEqual(["closed", "open", "closed"]);
  expect(openers(off, "main")).not.toContain(ofNorth);
  expect(off.errors).toEqual([]);
});

test("a school that is split by a new row: its open cases stay, new ones of the new half are read there alone, and a student of both has one case", async () => {
  const annex = "annex@district.example";
  const add = (tab: string, set: object) => ({ edit: { tab, set }, as: "admin" });
  const day = await Day.begin({ directory });
  day.play(
    at("North High"),
    add("schools", { school: "North Annex", grades: "9-12", register: "North Annex" }),
    add("contacts", { ...contactOf("North Annex", annex), name: "Ana Bay" }),
    minutes(6),
  );
  day.read("setUp");
  const out = day.play(
    at("North Annex", { studentName: "Kim Oak", studentId: "730291" }),
    at("North Annex", { facts: "Seen at the new building." }),
    { advance: "PT2H" },
  );
  expect(caseIn(out, north)).toMatchObject([{ student: rowan.studentName, reports: 2 }]);
  expect(caseIn(out, "school:north-annex")).toMatchObject([{ student: "Kim Oak" }]);
  expect(openers(out, north)).not.toContain(annex);
  expect(openers(out, "school:north-annex")).toContain(annex);
  expect(openers(out, "school:north-annex")).not.toContain(ofNorth);
  expect(out.errors).toEqual([]);
});

test("where each school has a register of its own, main opens to leads and admins; a contact of no school opens what a lead ticks", async () => {
  const schools = ["North High", "South Middle", "East High"].map((name) => school(name, name));
  const day = await Day.begin({ directory: { ...directory, schools } });
  const out = day.play(at("Not listed"), minutes(6));
  expect(openers(out, "main")).toEqual([admin, wide, lead, alternate]);
  expect(openers(out, "school:east-high")).toEqual([admin, east, wide, lead, alternate]);
  expect(caseIn(out, "main")).toMatchObject([{ contact: wide }]);
  expect(mailTo(out, district)).toEqual([]);
  // Of whoever opens several, emails count together for the hour.
  const several = [wide, lead].map((who) => `main first ${who}`);
  expect(Object.keys(day.memory().get("mailed"))).toEqual(several);
  // The figures of the school year are in main alone.
  const years = (["main", north, "sealed"] as const).map((name) =>
    day.tab("summary", name).positions.has("thisYear"),
  );
  expect(years).toEqual([true, false, false]);
  // Check says of whom it is still to be said.
  const words = () => day.read("runCheck", admin);
  expect(words()).toContain(`opening no register of a school: ${district}.`);
  expect(words()).not.toContain("No contact or backup");
  const tick = (who: string, column: object) => editContacts(who, column, "lead");
  day.play(tick(district, { allSchools: true }), tick(wide, { mayOpen: false }));
  day.play(tick(east, { mayOpen: false }), tick(district, { mayOpen: false }), minutes(6));
  const said = words();
  for (const one of ["may open the register that it has: East High.", "As a lead, tick May open"])
    expect(said).toContain(one);
  expect(words()).not.toContain("opening no register of a school");
  const told = day.play({ advance: "PT3H" }).inbox.map(({ text }) => text);
  expect(told.join()).toContain("can open “Student safety register: East High” now");
});

test("a register out of reach keeps no other from its work, and its danger is not silent; afterwards nothing is lost or there twice", async () => {
  const day = await Day.begin({ directory });
  const { runs } = day.play(at("North High", { immediateDanger: "yes" }), minutes(26));
  // In danger every run of the clock looks, long before somebody is due.
  for (const { calls } of runs.slice(-3))
    expect(calls.byName).toHaveProperty(["Sheets.Spreadsheets.Values.batchGetByDataFilter"]);
  const giveBack = day.takeAway(north);
  const out = day.play(
    at("South Middle", { studentName: "Kim Oak", studentId: "730291", immediateDanger: "yes" }),
    at("North High", { studentName: "Bo Ash", studentId: "730493" }),
    // The student of the danger: that its case cannot be read costs a question.
    at("East High"),
    { advance: "PT50M" },
  );
  const asked = mails(out, "same-student-elsewhere").map(({ cases }) => cases);
  expect(asked).toEqual(Array(2).fill(["26-0001", "26-1001"]));
  expect(caseIn(out, middle)).toMatchObject([{ student: "Kim Oak" }]);
  const past = mailTo(out, ofNorth).filter(isOfOutage);
  expect(past.length).toBeGreaterThan(1);
  // Not those of another school, nor who serves only the schools of the main register.
  for (const who of [south, district]) expect(mailTo(out, who).filter(isOfOutage)).toEqual([]);
  giveBack();
  const after = day.play({ advance: "PT30M" });
  expect(caseIn(after, north)).toMatchObject([
    { student: rowan.studentName },
    { student: "Bo Ash" },
  ]);
  expect(responsesOf(after)).toHaveLength(4);
  // A school that closes, and one whose register is misspelled: what is open stays with its people, and new reports go into main.
  const left = day.play(
    { sheet: { deleteRows: { tab: "schools", key: "North High" } }, as: "admin" },
    { edit: { tab: "schools", key: "South Middle", set: { register: "Suoth" } }, as: "lead" },
    { advance: "PT70M" },
    ...["North High", "South Middle"].map((one, nth) =>
      at(one, { studentName: `Student ${nth}`, studentId: `73900${nth}` }),
    ),
  );
  expect(openers(left, north)).toContain(ofNorth);
  expect(openers(left, middle)).toContain(south);
  expect(caseIn(left, north)[0]).toMatchObject({ contact: ofNorth });
  expect(caseIn(left, "main").map((one) => one["contact"])).toEqual([east, ofNorth, south]);
});
