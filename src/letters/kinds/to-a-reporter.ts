/** The kinds of message to whoever sent a report. They name no case, and have no link: reporters may not open the register. */
import { reportAgencies } from "../../case/views/letter-facts";
import { reporterDuty, reportTakenOn } from "../templates/reporter-duty";
import { caseKind } from "./one-case";

export const toAReporter = {
  /** Never about danger: it does not go to whoever acts on the case. */
  "reporter-duty": caseKind(
    "reporter-duty",
    { to: "reporter", tells: "first", danger: "never", pointlessIf: [], inSealed: true },
    reporterDuty,
    ({ writtenReportDue, dueFrom }, { pack, calls }, { now, zone }) => ({
      calls: reportAgencies(pack, calls),
      written: pack.writtenReport,
      reporters: pack.reporters,
      writtenReportDue,
      dueFrom,
      now,
      zone,
    }),
  ),
  "report-taken-on": caseKind(
    "report-taken-on",
    { to: "reporter", tells: "other", isOnceACase: true, pointlessIf: [], inSealed: false },
    reportTakenOn,
    // A reporter who took the case on knows it.
    ({ by }, { pack }, { to }) =>
      by === to ? null : { emergency: pack.emergency.phone, statute: pack.writtenReport.statute },
  ),
};
