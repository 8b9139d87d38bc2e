/**
 * Who may open which register (design 2.11), from Contacts, from what the register holds, and from the accounts that run the system. Also
 * who is told about access, and the editors of protections, so that people can write only what is theirs.
 */

import { whyNot } from "../attempt";
import type { Refused } from "../district/directory/problem-cells";
import { isContactRole, isLeadRole, type Person } from "../district-directory";
import type { Refusal } from "../errors";
import { union } from "../lists";
import { type FindingFor, tellDesk } from "../outbox/deliver-messages";
import type { BatchRequest, RegisterName, SpreadsheetStructure } from "../ports";
import { type Editors, editorRequests, outdatedProtections } from "../register/layout/protections";
import { isSealedRegister, kindOf, registerId, rememberedOf } from "../registers/kinds";
import type { HourlyRead } from "../registers/open-register";
import type { Run } from "../run";
import {
  directoryFor,
  emptyContents,
  type RegisterContents,
  readersOfRegister,
} from "../sealed/who-reads-sealed-registers";
import { dayMs } from "../time";
import { isGoogleRefusal, withAnswers } from "./access-not-given-yet";
import { installersOf, otherAccountsAtWork } from "./accounts-at-work";

/**
 * Who may open a register: staff named in Contacts whom the lead has ticked, and the accounts that run the system. The directory has
 * already left out agencies, unticked rows, addresses outside the district's domains, and student accounts. A sealed register opens to its
 * audience alone, never to someone whom one of its cases excludes (`held`). Returns addresses in lower case. `all`: who may open the file
 * besides its owner; `people`: those named in Contacts; `installers`: accounts that run the system and may write everything; `leads`: who
 * may fill in the columns of leads and admins, if they may open the file.
 */
export function whoMayOpen(run: Run, name: RegisterName, held: RegisterContents) {
  const { directory } = run;
  const installers = installersOf(run);
  const waits = ({ email, role }: Person) => isLeadRole(role) && directory.unconfirmed.has(email);
  const readers = directoryFor(name, directory, held).people;
  const ticked = readers.filter((one) => one.mayOpen && !waits(one));
  const people = [...new Set(ticked.map(({ email }) => email))];
  const leads = (kindOf(name).isOrdinary ? readers : directory.people)
    .filter((one) => one.mayOpen && !isContactRole(one.role) && !waits(one))
    .map(({ email }) => email)
    .filter((email) => !held.excluded.has(email));
  return { all: union(people, installers), people, installers, leads };
}

// Who is told.

/**
 * Who is told about a register: leads and admins. About a sealed one only its audience, since no one else may know that it is in use. If
 * there is no such person, the account of this run, unless a case excludes that account too. `held`: what the register holds.
 */
export function recipientsOfRegisterNotice(
  { directory, identity }: Run,
  name: RegisterName = "main",
  held = emptyContents,
): readonly string[] {
  const people = !isSealedRegister(name)
    ? directory.people.filter(({ role }) => role === "district-lead" || role === "district-admin")
    : readersOfRegister(name, directory, held);
  const all = new Set(people.map(({ email }) => email));
  const me = identity.runningAs();
  if (all.size > 0) return [...all];
  return held.excluded.has(me) ? [] : [me];
}

/** Sends a notice to leads and admins; `found` is as in `tellDesk`. */
export function tellLeads(run: Run, read: HourlyRead, found: Omit<FindingFor, "to">): void {
  tellDesk(run, read, { ...found, to: recipientsOfRegisterNotice(run) });
}

// Editors of protections.

const nobody: Refused = new Map();

/**
 * Gives protections their editors, and sends the requests `others` in the same write. Google refuses a whole batch because of one editor.
 * If it does, the addresses are tried one by one, after those of `sure` (accounts that run the system, which Google accepts); the ones that
 * Google refuses are left out and returned. `others` come last: they may change open ranges, which the editors are sent with. One call if
 * Google refuses no one, none if there is nothing to do. Throws what Google throws, except a refusal of one address.
 */
export function giveEditors(
  { spreadsheets, access }: Run,
  { id, structure }: { readonly id: string; readonly structure: SpreadsheetStructure },
  editors: Editors,
  { sure, others }: { readonly sure: readonly string[]; readonly others: readonly BatchRequest[] },
): Refused {
  const outdated = outdatedProtections(structure, editors, () => access.owner(id));
  const requests = [...editorRequests(outdated, editors), ...others];
  if (requests.length === 0) return nobody;
  const whole = whyNot(() => spreadsheets.batchUpdate(id, requests));
  if (whole === null) return nobody;
  if (outdated.length === 0) throw whole;
  const put = (who: readonly string[]) => {
    const some = (all: readonly string[]) => all.filter((address) => who.includes(address));
    const narrowed = { installers: some(editors.installers), leads: some(editors.leads) };
    spreadsheets.batchUpdate(id, editorRequests(outdated, narrowed));
  };
  const all = union(editors.installers, editors.leads);
  const accepted = all.filter((address) => sure.includes(address));
  const refused = new Map<string, Refusal>();
  try {
    // If Google refuses these too, the refusal is not about one address, and is thrown.
    put(accepted);
    for (const address of all) {
      if (accepted.includes(address)) continue;
      const one = whyNot(() => put([...accepted, address]));
      if (one === null) accepted.push(address);
      else refused.set(address, one.why);
    }
  } finally {
    if (others.length > 0) spreadsheets.batchUpdate(id, others);
  }
  return refused;
}

interface Aligning {
  readonly held: RegisterContents;
  /** Also tries addresses that Google refused lately, because a person asked. */
  readonly again?: boolean;
  /** Sent in the same write. */
  readonly others?: readonly BatchRequest[];
  /** The file, if it is not the register yet. */
  readonly id?: string;
}

/**
 * Gives a register's protections the editors that they should have by the run's directory. One call if there is something to do. Addresses
 * that Google refuses are left out, and remembered for the main register. Throws what Google throws, except a refusal of one address.
 */
export function alignProtections(
  run: Run,
  name: RegisterName,
  structure: SpreadsheetStructure,
  { held, again = false, others = [], id = registerId(run.memory, name) }: Aligning,
): void {
  const { memory, identity, clock } = run;
  const me = identity.runningAs();
  const now = clock.now();
  const known = rememberedOf(run, name, "access");
  const table = known.get();
  const { installers, leads } = whoMayOpen(run, name, held);
  // Left out: people whom Google refuses for the file, and for a day, or until a person asks, those whom only a protection refuses.
  const out = union(installers, leads).filter((who) => {
    const row = table[who];
    if (who === me || row === undefined || !isGoogleRefusal(row.seen)) return false;
    return row.where === "file" || (!again && now - row.at < dayMs);
  });
  const but = (some: readonly string[]) => some.filter((who) => !out.includes(who));
  const editors = { installers: but(installers), leads: but(leads) };
  const sure = [me, ...otherAccountsAtWork(memory, me, now)];
  const refused = giveEditors(run, { id, structure }, editors, { sure, others });
  if (!kindOf(name).isOrdinary) return;
  const left = Object.entries(table).filter(
    ([who, { where }]) => where === "file" || out.includes(who) || refused.has(who),
  );
  const access = withAnswers(Object.fromEntries(left), refused, now, "protection");
  known.set({ access });
}
