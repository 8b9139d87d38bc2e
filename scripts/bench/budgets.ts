/** The budgets of design section 8. All but one are counts; load time is by that of another script in the same run. */

export interface Budget {
  readonly what: string;
  /** The most that the design allows. */
  readonly limit: number;
  readonly measured: number;
  /** The most that is let pass for now, where the script is not down to its limit yet. Never more than what was last measured. */
  readonly until?: number;
}

/** The most per item; the items are those of design section 8. Calls of a report are those beside its mail. */
export const limits = {
  firstReportCalls: 11,
  firstReportSheetsCalls: 3,
  sealedReportCalls: 18,
  sealedReportSheetsCalls: 5,
  mailCallsPerMessage: 1,
  joiningReportSheetsCalls: 4,
  /** Of a first report that may be of a known student. */
  matchingReportSheetsCalls: 4,
  cellsReadPerExistingCase: 10,
  /** Of a single edit, and of a paste of forty rows, with as many cases as a register is made for. */
  editSheetsCalls: 4,
  editCells: 30_000,
  editBytes: 500_000,
  clockRunCalls: 4,
  clockRunSheetsCalls: 0,
  fullLookCalls: 10,
  fullLookSheetsCalls: 3,
  fullLookCells: 45_000,
  fullLookBytes: 900_000,
  idleHourCalls: 75,
  idleHourCells: 110_000,
  /** Of the largest reply to a write, as Google sends it: 100 KB, of 1,000 bytes. */
  commitReplyBytes: 100_000,
  /** Of the time that the script of commit ed5b2e91 takes to load. */
  loadTime: 0.8,
} as const;

/** What is let pass for now where it is over its limit: it goes when the limit is met. Load time follows from the length of the script. */
export const until = { loadTime: 1.1 } as const;

export const isKept = ({ measured, limit }: Budget): boolean => measured <= limit;

/** False where a budget is broken: over its limit, and over what is let pass for now. */
export const isAllowed = (budget: Budget): boolean =>
  isKept(budget) || (budget.until !== undefined && budget.measured <= budget.until);
