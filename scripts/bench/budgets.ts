/** The budgets of design section 8 that this version can be measured against. Counts only: nothing here is a time. */

export interface Budget {
  readonly what: string;
  /** The most that is allowed. */
  readonly limit: number;
  readonly measured: number;
}

/** The most per item; the items are those of design section 8. */
export const limits = {
  firstReportCalls: 12,
  firstReportSheetsCalls: 3,
  mailCallsPerMessage: 1,
  joiningReportSheetsCalls: 4,
  cellsReadPerExistingCase: 6,
  idleTickCalls: 8,
  idleTickSheetsCalls: 2,
  /** 1 MB, of 1,000,000 bytes. */
  distBytes: 1_000_000,
} as const;
