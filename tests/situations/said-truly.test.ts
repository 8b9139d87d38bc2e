/** What mails say is new, and was so before; what has to be looked at again; names that are one in other spellings. */
import { describe, expect, test } from "vitest";
import { CaseIndex } from "../../src/case/lifecycle/match-report";
import { playCleanDay, playDay } from "../day/day";
import { tick } from "../day/events";
import { mails, type Output } from "../day/look";
import { contact, lead } from "../day/people";

const student = { school: "North High", studentName: "Robin Vale", studentId: "730194" };
const victim = { ...student, concerns: ["suspected-victim"] };
const recruiter = { ...student, concerns: ["recruiting-or-exploiting"] };
const texts = (out: Output, message: string) =>
  out.inbox.flatMap((one) => (one.message === message ? [one.text] : []));

describe("no mail says of what was so before that it is new", () => {
  const isNew = /New: the student is now/;

  test("a danger that joins a suspected victim's case", async () => {
    const out = await playDay([
      { submit: victim },
      { submit: { ...victim, immediateDanger: "yes" } },
      { advance: "PT2H" },
    ]);
    expect(out.inbox.length).toBeGreaterThan(3);
    for (const { text } of out.inbox) expect(text).not.toMatch(isNew);
    const rows = out.checklist.map(({ what }) => String(what));
    expect(rows.filter((what) => isNew.test(what))).toEqual([]);
    expect(rows.join()).toContain("immediate danger: say that first");
  });

  test("reminders after a rise; the mail of the rise itself says it", async () => {
    const out = await playDay([
      { submit: recruiter },
      { submit: victim },
      { advance: "PT3H" },
      { submit: { ...student, factors: ["frequently-absent"] } },
    ]);
    const [raised = ""] = texts(out, "case-raised");
    expect(raised).toMatch(isNew);
    expect(raised.split("\n")[0]).toBe(
      "Another report has changed a case of yours. Please read this to the end.",
    );
    for (const kind of ["call-overdue", "case-escalated", "report-added"])
      for (const text of texts(out, kind)) expect(text, kind).not.toMatch(isNew);
  });
});

test("a consequence that a student got who may be a victim after all is looked at again", async () => {
  const out = await playDay([
    { submit: recruiter },
    { edit: { case: "26-0001", set: { mayBeVictim: "no" } } },
    // The consequence waits for the lead's own tick.
    tick("tell-title-ix-coordinator", { done: true }, "lead"),
    { edit: { case: "26-0001", act: "school-consequence", set: { done: true } } },
    { submit: victim },
  ]);
  const [raised = ""] = texts(out, "case-raised");
  expect(out.checklist).toContainEqual(
    expect.objectContaining({ act: "school-consequence", done: true }),
  );
  expect(raised).toMatch(/On record as done: .*onsequence.* look at it again today/);
});

test("whoever takes two cases apart gets the same mail as the others", async () => {
  const out = await playDay([
    { submit: victim },
    { submit: { ...victim, studentId: "730195" } },
    { edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } }, as: "lead" },
    { edit: { case: "26-0002", set: { sameStudentAs: "" } }, as: "lead" },
  ]);
  const to = out.inbox.flatMap(({ message, text, to: own }) =>
    message === "case-merged" && text.includes("A merge was undone.") ? own : [],
  );
  expect(to).toEqual([contact, lead]);
});

test("a sealed case and one of the main register under one reference are told apart", async () => {
  const out = await playDay([
    { submit: victim },
    { submit: { ...victim, recipientMayBeInvolved: "contact" } },
  ]);
  const sealed = out.inbox.find(({ to, text }) => to.includes(lead) && /Sealed/.test(text));
  expect(sealed?.text).toContain(
    "Sealed: only you are told. Keep it out of main-register case 26-0001.",
  );
});

describe("a reporter who cannot be mailed", () => {
  const told = (out: Output) =>
    out.inbox.flatMap((one) =>
      one.message === "reporter-not-reminded" ? [{ to: one.to.join(), text: one.text }] : [],
    );
  const kim = { reporterName: "Kim Reporter", reporterEmail: "kim@private.example" };

  test.each([
    ["lead", lead],
    ["contact", contact],
  ])("known to %s: %s is told, without name or address", async (reporterKnownTo, to) => {
    const out = await playDay([{ submit: { ...victim, ...kim, reporterKnownTo } }]);
    expect(told(out).map((one) => one.to)).toEqual([to]);
    expect(told(out)[0]?.text).not.toMatch(/Kim|private\.example|Robin|730194/);
  });

  test("nor is one whose address Google refuses", async () => {
    const out = await playCleanDay([
      { fault: { call: "MailApp.sendEmail", nth: 3, when: "before", error: "Invalid email: x" } },
      { submit: { ...victim, reporterEmail: "kim@district.example", reporterKnownTo: "contact" } },
      { advance: "PT20M" },
    ]);
    const duty = mails(out, "reporter-duty");
    if (duty.length === 0) expect(told(out)).toMatchObject([{ to: contact }]);
    expect(duty.length + told(out).length).toBe(1);
  });

  test("nobody is told of one who was mailed, or left no address", async () => {
    const mailed = { ...victim, reporterEmail: "kim@district.example" };
    const out = await playDay([{ submit: mailed }, { submit: { ...victim, reporterName: "Kim" } }]);
    expect(told(out)).toEqual([]);
  });
});

describe("names", () => {
  const index = (name: string) =>
    new CaseIndex(
      [{ case: "26-0001", isClosed: false, student: name, studentId: null, mergedInto: null }],
      null,
    );
  test.each([
    ["Robin Vale", "Ro\u200Bbin Va\u200Dle"],
    ["Mary Ann O'Brien", "O\u2019Brien, Mary Ann"],
    ["Mary Ann OBrien", "O'Brien, Mary Ann"],
    ["Mary OBrien", "O'Brien, Mary Ann"],
    ["D'Angelo Ruiz", "Ruiz, DAngelo"],
  ])("%j and %j are perhaps one, never joined by name alone", (known, studentName) => {
    const link = index(known).link({ studentName, studentId: null });
    expect(link).toMatchObject({ kind: "new", possibleMatches: ["26-0001"] });
  });
  test.each([
    ["Robin Vale", "Vale, Rob"],
    ["Mary OBrien", "O'Brien, Ann Mary"],
  ])("%j and %j are two", (known, studentName) => {
    const link = index(known).link({ studentName, studentId: null });
    expect(link).toMatchObject({ kind: "new", possibleMatches: [] });
  });
});
