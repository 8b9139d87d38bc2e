/** The day on which somebody last recorded what Google answers, for this version; null: nobody did. Written by `npm run probe -- --record`. */
export const recordedOnGoogle: string | null = null;
