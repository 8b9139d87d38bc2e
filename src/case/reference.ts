/** Case references, the links to a case, and what derives from them. What a mail may carry of a case is checked here. */

/** The reference with a running number, e.g. numberedReference("26", 7) is "26-0007". */
export function numberedReference(year: string, number: number): string {
  return `${year}-${String(number).padStart(4, "0")}`;
}

/** The running number of a reference of a two-digit year; 0 for anything else. */
export function numberIn(year: string, caseReference: string | null): number {
  if (caseReference === null || !caseReference.startsWith(`${year}-`)) return 0;
  const number = Number(caseReference.slice(year.length + 1));
  return Number.isInteger(number) ? number : 0;
}

const firstViewId = 1_000_000_000;

/**
 * The id of the filter view that shows one case's rows of the checklist: chosen by us, so that the mail of the
 * same commit can link to it. A positive 32-bit number for every reference up to 99-9999999.
 */
export function checklistViewId(caseReference: string): number {
  const [year, number] = caseReference.split("-").map(Number);
  if (year === undefined || number === undefined || !Number.isInteger(year * number)) {
    throw new Error(`"${caseReference}" is no case reference`);
  }
  return firstViewId + year * 10_000_000 + number;
}

/** A link that opens the register on the checklist, filtered to one case. */
export function checklistLink(
  spreadsheetId: string,
  sheetId: number,
  caseReference: string,
): string {
  const view = checklistViewId(caseReference);
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}&fvid=${view}`;
}

// The two strings of a case that a mail may carry: its reference and the link to it. Checked, so that nothing else passes for them.

declare const brand: unique symbol;

/** Such as 26-0007. Says nothing about the student. */
export type CaseReference = string & { readonly [brand]: "CaseReference" };

/** An address of Google Sheets or of a Form's editor, with ids only. */
export type RegisterLink = string & { readonly [brand]: "RegisterLink" };

const referenceShape = /^\d{2}-\d{4,}$/;
const linkShape =
  /^https:\/\/docs\.google\.com\/(?:spreadsheets|forms)\/d\/[\w-]+\/edit(?:[?#][\w=&?#-]*)?$/;

/** Whether a text may stand for a case: rows that a person made may have any. */
export function isCaseReference(text: string): text is CaseReference {
  return referenceShape.test(text);
}

/** Throws, without repeating the text, when it is no case reference: that is a bug of the caller. */
export function caseReference(text: string): CaseReference {
  if (!isCaseReference(text)) {
    throw new Error("not a case reference");
  }
  // The shape was checked: digits alone can hold no student data.
  return text as CaseReference;
}

/** Throws, without repeating the text, when it is no plain https link to a spreadsheet or a Form. */
export function registerLink(text: string): RegisterLink {
  if (!linkShape.test(text)) {
    throw new Error("not a link to the register");
  }
  // The shape was checked: a Google id and numbers.
  return text as RegisterLink;
}
