/** Rows of Checklist that someone deletes: they come back as they were given, not ticked, and danger is asked about meanwhile. */

import { expect, test } from "vitest";
import { putCells } from "../../scripts/play/register-cells";
import { restoreVersion, versionOf } from "../../scripts/workspace/sheets/person-structure";
import { byHand, insert, one } from "../day/damage";
import { Day } from "../day/day";
import { call, edit, first, merge, minutes, setUp, submit, tick, update } from "../day/events";
import { expectNoStudentData, mails, type Output, recipients } from "../day/look";
import { admin, lead } from "../day/people";

const police = "involve-law-enforcement";
const danger = { immediateDanger: "yes" };
const low = { factors: ["frequently-absent"] };
const exploited = {
  concerns: ["suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
};
const victim = { concerns: ["suspected-victim"] };
/** The same student under a name that does not join by itself. */
const other = { studentName: "Rowan Pyne", studentId: "" };
const gone = (act?: string, reference = first, register?: string) => ({
  sheet: { deleteRows: { tab: "checklist", case: reference, act, register } },
});

/** What Checklist shows of each step, without what people wrote. */
const steps = ({ checklist }: Pick<Output, "checklist">) =>
  checklist
    .map((row) =>
      ["register", "case", "act", "due", "covers", "state", "protocolSteps"].map((key) => row[key]),
    )
    .map((cells) => JSON.stringify(cells))
    .sort();
const noticed = (out: Output) => mails(out, "steps-missing");

/** What is in the register, which rows are deleted, and whose steps the notice names. */
test.each<[string, object[], object[], string[], string?]>([
  ["a call", [submit(danger), minutes(5), edit({ acknowledged: true })], [gone(call)], [first]],
  ["all steps", [submit()], [gone()], [first]],
  [
    "the mandated report, before an edit of the case",
    [submit({ learnedAt: "2026-08-31T20:00:00-07:00" })],
    [gone("submit-mandated-report"), edit({ notes: "Spoke with her." })],
    [first],
  ],
  ["the review of a report below every protocol", [submit(low)], [gone("review-report")], [first]],
  [
    "calls and both reports after a rise",
    [submit(low), minutes(90), submit(), minutes(90), submit(exploited), minutes(10)],
    [
      gone(update),
      gone("review-report"),
      gone("submit-mandated-report"),
      gone("submit-detailed-mandated-report"),
    ],
    [first],
  ],
  ["the fuller report", [submit(exploited)], [gone("submit-detailed-mandated-report")], [first]],
  [
    "steps of both of two merged cases",
    [submit(), minutes(1), submit({ ...other, ...victim }), minutes(10), merge("26-0002", first)],
    [gone("submit-mandated-report"), gone(call), gone(undefined, "26-0002")],
    [first, "26-0002"],
  ],
  [
    "steps that a merge brought",
    [
      submit(low),
      minutes(1),
      submit({ ...other, factors: ["law-enforcement-involvement"] }),
      minutes(10),
      merge("26-0002", first),
    ],
    [gone(undefined), gone(undefined, "26-0002")],
    [first, "26-0002"],
  ],
  [
    "steps of a sealed case",
    [submit({ ...danger, recipientMayBeInvolved: "contact" })],
    [gone(call, first, "sealed"), gone(police, first, "sealed")],
    [first],
    "sealed",
  ],
])("%s deleted: back as given, with one notice", async (_what, before, lose, named, register) => {
  const day = await Day.betweenTicks();
  const was = day.play(...before, minutes(10));
  const early = versionOf(day.workspace.store, day.fileId("main"));
  const out = day.play(...lose, minutes(35));
  expect(out.checklist.length).toBe(was.checklist.length);
  expect(steps(out)).toEqual(steps(was));
  expect(out.checklist.filter(({ done }) => done === true)).toEqual([]);
  expect(recipients(noticed(out))).toEqual(register === undefined ? [admin, lead] : [lead]);
  for (const mail of noticed(out)) expect(mail.cases).toEqual(named);
  expectNoStudentData(noticed(out), ["Rowan", "Pyne", "730194"]);
  expect(mails(out, "typed-by-another")).toEqual(mails(was, "typed-by-another"));
  // Nothing more the hour after; and none twice when somebody restores the version in which they were there.
  if (before.length > 3) return;
  const later = day.play(minutes(60));
  expect([steps(later), noticed(later).length]).toEqual([steps(was), noticed(out).length]);
  if (register !== undefined || early === null) return;
  restoreVersion(day.workspace.store, early, lead);
  const restored = day.play(minutes(40));
  expect(steps(restored)).toEqual(steps(was));
  expect(restored.inbox.filter(({ text }) => text.includes("Steps of a case were"))).toHaveLength(
    2,
  );
});

test.each<[string, object[]]>([
  ["the calls", [gone(call), gone(police)]],
  ["the tab, made again by Set up", [{ sheet: { deleteTab: "checklist" } }, setUp]],
])("%s of an acknowledged danger deleted: people are asked as before", async (_what, lose) => {
  const played = async (events: object[]) => {
    const day = await Day.betweenTicks();
    const out = day.play(submit(danger), minutes(5), edit({ acknowledged: true }), ...events);
    return day.play(minutes(120)).inbox.slice(out.inbox.length);
  };
  const asked = (inbox: Output["inbox"]) => recipients(mails({ inbox }, "call-overdue"));
  expect(asked(await played(lose))).toEqual(asked(await played([])));
});

test("a call made before the danger and deleted is back not ticked; a ticked one ends the asking", async () => {
  const day = await Day.betweenTicks();
  day.play(submit(), minutes(5), edit({ acknowledged: true }), tick(call), minutes(10));
  const out = day.play(gone(call), minutes(40));
  expect(out.checklist.find(({ act }) => act === call)).toMatchObject({
    done: false,
    state: "open",
  });
});

test("a merge is undone after its steps came back: none stays", async () => {
  const day = await Day.betweenTicks();
  const two = [
    submit(low),
    minutes(1),
    submit({ ...other, factors: ["law-enforcement-involvement"] }),
  ];
  const alone = day.play(...two, minutes(10));
  day.play(merge("26-0002", first), minutes(5), gone(), minutes(40));
  const out = day.play(merge("26-0002", ""), minutes(10));
  const open = ({ checklist }: Output) =>
    checklist.flatMap((row) => (row["state"] === "open" ? `${row["case"]} ${row["act"]}` : []));
  expect(open(out).sort()).toEqual(open(alone).sort());
});

/** Somebody takes back, with Ctrl-Z, that these rows were deleted: they are where they were, hidden cells too. */
function bringBack(day: Day, rows: ReturnType<Day["rows"]>): void {
  for (const { index, cells } of rows) {
    byHand(day.workspace, insert("checklist", index));
    putCells(day.tab("checklist"), index, cells);
  }
}

test.each<[string, object[], string[]]>([
  ["nothing was done", [], []],
  ["the call was done before", [tick(call, { done: true, agencyReference: "CFS-9" })], [call]],
])(
  "steps come back twice, by themselves and with Ctrl-Z; %s: each counts once",
  async (_what, before, made) => {
    const day = await Day.betweenTicks();
    const was = day.play(
      submit(danger),
      minutes(5),
      edit({ acknowledged: true }),
      ...before,
      minutes(10),
    );
    const rows = day.rows("checklist");
    day.play(gone(), minutes(10));
    bringBack(day, rows);
    const out = day.playClean(minutes(40));
    const ours = (out: Output) => ({
      ...out,
      checklist: out.checklist.filter(({ act }) => act !== "copy"),
    });
    expect(out.checklist).toHaveLength(2 * was.checklist.length);
    expect(steps(ours(out))).toEqual(steps(was));
    const done = ours(out).checklist.filter((row) => row["done"] === true);
    expect(done.map(({ act }) => act)).toEqual(made);
    // A step that is ticked after that is done; if its row is deleted too, it comes back although the copy is there.
    const at = day.rowOf("checklist", first, police);
    // The range of cells in which contacts type did not move along here, as it does in Google Sheets.
    day.announce(day.type("checklist", at, "done", true, admin));
    const ticked = day.playClean(minutes(40));
    const last = (now: Output) => ours(now).checklist.filter(({ act }) => act === police);
    expect(last(ticked)).toMatchObject([{ state: "done", done: true }]);
    expect(ticked.log.filter(({ act }) => act === police)).toHaveLength(1);
    expect(noticed(ticked)).toEqual(noticed(out));
    const range = one("checklist", "ROWS", at);
    byHand(day.workspace, [{ deleteDimension: { range } }]);
    expect(last(day.playClean(minutes(40)))).toMatchObject([{ state: "open", done: false }]);
  },
);
