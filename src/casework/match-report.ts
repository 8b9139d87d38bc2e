/**
 * Finds the case to which a report belongs. A report joins a case only if student id and name leave no doubt. Otherwise a new case is
 * opened, and a person decides whether both are about one student (design 4 and 2.8).
 */

import { mergeTargets, numberOfReference, referenceOfCase } from "../case/facts/case-reference";
import { isDrillOfStudent } from "../case/facts/drill-facts";
import type { caseIndexColumns } from "../case/load-cases";
import type { CaseRow } from "../case/tabs/case-tabs";
import { type IdSettings, mayBeSlip, parseStudentId } from "../district/student-id";
import { once } from "../lazy";
import { union } from "../lists";
import type { Value } from "../register/columns";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { betweenWords, fold, unicodePattern } from "../text";

/** A case as matching needs it: those cells, as far as they were read. */
type IndexedRow = Partial<Pick<CaseRow, (typeof caseIndexColumns)[number]>>;

/** What a report says about who the student is. */
export interface StudentClues {
  readonly studentName: string | null;
  readonly studentId: string | null;
  /** The school; not known if left out. */
  readonly school?: string | null;
}

// How the names of students are compared, whatever the order, spelling and form in which people write them.

/** What people write in place of a name. Such a text does not name anyone. */
const placeholders = new Set(
  "anonymous|don t know|dont know|idk|n a|na|name|nil|no|no name|none|not known|not listed|not sure|null|student|tbd|test|unk|unknown".split(
    "|",
  ),
);

/** The words of a name in lower case, without accents and punctuation. */
function wordsOf(text: string): string[] {
  if (!/[^ -~]/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return (
    text
      .normalize("NFKD")
      // Accents, and characters that no one sees: zero-width and direction marks.
      .replace(unicodePattern("[\\p{M}\\p{Cf}]"), "")
      .toLowerCase()
      .split(betweenWords())
      .filter((word) => word !== "")
  );
}

/**
 * A name in the form in which names are compared: without capitals, accents, punctuation, and with its words in alphabetical order. Null
 * if the text names no one.
 */
export function foldName(name: string | null): string | null {
  const words = wordsOf(name ?? "");
  return words.length === 0 || placeholders.has(words.join(" ")) ? null : words.sort().join(" ");
}

const apostrophes = /['\u2018\u2019\u02bc\u02b9\u0060\u00b4]/gu;

/** The clues of one report or case, in the forms in which they are compared. */
function readStudent(
  { studentName, studentId, school = null }: StudentClues,
  settings: IdSettings,
) {
  const written = parseStudentId(studentId, settings);
  const anyId = written.kind === "none" ? null : written.id;
  const plain = (studentName ?? "").replace(apostrophes, "");
  const [last = "", ...rest] = plain.split(",");
  const [first] = wordsOf(rest[0] ?? "");
  const words = [...wordsOf(rest.join(" ")), ...wordsOf(last)];
  const spellings = [studentName, plain, first === undefined ? null : `${last} ${first}`];
  return {
    /** Null if there is none, or only one that does not look like an id of the district. */
    id: written.kind === "id" ? anyId : null,
    /** The id, whether or not it looks like one of the district. */
    anyId,
    name: foldName(studentName),
    /**
     * Several ways to write the name, to find cases that may be about the same student: as `foldName`; without apostrophes ("OBrien"); and
     * of "Last, First Middle" only last and first name. Used only for the question to a person, never to join a report automatically.
     */
    names: union(spellings.flatMap((one) => foldName(one) ?? [])),
    /** The words of the name with the given name first, even if it was written as "Last, First". Empty if the text names no one. */
    words: placeholders.has(words.join(" ")) ? [] : words,
    school: school === null ? null : fold(school),
  };
}

type Student = ReturnType<typeof readStudent>;

/** The clues as they were written; and a second reading with the two swapped, if the name looks like an id or the id like a name. */
type Readings = readonly [Student, Student?];

function readClues(clues: StudentClues, settings: IdSettings): Readings {
  const { studentName, studentId } = clues;
  const asWritten = readStudent(clues, settings);
  const swapped = readStudent({ studentName: studentId, studentId: studentName }, settings);
  const isSwapped = swapped.anyId !== null || (asWritten.anyId === null && swapped.name !== null);
  return isSwapped ? [asWritten, swapped] : [asWritten];
}

const isSame = (one: string | null, other: string | null) => one !== null && one === other;

/** Whether the id is the same, and no name says otherwise. */
function isAgreeing([one]: Readings, [other]: Readings): boolean {
  const isOtherName = one.name !== null && other.name !== null && one.name !== other.name;
  return isSame(one.id, other.id) && !isOtherName;
}

/**
 * Whether the ids are the same; or the names agree, and the ids do not tell the two apart. At one school, names also agree if one is part
 * of the other: "Mia Vega" is part of "Mia Lopez Vega".
 */
function isAlike(one: Student, other: Student): boolean {
  const [mine, theirs] = [one.words, other.words];
  const [short, long] = mine.length < theirs.length ? [mine, theirs] : [theirs, mine];
  const [given = ""] = short;
  const isPart =
    isSame(one.school, other.school) &&
    given.length > 1 &&
    given === long[0] &&
    short.every((word) => long.includes(word));
  const isNamed = isPart || one.names.some((name) => other.names.includes(name));
  const { id } = one;
  // The ids do not tell the two apart if one is missing, or may be a typing slip of the other.
  const maySlip = id === null || other.id === null || (id !== other.id && mayBeSlip(id, other.id));
  return isSame(one.anyId, other.anyId) || (isNamed && maySlip);
}

/** Whether a person should decide if both are about one student. Name and id may be swapped in one of them. */
function isPerhapsSame([one, swapped]: Readings, [other, otherSwapped]: Readings): boolean {
  return (
    isAlike(one, other) ||
    (swapped !== undefined && isAlike(swapped, other)) ||
    (otherSwapped !== undefined && isAlike(one, otherSwapped))
  );
}

/**
 * Those of these cases whose student the report names: by the id, otherwise by the name. Of several with that id, those that also have the
 * name, if any has it.
 */
export function casesNamedBy(
  report: StudentClues,
  rows: readonly CaseRow[],
  settings: IdSettings,
): readonly CaseRow[] {
  const [said] = readClues(report, settings);
  const read = rows.map((row) => ({
    row,
    of: readClues({ studentName: row.student, studentId: row.studentId }, settings)[0],
  }));
  const byId = read.filter(({ of }) => isSame(said.id, of.id));
  const among = byId.length > 0 ? byId : read;
  const named = among.filter(({ of }) => isSame(said.name, of.name));
  return (named.length > 0 ? named : byId).map(({ row }) => row);
}

/** A case, and what it says of the student, which is worked out when it is first needed. */
type Indexed = IndexedRow & { readonly case: string; readonly read: () => Readings };

/** The cases of a register, to find those of a student. Cases can be added while reports are taken in. */
export class CaseIndex {
  private readonly byCase = new Map<string, Indexed>();

  constructor(
    rows: readonly IndexedRow[],
    private readonly settings: IdSettings,
  ) {
    for (const row of rows) this.add(row);
  }

  /** Adds a case, or replaces an earlier state of it. */
  add(row: IndexedRow): void {
    const reference = referenceOfCase(row);
    const { student: studentName = null, studentId = null, school = null } = row;
    const read = once(() => readClues({ studentName, studentId, school }, this.settings));
    const drill = row.drill === true && !isDrillOfStudent(row);
    this.byCase.set(reference, { ...row, drill, case: reference, read });
  }

  /** The case with that reference; if it was merged, the case into which it was merged in the end. Null if there is none. */
  target(reference: string): (IndexedRow & { readonly case: string }) | null {
    return this.byCase.get(mergeTargets(this.byCase)(reference)) ?? null;
  }

  /** The highest number among the references of that two-digit year; 0 if there is none. */
  lastNumber(year: string): number {
    const numbers = [...this.byCase.keys()].map((one) => numberOfReference(year, one));
    return Math.max(0, ...numbers);
  }

  /**
   * What to do with a report about this student. Cases with different ids are never joined; such a case is a possible match only if the
   * names agree and one id may be a typing slip of the other. Equal names alone never join.
   */
  link(student: StudentClues) {
    const { agreeing, perhaps } = this.found(student);
    // Of cases that share an id, those with the same name; if none has it, all of them, unless two students were entered under one id.
    const name = foldName(student.studentName);
    const named = agreeing.filter(({ read }) => name !== null && read()[0].name === name);
    const isOfSeveral =
      named.length === 0 &&
      new Set(agreeing.flatMap(({ read }) => read()[0].name ?? [])).size > 1 &&
      this.targetsOf(agreeing).length > 1;
    const ofOne = named.length > 0 ? named : agreeing;
    const targets = isOfSeveral ? [] : this.targetsOf(ofOne);
    const all = targets.map((one) => one.case);
    const open = targets.flatMap(({ closedAt = null, mergedInto = null, case: one }) =>
      closedAt === null && mergedInto === null ? [one] : [],
    );
    const possible = this.targetsOf(isOfSeveral ? [...perhaps, ...agreeing] : perhaps);
    return {
      /** The case that it joins; null for a new one. */
      joins: open[0] ?? null,
      /**
       * The cases of the same student, oldest first: the open ones, if any is open; otherwise the closed ones. As a rule several are open
       * only if they follow the protocols of several counties.
       */
      sure: open.length > 0 ? open : all,
      /** Further cases that may be about the same student, oldest first, for a person to decide. */
      possibleMatches: possible.map((one) => one.case).filter((one) => !all.includes(one)),
    };
  }

  /** Other cases that may be about the same student, oldest first, for the question to a person. */
  matches(reference: string, student: StudentClues): readonly string[] {
    if (this.byCase.get(reference)?.drill === true) return [];
    const { agreeing, perhaps } = this.found(student);
    const targets = this.targetsOf([...agreeing, ...perhaps]);
    return targets.map((one) => one.case).filter((one) => one !== reference);
  }

  /**
   * `agreeing`: cases with the same id and no different name. `perhaps`: others that may be about the same student. Cases of drills are
   * left out.
   */
  private found(student: StudentClues) {
    const clues = readClues(student, this.settings);
    const entries = [...this.byCase.values()].filter(({ drill }) => drill !== true);
    const agreeing = entries.filter(({ read }) => isAgreeing(clues, read()));
    const perhaps = entries.filter(
      (entry) => !agreeing.includes(entry) && isPerhapsSame(clues, entry.read()),
    );
    return { agreeing, perhaps };
  }

  /** The cases, each once, oldest first; in place of each that was merged, the one into which it was merged. */
  private targetsOf(entries: readonly Indexed[]) {
    const targets = new Set(entries.flatMap((entry) => this.target(entry.case) ?? []));
    return [...targets].sort((a, b) => (a.case < b.case ? -1 : 1));
  }
}

/** What to do with a report: join it to a case, or open a new one. */
export type Link = ReturnType<CaseIndex["link"]>;

/** The index of all cases of a register. `snapshot`: a read of `caseIndexColumns`. */
export function caseIndexIn(snapshot: Snapshot, settings: IdSettings): CaseIndex {
  // Of a sealed case that is in the main register too, nothing is added here: it is about to close.
  const rows = rowsOf(snapshot, "cases").map(({ values }) =>
    values.releasedTo == null ? values : { ...values, closedAt: values.closedAt ?? 0 },
  );
  return new CaseIndex(rows, settings);
}

/**
 * The cases that a cell names, one or more in each line. The reference of a case that was merged means the case into which it was merged;
 * null stands for a word that is not the reference of a case.
 */
export function referencesIn(
  value: Value,
  index: Pick<CaseIndex, "target">,
): readonly (string | null)[] {
  const lines = Array.isArray(value) ? value : [];
  const words = lines.flatMap((line) => line.split(/[\s,;]+/)).filter((word) => word !== "");
  return [...new Set(words.map((word) => index.target(word)?.case ?? null))];
}
