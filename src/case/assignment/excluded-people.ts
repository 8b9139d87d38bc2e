/**
 * The people from whom the cases of a sealed register are kept (design 2.11). Each case says whom it excludes, and each address stands in
 * Activity as well from the first report on: rows of cases go in time, and the version history keeps what they said.
 */

import { directoryBeside, directoryRequests } from "../../district/directory/read-directory";
import { directoryFor, emptyContents, type RegisterContents } from "../../district/sealed-readers";
import type { RegisterName } from "../../ports";
import type { ActivityLine } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";

/** The word of Activity for an address that is kept out from then on. */
const keptOut = "kept-out";

const sealedRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "excluded"] },
  { tab: "activity", columns: ["what", "to"] },
];

/** What must be read of a register to know who may open it; nothing of the main one. */
export function contentsRequests(name: RegisterName): readonly TabRequest[] {
  return registerKinds[name].audience === null ? [] : sealedRequests;
}

/** Addresses that the register ever kept out. */
function keptOutIn(snapshot: Snapshot): readonly string[] {
  const lines = snapshot.tabs.has("activity") ? rowsOf(snapshot, "activity") : [];
  return lines.flatMap(({ values }) => (values.what === keptOut ? (values.to ?? []) : []));
}

/**
 * Addresses that must not learn of a case, by reference. Where the case's state was written over, that is everyone whom the register ever
 * kept out.
 */
export function excludedOfCases(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const cases = rowsOf(snapshot, "cases");
  const kept = keptOutIn(snapshot);
  return new Map(
    cases.map(({ key, values }) => [
      key,
      new Set(values.stateLost === true ? kept : values.excluded),
    ]),
  );
}

/** What decides who may open a register. `snapshot`: a read with `contentsRequests`. */
export function contentsOf(name: RegisterName, snapshot: Snapshot): RegisterContents {
  if (registerKinds[name].audience === null) return emptyContents;
  const said = [...excludedOfCases(snapshot).values()].flatMap((one) => [...one]);
  return {
    hasOpenCase: rowsOf(snapshot, "cases").some(({ values }) => values.status !== "closed"),
    excluded: new Set([...keptOutIn(snapshot), ...said]),
  };
}

/** What must be read of a register to know the directory by which its runs go, as far as it has that. */
export function directoryRequestsOf(name: RegisterName): readonly TabRequest[] {
  return [...(registerKinds[name].isMain ? directoryRequests : []), ...contentsRequests(name)];
}

/** The run in a register, as of now, by what was read of that: a sealed one with `contentsRequests`. */
export function inRegister(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const contents = contentsOf(register, snapshot);
  return lookAt(run, { register, directory: directoryFor(register, run.directory, contents) });
}

/** As `inRegister`, from a read with `directoryRequestsOf`; of a sealed register also from the main one (one call). */
export function lookHere(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const directory = directoryBeside(run, register, snapshot);
  return inRegister({ ...run, directory }, register, snapshot);
}

/** The lines of Activity for addresses that a report excludes and the register has not kept out before. `at`: milliseconds UTC. */
export function keptOutLines(
  excluded: readonly string[],
  { excluded: before }: RegisterContents,
  at: number,
): readonly ActivityLine[] {
  return excluded.flatMap((to) =>
    before.has(to) ? [] : [{ at, who: "automation", case: null, what: keptOut, to }],
  );
}
