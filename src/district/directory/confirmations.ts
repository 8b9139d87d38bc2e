/**
 * Confirmations by somebody else (design 2.11): a new address of a lead or alternate lead reads no sealed register before one. Else a lead
 * whom a report names could write an address of their own into the alternate's row. Pure: what is kept is `confirmations` in the store.
 */

import { type Directory, isLeadRole, type LeadRole, type Person } from "../../district-directory";
import type { Kept } from "../../store/keys";
import { dayMs, minuteMs } from "../../time";

export type Confirmations = NonNullable<Kept["confirmations"]>;
type Waiting = Confirmations["waiting"][string];

/** Nothing is confirmed yet. */
export const noneConfirmed: Confirmations = { leads: {}, waiting: {}, admins: {}, accounts: {} };

/** Google does not say who typed. */
const unknown = "";

/** An edit event may come this many milliseconds after another run saw what was typed. */
const eventMayLag = 10 * minuteMs;

/** Someone whom Contacts no longer names stays confirmed this many milliseconds, so that a row that is mended needs no confirmation. */
const keptFor = dayMs;

const holdsLeadRole = (one: Person): one is Person & { readonly role: LeadRole } =>
  isLeadRole(one.role);

/** Everyone whom Contacts names counts as confirmed: for a system that is older than confirmations. */
export function allConfirmed({ people }: Pick<Directory, "people">): Confirmations {
  const leads = people
    .filter(holdsLeadRole)
    .map(({ email, role, mayOpen }) => [email, { role, mayOpen, goneAt: 0 }] as const);
  const admins = people
    .filter(({ role }) => role === "district-admin")
    .map(({ email, mayOpen: is }) => [email, { by: [], since: 0, wasTicked: is, isTicked: is }]);
  return {
    ...noneConfirmed,
    leads: Object.fromEntries(leads),
    admins: Object.fromEntries(admins),
  };
}

/** The directory with whom the confirmations leave waiting, and who reads until then. */
export function withConfirmations(directory: Directory, kept: Confirmations | null): Directory {
  if (kept === null) return directory;
  const now = directory.people.filter(holdsLeadRole);
  const isConfirmed = ({ email }: Person) => email in kept.leads;
  const unconfirmed = new Set(now.filter((one) => !isConfirmed(one)).map(({ email }) => email));
  const earlier = Object.entries(kept.leads).flatMap(([email, { role, mayOpen }]): Person[] => {
    const holders = now.filter((one) => one.role === role);
    const isGone = holders.every((one) => one.email !== email);
    if (!isGone || holders.length === 0 || holders.some(isConfirmed)) return [];
    const nothing = { school: null, name: "", phone: null, awayFrom: null, awayTo: null, row: 0 };
    return [{ ...nothing, role, email, mayOpen, allSchools: false, onDuty: "school-hours" }];
  });
  return { ...directory, unconfirmed, earlier };
}

/** An edit of Contacts, as an event told. `rows`: zero-based, the end not included. `who`: lower case; "" if Google does not say. */
export interface ContactsEdit {
  readonly who: string;
  readonly rows: readonly (readonly [number, number])[];
}

/** Why an address cannot be confirmed by this person; null if it can. `isOwner`: the person is signed in as the registers' owner. */
export function refusalToConfirm(
  kept: Confirmations,
  address: string,
  { who, isOwner }: { readonly who: string; readonly isOwner: boolean },
): string | null {
  const by = [kept.waiting[address], kept.admins[address]].flatMap((one) => one?.by ?? []);
  if (who === address) return "No one can confirm their own address.";
  if (by.includes(unknown) && !isOwner)
    return "Google did not say who typed this address. The account that owns the registers can confirm it here.";
  // The first lead and the first alternate of a district, whom its owner may have typed too.
  return by.includes(who) && !(isOwner && Object.keys(kept.leads).length === 0)
    ? "You typed this address, so someone else must confirm it."
    : null;
}

/** Confirms an address of Contacts that waits. It takes the place of those who had its role before. */
export function withConfirmed(kept: Confirmations, { people }: Directory, address: string) {
  const one = people.filter(holdsLeadRole).find(({ email }) => email === address);
  const { [address]: _now, ...waiting } = kept.waiting;
  if (one === undefined) return { ...kept, waiting };
  const stay = Object.entries(kept.leads).filter(
    ([, { role, goneAt }]) => role !== one.role || goneAt === 0,
  );
  const { role, mayOpen } = one;
  const leads = { ...Object.fromEntries(stay), [address]: { role, mayOpen, goneAt: 0 } };
  return { ...kept, leads, waiting };
}

/**
 * What to keep after a look at Contacts: who is new and who may have typed it, and whom a lead's tick in May open confirms. `edit`: what an
 * event told; null for a look of the clock, which confirms no one. `untick`: addresses of rows whose tick does not count, because whoever
 * typed the address set it, or because it was there before. `ticked`: whom a lead's tick was for. `now`: milliseconds UTC.
 */
export function afterLook(
  before: Confirmations | null,
  directory: Directory,
  edit: ContactsEdit | null,
  now: number,
): { kept: Confirmations; untick: readonly string[]; ticked: readonly string[] } {
  if (before === null) return { kept: allConfirmed(directory), untick: [], ticked: [] };
  let kept = before;
  const untick: string[] = [];
  const ticked: string[] = [];
  const { people } = directory;
  // A look may have read Contacts before an event told of a new address.
  const later = (all: Confirmations["waiting"]): Record<string, Waiting> =>
    Object.fromEntries(Object.entries(all).filter(([, { since }]) => since > now));
  const waiting = later(before.waiting);
  const admins = later(before.admins);
  const leadsAndAdmins = people.filter(
    (one) => isLeadRole(one.role) || one.role === "district-admin",
  );
  for (const one of leadsAndAdmins) {
    const { email, mayOpen, row } = one;
    const isLead = holdsLeadRole(one);
    if (isLead && email in kept.leads) continue;
    // An admin who becomes a lead is new as such.
    const [known, next] = isLead ? [before.waiting, waiting] : [before.admins, admins];
    const who = edit?.rows.some(([from, to]) => from < row && row <= to) === true ? edit.who : null;
    const seen = known[email];
    if (seen === undefined) {
      const by = [who ?? unknown];
      next[email] = { by, since: now, wasTicked: mayOpen, isTicked: mayOpen && who === null };
      if (isLead && mayOpen && who !== null) untick.push(email);
      continue;
    }
    next[email] = { ...seen, isTicked: mayOpen };
    if (who === null) continue;
    const isTick = mayOpen && !seen.isTicked;
    const isByLead = kept.leads[who]?.goneAt === 0;
    if (isTick && isByLead && refusalToConfirm(kept, email, { who, isOwner: false }) === null) {
      ticked.push(email);
      continue;
    }
    const isLate = !seen.by.includes(who) && now - seen.since < eventMayLag;
    const by = isLate ? [...seen.by, who] : seen.by;
    next[email] = { ...seen, by, isTicked: mayOpen && !(isTick && isLead) };
    if (isTick && isLead) untick.push(email);
  }
  kept = { ...kept, waiting, admins };
  for (const email of ticked) kept = withConfirmed(kept, directory, email);
  const left = Object.entries(kept.leads).flatMap(([email, lead]) => {
    const [own] = people.filter(holdsLeadRole).filter((one) => one.email === email);
    if (own !== undefined)
      return [[email, { role: own.role, mayOpen: own.mayOpen, goneAt: 0 }] as const];
    const goneAt = lead.goneAt || now;
    const isNeeded = withConfirmations(directory, kept).earlier.some((one) => one.email === email);
    return isNeeded || now - goneAt < keptFor ? [[email, { ...lead, goneAt }] as const] : [];
  });
  return { kept: { ...kept, leads: Object.fromEntries(left) }, untick, ticked };
}
