/**
 * Nobody whom a report says may be involved reads it or hears of it, whatever Contacts say when it comes and whatever they say later; and
 * somebody who may know is told (design 2.11).
 */
import { describe, expect, test } from "vitest";
import { demoDirectory, putDirectory } from "../../scripts/play/directory";
import { restoreVersion, versionOf } from "../../scripts/workspace/sheets/person-structure";
import { wordsOf as wordsIn } from "../../src/languages/languages";
import { Day } from "../day/day";
import { editOf, first, menu, minutes, setUp, submit } from "../day/events";
import { mailTo, type Output, openers, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, lead } from "../day/people";

type Row = ReturnType<typeof contactsRow>;
const agencies = demoDirectory.contacts.filter(({ role }) => /services|enforcement/.test(role));
const row = (role: string, email: string, more: object = {}) =>
  contactsRow(role, email, { name: email, ...more });
const usual: readonly Row[] = [
  row("designated contact", contact),
  row("backup contact", backup),
  row("district lead", lead),
  row("alternate lead", alternate),
  row("district admin", admin),
];
const en = wordsIn("en").sentences;
const settings = { domains: "district.example" };
const directoryOf = (rows: readonly object[]) => ({ contacts: [...rows, ...agencies], settings });

/** A district with these rows of Contacts, in which somebody may then change all of them. */
async function district(rows: readonly object[] = usual) {
  const day = await Day.begin({ directory: directoryOf(rows) }, {}, true);
  day.every = 30;
  return {
    day,
    contactsAre(next: readonly object[]) {
      putDirectory(day.workspace.store, directoryOf(next));
    },
  };
}

/** An address in the district's domain that no account has. */
const typo = "contcat@district.example";
/** The rows as someone broke the one of a role, for each way in which one can be broken. */
const broken: Readonly<Record<string, (rows: readonly Row[], email: string) => readonly object[]>> =
  {
    mistyped: (rows, email) =>
      rows.map((one) => (one.email === email ? { ...one, email: email.replace(".", ",") } : one)),
    empty: (rows, email) => rows.map((one) => (one.email === email ? { ...one, email: "" } : one)),
    deleted: (rows, email) => rows.filter((one) => one.email !== email),
    "given an address that no account has": (rows, email) =>
      rows.map((one) => (one.email === email ? { ...one, email: typo } : one)),
  };
const about = (recipientMayBeInvolved: unknown, more: object = {}) =>
  submit({ recipientMayBeInvolved, immediateDanger: "yes", ...more });
const sealedFiles = ["sealed", "sealed-lead", "sealed-alternate"];
/** Sealed files that hold a case and that someone may open. */
const reads = (out: Output, who: string) =>
  sealedFiles.filter(
    (file) =>
      out.cases.some(({ register }) => register === file) && openers(out, file).includes(who),
  );
/** Emails about a case or about a report that waits. */
const told = (out: Output, who: string) =>
  mailTo(out, who).filter((one) =>
    /student safety case|report is waiting|no one has read/i.test(wordsOf(one)),
  );

const moved = (email: string, role: string) => (rows: readonly Row[]) =>
  rows.flatMap((one) => (one.email === email ? { ...one, role } : one.role === role ? [] : one));

test.each<[string, string, string, string, (rows: readonly Row[]) => readonly Row[]]>([
  ["mistyped", "lead", lead, "sealed-alternate", moved(lead, "alternate lead")],
  ["empty", "lead", lead, "sealed-alternate", moved(lead, "alternate lead")],
  ["deleted", "lead", lead, "sealed-alternate", moved(lead, "alternate lead")],
  ["mistyped", "alternate-lead", alternate, "sealed-lead", moved(alternate, "district lead")],
  ["empty", "contact", contact, "sealed", moved(contact, "alternate lead")],
  ["deleted", "contact", backup, "sealed", moved(backup, "district lead")],
  [
    "given an address that no account has",
    ...(["contact", contact, "sealed", moved(contact, "district lead")] as const),
  ],
  [
    "given an address that no account has",
    ...(["lead", lead, "sealed-alternate", moved(lead, "alternate lead")] as const),
  ],
])(
  "a row is %s when a report names the %s, and mended later: %s never reads it, in whatever role",
  async (how, answer, who, file, promoted) => {
    const { day, contactsAre } = await district(usual);
    day.workspace.deleteAccount(typo);
    contactsAre(broken[how]?.(usual, who) ?? []);
    day.play(about(answer), minutes(65));
    contactsAre(usual);
    let out = day.play(minutes(65));
    expect(out.cases).toMatchObject([{ register: file }]);
    expect([reads(out, who), told(out, who)]).toEqual([[], []]);
    contactsAre(promoted(usual));
    // Someone confirms the address in its new role.
    day.play(minutes(10), menu("access", { [`confirm ${who}`]: true }, "admin"));
    out = day.play(minutes(65));
    expect([reads(out, who), told(out, who)]).toEqual([[], []]);
    expect(out.errors).toEqual([]);
  },
);

test("somebody who comes into the role later was not in it: they may read the file in another role", async () => {
  const { day, contactsAre } = await district();
  const nell = row("district lead", "nell@district.example");
  day.play(about("lead"), minutes(5));
  contactsAre(usual.map((one) => (one.email === lead ? nell : one)));
  day.play(minutes(10), menu("access", { [`confirm ${nell.email}`]: true }, "admin"));
  expect(reads(day.play(minutes(65)), nell.email)).toEqual([]);
  // The alternate lead leaves, and the new lead becomes that.
  contactsAre([
    ...usual.filter(({ role }) => !/lead/.test(role)),
    { ...nell, role: "alternate lead" },
  ]);
  const out = day.play(minutes(65));
  expect(reads(out, nell.email)).toEqual(["sealed-alternate"]);
  expect(out.cases).toMatchObject([{ contact: nell.email }]);
});

describe("several answers", () => {
  test.each<[readonly string[], string]>([
    [["contact", "lead"], "sealed-alternate"],
    [["not-sure", "alternate-lead"], "sealed-lead"],
    [["no", "administrator"], "sealed"],
  ])("%j: each excludes", async (answers, file) => {
    const { day } = await district();
    const out = day.playClean(about(answers), minutes(35));
    const real = answers.filter((one) => one !== "no");
    expect(out.reports).toMatchObject([
      { register: file, recipientMayBeInvolved: real.length > 1 ? [...real].sort() : real[0] },
    ]);
    const may = [file !== "sealed-alternate" && lead, file !== "sealed-lead" && alternate];
    expect([...openers(out, file)].sort()).toEqual(
      [admin, ...may.flatMap((one) => one || [])].sort(),
    );
  });

  test("the lead and the alternate lead: no one reads it, and others are told that it waits", async () => {
    const { day } = await district();
    const out = day.playClean(about(["lead", "alternate-lead"]), minutes(35));
    expect(out.cases).toEqual([]);
    for (const who of [lead, alternate]) expect(told(out, who)).toEqual([]);
    expect(told(out, admin).length).toBeGreaterThan(1);
  });

  test("everyone in Contacts: the account that runs the system is told at the pace of danger, without content", async () => {
    const { day } = await district(usual.filter(({ role }) => role !== "district admin"));
    const answers = ["contact", "lead", "alternate-lead"];
    const out = day.playClean(about(answers, { immediateDanger: "no" }), minutes(65));
    expect(out.cases).toEqual([]);
    for (const { email } of usual) if (email !== admin) expect(told(out, email)).toEqual([]);
    expect(told(out, admin).length).toBeGreaterThan(2);
    expect(JSON.stringify(out.inbox)).not.toMatch(/Rowan|730194/);
  });
});

test.each<[string, readonly string[]]>([
  ["an older version of the register is restored", []],
  ["its case and its Activity are deleted", ["cases", "activity", "reports", "checklist"]],
])("who is kept out stays out after %s", async (_name, emptied) => {
  const { day, contactsAre } = await district();
  day.play(minutes(5));
  const early = versionOf(day.workspace.store, day.fileId("sealed"));
  day.play(about("contact"), minutes(65));
  if (emptied.length === 0 && early !== null) restoreVersion(day.workspace.store, early, lead);
  for (const { properties, rows } of day.register("sealed").sheets) {
    if (emptied.some((tab) => tab === properties.title.toLowerCase())) rows.splice(2);
  }
  day.form().responses.splice(0);
  expect(day.out().cases).toEqual([]);
  contactsAre(moved(contact, "alternate lead")(usual));
  const out = day.play(minutes(125));
  expect(openers(out, "sealed")).not.toContain(contact);
  expect(told(out, contact)).toEqual([]);
});

test("the lead steps aside in danger and the alternate lead's account is deleted: others are told, without content, again and again", async () => {
  const { day } = await district();
  day.play(about("contact"), editOf(first, { steppedAside: lead }, "lead", "sealed"));
  const before = day.play({ account: { delete: alternate } }, minutes(65)).inbox.length;
  const out = day.play(minutes(130));
  const later = { ...out, inbox: out.inbox.slice(before) };
  expect(told(later, admin).length).toBeGreaterThan(1);
  expect(JSON.stringify(told(later, admin))).not.toMatch(/Rowan|730194|North High/);
  expect(told(later, lead)).toEqual([]);
});

describe("a reader who stepped aside is no reader", () => {
  const close = (as: string) => [
    editOf(first, { closeReason: "entered-by-mistake", notes: "A namesake." }, as, "sealed"),
    editOf(first, { leadAgreed: true }, as, "sealed"),
    editOf(first, { status: "closed" }, as, "sealed"),
  ];

  test("the other one closes the case alone", async () => {
    const { day } = await district();
    const calm = about("contact", { immediateDanger: "no" });
    day.play(
      calm,
      editOf(first, { steppedAside: alternate }, "alternate@district.example", "sealed"),
    );
    expect(day.play(...close("lead")).cases).toMatchObject([{ status: "closed" }]);
  });

  test("what they agreed to before does not count", async () => {
    const { day } = await district();
    const calm = about("contact", { immediateDanger: "no" });
    const out = day.play(
      calm,
      editOf(first, { leadAgreed: true }, alternate, "sealed"),
      editOf(first, { steppedAside: alternate }, alternate, "sealed"),
    );
    expect(out.cases).toMatchObject([{ leadAgreed: false, status: "open" }]);
  });
});

test("a Form from before several could be ticked: what it answered is read after Set up too, and Set up asks for several", async () => {
  const { day } = await district();
  const [item] = day.form().items.filter(({ title }) => title === en["ask-recipientMayBeInvolved"]);
  if (item === undefined) throw new Error("the Form does not ask");
  Object.assign(item, { type: "MULTIPLE_CHOICE" });
  const raw = {
    school: "North High",
    facts: "Seen.",
    recipientMayBeInvolved: en["recipient-lead"],
  };
  const before = day.play({ loseTrigger: { submit: { raw } } });
  expect(before.cases).toEqual([]);
  const out = day.play(
    setUp,
    minutes(10),
    about(["lead", "contact"], { studentName: "Ash Grove" }),
  );
  expect(out.reports).toMatchObject([
    { register: "sealed-alternate", recipientMayBeInvolved: "lead" },
    { register: "sealed-alternate", recipientMayBeInvolved: ["contact", "lead"] },
  ]);
});
