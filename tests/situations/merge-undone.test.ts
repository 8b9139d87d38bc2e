/**
 * Two cases were merged by mistake, and reports came before the merge was undone: each belongs to the case of the student whom it names,
 * and so does what was done for it (design 2.6).
 */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { ash, call, edit, merge, minutes, reportOn, rowan, tickOf } from "../day/events";
import { actsOf, caseOf, type Output, wordsOf } from "../day/look";
import { backup, contact, lead } from "../day/people";

const [a, b, c] = ["26-0001", "26-0002", "26-0003"] as const;
const lin = { ...rowan, studentName: "Lin Birch", studentId: "730196" };
const on = ({ studentName, studentId }: typeof rowan, more: object = {}) =>
  reportOn(studentName, studentId, { factors: ["frequently-absent"], ...more });
const danger = { immediateDanger: "yes" };
const merged = [on(rowan), on(ash), merge(b, a), minutes(10)];
const undo = merge(b, null, "lead");

/** Emails from this one on that ask somebody to acknowledge a case, or to make a call of that danger. */
const alarms = ({ inbox }: Output, from: number) =>
  inbox
    .slice(from)
    .filter(({ message }) => /^dangers-unanswered|^case-escalated/.test(message ?? ""));
const callsOf = (out: Output, reference: string, state: string) =>
  actsOf(out, reference).filter((row) => row["act"] === call && row["state"] === state);

describe.each([
  ["the case that was merged", b, a, ash],
  ["the case that goes on", a, b, rowan],
])("a danger for the student of %s", (_, own, other, student) => {
  test("stays with that student when the merge is undone, and people are asked", async () => {
    const day = await Day.after(...merged, on(student, danger), minutes(10));
    expect(caseOf(day.out(), a)).toMatchObject({ reports: 3, acknowledged: false });
    expect(caseOf(day.out(), a)?.["dangerSince"]).not.toBeNull();
    const before = day.out().inbox.length;
    const out = day.playClean(undo, minutes(40));
    expect(caseOf(out, own)).toMatchObject({ status: "open", reports: 2, mergedInto: null });
    expect(caseOf(out, own)?.["dangerSince"]).not.toBeNull();
    expect(caseOf(out, other)).toMatchObject({ status: "open", reports: 1, dangerSince: null });
    expect(out.reports.map((row) => row["case"])).toEqual([a, b, own]);
    expect(callsOf(out, own, "open")).not.toEqual([]);
    const asked = alarms(out, before).flatMap(({ cases }) => cases);
    expect(new Set(asked)).toEqual(new Set([own]));
  });

  test("that was acknowledged and called is not asked about again, and its Log goes along", async () => {
    const done = [
      edit({ acknowledged: true }),
      tickOf(a, call, { done: true, agencyReference: "CFS-9" }),
    ];
    const day = await Day.after(...merged, on(student, danger), minutes(5), ...done, minutes(5));
    const before = day.out().inbox.length;
    const out = day.playClean(undo, { advance: "PT2H" });
    expect(alarms(out, before)).toEqual([]);
    expect(caseOf(out, own)).toMatchObject({ acknowledged: true, acknowledgedBy: contact });
    expect(callsOf(out, own, "done")).toMatchObject([
      { doneBy: contact, agencyReference: "CFS-9" },
    ]);
    expect(out.log.filter((row) => row["case"] === own)).toHaveLength(1);
  });
});

test("in a chain whose middle is undone, the danger goes with the case that it belongs to", async () => {
  const chain = [on(rowan), on(ash), on(lin), merge(c, b), merge(b, a), minutes(10)];
  const day = await Day.after(...chain, on(lin, danger), minutes(5), edit({ acknowledged: true }));
  const middle = day.playClean(undo);
  expect(caseOf(middle, a)).toMatchObject({ reports: 1, dangerSince: null });
  expect(caseOf(middle, b)).toMatchObject({ reports: 3, acknowledged: true });
  const out = day.playClean(merge(c, null, "lead"));
  expect(caseOf(out, b)).toMatchObject({ reports: 1, dangerSince: null });
  expect(caseOf(out, c)).toMatchObject({ status: "open", reports: 2, acknowledged: true });
  expect(caseOf(out, c)?.["dangerSince"]).not.toBeNull();
});

const gone = (reference: string) => ({ sheet: { deleteRows: { tab: "cases", case: reference } } });

test("the row of a merged case is deleted: its reports come back as a case of their student, in danger", async () => {
  const day = await Day.after(...merged, on(ash, danger), minutes(10));
  const before = day.out().inbox.length;
  const out = day.play(gone(b), minutes(40));
  // The case that went on keeps what it shows: nobody has looked at it yet.
  expect(caseOf(out, a)?.["dangerSince"]).not.toBeNull();
  expect(caseOf(out, c)).toMatchObject({ student: "Ash Grove", reports: 2, status: "open" });
  expect(out.reports.map((row) => row["case"])).toEqual([a, c, c]);
  expect(callsOf(out, c, "open")).not.toEqual([]);
  const asked = alarms(out, before).flatMap(({ cases }) => cases);
  expect(new Set(asked)).toEqual(new Set([a, c]));
  const parted = day.play(merge(c, a), minutes(5), merge(c, null, "lead"));
  expect(caseOf(parted, a)).toMatchObject({ reports: 1, dangerSince: null });
  expect(caseOf(parted, c)?.["dangerSince"]).not.toBeNull();
});

/** Which row is deleted after c was merged into b and b into a; which cases are open then, and which of them asks about the danger of c. */
test.each([
  ["last", a, [b, "26-0004"], b],
  ["middle", b, [a, c], c],
])("the %s row of a chain is deleted: what it held opens, in danger", async (_, row, open, own) => {
  const chain = [on(rowan), on(ash), on(lin, danger), merge(c, b), merge(b, a), minutes(5)];
  const day = await Day.after(...chain, gone(row));
  const before = day.out().inbox.length;
  const out = day.play(minutes(40));
  const isOpen = out.cases.filter(({ status }) => status === "open");
  expect(isOpen.map((one) => one["case"])).toEqual(open);
  expect(caseOf(out, own)).toMatchObject({ sameStudentAs: null, mergedInto: null });
  expect(caseOf(out, own)?.["dangerSince"]).not.toBeNull();
  expect(alarms(out, before).flatMap(({ cases }) => cases)).toContain(own);
});

test("a case that was closed before the merge is open after it with the danger of its student", async () => {
  const ended = [
    edit({ closeReason: "entered-by-mistake", notes: "Twice." }, "contact", b),
    edit({ leadAgreed: true }, "lead", b),
    edit({ status: "closed" }, "contact", b),
  ];
  const day = await Day.after(
    on(rowan),
    on(ash),
    ...ended,
    merge(b, a),
    minutes(10),
    on(ash, danger),
  );
  const out = day.playClean(undo);
  expect(caseOf(out, b)).toMatchObject({ status: "open", closeReason: null });
  expect(caseOf(out, a)).toMatchObject({ status: "open", dangerSince: null });
});

test("a report that may be about either stays, and the lead is told to read it", async () => {
  const anyone = { ...rowan, studentName: "" };
  const day = await Day.after(
    on(anyone),
    on({ ...ash, studentId: "730197" }),
    edit({ studentId: "730194" }, "contact", b),
    merge(b, a),
    minutes(10),
    on(anyone, danger),
  );
  const before = day.out().inbox.length;
  const out = day.playClean(undo);
  expect(out.reports.at(-1)).toMatchObject({ case: a });
  const told = out.inbox.slice(before).filter(({ to }) => to.includes(lead));
  expect(told.map(wordsOf).join()).toMatch(/does not say which student/);
});

const cleared = { agencyCleared: "child-and-family-services", agencyClearedBy: "Kim Doe" };
const approved = { acknowledged: true, acknowledgedBy: contact, ...cleared };
const victim = { concerns: ["suspected-victim"] };
const twoWithApproval = [
  on(rowan),
  on(ash, victim),
  edit({ acknowledged: true, ...cleared }),
  merge(b, a),
  minutes(10),
];

test.each<[string, object[], object]>([
  ["nothing comes", [], approved],
  ["a danger comes for the other student", [on(ash, danger), minutes(5)], approved],
  [
    "the case that goes on is acknowledged again",
    [edit({ acknowledged: true }, "backup"), minutes(5)],
    { ...approved, acknowledgedBy: backup },
  ],
  [
    "a danger comes for its own student",
    [on(rowan, danger), minutes(5)],
    { acknowledged: false, agencyCleared: null, agencyClearedBy: null },
  ],
  [
    "another clearance is given for both and withdrawn",
    [edit({ agencyClearedBy: null, agencyCleared: "child-and-family-services" }), minutes(5)],
    { acknowledged: true, agencyCleared: null },
  ],
])("what a merge ended comes back when it is undone: %s", async (_what, meanwhile, expected) => {
  const day = await Day.after(...twoWithApproval);
  expect(caseOf(day.out(), a)).toMatchObject({ acknowledged: false, agencyCleared: null });
  const out = day.playClean(...meanwhile, undo, minutes(5));
  expect(caseOf(out, a)).toMatchObject({ status: "open", ...expected });
});
