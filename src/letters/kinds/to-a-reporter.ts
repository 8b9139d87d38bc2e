/** The kinds of message to whoever sent a report. They name no case, and have no link: reporters may not open the register. */

import { reportAgencies } from "../../case/views/letter-facts";
import { callBook } from "../../district/find-people";
import { reviewedLanguages } from "../../district/settings";
import { type Language, source } from "../../language";
import type { Run } from "../../run";
import { type ReporterSpeech, reporterDuty, reportTakenOn } from "../templates/reporter-duty";
import { caseKind, type OneCase } from "./one-case";

/** The language of the report; English where the case's protocol lacks it. */
function speechOf(written: Language, { pack }: OneCase, { directory }: Run): ReporterSpeech {
  return {
    language: pack.languages.includes(written) ? written : source,
    reviewed: reviewedLanguages(directory.settings),
  };
}

/** Kinds of message to whoever sent a report. */
export const toAReporter = {
  /** Never about danger: it does not go to whoever acts on the case. */
  "reporter-duty": caseKind(
    "reporter-duty",
    { to: "reporter", tells: "first", danger: "never", pointlessIf: [], inSealed: true },
    reporterDuty,
    ({ writtenReportDue, dueFrom, language }, about, _writing, run) => {
      const { pack, row } = about;
      const speech = speechOf(language, about, run);
      const { directory, now, zone } = run;
      return {
        ...speech,
        calls: reportAgencies(pack, callBook(directory, row.school, pack, speech.language)),
        writtenReport: pack.writtenReport,
        reporters: pack.reporters,
        writtenReportDue,
        dueFrom,
        now,
        zone,
      };
    },
  ),
  "report-taken-on": caseKind(
    "report-taken-on",
    { to: "reporter", tells: "other", isOnceACase: true, pointlessIf: [], inSealed: false },
    reportTakenOn,
    ({ by, language }, about, { to }, run) => {
      // A reporter who took the case on knows it.
      if (by === to) return null;
      const { emergency, writtenReport } = about.pack;
      const speech = speechOf(language, about, run);
      return { ...speech, emergency: emergency.phone, statute: writtenReport.statute };
    },
  ),
};
