/** What an intake reads of a register, and how that becomes the state that it decides on. */

import { type CaseIndex, caseIndexColumns, caseIndexIn } from "../../case/lifecycle/match-report";
import type { CaseFile } from "../../case/model/case-file";
import { referenceOfCase } from "../../case/model/case-reference";
import type { Directory } from "../../district/district";
import type { RecreatedTabs } from "../../install/recreated-tabs";
import { rowsOf, type Snapshot, type TabRequest } from "../../register/read-register";
import { nothingReturns, type RestoredReports, reportsToRestore } from "./restore-reports";

/** What a run has read of a register, kept up to date as it decides one report after another. */
export interface IntakeState {
  readonly index: CaseIndex;
  /** Cases whose rows were read, or that this run opened. */
  readonly files: Map<string, CaseFile>;
  /** Ids of the responses that are in the register. */
  readonly responses: Set<string>;
  /** Ids of the responses whose reporters stand in Reporters; none where that tab was not read. */
  readonly reporters: ReadonlySet<string>;
  /** Cases by the ids of responses that messages were queued for, as far as those were read. */
  readonly caseOf: ReadonlyMap<string, string>;
  readonly returning: RestoredReports;
}

/** Seven cells for every case (design 8); and what is needed to append to the rest. */
export const indexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: [...caseIndexColumns] },
  { tab: "reports", columns: ["response"] },
  { tab: "checklist", columns: [] },
];

export function responsesIn(snapshot: Snapshot): Set<string> {
  const responses = new Set<string>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if (typeof values.response === "string") responses.add(values.response);
  }
  return responses;
}

export function reportersIn(snapshot: Snapshot): ReadonlySet<string> {
  if (!snapshot.tabs.has("reporters")) return new Set();
  return new Set(rowsOf(snapshot, "reporters").map(({ key }) => key));
}

/** The register's responses, but for those that come back as another case. */
function responsesBut(snapshot: Snapshot, { former }: RestoredReports): Set<string> {
  const responses = responsesIn(snapshot);
  for (const id of former.keys()) responses.delete(id);
  return responses;
}

/** Under a case that the register has. `snapshot` has `returningRequests` where tabs were made again. */
export function responsesTakenIn(
  snapshot: Snapshot,
  directory: Directory,
  remade: RecreatedTabs | null,
): ReadonlySet<string> {
  if (remade === null) return responsesIn(snapshot);
  const index = caseIndexIn(snapshot, directory.settings);
  return responsesBut(snapshot, reportsToRestore(snapshot, index, remade));
}

/** `files` is empty yet. `snapshot` has `returningRequests` where tabs were made again. */
export function intakeState(
  snapshot: Snapshot,
  directory: Directory,
  remade: RecreatedTabs | null,
): IntakeState {
  const index = caseIndexIn(snapshot, directory.settings);
  const returning = remade === null ? nothingReturns : reportsToRestore(snapshot, index, remade);
  return {
    index,
    files: new Map(),
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
