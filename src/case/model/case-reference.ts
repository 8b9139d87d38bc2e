/** Case references and links, and the check of what a mail may carry of a case. */

/** reference("26", 7) is "26-0007". */
export function numberedReference(year: string, number: number): string {
  return `${year}-${String(number).padStart(4, "0")}`;
}

/** Stands for the year in the references of a drill: never of the real series. */
export const drillSeries = "DRILL";

/** Of a reference of a two-digit year, or of drills; 0 for anything else. */
export function numberIn(year: string, caseReference: string | null): number {
  if (caseReference === null || !caseReference.startsWith(`${year}-`)) return 0;
  const number = Number(caseReference.slice(year.length + 1));
  return Number.isInteger(number) ? number : 0;
}

/** "" where somebody has emptied the cell: nothing is found under that. */
export function referenceOfCase({ case: reference }: { readonly case?: string | null }): string {
  return reference ?? "";
}

const firstViewId = 1_000_000_000;

/**
 * Of the filter view of one case's checklist: chosen by us, so that a mail of the same commit can link to it. A positive 32-bit number for
 * every reference up to 99-9999999.
 */
export function checklistViewId(caseReference: string): number {
  const [year, number] = caseReference.replace(drillSeries, "0").split("-").map(Number);
  if (year === undefined || number === undefined || !Number.isInteger(year * number)) {
    throw new Error("a text is no case reference");
  }
  return firstViewId + year * 10_000_000 + number;
}

/** Opens the checklist, filtered to one case. */
export function checklistLink(
  spreadsheetId: string,
  sheetId: number,
  caseReference: string,
): string {
  const view = checklistViewId(caseReference);
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}&fvid=${view}`;
}

// The two strings of a case that a mail may carry, checked.

declare const brand: unique symbol;

/** Such as 26-0007. Says nothing about the student. */
export type CaseReference = string & { readonly [brand]: "CaseReference" };

/** An address of Google Sheets or of a Form's editor, with ids only. */
export type RegisterLink = string & { readonly [brand]: "RegisterLink" };

const referenceShape = /^(?:\d{2}|DRILL)-\d{4,}$/;
const linkShape =
  /^https:\/\/docs\.google\.com\/(?:spreadsheets|forms)\/d\/[\w-]+\/edit(?:[?#][\w=&?#-]*)?$/;

/** Rows that a person made may have any text. */
export function isCaseReference(text: string): text is CaseReference {
  return referenceShape.test(text);
}

/** Throws, without repeating the text, where it is none: a bug. */
export function caseReference(text: string): CaseReference {
  if (!isCaseReference(text)) {
    throw new Error("not a case reference");
  }
  // Digits alone hold no student data.
  return text as CaseReference;
}

/** The same for what is no plain link to a spreadsheet or a Form. */
export function registerLink(text: string): RegisterLink {
  if (!linkShape.test(text)) {
    throw new Error("not a link to the register");
  }
  // A Google id and numbers.
  return text as RegisterLink;
}

/** A register's file; Google opens its first tab. */
export function fileLink(spreadsheetId: string): RegisterLink {
  return registerLink(`https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`);
}

/** The Form's own list of responses; null where the Form is not known. */
export function responsesLink(form: string | null): RegisterLink | null {
  return form === null
    ? null
    : registerLink(`https://docs.google.com/forms/d/${form}/edit#responses`);
}
