/** What the week is played through: one kind of script in a Workspace of its own, and what can be asked of it at the end. */
import type { LocalWorkspace } from "../../workspace/index";
import { setMailAllowance } from "../../workspace/services/mail/index";
import type { Happening, WeekReport } from "./week";

/** What became of a report: who can read it, and who was emailed about it. */
export interface ReportEnd {
  readonly report: WeekReport;
  /** How many rows the report has, in any tab of any file. */
  readonly rows: number;
  /** Minutes from the report to the first email to anyone who works with reports; null if no one was told. */
  readonly toldAfter: number | null;
  /** Emails that told the same person about it again, as if it were new. */
  readonly toldAgain: number;
  /** Addresses that were emailed about it, or that can open a file that holds it. */
  readonly knownTo: readonly string[];
  /** Addresses that can open a file that holds the reporter's address. */
  readonly reporterKnownTo: readonly string[];
}

export interface Side {
  readonly name: string;
  readonly workspace: LocalWorkspace;
  readonly admin: string;
  report(report: WeekReport, isTriggerLost: boolean): void;
  tellAgain(number: number): void;
  /** The person who was told of the report writes that they have it in hand. Does nothing if no one was told. */
  takeOn(report: WeekReport): void;
  ends(): readonly ReportEnd[];
  /** Rows about a student who has another row with the same student data: cases that no one merged. */
  apart(): number;
}

const sheetsCalls = [
  "Sheets.Spreadsheets.get",
  "Sheets.Spreadsheets.batchUpdate",
  "Sheets.Spreadsheets.Values.batchGetByDataFilter",
] as const;
const allDay = 1_500;
const minute = 60_000;

function happens(side: Side, one: Happening, sent: Map<number, WeekReport>): void {
  const { workspace, admin } = side;
  switch (one.what) {
    case "report":
      sent.set(one.report.number, one.report);
      side.report(one.report, one.isTriggerLost);
      return;
    case "told-again":
      side.tellAgain(one.number);
      return;
    case "taken-on": {
      const report = sent.get(one.number);
      if (report !== undefined) side.takeOn(report);
      return;
    }
    case "outage":
      if (one.isOn)
        for (const call of sheetsCalls) workspace.fault({ call, times: 1e6, when: "before" });
      else workspace.disarm();
      return;
    case "quota":
      setMailAllowance(workspace.store, admin, one.isSpent ? 0 : allDay);
      return;
    case "answer-lost":
      workspace.fault({ call: "Sheets.Spreadsheets.batchUpdate", when: "after" });
      return;
    case "time":
      letPass(workspace, one.minutes);
  }
}

/** Lets time pass. During a night the clock fires as usual at the beginning and the end, and every half hour in between. */
function letPass(workspace: LocalWorkspace, minutes: number): void {
  if (minutes < 180) {
    workspace.advance(minutes * minute);
    return;
  }
  workspace.advance(15 * minute);
  workspace.advanceSparsely((minutes - 75) * minute, 30);
  workspace.advance(60 * minute);
}

/** Plays the week, including what Saturday's clock catches up on. */
export function playWeek(side: Side, happenings: readonly Happening[]): readonly ReportEnd[] {
  const sent = new Map<number, WeekReport>();
  for (const one of happenings) happens(side, one, sent);
  side.workspace.disarm();
  return side.ends();
}
