/** Who is told while a register is out of reach: at once, by mail past the register, at addresses remembered while it could be read. */
import { toldOfAccess } from "../access/access";
import { installersIn, lastRun } from "../access/accounts";
import { reportAgencies } from "../case/facts";
import { registerLink } from "../case/reference";
import type { Directory } from "../district/district";
import { callBook, isBarred, recipients, registerOf } from "../district/find";
import { settingDefaults } from "../district/settings";
import type { DefectCode } from "../errors";
import { readReport } from "../form/read";
import { jsonRecord } from "../json";
import { compose } from "../mail/compose";
import type { Message } from "../mail/letter";
import { senderName } from "../outbox/deliver";
import type { FormResponse, Memory, MemoryKey, Workspace } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { packsFrom } from "../protocol/packs";
import {
  packOfDesk,
  type ReportRegister,
  reportRegisterIds,
  reportRegisters,
} from "../register/which";
import { startOfDay } from "../time";

/** A report that is in the Form and in no register. */
export interface Waiting {
  readonly route: ReportRegister;
  /** Milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** The mistake of ours that keeps it out; null where Google is what fails. */
  readonly defect: DefectCode | null;
}

type Remembered = Readonly<Partial<Record<MemoryKey, string>>>;

const minute = 60_000;
const hour = 60 * minute;
/** By the third clock run that fails. */
const unreachableAfter = 9 * minute;
/** A property holds 9 KB. */
const addressesUpTo = 40;

/** Leads and admins; of a sealed register its reader alone. */
function toTell(register: ReportRegister, directory: Directory, me: string): readonly string[] {
  const leads = directory.people.filter(({ role }) => !/contact$/.test(role));
  const told =
    register === "main" ? leads.map(({ email }) => email) : toldOfAccess(register, directory, me);
  return [...new Set(told)].filter((one) => !isBarred(register, directory, one));
}

function addressees({ memory, identity }: Workspace, register: ReportRegister): readonly string[] {
  const kept = jsonRecord(memory.get("tellInOutage"))[register];
  const known: readonly string[] = Array.isArray(kept) ? kept.map(String) : [];
  return known.length === 0 && register === "main" ? [identity.runningAs()] : known;
}

/** Instants in milliseconds UTC; 0: not yet. */
interface Outage {
  /** When a clock run first could not read the main register. */
  readonly since: number;
  /** When people were told of that. */
  readonly told: number;
  /** By address: when they were last told that reports wait. */
  readonly mailed: Readonly<Record<string, number>>;
}

function outageIn(memory: Memory): Outage {
  const { since, told, mailed } = jsonRecord(memory.get("outage"));
  const times = Object.entries(Object(mailed)).map(([address, at]) => [address, Number(at)]);
  return {
    since: Number(since) || 0,
    told: Number(told) || 0,
    mailed: Object.fromEntries(times),
  };
}

function save(memory: Memory, outage: Outage): boolean {
  try {
    memory.set("outage", JSON.stringify(outage));
    return true;
  } catch {
    return false;
  }
}

/** Sends to each; returns those whom it did not reach. */
function send(
  { mailer }: Workspace,
  to: readonly string[],
  write: (address: string) => Message,
): readonly string[] {
  return to.filter((address) => {
    try {
      // Answers go to nobody else: a report may name any of them.
      mailer.send({ ...write(address), to: address, name: senderName, replyTo: address });
      return false;
    } catch {
      return true;
    }
  });
}

/** Nothing of the district can be read: its pack's own numbers stand in. */
function withoutDistrict(pack: ProtocolPack): Directory {
  return {
    people: [],
    agencies: [],
    schools: [],
    settings: settingDefaults,
    pack,
    problems: [],
  };
}

/**
 * Tells those who must know that reports wait in the Form: each at most once an hour, and again only for a report that came
 * since. Never throws. Sends: not to be called under the lock.
 */
export function tellWaiting(workspace: Workspace, waiting: readonly Waiting[]): void {
  const { memory, clock } = workspace;
  const outage = outageIn(memory);
  const now = clock.now();
  const reports = new Map<string, { readonly count: number; readonly defect: DefectCode | null }>();
  for (const { route, receivedAt, defect } of waiting) {
    for (const address of addressees(workspace, route)) {
      const last = outage.mailed[address] ?? 0;
      if (receivedAt > last && now - last >= hour) {
        const known = reports.get(address);
        reports.set(address, {
          count: (known?.count ?? 0) + 1,
          defect: known?.defect ?? defect,
        });
      }
    }
  }
  const to = [...reports.keys()];
  if (to.length === 0) return;
  const mailed = { ...outage.mailed };
  for (const address of to) mailed[address] = now;
  const isSaved = save(memory, { ...outage, mailed });
  // Where nothing can be remembered, the run of the report itself tells of it, and no later one.
  if (!isSaved && waiting.every(({ receivedAt }) => now - receivedAt > 4 * minute)) return;
  const form = memory.get("formId");
  const pack = packOfDesk(memory);
  const calls = reportAgencies(pack, callBook(withoutDistrict(pack), null, pack));
  const responses =
    form === null ? null : registerLink(`https://docs.google.com/forms/d/${form}/edit#responses`);
  const missed = send(workspace, to, (address) => {
    const { count = 1, defect = null } = reports.get(address) ?? {};
    return compose("report-waiting", { several: count > 1, calls, responses, defect });
  });
  for (const address of missed) delete mailed[address];
  if (missed.length > 0) save(memory, { ...outage, mailed });
}

/**
 * A clock run could not read the main register: at the third one leads and admins are told, once an outage. `defect` is
 * the mistake of ours that this is due to, null where Google is. Never throws.
 */
export function noteUnreadable(
  workspace: Workspace,
  waiting: readonly Waiting[],
  defect: DefectCode | null,
): void {
  const { memory, clock } = workspace;
  const now = clock.now();
  const outage = outageIn(memory);
  if (outage.since === 0) save(memory, { ...outage, since: now });
  if (now - (outage.since || now) < unreachableAfter) return;
  if (outage.told === 0 && save(memory, { ...outage, told: now })) {
    const { main } = reportRegisterIds(memory);
    const register = registerLink(`https://docs.google.com/spreadsheets/d/${main}/edit`);
    const to = addressees(workspace, "main");
    const missed = send(workspace, to, () => compose("register-unreachable", { register, defect }));
    if (missed.length === to.length) save(memory, outage);
  }
  tellWaiting(workspace, waiting);
}

/**
 * What a clock run that could read the main register remembers: whom to tell when it no longer can, and that an outage is
 * over; entirely so when all that waited was taken in. Only what differs from what is remembered already.
 */
export function readable(
  { memory, identity }: Workspace,
  directory: Directory,
  isSwept: boolean,
): Remembered {
  const me = identity.runningAs();
  const tellInOutage = JSON.stringify(
    Object.fromEntries(
      reportRegisters.map((one) => [one, toTell(one, directory, me).slice(0, addressesUpTo)]),
    ),
  );
  const protocol = directory.pack.id;
  const outage = isSwept ? "" : JSON.stringify({ mailed: outageIn(memory).mailed });
  return {
    ...(memory.get("tellInOutage") === tellInOutage ? {} : { tellInOutage }),
    ...(memory.get("protocol") === protocol ? {} : { protocol }),
    ...((memory.get("outage") ?? "") === "" ? {} : { outage }),
  };
}

// Reports that the account at work must not take in (they may name it): left in the Form for another account, and told of when none comes.

/** A response may show up in the list a little after its own time. */
const overlap = 10 * minute;
const patience = 60 * minute;

type RememberedWithheld = Readonly<Partial<Record<MemoryKey, string>>>;

/** Those of the responses that this account must not take in. */
export function withheldFrom(
  { clock, identity }: Workspace,
  listed: readonly FormResponse[],
  directory: Directory,
): readonly FormResponse[] {
  const me = identity.runningAs();
  if (!reportRegisters.some((name) => isBarred(name, directory, me))) return [];
  return listed.filter((one) =>
    isBarred(registerOf(readReport(one, clock, packsFrom(directory.pack))), directory, me),
  );
}

/** From when on this account must look for what another one has left; no bound where nothing was left. */
export function withheldSince({ memory, identity }: Workspace): number {
  const [at, by] = (memory.get("withheldSince") ?? "").split(" ");
  return by === undefined || by === identity.runningAs() ? Number.POSITIVE_INFINITY : Number(at);
}

/** When an account that may take in everything last ran the clock; milliseconds UTC, 0 where none did. */
function lastFullRun({ memory }: Workspace, directory: Directory): number {
  const able = [...installersIn(memory).keys()].filter(
    (address) => !reportRegisters.some((name) => isBarred(name, directory, address)),
  );
  return Math.max(0, ...able.map((address) => lastRun(memory, address)));
}

/**
 * Returns what to remember. After an hour without an account that could take them in, the alternate lead (else the
 * admin) is mailed once a day, past every register: none that this account opens may hold a line of it.
 */
export function tellOfWithheld(
  workspace: Workspace,
  withheld: readonly FormResponse[],
  directory: Directory,
): RememberedWithheld {
  const { memory, clock, mailer, identity } = workspace;
  const full = lastFullRun(workspace, directory);
  const since = Number.parseInt(memory.get("withheldSince") ?? "0", 10);
  const fresh = withheld.map((one) => one.receivedAt).filter((at) => at > full - overlap);
  const oldest = since > 0 ? since : fresh.length > 0 ? Math.min(...fresh) : 0;
  if (oldest === 0) return {};
  const me = identity.runningAs();
  const kept: RememberedWithheld = since > 0 ? {} : { withheldSince: `${oldest} ${me}` };
  const now = clock.now();
  const today = String(startOfDay(now, clock));
  if (now - Math.max(full, oldest) < patience || memory.get("withheldTold") === today) return kept;
  const { alternateLead, admin } = recipients(directory, null, now, { immediateDanger: false });
  const to = [alternateLead, admin].find(
    (one) => one !== null && !isBarred("sealed-from-lead", directory, one.email),
  )?.email;
  if (to === undefined) return kept;
  mailer.send({ ...compose("sealed-waits", {}), to, name: senderName, replyTo: to });
  return { ...kept, withheldTold: today };
}
