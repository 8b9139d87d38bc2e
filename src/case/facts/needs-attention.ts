/**
 * The column "Needs attention" of a case: what is open, and what is missing before something can be done. A line begins with the words of a
 * block of columns (`matters` in `case/tabs/case-columns.ts`), and people answer it in that block. Never student data. Pure.
 */

import { roleWords } from "../../district-directory";
import { packOfCase } from "../../protocol/find-pack";
import { actOf, isCall, isUnconfirmed } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { isWritten } from "../../text";
import { dayWords, type Moment, whenWords } from "../../time";
import { holdEnds } from "../steps/deadlines";
import { matters } from "../tabs/case-columns";
import { caseTabs } from "../tabs/case-tabs";
import { type CaseFile, isActMade, isActOver, isReleasedAndOpen } from "./case-file";
import {
  type ClosingRefusal,
  closingRefusals,
  openDuties,
  openForClosing,
  withoutReference,
} from "./closing-rules";
import { inDanger } from "./danger";
import type { Missing } from "./parent-and-staff";
import { asksForAge, isAboutStaff, missingForParent, missingWords } from "./parent-and-staff";
import { type Undone, undoneIn, undoneLine } from "./why-edits-are-undone";

/** The title of a column by its key in `undoneIn`, with the title of its tab if that is not Cases. */
function headerOf(column: string): string {
  const [key = "", tab] = column.split(".").reverse();
  const found = Object.values(caseTabs).find(({ id }) => id === (tab ?? "cases"));
  const header = found?.columns.find((one) => one.key === key)?.header ?? key;
  return tab === undefined ? header : `${found?.title ?? tab}, ${header}`;
}

/**
 * The lines of "Needs attention", most pressing first. A closed case has at most the lines about printing and about inputs that were
 * undone.
 */
export function openMatters(file: CaseFile, { now, zone }: Moment): readonly string[] {
  const { row, acts, merged = [] } = file;
  const { raiseLevelTo, dangerSince: since, holdUntil } = row;
  const pack = packOfCase(row);
  const { danger, parent, same, hold, level, print, closing, legal } = matters;
  const duties = openDuties(file).length;
  const isSealed = row.readBy !== null;
  const closingWords: Readonly<Record<ClosingRefusal, string>> = {
    "reason-needed": "finish every step, or choose a reason",
    "reason-below-protocols": "another reason, since a protocol applies",
    "duty-open": duties === 1 ? "1 call or report is open" : `${duties} calls or reports are open`,
    "reason-words-needed": "write in Notes why",
    "next-school-needed":
      "was the record sent to the next school? Write which in “Handed over to”, or “not sent” and why",
    "agreement-needed":
      row.closingAsked !== null
        ? `the ${roleWords[row.closingAsked.role]} has to agree, asked ${whenWords(row.closingAsked.at, zone)}`
        : isSealed
          ? "the other reader, if there is one, has to agree"
          : "the district lead has to agree",
  };
  const toClose = openForClosing(file);
  // A phone does not show the notes on cells, so these lines repeat what was undone and why.
  const undone = undoneShown(file).map(({ column, refusal }) =>
    undoneLine(headerOf(column), refusal),
  );
  const printing = row.print
    ? [`${print.begins}: the district lead prints the record, in the Form's editor`]
    : [];
  const references = withoutReference(file).map(({ act }): Missing => {
    const name = say(actOf(pack, act)?.name ?? {});
    return [name, name];
  });
  // A case that is closed, or can be, says all of them.
  const lacking = (length: number) =>
    references.length === 0 ? [] : [`Agency's reference ${missingWords(references, length)}`];
  if (row.status === "closed")
    return [...undone, ...printing, ...lacking(Number.POSITIVE_INFINITY)];

  // What comes after the calls is said once they are made, or once someone has begun with it.
  const callsOpen = acts.filter((act) => isCall(pack, act.act) && !isActMade(act)).length;
  const areCallsMade = callsOpen === 0;
  const isClosingTried =
    row.closeReason !== null || undoneIn(row).some(({ column }) => column === "status");
  const isParentBegun =
    row.parentSetBy !== null ||
    row.victimConsulted !== null ||
    row.agencyCleared !== null ||
    acts.some((act) => undoneIn(act).some(({ refusal }) => refusal === "locked"));
  const isParentStepOpen = acts.some(
    (act) => (actOf(pack, act.act)?.telltale ?? null) !== null && !isActOver(act),
  );
  const missing = missingForParent(pack, file);
  // Open steps of cases that were merged into this one are ticked in the rows of their own case.
  const stepsOfMerged = merged.flatMap(({ case: reference }) => {
    const open = acts.filter((act) => act.case === reference && act.state === "open").length;
    return open === 0
      ? []
      : [`${same.begins}: ${open === 1 ? "1 step is" : `${open} steps are`} open in ${reference}`];
  });
  const isHoldOver = holdUntil !== null && holdEnds(holdUntil, zone) <= now;
  const isRaised = raiseLevelTo === null || row.protocols.includes(raiseLevelTo);
  const isWithdrawn = row.withdrawFactor === null || isWritten(row.withdrawReason);
  const lines: readonly (string | false | null | readonly string[])[] = [
    row.drill && "Drill: tick the steps without calling",
    inDanger(row) &&
      since !== null &&
      `${danger.begins}: not over, since ${whenWords(since, zone)}`,
    undone,
    !row.acknowledged && "Acknowledge this case",
    row.acknowledged &&
      callsOpen > 0 &&
      (callsOpen === 1 ? "1 call is open" : `${callsOpen} calls are open`),
    isParentStepOpen &&
      missing.length > 0 &&
      (areCallsMade || isParentBegun) &&
      `${parent.begins}: locked; ${missingWords(missing, 50)}`,
    row.acknowledged && asksForAge(row) && `${parent.begins}: is the student 18 or over?`,
    row.possibleMatch.map((other) => `${same.begins} as ${other}?`),
    stepsOfMerged,
    row.mainCase && `${same.begins} has an open case in the main register: ${row.mainCase}`,
    isReleasedAndOpen(row) &&
      `${closing.begins}: ${row.release ? "released" : "handed over"}, and closes once someone acknowledges ${row.releasedTo} of ${row.release ? "the main" : "the other school's"} register`,
    isHoldOver && `${hold.begins}: ended`,
    holdUntil !== null && !isHoldOver && `${hold.begins} until ${dayWords(holdUntil, zone)}`,
    isUnconfirmed(pack, row) && `${level.begins}: record which agency confirmed it`,
    !isRaised && !isWritten(row.raiseReason) && `${level.begins}: write why it is raised`,
    !isWithdrawn && `${level.begins}: write why the risk factor is withdrawn`,
    row.reviewReasons.length > 0 && `${level.begins}: see “To review”`,
    printing,
    // One that went on closes by itself.
    toClose.size > 0 &&
      (areCallsMade || isClosingTried) &&
      !isReleasedAndOpen(row) &&
      `${closing.begins}: ${[...toClose].map((one) => closingWords[one]).join("; ")}`,
    // Nothing is missing, and someone had to agree: the last step is the contact's.
    toClose.size === 0 && row.leadAgreed && "Agreed: set Status to Closed",
    lacking(toClose.size === 0 ? Number.POSITIVE_INFINITY : 60),
    row.handedTo !== null &&
      row.handedAt === null &&
      !isReleasedAndOpen(row) &&
      `${closing.begins}: hand-over not received yet`,
    row.legalHold &&
      `${legal.begins}${isAboutStaff(row) ? ", since staff may be involved" : ""}: nothing of this case is deleted until the lead unticks it`,
    row.steppedAside !== null &&
      "Stepped aside: gets no email about the case, but can still read it here",
  ];
  return lines.flatMap((line) => line || []);
}

/** The undone inputs that the case still says. What kept it from being closed is said only while it still does. */
export function undoneShown(file: CaseFile): readonly Undone[] {
  const missing = openForClosing(file);
  return undoneIn(file.row).filter(({ refusal }) => {
    const closing = closingRefusals.find((one) => one === refusal);
    return closing === undefined || missing.has(closing);
  });
}
