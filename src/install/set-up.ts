/** Set-up: makes or repairs registers, Form, access and triggers, in steps. Safe to run again at any time and after any failure. */

import { whyRefused } from "../access/access-table";
import { listAccount, mayWriteRegisters, remakeTriggers } from "../access/join-accounts";
import { setEditors } from "../access/register-access";
import { madeByPerson, otherAccountsAtWork } from "../access/running-accounts";
import { alignProtections } from "../access/who-may-open";
import { orElse } from "../attempt";
import { contentsRequests } from "../case/assignment/excluded-people";
import { makeEducationRows } from "../district/directory/education-rows";
import { problemRequests, problemUpdates } from "../district/directory/problem-cells";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import type { Directory } from "../district/district";
import { domainOf } from "../district/district";
import { roleOfAccount } from "../district/sealed-readers";
import { AppError, isDefect, TroubleError } from "../errors";
import { addResponders, buildForm, type FormReport } from "../form/build-form";
import { updateGaps } from "../form/missing-questions";
import { runLocked } from "../lock";
import { type RegisterName, registerNames } from "../ports";
import { noChange } from "../register/change";
import type { Difference } from "../register/layout/ensure";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { openRegister, type Register, registerNamed } from "../register/register";
import {
  packOfDesk,
  readRegisterIds,
  refuseOtherForm,
  rememberedOf,
  reportRegisterIds,
} from "../register/register-kinds";
import { lookAt, type Run } from "../run";
import { isWritten } from "../text";
import { createRegister } from "./make-register";
import { rowsMissing } from "./missing-rows";

/** What set-up did, for the words that the admin reads. Each step fills in its own members. */
export interface SetUpReport {
  readonly registers: readonly Difference[];
  /** This account is not let into the registers yet. It was put on the list, and set-up changed nothing else. */
  readonly asking: boolean;
  /** Addresses of the other accounts that run the system. */
  readonly others: readonly string[];
}

/** One step of set-up. Safe to repeat; the steps before it must have run. `title` says in the dialog what is being done. */
export interface SetUpStep {
  readonly id: "services" | "registers" | "form" | "access" | "triggers";
  readonly title: string;
  /** Takes the lock. Throws "busy" where another run holds it, "other-form" on a copy of the Form, and what Google throws. */
  run(run: Run): Partial<SetUpReport>;
}

const works: readonly SetUpStep[] = [
  { id: "services", title: "Checking that Google's services are on", run: askServices },
  { id: "registers", title: "Making the registers", run: makeRegisters },
  { id: "form", title: "Putting the questions into the Form", run: makeForm },
  { id: "access", title: "Letting in the people whom Contacts names", run: makeAccess },
  { id: "triggers", title: "Starting the clock and the triggers", run: makeTriggers },
];

/** First step: throws a `TroubleError` of kind "service-off" or "permission" before anything is made. */
function askServices({ services }: Run): Partial<SetUpReport> {
  const [first, ...others] = services.off();
  if (first !== undefined) {
    throw new TroubleError({ kind: "service-off", services: [first, ...others] });
  }
  // Google may never have asked for a permission that the person left unticked, and may not report it either.
  const without = services.notGiven();
  if (without.length > 0) throw new TroubleError({ kind: "permission", without });
  return {};
}

function lockedHere<T>(run: Run, work: () => T): T {
  refuseOtherForm(run);
  return runLocked(run, work);
}

/** The steps in order, for a dialog that runs one step at a time. */
export const setUpSteps = (): readonly SetUpStep[] =>
  works.map((one) => ({ ...one, run: (run) => lockedHere(run, () => one.run(run)) }));

/**
 * All steps under one lock. Throws "busy" where another run holds it, "other-form" on a copy of the Form, a `TroubleError` of kind
 * "service-off" or "permission", and what Google throws.
 */
export function setUp(run: Run): Partial<SetUpReport> {
  return lockedHere(run, () => {
    const report: Partial<SetUpReport> = {};
    for (const one of works) Object.assign(report, one.run(run));
    return report;
  });
}

function directoryOf(
  { spreadsheets, clock, memory }: Run,
  id = reportRegisterIds(memory).main,
): Directory {
  const main = openRegister({ spreadsheets, clock }, id);
  return directoryIn(main.load(directoryRequests), clock);
}

/** The directory; null where it cannot be read, because a tab is missing that set-up is about to put back. */
function readableDirectory(run: Run, id: string): Directory | null {
  return orElse<Directory | null>(
    () => directoryOf(run, id),
    (error) => {
      if (isDefect(error)) throw error;
      return null;
    },
  );
}

/** Whether this account waits until another one lets it in. Set-up then changes nothing. One call. */
const waits = (run: Run): boolean => !mayWriteRegisters(run, ["main"]);

/**
 * Whether this account may set up. One that is not let in yet is put on the list, gets what triggers it can have, and may
 * not. Throws "no-access" where no other account could let it in, since it must not make a second set of registers.
 */
function isLetIn(run: Run): boolean {
  // A set-up that was cut off before reports could come in is continued.
  if (mayWriteRegisters(run)) return true;
  listAccount(run);
  // All steps are due at once: they let accounts in.
  run.memory.set("clock", { steps: {} });
  remakeTriggers(run.triggers, []);
  if (installerList(run).length === 0) throw new AppError("no-access");
  return false;
}

/**
 * Throws "named-account" where a report may be about the person who holds this account (design 2.11). No call where Contacts cannot be
 * read.
 */
function refuseNamedAccount(run: Run, directory: Directory | null): void {
  const account = run.identity.runningAs();
  if (directory !== null && roleOfAccount(directory, account) !== null) {
    throw new AppError("named-account");
  }
}

function makeRegisters(run: Run): Partial<SetUpReport> {
  const { identity, clock, memory } = run;
  const installer = identity.runningAs();
  if (installer === "") throw new TroubleError({ kind: "permission", without: [] });
  const { main: there } = readRegisterIds(memory);
  if (there !== undefined) refuseNamedAccount(run, readableDirectory(run, there));
  if (!isLetIn(run)) return { asking: true };
  const main = createRegister(run, "main", { installers: [installer], leads: [] });
  const register = openRegister(run, main.id);
  const snapshot = withDomain(register, domainOf(installer));
  const directory = directoryIn(snapshot, clock);
  nameProblems(run, register, snapshot, directory);
  takePack(run, directory);
  tellOfRemade(run, "main", main.ensured, directory);
  const others = registerNames.slice(1).map((name) => {
    const { ensured } = createRegister(run, name, { installers: [installer], leads: [] });
    tellOfRemade(run, name, ensured, directory);
    return ensured;
  });
  // Once every register is of today.
  makeEducationRows(run, register, directory);
  return { registers: [main.ensured, ...others] };
}

/** Reads the directory, with the domain of this account as the district's where Settings name none. */
function withDomain(register: Register, value: string): Snapshot {
  const reads = [...directoryRequests, ...problemRequests()];
  const read = register.load(reads);
  const domains = rowsOf(read, "settings").find(({ key }) => key === "domains");
  if (domains === undefined || value === "" || isWritten(domains.values.value ?? null)) return read;
  const update = [{ tab: "settings", key: "domains", values: { value } }] as const;
  register.commit({ ...noChange, update }, read);
  return register.load(reads);
}

/** Tells people of tabs that someone had deleted. What the clock has seen of the register is of before. */
function tellOfRemade(
  run: Run,
  name: RegisterName,
  { remade }: Difference,
  directory: Directory,
): void {
  if (remade.length === 0) return;
  const { clock, memory } = run;
  memory.set("sweep", { all: 0 });
  rememberedOf(run, name, "clock").set({ seen: null });
  const register = registerNamed(run, name);
  const snapshot = register.load(contentsRequests(name));
  const id = `rows-missing ${clock.now().toString(36)}`;
  const watched = {
    run: lookAt(run, { register: name, directory }),
    name,
    read: { register, snapshot },
  };
  // The clock sends it: no email goes out under the lock.
  register.commit(rowsMissing(watched, id, { tabs: remade, dangers: [] }), snapshot);
}

/** Writes beside each row of Contacts, Schools and Settings what is to be corrected there. One call where a text has changed. */
function nameProblems(
  { memory }: Run,
  register: Register,
  snapshot: Snapshot,
  directory: Directory,
): void {
  const update = problemUpdates(snapshot, directory, whyRefused(memory));
  register.commit({ ...noChange, update }, snapshot);
}

/** Puts the words of the protocol that Settings name into the registers, where they were made for another protocol. */
function takePack(run: Run, { pack }: Directory): void {
  const { memory } = run;
  const before = packOfDesk(memory);
  memory.set("district", { protocol: pack.id });
  if (before.id === pack.id) return;
  const installers = [run.identity.runningAs()];
  createRegister(run, "main", { installers, leads: [] });
}

function makeForm(run: Run): Partial<SetUpReport> {
  if (waits(run)) return {};
  const directory = directoryOf(run);
  endGaps(run, buildForm(run, directory));
  addResponders(run.form, directory.settings.responders);
  return {};
}

/**
 * Remembers that the Form asks all questions again, from now on. Responses that came since the clock last looked may have been asked less.
 * At most one call.
 */
function endGaps({ memory, clock }: Run, { added, repaired }: FormReport): void {
  const before = memory.get("formGaps");
  const now = clock.now();
  const swept = memory.get("sweep").since;
  const known = swept === 0 ? before : updateGaps(before, [...added, ...repaired], swept, now);
  memory.set("formGaps", updateGaps(known, [], now, now));
}

function makeAccess(run: Run): Partial<SetUpReport> {
  if (waits(run)) return {};
  const { access, clock, memory, spreadsheets } = run;
  const ids = reportRegisterIds(memory);
  const register = openRegister({ spreadsheets, clock }, ids.main);
  const snapshot = register.load([...directoryRequests, ...problemRequests()]);
  const directory = directoryIn(snapshot, clock);
  refuseNamedAccount(run, directory);
  const looked = lookAt(run, { directory });
  for (const name of registerNames) {
    // Shared now, so that no other account has to: only the owner can.
    const held = setEditors(looked, ids[name], name);
    const structure = spreadsheets.structure(ids[name]);
    alignProtections(looked, name, structure, { held, again: true });
    if (access.sharing(ids[name]).mayShareOn) access.keepToOwner(ids[name]);
  }
  nameProblems(run, register, snapshot, directory);
  return {};
}

function makeTriggers(run: Run): Partial<SetUpReport> {
  const { memory, triggers, identity, form, clock } = run;
  if (waits(run)) return { others: installerList(run) };
  const me = identity.runningAs();
  remakeTriggers(triggers, Object.values(reportRegisterIds(memory)));
  listAccount(run);
  memory.setAll(
    { form: { id: form.id() } },
    { account: { [me]: { ran: clock.now() } }, firing: { [me]: madeByPerson } },
  );
  return { others: installerList(run) };
}

function installerList({ memory, identity, clock }: Run): readonly string[] {
  return otherAccountsAtWork(memory, identity.runningAs(), clock.now());
}
