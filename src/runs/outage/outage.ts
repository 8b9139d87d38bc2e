/**
 * While a register is out of reach: tells people by mail that is sent directly, past the register's Outbox. Addresses come from Contacts
 * where they can be read, otherwise from memory.
 */

import { isDone } from "../../attempt";
import { fileLink, responsesLink } from "../../case/model/case-reference";
import { askedAtSlot, dangerSlotDue } from "../../case/reminders/danger-pace";
import type { Trouble } from "../../errors";
import { reportRegisterIds } from "../../register/register-ids";
import { lookAt, type Run } from "../../run";
import type { Kept, Remembered } from "../../store/keys";
import { dayMs, hourMs, minuteMs } from "../../time";
import { askPastMain } from "./ask-past-register";
import { type KeptDangers, keptDangers } from "./kept-dangers";
import { audienceToRemember, leadsInOutage, outageAudience, type Waiting } from "./outage-audience";
import { sendOncePastRegister, sendPastRegister } from "./send-past-register";

/** After so many milliseconds, in the third clock run that fails, people are told that the register is out of reach. */
const unreachableAfter = 9 * minuteMs;

type Outage = NonNullable<Kept["outage"]>;

const noOutage: Outage = { since: 0, told: 0, mailed: {}, asked: {} };

/** Whether it could be stored. */
function save(run: Run, outage: Outage): boolean {
  return isDone(run, () => run.memory.set("outage", outage));
}

/** What one address is told, in one mail. */
interface Notice {
  readonly waiting: Waiting[];
  readonly schools: Set<string>;
}

/** What is to be told now, by address; and the slots at which people are asked. */
interface Due {
  readonly notices: ReadonlyMap<string, Notice>;
  readonly asked: Readonly<Record<string, number>>;
}

type Audience = ReturnType<typeof outageAudience>;

interface Asked {
  /** When people were last asked about a danger (ms UTC; null: never), by the id of its response. */
  wasAsked(id: string): number | null;
}

/**
 * Whom to tell of which report now. A danger goes by its pace. Any other report is told of at once, but to each address at most once an
 * hour, and again each day. `now` in ms UTC.
 */
function dueNow(
  all: readonly Waiting[],
  audience: Audience,
  { mailed, wasAsked }: Pick<Outage, "mailed"> & Asked,
  now: number,
): Due {
  const notices = new Map<string, Notice>();
  const asked: Record<string, number> = {};
  for (const one of all) {
    const { to, school } = audience.told(one);
    let told = to;
    if (one.isDanger) {
      const pace = { since: one.receivedAt, minutes: audience.minutes };
      const slot = dangerSlotDue(pace, wasAsked(one.id), now);
      if (slot === null) continue;
      asked[one.id] = slot.at;
      told = askedAtSlot(pace, slot, to, []);
    } else {
      told = to.filter((address) => {
        const last = mailed[address] ?? 0;
        return (one.receivedAt > last && now - last >= hourMs) || now - last >= dayMs;
      });
    }
    for (const address of told) {
      const notice = notices.get(address) ?? { waiting: [], schools: new Set() };
      notice.waiting.push(one);
      if (school !== null) notice.schools.add(school);
      notices.set(address, notice);
    }
  }
  return { notices, asked };
}

/** The trouble to name in a mail about several reports: a mistake of ours before all others, since it does not pass by itself. */
function worst(waiting: readonly Waiting[]): Trouble {
  const found = waiting.find(({ trouble }) => trouble.kind === "defect") ?? waiting[0];
  return found?.trouble ?? { kind: "outage", ofRegisters: false };
}

/** Where nothing can be remembered: a run asks only at slots that began since the clock run before, so that no slot is asked twice. */
const clockEvery = 5 * minuteMs;

/**
 * Tells people that reports wait in the Form: whether one reports danger, of which school, and whom to call. Never throws. Sends mail: must
 * not be called under the lock.
 */
export function tellWaiting(run: Run, waiting: readonly Waiting[]): void {
  if (waiting.length === 0) return;
  const { memory, clock } = run;
  const outage = memory.get("outage") ?? noOutage;
  const now = clock.now();
  const audience = outageAudience(run);
  const { mailed: mailedBefore } = outage;
  const wasAsked = (id: string) => outage.asked[id] ?? null;
  let due = dueNow(waiting, audience, { mailed: mailedBefore, wasAsked }, now);
  if (due.notices.size === 0) return;
  const mailed = { ...outage.mailed };
  for (const address of due.notices.keys()) mailed[address] = now;
  const asked = { ...outage.asked, ...due.asked };
  if (!save(run, { ...outage, mailed, asked })) {
    // Nothing can be remembered: then only the run of a report itself tells of it, and for a danger each run in which a slot has just
    // begun.
    const fresh = waiting.filter(
      ({ receivedAt, isDanger }) => isDanger || now - receivedAt <= 4 * minuteMs,
    );
    const wasAskedLastRun = () => now - clockEvery;
    due = dueNow(fresh, audience, { mailed: mailedBefore, wasAsked: wasAskedLastRun }, now);
  }
  const responses = responsesLink(memory.get("formId"));
  const missed = new Set(
    sendPastRegister(run, "report-waiting", [...due.notices.keys()], (address) => {
      const { waiting: own = [], schools = new Set<string>() } = due.notices.get(address) ?? {};
      const [only = null, ...others] = schools;
      return {
        several: own.length > 1,
        isDanger: own.some(({ isDanger }) => isDanger),
        isDrill: own.every(({ isDrill }) => isDrill),
        schools: [...schools],
        calls: audience.calls(others.length === 0 ? only : null),
        responses,
        trouble: worst(own),
      };
    }),
  );
  if (missed.size === 0) return;
  for (const address of missed) delete mailed[address];
  // Forgets what reached nobody, so that the next run asks again.
  const reached = (id: string) =>
    [...due.notices].some(
      ([address, notice]) => !missed.has(address) && notice.waiting.some((one) => one.id === id),
    );
  for (const id of Object.keys(due.asked)) if (!reached(id)) delete asked[id];
  save(run, { ...outage, mailed, asked });
}

/** How much of the main register cannot be read. */
interface Unreadable {
  /** Only tabs that a run can do without. */
  readonly isPart: boolean;
  /** Dangers that were written since the clock last read the cases. */
  readonly fresh?: KeptDangers;
}

/**
 * Notes that a clock run could not read the main register. At the third one, leads and admins are told why, once in an outage; from then on
 * people are asked about the dangers in it. Never throws.
 */
export function noteUnreadable(
  run: Run,
  waiting: readonly Waiting[],
  trouble: Trouble,
  { isPart, fresh = {} }: Unreadable,
): void {
  const { memory, clock } = run;
  const now = clock.now();
  const outage = memory.get("outage") ?? noOutage;
  if (outage.since === 0) save(run, { ...outage, since: now });
  if (now - (outage.since || now) < unreachableAfter) return;
  if (outage.told === 0) {
    const register = fileLink(reportRegisterIds(memory).main);
    const to = () => leadsInOutage(run);
    const input = { register, trouble, isPart };
    sendOncePastRegister(run, { kind: "register-unreachable", to, input }, (as) =>
      save(run, as === "told" ? { ...outage, told: now } : outage),
    );
  }
  if (!isPart) askPastMain(run, trouble, { ...fresh, ...keptDangers(run, "main") });
  tellWaiting(run, waiting);
}

/**
 * What a clock run that could read the main register stores: whom to tell in an outage, and that the outage is over; entirely over once all
 * waiting reports were taken in. `isWhole`: no tab of the register was left out.
 */
export function rememberReachable(
  run: Run,
  { isSwept, isWhole }: { readonly isSwept: boolean; readonly isWhole: boolean },
): Remembered {
  const before = run.memory.get("outage");
  const outage = isSwept || before === null ? null : { ...before, since: 0, told: 0 };
  return {
    tellInOutage: audienceToRemember(lookAt(run, {})),
    protocol: run.directory.pack.id,
    ...(isWhole ? { outage } : {}),
  };
}
