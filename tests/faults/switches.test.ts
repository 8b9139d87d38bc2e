/**
 * Every open question about Google, under each possible answer: a report with its case and email, an edit and the clock must end as they
 * do under the assumed answers. The list is read from the code, so a new switch is included.
 */

import { describe, expect, test } from "vitest";
import { districtStage, playEvents } from "../../scripts/bench/faults/stage";
import {
  butForNobodysTick,
  mailDifferences,
  rowDifferences,
  type State,
  stateOf,
  usualAllowance,
} from "../../scripts/bench/faults/state";
import { untimed } from "../../scripts/bench/row-text";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { doubts } from "../../scripts/workspace/doubts";
import { call, edit, editOf, hour, menu, minutes, submit, tick } from "../day/events";

/** A report with several ticks, with questions left open and with what no cell can hold; edits; a lost trigger; a question deleted. */
const morning = [
  submit({
    factors: ["controlled-or-groomed", "frequently-absent", "substance-abuse-history"],
    facts: "Seen twice.\u0007 \ud83d\ude00 =SUM(A1)",
  }),
  minutes(14),
  edit({ acknowledged: true }),
  tick(call),
  edit({ status: "closed" }),
  {
    loseTrigger: submit({
      ...{ school: "South Middle", studentName: "Robin Lake", studentId: "730195" },
      ...{ factors: ["runaway-or-unstable-housing"], reporterName: "Kim Vale" },
    }),
  },
  minutes(15),
  { form: { deleteQuestion: { key: "facts" } } },
  submit({ factors: undefined, concerns: ["suspected-victim"] }),
  { deliverAgain: 0 },
  editOf("26-0002", { acknowledged: true }, "lead"),
  minutes(10),
];
/** By when the first calls are late. */
const noon = [minutes(20)];
/** Once a day the clock looks at everything. */
const nextMorning = [minutes(40), edit({ acknowledged: true }), menu("check"), minutes(10)];
/** Between them, in which no trigger fires. */
const untilNoon = hour;
const night = 22 * hour;

const dist = await builtBundle();

interface Ended {
  readonly state: State;
  readonly output: Output;
  /** The points on whose answer anything in the day hung. */
  readonly asked: ReadonlySet<string>;
}

/** Hours that Summary counts between two times. */
const counted =
  /(?<=main summary: measure="Hours to .*=)[\d.]+$|(?<=main summary: measure="Hours to .*=)[\d.]+(?= )/g;

/** A line without what depends on how long set-up's calls took. */
const unhurried = (line: string) => untimed(line).replace(counted, "some");

function day(assume: Readonly<Record<string, string>> = {}): Ended {
  const workspace = districtStage(dist, { assume });
  playEvents(workspace, morning);
  workspace.passUnattended(untilNoon);
  playEvents(workspace, noon);
  workspace.passUnattended(night);
  playEvents(workspace, nextMorning);
  const { rows, mails } = stateOf(workspace);
  return {
    state: { rows: rows.map(unhurried), mails },
    output: readOutput(workspace, { cells: false }),
    asked: workspace.asked,
  };
}

let usual: Ended | null = null;
const asAssumed = (): Ended => {
  usual ??= day();
  return usual;
};

/** Those that are assumed are the day that the others are compared with. */
const answers = doubts.flatMap(({ name, answers: [, ...others] }) =>
  others.map((answer) => [name, answer] as const),
);

/** Points that no run of this day comes to: whatever their answer is, the day is the same. Other tests play days that do. */
const unasked = [
  "triggersOfTriggeredRuns",
  "triggersWithoutAllScopes",
  "apiOpensBin",
  "unknownAddress",
  "suspendedAddress",
  "deletedEditors",
  "outsideSharing",
  "dialogReplies",
  "dialogErrorText",
  "newFormAudience",
  "publishedReadersReadBack",
];

interface Told {
  readonly why: string;
  readonly rows?: RegExp;
  readonly mails?: RegExp;
  /** Mail that comes besides. */
  readonly added?: RegExp;
  readonly errors?: RegExp;
  /** Who typed something is not known. */
  readonly isEditorLost?: true;
}

/** What one answer changes by its nature, and what tells of it; everything else ends the same. */
const told: Readonly<Record<string, Told>> = {
  "clockRunListsResponses no": {
    why: "go-live waits for a clock run that listed the Form; where none does any more Summary says LATE, Check says wrong, and each run fails by name. The daily look at the questions goes with the listing.",
    rows: /main summary: measure="Form last read"|kind="desk-notice"/,
    mails: /Student safety Form: action needed/,
    added: /\| Student Safety Desk: its clock fails \|/,
    errors: /^Error: permission-missing: /,
  },
  "responseAppears eight-minutes-later": {
    why: "the run of the trigger waits, and the clock takes the report in",
  },
  "editEventUser nobody": { why: "no one can know who it was", isEditorLost: true },
  "editEventUser blank": { why: "no one can know who it was", isEditorLost: true },
};

test("the day does its work: cases, mail, edits, and a lost trigger made good by the clock", () => {
  const { output } = asAssumed();
  expect(output.errors).toEqual([]);
  expect(output.cases).toMatchObject([
    { case: "26-0001", level: "suspected-victim", reports: 2 },
    { case: "26-0002", level: "below-threshold", acknowledgedBy: "lead@district.example" },
  ]);
  expect(output.checklist).toContainEqual(
    expect.objectContaining({ case: "26-0001", act: call, doneBy: "contact@district.example" }),
  );
  expect(output.activity.filter(({ what }) => what === "case-opened")).toHaveLength(2);
  const clocks = output.runs.filter(({ function: name }) => name === "onClock");
  expect(clocks.length).toBeGreaterThan(25);
});

test("only these points make no difference to any of its runs", () => {
  const { asked } = asAssumed();
  const names = doubts.map(({ name }) => name);
  expect(names.filter((name) => !asked.has(name)).sort()).toEqual([...unasked].sort());
});

type Answer = (typeof answers)[number];

/** Six to a day, such as stand far apart in the list. */
function inSixes(list: readonly Answer[]): readonly (readonly Answer[])[] {
  const count = Math.ceil(list.length / 6);
  return Array.from({ length: count }, (_, nth) => list.filter((_one, at) => at % count === nth));
}

/** Those that change something have a day of their own; of the others six share one. */
const played = answers.filter(([name]) => !unasked.includes(name));
const isTold = (one: Answer) => one.join(" ") in told;
const days = [
  ...inSixes(played.filter((one) => !isTold(one))),
  ...played.filter(isTold).map((one) => [one]),
].map((list) => [list.map((one) => one.join(" ")).join(", "), list] as const);

describe("the day ends the same where", () => {
  test("each answer has its day, and none has two of one point", () => {
    const all = days.flatMap(([, list]) => list);
    expect(new Set(all)).toEqual(new Set(played));
    for (const [, list] of days) expect(new Set(list.map(([name]) => name)).size).toBe(list.length);
  });

  test.each(days)("it is %s", (names, list) => {
    const expected = asAssumed();
    const found = day(Object.fromEntries(list));
    const own = told[names];
    const rest = (lines: readonly string[], excused: RegExp | undefined) =>
      lines.filter((line) => excused?.test(line) !== true);
    const allowance = { ...usualAllowance, isEditorLost: own?.isEditorLost === true };
    const rows = rowDifferences(expected.state, found.state, allowance);
    expect(rest(rows, own?.rows)).toEqual([]);
    const { lost, twice, wrong } = mailDifferences(expected.state, found.state);
    const unasked = own?.isEditorLost === true ? butForNobodysTick(wrong) : wrong;
    expect({ lost: rest(lost, own?.mails), twice, wrong: rest(unasked, own?.added) }).toEqual({
      lost: [],
      twice: [],
      wrong: [],
    });
    const errors = found.output.errors.map(({ error }) => String(error));
    expect(rest(errors, own?.errors)).toEqual([]);
    expect(errors.length > 0).toBe(own?.errors !== undefined);
  });

  test("nothing is excused that does not differ", () => {
    const names = answers.map(([name, answer]) => `${name} ${answer}`);
    expect(Object.keys(told).filter((name) => !names.includes(name))).toEqual([]);
  });
});
