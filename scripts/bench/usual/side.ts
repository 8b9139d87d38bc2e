/** What the week is played through: a script of one kind in a Workspace of its own, and what can be asked of it at the end. */
import type { LocalWorkspace } from "../../workspace/index";
import { setMailAllowance } from "../../workspace/services/mail/index";
import type { Happening, WeekReport } from "./week";

/** Who can read what of a report, or was mailed about it. */
export interface ReportEnd {
  readonly report: WeekReport;
  /** Rows that it has, wherever. */
  readonly rows: number;
  /** Minutes from the report to the first mail to anybody who works with reports; null where nobody was told. */
  readonly toldAfter: number | null;
  /** Mails that told the same person of it once more, as if it were new. */
  readonly toldAgain: number;
  /** Addresses that were mailed about it, or may open a file that holds it. */
  readonly knownTo: readonly string[];
  /** Addresses that may open a file in which the reporter's address stands. */
  readonly reporterKnownTo: readonly string[];
}

export interface Side {
  readonly name: string;
  readonly workspace: LocalWorkspace;
  readonly admin: string;
  report(report: WeekReport, isTriggerLost: boolean): void;
  tellAgain(number: number): void;
  /** Whoever was told of it writes that they have it in hand; nothing where nobody was. */
  takeOn(report: WeekReport): void;
  ends(): readonly ReportEnd[];
  /** Rows about students who have another row that says the same thing of them: cases that nobody brought together. */
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

/** Of a night the clock fires at its beginning and its end as always, and each half hour between. */
function letPass(workspace: LocalWorkspace, minutes: number): void {
  if (minutes < 180) {
    workspace.advance(minutes * minute);
    return;
  }
  workspace.advance(15 * minute);
  workspace.advanceSparsely((minutes - 75) * minute, 30);
  workspace.advance(60 * minute);
}

/** Plays the week through, and what Saturday's clock makes good. */
export function playWeek(side: Side, happenings: readonly Happening[]): readonly ReportEnd[] {
  const sent = new Map<number, WeekReport>();
  for (const one of happenings) happens(side, one, sent);
  side.workspace.disarm();
  return side.ends();
}
