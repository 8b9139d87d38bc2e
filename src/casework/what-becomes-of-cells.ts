/**
 * What happens to the cells of a case when a person edits them, a report comes in, two cases are merged, or a case is carried. Which of it
 * happens to a cell stands in its entry (`says`, in `case/tabs/case-columns.ts`); here is what the names there mean. Pure.
 */

import { approvalKeys, cellsOf, ownCellsText, ownRow, statusKeys } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { combineFacts } from "../case/facts/combined-facts";
import { dangerOfBoth } from "../case/facts/danger";
import { answersAfter, answersOfBoth, saysStaffMayBe } from "../case/facts/parent-and-staff";
import type { ReviewReason } from "../case/facts/review-reasons";
import { type Asked, readSteppedAside } from "../case/people/responsible-person";
import { type CaseContext, holdEnds } from "../case/steps/deadlines";
import { isOtherCounty } from "../case/steps/step-state";
import type { CaseSays } from "../case/tabs/case-columns";
import { type CaseKeys, type CaseRow, caseEntries } from "../case/tabs/case-tabs";
import { raiseLine } from "../case/tabs/lines-in-cells";
import type { Report } from "../form/report";
import { once } from "../lazy";
import { union } from "../lists";
import { type Entry, isList, type RowValues, type Value } from "../register/columns";

/**
 * The cells that only a sealed case has: who may read it, from whom it is kept, and the student's case in the main register (design 2.11).
 */
export type Sealed = Pick<CaseRow, "readBy" | "excluded" | "mainCase">;

/** A report that is being added to a case, with what was found out about it. */
export interface Arrival {
  readonly report: Report;
  /** When it was sent; milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** As the Schools tab writes it, if the school is listed there; otherwise as the report has it. */
  readonly school: string | null;
  /** Who is responsible for the case if it is assigned to no one. */
  readonly contact: Asked;
  /** Who is told of a new case instead, while that person is away. Left out: they are there. */
  readonly told?: Asked;
  readonly reviewReasons: readonly ReviewReason[];
  /** Null in the main register. */
  readonly sealed: Sealed | null;
  /** Whether it comes from a sealed case that was released: then that case says whether there is a legal hold. Left out: it does not. */
  readonly isReleased?: boolean;
  readonly context: CaseContext;
}

/** Two cases about one student, of which `source` was merged into `target`. */
interface Both {
  readonly target: CaseRow;
  readonly source: CaseRow;
  /** The protocol of the target case, and the district's zone. */
  readonly context: ContextOfBoth;
}
type ContextOfBoth = Pick<CaseContext, "pack" | "zone">;

/** The cases that someone has said are about a different student, in either of the two cases. */
function othersOfBoth({ target, source }: Both): readonly string[] {
  const two = [target, source].map(referenceOfCase);
  return union(target.notSameStudentAs, source.notSameStudentAs).filter(
    (one) => !two.includes(one),
  );
}

type Merge = (mine: Value, theirs: Value, both: Both) => Value;
const either: Merge = (mine, theirs) => mine ?? theirs;
/** The items of a list. The cast holds: an entry whose lists hold something else names another way to merge. */
const itemsOf = <Item extends string | Entry>(value: Value): readonly Item[] =>
  isList(value) ? (value as readonly Item[]) : [];

/** What the target of a merge shows, by what the entry says of it. Those worked out together come from `withMerged`. */
const merges = once(
  (): Readonly<Record<CaseSays["merge"], Merge>> => ({
    own: (mine) => mine,
    together: (mine) => mine,
    either,
    union: (mine, theirs) => union(itemsOf<string>(mine), itemsOf<string>(theirs)),
    raises: (mine, theirs) => union(itemsOf<Entry>(mine), itemsOf<Entry>(theirs), raiseLine.write),
    sum: (mine, theirs) => Number(mine) + Number(theirs),
    earliest: (mine, theirs) =>
      mine === null || theirs === null ? (mine ?? theirs) : Math.min(Number(mine), Number(theirs)),
    any: (mine, theirs) => mine === true || theirs === true,
    // If one case says yes and the other no, someone has to answer again.
    "same-or-empty": (mine, theirs) =>
      mine === null || theirs === null || mine === theirs ? (mine ?? theirs) : null,
    // Both cases are about one student, so a person who is too close to act on one is too close to act on the other.
    "all-who-stepped-aside": (_mine, _theirs, { target, source }) =>
      union(readSteppedAside(target), readSteppedAside(source)).join(", ") || null,
    // After a merge, only those questions stay that no one has answered in either case.
    unanswered: (mine, theirs, two) => {
      const settled = [...[two.target, two.source].map(referenceOfCase), ...othersOfBoth(two)];
      return union(itemsOf<string>(mine), itemsOf<string>(theirs)).filter(
        (one) => !settled.includes(one),
      );
    },
    "other-cases": (_mine, _theirs, two) => othersOfBoth(two),
    "not-itself": (mine, theirs, { target }) => mine ?? (theirs === target.case ? null : theirs),
  }),
);

/** How many characters of an answer are repeated on the row of the case; the Reports tab keeps the whole answer. */
const repeatedUpTo = 1_000;

/** The value of the case; if it has none, the answer of the report, cut if it is long. */
function keepOrTake(mine: string | null, text: string | null): string | null {
  if (mine !== null || text === null || text.length <= repeatedUpTo) return mine ?? text;
  return `${text.slice(0, repeatedUpTo)} … (the whole text is in Reports)`;
}

/**
 * The row after a report was added: the first one of a new case, or a further one. It works out what the entries say that a report "sets".
 * Facts, level and protocols are combined elsewhere (`combineFacts`).
 */
export function withReport(mine: CaseRow, arrival: Arrival): CaseRow {
  const { report, receivedAt, contact, told = contact, sealed, isReleased, context } = arrival;
  const { now, pack } = context;
  const { countyOfResidence: county } = mine;
  const reported = { dangerSince: now, dangerReported: receivedAt, dangerAgain: now };
  const inDanger = { ...reported, dangerOver: false };
  const { dangerSince, dangerReported, dangerAgain, dangerOver } = mine;
  const asBefore = { dangerSince, dangerReported, dangerAgain, dangerOver };
  const set: Pick<CaseRow, CaseKeys<"report", "sets">> = {
    reports: (mine.reports ?? 0) + 1,
    // Only words on the rows of the calls, never a tick (design 4).
    reporterSaysCalled: (["calledChildAndFamilyServices", "calledLawEnforcement"] as const).filter(
      (question) => report[question] === "yes" || mine.reporterSaysCalled.includes(question),
    ),
    reviewReasonIds: union<string>(mine.reviewReasonIds, arrival.reviewReasons),
    student: keepOrTake(mine.student, report.studentName),
    studentId: keepOrTake(mine.studentId, report.studentId),
    grade: keepOrTake(mine.grade, report.grade),
    school: keepOrTake(mine.school, arrival.school),
    // The first report that names another county counts.
    countyOfResidence: isOtherCounty(pack, county)
      ? county
      : (keepOrTake(null, report.countyOfResidence) ?? county),
    ...(report.immediateDanger === "yes" ? inDanger : asBefore),
    contact: contact.email,
    told: mine.told ?? { role: told.role, at: now, email: told.email },
    readBy: (sealed ?? mine).readBy,
    excluded: union(mine.excluded, sealed?.excluded),
    mainCase: sealed?.mainCase ?? mine.mainCase,
    // A lead who lifted the hold is asked again by each further report about staff. A drill is about no one.
    legalHold:
      mine.legalHold ||
      (!mine.drill && isReleased !== true && (sealed !== null || saysStaffMayBe(report))),
    // An answer that the report makes doubtful is emptied.
    ...answersAfter(mine, report, pack),
  };
  return { ...mine, ...set };
}

// What the row of a case shows if other cases were merged into it: its own cells combined with those of their rows (design 2.6). The rows
// of the other cases stay as they are. Where the row shows something other than the case alone would, the case's own value is kept in its
// member `own`.

/** The cells in which a merge may show something other than the case alone would. */
const keysOfBoth = once((): readonly (keyof CaseRow)[] => [
  ...caseEntries().flatMap(({ key, says }) => (says.merge === "own" ? [] : [key])),
  ...statusKeys,
  ...approvalKeys,
]);

/** The row `shown`, which also keeps what the case alone would show (`own`). */
export function withOwn(own: CaseRow, shown: CaseRow): CaseRow {
  return { ...shown, own: ownCellsText(keysOfBoth(), own, shown) };
}

/** The row with the status of another row, and with the cells that go with a status. */
export function withStatusOf(row: CaseRow, other: CaseRow): CaseRow {
  return { ...row, ...cellsOf(other, statusKeys) };
}

/** The row of `target`, combined with the row of a case that was merged into it. */
function withMerged(target: CaseRow, source: CaseRow, context: ContextOfBoth): CaseRow {
  const of = (row: RowValues, key: string): Value => row[key] ?? null;
  const merged = caseEntries().map(({ key, says }) => {
    const merge = merges()[says.merge];
    return [key, merge(of(target, key), of(source, key), { target, source, context })] as const;
  });
  // Law enforcement's wish for silence is about the student, so it holds for the merged case; of two holds, the one that ends later.
  const [mine, theirs] = [target, source].map(({ holdUntil }) =>
    holdUntil === null ? 0 : holdEnds(holdUntil, context.zone),
  );
  const { holdUntil, heldFor } = Number(theirs) > Number(mine) ? source : target;
  const together: Pick<CaseRow, CaseKeys<"merge", "together">> = {
    ...dangerOfBoth(target, source),
    ...answersOfBoth(target, source, context.pack),
    holdUntil,
    heldFor,
    ...combineFacts(context.pack, target, source),
  };
  return { ...target, ...Object.fromEntries(merged), ...together };
}

/**
 * The row of a case combined with those of the cases that were merged into it. This is the one function by which the facts of several cases
 * become the facts of one. `merged`: the rows of the cases that name this one, in any order.
 */
export function rowTogether(
  row: CaseRow,
  merged: readonly CaseRow[],
  context: ContextOfBoth,
): CaseRow {
  const own = ownRow(row);
  const parts = [...merged].sort((a, b) => ((a.case ?? "") < (b.case ?? "") ? -1 : 1));
  const together = parts.reduce((shown, part) => withMerged(shown, part, context), own);
  return withOwn(own, parts.length === 0 ? own : { ...together, ...cellsOf(row, approvalKeys) });
}

/** The row, on legal hold if it or a case that was merged into it is. */
export function withHoldOfAll(row: CaseRow, merged: readonly CaseRow[]): CaseRow {
  const own = ownRow(row);
  const legalHold = [own, ...merged].some((one) => one.legalHold);
  return row.legalHold === legalHold ? row : withOwn(own, { ...row, legalHold });
}

/** The cells of a case that go along as they are when it is carried into another register. */
export function cellsGoingAlong(from: CaseRow): Pick<CaseRow, CaseKeys<"carried", "along">> {
  const along = caseEntries().flatMap(({ key, says }) =>
    says.carried === "along" ? [[key, from[key]] as const] : [],
  );
  // The cast holds: these are the entries that say so.
  return Object.fromEntries(along) as Pick<CaseRow, CaseKeys<"carried", "along">>;
}

/** The row of an open case that a carried case joins, with what that case brings (`carried`): as in a merge, but as its own from then on. */
export function withCarried(row: CaseRow, carried: CaseRow, context: ContextOfBoth): CaseRow {
  const joined = (mine: CaseRow): CaseRow => {
    const [own, theirs] = [mine.notes ?? "", carried.notes ?? ""];
    // A case that comes back brings the notes that it took along.
    const notes = own.includes(theirs) ? own : theirs.includes(own) ? theirs : `${own}\n${theirs}`;
    return {
      ...withMerged(mine, carried, context),
      notes: notes === "" ? null : notes,
      raiseReason: mine.raiseReason ?? carried.raiseReason,
      victimConsulted: mine.victimConsulted ?? carried.victimConsulted,
      studentConsented: mine.studentConsented ?? carried.studentConsented,
    };
  };
  return withOwn(joined(withStatusOf(ownRow(row), row)), joined(row));
}
