/** What taking in reports reads of a register (the "snapshot"), and the state made from it, on which reports are decided. */

import {
  type CaseIndex,
  caseIndexColumns,
  caseIndexEntry,
  caseIndexIn,
} from "../../case/lifecycle/match-report";
import type { CaseFile } from "../../case/model/case-file";
import { referenceOfCase } from "../../case/model/case-reference";
import type { Directory } from "../../district/district";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import {
  countRestoredReport,
  nothingReturns,
  type RestoredReports,
  reportsToRestore,
} from "./restore-reports";

/** What a run knows of a register. It is brought up to date as the run decides one report after the other. */
export interface IntakeState {
  readonly index: CaseIndex;
  /** Cases whose rows were read, or that this run opened; by reference. */
  readonly files: Map<string, CaseFile>;
  /** Ids of the responses that are taken in. */
  readonly responses: Set<string>;
  /** Ids of the responses whose reporters stand in the tab Reporters; empty where that tab was not read. */
  readonly reporters: ReadonlySet<string>;
  /** Id of a response → reference of its case, from the messages queued for that response, as far as those were read. */
  readonly caseOf: ReadonlyMap<string, string>;
  readonly returning: RestoredReports;
  /** Ids of responses whose reporter could not be written into a sealed register (take-in-reports), and so stands in the Form alone. */
  readonly reportersLost: ReadonlySet<string>;
  /** The highest reference that this register ever gave, as remembered; null where none is remembered. */
  readonly lastGiven: string | null;
  /** Id of the response that is a drill's report; none where it is left out. */
  readonly drill?: string | null;
  /** The sealed case whose reports these all are, where it is released to this register. */
  readonly released: CaseFile | null;
  /** The case that its first report has opened here; null for the first. */
  releasedInto: string | null;
}

/** Brings the state up to date once a report was decided. `files`: the cases that are new or changed; `restored`: see `Decided`. */
export function addDecided(
  state: IntakeState,
  response: string,
  { files, restored }: { readonly files: readonly CaseFile[]; readonly restored: string | null },
): void {
  state.responses.add(response);
  if (state.released !== null) state.releasedInto ??= files[0]?.row.case ?? null;
  if (restored !== null) countRestoredReport(state.returning, restored);
  for (const file of files) {
    state.files.set(referenceOfCase(file.row), file);
    state.index.add(caseIndexEntry(file.row));
  }
}

/** What is read for every report: eight cells for each case (design 8), and what is needed to append rows to the other tabs. */
export const indexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: [...caseIndexColumns] },
  { tab: "reports", columns: ["response"] },
  { tab: "checklist", columns: [] },
];

/** Ids of the responses that have a row in Reports. */
export function responsesIn(snapshot: Snapshot): Set<string> {
  const responses = new Set<string>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if (typeof values.response === "string") responses.add(values.response);
  }
  return responses;
}

/** Ids of the responses that have a row in Reporters. */
export function reportersIn(snapshot: Snapshot): ReadonlySet<string> {
  if (!snapshot.tabs.has("reporters")) return new Set();
  return new Set(rowsOf(snapshot, "reporters").map(({ key }) => key));
}

/** Ids of the responses in the register, without those that come back as another case. */
function responsesBut(snapshot: Snapshot, { former }: RestoredReports): Set<string> {
  const responses = responsesIn(snapshot);
  for (const id of former.keys()) responses.delete(id);
  return responses;
}

/**
 * Ids of the responses that are taken in under a case that the register has. `until`: responses from before may come back, and `snapshot`
 * was read with `returningRequests` too; null: none is as old.
 */
export function responsesTakenIn(
  snapshot: Snapshot,
  directory: Directory,
  until: number | null,
): ReadonlySet<string> {
  if (until === null) return responsesIn(snapshot);
  const index = caseIndexIn(snapshot, directory.settings);
  return responsesBut(snapshot, reportsToRestore(snapshot, index, until));
}

/** What the register alone tells of the state at the start of a run. `until`: as in `responsesTakenIn`. */
export function intakeState(
  snapshot: Snapshot,
  directory: Directory,
  until: number | null,
): Pick<IntakeState, "index" | "responses" | "reporters" | "caseOf" | "returning"> {
  const index = caseIndexIn(snapshot, directory.settings);
  const returning = until === null ? nothingReturns : reportsToRestore(snapshot, index, until);
  return {
    index,
    responses: responsesBut(snapshot, returning),
    returning,
    reporters: reportersIn(snapshot),
    caseOf: new Map(
      rowsOf(snapshot, "outbox").map(({ key, values }) => [
        key.slice(0, key.indexOf(" ")),
        referenceOfCase(values),
      ]),
    ),
  };
}
