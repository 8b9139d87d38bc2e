/** Who is asked next about a case when the one before has not answered. People by role; absences of today count. */
import type { Directory, PersonRole } from "../directory/directory";
import { type Recipients, recipients } from "../directory/find";
import type { ZoneOffset } from "../register/local-time";
import type { CaseRow } from "../register/tabs";
import type { RegisterName } from "../workspace";

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

/** A step that was taken: who was asked, and when (milliseconds UTC). */
export interface Told {
  readonly to: PersonRole;
  readonly at: number;
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
