/**
 * Releases sealed cases to the main register, once the edit by which a reader releases one was accepted. Each step may be done again: the
 * main register takes no response twice, and the sealed case closes last (design 2.11).
 */
import { refusalWords } from "../../case/edits/refusal-words";
import { caseIndexIn } from "../../case/lifecycle/match-report";
import { withDerivedCells } from "../../case/lifecycle/open-case";
import {
  closedAsReleased,
  isReleaseDue,
  mayBeReleased,
  reportsToRelease,
} from "../../case/lifecycle/release-case";
import { type CaseFile, changeOfCase } from "../../case/model/case-file";
import { referenceOfCase } from "../../case/model/case-reference";
import { caseFilesIn } from "../../case/storage/load-cases";
import { openReferences } from "../../case/storage/open-cases";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import type { Directory } from "../../district/district";
import type { SealedRegister } from "../../district/sealed-readers";
import { isDefect } from "../../errors";
import { recreatedTabsOf } from "../../install/tabs/recreated-tabs";
import { commitForDelivery, type Delivery } from "../../letters/outbox/deliver-messages";
import { openOutboxRequests } from "../../letters/outbox/outbox-rows";
import { transactAll } from "../../letters/outbox/transact";
import type { Workspace } from "../../ports";
import { type Change, isEmpty, joinChanges, noChange } from "../../register/change";
import type { TabRequest } from "../../register/read/plan-read";
import { mergeSnapshots, rowsOf, type Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import { commitIntake } from "./commit-intake";
import { indexRequests } from "./intake-snapshot";
import { returningRequests } from "./restore-reports";
import { loadSealed } from "./sealed-files";

const wholeReports: readonly TabRequest[] = [
  { tab: "reports", columns: "all" },
  { tab: "reporters", columns: "all" },
];

function note(error: unknown): void {
  if (isDefect(error)) throw error;
}

/** The open cases of a sealed register, with their reports. */
function openCasesOf(workspace: Workspace, name: SealedRegister) {
  const { register, snapshot } = loadSealed(workspace, name);
  const from = mergeSnapshots(snapshot, register.load(wholeReports));
  return { register, from, files: caseFilesIn(from, openReferences(from)) };
}

/** Where the main register has these responses: response id → reference of the case. */
function casesOfResponses(main: Register, { settings }: Directory): ReadonlyMap<string, string> {
  const read = main.load([...indexRequests, { tab: "reports", columns: ["response", "case"] }]);
  const index = caseIndexIn(read, settings);
  return new Map(
    rowsOf(read, "reports").flatMap(({ values: { response, case: reference } }) =>
      response == null || reference == null
        ? []
        : [[response, index.target(reference)?.case ?? reference]],
    ),
  );
}

/** Opens the main case of one sealed case, unless it is there already. */
function openInMain(
  workspace: Workspace,
  directory: Directory,
  sealed: CaseFile,
  from: Snapshot,
): Delivery | null {
  const main = registerNamed(workspace, "main");
  const remade = recreatedTabsOf(workspace, "main");
  const index = main.load([
    ...indexRequests,
    ...(remade === null ? [] : returningRequests),
    ...openOutboxRequests(workspace.memory),
  ]);
  const taken = reportsToRelease(sealed, from).map(({ response, receivedAt, report }) => ({
    response: { id: response, receivedAt, language: report.language, answers: {}, strangers: [] },
    report,
  }));
  const reportersLost = new Set<string>();
  const intake = { taken, name: "main", register: main, directory, index, reportersLost } as const;
  const { delivery, undecided } = commitIntake(workspace, { ...intake, released: sealed }, note);
  for (const { error } of undecided) throw error;
  return delivery;
}

/** What closes the cases of a sealed register whose every report is in the main register by release. */
function closing(
  workspace: Workspace,
  files: ReadonlyMap<string, CaseFile>,
  from: Snapshot,
  released: ReadonlyMap<string, string>,
): Change {
  const moment = { now: workspace.clock.now(), zone: workspace.clock };
  let change = noChange;
  for (const [reference, file] of files) {
    const into = reportsToRelease(file, from).map(({ response }) => released.get(response));
    const [first] = into;
    if (first === undefined || into.includes(undefined)) continue;
    const line = { at: moment.now, who: "automation", what: "case-released", case: reference };
    const after = closedAsReleased(file, first, moment);
    change = joinChanges(change, {
      ...noChange,
      ...changeOfCase(file, after),
      activity: [{ ...line, to: first }],
    });
  }
  return change;
}

/** Takes a release back that is not allowed any more, since a later report names somebody. */
function undone(workspace: Workspace, file: CaseFile): Change {
  const moment = { now: workspace.clock.now(), zone: workspace.clock };
  const after = withDerivedCells({ ...file, row: { ...file.row, release: false } }, file, moment);
  const notes = { release: refusalWords()["release-named"] };
  const told = { tab: "cases", key: referenceOfCase(file.row), values: {}, notes } as const;
  const { append, update } = changeOfCase(file, after);
  return { ...noChange, append, update: [...update, told] };
}

function releaseAll(workspace: Workspace, name: SealedRegister): readonly Delivery[] {
  const main = registerNamed(workspace, "main");
  const directory = directoryIn(main.load(directoryRequests), workspace.clock);
  const own = openCasesOf(workspace, name);
  const due = [...own.files.values()].filter(({ row }) => isReleaseDue(row));
  const allowed = due.filter(({ row }) => mayBeReleased(referenceOfCase(row), own.from));
  const deliveries = allowed.flatMap(
    (file) => openInMain(workspace, directory, file, own.from) ?? [],
  );
  let change = due
    .filter((file) => !allowed.includes(file))
    .map((file) => undone(workspace, file))
    .reduce(joinChanges, noChange);
  if (allowed.length > 0) {
    const responses = casesOfResponses(main, directory);
    change = joinChanges(change, closing(workspace, own.files, own.from, responses));
  }
  if (!isEmpty(change)) commitForDelivery(own.register, change, own.from, directory);
  return deliveries;
}

/** Finishes the releases of a sealed register that were accepted. Throws what Google throws; what is left then, a later run does. */
export function finishReleases(workspace: Workspace, name: SealedRegister): void {
  transactAll(workspace, { lockWait: "work" }, () => ({
    deliveries: releaseAll(workspace, name),
  }));
}
