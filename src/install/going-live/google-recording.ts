/**
 * The day ("YYYY-MM-DD") on which somebody last recorded what Google answers, for this version; null: nobody did. `npm run probe --
 * --record` writes it.
 */
export const recordedOnGoogle: string | null = null;

/** A question that Google answered in another way than this version was built for. */
export interface RecordedDifference {
  readonly id: string;
  readonly asks: string;
  /** Whether it decides that a report reaches anybody. No desk goes live with a critical difference. */
  readonly isCritical: boolean;
}

/** The differences in that recording. `npm run probe -- --record` writes them, and the build names them. */
export const recordedDifferences: readonly RecordedDifference[] = [];
