/**
 * Cases that are merged by reference: what the row shows of both. Over random days: undoing a merge leaves each case as if it had never
 * happened, and nothing owed is lost.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import { type CaseFile, everyAct, ownRow } from "../../src/case/facts/case-file";
import { followMerges } from "../../src/case/facts/case-reference";
import { asksUntilCalled } from "../../src/case/facts/danger";
import type { CaseRow } from "../../src/case/tabs/case-tabs";
import { rowTogether } from "../../src/casework/what-becomes-of-cells";
import type { Report } from "../../src/form/report";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { opened, reported } from "../case/cases";
import { PureDesk } from "../case/desk";
import { call, update } from "../day/events";
import { isEveryPoint } from "../every-point";
import { dutyActs } from "../protocol/marin";

const [one, two, three] = ["26-0001", "26-0002", "26-0003"] as const;
const duties: readonly string[] = dutyActs;

describe("a row shows, together with that of a case that was merged into it", () => {
  const ash = "ash@district.example";
  const bo = "bo@district.example";
  const [early, late] = ["2026-09-04T16:00:00Z", "2026-09-09T16:00:00Z"].map(Date.parse);

  const [absent, groomed] = ["frequently-absent", "controlled-or-groomed"];

  const [byAsh, byBo] = [ash, bo].map((who) => ({ level: "at-risk", who }));
  test.each<readonly [keyof CaseRow, unknown, unknown, unknown]>([
    ["legalHold", false, true, true],
    ["excluded", [ash], [bo], [ash, bo]],
    ["steppedAside", ash, bo, `${ash}, ${bo}`],
    ["assignedTo", null, bo, bo],
    ["assignedTo", ash, bo, ash],
    ["reports", 2, 3, 5],
    ["student", null, "Rowan Pine", "Rowan Pine"],
    ["countyOfResidence", null, "Sonoma", "Sonoma"],
    ["contact", ash, bo, ash],
    ["earlierCase", null, one, null],
    ["nextCheckIn", late, early, early],
    ["nextCheckIn", null, late, late],
    ["mayBeVictim", "no", "yes", "yes"],
    ["notes", "Mine.", "Theirs.", "Mine."],
    ["possibleMatch", ["26-0004", two], ["26-0005", one], ["26-0004", "26-0005"]],
    ["notSameStudentAs", ["26-0006", two], ["26-0007", one], ["26-0006", "26-0007"]],
    ["raisedBy", [byAsh], [{ level: "at-risk", who: ash }, byBo], [byAsh, byBo]],
    ["holdUntil", early, late, late],
    ["holdUntil", late, early, late],
    ["dangerSince", late, early, late],
    ["parentMayBeInvolved", "no", "yes", "yes"],
    ["parentMayBeInvolved", null, "no", null],
    ["factors", [absent], [groomed], [groomed, absent]],
    ["confirmedBy", null, "law-enforcement", "law-enforcement"],
    ["parentReported", "no", "yes", "yes"],
    ["staffReported", "unknown", "no", "unknown"],
    ["isAdult", null, "yes", "yes"],
    ["isAdult", "yes", "no", null],
    ["studentRole", "may-be-targeted", "may-be-recruiting", "both"],
    ["level", "at-risk", "suspected-victim", "suspected-victim"],
    ["acknowledged", false, true, false],
    ["agencyClearedBy", null, "Worker 12", null],
  ])("%s, of %j and %j", (key, mine, theirs, expected) => {
    const target = opened({ reference: one, row: { [key]: mine } }).row;
    const source = opened({ reference: two, row: { [key]: theirs } }).row;
    const row = rowTogether(target, [source], { pack: marin2019(), zone: zoneOffsets() });
    expect(row[key]).toEqual(expected);
    // What the case says by itself is still known.
    expect(ownRow(row)).toEqual({ ...target, own: null });
  });
});

test("references lead on to the case that goes on; those that someone wrote in a circle, to the oldest", () => {
  const next = (into: Readonly<Record<string, string>>) => (from: string) => into[from] ?? null;
  expect(followMerges(three, next({ [three]: two, [two]: one }))).toBe(one);
  for (const from of [one, two, three]) {
    expect(followMerges(from, next({ [three]: two, [two]: one, [one]: two }))).toBe(one);
  }
});

type Step = (desk: PureDesk) => void;
const anyReport = fc.constantFrom<Partial<Report>>(
  ...Object.values(reported),
  { factors: ["relationships-of-concern"] },
  { factors: ["substance-abuse-history"], parentMayBeInvolved: "yes" },
  { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" },
);
const students = ["730194", "815522", "640031"] as const;
const report = (student: fc.Arbitrary<string>) =>
  fc.tuple(student, anyReport).map(([studentId, answers]): Step => {
    return (desk) => void desk.report({ ...answers, studentName: null, studentId });
  });
/** Ticks the first row of a duty in one of the cases, if it has that row; takes a tick away where it is done. */
const tick = (of: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...of), fc.constantFrom(...duties.filter((id) => id !== update)))
    .map(([reference, act]): Step => {
      return (desk) => {
        const row = `${reference} ${act}`;
        const has = everyAct(desk.file(reference)).some((had) => had.row === row);
        if (has) desk.type({ [reference]: { acts: { [row]: { done: true } } } });
      };
    });
const write = (of: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...of),
      fc.constantFrom<Partial<CaseRow>>(
        { notes: "Seen." },
        { acknowledged: true },
        { mayBeVictim: "yes" },
        { parentMayBeInvolved: "no" },
        { isAdult: "yes" },
        { heldFor: "Town Police" },
        { legalHold: true },
        { steppedAside: "backup@district.example" },
        { raiseLevelTo: "suspected-victim", raiseReason: "An agency says so." },
      ),
    )
    .map(([reference, row]): Step => {
      return (desk) => void desk.type({ [reference]: { row } });
    });
const close = (of: readonly string[]) =>
  fc.constantFrom(...of).map((reference): Step => {
    const row = { status: "closed", closeReason: "entered-by-mistake", leadAgreed: true } as const;
    return (desk) => void desk.type({ [reference]: { row: { ...row, notes: "A slip." } } });
  });

const all = [one, two, three];
const before = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: report(fc.constantFrom(...students)) },
    { weight: 4, arbitrary: tick(all) },
    { weight: 3, arbitrary: write(all) },
    { weight: 1, arbitrary: close(all) },
  ),
  { maxLength: 7 },
);

/** Three cases of three students, after these steps. */
function began(steps: readonly Step[]): PureDesk {
  const desk = new PureDesk();
  const reports = [reported["below-threshold"], reported["suspected-victim"], reported["at-risk"]];
  const names = [null, "Rowan Pine", "Robin Oak"];
  for (const [at, answers] of reports.entries()) {
    desk.report({ ...answers, studentName: names[at] ?? null, studentId: students[at] ?? null });
  }
  for (const step of steps) step(desk);
  return desk;
}
const merge = (desk: PureDesk, from: string, into: string) =>
  void desk.type({ [from]: { row: { sameStudentAs: into } } });
const undo = (desk: PureDesk, from: string) =>
  void desk.type({ [from]: { row: { sameStudentAs: null } } });

/** What is known of a case, but for what an approval ends with. */
const knownKeys =
  "factors concerns level protocols reports parentReported staffReported studentRole confirmedBy immediateDanger dangerSince dangerOver reviewReasons status closeReason mergedInto sameStudentAs possibleMatch notes student nextCheckIn mayBeVictim parentMayBeInvolved isAdult heldFor legalHold steppedAside toTell".split(
    " ",
  ) as (keyof CaseRow)[];

function known({ row }: CaseFile) {
  return Object.fromEntries(knownKeys.map((key) => [key, row[key]]));
}
const steps = (file: CaseFile) =>
  everyAct(file)
    .map(({ row, act, state, done, doneBy, due, what, why, closed }) => {
      return { row, act, state, done, doneBy, due, what, why, closed };
    })
    .sort((a, b) => ((a.row ?? "") < (b.row ?? "") ? -1 : 1));

/** The case owes what the other one owes, and what it has beside that counts no more. */
function expectAlike(file: CaseFile, alone: CaseFile): void {
  expect(known(file)).toEqual(known(alone));
  const own = new Map(steps(alone).map((act) => [act.row, act]));
  const mine = steps(file);
  const left = mine.filter(({ row }) => !own.has(row));
  expect(left.filter(({ state, done }) => state !== "not-applicable" && !done)).toEqual([]);
  expect(mine.filter(({ row }) => own.has(row))).toEqual([...own.values()]);
}

test("an undo leaves each case as if they had never been merged, in whatever order", () => {
  const undone = fc.shuffledSubarray([two, three], { minLength: 2 });
  fc.assert(
    fc.property(before, fc.boolean(), undone, (earlier, isChain, order) => {
      const [desk, twin] = [began(earlier), began(earlier)];
      merge(desk, two, one);
      merge(desk, three, isChain ? two : one);
      expect(desk.file(two).row.mergedInto).toBe(one);
      for (const from of order) undo(desk, from);
      twin.wait(4 / 60);
      for (const reference of all) expectAlike(desk.file(reference), twin.file(reference));
    }),
    { numRuns: isEveryPoint ? 200 : 25 },
  );
});

test("where the hidden cell of the merged case was lost, an undo opens it, with all that it owes", () => {
  const desk = began([]);
  merge(desk, two, one);
  desk.type({ [two]: { row: { sameStudentAs: null, own: null } } });
  expect(desk.file(two).row).toMatchObject({ status: "open", closeReason: null, mergedInto: null });
  expect(desk.file(two).acts.filter(({ state }) => state === "open").length).toBeGreaterThan(3);
});

test("nor do reports and ticks in the meantime get lost, or reports count for the other one", () => {
  const since = fc.array(
    fc.oneof(report(fc.constantFrom(students[0], students[1])), tick([one, two])),
    {
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(before, since, (earlier, later) => {
      const [desk, twin] = [began(earlier), began(earlier)];
      // A closed case takes no report: one of its student opens another.
      if ([one, two].some((of) => desk.file(of).row.status === "closed")) return;
      merge(desk, two, one);
      twin.wait(1 / 60);
      for (const step of later) {
        const { factors, protocols } = desk.file(one).row;
        for (const day of [desk, twin]) step(day);
        // A report never takes away what both cases say together.
        expect(desk.file(one).row.factors).toEqual(expect.arrayContaining([...factors]));
        expect(desk.file(one).row.protocols).toEqual(expect.arrayContaining([...protocols]));
      }
      undo(desk, two);
      twin.wait(1 / 60);
      for (const reference of [one, two]) {
        const [file, alone] = [desk.file(reference), twin.file(reference)];
        // A rise that only this case saw asks for an earlier check-in; together they had one.
        const said = (one: CaseFile) => ({ ...known(one), nextCheckIn: null });
        expect(said(file)).toEqual(said(alone));
        const owed = ({ acts }: CaseFile) =>
          acts.flatMap(({ act, state }) => {
            return duties.includes(act ?? "") && state === "open" ? [act] : [];
          });
        const done = (one: CaseFile) =>
          everyAct(one).flatMap(({ act, done: is }) => (is && act !== update ? [act] : []));
        // A tick goes along with the report that it answers, from whichever row.
        const there = done(desk.file(reference === one ? two : one));
        const left = owed(alone).filter((act) => !owed(file).includes(act));
        expect(there).toEqual(expect.arrayContaining(left));
        expect(owed(alone)).toEqual(expect.arrayContaining(owed(file)));
        expect(done(file)).toEqual(expect.arrayContaining(done(alone)));
        const more = done(file).filter((act) => !done(alone).includes(act));
        expect(there).toEqual(expect.arrayContaining(more));
      }
    }),
    { numRuns: isEveryPoint ? 200 : 25 },
  );
});

test("a tick answers only danger that was reported before it, in whichever of the cases", () => {
  const danger = fc.constantFrom<Partial<Report>>(reported.danger, reported["at-risk"]);
  const either = fc.constantFrom<"report" | "tick">("report", "tick");
  const day = fc.array(fc.tuple(either, fc.constantFrom(0, 1), danger), { maxLength: 6 });
  fc.assert(
    fc.property(day, (events) => {
      const desk = began([]);
      let [reportedAt, calledAt] = [0, 0];
      for (const [event, at, answers] of events) {
        const reference = at === 0 ? one : two;
        if (event === "tick")
          desk.type({ [reference]: { acts: { [`${reference} ${call}`]: { done: true } } } });
        else desk.report({ ...answers, studentName: null, studentId: students[at] ?? null });
        if (event === "report" && answers === reported.danger) reportedAt = desk.now;
      }
      merge(desk, two, one);
      const { acts } = desk.file(one);
      for (const { act, doneAt } of acts)
        if (act === call) calledAt = Math.max(calledAt, doneAt ?? 0);
      expect(asksUntilCalled(desk.file(one))).toBe(reportedAt > 0 && calledAt < reportedAt);
    }),
    { numRuns: isEveryPoint ? 150 : 25 },
  );
});
