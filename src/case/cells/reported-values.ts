/** What a report, the first of a case or a later one, makes of cells that no general word describes. Pure. */
import { saysMayBeVictim } from "../../protocol/classify";
import type { CaseRow } from "../../register/tabs";
import { isOtherCounty } from "../model/acts/act-state";
import type { Arrival } from "./cell-policy";

/** So many characters of an answer are repeated on the row of the case; the Reports tab keeps the whole. */
const repeatedUpTo = 1_000;

/** The value of the case, or else what the report says, cut where it is long. */
export function keepOrTakeReported(mine: string | null, text: string | null): string | null {
  if (mine !== null || text === null || text.length <= repeatedUpTo) return mine ?? text;
  return `${text.slice(0, repeatedUpTo)} … (the whole text is in Reports)`;
}

/** The county of residence. The first report that names another county counts. */
export function residenceAfter(
  { report, context }: Arrival,
  { countyOfResidence: mine }: CaseRow,
): CaseRow["countyOfResidence"] {
  if (isOtherCounty(context.pack, mine)) return mine;
  return keepOrTakeReported(null, report.countyOfResidence) ?? mine;
}

/** The answer "may be a victim". A "no" is emptied if the report says, or may say, that the student is a victim. */
export function victimAnswerAfter(
  { report, context }: Arrival,
  { mayBeVictim }: CaseRow,
): CaseRow["mayBeVictim"] {
  const bears: readonly string[] = ["studentRole", "factors", "concerns"];
  const isDoubtful =
    saysMayBeVictim(context.pack, report) || report.unread.some(({ key }) => bears.includes(key));
  return mayBeVictim === "no" && isDoubtful ? null : mayBeVictim;
}

/** The calls that reporters say they made. Only words on the rows, never a tick (design 4). */
export function addReportedCalls(
  { report }: Arrival,
  mine: CaseRow,
): CaseRow["reporterSaysCalled"] {
  return (["calledChildAndFamilyServices", "calledLawEnforcement"] as const).filter(
    (question) => report[question] === "yes" || mine.reporterSaysCalled.includes(question),
  );
}
