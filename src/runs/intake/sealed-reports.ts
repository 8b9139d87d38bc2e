/** Sealed reports (reports that may be about a contact, an administrator or a lead): into which register each goes (design 2.11). */
import { installersOf, mayRunDesk } from "../../access/running-accounts";
import { attempt, isDone, orElse, twice } from "../../attempt";
import { contentsOf, contentsRequests } from "../../case/assignment/excluded-people";
import type { Sealed } from "../../case/cells/cell-policy";
import type { CaseFile } from "../../case/facts/case-file";
import { caseIndexIn } from "../../case/lifecycle/match-report";
import { waitsForAnswer } from "../../case/reminders/case-asks";
import { openCaseRequests, typedBesideRequests } from "../../case/storage/open-cases";
import type { Person } from "../../district/district";
import {
  excludedByReport,
  type Involved,
  type RegisterContents,
  registerOfReport,
  type SealedFile,
  type SealedPlace,
  type SealedRegister,
  sealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import { once } from "../../lazy";
import { outboxRequests } from "../../letters/outbox/outbox-rows";
import type { RegisterName } from "../../ports";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import { registerKinds, reportRegisterIds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { rememberedUnreadableSealed } from "../outage/kept-dangers";
import { indexRequests, responsesTakenIn, sweptUntil } from "./intake-state";
import type { RoutedReport } from "./route-reports";
import type { UnreadableSealed } from "./unreadable-sealed";

/** Where sealed reports go. */
interface Sorted {
  readonly files: readonly { readonly file: SealedRead; readonly taken: readonly RoutedReport[] }[];
  /** Reports that no one can read. */
  readonly unread: readonly UnreadableSealed[];
  /** Reports whose register could not be reached, with what was thrown. */
  readonly failed: readonly { readonly taken: TakenFor; readonly error: unknown }[];
}

/** A report, and whom it says may be involved. */
export interface TakenFor extends RoutedReport {
  readonly involved: Involved;
}

/** What is known while reports are given their places. */
interface Sorting {
  readonly run: Run;
  readonly files: ReturnType<typeof lookAtSealed>;
  /** Whether an earlier run may have taken the report in. */
  isLate(one: RoutedReport): boolean;
}

/** Whether a register has a response. Throws what Google throws. */
function has({ run, files }: Sorting, name: SealedRegister, id: string): boolean {
  const { snapshot } = files.read(name);
  return responsesTakenIn(snapshot, run.directory, sweptUntil(run)).has(id);
}

/** Whether one of the registers has a response. Throws where none of those that can be read has it, and another cannot be read. */
function isInAny(sorting: Sorting, names: readonly SealedRegister[], id: string): boolean {
  const errors: unknown[] = [];
  const isIn = (name: SealedRegister) =>
    orElse(
      () => has(sorting, name, id),
      (error) => {
        errors.push(error);
        return false;
      },
    );
  if (names.some(isIn)) return true;
  if (errors.length > 0) throw errors[0];
  return false;
}

/**
 * The register for a report; "there" where one has it already, null where no one may read it, "kept-from"
 * where someone may, and the register cannot be given to them alone. A report that comes as it is sent can only be
 * in a register in which someone was asked of late; a late one may be in any, or have lost its rows: then it goes back to the register
 * whose people were told of it.
 */
function placeOf(
  sorting: Sorting,
  one: TakenFor,
  excluded: ReadonlySet<string>,
): SealedRegister | "there" | "kept-from" | null {
  const { run, files } = sorting;
  const { id } = one.response;
  const isLate = sorting.isLate(one);
  const asked = isLate ? sealedRegisters : filesWithOpenAsks(run);
  if (isInAny(sorting, asked, id)) return "there";
  const back = isLate
    ? [...files.known.values()].find((file) => toldIn(file).has(id))?.name
    : undefined;
  const names = back === undefined ? sealedRegisters : [back];
  const report = { involved: one.involved, excluded };
  const place = files.placeOf(names, report);
  if (place === null) return files.hasReader(names, report) ? "kept-from" : null;
  return has(sorting, place, id) ? "there" : place;
}

/**
 * Gives each report the register whose audience it may have; before anything is written, someone of that audience can open it. `main`
 * includes the case index. `isLate`: an earlier run may have taken the report in. Call it under the lock.
 */
export function sortSealed(
  run: Run,
  taken: readonly TakenFor[],
  main: Snapshot,
  isLate: Sorting["isLate"],
): Sorted {
  const { directory } = run;
  const files = lookAtSealed(run);
  const sorting: Sorting = { run, files, isLate };
  const index = caseIndexIn(main, directory.settings);
  const places = new Map<SealedRegister, RoutedReport[]>();
  const unread: UnreadableSealed[] = [];
  const failed: { taken: TakenFor; error: unknown }[] = [];
  for (const one of taken) {
    const { id, receivedAt } = one.response;
    const { school } = one.report;
    const excluded = new Set([
      ...excludedByReport(one.involved, directory, school),
      ...(rememberedUnreadableSealed(run)[id]?.excluded ?? []),
    ]);
    const sort = () => {
      const place = placeOf(sorting, one, excluded);
      if (place === "there") return;
      if (place === null || place === "kept-from") {
        const dangerSince = one.report.immediateDanger === "yes" ? receivedAt : null;
        const hasReader = place !== null;
        unread.push({ id, receivedAt, dangerSince, excluded, school, hasReader });
        return;
      }
      const file = files.read(place);
      file.held = { hasOpenCase: true, excluded: new Set([...file.held.excluded, ...excluded]) };
      const sealed: Sealed = {
        readBy: registerKinds[place].audience?.[0] ?? null,
        excluded: [...excluded].sort(),
        // The main register never points back to a sealed case.
        mainCase: index.link(one.report).joins,
      };
      places.set(place, [...(places.get(place) ?? []), { ...one, sealed }]);
    };
    orElse(sort, (error) => void failed.push({ taken: one, error }));
  }
  const found = [...places].map(([name, all]) => ({ file: files.read(name), taken: all }));
  return { files: found, unread, failed };
}

/** A sealed register, as it was read. */
export interface SealedRead {
  readonly name: SealedRegister;
  readonly register: Register;
  /** The register whole, except what people keep beside the cases (Plan, Log, ...). */
  readonly snapshot: Snapshot;
  /** What it holds; the reports that this run puts there are added. */
  held: RegisterContents;
}

const wholeRequests = (name: SealedRegister): readonly TabRequest[] => [
  ...indexRequests,
  ...openCaseRequests(null),
  ...typedBesideRequests(),
  ...contentsRequests(name),
  { tab: "reporters", columns: ["response"] },
  ...outboxRequests,
];

/** Reads all that is needed to take a report in, and to know who may open the register. It is small. */
export function loadSealed(run: Run, name: SealedRegister): SealedRead {
  const register = registerNamed(run, name);
  const snapshot = register.load(wholeRequests(name));
  return { name, register, snapshot, held: contentsOf(name, snapshot) };
}

/** Ids of the responses of which the people of a register were told. */
export function toldIn({ snapshot }: SealedRead): ReadonlySet<string> {
  return new Set(rowsOf(snapshot, "outbox").map(({ key }) => key.slice(0, key.indexOf(" "))));
}

/**
 * Lets in the people of a register's audience who cannot open it, if the lead has ticked them in Contacts: a link that does not open helps
 * no one. Returns whom this account cannot let in since another one owns the file. Where Google fails for a moment, they count as let in;
 * the clock tries again.
 */
function letIn(
  run: Run,
  { id, opens }: { readonly id: string; readonly opens: readonly string[] },
  audience: readonly Person[],
): ReadonlySet<string> {
  const { access, identity } = run;
  const me = identity.runningAs();
  const failed = audience.flatMap(({ email, mayOpen }) => {
    const isIn = !mayOpen || email === me || opens.includes(email);
    return isIn || isDone(run, () => twice(() => access.add(id, email))) ? [] : email;
  });
  if (failed.length === 0) return new Set();
  const owner = attempt(run, () => access.owner(id), me);
  return new Set(owner === me ? [] : failed.filter((email) => email !== owner));
}

type Whom = Pick<SealedPlace, "involved" | "excluded">;

/** Looks at the sealed registers. Call it under the lock. */
export function lookAtSealed(run: Run) {
  const { access, clock, directory, identity, memory } = run;
  const ids = reportRegisterIds(memory);
  const me = identity.runningAs();
  const known = new Map<SealedRegister, SealedRead>();
  const running = installersOf(memory, directory, me).filter((one) => mayRunDesk(directory, one));
  const roles = new Set(
    directory.people.flatMap(({ role, email }) => (/-lead$/.test(role) ? email : [])),
  );
  const read = (name: SealedRegister) => {
    const found = known.get(name) ?? loadSealed(run, name);
    known.set(name, found);
    return found;
  };
  const ownerOf = (name: SealedRegister) => access.owner(ids[name]) ?? "";
  /** The owner is asked for only where someone unexpected can open the file: who owns it can in any case. */
  const opensOf = (name: SealedRegister): readonly string[] => {
    const editors = access.editors(ids[name]);
    if (editors.every((one) => running.includes(one) || roles.has(one))) return editors;
    const owner = ownerOf(name);
    return editors.filter((one) => one !== owner);
  };
  const inOrder = (names: readonly SealedRegister[]) =>
    names.map((name): SealedFile => {
      const opens = once(() => opensOf(name));
      return {
        name,
        opens,
        contents: () => read(name).held,
        shutOut: (audience) => letIn(run, { id: ids[name], opens: opens() }, audience),
      };
    });
  const placeIn = (all: readonly SealedFile[], report: Whom) => {
    const found = (aside: readonly string[]) =>
      registerOfReport(all, {
        ...report,
        ...{ directory, running: new Set(aside), now: clock.now() },
      });
    // Where Contacts name the owner, who can read everything, the others can still read the report.
    return found(running) ?? found([...running, ...all.map(({ name }) => ownerOf(name))]);
  };
  return {
    /** The register, read at its first use. Throws what Google throws. */
    read,
    /** Those that were read so far. */
    known: known as ReadonlyMap<SealedRegister, SealedRead>,
    /** Which of these registers a report belongs to (`registerOfReport`); null: no one. */
    placeOf: (names: readonly SealedRegister[], report: Whom) => placeIn(inOrder(names), report),
    /** Of a report without a place: whether someone may read it, and its register cannot be given to them alone now. */
    hasReader(names: readonly SealedRegister[], report: Whom): boolean {
      const open = { opens: () => [], shutOut: () => new Set<string>() };
      const all = inOrder(names).map((one) => ({ ...one, ...open }));
      return placeIn(all, report) !== null;
    },
  };
}

/** Names of these registers. One call. Empty where the store does not answer: each still has its turn every hour. */
export function filesWithOpenAsks(run: Run): readonly SealedRegister[] {
  const names = attempt(run, () => run.ownMemory.get("sealed").asking, []);
  return sealedRegisters.filter((name) => names.includes(name));
}

/**
 * Must be called whenever open cases of a sealed register were read, or a case was opened in it; does nothing for other registers. "part":
 * there may be other open cases that were not read.
 */
export function rememberOpenAsks(
  run: Run,
  register: RegisterName,
  files: Iterable<CaseFile>,
  seen: "all" | "part" = "all",
): void {
  const name = sealedRegister(register);
  if (name === null) return;
  const before = filesWithOpenAsks(run);
  const waits = [...files].some(waitsForAnswer);
  if (before.includes(name) === waits || (seen === "part" && !waits)) return;
  const others = before.filter((one) => one !== name);
  const asking = [...others, ...(waits ? [name] : [])];
  attempt(run, () => {
    // What other runs of the account stored meanwhile stays.
    run.ownMemory.again();
    run.ownMemory.set("sealed", { asking });
  });
}
