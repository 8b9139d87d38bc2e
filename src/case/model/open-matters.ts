/**
 * The column "Needs attention" of a case: what is open in it, and what is missing before something can be done. A line about a matter
 * begins as its matter does (`register/case-columns`), and leads to the columns in which it is seen to. Never student data. Pure.
 */

import { packOfCase } from "../../protocol/find-pack";
import { actOf, isUnconfirmed, levelRank } from "../../protocol/pack-queries";
import type { CaseRow } from "../../register/tabs";
import { matters, tabs } from "../../register/tabs";
import { isWritten } from "../../text";
import { dayWords, type Moment, whenWords } from "../../time";
import { undoneLine } from "../edits/refusal-words";
import { undoneIn } from "./accepted-inputs";
import { isActOver } from "./acts/act-completion";
import type { CaseFile } from "./case-file";
import { type ClosingRefusal, missingForClosing, openDuties } from "./closing-conditions";
import { dangerSince, inDanger } from "./danger";
import { holdEnds } from "./deadlines";
import { parentConditions } from "./parent-conditions";
import { asksForAge } from "./student-age";

/** Lines of a matter: each begins with its words. */
const said = ({ begins }: { readonly begins: string }, ...lines: readonly (string | null)[]) =>
  lines.flatMap((line) => (line === null ? [] : [`${begins}${line}`]));

function dangerLine(row: CaseRow, { zone }: Moment): string | null {
  const since = dangerSince(row);
  return inDanger(row) && since !== null ? `: not over, since ${whenWords(since, zone)}` : null;
}

/** How many of the conditions are missing, where an act that a parent would notice waits for them. */
function parentLine(file: CaseFile): string | null {
  const pack = packOfCase(file.row);
  const waits = file.acts.some(
    (act) => (actOf(pack, act.act)?.telltale ?? null) !== null && !isActOver(act),
  );
  const conditions = parentConditions(pack, file);
  const missing = conditions.filter(({ holds }) => !holds).length;
  if (!waits || missing === 0) return null;
  return `: locked, ${missing} of ${conditions.length} missing`;
}

function holdLine({ holdUntil }: CaseRow, { now, zone }: Moment): string | null {
  if (holdUntil === null) return null;
  return holdEnds(holdUntil, zone) <= now ? ": ended" : ` until ${dayWords(holdUntil, zone)}`;
}

function levelLines(row: CaseRow): readonly (string | null)[] {
  const { raiseLevelTo, withdrawFactor } = row;
  const isRaised = raiseLevelTo !== null && row.protocols.includes(raiseLevelTo);
  return [
    isUnconfirmed(packOfCase(row), row) ? ": record which agency confirmed it" : null,
    raiseLevelTo !== null && !isRaised && !isWritten(row.raiseReason)
      ? ": write why it is raised"
      : null,
    withdrawFactor !== null && !isWritten(row.withdrawReason)
      ? ": write why the risk factor is withdrawn"
      : null,
    row.reviewReasons.length > 0 ? ": see “To review”" : null,
  ];
}

/** Steps that stand with a case that was merged into this one, and are ticked there. */
function stepsOfMerged({ acts, merged = [] }: CaseFile): readonly string[] {
  return merged.flatMap(({ case: reference }) => {
    const open = acts.filter((act) => act.case === reference && act.state === "open").length;
    if (open === 0) return [];
    return [`: ${open === 1 ? "1 step is" : `${open} steps are`} open in ${reference}`];
  });
}

const isSealed = ({ row }: CaseFile): boolean => row.readBy !== null;

/** What is missing, in words that stand after "Closing: ". */
function missingWords(file: CaseFile, refusal: ClosingRefusal): string {
  const open = openDuties(file).length;
  switch (refusal) {
    case "reason-needed":
      return "finish every step, or choose a reason";
    case "reason-below-protocols":
      return "another reason, since a protocol applies";
    case "duty-open":
      return open === 1 ? "1 call or report is open" : `${open} calls or reports are open`;
    case "reason-words-needed":
      return "write in Notes why";
    case "agreement-needed":
      return isSealed(file)
        ? "the other reader, if there is one, has to agree"
        : "the district lead has to agree";
  }
}

function closingLines(file: CaseFile): readonly (string | null)[] {
  const { handedTo, handedAt, leadAgreed } = file.row;
  const refusals = new Set(missingForClosing(file));
  // A sealed case is closed by two, whatever its level.
  if (isSealed(file) && !leadAgreed) refusals.add("agreement-needed");
  const missing = [...refusals].map((refusal) => missingWords(file, refusal));
  return [
    missing.length === 0 ? null : `: ${missing.join("; ")}`,
    handedTo !== null && handedAt === null ? ": hand-over not received yet" : null,
  ];
}

/** The title of a column by its key in `undoneIn`, with the tab where it is another one's. */
function headerOf(column: string): string {
  const [key = "", tab] = column.split(".").reverse();
  const found = Object.values(tabs).find(({ id }) => id === (tab ?? "cases"));
  const header = found?.columns.find((one) => one.key === key)?.header ?? key;
  return tab === undefined ? header : `${found?.title ?? tab}, ${header}`;
}

/** What was undone of what somebody typed about the case, with the reason: a phone does not show the notes on cells. */
const undoneLines = (row: CaseRow): readonly string[] =>
  undoneIn(row).map(({ column, refusal }) => undoneLine(headerOf(column), refusal));

/** The lines of "Needs attention", most pressing first. A closed case has at most those about printing and what was undone in it. */
export function openMatters(file: CaseFile, moment: Moment): readonly string[] {
  const { row } = file;
  const printing = said(matters.print, row.print ? ": the district lead prints the record" : null);
  if (row.status === "closed") return [...undoneLines(row), ...printing];
  return [
    ...(row.drill ? ["Drill: tick the steps without calling"] : []),
    ...said(matters.danger, dangerLine(row, moment)),
    ...undoneLines(row),
    ...(row.acknowledged ? [] : ["Not acknowledged yet"]),
    ...said(
      matters.parent,
      parentLine(file),
      asksForAge(row) ? ": is the student 18 or over?" : null,
    ),
    ...said(
      matters.same,
      ...row.possibleMatch.map((other) => ` as ${other}?`),
      ...stepsOfMerged(file),
      row.mainCase === null ? null : ` has an open case in the main register: ${row.mainCase}`,
    ),
    ...said(matters.hold, holdLine(row, moment)),
    ...said(matters.level, ...levelLines(row)),
    ...printing,
    ...said(matters.closing, ...closingLines(file)),
    ...(row.steppedAside === null
      ? []
      : ["Stepped aside: gets no email about the case, and can still read it here"]),
  ];
}

/** Above the rank of every level. */
const dangerWeighs = 1_000;

/** Cells that follow from the rest of the row: what needs attention, who has the case, the number by which the worst case comes first. */
export function firstScreenCells(
  file: CaseFile,
  moment: Moment,
): Pick<CaseRow, "openMatters" | "hasIt" | "urgency"> {
  const { row } = file;
  const rank = levelRank(packOfCase(row), row.level);
  return {
    openMatters: openMatters(file, moment),
    hasIt: row.assignedTo ?? row.contact,
    urgency: rank + (inDanger(row) ? dangerWeighs : 0),
  };
}
