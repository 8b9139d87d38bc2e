/** Texts of LockService (platform.md 3, read 2026-11-24). It publishes no number. */

/** The text of a `tryLock` that fails instead of answering, for faults. */
export const tooManyOperationsText =
  "There are too many LockService operations against the same script.";
