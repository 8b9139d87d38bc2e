/** Takes the reports of one register in: reads their cases, decides, writes one change. */
import { attempt, whyFailed } from "../../attempt";
import { contentsOf, inRegister, keptOutLines } from "../../case/assignment/excluded-people";
import { type CaseFile, changeOfCase } from "../../case/facts/case-file";
import { contextOfCase } from "../../case/lifecycle/open-case";
import { withWorkOfSealed } from "../../case/lifecycle/release-case";
import { type LoadedCases, loadCases, loadCasesBeyond } from "../../case/storage/load-cases";
import { highestReference, rememberReferences } from "../../case/storage/reference-counter";
import { type Directory, reporterAddressIn } from "../../district/district";
import { claimDrill } from "../../install/drill";
import type { Delivery, ReporterAddresses } from "../../letters/outbox/deliver-messages";
import { type Change, isEmpty, joinChanges, noChange } from "../../register/change";
import { mergeSnapshots, rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { CommitResult, Register } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { addDangers } from "../outage/kept-dangers";
import { decideReport } from "./decide-report";
import {
  addDecided,
  type IntakeState,
  indexRequests,
  intakeState,
  responsesIn,
} from "./intake-state";
import type { RoutedReport } from "./route-reports";
import { rememberOpenAsks } from "./sealed-reports";

/** References of the cases that these reports may join or match: cases of the register, and cases of the reports before. */
function casesNeeded(
  state: Pick<IntakeState, "index" | "responses" | "caseOf">,
  taken: readonly RoutedReport[],
): readonly string[] {
  const needed = new Set<string>();
  for (const { response, report } of taken) {
    const earlier = state.caseOf.get(response.id);
    // A report whose case has lost its row opens another one, which may match more cases.
    const isThere = earlier !== undefined && state.index.target(earlier) !== null;
    if (state.responses.has(response.id) || isThere) continue;
    const link = state.index.link(report);
    for (const one of [...link.sure, ...link.possibleMatches]) needed.add(one);
  }
  return [...needed];
}

/** Decides all reports. One that cannot be decided on does not keep the others waiting. */
function decideAll(
  state: IntakeState,
  taken: Intake["taken"],
  run: Run,
): { readonly change: Change; readonly undecided: Committed["undecided"] } {
  let change = noChange;
  const undecided: { taken: RoutedReport; error: unknown }[] = [];
  for (const one of taken) {
    const decide = () => {
      const decided = decideReport(state, one, run);
      change = joinChanges(change, decided.change);
      addDecided(state, one.response.id, decided);
    };
    const failed = whyFailed(decide);
    if (failed !== null) undecided.push({ taken: one, ...failed });
  }
  if (undecided.length === 0) change = joinChanges(change, workOfSealed(state, run));
  return { change, undecided };
}

/** What was done in a released case, in the case that its reports have opened. */
function workOfSealed({ released, releasedInto: into, files }: IntakeState, run: Run): Change {
  const file = into === null ? undefined : files.get(into);
  if (released === null || into === null || file === undefined) return noChange;
  const after = withWorkOfSealed(file, released, contextOfCase(file.row, run));
  files.set(into, after);
  const activity = [{ at: run.now, who: "automation", what: "case-released", case: into }];
  return { ...noChange, ...changeOfCase(file, after), activity };
}

/** What shows whether a batch was applied, and what delivering needs. */
const readAgain = (register: Register): Snapshot =>
  register.load([...indexRequests, { tab: "outbox", columns: "all" }]);

/**
 * Commits, with one retry. Where Google answers with an error, the batch may have been applied all the same: so the register is read again
 * before the retry (design 2.3). Null where it was applied and only the answer was lost.
 */
function commitSurely(
  run: Run,
  register: Register,
  snapshot: Snapshot,
  change: Change,
): CommitResult | null {
  const committed = attempt(run, () => register.commit(change, snapshot));
  if (committed !== undefined) return committed;
  const again = readAgain(register);
  const known = responsesIn(again);
  const cases = new Set(rowsOf(again, "cases").map(({ key }) => key));
  const applied = change.append.some(
    ({ tab, row }) =>
      (tab === "reports" && known.has(String(row["response"]))) ||
      // A report that came back may have had its row in Reports before, so its new case counts too.
      (tab === "cases" && cases.has(String(row["case"]))),
  );
  // Without filter views: a view left over from a deleted case would make Google refuse the batch. The hourly look adds them.
  return applied
    ? null
    : register.commit({ ...change, views: [] }, mergeSnapshots(snapshot, again));
}

/** Addresses of reporters by response. Only the lead may know them; a run that sends at once need not look them up again. */
function addressesIn(taken: readonly RoutedReport[], { settings }: Directory): ReporterAddresses {
  return new Map(
    taken.flatMap(({ response, report }): [string, string][] => {
      const address = reporterAddressIn(settings, report.reporterEmail);
      return address === null ? [] : [[response.id, address]];
    }),
  );
}

export interface Intake {
  readonly taken: readonly RoutedReport[];
  readonly register: Register;
  readonly index: Snapshot;
  /** Reports from before this instant (ms UTC) may come back, and `index` was read with `returningRequests`; left out: none is as old. */
  readonly until?: number | null;
  /** Ids of responses whose reporter could not be written into a sealed register; left out: none. */
  readonly reportersLost?: ReadonlySet<string>;
  /** The sealed case whose reports these all are, where it is released. */
  readonly released?: CaseFile;
}

export interface Committed {
  readonly delivery: Delivery | null;
  /** Reports that could not be decided on, because of a mistake of ours. They stay in the Form. */
  readonly undecided: readonly { readonly taken: RoutedReport; readonly error: unknown }[];
}

/** Decides the reports of the run's register and commits what they change. Call it under the lock. */
export function commitIntake(before: Run, intake: Intake): Committed {
  const { register: name } = before;
  const { register, taken, index, reportersLost = new Set(), released = null } = intake;
  const run = inRegister(before, name, index);
  const { directory } = run;
  const known = intakeState(index, directory, intake.until ?? null);
  const needed = casesNeeded(known, taken);
  // A sealed register was read whole before.
  const loaded: LoadedCases =
    registerKinds[name].audience === null
      ? loadCases(register, index, needed)
      : loadCasesBeyond(register, index, needed);
  const state: IntakeState = {
    ...known,
    files: new Map(loaded.files),
    reportersLost,
    lastGiven: highestReference(run, name),
    // What is released was a real report when it came.
    drill: released === null ? claimDrill(run, taken) : null,
    released,
    releasedInto: null,
  };
  const decided = decideAll(state, taken, run);
  const { undecided } = decided;
  if (isEmpty(decided.change)) return { delivery: null, undecided };
  const excluded = taken.flatMap((one) => one.sealed?.excluded ?? []);
  const activity = keptOutLines([...new Set(excluded)], contentsOf(name, index), run.now);
  const change = joinChanges(decided.change, { ...noChange, activity });
  const result = commitSurely(run, register, loaded.snapshot, change);
  const references = change.append.flatMap(({ tab, row }) =>
    tab === "cases" ? String(row["case"]) : [],
  );
  // Known from now on also where the register goes out of reach before a clock run has seen it.
  attempt(run, () => addDangers(run, { files: state.files, snapshot: index }));
  rememberReferences(run, name, references);
  // Only part of the file's cases is known here: another one may still wait for an answer.
  rememberOpenAsks(run, name, state.files.values(), "part");
  const delivery: Delivery = {
    run,
    register,
    snapshot: result?.snapshot ?? readAgain(register),
    files: state.files,
    messages: change.messages,
    reporters: addressesIn(taken, directory),
    corrections: result?.corrections ?? [],
  };
  return { delivery, undecided };
}
