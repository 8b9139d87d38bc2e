/** The check: what stands and what is left to do, in words. Changes nothing, but that a desk which is not live yet remembers the code that it shows. No student data. */
import { installersIn } from "../../access/accounts";
import { directoryIn, directoryRequests } from "../../district/load";
import { troubleWords } from "../../errors";
import type { Workspace } from "../../ports";
import { openRegister } from "../../register/register";
import { reportRegisterIds } from "../../register/which";
import { accountLines, scriptLines } from "./account";
import { agencyLines, contactLines, numberLines, settingLines } from "./directory";
import { type Checked, type Line, linesOf, type Part, wrong } from "./findings";
import { editorLines, formLines, responderLines, unseenLines } from "./form";
import { channelLines, rowLines } from "./people";
import { readerLines } from "./readers";
import { accessLines, caseLines, folderLines, registerLines, sharingLines } from "./registers";
import {
  clockLines,
  drillLines,
  liveLines,
  mailLines,
  proofReportLines,
  recordedLines,
  serviceLines,
  triggerLines,
} from "./running";

/** What cannot wait first. */
const checkParts = (): readonly Part[] => [
  {
    why: "Until then the Form tells staff that nobody relies on it.",
    lines: liveLines,
  },
  {
    why: "A Form may be published and open to nobody but its editors: a report that one who is none of them sends shows that it is not.",
    lines: proofReportLines,
  },
  {
    why: "It was built for what Google was found to do, and Google was found to do otherwise.",
    lines: () => recordedLines(),
  },
  {
    why: "Without them nothing can be read or written.",
    lines: ({ workspace }) => serviceLines(workspace),
  },
  {
    why: "This account owns every record, and mail comes from it: it must outlast people, and no report may be about whoever holds it.",
    lines: accountLines,
  },
  { why: "It decides who reads what.", lines: scriptLines },
  {
    why: "A trigger tells the desk of a report or an edit at once; without one the clock finds it minutes later, and without the clock nobody does.",
    lines: triggerLines,
  },
  { why: "The clock finds reports and edits that no trigger told of.", lines: clockLines },
  { why: "Who has to act learns of it by mail.", lines: mailLines },
  { why: "Who never practised does it for the first time when it matters.", lines: drillLines },
  { why: "It is the way in: staff fill in this Form and no other.", lines: formLines },
  {
    why: "Whoever edits the Form reads every report that is still in it, also one that names them.",
    lines: editorLines,
  },
  {
    why: "Substitutes, coaches and volunteers are mandated reporters too: who cannot open the Form cannot report by it.",
    lines: responderLines,
  },
  { why: "Reports from outside, or answers that others see, do harm.", lines: unseenLines },
  { why: "All that is known of a case stands there.", lines: registerLines },
  { why: "Nobody is reminded of a case that has no row.", lines: caseLines },
  { why: "Whoever opens it reads every student's record, and can copy it.", lines: accessLines },
  { why: "Then people read it whom nobody named.", lines: sharingLines },
  { why: "Who opens a folder opens what lies in it.", lines: folderLines },
  { why: "A report goes to whoever Contacts name for its school.", lines: contactLines },
  { why: "In an emergency somebody dials what stands there.", lines: numberLines },
  { why: "A row that nobody keeps up sends a report to nobody.", lines: rowLines },
  { why: "A report that names somebody must not be read by them.", lines: readerLines },
  { why: "Every case begins with a call.", lines: agencyLines },
  {
    why: "A written report to a number or an address of last year is a report that nobody gets.",
    lines: channelLines,
  },
  { why: "The desk goes by it in every case.", lines: settingLines },
];

/** With why it matters; without a button where this account may not press it. */
function completed({ fix, ...line }: Line, why: string, mayMend: boolean): Line {
  if (line.state === "ok") return line;
  return { why, ...line, ...(fix === undefined || !mayMend ? {} : { fix }) };
}

/** A part that Google does not answer says so and keeps no other from its turn. */
function attempt({ why, lines }: Part, checked: Checked): readonly Line[] {
  try {
    const mayMend = installersIn(checked.workspace.memory).has(checked.account);
    return linesOf(lines(checked)).map((line) => completed(line, why, mayMend));
  } catch (error) {
    const { what, next } = troubleWords(checked.workspace.diagnosis.troubleOf(error));
    const words = "One thing could not be looked at.";
    // A refusal of ours says itself what to do.
    return [{ ...(next === "" ? wrong(words, what) : wrong(`${words} ${what}`, next)), why }];
  }
}

/** What the check reads first. Throws "not-set-up" and what Google throws. */
export function checked(workspace: Workspace): Checked {
  const ids = reportRegisterIds(workspace.memory);
  const snapshot = openRegister(workspace, ids.main, []).load([
    ...directoryRequests,
    { tab: "outbox", columns: ["state", "queuedAt"] },
  ]);
  const directory = directoryIn(snapshot, workspace.clock);
  return { workspace, ids, account: workspace.identity.runningAs(), directory, snapshot };
}

/**
 * Reads much, a call or several for each thing; only for people who asked. Where an API is off, it is all that is said. `more` looks
 * at what stands above this room. Throws as `checked` does.
 */
export function check(workspace: Workspace, more: readonly Part[] = []): readonly Line[] {
  let read: Checked;
  try {
    read = checked(workspace);
  } catch (error) {
    if (workspace.diagnosis.troubleOf(error).kind !== "service-off") throw error;
    return serviceLines(workspace);
  }
  return [...more, ...checkParts()].flatMap((part) => attempt(part, read));
}
