/** Reports that the account at work must not take in (they may name it): left in the Form for another account, and told of when none comes. */
import { senderName } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import { recipients } from "../directory/find";
import { readReport } from "../intake/read-response";
import type { FormResponse } from "../intake/report";
import { isBarred, registerOf } from "../intake/route";
import { compose } from "../messages/compose";
import { startOfDay } from "../register/local-time";
import type { MemoryKey, Workspace } from "../workspace";
import { installersIn, lastRun } from "./installers";
import { reportRegisters } from "./report-registers";

const minute = 60_000;
/** A response may show up in the list a little after its own time. */
const overlap = 10 * minute;
const patience = 60 * minute;

type Remembered = Readonly<Partial<Record<MemoryKey, string>>>;

/** Those of the responses that this account must not take in. */
export function withheldFrom(
  { clock, identity }: Workspace,
  listed: readonly FormResponse[],
  directory: Directory,
): readonly FormResponse[] {
  const me = identity.runningAs();
  if (!reportRegisters.some((name) => isBarred(name, directory, me))) return [];
  return listed.filter((one) => isBarred(registerOf(readReport(one, clock)), directory, me));
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
): Remembered {
  const { memory, clock, mailer, identity } = workspace;
  const full = lastFullRun(workspace, directory);
  const since = Number.parseInt(memory.get("withheldSince") ?? "0", 10);
  const fresh = withheld.map((one) => one.receivedAt).filter((at) => at > full - overlap);
  const oldest = since > 0 ? since : fresh.length > 0 ? Math.min(...fresh) : 0;
  if (oldest === 0) return {};
  const me = identity.runningAs();
  const kept: Remembered = since > 0 ? {} : { withheldSince: `${oldest} ${me}` };
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
