/**
 * Goes on asking about dangers that were taken in, while their register cannot be read or written: by what was remembered of them
 * (kept-dangers), at the pace of design 2.18, by mail that is sent directly. It ends when the register can be used again, or when somebody
 * has recorded in the check who called which agency when.
 */

import { attempt } from "../../attempt";
import { caseReference, fileLink } from "../../case/model/case-reference";
import { askedAtSlot, type DangerPace, dangerSlotDue } from "../../case/reminders/danger-pace";
import type { Directory } from "../../district/district";
import {
  audienceOf,
  everybodyToldWithoutContent,
  type SealedRegister,
} from "../../district/sealed-readers";
import type { Trouble } from "../../errors";
import { calledSince } from "../../install/going-live/recorded-calls";
import { type ReportRegister, reportRegisterIds } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { type KeptDanger, type KeptDangers, keptDangers, rememberDangers } from "./kept-dangers";
import { type OutageAudience, outageAudience } from "./outage-audience";
import { directoryThatStands } from "./partial-read";
import { sendPastRegister } from "./send-past-register";

/** Who is asked about one danger. */
interface AskedPeople {
  readonly to: readonly string[];
  /** Whether they may know the reference and the school: everybody but people who are told without content. */
  readonly mayKnow: boolean;
}

const distinct = (addresses: readonly string[]) => [...new Set(addresses)];

/** In the main register: who has the case, the school's contacts, leads and admins; alone who has acknowledged it. */
export function peopleAskedInMain(danger: KeptDanger, audience: OutageAudience): AskedPeople {
  const { to, shut, school, since, acknowledgedAt } = danger;
  const shutOut = new Set(shut);
  const may = (addresses: readonly string[]) =>
    distinct(addresses).filter((address) => !shutOut.has(address));
  const own = may(to).filter((address) => audience.knows(address));
  if (acknowledgedAt > 0 && own.length > 0) return { to: own, mayKnow: true };
  const waiting = {
    id: "",
    route: "main",
    receivedAt: since,
    isDanger: true,
    isDrill: false,
    school,
  } as const;
  const trouble: Trouble = { kind: "outage", ofRegisters: true };
  const { to: others } = audience.told({ ...waiting, trouble });
  return { to: may([...own, ...others]), mayKnow: true };
}

/**
 * In a sealed register: its audience alone; where nobody of that is left, the people of design 2.11, without content. `directory` null:
 * Contacts cannot be read, and the audience of the last run that could is asked.
 */
export function peopleAskedInSealed(
  name: SealedRegister,
  { to, shut, school }: KeptDanger,
  directory: Directory | null,
): AskedPeople {
  if (directory === null) return { to, mayKnow: true };
  const excluded = new Set(shut);
  const readers = audienceOf(name, directory, { hasOpenCase: true, excluded });
  return readers.length === 0
    ? { to: everybodyToldWithoutContent(directory, excluded, school), mayKnow: false }
    : { to: readers.map(({ email }) => email), mayKnow: true };
}

/** An acknowledged danger is asked about each hour: minutes. */
const acknowledgedMinutes = 60;

function paceOf({ since, acknowledgedAt }: KeptDanger, minutes: number): DangerPace {
  return acknowledgedAt > 0
    ? { since: acknowledgedAt, minutes: acknowledgedMinutes }
    : { since, minutes };
}

interface Asking {
  readonly name: ReportRegister;
  readonly dangers: KeptDangers;
  readonly minutes: number;
  readonly peopleOf: (danger: KeptDanger) => AskedPeople;
  readonly calls: ReturnType<OutageAudience["calls"]>;
  readonly trouble: Trouble;
}

/** What no recorded call has ended. In the main register a call is recorded for one case; nobody can tell which sealed one it was for. */
function stillOpen({ memory }: Run, { name, dangers }: Asking) {
  return Object.entries(dangers).filter(
    ([reference, { since }]) =>
      !calledSince(memory, since, registerKinds[name].hasDirectory ? reference : null),
  );
}

/** What one address is asked about: the cases that it may know of, their schools, and how many more there are. */
function casesFor(
  address: string,
  open: readonly (readonly [string, KeptDanger])[],
  people: ReadonlyMap<string, AskedPeople>,
) {
  const asked = open.flatMap(([reference, { school }]) => {
    const one = people.get(reference);
    return one?.to.includes(address) === true ? [{ reference, school, mayKnow: one.mayKnow }] : [];
  });
  const own = asked.filter(({ mayKnow }) => mayKnow);
  return {
    cases: own
      .map(({ reference }) => reference)
      .sort()
      .map(caseReference),
    more: asked.length - own.length,
    schools: [...new Set(own.flatMap(({ school }) => school ?? []))],
  };
}

/** Asks whom the pace names now; each address once, about all dangers that it may know of. Stores who was asked. Never throws. */
function ask(run: Run, asking: Asking): void {
  const { memory, clock } = run;
  const { name, dangers, minutes, peopleOf, calls, trouble } = asking;
  const link = registerKinds[name].hasDirectory ? fileLink(reportRegisterIds(memory)[name]) : null;
  const now = clock.now();
  // Until then the clock asked by the register.
  const seen = Number(memory.get("sweepOk")) || 0;
  const open = stillOpen(run, asking);
  const people = new Map(open.map(([reference, danger]) => [reference, peopleOf(danger)]));
  const due = new Set<string>();
  const to = new Set<string>();
  const after: Record<string, KeptDanger> = {};
  const unsent: Record<string, KeptDanger> = {};
  for (const [reference, danger] of open) {
    const pace = paceOf(danger, minutes);
    const asked = Math.max(danger.asked, danger.isOut ? 0 : seen, pace.since);
    const slot = dangerSlotDue(pace, asked, now);
    unsent[reference] = { ...danger, asked, isOut: true };
    after[reference] = { ...danger, asked: slot?.at ?? asked, isOut: true };
    if (slot === null) continue;
    due.add(reference);
    for (const one of askedAtSlot(pace, slot, people.get(reference)?.to ?? [], [])) to.add(one);
  }
  // Remembered before anything is sent: otherwise each run would ask again. Where nothing can be remembered, that is better than silence.
  rememberDangers(run, name, { ...dangers, ...after });
  const missed = new Set(
    sendPastRegister(run, "danger-out-of-reach", [...to], (address) => ({
      ...casesFor(address, open, people),
      calls,
      trouble,
      link,
    })),
  );
  if (missed.size === 0) return;
  // Where nobody was reached the next run asks again.
  const isReached = (reference: string) =>
    (people.get(reference)?.to ?? []).some((address) => to.has(address) && !missed.has(address));
  const again = Object.entries(unsent).filter(([one]) => due.has(one) && !isReached(one));
  rememberDangers(run, name, { ...dangers, ...after, ...Object.fromEntries(again) });
}

/**
 * Asks about the dangers of the main register. `dangers`: as they are known; what was remembered where left out. Never throws. Sends mail:
 * must not be called under the lock.
 */
export function askPastMain(
  run: Run,
  trouble: Trouble,
  dangers: KeptDangers = keptDangers(run, "main"),
): void {
  if (Object.keys(dangers).length === 0) return;
  askAs(run, trouble, (audience) => ({
    name: "main",
    dangers,
    peopleOf: (danger) => peopleAskedInMain(danger, audience),
  }));
}

/** `ask`, from what can be read while something has failed. Where that fails too, the next run tries again. */
function askAs(
  run: Run,
  trouble: Trouble,
  about: (audience: OutageAudience) => Pick<Asking, "name" | "dangers" | "peopleOf">,
): void {
  const tell = () => {
    const audience = outageAudience(run);
    const { minutes } = audience;
    ask(run, { ...about(audience), minutes, calls: audience.calls(null), trouble });
  };
  attempt(run, tell);
}

/** As `askPastMain`, about the dangers of a sealed register. Never throws. Sends mail: must not be called under the lock. */
export function askPastSealed(
  run: Run,
  name: SealedRegister,
  trouble: Trouble,
  dangers: KeptDangers = keptDangers(run, name),
): void {
  if (Object.keys(dangers).length === 0) return;
  askAs(run, trouble, () => {
    const found = directoryThatStands(run);
    const directory = found === null || found.people.length === 0 ? null : found;
    return { name, dangers, peopleOf: (danger) => peopleAskedInSealed(name, danger, directory) };
  });
}
