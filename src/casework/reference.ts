/** Case references and what derives from them (design 6: YY-NNNN by calendar year in the district's zone). */

/** The reference with a running number, e.g. reference("26", 7) is "26-0007". */
export function reference(year: string, number: number): string {
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
