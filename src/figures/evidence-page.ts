/**
 * The evidence of a school year, as a page to print: for the district itself, or, if it will leave the district, without small counts. No
 * names.
 */

import { educationRequests } from "../district/directory/education-rows";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { eveningWords } from "../drill/drill-page";
import type { Page, Request } from "../parts-of-a-page";
import { choiceField, closeButton, pageOf, printedPart } from "../parts-of-a-page";
import { recordTime } from "../records/printed-record";
import { loadOrdinary } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { schoolYearWords } from "../time";
import { countedOf, countedRequests, schoolYearsIn } from "./what-is-counted";
import { leftOut, yearEvidence } from "./year-evidence";

/**
 * The page on the school year that a request names by its first year, by itself the current one, from the registers of ordinary cases; for the
 * district itself, or if so asked for someone outside. One read of most of the register. Throws "not-set-up" and what Google throws.
 */
export function evidencePage(
  before: Run,
  { values }: Pick<Request, "values"> = { values: {} },
): Page {
  const { clock } = before;
  const snapshot = loadOrdinary(before, countedRequests, [
    ...educationRequests,
    ...directoryRequests,
  ]);
  const directory = directoryIn(snapshot, before);
  const run = runAsRead(before, { directory });
  // School years with something to show, the latest first.
  const years = schoolYearsIn(snapshot, run);
  const year = years.find((one) => String(one) === values["year"]) ?? years[0] ?? 0;
  const isOutside = values["audience"] === "outside";
  const { smallCell } = directory.settings;
  const least = isOutside ? smallCell : 0;
  const counted = countedOf(snapshot, year, run);
  const parts = yearEvidence({ counted, snapshot, directory, year, least }, run);
  const title = `Evidence of the school year ${schoolYearWords(year)}`;
  const page = {
    view: "evidence",
    title,
    onEachSheet: `${title}.`,
    isWide: true,
    parts: [
      `As of ${recordTime(clock.now(), clock)} (${clock.zone}), counted from the tabs Cases, Checklist, Reports, Activity and Education of the register that contacts work in. Roles, dates and counts: no names.`,
      isOutside
        ? `It leaves the district: counts of students and their cases below ${smallCell} are “${leftOut}”, zero among them, with their totals and times. Other counts of cases, and charts, stay inside the district.`
        : "For the district itself. Small counts can point to a student: before it leaves the district, choose so below and make it again.",
      eveningWords(before.memory.get("goingLive").drillResults, clock) ??
        "No result of a drill outside school hours is kept yet: hold one in the evening, then open Check.",
      parts.map(printedPart),
      choiceField(
        "year",
        "School year, from August to July",
        years.map((one) => ({ id: String(one), label: schoolYearWords(one) })),
      ),
      choiceField("audience", "For whom", [
        { id: "district", label: "The district itself: every count" },
        { id: "outside", label: "It leaves the district: without small counts" },
      ]),
    ],
    buttons: [
      { act: "make", label: "Make it again", primary: true },
      { act: "print", label: "Print or save as PDF" },
      closeButton,
    ],
  };
  return pageOf(page, { year: String(year), audience: isOutside ? "outside" : "district" });
}
