/** When a reporter's written report is due: 36 hours from receiving the information (PC 11166, domain.md B1), whoever else reports. */

const hour = 3_600_000;
export const writtenReportHours = 36;

export interface WrittenReportDue {
  /** Milliseconds since 1970, UTC. */
  readonly due: number;
  readonly from: "learned" | "received";
}

/**
 * Counted from when the reporter learned it; from when the report came in where that is missing, unreadable
 * or later than the report itself (design 6). Instants in milliseconds since 1970, UTC.
 */
export function writtenReportDue(learnedAt: number | null, receivedAt: number): WrittenReportDue {
  const usable = learnedAt !== null && learnedAt <= receivedAt;
  return {
    due: (usable ? learnedAt : receivedAt) + writtenReportHours * hour,
    from: usable ? "learned" : "received",
  };
}
