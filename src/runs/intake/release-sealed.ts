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
import { transactAll } from "../../letters/outbox/deliver-messages";
import { openOutboxRequests } from "../../letters/outbox/outbox-rows";
import { type Change, isEmpty, joinChanges, noChange } from "../../register/change";
import { mergeSnapshots, rowsOf } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import { lookAt, type Run } from "../../run";
import { indexRequests, type Taken } from "./intake-state";
import { loadSealed } from "./route-reports";
import { commitIntake } from "./take-in-reports";

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

/** Finishes the accepted releases of a sealed register. Throws what Google throws; a later run does what is left. */
export function finishReleases(before: Run, name: SealedRegister): void {
  transactAll(before, { lockWait: "work" }, () => {
    const main = registerNamed(before, "main");
    const directory = directoryIn(main.load(directoryRequests), before);
    const run = lookAt(before, { register: "main", directory });
    const { register, snapshot } = loadSealed(run, name);
    const rows = register.load([
      { tab: "reports", columns: "all" },
      { tab: "reporters", columns: "all" },
    ]);
    const from = mergeSnapshots(snapshot, rows);
    const files = [...caseFilesIn(from, openReferences(from)).values()];
    const due = files.filter(({ row }) => isReleaseDue(row));
    const allowed = due.filter((file) => mayBeReleased(file, from));
    let change = due
      .filter((file) => !allowed.includes(file))
      .map((file) => undone(run, file))
      .reduce(joinChanges, noChange);
    const deliveries = allowed.flatMap((released) => {
      const reports = reportsToRelease(released, from);
      const index = main.load([...indexRequests, ...openOutboxRequests(run.memory)]);
      const taken = reports.map(
        ({ response: id, receivedAt, report }): Taken => ({
          response: { id, receivedAt, language: report.language, answers: {}, strangers: [] },
          ...{ report, route: "main" },
        }),
      );
      // Opens the case in the main register, unless it is there already.
      const sent = commitIntake(run, { taken, register: main, index, released }, (_, error) => {
        throw error;
      });
      // A sealed case closes once all of its reports are in the main register.
      const now = main.load([...indexRequests, { tab: "reports", columns: ["response", "case"] }]);
      const cases = caseIndexIn(now, directory.settings);
      const caseOf = new Map(
        rowsOf(now, "reports").map(({ values }) => [values.response, values.case ?? undefined]),
      );
      const into = reports.map(({ response }) => caseOf.get(response));
      const [first] = into;
      if (first === undefined || into.includes(undefined)) return sent;
      const to = cases.target(first)?.case ?? first;
      const { case: of } = released.row;
      const line = { at: run.now, who: "automation", what: "case-released", case: of, to };
      const closed = changeOfCase(released, closedAsReleased(released, to, run));
      change = joinChanges(change, { ...noChange, ...closed, activity: [line] });
      return sent;
    });
    if (!isEmpty(change)) register.commit(change, from);
    return { deliveries };
  });
}
