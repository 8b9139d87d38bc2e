/** A sealed case for its other reader: each cell of the row goes along or begins anew, what belongs to it comes once, and a later copy knows what its source knows (design 2.11). */
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import { copyForReader, copyInFile } from "../../src/case/handover/copy-for-reader";
import { contextOfCase } from "../../src/case/lifecycle/open-case";
import type { CaseFile } from "../../src/case/model/case-file";
import type { Person } from "../../src/district/district";
import type { RowValues } from "../../src/register/columns";
import type { Snapshot } from "../../src/register/read/snapshot";
import { type CaseRow, caseColumns } from "../../src/register/tabs";
import { now } from "../district/rows";
import { readOf } from "../register/read-rows";
import { contextOf, fullHouse, hour, opened, reported, withActs, workedOut } from "./cases";

const zone = zoneOffsets();
const later = now + 5 * hour;
const [own, there] = ["26-0003", "26-0001"] as const;
const alternate = "alternate@district.example";
function reader(): Person {
  const found = fullHouse.people.find(({ email }) => email === alternate);
  if (found === undefined) throw new Error("there is no alternate lead");
  return found;
}
const sealed = (row: Partial<CaseRow> = {}, report: object = reported["at-risk"]) =>
  opened({
    reference: own,
    report,
    row: { readBy: "district-lead", excluded: ["ash@district.example"], ...row },
  });

function copyOf(
  source: CaseFile,
  before: CaseFile | null = null,
  [from, into]: readonly [Snapshot, Snapshot] = [readOf({}), readOf({})],
) {
  const context = contextOfCase(source.row, contextOf({ now: later, zone }));
  return copyForReader(source, before, from, into, { reader: reader(), reference: there, context });
}

/** Typed, reported or decided: with another value than that of a new case. */
const along: Partial<CaseRow> = {
  student: "Rowan Pine",
  studentId: "730194",
  school: "South Middle",
  grade: "9",
  countyOfResidence: "Sonoma",
  opened: now - hour,
  nextCheckIn: now,
  reports: 3,
  factors: ["controlled-or-groomed", "frequently-absent"],
  concerns: ["suspected-victim"],
  protocols: ["at-risk", "suspected-victim"],
  level: "suspected-victim",
  confirmedBy: "law-enforcement",
  parentReported: "yes",
  staffReported: "yes",
  staffMayBeInvolved: "yes",
  isAdult: "yes",
  studentConsented: now,
  leadRecorded: ["call-child-and-family-services"],
  parentMayBeInvolved: "no",
  parentSetBy: "lead@district.example",
  parentOverruledBy: "law-enforcement",
  victimConsulted: now,
  mayBeVictim: "yes",
  agencyCleared: "law-enforcement",
  agencyClearedBy: "Worker 12",
  agencyClearedAt: now,
  holdUntil: now + 48 * hour,
  heldFor: "Town Police",
  raiseLevelTo: "confirmed-victim",
  raiseReason: "A reason.",
  raisedBy: ["confirmed-victim lead@district.example"],
  withdrawFactor: "substance-abuse-history",
  withdrawReason: "A slip.",
  withdrawnFactors: ["substance-abuse-history"],
  status: "waiting",
  legalHold: true,
  print: true,
  leadAgreed: true,
  agreedBy: "lead@district.example",
  notes: "Seen.",
  protocolVersion: "marin-2019 2019-03-01",
  studentRole: "both",
  immediateDanger: "yes",
  dangerSince: now,
  dangerOver: false,
  reporterSaysCalled: ["calledLawEnforcement"],
  changedAt: now,
  excluded: ["ash@district.example", "bo@district.example"],
  mainCase: "26-0009",
  reviewReasonIds: ["school-unknown"],
  assignedTo: null,
  steppedAside: null,
  handedTo: null,
  handedAt: null,
  contactsLeft: [],
  closeReason: null,
};

/** Asked of its new reader, or true of one file alone. */
const anew: readonly (readonly [keyof CaseRow, unknown, unknown])[] = [
  ["case", own, there],
  ["contact", "lead@district.example", alternate],
  ["contactRole", "district-lead", "alternate-lead"],
  ["readBy", "district-lead", "alternate-lead"],
  ["acknowledged", true, false],
  ["acknowledgedBy", "lead@district.example", null],
  ["acknowledgedAt", now, null],
  ["asked", ["district-lead 2026-09-01T16:00:00.000Z lead@district.example"], []],
  ["dangerAsked", now, null],
  ["givenAt", now - hour, later],
  ["copiedAt", null, later],
  ["release", true, false],
  ["releaseReason", "A slip.", null],
  ["releasedTo", "26-0008", null],
  ["possibleMatch", ["26-0008"], []],
  ["sameStudentAs", "26-0008", null],
  ["notSameStudentAs", ["26-0008"], []],
  ["mergedInto", "26-0008", null],
  ["merging", "{}", null],
  ["earlierCase", "25-0001", null],
  ["toTell", ["r1 teacher@district.example"], []],
  ["checklistRows", "4-9", null],
];

describe("the row of a copy", () => {
  test.each(Object.entries(along))("has what its source has: %s", (key, value) => {
    const { row } = copyOf(sealed({ [key]: value })).file;
    expect({ ...row }).toMatchObject({ [key]: value });
  });

  test.each(anew)("begins anew: %s", (key, value, expected) => {
    const { row } = copyOf(sealed({ [key]: value })).file;
    expect(row[key]).toEqual(expected);
  });

  test("has each column in one of these lists", () => {
    const named = [...Object.keys(along), ...anew.map(([key]) => key), ...workedOut].sort();
    expect(named).toEqual(
      caseColumns()
        .map(({ key }) => key)
        .sort(),
    );
  });

  test("and its acts are its own, as they stand, with nobody reminded yet", () => {
    const act = "call-child-and-family-services";
    const made = {
      done: true,
      state: "done",
      doneBy: "lead@district.example",
      doneAt: now,
    } as const;
    const reminded = ["district-lead 2026-09-01T16:00:00.000Z lead@district.example"];
    const source = withActs(sealed(), { all: { reminded }, [act]: made });
    const { acts } = copyOf(source).file;
    expect(acts.map((one) => one.act)).toEqual(source.acts.map((one) => one.act));
    for (const one of acts) {
      expect(one).toMatchObject({ case: there, row: `${there} ${one.act}`, reminded: [] });
    }
    expect(acts.find((one) => one.act === act)).toMatchObject(made);
  });
});

describe("what belongs to a case", () => {
  const rows = (of: string): Readonly<Record<string, readonly RowValues[]>> => ({
    reports: [
      { row: "r1", response: "r1", case: of, facts: "One." },
      { row: "r1:2", response: "r1", case: of, part: 2, facts: "And on." },
      { row: "r2", response: "r2", case: of, facts: "Two." },
    ],
    plan: [{ row: "p1", case: of, action: "Walk along" }],
    log: [
      { row: "l1", case: of, what: "Met." },
      { row: "l2", case: of, what: "Met again." },
    ],
    disclosures: [{ row: "d1", case: of, agency: "Town Police" }],
  });
  const appended = (from: Snapshot, into: Snapshot) =>
    copyOf(sealed(), null, [from, into]).change.append.flatMap(({ tab, row }) =>
      tab === "cases" || tab === "checklist" ? [] : [`${tab} ${row["row"]} ${row["case"]}`],
    );
  const all = [
    "reports r1",
    "reports r1:2",
    "reports r2",
    "plan p1",
    "log l1",
    "log l2",
    "disclosures d1",
  ];

  test("goes along, every row of every tab, under the reference there", () => {
    expect(appended(readOf(rows(own)), readOf({})).sort()).toEqual(
      all.map((one) => `${one} ${there}`).sort(),
    );
  });

  test("of another case stays", () => {
    expect(appended(readOf(rows("26-0004")), readOf({}))).toEqual([]);
  });

  test("and is there comes not again", () => {
    const into = readOf({
      reports: [{ row: "r1", response: "r1", case: there }],
      log: [{ row: "l2" }],
    });
    const fresh = appended(readOf(rows(own)), into);
    expect(fresh).toHaveLength(all.length - 2);
    expect(fresh).not.toContain(`reports r1 ${there}`);
    expect(fresh).not.toContain(`log l2 ${there}`);
  });

  test("finds the copy by any of its reports, not by the first alone", () => {
    const into = readOf({ reports: [{ row: "r2", response: "r2", case: there }] });
    expect(copyInFile(own, readOf(rows(own)), into)).toBe(there);
    expect(copyInFile("26-0004", readOf(rows(own)), into)).toBeNull();
  });
});

describe("a copy that is brought up to what its source knows by now", () => {
  const taken = { acknowledged: true, acknowledgedBy: alternate, acknowledgedAt: now + hour };
  const earlier = (row: Partial<CaseRow> = {}) => {
    const { file } = copyOf(sealed());
    return { ...file, row: { ...file.row, ...row } };
  };
  const grown = (mine: Partial<CaseRow>, theirs: Partial<CaseRow>) =>
    copyOf(sealed(theirs), earlier(mine)).file.row;

  test.each<[keyof CaseRow, unknown, unknown, unknown]>([
    [
      "excluded",
      ["ash@district.example"],
      ["bo@district.example"],
      ["ash@district.example", "bo@district.example"],
    ],
    ["legalHold", false, true, true],
    ["legalHold", true, false, true],
    ["reports", 1, 3, 3],
    ["reports", 3, 1, 3],
    ["mainCase", null, "26-0009", "26-0009"],
    ["dangerSince", null, now + hour, now + hour],
    ["dangerSince", now + hour, now, now + hour],
    ["holdUntil", null, now + 48 * hour, now + 48 * hour],
    ["holdUntil", now + 48 * hour, now + 24 * hour, now + 48 * hour],
    ["concerns", [], ["confirmed-victim"], ["confirmed-victim"]],
    ["parentReported", "no", "yes", "yes"],
    ["notes", "Its own.", "Theirs.", "Its own."],
    ["copiedAt", now, now, later],
  ])("%s, of %j and %j", (key, mine, theirs, expected) => {
    expect(grown({ [key]: mine }, { [key]: theirs })[key]).toEqual(expected);
  });

  test("is to be acknowledged anew, and calls are to be made again", () => {
    const { file } = copyOf(sealed({ reports: 2 }, reported["suspected-victim"]), earlier(taken));
    expect(file.row).toMatchObject({ acknowledged: false, acknowledgedBy: null });
    const updates = file.acts.filter(({ act }) => act === "update-child-and-family-services");
    expect(updates).toMatchObject([{ state: "open", due: later }]);
  });
});
