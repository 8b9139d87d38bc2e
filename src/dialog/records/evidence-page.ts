/** The year's evidence as a page to print: for the district itself, or without small counts where it leaves the district. No names. */

import type { EvidencePart } from "../../case/views/case-counts";
import { recordTime } from "../../case/views/printed-record";
import { leftOut } from "../../case/views/small-cells";
import { evidenceTitle } from "../../case/views/year-evidence";
import type { Run } from "../../run";
import { readYearEvidence } from "../../runs/year-evidence";
import { schoolYearWords } from "../../time";
import { choiceField, closeButton, headingBlock, pageWith, textBlock } from "../blocks";
import type { Block, Page, Reply, Request } from "../page-data";

const view = "evidence";

const audience = choiceField("audience", "For whom", [
  { id: "district", label: "The district itself: every count" },
  { id: "outside", label: "It leaves the district: without small counts" },
]);

function partBlocks({ heading, from, words = [], entries, table }: EvidencePart): readonly Block[] {
  return [
    headingBlock(heading),
    textBlock(`Counted from: ${from}.`),
    ...words.map(textBlock),
    ...(table === undefined ? [] : [{ kind: "table", caption: heading, ...table } as const]),
    ...(entries === undefined || entries.length === 0
      ? []
      : [{ kind: "entries", entries } as const]),
  ];
}

function pageOf(run: Run, asked: number | null, audienceOf: "outside" | "inside"): Page {
  const { clock } = run;
  const isOutside = audienceOf === "outside";
  const { years, year, parts, smallCell } = readYearEvidence(run, asked, audienceOf);
  const yearField = choiceField(
    "year",
    "School year, from August to July",
    years.map((one) => ({ id: String(one), label: schoolYearWords(one) })),
  );
  const page = {
    view,
    title: evidenceTitle(year),
    blocks: [
      textBlock(
        `As of ${recordTime(clock.now(), clock)} (${clock.zone}), from the register that contacts work in. Roles, dates and counts: no names.`,
      ),
      textBlock(isOutside ? leavesTheDistrict(smallCell) : staysInside),
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
  return pageWith(page, { year: String(year), audience: isOutside ? "outside" : "district" });
}

/** The evidence of the school year that is on, for the district itself. Throws as `readYearEvidence` does. */
export function evidencePage(run: Run): Page {
  return pageOf(run, null, "inside");
}

/** The evidence of the year and for the audience chosen on the page. Throws as `readYearEvidence` does. */
export function answerEvidencePage(run: Run, { act, values }: Request): Reply {
  if (act === "check") return { errors: {}, tables: {} };
  const year = Number(values["year"]);
  const audienceOf = values["audience"] === "outside" ? "outside" : "inside";
  return pageOf(run, Number.isInteger(year) ? year : null, audienceOf);
}

const staysInside =
  "For the district itself. Small counts can point to a student: before it leaves the district, choose so below and make it again.";

function leavesTheDistrict(smallCell: number): string {
  return `It leaves the district: counts of students and their cases below ${smallCell} (setting smallCell) are “${leftOut}”, zero among them. So is what would give them away: totals, other counts of the same cases, and the times of so few. Events of the system itself are all counted.`;
}
