/** Takes the reports of one register in: reads their cases, decides, writes one change. */
import { contentsOf, keptOutLines } from "../../case/assignment/excluded-people";
import { actingIn } from "../../case/assignment/responsible-person";
import { contextOfCase } from "../../case/lifecycle/open-case";
import { withWorkOfSealed } from "../../case/lifecycle/release-case";
import { type CaseFile, changeOfCase } from "../../case/model/case-file";
import { type LoadedCases, loadCases, loadCasesBeyond } from "../../case/storage/load-cases";
import { highestReference, rememberReferences } from "../../case/storage/reference-counter";
import { reporterAddressIn } from "../../district/addresses";
import type { Directory } from "../../district/district";
import { directoryFor } from "../../district/sealed-readers";
import { recreatedTabsOf } from "../../install/tabs/recreated-tabs";
import type { Delivery } from "../../letters/outbox/deliver-messages";
import type { ReporterAddresses } from "../../letters/outbox/reporter-addresses";
import type { RegisterName, Workspace } from "../../ports";
import { type Change, isEmpty, joinChanges, mergeUpdates, noChange } from "../../register/change";
import { mergeSnapshots, rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import type { CommitResult } from "../../register/write/commit-change";
import { decideReport } from "./decide-report";
import {
  addDecided,
  type IntakeState,
  indexRequests,
  intakeState,
  responsesIn,
} from "./intake-snapshot";
import { rememberOpenAsks } from "./pending-sealed";
import type { Note } from "./sealed-files";
import type { TakenSealed } from "./sealed-reports";
import type { IntakeContext } from "./sent-report";
import type { RoutedReport } from "./sort-by-register";

/** References of the cases that these reports may join or match: cases of the register, and cases of the reports before. */
function casesNeeded(state: IntakeState, taken: readonly RoutedReport[]): readonly string[] {
  const needed = new Set<string>();
  for (const { response, report } of taken) {
    if (state.responses.has(response.id) || state.caseOf.has(response.id)) continue;
    const link = state.index.link(report);
    if (link.kind === "join") for (const one of [link.case, ...link.others]) needed.add(one);
    else for (const one of [...link.possibleMatches, ...link.earlierCases]) needed.add(one);
  }
  return [...needed];
}

/** A report that could not be decided on, because of a mistake of ours. It stays in the Form. */
export interface Undecided {
  readonly taken: RoutedReport;
  readonly error: unknown;
}

/** Decides all reports. One that cannot be decided on does not keep the others waiting. */
function decideAll(
  state: IntakeState,
  taken: readonly (RoutedReport | TakenSealed)[],
  context: Omit<IntakeContext, "sealed">,
): { readonly change: Change; readonly undecided: readonly Undecided[] } {
  let change = noChange;
  const undecided: Undecided[] = [];
  const { released } = context;
  let into: string | null = null;
  for (const one of taken) {
    try {
      const sealed = "sealed" in one ? one.sealed : null;
      const own: IntakeContext = {
        ...context,
        sealed,
        ...(released === undefined ? {} : { released: { ...released, into } }),
      };
      const decided = decideReport(state, one.response, one.report, own);
      change = joinChanges(change, decided.change);
      addDecided(state, one.response.id, decided);
      into ??= decided.files[0]?.row.case ?? null;
    } catch (error) {
      undecided.push({ taken: one, error });
    }
  }
  if (released !== undefined && into !== null && undecided.length === 0)
    change = joinChanges(change, workOfSealed(state, released.file, into, context));
  return { change: mergeUpdates(change), undecided };
}

/** What was done in a released case, in the case that its reports have opened. */
function workOfSealed(
  state: IntakeState,
  sealed: CaseFile,
  into: string,
  { directory, now, zone }: Omit<IntakeContext, "sealed">,
): Change {
  const file = state.files.get(into);
  if (file === undefined) return noChange;
  const after = withWorkOfSealed(file, sealed, contextOfCase(file.row, directory, { now, zone }));
  state.files.set(into, after);
  const activity = [{ at: now, who: "automation", what: "case-released", case: into }];
  return { ...noChange, ...changeOfCase(file, after), activity };
}

/**
 * Commits, with one retry. Where Google answers with an error, the batch may have been applied all the same: so the register is read again
 * before the retry (design 2.3). Null where it was applied and only the answer was lost.
 */
function commitSurely(
  register: Register,
  change: Change,
  snapshot: Snapshot,
  reload: () => Snapshot,
  note: Note,
): CommitResult | null {
  try {
    return register.commit(change, snapshot);
  } catch (error) {
    note(error);
    const again = reload();
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
  readonly taken: readonly (RoutedReport | TakenSealed)[];
  readonly name: RegisterName;
  readonly register: Register;
  /** Everybody of the district. */
  readonly directory: Directory;
  readonly index: Snapshot;
  /** Ids of responses whose reporter could not be written into a sealed register. */
  readonly reportersLost: ReadonlySet<string>;
  /** The sealed case whose reports these all are, where it is released. */
  readonly released?: CaseFile;
}

export interface Committed {
  readonly delivery: Delivery | null;
  readonly undecided: readonly Undecided[];
}

/** Decides the reports of one register and commits what they change. Call it under the lock. */
export function commitIntake(workspace: Workspace, intake: Intake, note: Note): Committed {
  const { register, taken, name } = intake;
  const { clock, identity } = workspace;
  const held = contentsOf(name, intake.index);
  const directory = directoryFor(name, intake.directory, held);
  const known = intakeState(intake.index, directory, recreatedTabsOf(workspace, name));
  const needed = casesNeeded(known, taken);
  // A sealed register was read whole before.
  const loaded: LoadedCases =
    registerKinds[name].audience === null
      ? loadCases(register, intake.index, needed)
      : loadCasesBeyond(register, intake.index, needed, []);
  const state: IntakeState = { ...known, files: new Map(loaded.files) };
  const context = {
    ...actingIn(name, directory, { now: clock.now(), runningAs: identity.runningAs() }),
    district: intake.directory,
    zone: clock,
    lastGiven: highestReference(workspace, name),
    reportersLost: intake.reportersLost,
    ...(intake.released === undefined ? {} : { released: { file: intake.released, into: null } }),
  };
  const decided = decideAll(state, taken, context);
  const { undecided } = decided;
  const excluded = taken.flatMap((one) => ("sealed" in one ? one.sealed.excluded : []));
  const activity = keptOutLines([...new Set(excluded)], held, clock.now());
  const change = isEmpty(decided.change)
    ? noChange
    : joinChanges(decided.change, { ...noChange, activity });
  if (isEmpty(change)) return { delivery: null, undecided };
  const reload = () => register.load([...indexRequests, { tab: "outbox", columns: "all" }]);
  const result = commitSurely(register, change, loaded.snapshot, reload, note);
  rememberReferences(
    workspace,
    name,
    change.append.flatMap(({ tab, row }) => (tab === "cases" ? String(row["case"]) : [])),
  );
  // Only part of the file's cases is known here: another one may still wait for an answer.
  rememberOpenAsks(workspace, name, state.files.values(), true);
  const snapshot = result?.snapshot ?? reload();
  const delivery: Delivery = {
    register,
    snapshot,
    directory,
    files: state.files,
    messages: change.messages,
    reporters: addressesIn(taken, directory),
    corrections: result?.corrections ?? [],
  };
  return { delivery, undecided };
}
