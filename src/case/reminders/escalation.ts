/** Open cases that nobody answers: asks the next person to acknowledge, and reminds of calls that are open. Pure. */

import type { PersonRole } from "../../district/roles";
import { addTo } from "../../lists";
import { once } from "../../once";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { dayMs, hourMs } from "../../time";
import {
  type Asked,
  lastTold,
  peopleInLine,
  peopleToldInDanger,
  personAsked,
  runningAccount,
} from "../assignment/responsible-person";
import { withDerivedCells } from "../lifecycle/open-case";
import { message } from "../messages/message";
import { isActMade } from "../model/acts/act-completion";
import {
  type CaseFile,
  changeOfCase,
  parseToldLines,
  type Told,
  toldLines,
} from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { asksUntilCalled, type DangerAsk, dangerSince, dueDangerAsk } from "../model/danger";
import { acknowledgeBy, acknowledgeFrom, remindAfter } from "../model/deadlines";
import { isUnanswered, unansweredAsks } from "./unanswered-danger";

// Who is asked next if the one before has not answered. By role in Contacts; people who are away today are passed over.

/**
 * Reference → the slot of the danger's pace at which people were asked by mail that is not in the register, while that was out of reach;
 * milliseconds UTC.
 */
export type AsksPast = Readonly<Record<string, number>>;

/** So many reminders each reader of a sealed register gets. Nobody else may stand in, so more would only be noise. */
const sealedReminders = 3;

/** The last in line: once one of them has been asked, nobody further is. */
const lastRoles: readonly PersonRole[] = ["alternate-lead", "district-admin"];

/** Outside danger nobody gets the same words again within this time (milliseconds). */
const sameWordsAfter = 4 * hourMs;

/**
 * Who is reminded in a sealed register once all of its readers were asked: the one in line who was reminded least; null if somebody was a
 * short time ago, or each often enough.
 */
function readerAgain(line: readonly Asked[], told: readonly Told[], { now }: Run): Asked | null {
  if (told.some(({ at }) => now < at + sameWordsAfter)) return null;
  const counted = line.map((one) => {
    return { one, times: told.filter(({ email }) => email === one.email).length };
  });
  const [first] = counted.sort((a, b) => a.times - b.times);
  return first === undefined || first.times >= sealedReminders ? null : first.one;
}

/** Who is there; where everybody is away, whoever acts. */
function lineOf(row: CaseRow, run: Run): readonly Asked[] {
  const line = peopleInLine(row, run);
  return line.length > 0 ? line : [personAsked(row, run)];
}

/** The first in the chain who has not been asked, under whatever role. */
function firstNew(
  chain: readonly Asked[],
  told: readonly Told[],
  addresses: readonly string[],
): Asked | null {
  const asked = new Set([...addresses, ...told.map(({ email }) => email)]);
  return chain.find(({ email }) => !asked.has(email)) ?? null;
}

/**
 * Who got the first mail about the case: the person it was given to; and if danger was reported then, everybody who may know. `since`:
 * when that was, milliseconds UTC.
 */
export function recipientsOfFirstMail(row: CaseRow, since: number, run: Run): readonly Asked[] {
  const then: Run = { ...run, now: since };
  const told = lastTold(row);
  const first = told === null ? personAsked(row, then) : { role: told.to, email: told.email };
  const danger = dangerSince(row);
  const isTold = danger !== null && danger >= since;
  return isTold ? [first, ...peopleToldInDanger(row, then)] : [first];
}

/**
 * The next person to ask; null if all have been asked. In the order of `peopleInLine`, which ends with the first of alternate lead and
 * admin who is there. People who are away, or who are in `first`, are passed over. The readers of a sealed register are reminded after that.
 */
export function nextToAcknowledge(
  row: CaseRow,
  first: readonly Asked[],
  told: readonly Told[],
  run: Run,
): Asked | null {
  const asked = first.map(({ email }) => email);
  if (registerKinds[run.register].audience !== null) {
    const line = lineOf(row, run);
    // Nobody knows yet whether it is a danger: asked until somebody has looked.
    const isOpen = row.reviewReasonIds.includes("not-asked-immediateDanger");
    const again = isOpen ? personAsked(row, run) : readerAgain(line, told, run);
    return firstNew(line, told, asked) ?? again;
  }
  if (told.some(({ to }) => lastRoles.includes(to))) return null;
  return firstNew([...peopleInLine(row, run), runningAccount(run)], told, asked);
}

/**
 * The next person to remind of an open call: those in line up to the lead; if none of them is there, one of the others. Null if all have
 * been reminded.
 */
function nextToRemind(
  row: CaseRow,
  told: readonly Told[],
  run: Run,
  inLine: () => readonly Asked[],
): Asked | null {
  if (registerKinds[run.register].audience !== null) {
    const line = lineOf(row, run);
    return firstNew(line, told, []) ?? readerAgain(line, told, run);
  }
  const all = inLine();
  const isAssigned = (at: number) => at === 0 && row.assignedTo !== null;
  const chain = all.filter(({ role }, at) => isAssigned(at) || !lastRoles.includes(role));
  if (chain.length > 0) return firstNew(chain, told, []);
  return told.length > 0 ? null : (all[0] ?? runningAccount(run));
}

// Reminders of calls that are owed and open (design 5; setting callReminderHours).

/** A reminder of one call. */
export interface Reminder {
  /** Key of the checklist row. */
  readonly row: string;
  readonly to: Asked;
  /** Steps taken before this one. */
  readonly before: readonly Told[];
}

/** The calls that have been open for too long, each with the next person to remind. None for a closed case. */
export function callReminders(file: CaseFile, run: Run): readonly Reminder[] {
  const { row } = file;
  if (row.status === "closed" || row.drill) return [];
  const pack = packOfCase(row);
  const inLine = once(() => peopleInLine(row, run));
  return file.acts.flatMap((act): readonly Reminder[] => {
    if (act.row === null || act.due === null || isActMade(act) || !isCall(pack, act.act)) return [];
    const before = parseToldLines(act.reminded);
    // For a person who was given the case, reminding starts from the beginning.
    const givenAt = lastTold(row)?.at ?? 0;
    const told = before.filter(({ at }) => at >= givenAt);
    // Mails about danger named every open call, so they count as reminders.
    const from = Math.max(act.due, givenAt, row.dangerAsked ?? 0, ...told.map(({ at }) => at));
    if (run.now < remindAfter(row, from, run)) return [];
    const to = nextToRemind(row, told, run, inLine);
    return to === null ? [] : [{ row: act.row, to, before }];
  });
}

/** Whether this person had a reminder a short time ago, since the call fell due. Each reminder names all open calls of the case. */
function hadIt(file: CaseFile, { row, to }: Reminder, now: number): boolean {
  const due = file.acts.find((act) => act.row === row)?.due ?? 0;
  return file.acts
    .flatMap((act) => parseToldLines(act.reminded))
    .some(({ at, email }) => email === to.email && at >= due && now < at + sameWordsAfter);
}

/** What one run of the clock sends and writes. */
export interface Escalations {
  readonly messages: readonly QueuedMessage[];
  /** Who was asked, for the rows about which they were asked. Written together with the messages, so that nobody is asked twice. */
  readonly update: readonly Update[];
  readonly activity: readonly ActivityLine[];
}

/** The next person to ask to acknowledge a case. */
interface Step {
  readonly to: Asked;
  readonly before: readonly Told[];
  readonly notAnswered: readonly string[];
  readonly turn: number;
}

/** Which mail about the case this is to that person: 1 if they had none. */
function turnOf(to: Asked, first: readonly Asked[], told: readonly Told[]): number {
  const isFirst = first.some(({ email }) => email === to.email);
  return 1 + (isFirst ? 1 : 0) + told.filter(({ email }) => email === to.email).length;
}

/**
 * The next step for a case that is not acknowledged. Null while there is time, once it is acknowledged or closed, and after the last step.
 */
function acknowledgementStep(file: CaseFile, before: readonly Told[], run: Run): Step | null {
  const { row } = file;
  // A drill asks two rounds: who got the first email, and who is next.
  if (row.acknowledged || row.status === "closed" || (row.drill && before.length > 0)) return null;
  const since = acknowledgeFrom(file);
  // After a rise everybody is asked anew.
  const told = before.filter(({ at }) => at >= since);
  const from = Math.max(told[told.length - 1]?.at ?? since, row.dangerAsked ?? 0);
  if (run.now < acknowledgeBy(row, from, run)) return null;
  const first = recipientsOfFirstMail(row, since, run);
  const to = nextToAcknowledge(row, first, told, run);
  if (to === null) return null;
  // A person who is reminded is not told of themselves.
  const notAnswered = [...first, ...told.map(({ to: role, email }) => ({ role, email }))].flatMap(
    ({ role, email }) => (email === to.email ? [] : role),
  );
  return { to, before, notAnswered: [...new Set(notAnswered)], turn: turnOf(to, first, told) };
}

/** The cell with those who were asked before, and with whom is asked now. `at`: milliseconds UTC. */
function askedCell({ to, before }: Pick<Step, "to" | "before">, at: number): readonly string[] {
  return toldLines([...before, { to: to.role, at, email: to.email }]);
}

/** A case in danger that was acknowledged and has no call on record, and the round of asking that is due. */
interface Acknowledged {
  readonly reference: string;
  readonly ask: DangerAsk;
}

/**
 * The mails about dangers that somebody acknowledged: a person gets one about all of theirs that are due now. It takes the place of all
 * others about the case, since it names every open call.
 */
function acknowledgedAsks(files: readonly CaseFile[], run: Run): Escalations {
  const { now } = run;
  const due = files.flatMap((file): readonly Acknowledged[] => {
    const ask = dueDangerAsk(file, run);
    return ask === null ? [] : [{ reference: referenceOfCase(file.row), ask }];
  });
  const byAddress = new Map<string, Acknowledged[]>();
  for (const one of due) {
    for (const { email } of one.ask.to) addTo(byAddress, email, one);
  }
  return {
    messages: [...byAddress].map(([to, theirs]) => askOnce(to, theirs, now)),
    update: due.map(
      ({ reference, ask }): Update => ({
        tab: "cases",
        key: reference,
        values: { dangerAsked: ask.at },
      }),
    ),
    activity: due.map(
      ({ reference, ask }): ActivityLine => ({
        at: now,
        who: "automation",
        what: "danger-asked",
        case: reference,
        to: ask.to.map(({ role }) => role).join(" "),
      }),
    ),
  };
}

/** The mail to one person about these dangers. `now`: milliseconds UTC. */
function askOnce(to: string, theirs: readonly Acknowledged[], now: number): QueuedMessage {
  const [only] = theirs;
  if (only !== undefined && theirs.length === 1) {
    const { reference, ask } = only;
    const turn = ask.known.includes(to) ? ask.turn : 1;
    return message(
      "call-overdue",
      { ...(ask.isToAllAgain ? { toAllAgain: true } : {}), turn },
      {
        id: `${reference} call-overdue danger ${ask.at.toString(36)} ${to}`,
        to,
        case: reference,
      },
    );
  }
  return message(
    "dangers-without-call",
    {
      cases: theirs.map(({ reference }) => reference),
      toAllAgain: theirs.flatMap(({ reference, ask }) => (ask.isToAllAgain ? [reference] : [])),
    },
    { id: `dangers-without-call ${now.toString(36)} ${to}`, to, case: null },
  );
}

const nothing: Escalations = { messages: [], update: [], activity: [] };

/** The mail that asks the next person to acknowledge the case. It names every open call. */
function askToAcknowledge(
  { row }: CaseFile,
  { to, before, notAnswered, turn }: Step,
): QueuedMessage {
  const reference = referenceOfCase(row);
  const id = `${reference} case-escalated ${before.length + 1}`;
  const detail = { notAnswered, turn, level: row.level };
  return message("case-escalated", detail, { id, to: to.email, case: reference });
}

/** One mail with all reminders for one person; none if they had one a short time ago. */
function remindOfCalls(
  file: CaseFile,
  group: readonly Reminder[],
  run: Run,
): readonly QueuedMessage[] {
  const [first] = group;
  if (first === undefined || group.every((one) => hadIt(file, one, run.now))) return [];
  const { to, row, before } = first;
  const reminded = group.flatMap((reminder) =>
    reminder.before.flatMap((told) => (told.email === to.email ? [] : told.to)),
  );
  const asked = [...parseToldLines(file.row.asked), ...before];
  const turn = turnOf(to, recipientsOfFirstMail(file.row, acknowledgeFrom(file), run), asked);
  const detail = { reminded: [...new Set(reminded)], turn, level: file.row.level };
  const id = `${row} call-overdue ${before.length + 1}`;
  return [message("call-overdue", detail, { id, to: to.email, case: referenceOfCase(file.row) })];
}

/** What is due for one case that nobody is asked about as a danger. */
function ofCase(file: CaseFile, run: Run): Escalations {
  const reference = referenceOfCase(file.row);
  const step = acknowledgementStep(file, parseToldLines(file.row.asked), run);
  const reminders = callReminders(file, run);
  if (step === null && reminders.length === 0) return nothing;
  const byAddress = new Map<string, Reminder[]>();
  for (const reminder of reminders) addTo(byAddress, reminder.to.email, reminder);
  const groups = [...byAddress.values()];
  // Whoever is asked to acknowledge gets that mail alone.
  const others = groups.filter(([first]) => first?.to.email !== step?.to.email);
  const line = (what: string, { role }: Asked): ActivityLine => ({
    at: run.now,
    who: "automation",
    what,
    case: reference,
    to: role,
  });
  return {
    messages: [
      ...(step === null ? [] : [askToAcknowledge(file, step)]),
      ...others.flatMap((group) => remindOfCalls(file, group, run)),
    ],
    update: [
      ...(step === null
        ? []
        : [
            {
              tab: "cases" as const,
              key: reference,
              values: { asked: askedCell(step, run.now) },
            },
          ]),
      ...reminders.map((one) => ({
        tab: "checklist" as const,
        key: one.row,
        values: { reminded: askedCell(one, run.now) },
      })),
    ],
    activity: [
      ...(step === null ? [] : [line("case-escalated", step.to)]),
      ...groups.flatMap(([first]) =>
        first === undefined ? [] : [line("call-reminded", first.to)],
      ),
    ],
  };
}

/** A drill ends by itself so long (milliseconds) after its case was opened. */
const drillLasts = dayMs;

/** Closes the case of a drill whose time is over, whoever has answered and whatever is ticked. Null for every other case. */
function drillOver(file: CaseFile, { now, zone }: Run): Escalations | null {
  const { row } = file;
  const isOn = row.drill && row.status !== "closed";
  if (!isOn || now < (row.opened ?? 0) + drillLasts) return null;
  const closed: CaseFile = { ...file, row: { ...row, status: "closed" } };
  const { update } = changeOfCase(file, withDerivedCells(closed, file, { now, zone }));
  const line = { at: now, who: "automation", what: "drill-ended", case: row.case };
  return { ...nothing, update, activity: [line] };
}

/**
 * Everything that is due now. Call it under the lock, with whole cases as just read; closed cases may be among them. The result has to be
 * written, so that no step is taken twice. `asksPast`: when people were asked past the register.
 */
export function dueEscalations(
  files: Iterable<CaseFile>,
  run: Run,
  asksPast: AsksPast = {},
): Escalations {
  const all = [...files];
  const dangers = all.filter(asksUntilCalled);
  const steps = [
    unansweredAsks(dangers.filter(isUnanswered), run, asksPast),
    acknowledgedAsks(dangers, run),
    ...all
      .filter((file) => !asksUntilCalled(file))
      .map((file) => drillOver(file, run) ?? ofCase(file, run)),
  ];
  return {
    messages: steps.flatMap(({ messages }) => messages),
    update: steps.flatMap(({ update }) => update),
    activity: steps.flatMap(({ activity }) => activity),
  };
}
