/**
 * Sends the messages that this run has claimed, and marks each row of the Outbox. Runs after the change is written and outside the lock. A
 * message may go out twice, if the mark cannot be written, but is never lost (design 2.7).
 */

import { attempt, isDone, orElse } from "../../attempt";
import { responseOfRecipient } from "../../case/assignment/reporters";
import { personAsked } from "../../case/assignment/responsible-person";
import type { CaseFile } from "../../case/facts/case-file";
import { referenceOfCase } from "../../case/facts/case-reference";
import { inDanger } from "../../case/facts/danger";
import type { DigestSource } from "../../case/reminders/morning-digest";
import { reporterAddressIn } from "../../district/district";
import { leadAmong, recipientsOfReport } from "../../district/find-people";
import { sealedRegisters } from "../../district/sealed-readers";
import { defectCode } from "../../errors";
import { once } from "../../lazy";
import { type LockPolicy, underLock } from "../../lock";
import { message as messageOf, messageToEach, traitsOf } from "../../messages/messages";
import type { RegisterName } from "../../ports";
import {
  type ActivityLine,
  type Change,
  noChange,
  type QueuedMessage,
  type Update,
} from "../../register/change";
import type { RowValues } from "../../register/columns";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import {
  type HourlyRead,
  openRegister,
  type Register,
  registerNamed,
} from "../../register/register";
import { readRegisterIds, registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { hourMs } from "../../time";
import { type Finding, isToBeTold, keyOf, rememberTold } from "../told-notices";
import { writeEmail } from "../write-email";
import { messagesIn, wasQueued } from "./outbox-rows";
import {
  type CaseMarks,
  isToldOfDuty,
  justQueued,
  planQueue,
  type Queued,
  type Quota,
  reserveOf,
  unlimited,
  waitsForOthers,
} from "./queue-plan";

/** Email addresses of reporters whose identity only the lead may know, by the id of the Form response. */
export type ReporterAddresses = ReadonlyMap<string, string>;

/**
 * All of them. They stand in the sealed registers, and are read only when an email to such a reporter is sent: one read for each register.
 * Throws what Google throws, for instance if the account that runs may not open a file.
 */
export function reporterAddresses(run: Run): ReporterAddresses {
  const ids = readRegisterIds(run.memory);
  const found = new Map<string, string>();
  for (const name of sealedRegisters) {
    const id = ids[name];
    if (id === undefined) continue;
    const register = openRegister(run, id, []);
    const snapshot = register.load([{ tab: "reporters", columns: ["response", "email"] }]);
    for (const { key, values } of rowsOf(snapshot, "reporters")) {
      const address = reporterAddressIn(run.directory.settings, values.email ?? null);
      if (address !== null) found.set(key, address);
    }
  }
  return found;
}

/** What one register's messages need to be sent. */
export interface Delivery {
  /** As of the look at the register from which the messages follow. */
  readonly run: Run;
  readonly register: Register;
  /** A read of the register that holds the Outbox rows of the messages. */
  readonly snapshot: Snapshot;
  /** The cases that the messages are about. */
  readonly files: ReadonlyMap<string, CaseFile>;
  /** In no special order. `attempts`: how often sending was tried before. It is left out for a message that this run has just queued. */
  readonly messages: readonly (QueuedMessage & Partial<Queued>)[];
  /** Addresses of the reporters of this run's own reports. Others are looked up in the sealed registers. */
  readonly reporters?: ReporterAddresses;
  /** What digests among the messages are written from. */
  readonly digest?: DigestSource;
  /** Other updates to be written together with the marks. */
  readonly corrections: readonly Update[];
  /** True if `planQueue` has chosen and ordered these messages already: all are sent in this order. */
  readonly isPlanned?: true;
}

/** The name that email programs show as the sender. */
export const senderName = "Student Safety Desk";

/**
 * Google ends a run after six minutes, and an email that was sent but not marked goes out again. After 3.5 minutes of the run, sending stops
 * and the rest is left to a later run.
 */
const sendsForMilliseconds = 210_000;

/** How Google's own words for a failure begin a code for the Outbox. They are not stored: they may hold an address. */
const failures = [
  [/too many times|quota/i, "mail-quota"],
  [/limit exceeded|too large/i, "mail-too-large"],
  [/invalid (email|argument|recipient)|no recipient/i, "address-refused"],
] as const;

/** The lead's address; the person who stands in for the lead where no one is there, in the end the account that runs. */
export function leadAddress({ clock, identity, directory }: Run): string {
  const people = recipientsOfReport(directory, null, clock.now());
  return leadAmong(people)?.email ?? identity.runningAs();
}

/** Those of the messages that go out now, in this order. The others wait for a clock run, which plans the whole queue. */
function sentNow({ run, messages, files, snapshot, isPlanned }: Delivery): readonly Queued[] {
  const pending = messages.map(justQueued);
  if (isPlanned === true || pending.length === 0) return pending;
  const { quota } = askQuota(run);
  return planQueue({
    pending,
    recent: messagesIn(snapshot),
    now: run.clock.now(),
    // What Google says may be behind: a danger is tried even where nothing seems to be left.
    quota: { ...quota, remaining: Math.max(quota.remaining, 1) },
    marks: marksIn(files, snapshot),
    // Who a reporter is that the lead alone may know is not looked up here: after ten emails to such reporters the next wait.
    personOf: (to) => (responseOfRecipient(to) === null ? to : "reporters"),
  }).send;
}

/** The cases of `files` that are in immediate danger, and every case of a drill that was read, also if a message about it was sent before. */
export function marksIn(files: ReadonlyMap<string, CaseFile>, read: Snapshot): CaseMarks {
  const cases = read.tabs.has("cases") ? rowsOf(read, "cases") : [];
  const marks = new Map<string, "danger" | "drill">();
  for (const [reference, { row }] of files) if (inDanger(row)) marks.set(reference, "danger");
  for (const { key, values } of cases) if (values.drill === true) marks.set(key, "drill");
  return marks;
}

/**
 * The message that says that a reporter's address was refused. It goes to the person who may know who the reporter is: the lead, if only the lead
 * may know; else the person who has the case.
 */
function notReminded(
  { run, files }: Delivery,
  { id, to: recipient, case: reference }: QueuedMessage,
): QueuedMessage {
  const isApart = responseOfRecipient(recipient) !== null;
  const row = reference === null ? undefined : files.get(reference)?.row;
  const to = isApart || row === undefined ? leadAddress(run) : personAsked(row, run).email;
  const kind = "reporter-not-reminded";
  const detail = { isApart, isRefused: true };
  return messageOf(kind, detail, { id: `${id} ${kind} ${to}`, to, case: reference });
}

/** Someone whom no email reaches about an open case; null where people were told, or the case is closed. */
function unreachable({ run, files }: Delivery, { to, case: own, attempts }: Queued) {
  const row = own === null ? undefined : files.get(own)?.row;
  if (row === undefined || row.status === "closed") return null;
  const cases = [referenceOfCase(row)];
  const found = { notice: { id: "contact-not-emailed", who: [to], cases }, about: to } as const;
  // Of a sealed case nothing is remembered where others can look.
  const isNew = registerKinds[run.register].isMain ? isToBeTold(run, found) : attempts === 0;
  return isNew ? found : null;
}

/**
 * Returns a function that tries to send a message, once, and says what to write into its row. A recipient of the Outbox may be the id of a
 * response: then the reporter's address is looked up, at most once a run.
 */
function sending(delivery: Delivery): (message: Queued) => RowValues {
  const { run, files, reporters, register, digest = null } = delivery;
  const { clock, mailer, diagnosis, memory } = run;
  const { id: spreadsheetId } = register;
  const ids = readRegisterIds(memory);
  const isSealed = sealedRegisters.some((name) => ids[name] === spreadsheetId);
  // In a sealed register an answer goes to the person who got the message.
  const replyTo = isSealed ? null : leadAddress(run);
  /** Reporters whose address was just looked up may have several reports in a case. */
  const told = new Set<string>();
  const lookedUp = once(() => reporterAddresses(run));
  return (message) => {
    const settled = { attempts: message.attempts + 1, claimedUntil: null, lastError: null };
    const send = (): RowValues => {
      const response = responseOfRecipient(message.to);
      const to =
        response === null
          ? message.to
          : (reporters?.get(response) ?? lookedUp().get(response) ?? null);
      const sources = { to: to ?? message.to, files, spreadsheetId, isSealed, digest };
      const mail = writeEmail(message, sources, { ...run, now: clock.now() });
      const occasion = `${message.kind} ${message.case} ${to}`;
      const isTold = traitsOf(message).isOnceACase === true && told.has(occasion);
      told.add(occasion);
      if (mail === null || to === null || isTold)
        return { ...settled, state: "dropped", lastError: "nothing-to-send" };
      mailer.send({ ...mail, to, name: senderName, replyTo: replyTo ?? to });
      return { ...settled, state: "sent", sentAt: clock.now() };
    };
    return orElse(send, (error) => {
      const defect = defectCode(error);
      const known = failures.find(([words]) => words.test(String(error)))?.[1];
      const isBarred = known === undefined && diagnosis.troubleOf(error).kind === "permission";
      // No later run mends that by itself.
      if (defect !== null || isBarred) run.failed.push(error);
      const other = known ?? (isBarred ? "permission-missing" : "not-sent");
      return { ...settled, lastError: defect === null ? other : `defect: ${defect}` };
    });
  };
}

/**
 * Tries each message once, the most urgent first, while there is time and quota; the others are let go of for a later tick. One write marks
 * them all; where it fails the claims run out, and a later tick sends again: twice rather than never. Mistakes of ours, and a permission that
 * is missing, are thrown at the end of the run.
 */
export function deliver(delivery: Delivery): void {
  const { clock } = delivery.run;
  const send = sending(delivery);
  /** Message → what is written to its row. */
  const marks = new Map<string, RowValues>();
  /** Queued with the marks, for a later run. */
  const notices: QueuedMessage[] = [];
  const refused: Queued[] = [];
  for (const message of sentNow(delivery)) {
    if (clock.now() - clock.started > sendsForMilliseconds) break;
    const values = send(message);
    const lastError = values["lastError"];
    const isRefused = lastError === "address-refused" && isToldOfDuty(message);
    marks.set(message.id, isRefused ? { ...values, state: "dropped" } : values);
    if (isRefused) notices.push(notReminded(delivery, message));
    else if (lastError === "address-refused") refused.push(message);
    if (lastError === "mail-quota") break;
  }
  // The claim on a notice that waits for others runs out by itself.
  const tried = delivery.messages.filter((one) => marks.has(one.id) || !waitsForOthers(one));
  const settled = tried.map(({ id: key }): Update => {
    return { tab: "outbox", key, values: marks.get(key) ?? { claimedUntil: null } };
  });
  const update = [...settled, ...delivery.corrections];
  const { run } = delivery;
  const isMain = registerKinds[run.register].isMain;
  // A sealed register's directory has its readers alone.
  const leads = run.directory.people.filter(({ role }) => !isMain || !/contact$/.test(role));
  const news = refused.flatMap((one) => unreachable(delivery, one) ?? []);
  for (const { notice, about } of news) {
    const to = [...new Set(leads.map(({ email }) => email))].filter((email) => email !== about);
    const id = `notice ${notice.id} ${about} ${clock.now().toString(36)}`;
    notices.push(...messageToEach(to, id, "desk-notice", { notices: [notice] }));
  }
  const write = () =>
    delivery.register.commit({ ...noChange, update, messages: notices }, delivery.snapshot);
  if (isDone(run, write) && isMain) for (const one of news) rememberTold(run, one);
}

/**
 * Writes `change` to the register, and returns what `deliver` needs to send the messages that the change queued. `files`: the cases that
 * they may be about; left out: none.
 */
export function commitForDelivery(
  run: Run,
  { register, snapshot: before, files = new Map() }: HourlyRead & Partial<Pick<Delivery, "files">>,
  change: Change,
): Delivery {
  const { snapshot, corrections } = register.commit(change, before);
  return { run, register, snapshot, files, messages: change.messages, corrections };
}

/**
 * Queues and sends the messages of a change whose ids begin with `id`, unless such were ever queued. Throws what Google throws. Takes no
 * lock.
 */
export function tellOnce(run: Run, read: HourlyRead, id: string, change: () => Change): void {
  if (wasQueued(read.register, read.snapshot, id)) return;
  deliver(commitForDelivery(run, read, change()));
}

/**
 * Tells these people, unless they were told not long ago. `lines`: what Activity says of it. Throws what Google throws. Takes no lock: a run
 * that is cut off in between tells it twice rather than never.
 */
export function tellDesk(
  run: Run,
  read: HourlyRead,
  {
    to,
    lines = [],
    ...found
  }: Finding & {
    readonly to: readonly string[];
    readonly lines?: readonly Pick<ActivityLine, "what" | "from">[];
  },
): void {
  if (!isToBeTold(run, found)) return;
  const at = run.clock.now();
  const id = `notice ${keyOf(found)} ${at.toString(36)}`;
  const mail = commitForDelivery(run, read, {
    ...noChange,
    messages: messageToEach(to, id, "desk-notice", { notices: [found.notice] }),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  });
  rememberTold(run, found);
  deliver(mail);
}

// The day's quota.

/** Hours. Google counts the quota over about a day, and may change it. */
const reserveLasts = 24;

/**
 * Asks Google what is left: one call. `mail`: what to store of this account, where that differs from what stands there. The reserve is
 * the highest that the last 24 hours gave: what is left at this moment does not say how many there were. If Google does not answer, nothing
 * is kept back.
 */
export function askQuota(run: Run): {
  readonly quota: Quota;
  readonly mail?: NonNullable<Kept["account"]["mail"]>;
} {
  const remaining = attempt(run, () => run.mailer.remainingToday(), null);
  if (remaining === null) return { quota: unlimited };
  const { mail: last } = run.memory.get("account", run.identity.runningAs());
  const hour = Math.floor(run.clock.now() / hourMs);
  const reserve = reserveOf(remaining);
  const isLast = last !== null && last.hour <= hour && last.hour > hour - reserveLasts;
  if (isLast && last.reserve > reserve) {
    return { quota: { remaining, reserve: last.reserve } };
  }
  const isKnown = last?.reserve === reserve && last.hour === hour;
  const quota = { remaining, reserve };
  return isKnown ? { quota } : { quota, mail: { reserve, hour } };
}

// The way to change a register.

export interface Transaction extends LockPolicy {
  /** What is read under the lock; asked for anew at each try. */
  readonly reads: () => readonly TabRequest[];
  /** How it is read. Left out: whole. */
  readonly read?: (register: Register, reads: readonly TabRequest[]) => Snapshot;
}

/**
 * Takes the lock, does `work`, which reads, decides and commits by itself, releases the lock, and sends what `work` returns. For work on
 * more than one register; `transact` is for one. Null where another run held the lock. Throws what Google throws once it is not tried
 * again. Must not be called under the lock.
 *
 * Report intake is made of the same two halves, `underLock` and `deliver`, with a step in between: people are told of reports that no one
 * can read before any email is sent.
 */
export function transactAll<Result extends { readonly deliveries: readonly Delivery[] }>(
  run: Run,
  policy: LockPolicy,
  work: () => Result,
): Result | null {
  const done = underLock(run, policy, work);
  if (done === null) return null;
  for (const delivery of done.value.deliveries) deliver(delivery);
  return done.value;
}

/**
 * Takes the lock, reads a register, lets `work` decide and commit, releases the lock, and sends what `work` returns. `work` returns null
 * where there is nothing to write. "busy": another run held the lock all the time. Throws what Google throws once it is not tried again. Must not be called under the lock.
 */
export function transact(
  run: Run,
  name: RegisterName,
  { reads, read = (register, asked) => register.load(asked), ...locked }: Transaction,
  work: (register: Register, snapshot: Snapshot) => Delivery | null,
): "written" | "nothing" | "busy" {
  const done = transactAll(run, locked, () => {
    const register = registerNamed(run, name);
    const delivery = work(register, read(register, reads()));
    return { deliveries: delivery === null ? [] : [delivery] };
  });
  if (done === null) return "busy";
  return done.deliveries.length === 0 ? "nothing" : "written";
}
