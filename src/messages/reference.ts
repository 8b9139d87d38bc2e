/** The two strings of a case that a mail may carry: its reference and the link to it. Checked, so that nothing else passes for them. */

declare const brand: unique symbol;

/** Such as 26-0007. Says nothing about the student. */
export type CaseReference = string & { readonly [brand]: "CaseReference" };

/** An address of Google Sheets or of a Form's editor, with ids only. */
export type RegisterLink = string & { readonly [brand]: "RegisterLink" };

const referenceShape = /^\d{2}-\d{4,}$/;
const linkShape =
  /^https:\/\/docs\.google\.com\/(?:spreadsheets|forms)\/d\/[\w-]+\/edit(?:[?#][\w=&?#-]*)?$/;

/** Whether a text may stand for a case: rows that a person made may have any. */
export function isCaseReference(text: string): boolean {
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
