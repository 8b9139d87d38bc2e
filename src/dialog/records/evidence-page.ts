/** The year's evidence as a page to print: for the district itself, or without small counts where it leaves the district. No names. */
import { leftOut } from "../../case/figures/year-evidence";
import { recordTime } from "../../case/records/record";
import type { Run } from "../../run";
import { readYearEvidence } from "../../runs/year-evidence";
import { schoolYearWords } from "../../time";
import { choiceField, closeButton, pageWith, partBlocks, textBlock } from "../blocks";
import type { Page, Reply, Request } from "../page-data";

const audience = choiceField("audience", "For whom", [
  { id: "district", label: "The district itself: every count" },
  { id: "outside", label: "It leaves the district: without small counts" },
]);

function pageOf(run: Run, asked: number | null, goes: "outside" | "inside"): Page {
  const { clock } = run;
  const { years, year, parts, smallCell } = readYearEvidence(run, asked, goes);
  const yearField = choiceField(
    "year",
    "School year, from August to July",
    years.map((one) => ({ id: String(one), label: schoolYearWords(one) })),
  );
  const title = `Evidence of the school year ${schoolYearWords(year)}`;
  const page = {
    view: "evidence",
    title,
    onEachSheet: `${title}.`,
    isWide: true,
    blocks: [
      textBlock(
        `As of ${recordTime(clock.now(), clock)} (${clock.zone}), counted from the tabs Cases, Checklist, Reports, Activity and Education of the register that contacts work in. Roles, dates and counts: no names.`,
      ),
      textBlock(
        goes === "outside"
          ? `It leaves the district: counts of students and their cases below ${smallCell} (setting smallCell) are “${leftOut}”, zero among them, with their totals and times. Other counts of cases, and charts, stay inside the district.`
          : "For the district itself. Small counts can point to a student: before it leaves the district, choose so below and make it again.",
      ),
      ...parts.flatMap(partBlocks),
      yearField,
      audience,
    ],
    buttons: [
      { act: "make", label: "Make it again", primary: true },
      { act: "print", label: "Print or save as PDF" },
      closeButton,
    ],
  };
  return pageWith(page, {
    year: String(year),
    audience: goes === "outside" ? "outside" : "district",
  });
}

/** The evidence of the school year that is on, for the district itself. Throws as `readYearEvidence` does. */
export function evidencePage(run: Run): Page {
  return pageOf(run, null, "inside");
}

/** The evidence of the year and for the audience chosen on the page. Throws as `readYearEvidence` does. */
export function answerEvidencePage(run: Run, { act, values }: Request): Reply {
  if (act === "check") return { errors: {}, tables: {} };
  const year = Number(values["year"]);
  const goes = values["audience"] === "outside" ? "outside" : "inside";
  return pageOf(run, Number.isInteger(year) ? year : null, goes);
}
