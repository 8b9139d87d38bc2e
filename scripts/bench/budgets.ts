/** The budgets of design section 8 that this version can be measured against. All but one are counts; load time is by that of another script in the same run. */

export interface Budget {
  readonly what: string;
  /** The most that is allowed. */
  readonly limit: number;
  readonly measured: number;
}

/** The most per item; the items are those of design section 8. Calls of a report are those beside its mail. */
export const limits = {
  firstReportCalls: 11,
  firstReportSheetsCalls: 3,
  sealedReportCalls: 18,
  sealedReportSheetsCalls: 5,
  mailCallsPerMessage: 1,
  joiningReportSheetsCalls: 4,
  cellsReadPerExistingCase: 10,
  idleTickCalls: 8,
  idleTickSheetsCalls: 2,
  /** With as many cases as a register is made for, one in twenty of them open. */
  idleTickCells: 100_000,
  /** Of the largest reply to a write, as Google sends it: 100 KB, of 1,000 bytes. */
  commitReplyBytes: 100_000,
  /** Of all replies of an idle tick: 2 MB. */
  idleTickBytes: 2_000_000,
  /** Of the time that the script of commit c70f176 takes to load. */
  loadTime: 1.25,
} as const;
