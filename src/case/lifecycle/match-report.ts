/**
 * Finds the case to which a report belongs. A report joins a case only if student id and name leave no doubt. In all other cases a new
 * case is opened and a person decides whether both are about one student (design 4 and 2.8).
 */

import {
  type IdSettings,
  mayBeSlip,
  parseStudentId,
  type StudentIdShape,
  studentIdShape,
} from "../../district/student-id";
import { addTo } from "../../lists";
import type { Value } from "../../register/columns";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { CaseRow } from "../../register/tabs";
import { fold } from "../../text";
import { followMerges, numberIn, referenceOfCase } from "../facts/case-reference";
import { foldName, givenFirst, isPartOf, nameKeys } from "./student-names";

/** What the matching needs to know of a case. */
export interface CaseIndexEntry {
  readonly case: string;
  readonly isClosed: boolean;
  readonly student: string | null;
  readonly studentId: string | null;
  /** As the row has it. Taken as not known when left out. */
  readonly school?: string | null;
  /** The case that this one was merged into; null where it was not. */
  readonly mergedInto: string | null;
  /** The case of a drill, which is about no student: nothing is matched with it. Taken as not when left out. */
  readonly isDrill?: boolean;
}

/** What a report says about who the student is. */
export interface StudentClues {
  readonly studentName: string | null;
  readonly studentId: string | null;
  /** Taken as not known when left out. */
  readonly school?: string | null;
}

/** What to do with a report: join it to a case, or open a new one. Each list has the oldest first. */
export interface Link {
  /** The case that it joins; null for a new one. */
  readonly joins: string | null;
  /**
   * The cases of the same student: the open ones, if any is open (as a rule there is more than one only where they go by the protocols of
   * several counties); otherwise the closed ones.
   */
  readonly sure: readonly string[];
  /** Further cases of perhaps the same student, for a person to decide. */
  readonly possibleMatches: readonly string[];
}

/** Under which names may be part of each other: one school, one given name. Null where either is not known, or an initial. */
function givenKey({ studentName, school = null }: StudentClues): string | null {
  const [given = ""] = givenFirst(studentName) ?? [];
  return given.length < 2 || school === null ? null : `${fold(school)} ${given}`;
}

/** A name in the place of the id, and the id in the place of the name. */
const swapped = ({ studentName, studentId, ...clues }: StudentClues): StudentClues => {
  return { ...clues, studentName: studentId, studentId: studentName };
};

/** What an entry says about who the student is. */
const cluesOf = ({ student, studentId, school = null }: CaseIndexEntry): StudentClues => {
  return { studentName: student, studentId, school };
};

/** Cases by student id and by name. Cases can be added while reports come in, and finding one does not take longer with more cases. */
export class CaseIndex {
  /** By what is said of the student, such as "id 730194". Of entries whose name and id seem to be swapped also with "swapped " before it. */
  private readonly byKey = new Map<string, CaseIndexEntry[]>();
  private readonly byCase = new Map<string, CaseIndexEntry>();

  constructor(
    entries: readonly CaseIndexEntry[],
    private readonly shape: StudentIdShape,
  ) {
    for (const entry of entries) this.add(entry);
  }

  /** Adds a case, or puts a newer state of it in its place. */
  add(entry: CaseIndexEntry): void {
    this.byCase.set(entry.case, entry);
    if (entry.isDrill === true) return;
    const clues = cluesOf(entry);
    const turned = this.isSwapped(clues) ? this.keysOf(swapped(clues)) : [];
    for (const key of [...this.keysOf(clues), ...turned.map((one) => `swapped ${one}`)]) {
      addTo(this.byKey, key, entry);
    }
  }

  private keysOf(clues: StudentClues): readonly string[] {
    const { id, doubtfulId } = this.read(clues.studentId);
    const given = givenKey(clues);
    return [
      ...(id === null ? [] : [`id ${id}`]),
      ...(doubtfulId === null ? [] : [`doubtful ${doubtfulId}`]),
      ...(given === null ? [] : [`given ${given}`]),
      ...nameKeys(clues.studentName).map((name) => `name ${name}`),
    ];
  }

  get cases(): readonly CaseIndexEntry[] {
    return [...this.byCase.values()];
  }

  /** The case of that reference; if that case was merged, the case into which it was merged. Null if there is none. */
  target(reference: string): CaseIndexEntry | null {
    const entry = this.byCase.get(reference);
    return entry === undefined ? null : this.mergedTarget(entry);
  }

  /** The highest number that a reference of that two-digit year has; 0 if there is none. */
  lastNumber(year: string): number {
    let last = 0;
    for (const reference of this.byCase.keys()) last = Math.max(last, numberIn(year, reference));
    return last;
  }

  /**
   * What to do with a report about this student. Cases with different ids are never joined; such a case is a possible match only if the
   * names agree and one id may be a typing slip of the other. Equal names alone never join.
   */
  link(student: StudentClues): Link {
    const { agreeing, perhaps } = this.found(student);
    const sure = this.ofOneStudent(agreeing, foldName(student.studentName));
    for (const entry of sure === null ? agreeing : []) perhaps.set(entry.case, entry);
    const targets = (sure ?? []).map((entry) => this.mergedTarget(entry));
    const all = [...new Set(targets.map((entry) => entry.case))];
    const open = targets.flatMap((entry) => (entry.isClosed ? [] : [entry.case]));
    const possible = [...perhaps.values()]
      .map((entry) => this.mergedTarget(entry).case)
      .filter((one) => !all.includes(one));
    return {
      joins: open[0] ?? null,
      sure: open.length > 0 ? [...new Set(open)] : all,
      possibleMatches: [...new Set(possible)].sort(),
    };
  }

  /** Other cases that may be about the same student, oldest first, for the question to a person. */
  matches(reference: string, student: StudentClues): readonly string[] {
    if (this.byCase.get(reference)?.isDrill === true) return [];
    const { agreeing, perhaps } = this.found(student);
    const targets = [...agreeing, ...perhaps.values()].map(
      (entry) => this.mergedTarget(entry).case,
    );
    return [...new Set(targets)].filter((one) => one !== reference).sort();
  }

  /** `agreeing`: cases with the same id and no different name. `perhaps`: others that may be about the same student. */
  private found(student: StudentClues) {
    const { id, doubtfulId } = this.read(student.studentId);
    const name = foldName(student.studentName);
    const agreeing: CaseIndexEntry[] = [];
    const perhaps = new Map<string, CaseIndexEntry>();
    for (const entry of this.under(`id ${id}`)) {
      const other = foldName(entry.student);
      if (name === null || other === null || name === other) agreeing.push(entry);
      else perhaps.set(entry.case, entry);
    }
    const words = givenFirst(student.studentName) ?? [];
    const named = [
      ...this.namedAs(student.studentName),
      ...this.under(`given ${givenKey(student)}`).filter((entry) =>
        isPartOf(words, givenFirst(entry.student) ?? []),
      ),
    ];
    const more = [
      ...named.filter((entry) => maySlip(id, this.read(entry.studentId).id)),
      ...this.under(`doubtful ${doubtfulId}`),
      ...this.withId("swapped ", student, ({ student: known }) => known),
      ...(this.isSwapped(student)
        ? this.withId("", swapped(student), ({ studentId }) => studentId)
        : []),
    ];
    for (const entry of more) perhaps.set(entry.case, entry);
    return { agreeing, perhaps };
  }

  /** Cases of the same id, or of the same name with none or a slip. `idOf`: the cell that has the id if a name stands in its place. */
  private withId(
    begins: "swapped " | "",
    { studentName, studentId }: StudentClues,
    idOf: (entry: CaseIndexEntry) => string | null,
  ): readonly CaseIndexEntry[] {
    const id = this.anyId(studentId);
    return [
      ...this.under(`${begins}id ${id}`),
      ...this.under(`${begins}doubtful ${id}`),
      ...this.namedAs(studentName, begins).filter((entry) => maySlip(id, this.anyId(idOf(entry)))),
    ];
  }

  private namedAs(name: string | null, begins: "swapped " | "" = ""): readonly CaseIndexEntry[] {
    return nameKeys(name).flatMap((key) => this.under(`${begins}name ${key}`));
  }

  /** Whether name and id seem to be swapped: the name looks like an id, or the id looks like a name. */
  private isSwapped({ studentName, studentId }: StudentClues): boolean {
    const isName = this.anyId(studentId) === null && foldName(studentId) !== null;
    return isName || this.anyId(studentName) !== null;
  }

  private anyId(written: string | null): string | null {
    const { id, doubtfulId } = this.read(written);
    return id ?? doubtfulId;
  }

  /**
   * Of cases that share an id: those with the same name, else all of them. Null if they are about several students, since two students
   * were entered under one id.
   */
  private ofOneStudent(
    entries: readonly CaseIndexEntry[],
    name: string | null,
  ): readonly CaseIndexEntry[] | null {
    const named = entries.filter((entry) => name !== null && foldName(entry.student) === name);
    if (named.length > 0) return named;
    const names = new Set(entries.flatMap((entry) => foldName(entry.student) ?? []));
    const targets = new Set(entries.map((entry) => this.mergedTarget(entry).case));
    return names.size > 1 && targets.size > 1 ? null : entries;
  }

  /** The cases under that key as they are now: the maps still hold the old keys of a case that has changed. */
  private under(key: string): readonly CaseIndexEntry[] {
    const entries = this.byKey.get(key) ?? [];
    return entries.filter((entry) => this.byCase.get(entry.case) === entry);
  }

  private read(studentId: string | null) {
    const read = parseStudentId(studentId, this.shape);
    return {
      id: read.kind === "id" ? read.id : null,
      doubtfulId: read.kind === "doubtful" ? read.id : null,
    };
  }

  /** The case itself, or the one into which it was merged. */
  private mergedTarget(entry: CaseIndexEntry): CaseIndexEntry {
    const into = followMerges(entry.case, (reference) => {
      const { mergedInto = null } = this.byCase.get(reference) ?? {};
      return mergedInto !== null && this.byCase.has(mergedInto) ? mergedInto : null;
    });
    return this.byCase.get(into) ?? entry;
  }
}

/** Whether the ids of two cases do not keep them apart: one is not known, or it may be a slip of the other. */
function maySlip(one: string | null, other: string | null): boolean {
  return one === null || other === null || (one !== other && mayBeSlip(one, other));
}

/** What is read of every case, to match a report and to find the rows of a case: eight cells each (design 8). */
export const caseIndexColumns = [
  "case",
  "student",
  "studentId",
  "school",
  "closedAt",
  "mergedInto",
  "checklistRows",
  "drill",
] as const;

/** The entry for a row of the Cases tab, as far as it was read. */
export function caseIndexEntry({
  student = null,
  studentId = null,
  school = null,
  closedAt = null,
  mergedInto = null,
  drill: isDrill = false,
  ...row
}: Partial<CaseRow>): CaseIndexEntry {
  const isClosed = closedAt !== null || mergedInto !== null;
  return { case: referenceOfCase(row), isClosed, student, studentId, school, mergedInto, isDrill };
}

/** The index of all cases of a register. `snapshot`: a read of `caseIndexColumns`. */
export function caseIndexIn(snapshot: Snapshot, settings: IdSettings): CaseIndex {
  const entries = rowsOf(snapshot, "cases").map(({ values }) => caseIndexEntry(values));
  return new CaseIndex(entries, studentIdShape(settings));
}

/**
 * The cases that a cell names, one or several a line. A reference that was merged into another case means that other case; null stands for
 * a word that is the reference of no case.
 */
export function referencesIn(
  value: Value,
  index: Pick<CaseIndex, "target">,
): readonly (string | null)[] {
  const lines = Array.isArray(value) ? value : [];
  const words = lines.flatMap((line) => line.split(/[\s,;]+/)).filter((word) => word !== "");
  return [...new Set(words.map((word) => index.target(word)?.case ?? null))];
}
