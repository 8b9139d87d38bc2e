/**
 * The index of the cases in registers of schools (design 2.22): a file of its own, which only the accounts that run the system open. Intake
 * finds by it the open case of a student that another school has. It holds no name and no id, only fingerprints that are keyed with a secret
 * of the script's store. It is a hint: before a report joins a case, the case's own row is read. A row that is lost, stale or forged costs a
 * question, never a report.
 */

import { installersOf } from "../access/accounts-at-work";
import { applyAccess, planAccess } from "../access/match-editors-to-contacts";
import { attempt } from "../attempt";
import type { CaseRow } from "../case/tabs/case-tabs";
import { foldName, type StudentClues } from "../casework/match-report";
import { parseStudentId } from "../district/student-id";
import { once } from "../lazy";
import type { BatchRequest, SchoolRegister } from "../ports";
import { cellsAt } from "../register/cells";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { fileMade, rememberedOf } from "../registers/kinds";
import type { Run } from "../run";

const fileName = "Student safety index";
const sheetId = 201;
/** How many rows one look brings up to date; a later look goes on. */
const rowsAtOnce = 500;

/** What the index says of a case. Fingerprints are empty where the case has no id or no name. */
interface IndexRow {
  readonly register: string;
  readonly reference: string;
  readonly status: "open" | "closed";
  readonly id: string;
  readonly name: string;
}

/** The columns of the index, in their order. */
const columns = ["register", "reference", "status", "id", "name"] as const;
const cellsOf = (row: IndexRow) => columns.map((key) => row[key]);

/** The file's id and the secret. Makes what is missing: one call each, and three for a new file. Throws what Google throws. */
function openIndex(run: Run): { readonly file: string; readonly secret: string } {
  const { memory, spreadsheets, chance } = run;
  const { file: known, secret: kept } = memory.get("caseIndex");
  const secret = kept || chance.hex();
  const file = known || fileMade(run, "index", fileName);
  const there = known === "" ? spreadsheets.structure(file).tabs : null;
  if (there?.every((one) => one.sheetId !== sheetId)) {
    spreadsheets.batchUpdate(file, [
      { addSheet: { properties: { sheetId, title: "Index" } } },
      ...there.map((one) => ({ deleteSheet: { sheetId: one.sheetId } })),
    ]);
  }
  if (file !== known || secret !== kept) {
    const { index: _made, ...made } = memory.get("made");
    memory.setAll({ caseIndex: { file, secret }, made });
  }
  return { file, secret };
}

/** Makes the index if there is none, and opens it to the accounts that run the system, and to no one else. */
export function shareIndex(run: Run): void {
  const { file } = openIndex(run);
  const plan = planAccess(run, file, run.access.editors(file), installersOf(run));
  const { error } = applyAccess(run, file, plan);
  if (error !== null) throw error;
}

/** A student's id and full name as they are compared; "" for one that is not known. */
function plainClues({ directory }: Run, { studentName, studentId }: StudentClues) {
  const written = parseStudentId(studentId, directory.settings);
  return { id: written.kind === "id" ? written.id : "", name: foldName(studentName) ?? "" };
}

/** The keyed fingerprints of these. */
function fingerprintsOf(run: Run, secret: string, clues: ReturnType<typeof plainClues>) {
  const of = (kind: keyof typeof clues) =>
    clues[kind] === "" ? "" : run.hmac(secret, `${kind} ${clues[kind]}`);
  return { id: of("id"), name: of("name") };
}

function readIndex({ spreadsheets }: Run, file: string): readonly IndexRow[] {
  const [read] = spreadsheets.read(file, [{ sheetId }]);
  return (read?.values ?? []).map((cells) => {
    const [register = "", reference = "", status, id = "", name = ""] = cells.map((cell) =>
      String(cell ?? ""),
    );
    return { register, reference, status: status === "open" ? "open" : "closed", id, name };
  });
}

const rowData = (row: IndexRow) => ({
  values: cellsOf(row).map((stringValue) => ({ userEnteredValue: { stringValue } })),
});

const appended = (rows: readonly IndexRow[]): BatchRequest => ({
  appendCells: { sheetId, rows: rows.map(rowData), fields: "userEnteredValue" },
});

/**
 * Makes a function that finds the open cases that may be of the student of a report: by the id, and by the name alone. One read, when it is
 * first asked. Nothing is found where the index cannot be read.
 */
export function indexFinder(run: Run) {
  const read = () => {
    const { file, secret } = openIndex(run);
    const open = readIndex(run, file).filter(({ status }) => status === "open");
    return { secret, open };
  };
  const known = once(() => attempt(run, read, { secret: "", open: [] }));
  return (student: StudentClues) => {
    const { secret, open } = known();
    if (secret === "") return { byId: [], byName: [] };
    const { id, name } = fingerprintsOf(run, secret, plainClues(run, student));
    const isSameId = (row: IndexRow) => id !== "" && row.id === id;
    return {
      byId: open.filter(isSameId),
      // Two ids that differ tell two students of one name apart.
      byName: open.filter(
        (row) => !isSameId(row) && name !== "" && row.name === name && (id === "" || row.id === ""),
      ),
    };
  };
}

/** What the index has to say of a case, not yet as fingerprints. */
function plainRow(run: Run, register: string, row: Partial<CaseRow>): IndexRow {
  const { student: studentName = null, studentId = null, closedAt, mergedInto, releasedTo } = row;
  const isOpen = closedAt == null && mergedInto == null && releasedTo == null;
  return {
    ...{ register, reference: row.case ?? "", status: isOpen ? "open" : "closed" },
    ...plainClues(run, { studentName, studentId }),
  };
}

const indexRow = (run: Run, secret: string, plain: IndexRow): IndexRow => ({
  ...plain,
  ...fingerprintsOf(run, secret, plain),
});

/** Adds new cases of a register, so that a report of another school that comes a moment later finds them. One call. */
export function addToIndex(run: Run, name: SchoolRegister, cases: readonly Partial<CaseRow>[]) {
  const rows = cases.filter(({ drill }) => drill !== true);
  if (rows.length === 0) return;
  attempt(run, () => {
    const { file, secret } = openIndex(run);
    const fresh = rows.map((row) => indexRow(run, secret, plainRow(run, name, row)));
    run.spreadsheets.batchUpdate(file, [appended(fresh)]);
  });
}

/**
 * Brings the index up to date with a register of schools: edits, merges, closings and moves reach it so. `snapshot`: the cases of the
 * register. No call if the last look left it as it should be; otherwise one read, and one write.
 */
export function updateIndex(run: Run, name: SchoolRegister, snapshot: Snapshot): void {
  attempt(run, () => {
    const { file, secret } = openIndex(run);
    const cases = rowsOf(snapshot, "cases").filter(({ values }) => values.drill !== true);
    const plain = cases.map(({ values }) => plainRow(run, name, values));
    const { get, set } = rememberedOf(run, name, "clock");
    // One keyed digest of all: nearly every look finds it unchanged, and makes no fingerprint.
    const indexed = run.hmac(secret, JSON.stringify([file, ...plain.map(cellsOf)])).slice(0, 16);
    if (get().indexed === indexed) return;
    const wanted = plain.map((row) => indexRow(run, secret, row));
    const there = readIndex(run, file);
    const places = new Map(
      there.flatMap(({ register, reference }, at): [string, number][] =>
        register === name ? [[reference, at]] : [],
      ),
    );
    const blank = { register: "", reference: "", status: "closed", id: "", name: "" } as const;
    const rows = new Map<string, IndexRow>([
      ...[...places.keys()].map((reference): [string, IndexRow] => [reference, blank]),
      ...wanted.map((row): [string, IndexRow] => [row.reference, row]),
    ]);
    const changed = [...rows].filter(([reference, row]) => {
      const is = there[places.get(reference) ?? -1];
      return is === undefined || cellsOf(row).join() !== cellsOf(is).join();
    });
    const some = changed.slice(0, rowsAtOnce);
    const fresh: IndexRow[] = [];
    const requests: BatchRequest[] = [];
    for (const [reference, row] of some) {
      const rowIndex = places.get(reference);
      if (rowIndex === undefined) fresh.push(row);
      else requests.push(cellsAt({ sheetId, rowIndex, columnIndex: 0 }, [rowData(row)]));
    }
    if (fresh.length > 0) requests.push(appended(fresh));
    if (requests.length > 0) run.spreadsheets.batchUpdate(file, requests);
    if (some.length === changed.length) set({ clock: { indexed } });
  });
}
