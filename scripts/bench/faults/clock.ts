/**
 * Days on which the clock is turned back, so that times the script has stored lie in the future. Nothing may wait until the clock has
 * caught up, except what is asked again after a number of hours.
 */
import { firstDataRow, stateKey } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
import { mainRegister, rowsOf } from "../../play/register-cells";
import { setMailAllowance } from "../../workspace/index";
import type { LocalWorkspace } from "../../workspace/runtime";
import { installedTriggers } from "../../workspace/services/script/store";
import { deleteRows } from "../../workspace/sheets/person-structure";
import { sheetsSlice } from "../../workspace/sheets/store";
import { untimed } from "../row-text";
import { admin, districtStage, playEvents } from "./stage";
import { mailDifferences, rowDifferences, type State, stateOf } from "./state";

const minute = 60_000;
const hour = 60 * minute;

/** Turns back the clock of runs and triggers, by whole ticks of five minutes. What was written before keeps its times. */
function turnBack(workspace: LocalWorkspace, by: number): void {
  const { store } = workspace;
  const now = workspace.clock.now - by;
  store.restore({ ...store.snapshot(), clock: { now } });
  for (const trigger of installedTriggers(store)) {
    if (trigger.kind === "clock" && trigger.nextAt !== null) trigger.nextAt -= by;
  }
  // Google counts the calls within a minute by a clock of its own. The count by this clock would be wrong, so it starts again.
  sheetsSlice(store).calls = {};
}

interface Turned {
  readonly name: string;
  /** How far the clock is turned back, in milliseconds; a whole number of ticks. */
  readonly by: number;
  before(workspace: LocalWorkspace): void;
  after(workspace: LocalWorkspace): void;
  /**
   * True if the outcome depends on how long ago something happened. It is then compared once the clock has caught up, otherwise at once.
   */
  readonly isAskedAgain?: true;
  /** What must be the same in the end, for days whose emails name the day. Without it, every cell and every email must be. */
  ends?(workspace: LocalWorkspace): readonly string[];
}

const play =
  (...events: readonly unknown[]) =>
  (workspace: LocalWorkspace) =>
    playEvents(workspace, events);

const report = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  factors: ["controlled-or-groomed"],
  facts: "An account.",
};
const other = { ...report, studentName: "Robin Lake", studentId: "730195" };
const sealed = { ...other, recipientMayBeInvolved: "contact" };
const cutAtMail = { fault: { call: "MailApp.sendEmail", when: "stop" } };
const quarter = { advance: "PT15M" };
const nothing = () => undefined;

function mainRows({ store }: LocalWorkspace, tab: "cases" | "outbox") {
  return rowsOf(store, mainRegister(store), tab).map(({ cells }) => cells);
}

/** Advances to 7:40 of the next morning. The digest is due at 7:30. */
function nextMorning(workspace: LocalWorkspace): void {
  playEvents(workspace, [{ submit: report }]);
  workspace.passUnattended(22 * hour + 15 * minute);
  workspace.advance(20 * minute);
}

/** Advances to ten minutes past New Year, after one case in each year. The row of the first one was deleted. */
function newYear(workspace: LocalWorkspace): void {
  workspace.passUnattended(Date.parse("2027-01-01T07:40:00Z") - workspace.clock.now);
  playEvents(workspace, [{ submit: report }]);
  workspace.passUnattended(30 * minute);
  playEvents(workspace, [{ submit: other }]);
  const place = { spreadsheetId: mainRegister(workspace.store), sheetId: tabs.cases.sheetId };
  deleteRows(workspace.store, place, firstDataRow, 1, admin);
}

export const turned: readonly Turned[] = [
  {
    name: "a report",
    by: hour,
    before: play({ submit: report }, quarter),
    after: play({ submit: other }),
  },
  {
    name: "a report whose trigger is lost",
    by: hour,
    before: play({ submit: report }, quarter),
    after: play({ loseTrigger: { submit: other } }, quarter),
  },
  {
    name: "a report on the same student",
    by: hour,
    before: play({ submit: report }, quarter),
    after: play({ submit: { ...report, concerns: ["suspected-victim"] } }, quarter),
  },
  {
    name: "a mail whose run was cut",
    by: hour,
    before: play(cutAtMail, { submit: report }),
    after: play(quarter),
  },
  {
    name: "a sealed report's mail whose run was cut",
    by: hour,
    before: play({ advance: "PT1H" }, cutAtMail, { submit: sealed }),
    after: play({ advance: "PT50M" }),
  },
  {
    name: "an edit",
    by: hour,
    before: play({ submit: report }, quarter),
    after: play(
      { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
      {
        edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } },
        as: "contact",
      },
      quarter,
    ),
  },
  {
    name: "somebody let in by Share",
    by: hour,
    before: play({ advance: "PT1H" }),
    after: play(
      { share: { add: { who: "stranger@elsewhere.example", file: "main" } }, as: "admin" },
      { advance: "PT70M" },
    ),
  },
  {
    name: "a call that is asked for, and a case for an answer",
    by: hour,
    before: play({ submit: report }, { advance: "PT1H10M" }),
    after: play({ advance: "PT3H20M" }),
    isAskedAgain: true,
  },
  {
    name: "the morning's digest",
    by: 9 * hour,
    before: nextMorning,
    after: nothing,
    isAskedAgain: true,
  },
  {
    name: "a digest that waits for the day's mail",
    by: 9 * hour,
    before(workspace) {
      setMailAllowance(workspace.store, admin, 0);
      nextMorning(workspace);
      setMailAllowance(workspace.store, admin, 1_500);
    },
    after: play({ advance: "PT5M" }),
    ends: (workspace) =>
      mainRows(workspace, "outbox").flatMap(({ detail, state }) =>
        String(detail).includes("2026-09-02") ? [String(state)] : [],
      ),
  },
  {
    name: "a reference after New Year",
    by: hour,
    before: newYear,
    after: play({ submit: { ...report, studentName: "Sasha Moor", studentId: "730196" } }),
    // After the clock is turned back, the script compares the whole Form with the register, which brings back the deleted case.
    ends: (workspace) =>
      mainRows(workspace, "cases")
        .filter((row) => !String(row[stateKey]).includes("came-back"))
        .map((row) => String(row["case"])),
  },
];

function endOf({ ends }: Turned, workspace: LocalWorkspace): State {
  if (ends !== undefined) return { rows: ends(workspace), mails: [] };
  const { rows, mails } = stateOf(workspace);
  return { rows: rows.map(untimed), mails };
}

/**
 * Plays a situation with and without the clock turned back in the middle. Returns the differences, found at once or after the clock has
 * caught up.
 */
export function turnedBack(dist: string, one: Turned): readonly string[] {
  const { by, before, after } = one;
  const workspace = districtStage(dist);
  before(workspace);
  const moment = workspace.store.snapshot();
  after(workspace);
  const expected = endOf(one, workspace);
  const known = workspace.errors.length;
  workspace.store.restore(moment);
  turnBack(workspace, by);
  after(workspace);
  if (one.isAskedAgain === true) {
    const last = Math.min(by, hour);
    workspace.passUnattended(by - last);
    workspace.advance(last);
  }
  const found = endOf(one, workspace);
  const { lost, twice, wrong } = mailDifferences(expected, found);
  // Something that would have waited another hour may happen at once.
  const allowance = { later: minute, earlier: by + 70 * minute, isEditorLost: false };
  return [
    ...lost.map((mail) => `not sent: ${mail}`),
    ...[...twice, ...wrong].map((mail) => `sent without need: ${mail}`),
    ...rowDifferences(expected, found, allowance),
    ...workspace.errors.slice(known).map(({ error }) => error),
  ];
}
