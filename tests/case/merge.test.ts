/** Two cases that are joined: every cell of the row is carried, worked out anew, or the case's own that goes on; and taken apart again each has what it had. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import { caseCellKeys } from "../../src/case/cells/case-cells";
import { mergeCases } from "../../src/case/duplicates/merge-cases";
import { rememberMerge, undoMerge } from "../../src/case/duplicates/undo-merge";
import { caseContextOf } from "../../src/case/lifecycle/open-case";
import type { CaseFile } from "../../src/case/model/case-file";
import { asksUntilCalled } from "../../src/case/model/danger";
import { holdEnds } from "../../src/case/model/deadlines";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import type { CaseRow, ChecklistRow } from "../../src/register/tabs";
import { now } from "../district/rows";
import { contextOf, hour, opened, reported, withActs, workedOut } from "./cases";

const zone = zoneOffsets();
const run = contextOf({ now: now + 10 * hour, zone });
const context = caseContextOf(marin2019(), "North High", run);
const [one, two] = ["26-0001", "26-0002"] as const;
const first = (row: Partial<CaseRow> = {}, report: object = reported["at-risk"]) =>
  opened({ reference: one, row, report });
const second = (row: Partial<CaseRow> = {}, report: object = reported["at-risk"]) =>
  opened({ reference: two, row, report });
const join = (target: CaseFile, source: CaseFile) =>
  mergeCases(target, source, context).target.file;
const day = (text: string) => Date.parse(text);

/** A cell of both cases, and what the case that goes on has. */
type Carried = readonly [keyof CaseRow, unknown, unknown, unknown];

const ash = "ash@district.example";
const bo = "bo@district.example";
const [early, late] = [day("2026-09-04T16:00:00Z"), day("2026-09-09T16:00:00Z")];

const carried: readonly Carried[] = [
  ["legalHold", false, true, true],
  ["legalHold", true, false, true],
  ["excluded", [ash], [bo], [ash, bo]],
  ["excluded", [], [bo], [bo]],
  ["steppedAside", ash, bo, `${ash}, ${bo}`],
  ["steppedAside", null, `${ash}, ${bo}`, `${ash}, ${bo}`],
  ["assignedTo", null, bo, bo],
  ["assignedTo", ash, bo, ash],
  ["reports", 2, 3, 5],
  ["student", null, "Rowan Pine", "Rowan Pine"],
  ["studentId", null, "730194", "730194"],
  ["grade", null, "9", "9"],
  ["school", null, "South Middle", "South Middle"],
  ["countyOfResidence", null, "Sonoma", "Sonoma"],
  ["earlierCase", null, "25-0003", "25-0003"],
  ["earlierCase", null, one, null],
  ["nextCheckIn", late, early, early],
  ["nextCheckIn", early, late, early],
  ["nextCheckIn", null, late, late],
  ["mayBeVictim", null, "yes", "yes"],
  ["mayBeVictim", "no", "yes", "yes"],
  ["mainCase", null, "26-0009", "26-0009"],
  ["notes", "Mine.", "Theirs.", `Mine.\nFrom ${two}: Theirs.`],
  [
    "reporterSaysCalled",
    ["calledLawEnforcement"],
    ["calledChildAndFamilyServices"],
    ["calledLawEnforcement", "calledChildAndFamilyServices"],
  ],
  ["possibleMatch", ["26-0004", two], ["26-0005", one], ["26-0004", "26-0005"]],
  ["notSameStudentAs", ["26-0006", two], ["26-0007", one], ["26-0006", "26-0007"]],
  ["toTell", [`r1 ${ash}`], [`r2 ${bo}`], [`r1 ${ash}`, `r2 ${bo}`]],
  [
    "raisedBy",
    [`at-risk ${ash}`],
    [`suspected-victim ${bo}`],
    [`at-risk ${ash}`, `suspected-victim ${bo}`],
  ],
  [
    "withdrawnFactors",
    ["frequently-absent"],
    ["substance-abuse-history"],
    ["frequently-absent", "substance-abuse-history"],
  ],
  [
    "reviewReasonIds",
    ["school-unknown"],
    ["reporter-not-kept"],
    ["school-unknown", "reporter-not-kept"],
  ],
  ["holdUntil", early, late, late],
  ["holdUntil", late, early, late],
  ["holdUntil", null, late, late],
  ["heldFor", null, null, null],
  ["dangerSince", null, late, late],
  ["dangerSince", early, late, late],
  ["dangerSince", late, early, late],
  ["dangerOver", false, false, false],
  ["parentMayBeInvolved", "no", "yes", "yes"],
  ["parentSetBy", null, null, null],
  ["parentOverruledBy", null, null, null],
  [
    "factors",
    ["frequently-absent"],
    ["controlled-or-groomed"],
    ["controlled-or-groomed", "frequently-absent"],
  ],
  ["concerns", [], ["confirmed-victim"], ["confirmed-victim"]],
  ["confirmedBy", null, "law-enforcement", "law-enforcement"],
  ["parentReported", "no", "yes", "yes"],
  ["staffReported", "no", "yes", "yes"],
  ["staffReported", "unknown", "no", "unknown"],
  ["staffReported", null, "no", "no"],
  ["staffMayBeInvolved", "no", "yes", "yes"],
  ["staffMayBeInvolved", "yes", null, "yes"],
  ["isAdult", null, "yes", "yes"],
  ["isAdult", "no", null, "no"],
  ["isAdult", "yes", "no", null],
  [
    "leadRecorded",
    ["coordinate-with-law-enforcement"],
    ["call-child-and-family-services"],
    ["coordinate-with-law-enforcement", "call-child-and-family-services"],
  ],
  ["studentRole", "may-be-targeted", "may-be-recruiting", "both"],
  ["immediateDanger", "no", "yes", "yes"],
  ["level", "at-risk", "suspected-victim", "suspected-victim"],
  ["protocols", ["at-risk"], ["suspected-victim"], ["at-risk", "suspected-victim"]],
];

/** What one case of the two says alone: of the one that ends it stays in its own row. */
const own: readonly (readonly [keyof CaseRow, unknown, unknown])[] = [
  ["opened", early, late],
  ["victimConsulted", null, early],
  ["studentConsented", null, early],
  ["raiseLevelTo", null, "suspected-victim"],
  ["raiseReason", null, "A reason."],
  ["withdrawFactor", null, "controlled-or-groomed"],
  ["withdrawReason", null, "A reason."],
  ["handedTo", null, "South Middle"],
  ["handedAt", null, early],
  ["print", false, true],
  ["asked", [], [`backup-contact 2026-09-01T16:00:00.000Z ${bo}`]],
  ["contact", ash, bo],
  ["told", null, `backup-contact 2026-09-01T16:00:00.000Z ${bo}`],
  ["dangerReported", null, early],
  ["readBy", "district-lead", "district-lead"],
  ["release", false, true],
  ["releaseReason", null, "A slip."],
  ["releasedTo", null, "26-0009"],
  ["protocolVersion", "marin-2019 2019-03-01", "marin-2019 2019-03-01"],
  ["drill", false, true],
];

/** True of the state of a case, or of the merge itself. */
const ofItsState: readonly (keyof CaseRow)[] = [
  ...workedOut,
  "case",
  "status",
  "acknowledged",
  "acknowledgedBy",
  "acknowledgedAt",
  "agencyCleared",
  "agencyClearedBy",
  "agencyClearedAt",
  "sameStudentAs",
  "mergedInto",
  "closeReason",
  "leadAgreed",
  "agreedBy",
  "checklistRows",
  "changedAt",
  "merging",
  "undone",
  "stateLost",
];

describe("a case that another is joined to", () => {
  test.each(carried)("has of both: %s, of %j and %j", (key, mine, theirs, expected) => {
    const { row } = join(first({ [key]: mine }), second({ [key]: theirs }));
    expect(row[key]).toEqual(expected);
  });

  test.each(own)("keeps its own: %s", (key, mine, theirs) => {
    const { row } = join(first({ [key]: mine }), second({ [key]: theirs }));
    expect(row[key]).toEqual(mine);
  });

  test("has each column in one of these lists", () => {
    const named = [carried, own].flatMap((list) => list.map(([key]) => key));
    const all = [...new Set([...named, ...ofItsState])].sort();
    expect(all).toEqual([...caseCellKeys()].sort());
  });

  test("keeps who asked for silence together with its end", () => {
    const mine = { holdUntil: early, heldFor: "Town Police" };
    const theirs = { holdUntil: late, heldFor: "The county's detectives" };
    expect(join(first(mine), second(theirs)).row).toMatchObject(theirs);
    expect(join(first(theirs), second(mine)).row).toMatchObject(theirs);
    // A day lasts to its end, and so longer than an hour of that day.
    const midnight = day("2026-09-08T07:00:00Z");
    const noon = { holdUntil: day("2026-09-08T19:00:00Z"), heldFor: "An hour" };
    const whole = { holdUntil: midnight, heldFor: "A day" };
    expect(join(first(noon), second(whole)).row).toMatchObject(whole);
    expect(join(first(whole), second(noon)).row).toMatchObject(whole);
  });
});

test("a merge and its undoing leave every cell of both rows as it was", () => {
  // A level is what factors make it, and a case that checks in has a day for that.
  const cells = [...carried, ...own].filter(
    ([key, mine]) => !["level", "protocols"].includes(key) && !(key === "nextCheckIn" && !mine),
  );
  for (const [key, mine, theirs] of cells) {
    const [target, source] = [first({ [key]: mine }), second({ [key]: theirs })];
    const both = rememberMerge(target, source, mergeCases(target, source, context), {
      ofTarget: [],
      moved: [],
    });
    const ofTarget = Array.from({ length: target.row.reports ?? 0 }, (_, at) => ({
      tab: "reports" as const,
      key: `r${at}`,
      values: { part: 1, case: one },
    }));
    const contexts = { target: context, source: context };
    const apart = undoMerge(both.target.file, both.source, ofTarget, contexts);
    expect([key, apart.target.row[key]]).toEqual([key, target.row[key]]);
    expect([key, apart.source.row[key]]).toEqual([key, source.row[key]]);
  }
});

test("what was done about an act that goes back to its case leaves no trace, the time of a call included", () => {
  const update = "update-child-and-family-services";
  const source = second();
  const [some] = source.acts;
  if (some === undefined) throw new Error("the case has no acts");
  const key = `${two} ${update}`;
  const called = { done: true, doneBy: bo, doneAt: now, calledAt: now, agencyPerson: "Worker 12" };
  const theirs = {
    ...source,
    acts: [...source.acts, { ...some, act: update, row: key, ...called }],
  };
  const both = rememberMerge(first(), theirs, mergeCases(first(), theirs, context), {
    ofTarget: [],
    moved: [],
  });
  const contexts = { target: context, source: context };
  const apart = undoMerge(both.target.file, both.source, [], contexts);
  const done = ({ acts }: CaseFile) => acts.filter(({ act }) => act === update);
  expect(done(apart.source)).toMatchObject([called]);
  expect(done(apart.target)).toMatchObject([
    { done: false, doneBy: null, doneAt: null, calledAt: null, agencyPerson: null },
  ]);
});

describe("the acts of both", () => {
  const agency = "call-child-and-family-services";
  const act = ({ acts }: CaseFile): ChecklistRow | undefined =>
    acts.find(({ row }) => row === `${one} ${agency}`);
  const made = {
    done: true,
    state: "done",
    doneBy: bo,
    doneAt: now + hour,
    calledAt: now + hour / 2,
    agencyPerson: "Worker 12",
    agencyReference: "R-17",
  } as const;

  test.each<[string, Partial<ChecklistRow>]>([
    ["ticked", made],
    [
      "made by somebody else",
      { alreadyMade: true, madeBy: "The school nurse", agencyReference: "R-9" },
    ],
  ])(
    "one that was made in the case that ends is made in the other, with who, when and under which reference: %s",
    (_, cells) => {
      const file = join(first(), withActs(second(), { [agency]: cells }));
      expect(act(file)).toMatchObject({ ...cells, state: "done" });
    },
  );

  test("its own record of a call stays, and the other's is added in words", () => {
    const mine = { ...made, doneBy: ash, doneAt: now, agencyReference: "R-1", notes: "Mine." };
    const file = join(
      withActs(first(), { [agency]: mine }),
      withActs(second(), { [agency]: { ...made, notes: "Theirs." } }),
    );
    expect(act(file)).toMatchObject({ ...mine, notes: expect.stringContaining("Mine.") });
    expect(act(file)?.notes).toContain(`From ${two}: reference R-17`);
    expect(act(file)?.notes).toContain("Theirs.");
  });

  test("the earlier deadline counts, and attempts add up", () => {
    const at = (due: number, attempts: number) => ({ [agency]: { due, attempts } });
    for (const [mine, theirs] of [
      [now + hour, now],
      [now, now + hour],
    ] as const) {
      const file = join(withActs(first(), at(mine, 1)), withActs(second(), at(theirs, 2)));
      expect(act(file)).toMatchObject({ due: now, attempts: 3 });
    }
  });
});

const danger = fc.record({
  immediateDanger: fc.constantFrom("yes", "no", null),
  dangerSince: fc.constantFrom(null, now, now + hour, now + 2 * hour, now + 3 * hour),
  dangerOver: fc.boolean(),
});
const call = fc.constantFrom(null, now, now + hour / 2, now + 1.5 * hour, now + 2.5 * hour);

test("of two cases in danger the later one is asked about until a call was made since then", () => {
  const agency = "call-child-and-family-services";
  fc.assert(
    fc.property(danger, danger, call, call, (mine, theirs, called, calledToo) => {
      const made = (file: CaseFile, at: number | null) =>
        at === null
          ? file
          : withActs(file, { [agency]: { done: true, state: "done", doneAt: at, doneBy: ash } });
      const both = [
        made(first(mine, reported.danger), called),
        made(second(theirs, reported.danger), calledToo),
      ] as const;
      const file = join(...both);
      const since = both.flatMap(({ row: { dangerSince, dangerOver } }) =>
        dangerOver ? [] : (dangerSince ?? []),
      );
      const last = Math.max(0, ...since);
      const isAnswered = [called, calledToo].some((at) => at !== null && at >= last);
      if (last > 0 && !isAnswered) expect(asksUntilCalled(file)).toBe(true);
      if (last > 0) expect(file.row).toMatchObject({ dangerSince: last, dangerOver: false });
      if (last === 0) expect(asksUntilCalled(file)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("whichever of the two goes on, silence, holds, people who are kept out and reports count alike", () => {
  const person = fc.constantFrom(ash, bo, "casey@district.example");
  const cells = fc.record({
    legalHold: fc.boolean(),
    excluded: fc.uniqueArray(person),
    steppedAside: fc.uniqueArray(person).map((all) => (all.length === 0 ? null : all.join(", "))),
    holdUntil: fc.constantFrom(null, early, late, day("2026-11-01T07:00:00Z")),
    reports: fc.integer({ min: 1, max: 3 }),
    notSameStudentAs: fc.uniqueArray(fc.constantFrom("26-0005", "26-0006")),
    parentReported: fc.constantFrom("yes", "no", "unknown", null),
    nextCheckIn: fc.constantFrom(null, early, late),
  });
  fc.assert(
    fc.property(cells, cells, (mine, theirs) => {
      const sorted = (row: CaseRow) => ({
        legalHold: row.legalHold,
        excluded: [...row.excluded].sort(),
        aside: (row.steppedAside ?? "").split(", ").sort(),
        holdEnds: row.holdUntil === null ? null : holdEnds(row.holdUntil, zone),
        reports: row.reports,
        apart: [...row.notSameStudentAs].sort(),
        parentReported: row.parentReported,
        nextCheckIn: row.nextCheckIn,
      });
      const [there, back] = [join(first(mine), second(theirs)), join(first(theirs), second(mine))];
      expect(sorted(there.row)).toEqual(sorted(back.row));
      for (const one of [...mine.excluded, ...theirs.excluded])
        expect(there.row.excluded).toContain(one);
      expect(there.row.legalHold).toBe(mine.legalHold || theirs.legalHold);
    }),
    { numRuns: 60 },
  );
});
