/** Limits of triggers (platform.md 1, read 2026-11-24). */

/** Per user and script. */
export const triggersPerUser = 20;
/** What `everyMinutes` takes. */
export const minutesAllowed: readonly number[] = [1, 5, 10, 15, 30];
