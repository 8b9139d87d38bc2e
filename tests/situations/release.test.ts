/**
 * A sealed case that does not need to be: the person who reads it releases it to the main register. And a sealed case that two people
 * close (design 2.11).
 */

import { describe, expect, test } from "vitest";
import { arm } from "../../scripts/bench/faults/crash";
import { editCells } from "../../scripts/workspace/sheets/person";
import { stateKey } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { call, editOf, first, minute, minutes, submit, tickOf } from "../day/events";
import { expectNoStudentData, kinds, mailTo, type Output } from "../day/look";
import { alternate, backup, contact, contactsRow, demoAnd, lead, teacher } from "../day/people";
import { cutsOf } from "../every-point";

const begin = (...others: readonly object[]) => {
  const contacts = [contactsRow("alternate lead", alternate), ...others];
  return Day.begin({ directory: demoAnd(...contacts) }, {}, true);
};

const facts = "Coach Quince drives her home. ";
/** So many that they take two rows. */
const longFacts = facts.repeat(3_000);
const sent = (more: object = {}) =>
  submit({
    ...{ factors: [], concerns: ["suspected-victim"], facts },
    ...{ reporterName: "Tess Byrd", reporterEmail: teacher, recipientMayBeInvolved: "not-sure" },
    ...more,
  });
const typed = (set: object, as = lead, register = "sealed") => editOf(first, set, as, register);
const reason = "The reporter meant a coach of another school.";
const release = (as = lead) => typed({ release: true, releaseReason: reason }, as);
const calls = [call, "involve-law-enforcement"];
const made = { done: true, agencyReference: "CFS-77" };
const called = calls.map((act) => tickOf(first, act, made, lead, "sealed"));

/** Typed where no trigger tells who did it. */
function typeUnseen(day: Day, set: Readonly<Record<string, boolean | string>>) {
  const { positions } = day.tab("cases", "sealed");
  const [row] = day.rows("cases", "sealed");
  const where = { spreadsheetId: day.fileId("sealed"), sheetId: tabs.cases.sheetId };
  for (const [key, value] of Object.entries(set)) {
    const at = { row: row?.index ?? -1, column: positions.get(key) ?? -1 };
    const outcome = editCells(day.workspace.store, { ...where, ...at, values: [[value]] }, lead);
    expect(outcome).toHaveProperty("done");
  }
}

/** Someone acknowledges the case of the main register, so that the sealed one closes. */
const takenOn = editOf(first, { acknowledged: true }, contact, "main");

const of = (out: Output, register: string) =>
  out.cases.filter((one) => one["register"] === register);
const opened = (out: Output) =>
  mailTo(out, contact).filter(({ message }) => message === "case-opened");
const notesOn = (out: Output, column: string) =>
  out.activity.filter((one) => one["column"] === column && one["what"] === "edit-put-back");
const releases = (out: Output) => out.activity.filter(({ what }) => what === "case-released");

describe("released, where it was not answered and staff may be involved", async () => {
  const day = await begin();
  const unanswered = { recipientMayBeInvolved: undefined, staffMayBeInvolved: "yes" };
  day.play(
    sent({ facts: longFacts, ...unanswered }),
    typed({ acknowledged: true, notes: "About the coach.", legalHold: true }),
    ...called,
  );
  const out = day.playClean(minutes(60), release(), minutes(10));
  const [main, ...others] = of(out, "main");
  const taken = () => day.playClean(minutes(50), takenOn, minutes(15));

  test("the main register has the case, with what was reported and what the lead typed", () => {
    expect(others).toEqual([]);
    expect(main).toMatchObject({
      ...{ student: "Rowan Pine", studentId: "730194", level: "suspected-victim", reports: 1 },
      ...{
        contact,
        acknowledged: false,
        reviewReasons: [],
        notes: "About the coach.",
        status: "open",
      },
      ...{ releasedTo: null, legalHold: true },
    });
    const rows = out.reports.filter(({ register }) => register === "main");
    expect(rows.map(({ part }) => part)).toEqual([1, 2]);
    expect(rows[0]).toMatchObject({ recipientMayBeInvolved: null, reporterName: null });
    expect(rows.map((row) => row["facts"]).join("")).toBe(longFacts);
    const state: unknown = JSON.parse(String(day.rows("cases")[0]?.cells[stateKey]));
    for (const member of ["excluded", "readBy", "mainCase"])
      expect(state).not.toHaveProperty(member);
  });

  test("calls that were ticked go along as already made, with the agency's reference", () => {
    const acts = out.checklist.filter((row) => row["register"] === "main" && row["alreadyMade"]);
    expect(acts.map(({ act }) => act)).toEqual(calls);
    const asMade = { state: "done", done: false, madeBy: lead, agencyReference: "CFS-77" };
    for (const one of acts) expect(one).toMatchObject(asMade);
  });

  test("the sealed case says where it went, takes ticks, and closes once the other is acknowledged; Activity of both has it", () => {
    const goes = { releasedTo: main?.["case"] };
    expect(of(out, "sealed")).toMatchObject([{ ...goes, status: "open" }]);
    const more = day.play(
      typed({ grade: "12" }),
      tickOf(first, "offer-referral", { notes: "Left a message." }, lead, "sealed"),
    );
    expect(of(more, "sealed")).toMatchObject([{ grade: null, status: "open" }]);
    const noted = more.checklist.filter(({ notes }) => notes === "Left a message.");
    expect(noted).toMatchObject([{ register: "sealed" }]);
    const closed = { status: "closed", closeReason: "released", nextDue: null };
    expect(of(taken(), "sealed")).toMatchObject([{ ...goes, ...closed }]);
    const steps = day.rows("checklist", "sealed").map(({ cells }) => cells);
    const left = steps.filter(({ state }) => state !== "Done").map(({ why }) => why);
    const goesOn = `This step continues in ${String(main?.["case"])} of the main register.`;
    expect(new Set(left)).toEqual(new Set([goesOn]));
    expect(releases(out).map(({ register, to }) => [register, to])).toEqual([
      ["main", null],
      ["sealed", main?.["case"]],
    ]);
    expect(JSON.stringify(releases(out))).not.toContain(reason);
  });

  test("the contact has a first email, and no other where something is done to it again; none has what was reported", () => {
    const anew = [release(), typed({ release: null }), typed({ status: "open" })];
    const again = day.playClean(...anew, minutes(70));
    expect(of(again, "main")).toHaveLength(1);
    expect(of(again, "sealed")).toMatchObject([{ status: "closed", closeReason: "released" }]);
    expect(opened(again)).toHaveLength(1);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "Quince", "Tess", "Byrd"]);
  });
});

describe("danger", () => {
  const danger = { immediateDanger: "yes" };

  test("not answered, it begins at minute 0 in the main register, with everyone who may know", async () => {
    const day = await begin();
    day.play(sent(danger), minutes(60));
    const at = day.workspace.clock.now;
    const out = day.play(release(), minutes(20));
    const told = mailTo(out, contact);
    expect(kinds(told)).toEqual(["case-opened", "case-escalated"]);
    expect(told[0]?.text).toMatch(
      /^Open this now\.\n+Immediate danger was reported\. Call 911 now/,
    );
    expect(Date.parse(told[0]?.at ?? "") - at).toBeLessThan(2 * minute);
    expect(mailTo(out, backup).length).toBeGreaterThan(1);
    expect(Date.parse(String(of(out, "main")[0]?.["dangerSince"]))).toBeGreaterThanOrEqual(at);
  });

  test("answered by a call, it is not asked about again; reported again since, it is", async () => {
    const answered = (await begin()).play(sent(danger), ...called, release(), minutes(40));
    expect(kinds(mailTo(answered, contact))).toEqual(["case-opened"]);
    expect(opened(answered)[0]?.text).not.toMatch(/Immediate danger was reported|CALL NOW/);
    expect(of(answered, "main")).toMatchObject([{ dangerOver: false }]);
    const since = [minutes(30), sent(danger), release(), minutes(40)];
    const again = (await begin()).play(sent(danger), ...called, ...since);
    expect(of(again, "main")).toMatchObject([{ reports: 2 }]);
    const asked = kinds(mailTo(again, contact)).filter((kind) => kind === "case-escalated");
    expect(asked.length).toBeGreaterThan(1);
    const owed = again.checklist.filter(
      ({ register, done, alreadyMade, call: number, due }) =>
        register === "main" && !done && !alreadyMade && number !== null && due,
    );
    expect(owed.map(({ act }) => act)).toContain("involve-law-enforcement");
  });
});

describe("cut off or failing at any call", async () => {
  const morning = async () => (await begin()).reach(sent(), minutes(60));
  const whole = await morning();
  const calls = whole.callsOf(release());
  const accepted = calls.findIndex(({ path }) => path === "Sheets.Spreadsheets.batchUpdate");
  // A batch is cut in each way; of the other calls the first of each kind and each email, in one way each.
  const points = cutsOf(
    calls,
    ({ path, isFirst, isItsTurn }) =>
      path.endsWith("batchUpdate") || ((isFirst || path.endsWith("sendEmail")) && isItsTurn),
  );

  test.each(points)("at call %i, %s: released once, or nothing was", async (at, moment) => {
    const day = await morning();
    const cut = calls[at];
    if (cut !== undefined) arm(day.workspace, cut, moment);
    const out = day.play(release(), minutes(70), takenOn, minutes(20));
    const main = out.reports.filter(({ register, part }) => register === "main" && part === 1);
    if (of(out, "sealed")[0]?.["releasedTo"] === null) {
      expect(at, "whoever typed it was not known any more").toBeLessThanOrEqual(accepted);
      expect([main, of(out, "main"), mailTo(out, contact)]).toEqual([[], [], []]);
      return;
    }
    expect(main).toHaveLength(1);
    expect(of(out, "main")).toHaveLength(1);
    expect(of(out, "sealed")).toMatchObject([{ releasedTo: first, closeReason: "released" }]);
    expect([1, 2]).toContain(opened(out).length);
    expect(out.cases.filter(({ status }) => status !== "closed")).toHaveLength(1);
    const registers = new Set(out.cases.map(({ register }) => register));
    expect(releases(out).map(({ register }) => register)).toEqual([...registers]);
  });
});

describe("no release", () => {
  const named = { recipientMayBeInvolved: "contact" };

  test.each<[string, readonly object[], number]>([
    ["without a reason", [sent(), typed({ release: true })], 1],
    ["of a report that names a contact", [sent(named), release()], 1],
    ["where only one of its reports names someone", [sent(), sent(named), release()], 1],
    ["by the contact of the school, who may not open the file", [sent(), release(contact)], 0],
  ])("%s: undone, with a note", async (_name, events, notes) => {
    const out = (await begin()).play(...events, minutes(10));
    expect(of(out, "main")).toEqual([]);
    expect(of(out, "sealed")).toMatchObject([{ status: "open", releasedTo: null }]);
    expect(mailTo(out, contact)).toEqual([]);
    expect(notesOn(out, "release")).toHaveLength(notes);
  });

  test("where Google does not say who typed: undone, and an agreement of no one known is none", async () => {
    const day = await begin();
    day.play(sent(), typed({ closeReason: "entered-by-mistake", notes: "A namesake." }));
    typeUnseen(day, { release: true, releaseReason: reason, leadAgreed: true });
    const out = day.play(minutes(60), typed({ status: "closed" }));
    expect(of(out, "main")).toEqual([]);
    expect(of(out, "sealed")).toMatchObject([{ status: "open", releasedTo: null }]);
    expect(notesOn(out, "release")).toHaveLength(1);
  });
});

test("of an answer that no one could read, the main register has nothing: it would say that the report was sealed", async () => {
  const answer = "Someone, see below";
  const { school, studentName, facts: said } = sent().submit as Readonly<Record<string, unknown>>;
  const raw = { school, studentName, facts: said, recipientMayBeInvolved: answer };
  const day = await begin();
  expect(of(day.play({ submit: { raw } }), "sealed")).toMatchObject([{ case: first }]);
  const out = day.play(release(), minutes(10));
  expect(of(out, "main")).toHaveLength(1);
  expect(JSON.stringify(of(out, "main"))).not.toContain("recipientMayBeInvolved");
  expect(day.rows("reports").map(({ cells }) => cells["unread"])).toEqual([null]);
});

describe("a sealed case is closed by two", () => {
  const why = { closeReason: "entered-by-mistake", notes: "A namesake." };
  const agree = (as: string) => typed({ leadAgreed: true }, as);
  const close = (as: string) => typed({ status: "closed" }, as);
  const other = [typed({ closeReason: "agency-took-over" }), typed(why)];
  const begun = [sent({ recipientMayBeInvolved: "contact" }), typed(why)];

  test.each<[string, readonly object[], string]>([
    ["the lead agrees and closes", [agree(lead), close(lead)], "open"],
    ["the alternate agrees, the lead closes", [agree(alternate), close(lead)], "closed"],
    ["the lead agrees, the alternate closes", [agree(lead), close(alternate)], "closed"],
    ["the lead changes the reason after it", [agree(alternate), ...other, close(lead)], "open"],
  ])("%s", async (_name, events, status) => {
    const out = (await begin()).reach(...begun).play(...events);
    expect(of(out, "sealed")).toMatchObject([{ status }]);
    expect(notesOn(out, "status")).toHaveLength(status === "open" ? 1 : 0);
  });

  test("alone where the other lead is excluded, or there is none", async () => {
    const alone = [why, { leadAgreed: true }, { status: "closed" }].map((set) =>
      typed(set, lead, "sealed-lead"),
    );
    const named = sent({ recipientMayBeInvolved: "alternate-lead" });
    const out = (await begin()).play(named, ...alone);
    expect(of(out, "sealed-lead")).toMatchObject([{ status: "closed" }]);
    const none = (await Day.begin({}, {}, true)).play(...begun, agree(lead), close(lead));
    expect(of(none, "sealed")).toMatchObject([{ status: "closed" }]);
  });
});

test("no case is merged into a released one, and what was released together stays together", async () => {
  const [second, third] = ["26-0002", "26-0003"];
  const same = (on: string, into: string | null) =>
    editOf(on, { sameStudentAs: into }, lead, "sealed");
  const cases = ["730195", "730196"].map((studentId) =>
    sent({ studentName: studentId, studentId }),
  );
  const day = await begin();
  day.play(
    sent(),
    ...cases,
    same(second, first),
    release(),
    same(second, null),
    same(third, first),
  );
  expect(of(day.out(), "sealed")).toMatchObject([
    { status: "open", releasedTo: first, reports: 2 },
    { status: "closed", mergedInto: first },
    { status: "open", mergedInto: null, reports: 1 },
  ]);
});
