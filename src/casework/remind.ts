/** Calls that are owed and still open: who is reminded of which (design 5, callReminderHours). */
import { isDuty } from "../protocol/act-kinds";
import { currentPack, packOfVersion } from "../protocol/packs";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { remindAfter } from "./acknowledge-by";
import type { CaseFile } from "./case-file";
import { type Asked, type EscalationContext, nextToRemind, type Told } from "./escalate-chain";

/** What is remembered of reminders: checklist row key → steps taken. */
export type Reminded = Readonly<Record<string, readonly Told[]>>;

export interface Reminder {
  /** Key of the checklist row. */
  readonly row: string;
  readonly to: Asked;
  /** Steps taken before this one. */
  readonly before: readonly Told[];
}

/** The duties of a case's protocol that are calls to be made at once: a written report has its own deadline. */
function isCall(act: Pick<ChecklistRow, "act">, row: Pick<CaseRow, "protocolVersion">): boolean {
  const pack = packOfVersion(row.protocolVersion ?? "") ?? currentPack;
  return pack.acts.some(
    ({ id, call, due }) => id === act.act && isDuty(id) && call.length > 0 && due === "at-once",
  );
}

/** Calls that have been open for too long, with the next person to remind of each. Empty for a closed case. */
export function callReminders(
  file: CaseFile,
  reminded: Reminded,
  context: EscalationContext,
): readonly Reminder[] {
  const { row } = file;
  if (row.status === "closed") return [];
  const danger = row.immediateDanger === "yes";
  return file.acts.flatMap((act): readonly Reminder[] => {
    if (act.row === null || act.due === null || act.done || !isCall(act, row)) return [];
    const before = reminded[act.row] ?? [];
    const from = before[before.length - 1]?.at ?? act.due;
    const { directory, now, zone } = context;
    const level = row.level ?? "needs-review";
    if (now < remindAfter(level, danger, from, directory.settings, zone)) return [];
    const to = nextToRemind(row, before, context);
    return to === null ? [] : [{ row: act.row, to, before }];
  });
}
