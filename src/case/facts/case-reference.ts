/**
 * Case references such as 26-0007, and the highest that was given; links to the register; and types which ensure that an email carries
 * nothing else of a case.
 */

import { attempt } from "../../attempt";
import type { RegisterName } from "../../ports";
import { viewFragment } from "../../register/views-and-links";
import {
  isOfSchools,
  kindOf,
  ordinaryRegisters,
  rememberedOf,
  schoolRegisters,
} from "../../registers/kinds";
import type { Run } from "../../run";
import type { Remembered } from "../../store/keys";
import { caseReferencePattern } from "../../text";
import { caseTabs } from "../tabs/case-tabs";
import type { CaseView } from "../tabs/views-of-cases";

/** The reference of a two-digit year and a number: "26" and 7 make "26-0007". */
export function numberedReference(year: string, number: number): string {
  return `${year}-${String(number).padStart(4, "0")}`;
}

/** The number of a reference of that two-digit year; 0 for any other text. */
export function numberOfReference(year: string, caseReference: string | null): number {
  if (caseReference === null || !caseReference.startsWith(`${year}-`)) return 0;
  const number = Number(caseReference.slice(year.length + 1));
  return Number.isInteger(number) ? number : 0;
}

/** The reference of a row. "" if someone has emptied the cell: no case is found under "". */
export function referenceOfCase({ case: reference }: { readonly case?: string | null }): string {
  return reference ?? "";
}

/**
 * The case into which this one was merged in the end, since that case may have been merged too. `next` returns the case into which a case
 * was merged; null if it was not merged, or if that case does not exist. If people wrote references in a circle, the lowest reference of
 * the circle is returned.
 */
export function followMerges(
  reference: string,
  next: (reference: string) => string | null,
): string {
  const path = [reference];
  for (let at = reference; ; ) {
    const into = next(at);
    if (into === null) return at;
    const again = path.indexOf(into);
    if (again >= 0) return path.slice(again).sort()[0] ?? at;
    path.push(into);
    at = into;
  }
}

/** Makes a function from these rows: from the reference of a case to that of the case into which it was merged in the end. */
export function mergeTargetsOfRows(
  rows: readonly { readonly case?: string | null; readonly mergedInto?: string | null }[],
): (reference: string) => string {
  return mergeTargets(new Map(rows.map((row) => [row.case ?? "", row])));
}

/** As `mergeTargetsOfRows`, from cases by reference. */
export const mergeTargets =
  (cases: ReadonlyMap<string, { readonly mergedInto?: string | null }>) =>
  (reference: string): string =>
    followMerges(reference, (one) => {
      const { mergedInto: next = null } = cases.get(one) ?? {};
      return next !== null && cases.has(next) ? next : null;
    });

// The only two strings of a case that an email may carry. Both are checked when they are made, so that no student data gets in.

declare const brand: unique symbol;

/** A checked case reference, such as 26-0007. It says nothing about the student. */
export type CaseReference = string & { readonly [brand]: "CaseReference" };

/** A checked address of a Google Sheet or of a Form's editor, with ids and nothing else in it. */
export type RegisterLink = string & { readonly [brand]: "RegisterLink" };

const linkShape =
  /^https:\/\/docs\.google\.com\/(?:spreadsheets|forms)\/d\/[\w-]+\/edit(?:[?#][\w=&?#-]*)?$/;

/** Whether the text has the form of a reference. People can add rows with any text in this cell. */
export function isCaseReference(text: string): text is CaseReference {
  return caseReferencePattern.test(text);
}

/** The text as a checked reference. Throws if it is not one; the error does not repeat the text, since it could be student data. */
export function caseReference(text: string): CaseReference {
  if (!isCaseReference(text)) {
    throw new Error("not a case reference");
  }
  // Digits alone hold no student data.
  return text as CaseReference;
}

/** The text as a checked link. Throws if it is not a plain link to a spreadsheet or a Form; the error does not repeat the text. */
export function registerLink(text: string): RegisterLink {
  if (!linkShape.test(text)) {
    throw new Error("not a link to the register");
  }
  // A Google id and numbers hold no student data.
  return text as RegisterLink;
}

/** The link to the file of a register, or to a view in it; without a view Google opens the first tab. */
export function fileLink(
  spreadsheetId: string,
  view?: Pick<CaseView, "tab" | "filterViewId">,
): RegisterLink {
  const fragment = view === undefined ? "" : viewFragment(caseTabs[view.tab], view.filterViewId);
  return registerLink(`https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit${fragment}`);
}

/** The link to the Form's own list of responses; null if the id of the Form is not known. */
export function responsesLink(form: string | null): RegisterLink | null {
  return form === null
    ? null
    : registerLink(`https://docs.google.com/forms/d/${form}/edit#responses`);
}

/**
 * The highest reference that the register has given; null if none is remembered, or if the store of the running account cannot be read. It
 * is remembered outside the sheet, whose rows can be deleted: emails with a reference cannot be taken back, so no reference may be given
 * twice.
 */
export function highestReference(run: Run, register: RegisterName): string | null {
  const { get } = rememberedOf(run, register, "referencesGiven");
  return kindOf(register).isOrdinary ? get() : attempt(run, get, null);
}

/** How many numbers a block has. The main register counts from the first block, each register of schools in one of its own. */
const blockSize = 1_000;

const blockOf = (reference: string | null) =>
  Math.floor(Number((reference ?? "").slice(3) || 0) / blockSize);

/** The blocks in which the other registers of ordinary cases count. */
const otherBlocks = (run: Run, register: RegisterName): readonly number[] =>
  ordinaryRegisters(run.memory).flatMap((one) =>
    one === register ? [] : blockOf(highestReference(run, one)),
  );

/**
 * The number of the next case of a year, after `last` (0: none yet). Blocks of two registers never meet, so that no gap tells one school how
 * many cases another has (design 2.22). `lastGiven`: the highest reference of any year, which tells the register's block.
 */
export function nextNumber(run: Run, last: number, lastGiven: string | null): number {
  const { register } = run;
  if (schoolRegisters(run.memory).length === 0) return last + 1;
  const free = () => Math.max(...otherBlocks(run, register)) + 1;
  const own = isOfSchools(register) ? blockOf(lastGiven) || free() : 0;
  const next = (last > 0 ? last : own * blockSize) + 1;
  // No case of this register is in its block yet, and the main register has come as far.
  const isTaken =
    own > 0 && next % blockSize === 1 && own <= blockOf(highestReference(run, "main"));
  if (isTaken) return free() * blockSize + 1;
  // The block is full.
  return next % blockSize > 0 ? next : Math.max(free(), next / blockSize) * blockSize + 1;
}

/** Gives a new register of schools its block: the first one after those of all others. */
export function giveBlock(run: Run, register: RegisterName, year: string): void {
  if (highestReference(run, register) !== null) return;
  const block = Math.max(...otherBlocks(run, register)) + 1;
  rememberReferences(run, register, [numberedReference(year, block * blockSize)]);
}

/** Whether `reference` is later than `other`: by year, then by number. */
export function isAfter(reference: string, other: string | null): boolean {
  const year = reference.slice(0, 2);
  const last = (other ?? "").slice(0, 2);
  return year === last
    ? numberOfReference(year, reference) > numberOfReference(year, other)
    : year > last;
}

/**
 * Remembers the highest of `references`, if it is higher than what is remembered. Call it after the cases are written and before an email
 * names them. Writes at most once. A full store does not hold up a report: nothing is remembered then, and the rows still show which
 * references are taken. `also`: what else is remembered of the register, in the same call.
 */
export function rememberReferences(
  run: Run,
  register: RegisterName,
  references: readonly string[],
  also: Remembered = {},
): void {
  const before = references.length === 0 ? null : highestReference(run, register);
  const last = references.reduce(
    (highest, one) => (caseReferencePattern.test(one) && isAfter(one, highest) ? one : highest),
    before,
  );
  const given = last === before ? {} : { referencesGiven: last };
  attempt(run, () => rememberedOf(run, register, "referencesGiven").set({ ...also, ...given }));
}
