/**
 * The check: what is in order, what is wrong and what is left to do, in words. Changes nothing, except that a desk which is not live yet
 * remembers the code that it shows. No student data.
 */
import { readInstallers } from "../../access/running-accounts";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { troubleWords } from "../../errors";
import { openRegister } from "../../register/register";
import { reportRegisterIds } from "../../register/register-ids";
import type { Run } from "../../run";
import { accountLines, scriptLines } from "./account-lines";
import { agencyLines, contactLines, numberLines, settingLines } from "./directory-lines";
import { type CheckReads, type Line, linesOf, type Part, wrong } from "./findings";
import { editorLines, formLines, languageLines, responderLines, unseenLines } from "./form-lines";
import { channelLines, readerLines, rowLines } from "./people-lines";
import { accessLines, caseLines, folderLines, registerLines, sharingLines } from "./register-lines";
import {
  clockLines,
  drillLines,
  liveLines,
  mailLines,
  proofReportLines,
  serviceLines,
  triggerLines,
} from "./running-lines";

/** The parts of the check, the most urgent first. */
function checkParts(): readonly Part[] {
  return [
    {
      why: "Until then the Form tells staff not to rely on it.",
      lines: liveLines,
    },
    {
      why: "A Form may be published and open to nobody but its editors: a report that one who is none of them sends shows that it is not.",
      lines: proofReportLines,
    },
    {
      why: "Without them nothing can be read or written.",
      lines: ({ workspace }) => serviceLines(workspace),
    },
    {
      why: "This account owns every record and sends all mail. It must stay when people leave. No report may be about the person who holds it.",
      lines: accountLines,
    },
    { why: "It decides who reads what.", lines: scriptLines },
    {
      why: "A trigger tells the desk at once of a report or an edit. Without it the clock finds it minutes later. Without the clock, nobody does.",
      lines: triggerLines,
    },
    { why: "The clock finds reports and edits that the triggers missed.", lines: clockLines },
    { why: "People learn by mail that they have to act.", lines: mailLines },
    { why: "Without practice, the first real case is the first try.", lines: drillLines },
    { why: "Staff report with this Form and no other.", lines: formLines },
    {
      why: "People who edit the Form can read every report in it, even one that names them.",
      lines: editorLines,
    },
    {
      why: "Substitutes, coaches and volunteers are mandated reporters too: who cannot open the Form cannot report by it.",
      lines: responderLines,
    },
    {
      why: "Whoever reads a wrong word may not report, or may report wrongly.",
      lines: languageLines,
    },
    { why: "Reports from outside, or answers that others see, do harm.", lines: unseenLines },
    { why: "It holds all that is known of a case.", lines: registerLines },
    { why: "Nobody is reminded of a case that has no row.", lines: caseLines },
    { why: "People who open it can read and copy every student's record.", lines: accessLines },
    { why: "People whom nobody named could read it.", lines: sharingLines },
    { why: "People who open a folder can open what is in it.", lines: folderLines },
    { why: "A report goes to the person whom Contacts names for its school.", lines: contactLines },
    { why: "In an emergency someone will call this number.", lines: numberLines },
    { why: "If a row is out of date, its reports reach nobody.", lines: rowLines },
    { why: "A person whom a report names must not read it.", lines: readerLines },
    { why: "Every case begins with a call.", lines: agencyLines },
    {
      why: "A written report to an old number or address reaches nobody.",
      lines: channelLines,
    },
    { why: "A setting counts in every case.", lines: settingLines },
  ];
}

/** The line with why it matters; without its button where this account may not press that. */
function completed({ fix, ...line }: Line, why: string, mayMend: boolean): Line {
  if (line.state === "ok") return line;
  return { why, ...line, ...(fix === undefined || !mayMend ? {} : { fix }) };
}

/** The lines of a part. A part for which Google does not answer says so, and keeps no other part from its turn. */
function attempt({ why, lines }: Part, checked: CheckReads): readonly Line[] {
  try {
    const mayMend = readInstallers(checked.workspace.memory).has(checked.account);
    return linesOf(lines(checked)).map((line) => completed(line, why, mayMend));
  } catch (error) {
    const { what, next } = troubleWords(checked.workspace.diagnosis.troubleOf(error));
    const words = "One thing could not be looked at.";
    // A refusal of ours says itself what to do.
    return [{ ...(next === "" ? wrong(words, what) : wrong(`${words} ${what}`, next)), why }];
  }
}

/** Reads what all parts of the check share. Throws "not-set-up" and what Google throws. */
export function readForCheck(workspace: Run): CheckReads {
  const ids = reportRegisterIds(workspace.memory);
  const snapshot = openRegister(workspace, ids.main, []).load([
    ...directoryRequests,
    { tab: "outbox", columns: ["state", "queuedAt"] },
  ]);
  const directory = directoryIn(snapshot, workspace.clock);
  return { workspace, ids, account: workspace.identity.runningAs(), directory, snapshot };
}

/**
 * The check. Reads much, with one call or several for each thing, so only for people who asked. Where an API is switched off, that is the
 * only line. `more`: parts from rooms above this one. Throws as `readForCheck` does.
 */
export function check(workspace: Run, more: readonly Part[] = []): readonly Line[] {
  let read: CheckReads;
  try {
    read = readForCheck(workspace);
  } catch (error) {
    if (workspace.diagnosis.troubleOf(error).kind !== "service-off") throw error;
    return serviceLines(workspace);
  }
  return [...more, ...checkParts()].flatMap((part) => attempt(part, read));
}
