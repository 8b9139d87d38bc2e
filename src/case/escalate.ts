/** What the clock does about open cases that nobody answers: the next person is asked, and open calls are reminded of. Pure. */
import type { Directory } from "../district/district";
import { type Recipients, recipients } from "../district/find";
import type { PersonRole } from "../district/roles";
import type { RegisterName } from "../ports";
import { actOf, lowestLevel } from "../protocol/engine";
import { packOfCase } from "../protocol/packs";
import type { ActivityLine, MessageDetail, QueuedMessage, Update } from "../register/change";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import type { ZoneOffset } from "../time";
import { type CaseFile, type Told, toldIn, toldLines } from "./case";
import { acknowledgeBy, acknowledgeFrom, remindAfter } from "./deadlines";
import { isMade } from "./parents";

// Who is asked next about a case when the one before has not answered. People by role; absences of today count.

export interface EscalationContext {
  readonly register: RegisterName;
  readonly directory: Directory;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly zone: ZoneOffset;
  /** Address of the only person who may be told in a sealed register (`readerOf`); null where nobody is named, and in the main one. */
  readonly reader: string | null;
  /** Address of the account that runs: told where the directory names nobody. */
  readonly runningAs: string;
}

export interface Asked {
  readonly role: PersonRole;
  readonly email: string;
}

/** How often the reader of a sealed register is reminded: nobody may stand in, so asking on would only be noise. */
const sealedReminders = 3;

const lastRoles: readonly PersonRole[] = ["alternate-lead", "district-admin"];

export function isSealed(register: RegisterName): boolean {
  return register === "sealed" || register === "sealed-from-lead";
}

/** The reader of a sealed register, until they were reminded often enough. */
function sealedReader(told: readonly Told[], context: EscalationContext): Asked | null {
  if (told.length >= sealedReminders) return null;
  const role = context.register === "sealed" ? "district-lead" : "alternate-lead";
  return { role, email: context.reader ?? context.runningAs };
}

/** The first of a chain who has not been asked, under this role or another one. */
function firstNew(
  chain: readonly (Asked | null)[],
  told: readonly Told[],
  addresses: readonly string[],
): Asked | null {
  const before = (role: PersonRole) => told.some(({ to }) => to === role);
  const asked = new Set(addresses);
  for (const one of chain) if (one !== null && before(one.role)) asked.add(one.email);
  return chain.find((one) => one !== null && !before(one.role) && !asked.has(one.email)) ?? null;
}

function inOrder(there: Recipients): readonly (Asked | null)[] {
  return [there.contact, there.backup, there.lead, there.alternateLead, there.admin];
}

function todayFor(row: Pick<CaseRow, "school">, at: number, context: EscalationContext) {
  return recipients(context.directory, row.school, at, { immediateDanger: true });
}

/** Who got the first mail about a case: the contact on its row; in immediate danger the backup and the lead as well. */
export function firstAsked(
  row: Pick<CaseRow, "school" | "contact" | "immediateDanger">,
  since: number,
  context: EscalationContext,
): readonly Asked[] {
  const then = todayFor(row, since, context);
  const address = row.contact ?? then.responsible?.email ?? context.runningAs;
  const known =
    inOrder(then).find((one) => one?.email === address) ??
    context.directory.people.find(({ email }) => email === address);
  const contact: Asked = { role: known?.role ?? "designated-contact", email: address };
  return row.immediateDanger === "yes" ? [contact, ...then.tell] : [contact];
}

/**
 * The next to be asked to acknowledge: contact, backup, lead, and then once more the alternate lead or the admin;
 * null when all have been. Whoever is away, missing or among `first` is passed over.
 */
export function nextToAcknowledge(
  row: CaseRow,
  first: readonly Asked[],
  told: readonly Told[],
  context: EscalationContext,
): Asked | null {
  if (isSealed(context.register)) return sealedReader(told, context);
  if (told.some(({ to }) => lastRoles.includes(to))) return null;
  const self: Asked = { role: "district-admin", email: context.runningAs };
  const chain = [...inOrder(todayFor(row, context.now, context)), self];
  return firstNew(
    chain,
    told,
    first.map(({ email }) => email),
  );
}

/** The next to be reminded of a call: contact, backup, lead; where none is there, one of the rest. Null when all have been. */
export function nextToRemind(
  row: CaseRow,
  told: readonly Told[],
  context: EscalationContext,
): Asked | null {
  if (isSealed(context.register)) return sealedReader(told, context);
  const there = todayFor(row, context.now, context);
  const chain = [there.contact, there.backup, there.lead];
  if (chain.some((one) => one !== null)) return firstNew(chain, told, []);
  const self: Asked = { role: "district-admin", email: context.runningAs };
  return told.length > 0 ? null : (there.alternateLead ?? there.admin ?? self);
}

// Calls that are owed and still open: who is reminded of which (design 5, callReminderHours).

export interface Reminder {
  /** Key of the checklist row. */
  readonly row: string;
  readonly to: Asked;
  /** Steps taken before this one. */
  readonly before: readonly Told[];
}

/** The duties of a case's protocol that are calls to be made at once: a written report has its own deadline. */
function isCall(act: Pick<ChecklistRow, "act">, row: Pick<CaseRow, "protocolVersion">): boolean {
  const datum = actOf(packOfCase(row), act.act);
  return datum?.duty === true && datum.call.length > 0 && datum.due === "at-once";
}

/** Calls that have been open for too long, with the next person to remind of each. Empty for a closed case. */
export function callReminders(file: CaseFile, context: EscalationContext): readonly Reminder[] {
  const { row } = file;
  if (row.status === "closed") return [];
  const danger = row.immediateDanger === "yes";
  return file.acts.flatMap((act): readonly Reminder[] => {
    if (act.row === null || act.due === null || isMade(act) || !isCall(act, row)) return [];
    const before = toldIn(act.reminded);
    const from = before[before.length - 1]?.at ?? act.due;
    const { directory, now, zone } = context;
    const pack = packOfCase(row);
    const level = row.level ?? lowestLevel(pack);
    if (now < remindAfter(pack, level, danger, from, directory.settings, zone)) return [];
    const to = nextToRemind(row, before, context);
    return to === null ? [] : [{ row: act.row, to, before }];
  });
}

export interface Escalations {
  readonly messages: readonly QueuedMessage[];
  /** Who was asked, on the rows that they were asked about: to be committed together with the messages, so that nothing is said twice. */
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
  const since = acknowledgeFrom(packOfCase(row), file);
  // A rise asks everybody anew.
  const told = before.filter(({ at }) => at >= since);
  const from = told[told.length - 1]?.at ?? since;
  const pack = packOfCase(row);
  const level = row.level ?? lowestLevel(pack);
  const danger = row.immediateDanger === "yes";
  const { directory, now, zone } = context;
  if (now < acknowledgeBy(pack, level, danger, from, directory.settings, zone)) return null;
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

/** The step on the row that it is about, beside those before it. */
function asked(
  tab: "cases" | "checklist",
  key: string,
  column: "asked" | "reminded",
  { to, before }: { readonly to: Asked; readonly before: readonly Told[] },
  at: number,
): Update {
  return { tab, key, values: { [column]: toldLines([...before, { to: to.role, at }]) } };
}

function ofCase(file: CaseFile, context: EscalationContext): Escalations {
  const reference = file.row.case ?? "";
  const step = acknowledgementStep(file, toldIn(file.row.asked), context);
  const reminders = callReminders(file, context);
  if (step === null && reminders.length === 0) return { messages: [], update: [], activity: [] };
  const messages: QueuedMessage[] = [];
  const activity: ActivityLine[] = [];
  const tell = (
    kind: "case-escalated" | "call-overdue",
    id: string,
    to: Asked,
    detail: MessageDetail,
  ) => messages.push({ id, kind, to: to.email, case: reference, detail });
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
      ...(step === null ? [] : [asked("cases", reference, "asked", step, context.now)]),
      ...reminders.map((one) => asked("checklist", one.row, "reminded", one, context.now)),
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
