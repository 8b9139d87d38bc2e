/** Who is told while a register is out of reach: by mail past the register, at addresses remembered while it could be read. */
import { reportAgencies } from "../case/facts";
import { fileLink, responsesLink } from "../case/reference";
import type { Directory } from "../district/district";
import { callBook } from "../district/find";
import {
  excludedBy,
  type Involved,
  involvedKinds,
  readerAtHand,
  sealedRegisters,
  toldWithoutContent,
} from "../district/sealed";
import { settingDefaults } from "../district/settings";
import type { Trouble } from "../errors";
import { jsonRecord, textsIn } from "../json";
import { compose } from "../mail/compose";
import type { Message } from "../mail/letter";
import { orEmpty, orNone, orZero } from "../missing";
import { senderName } from "../outbox/deliver";
import type { Memory, MemoryKey, Workspace } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { packOfDesk, reportRegisterIds } from "../register/which";
import { hourMs, minuteMs } from "../time";

/** A sealed report goes by whom it says may be involved: which reader's file it is for depends on Contacts. */
export type Route = "main" | Involved;

/** A report that is in the Form and in no register. */
export interface Waiting {
  readonly route: Route;
  /** Milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** What keeps it out. */
  readonly trouble: Trouble;
}

type Remembered = Readonly<Partial<Record<MemoryKey, string>>>;

/** By the third clock run that fails. */
const unreachableAfter = 9 * minuteMs;
/** A property holds 9 KB. */
const addressesUpTo = 40;

const unknown: Trouble = { kind: "outage", ofRegisters: false };

const routes: readonly Route[] = ["main", ...involvedKinds];

/**
 * Leads and admins; of a sealed report its reader alone, else those who are told that it waits. Its school is not known then: no school's
 * contact is told of one that may be about a contact.
 */
function toTell(route: Route, directory: Directory, now: number): readonly string[] {
  if (route === "main") {
    const leads = directory.people.filter(({ role }) => !/contact$/.test(role));
    return [...new Set(leads.map(({ email }) => email))];
  }
  const excluded = excludedBy(route, directory, null);
  const [reader] = sealedRegisters.flatMap((name) =>
    orNone(readerAtHand(name, directory, excluded, now)?.email),
  );
  return reader === undefined ? toldWithoutContent(directory, excluded, null, now) : [reader];
}

function addressees({ memory, identity }: Workspace, route: Route): readonly string[] {
  const kept = jsonRecord(memory.get("tellInOutage"))[route];
  const known = textsIn(kept);
  return known.length === 0 && route === "main" ? [identity.runningAs()] : known;
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

/** Past every register. Answers go to nobody else: a report may name any of them. Returns those whom it did not reach. */
export function sendPast(
  { mailer }: Workspace,
  to: readonly string[],
  write: (address: string) => Message,
): readonly string[] {
  return to.filter((address) => {
    try {
      mailer.send({ ...write(address), to: address, name: senderName, replyTo: address });
      return false;
    } catch {
      return true;
    }
  });
}

/** Where nothing of the district can be read. */
function withoutDistrict(pack: ProtocolPack): Directory {
  return {
    people: [],
    administrators: [],
    agencies: [],
    liaisons: [],
    schools: [],
    settings: settingDefaults,
    pack,
    problems: [],
  };
}

/**
 * Tells that reports wait in the Form: each at most once an hour, and again only for a report that came since. Never throws. Sends: not to
 * be called under the lock.
 */
export function tellWaiting(workspace: Workspace, waiting: readonly Waiting[]): void {
  const { memory, clock } = workspace;
  const outage = outageIn(memory);
  const now = clock.now();
  const reports = new Map<string, { readonly count: number; readonly trouble: Trouble }>();
  for (const { route, receivedAt, trouble } of waiting) {
    for (const address of addressees(workspace, route)) {
      const last = orZero(outage.mailed[address]);
      if (receivedAt > last && now - last >= hourMs) {
        const known = reports.get(address);
        reports.set(address, {
          count: orZero(known?.count) + 1,
          // The one that does not pass by itself.
          trouble: known === undefined || trouble.kind === "defect" ? trouble : known.trouble,
        });
      }
    }
  }
  const to = [...reports.keys()];
  if (to.length === 0) return;
  const mailed = { ...outage.mailed };
  for (const address of to) mailed[address] = now;
  const isSaved = save(memory, { ...outage, mailed });
  // Where nothing can be remembered, only the run of the report itself tells of it.
  if (!isSaved && waiting.every(({ receivedAt }) => now - receivedAt > 4 * minuteMs)) return;
  const responses = responsesLink(memory.get("formId"));
  const pack = packOfDesk(memory);
  const calls = reportAgencies(pack, callBook(withoutDistrict(pack), null, pack));
  const missed = sendPast(workspace, to, (address) => {
    const { count = 1, trouble = unknown } = reports.get(address) || {};
    return compose("report-waiting", { several: count > 1, calls, responses, trouble });
  });
  for (const address of missed) delete mailed[address];
  if (missed.length > 0) save(memory, { ...outage, mailed });
}

/** A clock run could not read the main register: at the third one leads and admins are told why, once an outage. Never throws. */
export function noteUnreadable(
  workspace: Workspace,
  waiting: readonly Waiting[],
  trouble: Trouble,
): void {
  const { memory, clock } = workspace;
  const now = clock.now();
  const outage = outageIn(memory);
  if (outage.since === 0) save(memory, { ...outage, since: now });
  if (now - (outage.since || now) < unreachableAfter) return;
  if (outage.told === 0 && save(memory, { ...outage, told: now })) {
    const { main } = reportRegisterIds(memory);
    const register = fileLink(main);
    const to = addressees(workspace, "main");
    const missed = sendPast(workspace, to, () =>
      compose("register-unreachable", { register, trouble }),
    );
    if (missed.length === to.length) save(memory, outage);
  }
  tellWaiting(workspace, waiting);
}

/**
 * What a clock run that could read the main register remembers: whom to tell when it no longer can, and that an outage is over, entirely so
 * when all that waited was taken in. Only what has changed.
 */
export function readable(
  { memory, clock }: Workspace,
  directory: Directory,
  isSwept: boolean,
): Remembered {
  const now = clock.now();
  const tellInOutage = JSON.stringify(
    Object.fromEntries(
      routes.map((one) => [one, toTell(one, directory, now).slice(0, addressesUpTo)]),
    ),
  );
  const protocol = directory.pack.id;
  const outage = isSwept ? "" : JSON.stringify({ mailed: outageIn(memory).mailed });
  return {
    ...(memory.get("tellInOutage") === tellInOutage ? {} : { tellInOutage }),
    ...(memory.get("protocol") === protocol ? {} : { protocol }),
    ...(orEmpty(memory.get("outage")) === "" ? {} : { outage }),
  };
}
