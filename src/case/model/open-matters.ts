/**
 * The column "Open matters" of a case: each matter that stands open in it, in a few words how. A line begins as its matter does
 * (`register/case-columns`), and leads to the columns in which it is seen to. Never student data. Pure.
 */

import { packOfCase } from "../../protocol/find-pack";
import { actOf, isUnconfirmed, levelRank } from "../../protocol/pack-queries";
import type { CaseRow } from "../../register/tabs";
import { matters } from "../../register/tabs";
import { isWritten } from "../../text";
import { dayWords, type Moment, whenWords } from "../../time";
import { isActOver } from "./acts/act-completion";
import type { CaseFile } from "./case-file";
import { openDuties } from "./closing-conditions";
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
    isUnconfirmed(packOfCase(row), row) ? ": no agency on record as confirming it" : null,
    raiseLevelTo !== null && !isRaised && !isWritten(row.raiseReason)
      ? ": raised without a reason"
      : null,
    withdrawFactor !== null && !isWritten(row.withdrawReason)
      ? ": a factor withdrawn without a reason"
      : null,
  ];
}

function closingLines(file: CaseFile): readonly (string | null)[] {
  const open = openDuties(file).length;
  const { handedTo, handedAt } = file.row;
  return [
    open === 0 ? null : `: ${open} ${open === 1 ? "duty" : "duties"} open`,
    handedTo !== null && handedAt === null ? ": hand-over not received yet" : null,
  ];
}

/** The lines of the column "Open matters", the matter that presses most first. A closed case has none. */
export function openMatters(file: CaseFile, moment: Moment): readonly string[] {
  const { row } = file;
  if (row.status === "closed") return [];
  return [
    ...said(matters.danger, dangerLine(row, moment)),
    ...said(
      matters.parent,
      parentLine(file),
      asksForAge(row) ? ": is the student 18 or over?" : null,
    ),
    ...said(matters.same, ...row.possibleMatch.map((other) => ` as ${other}?`)),
    ...said(matters.hold, holdLine(row, moment)),
    ...said(matters.level, ...levelLines(row)),
    ...said(matters.closing, ...closingLines(file)),
  ];
}

/** Above the rank of every level. */
const dangerWeighs = 1_000;

/**
 * Cells that follow from the rest of the row: open matters, who has the case, the number by which the worst case comes first, and the
 * reference at the head of each block of columns.
 */
export function firstScreenCells(
  file: CaseFile,
  moment: Moment,
): Pick<CaseRow, "openMatters" | "hasIt" | "urgency"> & Partial<CaseRow> {
  const { row } = file;
  const heads = Object.values(matters).map(({ columns: [head] }) => [head, row.case]);
  const rank = levelRank(packOfCase(row), row.level);
  return {
    // The first column of each block is one of reference.
    ...(Object.fromEntries(heads) as Partial<CaseRow>),
    openMatters: openMatters(file, moment),
    hasIt: row.assignedTo ?? row.contact,
    urgency: rank + (inDanger(row) ? dangerWeighs : 0),
  };
}
