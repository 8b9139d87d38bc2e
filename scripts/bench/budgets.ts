/** The budgets of design section 8. All are counts except load time, which is relative to another script loaded in the same run. */

export interface Budget {
  readonly what: string;
  /** The most that the design allows. */
  readonly limit: number;
  readonly measured: number;
  /** A higher limit, for a value that is so near to its limit that noise takes it over. */
  readonly until?: number;
}

/** The limit for each measured value, as in design section 8. The calls of a report do not include those that send its emails. */
export const limits = {
  firstReportCalls: 11,
  firstReportSheetsCalls: 3,
  sealedReportCalls: 18,
  sealedReportSheetsCalls: 5,
  mailCallsPerMessage: 1,
  joiningReportSheetsCalls: 4,
  /** For the first report of a case that may be about a student who already has one. */
  matchingReportSheetsCalls: 4,
  cellsReadPerExistingCase: 10,
  /** For a single edit, and for a paste of forty rows, in a register with as many cases as it is designed for. */
  editSheetsCalls: 4,
  editCells: 30_000,
  editBytes: 500_000,
  clockRunCalls: 4,
  clockRunSheetsCalls: 0,
  fullLookCalls: 10,
  fullLookSheetsCalls: 3,
  fullLookCells: 45_000,
  fullLookBytes: 900_000,
  idleHourCalls: 71,
  idleHourCells: 110_000,
  /** With registers of schools: a report, and what a register with an open case may add to a full look. */
  schoolReportSheetsCalls: 6,
  schoolReportCalls: 18,
  fullLookCallsPerRegister: 3,
  schoolsIdleHourCalls: 160,
  /** The largest reply to a write, in bytes as Google sends it: 100 KB of 1,000 bytes each. */
  commitReplyBytes: 100_000,
  /** As a fraction of the load time of the script of commit ed5b2e91. */
  loadTime: 0.8,
} as const;

/**
 * Higher limits for what is at its limit in `limits`, so that noise does not break it. Of instructions, loading takes 0.77 of what the
 * other script takes; of time, 0.7 to 0.81.
 */
export const until = {
  loadTime: 0.9,
} as const;

export const isKept = ({ measured, limit }: Budget): boolean => measured <= limit;

/** False if the value is over its limit and over its temporary limit. */
export const isAllowed = (budget: Budget): boolean =>
  isKept(budget) || (budget.until !== undefined && budget.measured <= budget.until);
