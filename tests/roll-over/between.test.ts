/** Reports, edits and clock runs in the middle of a roll-over, and a roll-over in the middle of theirs: nothing is lost, nothing doubled. Synthetic people only. */
import { expect, test } from "vitest";
import { rollOverSteps, switchStep } from "../../src/install/roll-over/roll-over-state";
import { reportRegisters } from "../../src/register/register-ids";
import { reportOn } from "../day/events";
import { caseOf, lines } from "../day/look";
import { admin } from "../day/people";
import { isEveryPoint } from "../every-point";
import { files, inUse, isUnderWay, oldDesk, passTick, retired } from "./stage";

const day = await oldDesk();
const { workspace } = day;

/** One run of the dialog's. */
function press(act: string): number {
  const request = JSON.stringify({ view: "roll-over", act, values: {} });
  workspace.callFromDialog("onDialog", admin, [request]);
  return workspace.runs.at(-1)?.calls.total ?? 0;
}

function finish(): void {
  for (let left = 12; isUnderWay(day) && left > 0; left -= 1) {
    workspace.passUnattended(60_000);
    press("on");
  }
}

press("begin");
/** Each step as it begins, and how many calls it makes. */
const steps = rollOverSteps.map(() => {
  passTick(day);
  const saved = workspace.save();
  return { saved, calls: press("on") };
});

const acts = {
  report: reportOn("Hal Hazel", "100008"),
  edit: { edit: { case: "26-0003", set: { acknowledged: true, notes: "Seen." } } },
  ofClosed: { edit: { case: "26-0002", set: { notes: "Kept by order." } } },
};
type Act = keyof typeof acts;

/** What is wrong once the clock has gone on for ten minutes. */
function found(act: Act): readonly string[] {
  day.sleep("PT1M");
  day.play({ advance: "PT10M" });
  const out = day.out();
  const open = caseOf(out, "26-0003");
  const held = caseOf(out, "26-0002");
  const own = out.cases.filter((one) => one["studentId"] === "100008");
  const told = out.inbox.filter(
    (mail) => mail.message === "case-opened" && mail.case === own[0]?.["case"],
  );
  const facts: Record<string, boolean> = {
    "under way": !isUnderWay(day),
    cases: out.cases.length === (act === "report" ? 5 : 4),
    report: act !== "report" || (own.length === 1 && own[0]?.["case"] === "27-0002"),
    mails:
      act !== "report" ||
      (told.length > 0 && new Set(told.map(({ to }) => to.join())).size === told.length),
    edit:
      act !== "edit" ||
      (open?.["acknowledged"] === true &&
        open["acknowledgedAt"] !== null &&
        open["notes"] === "Seen."),
    once:
      act !== "edit" ||
      lines(out).filter((line) => /edited \| 26-0003 \| notes/.test(line)).length === 1,
    "of a closed case": act !== "ofClosed" || held?.["notes"] === "Kept by order.",
    files: inUse(day).length === reportRegisters.length,
  };
  return Object.entries(facts).flatMap(([name, isRight]) => (isRight ? [] : [name]));
}

/** Whether a person is kept from typing just then: they read why, and type again later. */
function isRefused(): boolean {
  return day.out().refused.length > 0;
}

// Some 230 calls, three acts: each sixteenth call of the first three steps and each fortieth of the others, the acts in turn; or each (tests/every-point.ts).
const apart = (at: number) => (isEveryPoint ? 1 : at <= switchStep ? 16 : 40);

test.each(rollOverSteps.map((title, at) => [title, at] as const))(
  "between the calls of: %s",
  (_title, at) => {
    const { saved, calls } = steps[at] ?? { saved: workspace.save(), calls: 0 };
    const wrong: string[] = [];
    const order = ["report", "edit", "ofClosed"] as const;
    let turn = at;
    for (let call = 2; call <= calls; call += apart(at)) {
      const act = order[turn % 3] ?? "report";
      turn += 1;
      workspace.resume(saved);
      workspace.atCall(call, () => void day.play(acts[act]));
      press("on");
      finish();
      if (isRefused()) day.play(acts[act]);
      wrong.push(...found(act).map((what) => `${act} at ${call}: ${what}`));
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);

test.each([
  ["a report", "report", "Lock.tryLock"],
  ["an edit", "edit", "Lock.tryLock"],
  ["an edit of a closed case", "ofClosed", "Lock.tryLock"],
] as const)("the places are taken while %s waits for the lock", (_name, act, call) => {
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  workspace.atCall(call, () => void press("on"));
  day.play(acts[act]);
  finish();
  expect(found(act)).toEqual([]);
  expect(day.out().errors).toEqual([]);
});

test.each([
  "Form.getResponses",
  "Sheets.Spreadsheets.Values.batchGetByDataFilter",
  "Properties.setProperties",
])("the places are taken in the middle of a clock run, at %s", (call) => {
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  day.play({ loseTrigger: acts.report });
  workspace.atCall(call, () => void press("on"));
  day.play({ advance: "PT5M" });
  finish();
  expect(found("report")).toEqual([]);
  expect(day.out().errors).toEqual([]);
});

test("the window is closed: the clock goes on to the end", () => {
  workspace.resume(steps[0]?.saved ?? workspace.save());
  day.play({ advance: "PT40M" });
  expect(isUnderWay(day)).toBe(false);
  expect(found("ofClosed")).toEqual(["of a closed case"]);
});

test("stopped before the places are taken, nothing has changed, and it can begin anew", () => {
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  const before = day.out();
  press("stop");
  const after = day.out();
  expect(isUnderWay(day)).toBe(false);
  expect([after.cases, after.activity, after.access]).toEqual([
    before.cases,
    before.activity,
    before.access,
  ]);
  expect(inUse(day)).toHaveLength(reportRegisters.length);
  expect(retired(day).map(({ name }) => name)).toContain("Student safety register (unfinished)");
  press("begin");
  finish();
  expect(day.out().cases).toHaveLength(4);
});

test("a hold that is taken off after the copy holds for this time", () => {
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  day.play({ edit: { case: "26-0002", set: { legalHold: false } }, as: "lead" });
  finish();
  const out = day.out();
  expect(caseOf(out, "26-0002")).toMatchObject({ legalHold: true });
});

test("what changes until the places are taken counts: a hold, a column that is moved", () => {
  workspace.resume(steps[switchStep]?.saved ?? workspace.save());
  day.play(
    { edit: { case: "26-0005", set: { legalHold: true } }, as: "lead" },
    { sheet: { moveColumn: { tab: "Cases", column: "notes", to: 3 } }, as: "admin" },
  );
  finish();
  const out = day.out();
  expect(isUnderWay(day)).toBe(false);
  expect(out.cases.map((one) => one["case"])).toEqual([
    ...["26-0002", "26-0003", "26-0004", "26-0005", "26-0006", "27-0001"],
  ]);
  expect(caseOf(out, "26-0002")).toMatchObject({
    notes: "A namesake.",
    legalHold: true,
    status: "closed",
  });
  const made = files(day).map(({ name }) => name.replace(/until .*\)/, "until …)"));
  expect(made.filter((name) => name === "Student safety register (unfinished)")).toHaveLength(1);
  expect(inUse(day)).toHaveLength(reportRegisters.length);
});
