/**
 * A case of the main register goes on in a sealed one, because someone who reads it there may be involved (design 2.11). A reader of the
 * sealed register asks for it in its tab Go on sealed. One commit opens the case there and answers the row; nothing is written into the
 * main register, which must not show it.
 */

import { referenceOfCase } from "../case/facts/case-reference";
import { caseIndexRequests, loadCases } from "../case/load-cases";
import { caseTabs } from "../case/tabs/case-tabs";
import { type CaseIndex, caseIndexIn } from "../casework/match-report";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import type { IntakeState, Taken } from "../intake/read-for-intake";
import { sealedFiles, sealedIn } from "../intake/route-reports";
import { rememberGoingOn } from "../intake/students-who-go-on";
import { commitIntake } from "../intake/take-in-reports";
import { once } from "../lazy";
import { union } from "../lists";
import { type Delivery, transactAll } from "../outbox/deliver-messages";
import type { RegisterName } from "../ports";
import type { RowValues } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot, type SnapshotRow, tabOf } from "../register/read/snapshot";
import { joinChanges, noChange } from "../registers/change";
import { schoolRegisters } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { readersOfRegister, type SealedRegister } from "../sealed/who-reads-sealed-registers";
import { excludedByReport, type Involved, involvedKinds } from "../sealed/whom-a-report-excludes";
import { caseReferencePattern, fold } from "../text";
import { type Carrying, cluesOf, decideCarried } from "./open-carried-case";
import { reportsToCarry } from "./release-rules";

/** The rows that ask for a case to go on, and have no answer; also those whose case was there and is gone. */
export function asksToGoOn(snapshot: Snapshot): readonly SnapshotRow[] {
  if (!snapshot.tabs.has("goOnSealed")) return [];
  const { rows, keyless } = tabOf(snapshot, "goOnSealed");
  const there = new Set(rowsOf(snapshot, "cases").map(({ key }) => key));
  return [...rows, ...keyless].filter(
    ({ values }) => values["goOn"] === true && !there.has(String(values["case"] ?? "")),
  );
}

/** Who may be involved, as a reader wrote it in the cell: ids or words, one or several. Null if a part of it cannot be read, or it is empty. */
function involvedIn(cell: unknown): readonly Involved[] | null {
  const words = caseTabs.goOnSealed.columns.find(({ key }) => key === "involved")?.words?.() ?? {};
  const said = String(cell ?? "")
    .split(/[\n,;]+/)
    .filter((part) => part.trim() !== "")
    .map((part) =>
      Object.keys(words).find((id) =>
        [id, words[id] ?? ""].some((one) => fold(one) === fold(part)),
      ),
    );
  if (said.length === 0 || said.includes(undefined)) return null;
  const ids = said.map((id) => (id === "not-sure" ? "contact" : id));
  return involvedKinds.filter((kind) => ids.includes(kind));
}

/** Why a case does not go on here, in the words of the row. Nothing else changes then. */
const refusals = {
  reader:
    "Only someone who reads the cases of this register can do this. Tick it with your own account.",
  involved:
    "Write who may be involved, one on each line, in the words of the note above. Then tick it again.",
  missing: "The main register has no case with this reference. Correct it, then tick it again.",
  drill: "This is a drill: no student is involved.",
  rows: "The main register has no report of this case now. Reports come back from the Form overnight: tick it again then.",
  audience:
    "Someone who may be involved can open this file. Clear this row, and write it in a register that none of them can open.",
  merged: (into: string) => `This case was merged into ${into}. Write that reference.`,
  again: (here: string) => `This case goes on here already, as ${here}.`,
} as const;

/** The case of the main register that a row names, or why it cannot go on. `read`: of the sealed register. */
function caseNamed({ values }: SnapshotRow, index: CaseIndex, read: Snapshot) {
  const said = String(values["openCase"] ?? "").trim();
  const target = caseReferencePattern.test(said) ? index.target(said) : null;
  if (target === null) return { refusal: refusals.missing };
  if (target.case !== said) return { refusal: refusals.merged(target.case) };
  if (target.drill === true) return { refusal: refusals.drill };
  const again = rowsOf(read, "cases").find(
    (one) => one.values.mainCase === said && one.values.goesOn && !one.values.releasedTo,
  );
  return again === undefined ? { said } : { refusal: refusals.again(again.key) };
}

/** A register of ordinary cases, with the index of its cases. */
function readCases(run: Run, name: RegisterName, more: readonly TabRequest[] = []) {
  const register = registerNamed(run, name);
  return { register, index: register.load([...more, ...caseIndexRequests]) };
}

const isCaseIn = ({ values }: SnapshotRow, index: Snapshot, { directory }: Run) =>
  caseIndexIn(index, directory.settings).target(String(values["openCase"] ?? "").trim()) !== null;

/**
 * Answers the rows of a sealed register that ask for a case to go on there. `who` typed them: an address (lower case); null if Google did
 * not say. Throws what Google throws; a row without an answer is found again by the next run.
 */
export function goOnSealed(before: Run, name: SealedRegister, who: string | null): void {
  transactAll(before, { lockWait: "work" }, () => {
    const first = readCases(before, "main", directoryRequests);
    const directory = directoryIn(first.index, before);
    const run = runAsRead(before, { register: "main", directory });
    // Where schools have registers of their own, a reference is in one of the registers of ordinary cases.
    const sources = [
      () => first,
      ...schoolRegisters(run.memory).map((one) => once(() => readCases(run, one))),
    ];
    const deliveries: Delivery[] = [];
    let left = Number.POSITIVE_INFINITY;
    for (;;) {
      const files = sealedFiles(run);
      const { register, snapshot, held } = files.read(name);
      const asks = asksToGoOn(snapshot);
      const [row] = asks;
      // Each turn answers a row; if a person types on, the next run goes on.
      if (row === undefined || asks.length >= left) return { deliveries };
      left = asks.length;
      const at = run.clock.now();
      const answer = (values: RowValues) => {
        const key = row.key === "" ? { row: `goOnSealed ${at.toString(36)}-${row.index}` } : {};
        const written = { problem: null, ...key, ...values };
        return { tab: "goOnSealed", key: row.key, row: row.index, values: written } as const;
      };
      const refuse = (problem: string) => {
        const update = [answer({ goOn: false, problem })];
        const line = { at, who: who ?? "unknown editor", what: "go-on-refused", case: null };
        register.commit({ ...noChange, update, activity: [line] }, snapshot);
      };
      const involved = involvedIn(row.cells["involved"]);
      const found = sources.find((one) => isCaseIn(row, one().index, run));
      const { register: main, index } = (found ?? (() => first))();
      const cases = caseIndexIn(index, run.directory.settings);
      const named = caseNamed(row, cases, snapshot);
      const readers = readersOfRegister(name, run.directory, held);
      const isReader = who === null || readers.some(({ email }) => email === who);
      if (!isReader) refuse(refusals.reader);
      else if (named.refusal !== undefined) refuse(named.refusal);
      else if (involved === null) refuse(refusals.involved);
      else {
        const all = { tab: "reports", columns: "all" } as const;
        const { snapshot: read, files: loaded } = loadCases(main, index, [named.said], [all]);
        const from = loaded.get(named.said);
        const reports = from === undefined ? [] : reportsToCarry(from, read, { route: involved });
        const schools = union(
          [from?.row.school ?? null],
          reports.map(({ report }) => report.school),
        );
        const excluded = new Set(
          (schools.length > 1 ? schools.filter((one) => one !== null) : schools).flatMap(
            (school) => [...excludedByReport(involved, run.directory, school, at)],
          ),
        );
        if (from === undefined || reports.length === 0) refuse(refusals.rows);
        else if (files.placeOf([name], { involved, excluded }) === null) refuse(refusals.audience);
        else {
          const sealed = sealedIn(name, excluded, named.said);
          // If the case was here and is gone, it goes on since then.
          const earlier =
            row.values["case"] == null ? Number.NaN : parseInt(row.key.split(" ")[1] ?? "", 36);
          const since = Number.isNaN(earlier) ? at : earlier;
          const taken = reports.map((one): Taken => ({ ...one, sealed }));
          const carrying: Carrying = { from, what: "case-went-on", on: { since, involved } };
          const decide = (state: IntakeState, some: readonly Taken[], here: Run) => {
            const { change, into } = decideCarried(state, carrying, some, here);
            if (into === null) return change;
            // Before it is written: a report that comes meanwhile must find it.
            rememberGoingOn(here, name, [{ values: into.row }]);
            const update = [answer({ case: referenceOfCase(into.row) })];
            return joinChanges(change, { ...noChange, update });
          };
          const intake = {
            taken,
            register,
            index: snapshot,
            carried: { clues: cluesOf(from), decide },
          };
          const here = runAsRead(run, { register: name });
          deliveries.push(...commitIntake(here, intake));
        }
      }
    }
  });
}
