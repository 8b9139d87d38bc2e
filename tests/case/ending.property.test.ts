/** Whatever is typed, reported, raised or merged, in whatever order: no duty ends in silence, and an agreement is to one state of a case. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseFile } from "../../src/case/facts/case-file";
import type { Report } from "../../src/form/report";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import type { CloseReason } from "../../src/register/columns";
import type { ChecklistRow } from "../../src/register/tabs";
import { isEveryPoint } from "../every-point";
import { reported } from "./cases";
import { PureDesk, type Typing } from "./desk";

const duties: readonly string[] = marin2019().acts.flatMap(({ id, duty }) => (duty ? [id] : []));
const [contact, lead] = ["contact@district.example", "lead@district.example"];

// The rules in the words of issue 12, item 11, and not by the functions that keep them.

const says = (text: string | null) => text !== null && text.trim() !== "";
const isMade = (act: ChecklistRow) =>
  act.done || (act.alreadyMade && (says(act.madeBy) || says(act.agencyReference)));
const isOver = (act: ChecklistRow) => isMade(act) || says(act.notApplicableBecause);
const isDuty = ({ act }: ChecklistRow) => duties.includes(act ?? "");
const endsDuties: readonly (CloseReason | null)[] = [
  "no-reasonable-suspicion",
  "entered-by-mistake",
];

function expectNoSilence({ row, acts }: CaseFile): void {
  if (row.status !== "closed") return;
  const owed = acts.filter(isDuty);
  if (owed.some((act) => !isMade(act))) {
    expect(endsDuties).toContain(row.closeReason);
    const written = [
      row.notes,
      ...acts.map((act) => (act.act === "review-report" ? act.notes : "")),
    ];
    expect(written.some(says)).toBe(true);
  }
  if (row.closeReason === "no-reasonable-suspicion") expect(row.protocols).toEqual([]);
  const isVictim = row.concerns.some((id) => id.endsWith("-victim"));
  const isRaised = row.protocols.some((id) => id.endsWith("-victim"));
  const isLeft = acts.some((act) => !isOver(act) && act.doneAt === null);
  if (isVictim || isRaised || isLeft || owed.some(({ done }) => !done)) {
    expect(row.leadAgreed).toBe(true);
    if (isLeft) expect(row.closeReason).not.toBeNull();
  }
  expect(row.closedAt).not.toBeNull();
  expect(row.nextDue).toBeNull();
}

/** What the lead had agreed to before, and what was changed since without a lead. */
function expectAgreedToThis(before: CaseFile, after: CaseFile): void {
  if (!before.row.leadAgreed || !after.row.leadAgreed) return;
  // One closed case that is joined to another, and brings nothing that was owed or unknown, opens nothing.
  const isClosed = before.row.status === "closed" && after.row.status === "closed";
  if (!isClosed) expect(after.row.reports).toBe(before.row.reports);
  expect(after.row.protocols).toEqual(before.row.protocols);
  const now = new Map(after.acts.map((act) => [act.row, act]));
  const undone = before.acts.filter((act) => isOver(act) && !isOver(now.get(act.row) ?? act));
  expect(undone.map(({ row }) => row)).toEqual([]);
  const wasReopened = before.row.status === "closed" && after.row.status !== "closed";
  expect(wasReopened).toBe(false);
}

type Step = (desk: PureDesk) => void;
const pick = fc.nat({ max: 20 });

function chosen(desk: PureDesk, at: number): CaseFile | null {
  const files = [...desk.files.values()];
  return files[at % Math.max(1, files.length)] ?? null;
}

const student = fc.constantFrom("730194", "815522");
const submit = fc
  .tuple(student, fc.constantFrom<Partial<Report>>(...Object.values(reported)))
  .map(([studentId, report]): Step => {
    return (desk) => void desk.report({ ...report, studentName: null, studentId });
  });

const writers = fc.constantFrom<readonly [string, boolean | null]>(
  [contact, false],
  [lead, true],
  ["unknown editor", null],
);

const cells = fc.oneof(
  fc.record({
    closeReason: fc.constantFrom<CloseReason | null>(
      null,
      "agency-took-over",
      "no-reasonable-suspicion",
      "entered-by-mistake",
    ),
  }),
  fc.record({ leadAgreed: fc.boolean() }),
  fc.record({
    status: fc.constantFrom<"open" | "waiting" | "closed">("open", "waiting", "closed"),
  }),
  fc.record({ status: fc.constant<"closed">("closed") }),
  fc.record({ notes: fc.constantFrom(null, " ", "A namesake.") }),
  fc.record({ raiseLevelTo: fc.constant("suspected-victim"), raiseReason: fc.constant("Seen.") }),
);
const typeOnCase = fc.tuple(pick, writers, cells).map(([at, [who, isLead], row]): Step => {
  return (desk) => {
    const reference = chosen(desk, at)?.row.case;
    if (reference != null) desk.type({ [reference]: { row } }, who, isLead);
  };
});

/** What may be typed on an act; of every act of the case, or of one. */
const actCells = fc.constantFrom<Partial<ChecklistRow>>(
  { done: true },
  { done: false },
  { alreadyMade: true, madeBy: "The county's own worker" },
  { alreadyMade: true, agencyReference: "R-17" },
  { alreadyMade: true },
  { alreadyMade: false },
  { madeBy: null, agencyReference: null },
  { notApplicableBecause: "The agency does." },
  { notApplicableBecause: null },
  { notes: "It was the flu." },
);
const typeOnActs = fc.tuple(pick, fc.option(pick), actCells).map(([at, which, typed]): Step => {
  return (desk) => {
    const file = chosen(desk, at);
    if (file?.row.case == null) return;
    const those = which === null ? file.acts : [file.acts[which % file.acts.length]];
    const acts = Object.fromEntries(those.map((act) => [act?.row ?? "", typed]));
    desk.type({ [file.row.case]: { acts } });
  };
});

const merge = fc.tuple(pick, pick).map(([from, into]): Step => {
  return (desk) => {
    const [reference, target] = [chosen(desk, from)?.row.case, chosen(desk, into)?.row.case];
    if (reference == null || target == null) return;
    desk.type({ [reference]: { row: { sameStudentAs: target } } });
  };
});

/** Everything that it takes to close a case, one after the other, but for one thing perhaps. */
const close = fc
  .tuple(pick, fc.constantFrom<CloseReason>("agency-took-over", "entered-by-mistake"), fc.nat(4))
  .map(([at, closeReason, left]): readonly Step[] => {
    const made = { alreadyMade: true, madeBy: "The county's own worker" };
    const madeIn = ({ acts }: CaseFile) =>
      Object.fromEntries(acts.filter(isDuty).map((act) => [act.row ?? "", made]));
    const typings: readonly ((file: CaseFile) => Typing)[] = [
      (file) => ({ acts: madeIn(file) }),
      () => ({ row: { closeReason, notes: "A namesake." } }),
      () => ({ row: { leadAgreed: true } }),
      () => ({ row: { status: "closed" } }),
    ];
    return typings.flatMap((typing, one) =>
      one === left ? [] : [(desk: PureDesk) => typeAsLead(desk, chosen(desk, at), typing)],
    );
  });

function typeAsLead(desk: PureDesk, file: CaseFile | null, typing: (file: CaseFile) => Typing) {
  if (file?.row.case != null) desk.type({ [file.row.case]: typing(file) }, lead, true);
}

const steps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step | readonly Step[]>[]>(
    { weight: 3, arbitrary: submit },
    { weight: 5, arbitrary: typeOnActs },
    { weight: 5, arbitrary: typeOnCase },
    { weight: 4, arbitrary: close },
    { weight: 1, arbitrary: merge },
  ),
  { minLength: 3, maxLength: 16 },
);

test("no duty ends in silence, and a closed case that loses what it was closed by is open", () => {
  let closed = 0;
  let reopened = 0;
  fc.assert(
    fc.property(student, steps, (first, all) => {
      const desk = new PureDesk();
      desk.report({ ...reported["at-risk"], studentName: null, studentId: first });
      for (const step of all.flat()) {
        const before = new Map(desk.files);
        step(desk);
        for (const [reference, file] of desk.files) {
          // What is still owed in a case that ended in another is owed there: growth.property.test.ts.
          if (file.row.mergedInto !== null) continue;
          const was = before.get(reference);
          // The very case that was looked at after an earlier step.
          if (was === file) continue;
          expectNoSilence(file);
          if (was === undefined) continue;
          expectAgreedToThis(was, file);
          if (was.row.status !== "closed" && file.row.status === "closed") closed += 1;
          if (was.row.status === "closed" && file.row.status !== "closed") reopened += 1;
        }
      }
    }),
    { numRuns: isEveryPoint ? 150 : 100 },
  );
  // Such days are among them.
  expect(Math.min(closed, reopened)).toBeGreaterThan(20);
});
