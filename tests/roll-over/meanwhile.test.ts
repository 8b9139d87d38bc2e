/**
 * A roll-over that is interrupted, while reports come, people type and its account is suspended: each report ends in one register, what
 * someone typed is kept or was refused, and in the end people can type. Made-up people only.
 */

import { describe, expect, test } from "vitest";
import type { CallRecord } from "../../scripts/workspace/run/faults";
import {
  installedTriggers,
  nextMinuteMark,
  removeTrigger,
} from "../../scripts/workspace/services/script/store";
import { editCells } from "../../scripts/workspace/sheets/person";
import { registerNames } from "../../src/ports";
import { firstDataRow } from "../../src/register/columns";
import { switchStep } from "../../src/registers/kinds";
import { rollOverSteps } from "../../src/roll-over/roll-over-steps";
import { tabs } from "../../src/tabs";
import { editOf, reportOn } from "../day/events";
import { caseOf, lines, outageMails } from "../day/look";
import { admin, contact, lead, spare } from "../day/people";
import { isEveryPoint } from "../every-point";
import {
  inUse,
  isUnderWay,
  oldDesk,
  open,
  passTick,
  press,
  references,
  retired,
  words,
} from "./stage";

const day = await oldDesk();
day.join(spare);
day.read("setUp", spare);
const { workspace } = day;
const opens = () =>
  day
    .out()
    .access.flatMap(({ file, who, role }) => (role === "editor" ? `${file} ${who}` : []))
    .sort();
const openBefore = opens();

/** Goes on until it is done. */
function finish(): void {
  for (let left = 12; isUnderWay(day) && left > 0; left -= 1) {
    const { now } = workspace.clock;
    workspace.passUnattended(nextMinuteMark(now + 60_000, 1) - now);
    press(day, "on");
  }
}

press(day, "begin");
/** Each step as it begins, and the calls that it makes, by name. */
const steps = rollOverSteps.map(() => {
  // Set up on the new files has the clock come once soon: it would do the step.
  for (const one of installedTriggers(workspace.store)) {
    if (one.kind === "clock" && one.everyMinutes === null) removeTrigger(workspace.store, one.id);
  }
  passTick(day);
  const saved = workspace.save();
  press(day, "on");
  return { saved, calls: workspace.runs.at(-1)?.calls.byName ?? {} };
});
const done = { cases: references(day), retired: retired(day).map(({ name }) => name) };

const acts = {
  report: reportOn("Hal Hazel", "100008"),
  sealed: reportOn("Sal Spruce", "100011", {
    recipientMayBeInvolved: "contact",
    immediateDanger: "no",
  }),
  danger: reportOn("Dot Dogbane", "100012", { immediateDanger: "yes" }),
  edit: { edit: { case: "26-0003", set: { acknowledged: true, notes: "Seen." } } },
  ofClosed: { edit: { case: "26-0002", set: { notes: "Kept by order." } } },
};
type Act = keyof typeof acts;
const allActs: readonly Act[] = ["report", "sealed", "danger", "edit", "ofClosed"];

/** How a call is cut; "not": it is not. */
const cuts = ["not", "before", "after", "stop"] as const;

/** What happens in the middle of one run of a step. */
interface Middle {
  readonly step: number;
  /** Before this of its calls, counted from 1, or before the first of this name. */
  readonly call: number | string;
  readonly act: Act;
  readonly cut: (typeof cuts)[number];
  /** The account that rolls over is suspended then. */
  readonly isSuspended: boolean;
}

const refusals = () => day.out().refused.length;

/** Plays it to the end and an hour on; returns what is wrong then. */
function wrongAfter({ step, call, act, cut, isSuspended }: Middle): readonly string[] {
  workspace.resume(steps[step]?.saved ?? workspace.save());
  let path = "";
  const isHere = (one: CallRecord) => {
    ({ path } = one);
    return typeof call === "number" || call === path;
  };
  const happens = () => {
    const cutHere = path;
    day.play(acts[act]);
    if (isSuspended) workspace.suspendAccount(admin);
    if (cut !== "not") workspace.fault({ call: cutHere, when: cut });
  };
  workspace.atCall(isHere, happens, { nth: typeof call === "number" ? call : 1 });
  press(day, "on");
  workspace.disarm();
  if (isSuspended) day.play({ advance: "PT30M" });
  else finish();
  // They read why, and type again.
  if (refusals() > 0) day.play(acts[act]);
  day.sleep("PT1M");
  day.play({ advance: "PT20M" });
  const before = refusals();
  day.play({ edit: { case: "27-0001", set: { notes: "Last." } }, as: "lead" }, { advance: "PT5M" });
  const out = day.out();
  const open = caseOf(out, "26-0003");
  const happened = acts[act];
  const student = "submit" in happened ? happened.submit["studentId"] : undefined;
  const own = out.cases.filter((one) => one["studentId"] === student);
  const of = out.reports.map((one) => `${String(one["response"])} ${String(one["part"])}`);
  const told = out.inbox.filter(
    (mail) => mail.message === "case-opened" && mail.case === own[0]?.["case"],
  );
  const isSwitched = day.memory().get("rollOver").at > 0;
  const facts: Record<string, boolean> = {
    "under way": isSuspended || !isUnderWay(day),
    "in one register": new Set(of).size === of.length,
    report: student === undefined || own.length === 1,
    "in its register": act !== "sealed" || own[0]?.["register"] === "sealed",
    told: (act !== "report" && act !== "danger") || told.length > 0,
    "told once":
      cut !== "not" ||
      act !== "report" ||
      new Set(told.map(({ to }) => to.join())).size === told.length,
    edit: act !== "edit" || (open?.["acknowledged"] === true && open["notes"] === "Seen."),
    "edit once":
      act !== "edit" ||
      lines(out).filter((line) => /edited \| 26-0003 \| notes/.test(line)).length === 1,
    "of a closed case":
      act !== "ofClosed" || caseOf(out, "26-0002")?.["notes"] === "Kept by order.",
    "takes typing": refusals() === before && caseOf(out, "27-0001")?.["notes"] === "Last.",
    files: isSuspended || inUse(day).length === registerNames.length,
    "what stays": !isSwitched || done.cases.every((one) => references(day).includes(one as string)),
    "what goes": !isSwitched || caseOf(out, "26-0001") === undefined,
    access: isSuspended || JSON.stringify(opens()) === JSON.stringify(openBefore),
  };
  return Object.entries(facts).flatMap(([name, isRight]) => (isRight ? [] : [name]));
}

const lengthOf = (step: number) =>
  Object.values(steps[step]?.calls ?? {}).reduce((sum, times) => sum + times, 0);

// Eight calls of the switch and three of each other step, with the acts, the ways to cut and the suspended account in turn; or all calls
// (tests/every-point.ts).
const apart = (step: number) =>
  isEveryPoint ? 1 : Math.ceil(lengthOf(step) / (step === switchStep ? 8 : 3));

test.each(rollOverSteps.map((title, at) => [title, at] as const))(
  "cut at the calls of: %s",
  (_title, step) => {
    const wrong: string[] = [];
    let turn = step;
    for (let call = 2; call <= lengthOf(step); call += apart(step)) {
      const act = allActs[turn % allActs.length] ?? "edit";
      const cut = cuts[turn % cuts.length] ?? "not";
      const isSuspended = turn % 3 === 0;
      turn += 1;
      const found = wrongAfter({ step, call, act, cut, isSuspended });
      wrong.push(...found.map((what) => `${what}: ${act} at ${call}, cut ${cut}, ${isSuspended}`));
    }
    expect(wrong).toEqual([]);
  },
  isEveryPoint ? 1_200_000 : 240_000,
);

test.each(cuts.map((cut, at) => [cut, at % 2 === 1] as const))(
  "cut at the write that switches: %s; the account is suspended: %s",
  (cut, isSuspended) => {
    const at = { step: switchStep, call: "Properties.setProperties", act: "report", cut } as const;
    expect(wrongAfter({ ...at, isSuspended })).toEqual([]);
  },
);

describe("while the old files are frozen", () => {
  /** The last write that freezes. */
  const isFreeze = ({ path, args }: CallRecord) =>
    /batchUpdate/.test(path) && /addProtectedRange.*Roll-over/.test(JSON.stringify(args));
  function frozen(act: () => void): void {
    workspace.resume(steps[switchStep]?.saved ?? workspace.save());
    workspace.atCall(isFreeze, act, { nth: registerNames.length, when: "after" });
    press(day, "on");
  }
  const waiting = () => outageMails(day.out());

  test("a report waits in the Form; of a danger people are told at once, and both are taken in afterwards", () => {
    const told: number[] = [];
    frozen(() => {
      for (const act of ["report", "danger"] as const) {
        day.play(acts[act]);
        told.push(waiting().length);
      }
    });
    expect(told[0]).toBe(0);
    expect(told[1]).toBeGreaterThan(0);
    expect(waiting().map(({ to }) => to.join())).toContain(contact);
    expect(waiting()[0]?.text).toMatch(/moving\s+to\s+new\s+files/);
    finish();
    day.play({ advance: "PT6M" });
    const ids = day.out().cases.map((one) => one["studentId"]);
    expect(ids).toEqual(expect.arrayContaining(["100008", "100012"]));
  });

  test("a failure lets people type again at once", () => {
    frozen(() =>
      workspace.fault({
        call: "Sheets.Spreadsheets.Values.batchGetByDataFilter",
        times: 9,
        when: "before",
      }),
    );
    workspace.disarm();
    const refused = refusals();
    day.play(acts.edit);
    expect([isUnderWay(day), refusals()]).toEqual([true, refused]);
    expect(caseOf(day.out(), "26-0003")).toMatchObject({ notes: "Seen." });
  });

  test("no one can type; where its account is suspended just then, another account lets them again, and can stop it", () => {
    frozen(() => {
      day.play(acts.edit);
      workspace.suspendAccount(admin);
      workspace.fault({ call: "Sheets.Spreadsheets.Values.batchGetByDataFilter", when: "stop" });
    });
    workspace.disarm();
    const refused = refusals();
    expect(refused).toBeGreaterThan(0);
    day.play({ advance: "PT20M" }, acts.edit, { advance: "PT5M" });
    expect(refusals()).toBe(refused);
    expect(caseOf(day.out(), "26-0003")).toMatchObject({ notes: "Seen.", acknowledgedBy: contact });
    expect(isUnderWay(day)).toBe(true);
    const { page } = open(day, spare);
    expect(words(page)).toContain(`${admin} started this roll-over`);
    expect(page.buttons.map(({ act }) => act)).toEqual(["stop", "close"]);
    press(day, "stop", spare);
    expect(isUnderWay(day)).toBe(false);
    expect(opens()).toEqual(openBefore);
    workspace.restoreAccount(admin);
    press(day, "begin");
    finish();
    expect(references(day)).toEqual(done.cases);
    expect(retired(day).map(({ name }) => name)).toContain("Student safety register (unfinished)");
    expect(inUse(day)).toHaveLength(registerNames.length);
  });
});

test("until an edit of the new main register was told of, each clock run looks over all registers", () => {
  workspace.resume(steps.at(-1)?.saved ?? workspace.save());
  press(day, "on");
  day.play(acts.sealed);
  day.play(editOf("27-0001", { acknowledged: true }, "lead", "sealed"), { advance: "PT10M" });
  // Its turn comes each half an hour otherwise; and no trigger tells of this edit.
  const seen = () => lines(day.out()).filter((line) => /edited \| .*\| notes/.test(line)).length;
  const before = seen();
  const column = tabs.cases.columns.findIndex(({ key }) => key === "notes");
  const place = { spreadsheetId: day.fileId("sealed"), sheetId: tabs.cases.sheetId, column };
  const edited = { ...place, row: firstDataRow, values: [["No trigger tells of this."]] };
  expect(editCells(workspace.store, edited, lead)).not.toHaveProperty("refused");
  day.play({ advance: "PT6M" });
  expect(seen()).toBe(before + 1);
  expect(day.memory().get("rollOver").unheard).toBe(true);
  day.play(acts.edit);
  expect(day.memory().get("rollOver").unheard).toBe(false);
});

test("what changes until the new files are the registers counts: a hold that ends or begins, a column that is moved", () => {
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  day.play({ edit: { case: "26-0002", set: { legalHold: false } }, as: "lead" });
  finish();
  expect(references(day)).toEqual(["26-0003", "26-0004", "27-0001"]);
  // A row that was copied and is deleted would still be in the version history.
  const unfinished = () => retired(day).filter(({ name }) => name.endsWith("(unfinished)"));
  expect(unfinished()).toHaveLength(registerNames.length);
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  day.play(
    { edit: { case: "26-0005", set: { legalHold: true } }, as: "lead" },
    { sheet: { moveColumn: { tab: "Cases", column: "notes", to: 3 } }, as: "admin" },
  );
  const before = day.memory().get("openRows");
  finish();
  // Where open cases were in the old files says nothing about the new ones.
  expect(before).not.toBeNull();
  expect(day.memory().get("openRows")).not.toEqual(before);
  expect(references(day)).toEqual([
    ...["26-0002", "26-0003", "26-0004", "26-0005", "26-0006", "27-0001"],
  ]);
  expect(caseOf(day.out(), "26-0002")).toMatchObject({
    notes: "Spoke with the family.",
    legalHold: true,
  });
  expect(unfinished()).toHaveLength(registerNames.length);
});
