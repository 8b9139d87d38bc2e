/** A sealed case that need not be: released to the main register by whoever reads it; and one that is closed by two (design 2.11). */
import { describe, expect, test } from "vitest";
import { arm } from "../../scripts/bench/faults/crash";
import { listen } from "../../scripts/bench/faults/stage";
import { registerIds } from "../../scripts/play/register-cells";
import { editCells } from "../../scripts/workspace/sheets/person";
import { stateKey, type TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { submit } from "../day/events";
import { expectNoStudentData, mailTo, type Output } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, lead, teacher } from "../day/people";
import { isEveryPoint } from "../every-point";

const numbers = [
  { role: "child and family services", name: "Child and Family Services", phone: "(415) 473-7153" },
  { role: "law enforcement", name: "Town Police Department", phone: "(415) 555-0111" },
];
const district = {
  contacts: [
    contactsRow("designated contact", contact),
    contactsRow("backup contact", backup),
    contactsRow("district lead", lead),
    contactsRow("alternate lead", alternate),
    contactsRow("district admin", admin),
    ...numbers,
  ],
  settings: { domains: ["district.example"] },
};
const begin = (directory: object = district) => Day.begin({ directory }, {}, true);

const facts = "Coach Quince drives her home. ";
/** So many that they take two rows. */
const longFacts = facts.repeat(3_000);
const sent = (more: object = {}) =>
  submit({
    factors: [],
    concerns: ["suspected-victim"],
    facts,
    reporterName: "Tess Byrd",
    reporterEmail: teacher,
    recipientMayBeInvolved: "not-sure",
    ...more,
  });
const typed = (set: object, as = lead, more: object = {}) => ({
  edit: { register: "sealed", case: "26-0001", ...more, set },
  as,
});
const reason = "The reporter meant a coach of another school.";
const release = (as = lead) => typed({ release: true, releaseReason: reason }, as);
const calls = ["call-child-and-family-services", "involve-law-enforcement"];
const called = calls.map((act) => typed({ done: true, agencyReference: "CFS-77" }, lead, { act }));

/** Typed where no trigger tells who did it. */
function typeUnseen(day: Day, set: Readonly<Record<string, boolean | string>>) {
  const spreadsheetId = day.fileId("sealed");
  const { positions } = day.tab("cases", "sealed");
  const [row] = day.rows("cases", "sealed");
  for (const [key, value] of Object.entries(set)) {
    const at = { row: row?.index ?? -1, column: positions.get(key) ?? -1 };
    const { sheetId } = tabs.cases;
    const { store } = day.workspace;
    const outcome = editCells(store, { spreadsheetId, sheetId, ...at, values: [[value]] }, lead);
    expect(outcome).toHaveProperty("done");
  }
}

const of = (out: Output, register: string) =>
  out.cases.filter((one) => one["register"] === register);
const cellsIn = (day: Day, tab: TabId) =>
  [...registerIds(day.workspace.store).keys()].flatMap((register) =>
    day
      .rows(tab, register)
      .map(({ cells }): Readonly<Record<string, unknown>> => ({ register, ...cells })),
  );
const notesOn = (out: Output, column: string) =>
  out.activity.filter((one) => one["column"] === column && one["what"] === "edit-put-back");

describe.each([
  ["not sure", {}],
  [
    "unanswered, and staff may be involved",
    { recipientMayBeInvolved: undefined, staffMayBeInvolved: "yes" },
  ],
])("released: %s", async (_name, more) => {
  const day = await begin();
  const first = sent({ facts: longFacts, ...more });
  day.play(first, typed({ acknowledged: true, notes: "About the coach." }), ...called);
  const out = day.play({ advance: "PT1H" }, release(), { advance: "PT10M" });
  const [main, ...others] = of(out, "main");

  test("the main register has the case, with what was reported and nothing of the lead's", () => {
    expect(out.errors).toEqual([]);
    expect(others).toEqual([]);
    expect(main).toMatchObject({
      ...{ student: "Rowan Pine", studentId: "730194", level: "suspected-victim", reports: 1 },
      ...{
        contact,
        acknowledged: false,
        reviewReasons: [],
        notes: null,
        releasedTo: null,
        status: "open",
      },
    });
    const rows = out.reports.filter(({ register }) => register === "main");
    expect(rows.map(({ part }) => part)).toEqual([1, 2]);
    expect(rows[0]).toMatchObject({ recipientMayBeInvolved: null, reporterName: null });
    expect(rows.map((row) => row["facts"]).join("")).toBe(longFacts);
    const [hidden] = cellsIn(day, "cases").filter(({ register }) => register === "main");
    const state: unknown = JSON.parse(String(hidden?.[stateKey]));
    for (const member of ["excluded", "readBy", "mainCase"])
      expect(state).not.toHaveProperty(member);
  });

  test("the contact has a first email, and no email has what was reported", () => {
    expect(mailTo(out, contact).map(({ message }) => message)).toEqual(["case-opened"]);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "Quince", "Tess", "Byrd"]);
  });

  test("calls that were ticked go along as already made, with the agency's reference", () => {
    const acts = out.checklist.filter(({ register }) => register === "main");
    const made = acts.filter(({ alreadyMade }) => alreadyMade === true);
    expect(made.map(({ act }) => act)).toEqual(calls);
    for (const one of made) {
      expect(one).toMatchObject({ state: "done", done: false, madeBy: lead });
      expect(one).toMatchObject({ agencyReference: "CFS-77" });
    }
  });

  test("the sealed case closes and says where it went; Activity of both has it", () => {
    expect(of(out, "sealed")).toMatchObject([
      { status: "closed", closeReason: "released", releasedTo: main?.["case"], nextDue: null },
    ]);
    const lines = out.activity.filter(({ what }) => what === "case-released");
    expect(lines.map(({ register, to }) => [register, to])).toEqual([
      ["main", null],
      ["sealed", main?.["case"]],
    ]);
    expect(JSON.stringify(lines)).not.toContain(reason);
  });

  test("once: nothing that is done to it again opens a second case, or the first one anew", () => {
    const again = day.play(release(), typed({ release: null }), typed({ status: "open" }), {
      advance: "P2D",
    });
    expect(of(again, "main")).toHaveLength(1);
    expect(of(again, "sealed")).toMatchObject([{ status: "closed", closeReason: "released" }]);
    expect(mailTo(again, contact).filter(({ message }) => message === "case-opened")).toHaveLength(
      1,
    );
    expect(again.errors).toEqual([]);
  });
});

describe("danger", async () => {
  const danger = { immediateDanger: "yes" };

  test("not answered, it begins at minute 0 in the main register, with everybody who may know", async () => {
    const day = await begin();
    day.play(sent(danger), { advance: "PT1H" });
    const at = day.workspace.clock.now;
    const out = day.play(release(), { advance: "PT20M" });
    const told = mailTo(out, contact);
    expect(told.map(({ message }) => message)).toEqual(["case-opened", "case-escalated"]);
    expect(told[0]?.text).toMatch(/^Urgent.*\n+Immediate danger was reported\. Call 911 now/);
    expect(Date.parse(told[0]?.at ?? "") - at).toBeLessThan(120_000);
    expect(mailTo(out, backup).length).toBeGreaterThan(1);
    expect(Date.parse(String(of(out, "main")[0]?.["dangerSince"]))).toBeGreaterThanOrEqual(at);
  });

  test("answered by a call, it is not asked about again; reported again since, it is", async () => {
    const answered = (await begin()).play(sent(danger), ...called, release(), {
      advance: "PT40M",
    });
    const [first, ...later] = mailTo(answered, contact);
    expect(later).toEqual([]);
    expect(first?.text).not.toMatch(/Immediate danger was reported|CALL NOW/);
    expect(of(answered, "main")).toMatchObject([{ dangerOver: false }]);
    const again = (await begin()).play(
      ...[sent(danger), ...called, { advance: "PT30M" }, sent(danger), release()],
      { advance: "PT40M" },
    );
    expect(of(again, "main")).toMatchObject([{ reports: 2 }]);
    const asked = mailTo(again, contact).filter(({ message }) => message === "case-escalated");
    expect(asked.length).toBeGreaterThan(1);
  });
});

const moments = ["before", "after", "stop"] as const;

describe("cut off or failing at any call", async () => {
  const opened = [sent(), { advance: "PT1H" }] as const;
  const whole = (await begin()).reach(...opened);
  const heard = listen(whole.workspace);
  whole.play(release());
  heard.stop();
  const { calls } = heard;
  const accepted = calls.findIndex(({ path }) => path === "Sheets.Spreadsheets.batchUpdate");
  const isWhole = (path: string) => isEveryPoint || /batchUpdate$|sendEmail$/.test(path);
  // What changes something is cut in each way; of the other calls the first of each kind, in one way.
  const points = calls.flatMap(({ path }, at) =>
    moments.flatMap((moment, way) => {
      const isTaken = calls.findIndex((one) => one.path === path) === at && at % 3 === way;
      return isWhole(path) || isTaken ? [[at, moment] as const] : [];
    }),
  );

  test.each(points)("at call %i, %s: released once, or nothing was", async (at, moment) => {
    const day = (await begin()).reach(...opened);
    const call = calls[at];
    if (call !== undefined) arm(day.workspace, call, moment);
    const out = day.play(release(), { advance: "PT70M" });
    const [sealed] = of(out, "sealed");
    const main = out.reports.filter(({ register, part }) => register === "main" && part === 1);
    if (sealed?.["status"] === "open") {
      expect(at, "whoever typed it was not known any more").toBeLessThanOrEqual(accepted);
      expect([main, of(out, "main"), mailTo(out, contact)]).toEqual([[], [], []]);
      return;
    }
    expect(main).toHaveLength(1);
    expect(of(out, "main")).toHaveLength(1);
    expect(of(out, "sealed")).toMatchObject([{ releasedTo: "26-0001", closeReason: "released" }]);
    const told = mailTo(out, contact).filter(({ message }) => message === "case-opened");
    expect([1, 2]).toContain(told.length);
    expect(out.cases.filter(({ status }) => status !== "closed")).toHaveLength(1);
    const lines = out.activity.filter(({ what }) => what === "case-released");
    expect(lines.map(({ register }) => register)).toEqual([
      ...new Set(out.cases.map(({ register }) => register)),
    ]);
  });
});

describe("no release", () => {
  test.each<[string, readonly object[], string]>([
    ["without a reason", [sent(), typed({ release: true })], "release-reason-needed"],
    ...["contact", "administrator"].map((named): [string, readonly object[], string] => [
      `of a report that names: ${named}`,
      [sent({ recipientMayBeInvolved: named }), release()],
      "release-named",
    ]),
    [
      "where only one of its reports names somebody",
      [sent(), sent({ recipientMayBeInvolved: "contact" }), release()],
      "release-named",
    ],
    ["by the contact of the school, who may not open the file", [sent(), release(contact)], ""],
  ])("%s: undone, with a note", async (_name, events, because) => {
    const out = (await begin()).play(...events, { advance: "PT1H" });
    expect(of(out, "main")).toEqual([]);
    expect(of(out, "sealed")).toMatchObject([{ status: "open", releasedTo: null }]);
    expect(mailTo(out, contact)).toEqual([]);
    expect(notesOn(out, "release")).toHaveLength(because === "" ? 0 : 1);
  });

  test("where Google does not say who typed: undone, and the lead is told", async () => {
    const day = await begin();
    day.play(sent());
    typeUnseen(day, { release: true, releaseReason: reason });
    const out = day.play({ advance: "PT1H" });
    expect(of(out, "main")).toEqual([]);
    expect(notesOn(out, "release")).toHaveLength(1);
  });

  test("in the main register there is nothing to release", async () => {
    const out = (await begin()).play(
      sent({ recipientMayBeInvolved: "no" }),
      { edit: { case: "26-0001", set: { releaseReason: reason, release: true } }, as: lead },
      { edit: { case: "26-0001", set: { closeReason: "released" } }, as: lead },
    );
    expect(notesOn(out, "release")).toHaveLength(1);
    expect(notesOn(out, "closeReason")).toHaveLength(1);
  });
});

describe("a sealed case is closed by two", async () => {
  const by = (who: string) =>
    typed({ closeReason: "entered-by-mistake", notes: "A namesake." }, who);
  const close = (as: string) => typed({ status: "closed" }, as);
  const agree = (as: string) => typed({ leadAgreed: true }, as);
  const opened = [sent({ recipientMayBeInvolved: "contact" }), { advance: "PT1H" }, by(lead)];
  const status = (out: Output) => of(out, "sealed").map((one) => one["status"]);

  test.each<[string, readonly object[], string]>([
    ["nobody agreed", [close(lead)], "open"],
    ["the lead agrees and closes", [agree(lead), close(lead)], "open"],
    ["the alternate agrees, the lead closes", [agree(alternate), close(lead)], "closed"],
    ["the lead agrees, the alternate closes", [agree(lead), close(alternate)], "closed"],
    ["the alternate agrees and closes", [agree(alternate), close(alternate)], "open"],
    [
      "the lead changes the reason after it",
      [agree(alternate), typed({ closeReason: "agency-took-over" }), by(lead), close(lead)],
      "open",
    ],
  ])("%s", async (_name, events, wanted) => {
    const out = (await begin()).play(...opened, ...events);
    expect(status(out)).toEqual([wanted]);
    expect(notesOn(out, "status")).toHaveLength(wanted === "open" ? 1 : 0);
  });

  test("alone where the other lead is excluded, or there is none", async () => {
    const alone = { register: "sealed-lead" };
    const why = { closeReason: "entered-by-mistake", notes: "A namesake." };
    const named = (await begin()).play(
      sent({ recipientMayBeInvolved: "alternate-lead" }),
      ...[{ advance: "PT1H" }, typed(why, lead, alone)],
      ...[typed({ leadAgreed: true }, lead, alone), typed({ status: "closed" }, lead, alone)],
    );
    expect(of(named, "sealed-lead").map((one) => one["status"])).toEqual(["closed"]);
    const contacts = district.contacts.filter(({ role }) => role !== "alternate lead");
    const none = await begin({ ...district, contacts });
    expect(status(none.play(...opened, agree(lead), close(lead)))).toEqual(["closed"]);
  });

  test("an agreement of nobody known is none", async () => {
    const day = await begin();
    day.play(...opened);
    typeUnseen(day, { leadAgreed: true });
    const out = day.play({ advance: "PT1H" }, close(lead));
    expect(status(out)).toEqual(["open"]);
  });
});
