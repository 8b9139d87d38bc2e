/**
 * The people from whom the cases of a sealed register are kept (design 2.11). Each case lists whom it excludes. From the first report on,
 * each address and each mark for a role is also a line in Activity: rows of cases are deleted in time, but the version history of the file
 * still shows them. And each account that runs the system keeps the same list in its own store, since an older version of the file may be
 * restored and rows may be deleted.
 */

import { attempt } from "../attempt";
import { directoryBeside, directoryRequests } from "../district/directory/read-directory";
import { asciiJson } from "../json";
import { union } from "../lists";
import type { RegisterName } from "../ports";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { isSealedRegister, kindOf, schoolRegisters } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { spreadUpTo } from "../store/store";
import { fold } from "../text";
import {
  directoryFor,
  emptyContents,
  markOfOldCases,
  type RegisterContents,
  sealedRegisters,
} from "./who-reads-sealed-registers";
import { excludedNow, hasRoles, newlyExcluded } from "./whom-a-report-excludes";

/** The code of a line in Activity for an address that is kept out from then on. */
const keptOut = "kept-out";

const sealedRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "excluded", "told", "acknowledgedBy"] },
  { tab: "activity", columns: ["what", "to"] },
];

/** What tells which schools have an open case. */
const openAtRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "closedAt", "mergedInto", "school"] },
];

/** What must be read of a register to know who may open it; nothing of the main one where no school has a register of its own. */
export function contentsRequests({ memory }: Run, name: RegisterName): readonly TabRequest[] {
  if (isSealedRegister(name)) return sealedRequests;
  return schoolRegisters(memory).length === 0 ? [] : openAtRequests;
}

/** Folded names of the schools that have an open case in a register of ordinary cases, as the cases name them. */
function schoolsOpen(snapshot: Snapshot): ReadonlySet<string> {
  const cases = snapshot.tabs.has("cases") ? rowsOf(snapshot, "cases") : [];
  return new Set(
    cases.flatMap(({ values: { closedAt, mergedInto, school } }) =>
      closedAt != null || mergedInto != null || !school ? [] : fold(school),
    ),
  );
}

/** Addresses that the register ever kept out. */
function keptOutIn(snapshot: Snapshot): readonly string[] {
  const lines = snapshot.tabs.has("activity") ? rowsOf(snapshot, "activity") : [];
  return lines.flatMap(({ values }) => (values.what === keptOut ? (values.to ?? []) : []));
}

/**
 * Addresses that must not learn of a case, by its reference. If the hidden state of a case was written over, all addresses that the
 * register ever kept out.
 */
export function excludedOfCases(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const kept = keptOutIn(snapshot);
  return new Map(
    rowsOf(snapshot, "cases").map(({ key, values }) => [
      key,
      new Set(values.stateLost === true ? kept : values.excluded),
    ]),
  );
}

/** Everyone whom the file itself lists as excluded by any of its cases, with all marks. */
function excludedIn(name: RegisterName, snapshot: Snapshot): readonly string[] {
  const ofCases = [...excludedOfCases(snapshot).values()].map((one) => [...one]);
  const all = [keptOutIn(snapshot), ...ofCases];
  const isOld = all.some((some) => some.length > 0 && !hasRoles(some));
  return [...all.flat(), ...(isOld ? markOfOldCases(name) : [])];
}

/**
 * What decides who may open a register: what it holds, what this account remembers of it, and whom Contacts name now (those of `run`).
 * `snapshot`: a read of `contentsRequests`.
 */
export function contentsOf(run: Run, name: RegisterName, snapshot: Snapshot): RegisterContents {
  if (!isSealedRegister(name)) {
    const isAlone = schoolRegisters(run.memory).length === 0;
    return isAlone ? emptyContents : { ...emptyContents, openAt: schoolsOpen(snapshot) };
  }
  const known = new Set(union(excludedIn(name, snapshot), rememberedKeptOut(run, name)));
  const open = rowsOf(snapshot, "cases").filter(({ values }) => values.status !== "closed");
  return {
    hasOpenCase: open.length > 0,
    excluded: excludedNow(known, run.directory),
    readers: new Set(
      open.flatMap(({ values: { told = null, acknowledgedBy } }) => [
        told?.email ?? "",
        acknowledgedBy?.toLowerCase() ?? "",
      ]),
    ),
  };
}

/** The same, as the register holds it now: one read, and none of an ordinary one where no school has a register of its own. */
export function contentsNow(run: Run, name: RegisterName): RegisterContents {
  const reads = contentsRequests(run, name);
  if (reads.length === 0) return emptyContents;
  return contentsOf(run, name, registerNamed(run, name, []).load(reads));
}

/** What must be read of a register to know the directory for runs in it, as far as the register itself has that. */
export function directoryRequestsOf(run: Run, name: RegisterName): readonly TabRequest[] {
  return [...(kindOf(name).hasDirectory ? directoryRequests : []), ...contentsRequests(run, name)];
}

/** The run for a register, as of now. `snapshot`: a read of that register; for a sealed one with `contentsRequests`. */
export function runInRegister(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const contents = contentsOf(run, register, snapshot);
  return runAsRead(run, { register, directory: directoryFor(register, run.directory, contents) });
}

/**
 * As `runInRegister`, from a read of `directoryRequestsOf`. For a sealed register it also reads the directory from the main one (one call).
 */
export function runInRegisterAsRead(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const directory = directoryBeside(run, register, snapshot);
  return runInRegister({ ...run, directory }, register, snapshot);
}

/** The lines of Activity for what a report excludes and the register has not kept out before. `at`: milliseconds UTC. */
export function keptOutLines(excluded: Iterable<string>, before: ReadonlySet<string>, at: number) {
  return [...excluded].flatMap((to) =>
    before.has(to) ? [] : [{ at, who: "automation", case: null, what: keptOut, to }],
  );
}

// What an account remembers outside the file.

/** What this account remembers as kept out of a sealed register, with marks; empty if its store cannot be read. */
function rememberedKeptOut(run: Run, name: RegisterName): readonly string[] {
  return attempt(run, () => run.ownMemory.get("keptOut", name), []);
}

/** Remembers what is kept out of a sealed register, beside what this account remembers already. No call if that is all. */
export function rememberKeptOut(run: Run, name: RegisterName, excluded: Iterable<string>): void {
  const before = new Set(rememberedKeptOut(run, name));
  if ([...excluded].every((one) => before.has(one))) return;
  // What another run of the account stores at the same moment is in the register too, so the next look remembers it again.
  attempt(run, () => {
    const all = union(run.ownMemory.get("keptOut", name), excluded);
    // If there is ever more than fits, the oldest go first.
    let length = 0;
    const fitting = all.reverse().filter((one) => {
      length += asciiJson(one).length + 1;
      return length < spreadUpTo - 2;
    });
    run.ownMemory.set("keptOut", fitting.reverse(), name);
  });
}

/**
 * Remembers who is excluded by what Contacts say now, without reading a sealed register: people who are named in a role whose row had no
 * address when a report came. Must be called whenever Contacts were read and may have changed.
 */
export function noticeMendedRows(run: Run): void {
  for (const name of sealedRegisters) {
    const kept = new Set(rememberedKeptOut(run, name));
    rememberKeptOut(run, name, newlyExcluded(kept, run.directory, run.clock.now()));
  }
}

/**
 * The lines of Activity for all that is kept out of a sealed register and that it does not say itself: people who were named in the role
 * since, and what this account remembers of rows that are gone. Remembers all of it outside the register too. `snapshot`: a read of
 * `contentsRequests`.
 */
export function keptOutNews(run: Run, name: RegisterName, snapshot: Snapshot) {
  const own = new Set(excludedIn(name, snapshot));
  const known = new Set([...own, ...rememberedKeptOut(run, name)]);
  const all = [...known, ...newlyExcluded(known, run.directory, run.clock.now())];
  rememberKeptOut(run, name, all);
  const written = new Set(keptOutIn(snapshot));
  return keptOutLines(all, written, run.clock.now());
}
