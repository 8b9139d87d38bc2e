/**
 * Sends the messages that this run has claimed, and marks each row of the Outbox. This happens after the change is written, and without the
 * lock. A message may be sent twice, if its row cannot be marked, but it is never lost (design 2.7).
 */

import type { DigestSource } from "../asking/morning-email";
import { attempt, isDone, orElse } from "../attempt";
import type { CaseFile } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { inDanger } from "../case/facts/danger";
import { personAsked } from "../case/people/responsible-person";
import { responseOfRecipient } from "../casework/reporters";
import { reporterAddressIn } from "../district/addresses";
import { leadAmong, recipientsOfReport } from "../district/find-people";
import { isContactRole, isLeadRole } from "../district-directory";
import { defectCode } from "../errors";
import { fitting } from "../json";
import { once } from "../lazy";
import { type LockPolicy, underLock } from "../lock";
import { message as messageOf, noticeToEach, traitsOf } from "../messages/messages";
import type { RegisterName } from "../ports";
import type { Update } from "../register/change";
import type { RowValues } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { type Change, noChange, type QueuedMessage } from "../registers/change";
import { kindOf, schoolRegisters } from "../registers/kinds";
import type { HourlyRead, Register } from "../registers/open-register";
import { openRegister, registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import type { Kept } from "../store/keys";
import { hourMs } from "../time";
import { messagesIn, wasQueued } from "./outbox-rows";
import type { Queued, Quota } from "./queue-plan";
import {
  countsOf,
  eachAlone,
  isToldOfDuty,
  justQueued,
  planQueue,
  seenInQueue,
} from "./queue-plan";
import { type Finding, isToBeTold, keyOf, rememberTold } from "./told-notices";
import { writeEmail } from "./write-email";

/** Email addresses of reporters whose identity only the lead may know, by the id of the Form response. */
export type ReporterAddresses = ReadonlyMap<string, string>;

/**
 * All addresses of such reporters. They are kept in the sealed registers, and are read only when an email to such a reporter is sent: one
 * read for each register. Throws what Google throws, for instance if the account that runs the system may not open a file.
 */
export function reporterAddresses(run: Run): ReporterAddresses {
  const ids = run.memory.get("registers");
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

/** What is needed to send the messages of one register. */
export interface Delivery {
  /** The run as of the read of the register that the messages follow from. */
  readonly run: Run;
  readonly register: Register;
  /** A read of the register that holds the Outbox rows of the messages. */
  readonly snapshot: Snapshot;
  /** The cases that the messages are about. */
  readonly files: ReadonlyMap<string, CaseFile>;
  /** In any order. `attempts`: how often sending was tried before. A message that this run has just queued has none. */
  readonly messages: readonly (QueuedMessage & Partial<Queued>)[];
  /** Addresses of the reporters whose reports this run has just taken in. All others are looked up in the sealed registers. */
  readonly reporters?: ReporterAddresses;
  /** Needed to write the morning emails among the messages. */
  readonly digest?: DigestSource;
  /** Other updates to write together with the marks. */
  readonly corrections: readonly Update[];
  /** True if `planQueue` has already chosen and ordered these messages: all are sent in this order. */
  readonly isPlanned?: true;
}

/** The name that email programs show as the sender. */
export const senderName = "Student Safety Desk";

/**
 * Milliseconds. Google ends a run after six minutes, and an email that was sent but not marked is sent again. So sending stops once the run
 * is 3.5 minutes old; a later run sends the rest.
 */
const sendsForMilliseconds = 210_000;

/**
 * What Google's error messages contain, and the code that the Outbox stores for it. The error messages themselves are not stored, because
 * they may contain an address.
 */
const failures = [
  [/too many times|quota/i, "mail-quota"],
  [/limit exceeded|too large/i, "mail-too-large"],
  [/invalid (email|argument|recipient)|no recipient/i, "address-refused"],
] as const;

/**
 * The address of the lead. If the lead is away or missing: of the person who stands in, and without one, of the account that runs the
 * system.
 */
export function leadAddress({ clock, identity, directory }: Run): string {
  const people = recipientsOfReport(directory, null, clock.now());
  return leadAmong(people)?.email ?? identity.runningAs();
}

/** The cases of `files` that are in immediate danger, and all drills among the cases that were read. */
export function marksIn(files: ReadonlyMap<string, CaseFile>, read: Snapshot) {
  const cases = read.tabs.has("cases") ? rowsOf(read, "cases") : [];
  const marks = new Map<string, "danger" | "drill">();
  for (const [reference, { row }] of files) if (inDanger(row)) marks.set(reference, "danger");
  for (const { key, values } of cases) {
    // This run may just have made it a real case.
    if (files.get(key)?.row.drill ?? values.drill === true) marks.set(key, "drill");
  }
  return marks;
}

/** Stored for a message to a reporter whose address is not known, or may not be emailed any more. */
const mayNotBeEmailed = "may-not-be-emailed";

/**
 * The messages to queue after a message could not go to its address, and what leads and admins are told by them. `isRefused`: by Google.
 */
function afterRefusal(
  { run, files }: Delivery,
  message: Queued,
  { isRefused }: { readonly isRefused: boolean },
): { readonly messages: readonly QueuedMessage[]; readonly found: readonly Finding[] } {
  const { to, case: reference, attempts } = message;
  const row = reference === null ? undefined : files.get(reference)?.row;
  if (isToldOfDuty(message)) {
    // Someone has to tell the reporter: the lead if only the lead may know who that is, otherwise the person who has the case.
    const isApart = responseOfRecipient(to) !== null;
    const teller = isApart || row === undefined ? leadAddress(run) : personAsked(row, run).email;
    const kind = "reporter-not-reminded";
    const own = { id: `${message.id} ${kind} ${teller}`, to: teller, case: reference };
    return { messages: [messageOf(kind, { isApart, isRefused }, own)], found: [] };
  }
  const { isOrdinary } = kindOf(run.register);
  const cases = row === undefined || row.status === "closed" ? [] : [referenceOfCase(row)];
  const found = { notice: { id: "contact-not-emailed", who: [to], cases }, about: to } as const;
  // For a sealed case nothing may be remembered in the script's store, so the notice is sent only at the first attempt.
  const isNew = isOrdinary ? isToBeTold(run, found) : attempts === 0;
  if (cases.length === 0 || !isNew) return { messages: [], found: [] };
  // In a run on a sealed register the directory only has that register's readers, so all of them are told.
  const leads = run.directory.people.filter(({ role }) => !isOrdinary || !isContactRole(role));
  const others = leads.flatMap(({ email }) => (email === to ? [] : email));
  const id = `notice ${keyOf(found)} ${run.clock.now().toString(36)}`;
  const messages = noticeToEach(others, id, found.notice);
  return { messages, found: isOrdinary ? [found] : [] };
}

/**
 * Returns a function that tries once to send a message, and returns what to write into its row. The recipient in the row may be the id of a
 * Form response: then the reporter's address is looked up, at most once in a run.
 */
function sending(delivery: Delivery): (message: Queued) => RowValues {
  const { run, files, reporters, register, digest = null } = delivery;
  const { clock, mailer, diagnosis, memory } = run;
  const { id: spreadsheetId } = register;
  const ids = memory.get("registers");
  const isSealed = sealedRegisters.some((name) => ids[name] === spreadsheetId);
  const { everyone = run.directory.people } = run.directory;
  const lead = leadAddress({ ...run, directory: { ...run.directory, people: everyone } });
  // For a sealed register, a reply goes back to the recipient and not to the lead; but a reporter must not see which register it is.
  const replyTo = (of: Queued) => (isSealed && traitsOf(of).to !== "reporter" ? null : lead);
  /** One reporter may have sent several reports about a case, and must get such a message only once. */
  const told = new Set<string>();
  const lookedUp = once(() => reporterAddresses(run));
  /** What a reporter may be emailed at can have changed since the message was queued. */
  const ownAddress = ({ to, ...message }: Queued) =>
    traitsOf(message).to === "reporter" ? reporterAddressIn(run.directory.settings, to) : to;
  return (message) => {
    const settled = { attempts: message.attempts + 1, claimedUntil: null, lastError: null };
    return orElse(
      (): RowValues => {
        const response = responseOfRecipient(message.to);
        const to =
          response === null
            ? ownAddress(message)
            : (reporters?.get(response) ?? lookedUp().get(response) ?? null);
        const sources = { to: to ?? message.to, files, spreadsheetId, digest };
        const mail = writeEmail(message, sources, { ...run, now: clock.now() });
        if (to === null) return { ...settled, state: "dropped", lastError: mayNotBeEmailed };
        const occasion = `${message.kind} ${message.case} ${to}`;
        const isTold = traitsOf(message).isOnceACase === true && told.has(occasion);
        told.add(occasion);
        if (mail === null || isTold)
          return { ...settled, state: "dropped", lastError: "nothing-to-send" };
        mailer.send({ ...mail, to, name: senderName, replyTo: replyTo(message) ?? to });
        return { ...settled, state: "sent", sentAt: clock.now() };
      },
      (error) => {
        const defect = defectCode(error);
        const known = failures.find(([words]) => words.test(String(error)))?.[1];
        const isBarred = known === undefined && diagnosis.troubleOf(error).kind === "permission";
        // A later run would fail in the same way, so the error is reported at the end of this run.
        if (defect !== null || isBarred) run.failed.push(error);
        const other = known ?? (isBarred ? "permission-missing" : "not-sent");
        return { ...settled, lastError: defect === null ? other : `defect: ${defect}` };
      },
    );
  };
}

/**
 * Tries each message once, the most urgent first, while there is time and quota. The claims on the others are released, and a later clock
 * run, which plans the whole queue, sends them. One write marks all rows; if it fails, the claims run out and the messages are sent again,
 * which is better than never. Defects and missing permissions are thrown at the end of the run.
 */
export function deliver(delivery: Delivery): void {
  const { run, register, snapshot, files, messages, isPlanned } = delivery;
  const { clock } = run;
  let chosen: readonly Queued[] = messages.map(justQueued);
  if (isPlanned !== true && chosen.length > 0) {
    const { quota } = askQuota(run);
    chosen = planQueue({
      pending: chosen,
      recent: messagesIn(snapshot),
      now: clock.now(),
      // Google's count may be out of date, so one email about danger is tried even if the quota seems to be used up.
      quota: { ...quota, remaining: Math.max(quota.remaining, 1) },
      marks: marksIn(files, snapshot),
      // The addresses of reporters whom only the lead may know are not looked up here, so all of them count as one person. After ten
      // emails to them, the next ones wait for a clock run.
      personOf: (to) => (responseOfRecipient(to) === null ? to : "reporters"),
      beside: mailedBeside(run),
    }).send;
  }
  const send = sending(delivery);
  /** Message id → what to write into its row. */
  const marks = new Map<string, RowValues>();
  /** New messages that this run found necessary. They are queued with the marks, and a later run sends them. */
  const notices: QueuedMessage[] = [];
  const found: Finding[] = [];
  for (const message of chosen) {
    if (clock.now() - clock.started > sendsForMilliseconds) break;
    const values = send(message);
    const isRefused = values["lastError"] === "address-refused";
    const isGivenUp =
      isToldOfDuty(message) && (isRefused || values["lastError"] === mayNotBeEmailed);
    marks.set(message.id, isGivenUp ? { ...values, state: "dropped" } : values);
    if (isRefused || isGivenUp) {
      const after = afterRefusal(delivery, message, { isRefused });
      notices.push(...after.messages);
      found.push(...after.found);
    }
    if (values["lastError"] === "mail-quota") break;
  }
  // A notice that waits to go out with others keeps its claim, which runs out by itself.
  const tried = messages.filter((one) => marks.has(one.id) || traitsOf(one).waits !== true);
  const update = [
    ...tried.map(({ id: key }): Update => {
      return { tab: "outbox", key, values: marks.get(key) ?? { claimedUntil: null } };
    }),
    ...delivery.corrections,
  ];
  const isWritten = isDone(run, () =>
    register.commit({ ...noChange, update, messages: notices }, snapshot),
  );
  if (isWritten) for (const one of found) rememberTold(run, one);
  rememberMailed(
    run,
    chosen.filter(({ id }) => marks.get(id)?.["state"] === "sent"),
  );
}

// Emails to people who get them from several registers count together for the hour (design 2.22).

/** When emails were sent within the hour, under the register, a space and what `countsOf` names. */
const mailedLately = ({ memory, clock }: Run) =>
  Object.entries(memory.get("mailed")).flatMap(([key, times]): [string, number[]][] => {
    const lately = times.filter((at) => at > clock.now() - hourMs);
    return lately.length === 0 ? [] : [[key, lately]];
  });

/** The emails that registers of ordinary cases other than the run's sent within the hour, as `countsOf` names them. No call. */
export function mailedBeside(run: Run): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [key, { length }] of mailedLately(run)) {
    const [of, ...words] = key.split(" ");
    const name = words.join(" ");
    if (of !== run.register) counts.set(name, (counts.get(name) ?? 0) + length);
  }
  return counts;
}

/** Remembers what was sent to people who may open registers of several schools. One call; none where no school has a register of its own. */
function rememberMailed(run: Run, sent: readonly Queued[]): void {
  const { memory, register, clock, directory } = run;
  if (schoolRegisters(memory).length === 0 || !kindOf(register).isOrdinary) return;
  const opensSeveral = (to: string) =>
    directory.people.some((one) => one.email === to && (isLeadRole(one.role) || one.allSchools));
  const names = sent.flatMap((one) =>
    opensSeveral(one.to) ? countsOf(seenInQueue(one), one.to).map((as) => `${register} ${as}`) : [],
  );
  if (names.length === 0) return;
  const kept = new Map(mailedLately(run));
  // More than the limit never count.
  for (const key of names) kept.set(key, [...(kept.get(key) ?? []), clock.now()].slice(-eachAlone));
  // What does not fit into one property is not counted.
  attempt(run, () => memory.set("mailed", Object.fromEntries(fitting([...kept]))));
}

/**
 * Writes `change` to the register, and returns what `deliver` needs to send the messages that the change queued. `files`: the cases that
 * they may be about; none if left out.
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
 * Writes and sends the messages of a change, unless messages whose ids begin with `id` were ever queued. Throws what Google throws. Does
 * not take the lock.
 */
export function tellOnce(run: Run, read: HourlyRead, id: string, change: () => Change): void {
  if (wasQueued(read.register, read.snapshot, id)) return;
  deliver(commitForDelivery(run, read, change()));
}

/** A finding, and who is told of it. */
export interface FindingFor extends Finding {
  readonly to: readonly string[];
  /** What to add to Activity. */
  readonly lines?: readonly Pick<Change["activity"][number], "what" | "from">[];
}

/**
 * Sends these people a notice, unless it was sent not long ago. Throws what Google throws. Does not take the lock: if the run is cut off in
 * between, the notice is sent twice, which is better than never.
 */
export function tellDesk(run: Run, read: HourlyRead, { to, lines = [], ...found }: FindingFor) {
  if (!isToBeTold(run, found)) return;
  const at = run.clock.now();
  const id = `notice ${keyOf(found)} ${at.toString(36)}`;
  const mail = commitForDelivery(run, read, {
    ...noChange,
    messages: noticeToEach(to, id, found.notice),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  });
  rememberTold(run, found);
  deliver(mail);
}

// The day's quota.

/** Hours for which the reserve of an account is kept. Google counts the quota over about a day, and may change it. */
const reserveLasts = 24;

/**
 * Asks Google how many emails can still be sent (one call). `mail`: what to store for this account; left out if it is stored already. The
 * reserve is the highest that was worked out in the last 24 hours, because what is left now does not tell how many emails a day are
 * allowed. If Google does not answer, nothing is kept in reserve.
 */
export function askQuota(run: Run): {
  readonly quota: Quota;
  readonly mail?: NonNullable<Kept["account"]["mail"]>;
} {
  const remaining = attempt(run, () => run.mailer.remainingToday(), null);
  // If Google does not say how many emails are left, nothing is kept in reserve.
  if (remaining === null) return { quota: { remaining: Number.POSITIVE_INFINITY, reserve: 0 } };
  const { mail: last } = run.memory.get("account", run.identity.runningAs());
  const hour = Math.floor(run.clock.now() / hourMs);
  const reserve = Math.min(200, Math.floor(remaining / 5));
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
  /** What to read under the lock. Called again for each try. */
  readonly reads: () => readonly TabRequest[];
  /** How to read it. If left out, whole rows are loaded. */
  readonly read?: (register: Register, reads: readonly TabRequest[]) => Snapshot;
}

/**
 * Takes the lock, does `work`, which reads, decides and commits by itself, releases the lock, and sends what `work` returns. It is for work
 * on more than one register; `transact` is for one. Null if another run held the lock. Throws what Google throws once there are no more
 * tries. Must not be called while the lock is held.
 *
 * Report intake uses the same two halves, `underLock` and `deliver`, with a step in between: people are told of reports that no one can
 * read before any email is sent.
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
 * Takes the lock, reads a register, lets `work` decide and commit, releases the lock, and sends what `work` returns. `work` returns null if
 * there is nothing to write. "busy": another run held the lock all the time. Throws what Google throws once there are no more tries. Must
 * not be called while the lock is held.
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
