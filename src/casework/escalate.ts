/** What the clock does about open cases that nobody answers: the next person is asked, and open calls are reminded of. Pure. */
import type { MessageKind } from "../messages/message";
import type { ActivityLine, MessageDetail, QueuedMessage, Update } from "../register/change";
import { acknowledgeBy, acknowledgeFrom } from "./acknowledge-by";
import type { CaseFile } from "./case-file";
import { type CaseMemory, caseMemory, memoryCell } from "./case-memory";
import {
  type Asked,
  type EscalationContext,
  firstAsked,
  isSealed,
  nextToAcknowledge,
  type Told,
} from "./escalate-chain";
import { callReminders, type Reminder } from "./remind";

export interface Escalations {
  readonly messages: readonly QueuedMessage[];
  /** What each case remembers of it: to be committed together with the messages, so that nothing is said twice. */
  readonly update: readonly Update[];
  readonly activity: readonly ActivityLine[];
}

interface Step {
  readonly to: Asked;
  readonly before: readonly Told[];
  readonly notAnswered: readonly string[];
}

/** Who is to be asked now to acknowledge the case; null while there is time, once it is acknowledged, and after the last step. */
function acknowledgementStep(
  file: CaseFile,
  before: readonly Told[],
  context: EscalationContext,
): Step | null {
  const { row } = file;
  if (row.acknowledged || row.status === "closed") return null;
  const since = acknowledgeFrom(file);
  // A rise asks everybody anew.
  const told = before.filter(({ at }) => at >= since);
  const from = told[told.length - 1]?.at ?? since;
  const level = row.level ?? "needs-review";
  const danger = row.immediateDanger === "yes";
  const { directory, now, zone } = context;
  if (now < acknowledgeBy(level, danger, from, directory.settings, zone)) return null;
  const first = firstAsked(row, since, context);
  const to = nextToAcknowledge(row, first, told, context);
  if (to === null) return null;
  const notAnswered = isSealed(context.register)
    ? []
    : [...first.map(({ role }) => role), ...told.map((step) => step.to)];
  return { to, before, notAnswered: [...new Set(notAnswered)] };
}

/** Reminders for the same person go into one mail. */
function byAddress(
  reminders: readonly Reminder[],
): readonly (readonly [Reminder, ...Reminder[]])[] {
  const groups = new Map<string, [Reminder, ...Reminder[]]>();
  for (const reminder of reminders) {
    const group = groups.get(reminder.to.email);
    if (group === undefined) groups.set(reminder.to.email, [reminder]);
    else group.push(reminder);
  }
  return [...groups.values()];
}

function remembered(
  memory: CaseMemory,
  step: Step | null,
  reminders: readonly Reminder[],
  now: number,
): string | null {
  const callsReminded = { ...memory.callsReminded };
  for (const { row, to, before } of reminders) {
    callsReminded[row] = [...before, { to: to.role, at: now }];
  }
  return memoryCell({
    ...memory,
    ...(step === null ? {} : { escalated: [...step.before, { to: step.to.role, at: now }] }),
    ...(reminders.length === 0 ? {} : { callsReminded }),
  });
}

function ofCase(file: CaseFile, context: EscalationContext): Escalations {
  const reference = file.row.case ?? "";
  const memory = caseMemory(file.row.memory);
  const step = acknowledgementStep(file, memory.escalated ?? [], context);
  const reminders = callReminders(file, memory.callsReminded ?? {}, context);
  if (step === null && reminders.length === 0) return { messages: [], update: [], activity: [] };
  const messages: QueuedMessage[] = [];
  const activity: ActivityLine[] = [];
  const tell = (kind: MessageKind, id: string, to: Asked, detail: MessageDetail) =>
    messages.push({ id, kind, to: to.email, case: reference, detail });
  const log = (what: string, to: Asked) =>
    activity.push({ at: context.now, who: "automation", what, case: reference, to: to.role });
  if (step !== null) {
    const id = `${reference} case-escalated ${step.before.length + 1}`;
    tell("case-escalated", id, step.to, { notAnswered: step.notAnswered });
    log("case-escalated", step.to);
  }
  for (const group of byAddress(reminders)) {
    const [{ to, row, before }] = group;
    log("call-reminded", to);
    // The mail that asks to take the case on has every open call in it.
    if (to.email === step?.to.email) continue;
    const reminded = isSealed(context.register)
      ? []
      : group.flatMap((reminder) => reminder.before.map((told) => told.to));
    tell("call-overdue", `${row} call-overdue ${before.length + 1}`, to, {
      reminded: [...new Set(reminded)],
    });
  }
  return {
    messages,
    update: [
      {
        tab: "cases",
        key: reference,
        values: { memory: remembered(memory, step, reminders, context.now) },
      },
    ],
    activity,
  };
}

/**
 * The next steps for these cases. To be called under the lock with whole cases (rows and checklists with all columns)
 * as just read; closed ones may be among them. Committing the result is what keeps a step from being taken twice.
 */
export function escalations(files: Iterable<CaseFile>, context: EscalationContext): Escalations {
  const steps = [...files].map((file) => ofCase(file, context));
  return {
    messages: steps.flatMap(({ messages }) => messages),
    update: steps.flatMap(({ update }) => update),
    activity: steps.flatMap(({ activity }) => activity),
  };
}
