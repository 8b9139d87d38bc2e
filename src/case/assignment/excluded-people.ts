/**
 * The people from whom the cases of a sealed register are kept (design 2.11). Each case lists whom it excludes. From the first report on,
 * each address is also a line in Activity: rows of cases are deleted in time, but the version history of the file still shows them.
 */

import { directoryBeside, directoryRequests } from "../../district/directory/read-directory";
import { directoryFor, emptyContents, type RegisterContents } from "../../district/sealed-readers";
import type { RegisterName } from "../../ports";
import type { ActivityLine } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";

/** The code of a line in Activity for an address that is kept out from then on. */
const keptOut = "kept-out";

const sealedRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "status", "excluded"] },
  { tab: "activity", columns: ["what", "to"] },
];

/** What must be read of a register to know who may open it; nothing for the main register. */
export function contentsRequests(name: RegisterName): readonly TabRequest[] {
  return registerKinds[name].audience === null ? [] : sealedRequests;
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

/** What decides who may open a register. `snapshot`: a read of `contentsRequests`. */
export function contentsOf(name: RegisterName, snapshot: Snapshot): RegisterContents {
  if (registerKinds[name].audience === null) return emptyContents;
  const said = [...excludedOfCases(snapshot).values()].flatMap((one) => [...one]);
  return {
    hasOpenCase: rowsOf(snapshot, "cases").some(({ values }) => values.status !== "closed"),
    excluded: new Set([...keptOutIn(snapshot), ...said]),
  };
}

/** What must be read of a register to know the directory for runs in it, as far as the register itself has that. */
export function directoryRequestsOf(name: RegisterName): readonly TabRequest[] {
  return [...(registerKinds[name].isMain ? directoryRequests : []), ...contentsRequests(name)];
}

/** The run for a register, as of now. `snapshot`: a read of that register; for a sealed one with `contentsRequests`. */
export function inRegister(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const contents = contentsOf(register, snapshot);
  return lookAt(run, { register, directory: directoryFor(register, run.directory, contents) });
}

/**
 * As `inRegister`, from a read of `directoryRequestsOf`. For a sealed register it also reads the directory from the main one (one call).
 */
export function lookHere(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const directory = directoryBeside(run, register, snapshot);
  return inRegister({ ...run, directory }, register, snapshot);
}

/** The lines of Activity for addresses that a report excludes and that the register has not kept out before. `at`: milliseconds UTC. */
export function keptOutLines(
  excluded: readonly string[],
  { excluded: before }: RegisterContents,
  at: number,
): readonly ActivityLine[] {
  return excluded.flatMap((to) =>
    before.has(to) ? [] : [{ at, who: "automation", case: null, what: keptOut, to }],
  );
}
