/** The rows of Summary, and what each one counts: by a formula, or by the clock at night. */

import { countedIn, schoolYearMeasure, summaryMeasures } from "../../case/figures/measures";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import {
  actStateWords,
  leftByClosed,
  messageStateWords,
  statusWords,
} from "../../register/columns";
import { firstDataRow } from "../../register/tabs";

/**
 * Keys of the rows in which the script writes when a clock run last came and when one last listed the Form's responses (in column `at`).
 */
export const heartbeatMeasure = "Automation last ran";
export const sweepMeasure = "Form last read";

/** A row of Summary. */
export interface SummaryRow {
  /** Its key. */
  readonly measure: string;
  /**
   * A formula, in which `[tab.key]` stands for a whole column of data and `[key]` for a cell of the same row; null if the clock writes the
   * value.
   */
  readonly value: string | null;
  readonly state: { readonly formula: string } | { readonly text: string };
  /** A few words for a chart; "" if no chart uses the row. */
  readonly label: string;
  /** Whether its numbers are hours, shown with tenths. */
  readonly isHours: boolean;
}

const live = { label: "", isHours: false } as const;

const notClosed = `"<>${statusWords.closed}"`;

/**
 * A row whose formula shows "LATE" when the time in column `When` is more than an hour ago; if no time was ever written, when the first
 * line of Activity is an hour old. In a sealed register no one writes the time; the formula recognizes it by its empty Contacts and shows
 * "Not yet".
 */
function watchdog(measure: string, row: number, late: string): SummaryRow {
  const [value, at] = [`$B$${row}`, `$C$${row}`];
  const never =
    'IF(AND(COUNTIF([contacts.role],"?*")>0,COUNTIFS([activity.at],"<"&NOW()-1/24)>0),"LATE","Not yet")';
  return {
    ...live,
    measure,
    value: `=IF(${at}="",${never},IF(NOW()-${at}>1/24,"LATE","OK"))`,
    state: {
      formula: `=IF(${value}="LATE","${late}",IF(${value}="OK","After more than an hour without it, this says LATE.","Only kept in the main register: there this says OK within an hour of set-up. If it does not, tell the district admin: open the Form, menu Student safety, Set up."))`,
    },
  };
}

const openCases = () => countedIn("cases", `[cases.case],"<>",[cases.status],${notClosed}`);
const atLevel = (label: string) =>
  countedIn("cases", `[cases.level],"${label}",[cases.status],${notClosed}`);

/** The key of the row that counts open cases at a level. */
export const openKey = (label: string): string => `Open cases: ${label}`;

/** Groups of open cases by age, in days. */
const ages = [
  { label: "up to 7 days", over: null, upTo: 7 },
  { label: "8 to 30 days", over: 7, upTo: 30 },
  { label: "31 to 90 days", over: 30, upTo: 90 },
  { label: "over 90 days", over: 90, upTo: null },
] as const;

function ageRow({ label, over, upTo }: (typeof ages)[number]): SummaryRow {
  const old = over === null ? "" : `,[cases.opened],"<"&NOW()-${over}`;
  const young = upTo === null ? "" : `,[cases.opened],">="&NOW()-${upTo}`;
  const value = `=${countedIn("cases", `[cases.status],${notClosed}${old}${young}`)}`;
  return count(openKey(`${label} old`), value, "Since the case was opened.");
}

function nightlyRows(pack: ProtocolPack): readonly SummaryRow[] {
  const year: SummaryRow = {
    ...live,
    measure: schoolYearMeasure,
    value: null,
    state: {
      text: "Counted each night, as of the time in When, from this register only: no drills, and nothing from other registers. The rows below are for this school year; each case counts in the month in which it was opened.",
    },
  };
  const value = '=IF([thisYear]="","",[thisYear])';
  const figures = summaryMeasures(pack).map(
    ({ key, label, note, isHours }): SummaryRow => ({
      measure: key,
      value,
      state: { text: note },
      label,
      isHours,
    }),
  );
  return [year, ...figures];
}

/** Which Summary it is: for which protocol pack, and whether it has the figures of the school year that the clock counts at night. */
export interface SummaryOf {
  readonly pack: ProtocolPack;
  readonly hasYear: boolean;
}

/** The rows of Summary, in order. */
export function summaryRows({ pack, hasYear }: SummaryOf): readonly SummaryRow[] {
  return [...liveRows(pack), ...(hasYear ? nightlyRows(pack) : [])];
}

/** The number of Summary's first row of data in formulas, which count from 1. */
const firstRow = firstDataRow + 1;

/** A formula that counts the open steps of open cases whose time has come. `more`: further criteria, each after a comma. */
const openSteps = (more = "") =>
  countedIn(
    "checklist",
    `[checklist.state],"${actStateWords.open}",[checklist.closed],"<>${leftByClosed}",[checklist.due],"<"&NOW()${more}`,
  );

function count(measure: string, value: string, text: string, label = ""): SummaryRow {
  return { ...live, label, measure, value, state: { text } };
}

function liveRows({ levels }: ProtocolPack): readonly SummaryRow[] {
  const labels = levels.map(({ name }) => say(name));
  return [
    watchdog(
      heartbeatMeasure,
      firstRow,
      "Nothing has run for more than an hour, and reports may reach no one. Tell the district admin now: open the Form, read what came in under Responses, then menu Student safety, Set up.",
    ),
    watchdog(
      sweepMeasure,
      firstRow + 1,
      "No one has looked for missed reports for more than an hour. Tell the district admin now: open the Form, read what came in under Responses, then menu Student safety, Check.",
    ),
    ...labels.map((label) =>
      count(openKey(label), `=${atLevel(label)}`, "By the level of the case today.", label),
    ),
    count(
      "Open cases under an earlier protocol",
      `=${[openCases(), ...labels.map(atLevel)].join("-")}`,
      "At a level that today's protocol does not have. Each case continues under the protocol that opened it, which is named in its row.",
    ),
    count(
      "Open cases in all",
      `=${openCases()}`,
      "Every case that is not closed. No drill is counted in this tab.",
    ),
    ...ages.map(ageRow),
    count(
      "Not acknowledged yet",
      `=${countedIn("cases", `[cases.case],"<>",[cases.status],${notClosed},[cases.acknowledged],FALSE`)}`,
      "A designated contact acknowledges in the Cases tab.",
    ),
    count(
      "Late steps",
      `=${openSteps()}-${openSteps(',[checklist.lateFrom],">="&NOW()')}`,
      "Of open cases, in the Checklist tab: red there in the column Due. What is due now is not counted.",
    ),
    count(
      "Written reports that are due and not confirmed",
      `=COUNTIFS([reports.writtenReportDue],"<"&NOW(),[reports.writtenReportConfirmed],FALSE)-COUNTIFS([reports.writtenReportDue],"<"&NOW(),[reports.writtenReportConfirmed],FALSE,[reports.reporterUnreachable],TRUE)`,
      "In the Reports tab, of reporters who can be asked. Each of them has their own duty to report.",
    ),
    count(
      "Messages not sent yet",
      `=COUNTIFS([outbox.state],"${messageStateWords.queued}")`,
      "They are tried again every 5 minutes.",
    ),
    count(
      "Rows to correct in Contacts, Schools and Settings",
      '=COUNTIF([contacts.problem],"?*")+COUNTIF([schools.problem],"?*")+COUNTIF([settings.problem],"?*")',
      "The column To correct says what to write.",
    ),
    count(
      "Closed cases",
      `=${countedIn("cases", `[cases.status],"${statusWords.closed}"`)}`,
      "Kept until the end of the retention time in Settings.",
    ),
  ];
}
