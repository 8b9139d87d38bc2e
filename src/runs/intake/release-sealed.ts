/**
 * Releases sealed cases to the main register, after the edit by which someone who may read the case released it was accepted. Each step can
 * be repeated: the main register takes no response twice, and the sealed case closes last (design 2.11).
 */
import { undoneNote, withUndone } from "../../case/edits/typed-inputs";
import { type CaseFile, changeOfCase } from "../../case/facts/case-file";
import { referenceOfCase } from "../../case/facts/case-reference";
import { caseIndexIn } from "../../case/lifecycle/match-report";
import { withDerivedCells } from "../../case/lifecycle/reassess-case";
import {
  closedAsReleased,
  isReleaseDue,
  mayBeReleased,
  reportsToRelease,
} from "../../case/lifecycle/release-case";
import { caseFilesIn, openReferences } from "../../case/storage/load-cases";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import type { SealedRegister } from "../../district/sealed-readers";
import { type Delivery, transactAll } from "../../letters/outbox/deliver-messages";
import { openOutboxRequests } from "../../letters/outbox/outbox-rows";
import { type Change, isEmpty, joinChanges, noChange } from "../../register/change";
import { mergeSnapshots, rowsOf, type Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import { lookAt, type Run } from "../../run";
import { indexRequests } from "./intake-state";
import { loadSealed } from "./route-reports";
import { commitIntake } from "./take-in-reports";

/** Response id → reference of its case in the main register, for the responses that it has. */
function casesOfResponses(main: Register, { directory }: Run): ReadonlyMap<string, string> {
  const read = main.load([...indexRequests, { tab: "reports", columns: ["response", "case"] }]);
  const index = caseIndexIn(read, directory.settings);
  return new Map(
    rowsOf(read, "reports").flatMap(({ values: { response, case: reference } }) =>
      response == null || reference == null
        ? []
        : [[response, index.target(reference)?.case ?? reference]],
    ),
  );
}

/** Opens the case in the main register for one sealed case, unless it is there already. */
function openInMain(run: Run, main: Register, sealed: CaseFile, from: Snapshot): Delivery | null {
  const index = main.load([...indexRequests, ...openOutboxRequests(run.memory)]);
  const taken = reportsToRelease(sealed, from).map(({ response, receivedAt, report }) => ({
    response: { id: response, receivedAt, language: report.language, answers: {}, strangers: [] },
    report,
  }));
  const intake = { taken, register: main, index, until: null, released: sealed };
  return commitIntake(run, intake, (_report, error) => {
    throw error;
  });
}

/** Undoes a release that is no longer allowed, because a later report says that someone may be involved. */
function undone(run: Run, file: CaseFile): Change {
  const refusal = "release-named";
  const said = withUndone(file.row, [{ column: "release", refusal, at: run.now }]);
  const after = withDerivedCells({ ...file, row: { ...said, release: false } }, file, run);
  const notes = { release: undoneNote(refusal) };
  const told = { tab: "cases", key: referenceOfCase(file.row), values: {}, notes } as const;
  const { append, update } = changeOfCase(file, after);
  return { ...noChange, append, update: [...update, told] };
}

function releaseAll(before: Run, name: SealedRegister): readonly Delivery[] {
  const main = registerNamed(before, "main");
  const directory = directoryIn(main.load(directoryRequests), before.clock);
  const run = lookAt(before, { register: "main", directory });
  const { register, snapshot } = loadSealed(run, name);
  const reports = register.load([
    { tab: "reports", columns: "all" },
    { tab: "reporters", columns: "all" },
  ]);
  const from = mergeSnapshots(snapshot, reports);
  const files = [...caseFilesIn(from, openReferences(from)).values()];
  const due = files.filter(({ row }) => isReleaseDue(row));
  const allowed = due.filter((file) => mayBeReleased(file, from));
  const deliveries = allowed.flatMap((file) => openInMain(run, main, file, from) ?? []);
  let change = due
    .filter((file) => !allowed.includes(file))
    .map((file) => undone(run, file))
    .reduce(joinChanges, noChange);
  const released = allowed.length > 0 ? casesOfResponses(main, run) : new Map<string, string>();
  for (const file of allowed) {
    // A sealed case closes once all of its reports are in the main register.
    const into = reportsToRelease(file, from).map(({ response }) => released.get(response));
    const [to] = into;
    if (to === undefined || into.includes(undefined)) continue;
    const line = { at: run.now, who: "automation", what: "case-released", case: file.row.case, to };
    const closed = changeOfCase(file, closedAsReleased(file, to, run));
    change = joinChanges(change, { ...noChange, ...closed, activity: [line] });
  }
  if (!isEmpty(change)) register.commit(change, from);
  return deliveries;
}

/** Finishes the accepted releases of a sealed register. Throws what Google throws; a later run does what is left. */
export function finishReleases(run: Run, name: SealedRegister): void {
  transactAll(run, { lockWait: "work" }, () => ({ deliveries: releaseAll(run, name) }));
}
