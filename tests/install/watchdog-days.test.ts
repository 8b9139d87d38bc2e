/**
 * The watchdog in Summary, as people see it: it still works when no script runs. The desk calculates it from the cells that the built
 * script wrote.
 */
import { expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { dataRows, putCells } from "../../scripts/play/register-cells";
import { heartbeatMeasure, sweepMeasure } from "../../src/figures/summary-tab";
import type { RawRow } from "../../src/register/cells";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { minute } from "../day/events";
import { reportSchoolOnly } from "../desk/open-desk";

const start = Date.parse("2026-09-01T09:00:00-07:00");
const demo = async () => new Desk({ dist: await builtBundle(), realNow: () => start });

/** A line of Summary as a contact sees it, of a sealed register as the lead does: value, words, and the color behind the value or null. */
function lineOf(desk: Desk, measure: string, register = "main") {
  const { sheetId } = tabs.summary;
  const as = register === "main" ? "contact" : "lead";
  const { grid } = desk.registers.view({ as, register, sheetId, filter: null });
  const [, value, , words] = grid?.rows.find((row) => row.cells[0]?.text === measure)?.cells ?? [];
  if (value === undefined || words === undefined) throw new Error(measure);
  return { value: value.text, words: words.text, color: value.style.backgroundColor ?? null };
}

const isAlarm = ({ value, words, color }: ReturnType<typeof lineOf>) =>
  value === "LATE" &&
  /Tell the district admin now: .*Responses.*Student safety/.test(words) &&
  color !== null;

const both = (desk: Desk) => [lineOf(desk, heartbeatMeasure), lineOf(desk, sweepMeasure)];
const values = (desk: Desk) => both(desk).map(({ value }) => value);

const dayOf = ({ workspace }: Desk) => Day.in(workspace);
const play = (desk: Desk, event: unknown) => dayOf(desk).play(event);

const withoutClock = (desk: Desk) => play(desk, { account: { removeTrigger: "clock" } });

const summary = (desk: Desk) => dayOf(desk).rows("summary");

/** Writes into each row of Summary by hand. */
function put(desk: Desk, of: (cells: RawRow) => RawRow | null): void {
  const tab = dayOf(desk).tab("summary");
  for (const { index, cells } of dataRows(tab)) {
    const values = of(cells);
    if (values !== null) putCells(tab, index, values);
  }
}

/** Lets time pass until the clock has just written into Summary. */
function untilWritten(desk: Desk): void {
  const stamps = () => JSON.stringify(summary(desk).map(({ cells }) => cells["at"]));
  const before = stamps();
  for (let ticks = 0; stamps() === before; ticks += 1) {
    if (ticks > 12) throw new Error("an hour without a sign of life");
    desk.workspace.advance(5 * minute);
  }
}

test("says OK after a clock run, and LATE an hour after the last one where the trigger is gone", async () => {
  const desk = await demo();
  untilWritten(desk);
  expect(values(desk)).toEqual(["OK", "OK"]);
  expect(both(desk).map(({ color }) => color)).toEqual([null, null]);
  withoutClock(desk);
  desk.workspace.advance(59 * minute);
  expect(values(desk)).toEqual(["OK", "OK"]);
  desk.workspace.advance(2 * minute);
  expect(both(desk).every(isAlarm)).toBe(true);
  // A report comes in by a trigger of its own, does the work of the clock, and makes its trigger again.
  reportSchoolOnly(desk, "North High");
  expect(values(desk)).toEqual(["OK", "OK"]);
});

test("says LATE an hour after the first thing that happened, where no clock run ever came", async () => {
  const desk = await demo();
  put(desk, () => ({ at: null }));
  expect(values(desk)).toEqual(["Not yet", "Not yet"]);
  for (const { words } of both(desk)) {
    expect(words).toMatch(/If it does not, tell the district admin: .*Set up/);
  }
  withoutClock(desk);
  reportSchoolOnly(desk, "North High");
  desk.workspace.advance(59 * minute);
  expect(values(desk)).toEqual(["Not yet", "Not yet"]);
  desk.workspace.advance(2 * minute);
  expect(both(desk).every(isAlarm)).toBe(true);
});

test("raises no alarm in a sealed register, where nothing is written: it names the main one", async () => {
  const desk = await demo();
  play(desk, { submit: { school: "North High", recipientMayBeInvolved: "contact" } });
  desk.workspace.advance(75 * minute);
  for (const measure of [heartbeatMeasure, sweepMeasure]) {
    const { value, words } = lineOf(desk, measure, "sealed");
    expect([value, words]).toEqual([
      "Not yet",
      expect.stringContaining("Only kept in the main register"),
    ]);
  }
});

test("the Form is read late although the clock runs: only its own line says so, and it ends with the next listing", async () => {
  const desk = await demo();
  untilWritten(desk);
  desk.workspace.fault({ call: "Form.getResponses", when: "before", nth: 1, times: 24 });
  desk.workspace.advance(90 * minute);
  const [clock, form] = both(desk);
  expect(clock?.value).toBe("OK");
  expect(form !== undefined && isAlarm(form)).toBe(true);
  desk.workspace.advance(90 * minute);
  expect(values(desk)).toEqual(["OK", "OK"]);
});

test("a tab that it counts is deleted: set-up puts the tab and the broken formulas back, and keeps when things last ran", async () => {
  const desk = await demo();
  untilWritten(desk);
  const before = summary(desk).map(({ cells }) => cells);
  play(desk, { sheet: { deleteTab: "Contacts" } });
  // As Google leaves them once the tab that they name is gone.
  put(desk, ({ value }) => (String(value).startsWith("=") ? { value: "=#REF!" } : null));
  play(desk, { menu: { name: "set-up" } });
  expect(summary(desk).map(({ cells }) => cells)).toEqual(before);
});
