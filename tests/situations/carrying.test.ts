/**
 * A released case after someone deleted rows or restored an older version, and what people typed in it before (design 2.11, 2.22): no student
 * is lost, each report is in one register, and nothing asks twice.
 */

import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { call, editOf, first, minutes, submit, tickOf } from "../day/events";
import { kinds, mailTo, type Output } from "../day/look";
import {
  alternate,
  backup,
  contact,
  contactsRow,
  demoAnd,
  lead,
  south,
  twoSchools,
} from "../day/people";

const begin = (directory: object = demoAnd(contactsRow("alternate lead", alternate))) =>
  Day.begin({ directory }, {}, true);

const unsure = (more: object = {}) =>
  submit({
    ...{ factors: ["frequently-absent"], facts: "A car waits for him.", ...more },
    recipientMayBeInvolved: "not-sure",
  });
const typed = (set: object, as = lead, reference = first) => editOf(reference, set, as, "sealed");
const release = (reference = first) =>
  typed({ release: true, releaseReason: "A coach of another school." }, lead, reference);
const deleteRows = (tab: string, register: string) => ({
  sheet: { deleteRows: { tab, case: first, register } },
  as: "admin",
});
const restore = (register: string, ago = "PT30M") => ({
  sheet: { restoreVersion: { ago, register } },
  as: "admin",
});
/** Someone acknowledges the case of the main register, so that the sealed one closes. */
const takenOn = editOf(first, { acknowledged: true }, contact, "main");
const night = { advance: "P1D" };

const of = (out: Output, register: string) =>
  out.cases.filter((one) => one["register"] === register);
const open = (out: Output) => out.cases.filter(({ status }) => status !== "closed");
const responses = (out: Output, register: string) =>
  out.reports.filter((one) => one["register"] === register && one["part"] === 1);

describe("after a release, the next night", () => {
  const morning = [unsure(), minutes(60), release(), minutes(1), takenOn, minutes(12)];
  test.each<[string, readonly object[], string]>([
    ["the main row is deleted", [deleteRows("cases", "main")], "26-0002"],
    [
      "the main row and its reports are deleted",
      [deleteRows("cases", "main"), deleteRows("reports", "main")],
      "26-0002",
    ],
    ["only the report's row in main is deleted", [deleteRows("reports", "main")], first],
    ["main is restored to before it", [restore("main")], "26-0002"],
    ["the sealed register is restored to before it", [restore("sealed")], first],
    ["the sealed row is deleted", [deleteRows("cases", "sealed")], first],
  ])("%s: one open case, in main, with its report", async (_name, damage, reference) => {
    const day = await begin();
    // Where the sealed row is deleted nothing says that its report was carried.
    day.breaks = "twice";
    const out = day.play(...morning, ...damage, night);
    expect(open(out)).toMatchObject([{ register: "main", case: reference, reports: 1 }]);
    expect(responses(out, "main")).toMatchObject([{ case: reference }]);
    for (const one of of(out, "sealed"))
      expect(one).toMatchObject({ closeReason: "released", releasedTo: reference });
    // The night after that finds nothing more to do; once is enough for each register.
    if (!damage.some((event) => JSON.stringify(event).includes("restore"))) return;
    const before = out.inbox.length;
    const later = day.play(night);
    expect(of(later, "main").filter(({ status }) => status !== "closed")).toHaveLength(1);
    expect(later.activity.filter(({ what }) => what === "case-released").length).toBe(
      out.activity.filter(({ what }) => what === "case-released").length,
    );
    const readers = later.inbox
      .slice(before)
      .filter(({ text }) => text.includes("/sealed") || /Go to case/.test(text));
    expect(readers).toEqual([]);
  });
});

describe("what people typed before", () => {
  const corrections = {
    ...{ student: "Rowan Pyne", studentId: "730199", school: "South Middle", grade: "11" },
    ...{ notes: "Spoke with the nurse.", isAdult: "no", parentMayBeInvolved: "yes" },
    ...{ mayBeVictim: "yes", heldFor: "Police", holdUntil: "2026-09-03", dangerOver: true },
    ...{ raiseReason: "She told the nurse.", staffMayBeInvolved: "no" },
  };

  test("goes along, with the steps that were done; the contact of the corrected school is asked", async () => {
    const day = await begin({
      ...twoSchools,
      contacts: [...twoSchools.contacts, contactsRow("alternate lead", alternate)],
    });
    const out = day.play(
      unsure({ immediateDanger: "yes" }),
      typed({ ...corrections, raiseLevelTo: "suspected-victim" }),
      tickOf(first, call, { done: true, agencyReference: "CFS-77" }, lead, "sealed"),
      tickOf(first, "involve-law-enforcement", { notes: "Busy" }, lead, "sealed"),
      ...[minutes(5), release(), minutes(10)],
    );
    const [sealed] = of(out, "sealed");
    const [main] = of(out, "main");
    for (const key of [...Object.keys(corrections), "level", "protocols", "factors"])
      expect([key, main?.[key]]).toEqual([key, sealed?.[key]]);
    expect(main).toMatchObject({ level: "suspected-victim", acknowledged: false });
    expect(mailTo(out, contact)).toEqual([]);
    expect(kinds(mailTo(out, south))).toContain("case-opened");
    const steps = out.checklist.filter(({ register }) => register === "main");
    expect(steps.filter(({ act }) => act === call)).toMatchObject([
      { done: false, alreadyMade: true, madeBy: lead, agencyReference: "CFS-77" },
    ]);
    expect(JSON.stringify(steps.map(({ who }) => who))).not.toMatch(/alternate/i);
    const [report] = responses(out, "main");
    expect(report).toMatchObject({ studentName: "Rowan Pine", recipientMayBeInvolved: null });
  });
});

describe("what a closed sealed case of the student added stays there, but not a level that a person chose", () => {
  const duties = [call, "involve-law-enforcement", "submit-mandated-report"];
  const closed = [
    ...duties.map((act) =>
      tickOf(first, act, { alreadyMade: true, madeBy: "Kit" }, lead, "sealed"),
    ),
    typed({ closeReason: "agency-took-over" }),
    typed({ leadAgreed: true }, alternate),
    typed({ status: "closed" }),
  ];
  test.each([
    [{ notes: "Spoke with the nurse." }, "below-threshold"],
    [{ raiseLevelTo: "suspected-victim", raiseReason: "She told the nurse." }, "suspected-victim"],
  ])("typed: %o", async (set, level) => {
    const day = await begin();
    const second = day.play(
      ...[unsure(), minutes(6), ...closed, unsure({ factors: ["substance-abuse-history"] })],
      ...[minutes(6), typed(set, lead, "26-0002"), minutes(6)],
    );
    const known = of(second, "sealed")[1];
    expect(known?.["factors"]).toEqual(["frequently-absent", "substance-abuse-history"]);
    const out = day.play(release("26-0002"), minutes(10));
    expect(of(out, "main")).toMatchObject([{ level, factors: ["substance-abuse-history"] }]);
  });
});

describe("an open case of the same student in main", () => {
  const before = [submit(), minutes(10)];

  test("gets the report, and its own calls stay open", async () => {
    const out = (await begin()).play(
      ...before,
      unsure({ facts: "More.", factors: ["frequently-absent"] }),
      typed({ notes: "Spoke with the nurse.", raiseLevelTo: "suspected-victim", raiseReason: "x" }),
      tickOf(first, call, { done: true, agencyReference: "CFS-77" }, lead, "sealed"),
      ...[release(), minutes(10), takenOn, minutes(15)],
    );
    expect(of(out, "main")).toMatchObject([
      { case: first, reports: 2, notes: "Spoke with the nurse.", level: "suspected-victim" },
    ]);
    expect(of(out, "sealed")).toMatchObject([{ status: "closed", releasedTo: first }]);
    const calls = out.checklist.filter(({ register, act }) => register === "main" && act === call);
    expect(calls.map(({ state }) => state).sort()).toEqual(["done", "open"]);
    expect(kinds(mailTo(out, contact))).toContain("case-raised");
  });

  test("whoever stepped aside there hears nothing", async () => {
    const aside = [editOf(first, { steppedAside: "x" }), minutes(10)];
    const day = await begin();
    day.play(...before, ...aside);
    const had = mailTo(day.out(), contact).length;
    const out = day.play(unsure({ immediateDanger: "yes" }), release(), minutes(30));
    expect(mailTo(out, contact)).toHaveLength(had);
    expect(of(out, "main")).toMatchObject([{ case: first, reports: 2 }]);
    expect(mailTo(out, backup).length).toBeGreaterThan(0);
  });

  test("in danger already answered there, the danger of the sealed case begins anew", async () => {
    const out = (await begin()).play(
      submit({ immediateDanger: "yes" }),
      ...[call, "involve-law-enforcement"].map((act) => tickOf(first, act)),
      ...[minutes(10), unsure({ immediateDanger: "yes" }), minutes(10), release(), minutes(20)],
    );
    const asked = kinds(mailTo(out, contact)).filter((kind) => kind === "case-escalated");
    expect(asked.length).toBeGreaterThan(0);
  });
});

describe("danger", () => {
  test.each([
    ["was not answered", [], true],
    ["was answered", [call, "involve-law-enforcement"], false],
  ])(
    "that %s in the sealed case, closed by now, after the main row is deleted",
    async (_name, acts, isAsked) => {
      const out = (await begin()).play(
        unsure({ immediateDanger: "yes" }),
        ...acts.map((act) => tickOf(first, act, { done: true }, lead, "sealed")),
        ...[minutes(5), release(), minutes(10), takenOn, minutes(6)],
        ...[deleteRows("cases", "main"), minutes(70)],
      );
      expect(open(out)).toMatchObject([{ register: "main", case: "26-0002" }]);
      const asks = out.inbox.filter(
        ({ subject }) => subject === "Student safety case 26-0002: call now",
      );
      expect(asks.length > 0).toBe(isAsked);
      // It begins with whoever learns of it now.
      expect(String(open(out)[0]?.["dangerSince"]) > "2026-09-01T16:20").toBe(isAsked);
    },
  );
});

test("of two emails with one subject, the buttons tell a reader of both which register they open", async () => {
  const rest = { studentName: "Ash Grove", studentId: "730195", immediateDanger: "yes" };
  const out = (await begin()).play(unsure({ immediateDanger: "yes" }), submit(rest), minutes(1));
  const mails = mailTo(out, lead).filter(({ message }) => message === "case-opened");
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1);
  const buttons = mails.map(({ text }) => /^(.*) case 26-0001/m.exec(text)?.[1]);
  expect(buttons.sort()).toEqual(["Go to", "Open"]);
  for (const { text } of mails) expect(text).not.toMatch(/sealed/i);
});

describe("several", () => {
  const ash = { studentName: "Ash Grove", studentId: "730195" };
  const second = "26-0002";

  test("two released at once open two cases", async () => {
    const both = [[true], [true]];
    const out = (await begin()).play(
      unsure(),
      unsure(ash),
      typed({ releaseReason: "A coach of another school." }),
      typed({ releaseReason: "A coach of another school." }, lead, second),
      {
        paste: { register: "sealed", tab: "cases", key: first, column: "release", rows: both },
        as: lead,
      },
      minutes(60),
    );
    expect(of(out, "main").map(({ student }) => student)).toEqual(["Rowan Pine", "Ash Grove"]);
  });

  test("cases merged in the sealed register go together, and what is done there is done", async () => {
    const out = (await begin()).play(
      unsure(),
      unsure(ash),
      typed({ sameStudentAs: first }, lead, second),
      tickOf(first, call, { done: true, agencyReference: "CFS-77" }, lead, "sealed"),
      ...[release(), minutes(10), takenOn, minutes(15)],
    );
    expect(of(out, "main")).toMatchObject([{ reports: 2, student: "Rowan Pine" }]);
    const calls = out.checklist.filter(({ register, act }) => register === "main" && act === call);
    expect(calls).toMatchObject([{ state: "done", alreadyMade: true }]);
    expect(of(out, "sealed").map(({ status }) => status)).toEqual(["closed", "closed"]);
  });

  test("a case that lacks the row of a report is not released: that report may name someone", async () => {
    const named = unsure();
    const rows = { sheet: { deleteRows: { tab: "reports", rows: [4], register: "sealed" } } };
    const out = (await begin()).play(
      unsure(),
      { submit: { ...named.submit, recipientMayBeInvolved: "contact" } },
      { ...rows, as: "admin" },
      ...[release(), minutes(10)],
    );
    expect(of(out, "main")).toEqual([]);
    expect(of(out, "sealed")).toMatchObject([{ status: "open", releasedTo: null }]);
  });
});
