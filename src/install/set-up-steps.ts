/** Set up: makes or repairs registers, Form, access and triggers, in steps. It can be run again at any time and after any failure. */
import { accessTables, refusedInAny } from "../access/access-not-given-yet";
import { mustBeLetIn, otherAccountsAtWork } from "../access/accounts-at-work";
import { joinsAlone, keepConfirmations } from "../access/confirm-leads-and-accounts";
import { listAccount, mayWriteRegisters, remakeTriggers } from "../access/join-accounts";
import { applyAccess, planAccess, setEditors } from "../access/match-editors-to-contacts";
import { madeByPerson } from "../access/silent-triggers";
import { alignProtections, whoMayOpen } from "../access/who-may-open";
import { orElse } from "../attempt";
import { giveBlock } from "../case/facts/case-reference";
import { viewsToHave } from "../case/tabs/views-of-cases";
import { domainOf } from "../district/addresses";
import { makeEducationRows } from "../district/directory/education-rows";
import { problemRequests, problemUpdates } from "../district/directory/problem-cells";
import {
  directoryIn,
  directoryRequests,
  readDirectory,
} from "../district/directory/read-directory";
import { districtTabs } from "../district/district-tabs";
import { settingDefinitions } from "../district/settings";
import type { Directory } from "../district-directory";
import { AppError, isDefect, TroubleError } from "../errors";
import { summaryRequests } from "../figures/summary-tab";
import { addResponders, buildForm } from "../form/build-form";
import { updateGaps } from "../form/missing-questions";
import { shareIndex } from "../intake/index-of-cases";
import { runLocked } from "../lock";
import type { RegisterName } from "../ports";
import type { Tab, TabId } from "../register/columns";
import { type Contents, type Difference, ensure, type Layout } from "../register/layout/ensure";
import { dimensionLook } from "../register/layout/tab-layout";
import { rowsOf } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import {
  fileMade,
  isOfSchools,
  kindOf,
  packOfDesk,
  registerId,
  registerIds,
  registersOf,
  rememberedOf,
  rememberRegister,
  schoolRegisters,
  schoolRegistersUpTo,
  tabsOf,
} from "../registers/kinds";
import { type HourlyRead, openRegister, registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { contentsRequests } from "../sealed/remember-who-is-kept-out";
import { emptyContents, roleOfAccount } from "../sealed/who-reads-sealed-registers";
import { isWritten } from "../text";
import { dateText } from "../time";
import { guideContents } from "./guide-tab";
import { rowsMissing } from "./missing-rows";

/**
 * The steps in order, for a dialog that runs one at a time: those that make the registers, and those that work in them. Each takes the lock,
 * and can be repeated once those before it have run. `title`: what the dialog says is being done. Throws "busy" if another run holds the
 * lock, and what Google throws.
 */
export function setUpSteps() {
  const step = (title: string, work: (run: Run) => unknown) => ({
    title,
    run: (run: Run) => void runLocked(run, () => work(run)),
  });
  return {
    registers: [
      step("Checking that Google's services are on", askServices),
      step("Making the registers", makeRegisters),
    ],
    inRegisters: workInRegisters.map(([title, work]) => step(title, (run) => ifLetIn(run, work))),
  };
}

/** What is done in the registers, with its title. */
const workInRegisters = [
  ["Putting the questions into the Form", makeForm],
  ["Letting in the people whom Contacts names", makeAccess],
  ["Starting the clock and the triggers", makeTriggers],
] as const;

/** Does `work`, unless another account has to let this one in first. */
function ifLetIn(run: Run, work: (run: Run) => void): void {
  if (mayWriteRegisters(run, ["main"])) work(run);
}

/** The first step: throws a `TroubleError` of kind "service-off" or "permission" before anything is made. */
function askServices({ services }: Run): void {
  const [first, ...others] = services.off();
  if (first !== undefined) {
    throw new TroubleError({ kind: "service-off", services: [first, ...others] });
  }
  // If the person left a permission unticked, Google may neither ask for it again nor report it.
  const without = services.notGiven();
  if (without.length > 0) throw new TroubleError({ kind: "permission", without });
}

/**
 * Does all steps under one lock. Returns what the page says of it: the tabs that someone had deleted (`lost`; null: this account is not let
 * into the registers yet, so it was put on the list and nothing else was changed), and the other accounts that run the system. Throws "busy" if another run holds it, a `TroubleError` of kind "service-off" or "permission", and what
 * Google throws.
 */
export function setUp(run: Run) {
  return runLocked(run, () => {
    askServices(run);
    const lost = makeRegisters(run);
    for (const [, work] of workInRegisters) ifLetIn(run, work);
    return { lost, others: installerList(run) };
  });
}

/** Throws "named-account" if Contacts names this account: a report may be about the person who holds it (design 2.11). */
function refuseNamedAccount({ identity }: Run, directory: Directory): void {
  if (roleOfAccount(directory, identity.runningAs()) !== null) throw new AppError("named-account");
}

/**
 * Makes or completes the registers. Returns the tabs that were missing; null if this account is not let in yet. Throws "no-access" if no
 * other account could let it in, since this one must not make a second set of registers.
 */
function makeRegisters(run: Run): readonly TabId[] | null {
  const { identity, clock, memory } = run;
  const installer = identity.runningAs();
  if (installer === "") throw new TroubleError({ kind: "permission", without: [] });
  const { main: known } = memory.get("registers");
  if (known !== undefined) {
    const read = () => directoryIn(openRegister(run, known).load(directoryRequests), run);
    const there = orElse<Directory | null>(read, (error) => {
      // A tab may be missing that Set up is about to make again.
      if (isDefect(error)) throw error;
      return null;
    });
    if (there !== null) refuseNamedAccount(run, there);
    const isBarred = mustBeLetIn(memory, installer) && mayWriteRegisters(run);
    if (isBarred && (there === null || !joinsAlone(run, there)))
      throw new AppError("not-confirmed");
  }
  // Where no register is known, this continues a set-up that was cut off before reports could come in.
  if (!mayWriteRegisters(run)) {
    // Another account has to let this one in. It is put on the list and gets the triggers that it can have.
    listAccount(run);
    // Makes all steps of the clock due now, since they let accounts in.
    memory.set("clock", { steps: {} });
    remakeTriggers(run.triggers, []);
    if (installerList(run).length === 0) throw new AppError("no-access");
    return null;
  }
  const main = createRegister(run, "main");
  // The other registers may not exist yet.
  const register = openRegister(run, main.id);
  const reads = [...directoryRequests, ...problemRequests()];
  let snapshot = register.load(reads);
  // If Settings names no domain, the domain of this account is taken as the district's.
  const value = domainOf(installer);
  const domains = rowsOf(snapshot, "settings").find(({ key }) => key === "domains");
  if (value !== "" && domains !== undefined && !isWritten(domains.values.value ?? null)) {
    const update = [{ tab: "settings", key: "domains", values: { value } }] as const;
    register.commit({ ...noChange, update }, snapshot);
    snapshot = register.load(reads);
  }
  const directory = directoryIn(snapshot, run);
  nameProblems(run, { register, snapshot }, directory);
  // Rewrites the protocol's words if the register was made for another protocol than the one named in Settings.
  const before = packOfDesk(memory);
  memory.set("district", { protocol: directory.pack.id });
  if (before.id !== directory.pack.id) createRegister(run, "main");
  const lost = registersOf(memory).flatMap((name) => {
    const { remade } = kindOf(name).hasDirectory ? main : createRegister(run, name);
    pace(run, name);
    if (remade.length === 0) return [];
    // Tells people about tabs that someone had deleted. What the clock had seen of the register before no longer applies.
    memory.set("sweep", { all: 0 });
    rememberedOf(run, name, "clock").set({ clock: { seen: null } });
    const opened = registerNamed(run, name);
    const read = { register: opened, snapshot: opened.load(contentsRequests(run, name)) };
    const id = `rows-missing ${clock.now().toString(36)}`;
    const watched = { run: runAsRead(run, { register: name, directory }), name, read };
    // The clock sends it, since no email is sent under the lock.
    opened.commit(rowsMissing(watched, id, { tabs: remade, dangers: [] }), read.snapshot);
    return remade;
  });
  // Comes last, once every register has today's layout.
  makeEducationRows(run, register, directory);
  return lost;
}

/**
 * Makes the registers that Schools name and that have no file yet, and lets in who works there, before they are used: from then on reports
 * of these schools go there (design 2.22). Also shows the columns about it. Not during a roll-over, which replaces a known list of files.
 */
function makeSchoolRegisters(
  run: Run,
  { register: main, snapshot: { tabs: read } }: HourlyRead,
  directory: Directory,
): void {
  const { memory, spreadsheets, access, clock } = run;
  const schools = directory.schools.map((one) => ({ ...one, register: one.registerNamed }));
  const wanted = [...new Set(schools.map(({ register }) => register))].filter(isOfSchools);
  if (wanted.length === 0) return;
  const shown = (["schools", "contacts"] as const).flatMap((tab) => {
    const at = read.get(tab)?.positions.get(tab === "schools" ? "register" : "allSchools");
    const { sheetId } = districtTabs[tab];
    return at === undefined ? [] : [dimensionLook(sheetId, "COLUMNS", at, { hiddenByUser: false })];
  });
  if (shown.length > 0) spreadsheets.batchUpdate(main.id, shown);
  const there = schoolRegisters(memory);
  const isRolling = memory.get("rollOver").now !== null;
  const made = wanted
    .filter((name) => !isRolling && !there.includes(name))
    .slice(0, Math.max(0, schoolRegistersUpTo - there.length));
  for (const name of made) {
    pace(run, name, made.length);
    const id = fileMade(run, name, kindOf(name).fileName);
    ensure(run, id, layoutOf(run, name));
    const looked = runAsRead(run, { register: name, directory: { ...directory, schools } });
    const { all } = whoMayOpen(looked, name, emptyContents);
    const { error } = applyAccess(run, id, planAccess(run, id, access.editors(id), all));
    if (error !== null) throw error;
    giveBlock(run, name, dateText(clock.now(), clock).slice(2, 4));
    rememberRegister(memory, name, id);
  }
}

/** With more registers of schools than this, Set up works more slowly. */
const quickUpTo = 4;
/** Milliseconds. */
const between = 5_000;

/**
 * Waits before the next of many registers of schools: Google lets an account read 60 times a minute, and Set up reads each register a few
 * times. It is the one place that waits under the lock; a report that comes meanwhile waits in the Form for the clock. `more`: how many are
 * being made.
 */
function pace({ clock, memory }: Run, name: RegisterName, more = 0): void {
  if (isOfSchools(name) && schoolRegisters(memory).length + more > quickUpTo) clock.sleep(between);
}

/** Writes beside each row of Contacts, Schools and Settings what must be corrected there. One call if a text has changed. */
export function nameProblems(run: Run, read: HourlyRead, directory: Directory): void {
  const { register, snapshot } = read;
  const update = problemUpdates(snapshot, directory, refusedInAny(accessTables(run)));
  register.commit({ ...noChange, update }, snapshot);
}

function makeForm(run: Run): void {
  const { memory, clock, form } = run;
  const directory = readDirectory(run);
  const changes = buildForm(run, directory);
  // From now on the Form asks all questions again. Responses that came in since the clock last looked may lack some.
  const before = memory.get("formGaps");
  const now = clock.now();
  const swept = memory.get("sweep").since;
  const missing = changes.flatMap(({ what, of }) => (what === "adopt" ? [] : [of]));
  const reworded = changes.flatMap(({ what, of }) => (what === "repair" ? [of] : []));
  const known = swept === 0 ? before : updateGaps(before, { missing, reworded }, swept, now);
  memory.set("formGaps", updateGaps(known, { missing: [], reworded: [] }, now, now));
  addResponders(form, directory.settings.responders);
}

function makeAccess(run: Run): void {
  const { access, memory, spreadsheets } = run;
  const register = registerNamed(run, "main");
  const snapshot = register.load([...directoryRequests, ...problemRequests()]);
  const read = { register, snapshot };
  const before = directoryIn(snapshot, run);
  refuseNamedAccount(run, before);
  keepConfirmations(run, read, null);
  makeSchoolRegisters(run, read, before);
  // Confirmations and registers may have been added.
  const directory = directoryIn(snapshot, run);
  const looked = runAsRead(run, { directory });
  for (const name of registersOf(memory)) {
    const id = registerId(memory, name);
    pace(run, name);
    // Done here so that no other account has to share the file: only its owner can.
    const held = setEditors(looked, id, name);
    const structure = spreadsheets.structure(id);
    alignProtections(looked, name, structure, { held, again: true });
    if (access.sharing(id).mayShareOn) access.keepToOwner(id);
  }
  if (schoolRegisters(memory).length > 0) shareIndex(looked);
  nameProblems(run, read, directory);
}

function makeTriggers(run: Run): void {
  const { memory, triggers, identity, form, clock } = run;
  const me = identity.runningAs();
  remakeTriggers(triggers, registerIds(memory));
  listAccount(run);
  memory.setAll(
    { form: { id: form.id() } },
    { account: { [me]: { ran: clock.now(), stopping: 0 } }, firing: { [me]: madeByPerson } },
  );
}

function installerList({ memory, identity, clock }: Run): readonly string[] {
  return otherAccountsAtWork(memory, identity.runningAs(), clock.now());
}

// How a register should be, and how one is made.

/**
 * How a register should be. A protection that is missing is made so that this account may edit what it protects. `tabs`: its tabs, if they
 * differ from those of its kind.
 */
export function layoutOf(
  { memory, identity, tabs: all }: Run,
  name: RegisterName,
  tabs: readonly Tab[] = tabsOf(all, name),
): Layout {
  const pack = packOfDesk(memory);
  const summary = {
    ...{ pack, hasYear: kindOf(name).hasDirectory },
    hasContacts: tabs.some(({ id }) => id === "contacts"),
    hasSchools: kindOf(name).hasDirectory && schoolRegisters(memory).length > 0,
  };
  const contents: Contents = {
    settings: ({ rows, addedKeys, append }) => {
      // Without their keys we cannot tell which settings are missing.
      if (addedKeys.includes("setting")) return [];
      const known = new Set(rows?.map(({ key }) => key));
      const missing = settingDefinitions().filter(({ key }) => !known.has(key));
      // The protocol is the one that the system uses, also where Settings had to be made again.
      return append(
        missing.map(({ key: setting, default: value, meaning, allowed }) => ({
          ...{ setting, value: setting === "protocol" ? pack.id : value, meaning, allowed },
        })),
      );
    },
    guide: guideContents(pack),
    summary: (found) => summaryRequests(found, summary),
  };
  const editors = { installers: [identity.runningAs()], leads: [] };
  return { tabs, pack, editors, contents, views: viewsToHave };
}

/**
 * Completes the register with this name: the file whose id is remembered; otherwise the oldest file with the register's mark; otherwise a
 * new private file. The id is remembered before anything is written into the file. Returns the id and what the file lacked.
 */
export function createRegister(run: Run, name: RegisterName): Difference & { readonly id: string } {
  const { memory } = run;
  const remembered = memory.get("registers")[name];
  const id = remembered || fileMade(run, name, kindOf(name).fileName);
  if (remembered === undefined) rememberRegister(memory, name, id);
  return { id, ...ensure(run, id, layoutOf(run, name)) };
}
