/** Limits of MailApp for a Workspace account (platform.md 2, read 2026-11-24). */

/** Recipients a day; what goes inside the own domain may be more, which is not modelled. */
export const recipientsPerDay = 1500;
/** The count starts again so long after its first use, not at midnight. */
export const quotaWindow = 24 * 60 * 60_000;
export const recipientsPerMessage = 50;
/** Characters; longer fails with "Argument too large: subject". */
export const subjectLength = 250;
export const bodyBytes = 400 * 1024;
