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
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { CaseRow } from "../../register/tabs";
import { goesOnIn, numberIn, referenceOfCase } from "../model/case-reference";

/** What the matching needs to know of a case. */
export interface CaseIndexEntry {
  readonly case: string;
  readonly isClosed: boolean;
  readonly student: string | null;
  readonly studentId: string | null;
  /** The case that this one was merged into; null where it was not. */
  readonly mergedInto: string | null;
  /** The case of a drill, which is about no student: nothing is matched with it. Taken as not when left out. */
  readonly isDrill?: boolean;
}

/** What a report says about who the student is. */
export interface StudentClues {
  readonly studentName: string | null;
  readonly studentId: string | null;
}

/** What to do with a report: join it to a case, or open a new one. */
export type Link =
  | {
      readonly kind: "join";
      readonly case: string;
      /** Other open cases of the same student, oldest first. As a rule each goes by another county's protocol. */
      readonly others: readonly string[];
    }
  | {
      readonly kind: "new";
      /** Cases of perhaps the same student, for a person to decide; oldest first. */
      readonly possibleMatches: readonly string[];
      /** The closed cases of the same student, oldest first. */
      readonly earlierCases: readonly string[];
    };

/** What people write in place of a name. Such a text names nobody. */
const placeholders = new Set([
  "anonymous",
  "don t know",
  "dont know",
  "idk",
  "n a",
  "na",
  "name",
  "nil",
  "no",
  "no name",
  "none",
  "not known",
  "not listed",
  "not sure",
  "null",
  "student",
  "tbd",
  "test",
  "unk",
  "unknown",
]);

/** The words of a name in lower case, without accents and punctuation. */
function wordsOf(text: string): string[] {
  if (!/[^ -~]/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return (
    text
      .normalize("NFKD")
      // Accents, and what nobody sees: zero-width and direction characters.
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "")
  );
}

function isPlaceholder(words: readonly string[]): boolean {
  return words.length === 0 || placeholders.has(words.join(" "));
}

/**
 * A name in the form in which names are compared: without capitals, accents, punctuation, and with its words in alphabetical order. Null
 * if the text names nobody.
 */
export function foldName(name: string | null): string | null {
  if (name === null) return null;
  const words = wordsOf(name);
  return isPlaceholder(words) ? null : words.sort().join(" ");
}

const apostrophes = /['\u2018\u2019\u02bc\u02b9\u0060\u00b4]/gu;

/**
 * Several ways to write one name, to find cases that may be of the same student: as `foldName`; without apostrophes ("OBrien"); and of
 * "Last, First Middle" only last and first name. Used for the question to a person only, never to join a report by itself.
 */
function nameKeys(name: string | null): readonly string[] {
  if (name === null) return [];
  const plain = name.replace(apostrophes, "");
  const [last = "", rest] = plain.split(",");
  const [first] = rest === undefined ? [] : wordsOf(rest);
  const short = first === undefined ? null : `${last} ${first}`;
  return [...new Set([name, plain, short].flatMap((one) => foldName(one) ?? []))];
}

/** Cases by student id and by name. Cases can be added while reports come in, and finding one does not take longer with more cases. */
export class CaseIndex {
  private readonly byId = new Map<string, CaseIndexEntry[]>();
  private readonly byDoubtfulId = new Map<string, CaseIndexEntry[]>();
  private readonly byName = new Map<string, CaseIndexEntry[]>();
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
    const { id, doubtfulId } = this.read(entry.studentId);
    put(this.byId, id, entry);
    put(this.byDoubtfulId, doubtfulId, entry);
    for (const key of nameKeys(entry.student)) put(this.byName, key, entry);
  }

  get cases(): readonly CaseIndexEntry[] {
    return [...this.byCase.values()];
  }

  /** The case of that reference; if it was merged, the case that goes on. Null if there is none. */
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
    const [open, ...others] = new Set(
      targets.flatMap((entry) => (entry.isClosed ? [] : [entry.case])),
    );
    if (open !== undefined) return { kind: "join", case: open, others };
    const earlier = [...new Set(targets.map((entry) => entry.case))];
    const possible = new Set<string>();
    for (const entry of perhaps.values()) possible.add(this.mergedTarget(entry).case);
    for (const one of earlier) possible.delete(one);
    return {
      kind: "new",
      possibleMatches: [...possible].sort(),
      earlierCases: earlier,
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
    for (const entry of this.under(this.byId, id)) {
      const other = foldName(entry.student);
      if (name === null || other === null || name === other) agreeing.push(entry);
      else perhaps.set(entry.case, entry);
    }
    for (const entry of nameKeys(student.studentName).flatMap((key) =>
      this.under(this.byName, key),
    )) {
      const other = this.read(entry.studentId).id;
      const isSlip = id !== null && other !== null && id !== other && mayBeSlip(id, other);
      if (id === null || other === null || isSlip) perhaps.set(entry.case, entry);
    }
    for (const entry of this.under(this.byDoubtfulId, doubtfulId)) perhaps.set(entry.case, entry);
    return { agreeing, perhaps };
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

  /** A changed case still stands under its old keys in the maps. Only entries that are the present state of their case count. */
  private under(
    map: ReadonlyMap<string, readonly CaseIndexEntry[]>,
    key: string | null,
  ): readonly CaseIndexEntry[] {
    const entries = key === null ? [] : (map.get(key) ?? []);
    return entries.filter((entry) => this.byCase.get(entry.case) === entry);
  }

  private read(studentId: string | null) {
    const read = parseStudentId(studentId, this.shape);
    return {
      id: read.kind === "id" ? read.id : null,
      doubtfulId: read.kind === "doubtful" ? read.id : null,
    };
  }

  /** The case that goes on, of a case that may have been merged. */
  private mergedTarget(entry: CaseIndexEntry): CaseIndexEntry {
    const into = goesOnIn(entry.case, (reference) => {
      const { mergedInto = null } = this.byCase.get(reference) ?? {};
      return mergedInto !== null && this.byCase.has(mergedInto) ? mergedInto : null;
    });
    return this.byCase.get(into) ?? entry;
  }
}

function put(map: Map<string, CaseIndexEntry[]>, key: string | null, entry: CaseIndexEntry): void {
  if (key !== null) addTo(map, key, entry);
}

/** What is read of every case, to match a report and to find the rows of a case: seven cells each (design 8). */
export const caseIndexColumns = [
  "case",
  "student",
  "studentId",
  "closedAt",
  "mergedInto",
  "checklistRows",
  "drill",
] as const;

/** The entry for a row of the Cases tab. */
export function caseIndexEntry(
  row: Pick<CaseRow, "case" | "student" | "studentId" | "closedAt" | "mergedInto" | "drill">,
): CaseIndexEntry {
  return {
    case: referenceOfCase(row),
    isClosed: row.closedAt !== null || row.mergedInto !== null,
    student: row.student,
    studentId: row.studentId,
    mergedInto: row.mergedInto,
    isDrill: row.drill,
  };
}

/** The index of all cases of a register. `snapshot`: a read of `caseIndexColumns`. */
export function caseIndexIn(snapshot: Snapshot, settings: IdSettings): CaseIndex {
  const entries = rowsOf(snapshot, "cases").map(({ values }) =>
    caseIndexEntry({
      case: values.case ?? null,
      student: values.student ?? null,
      studentId: values.studentId ?? null,
      closedAt: values.closedAt ?? null,
      mergedInto: values.mergedInto ?? null,
      drill: values.drill ?? false,
    }),
  );
  return new CaseIndex(entries, studentIdShape(settings));
}
