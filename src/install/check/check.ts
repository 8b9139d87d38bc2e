/** The check: what stands and what is left to do, in words. Changes nothing. No student data. */
import { directoryIn, directoryRequests } from "../../district/load";
import { troubleWords } from "../../errors";
import type { Workspace } from "../../ports";
import { openRegister } from "../../register/register";
import { reportRegisterIds } from "../../register/which";
import { agencyLines, contactLines, settingLines } from "./directory";
import { type Checked, type Line, runSetUp, wrong } from "./findings";
import { formLines } from "./form";
import { readerLines } from "./readers";
import { accessLines, caseLines, registerLines, sharingLines } from "./registers";
import {
  clockLines,
  drillLines,
  liveLines,
  mailLines,
  serviceLines,
  triggerLines,
} from "./running";

export interface CheckSection {
  readonly title: string;
  readonly lines: readonly Line[];
}

const running = "Running";

const sections: readonly {
  readonly title: string;
  readonly parts: readonly ((checked: Checked) => readonly Line[])[];
}[] = [
  {
    title: running,
    parts: [
      liveLines,
      ({ workspace }) => serviceLines(workspace),
      triggerLines,
      clockLines,
      mailLines,
      drillLines,
    ],
  },
  {
    title: "Contacts, schools and agencies",
    parts: [contactLines, readerLines, agencyLines, settingLines],
  },
  { title: "The Form", parts: [formLines] },
  { title: "Registers and access", parts: [registerLines, caseLines, accessLines, sharingLines] },
];

/** A part that Google does not answer says so and keeps no other from its turn. */
function attempt(part: (checked: Checked) => readonly Line[], checked: Checked): readonly Line[] {
  try {
    return part(checked);
  } catch (error) {
    const { what, next } = troubleWords(checked.workspace.diagnosis.troubleOf(error));
    return [wrong(`One thing could not be looked at. ${what}`, next === "" ? runSetUp : next)];
  }
}

/** What the check reads first. Throws "not-set-up" and what Google throws. */
export function checked(workspace: Workspace): Checked {
  const ids = reportRegisterIds(workspace.memory);
  const snapshot = openRegister(workspace, ids.main, []).load([
    ...directoryRequests,
    { tab: "outbox", columns: ["state"] },
  ]);
  const directory = directoryIn(snapshot, workspace.clock);
  return { workspace, ids, account: workspace.identity.runningAs(), directory, snapshot };
}

/**
 * Reads much, a call or several for each thing; only for people who asked. Where an API is off, it is all that is said. Throws as
 * `checked` does.
 */
export function check(workspace: Workspace): readonly CheckSection[] {
  let read: Checked;
  try {
    read = checked(workspace);
  } catch (error) {
    if (workspace.diagnosis.troubleOf(error).kind !== "service-off") throw error;
    return [{ title: running, lines: serviceLines(workspace) }];
  }
  return sections.map(({ title, parts }) => ({
    title,
    lines: parts.flatMap((part) => attempt(part, read)),
  }));
}
