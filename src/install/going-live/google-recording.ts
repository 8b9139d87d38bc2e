/** The day on which somebody last recorded what Google answers, for this version; null: nobody did. Written by `npm run probe -- --record`. */
export const recordedOnGoogle: string | null = null;

/** A question that Google answered otherwise than this version was built for. */
export interface RecordedDifference {
  readonly id: string;
  readonly asks: string;
  /** Whether it hangs on it that a report reaches anybody: no desk goes live with it. */
  readonly isCritical: boolean;
}

/** Of that recording; the build names them. Written with it. */
export const recordedDifferences: readonly RecordedDifference[] = [];
