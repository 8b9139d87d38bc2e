/** Limits of script properties (platform.md 2, read 2026-11-24). */

/** 9 KB a value; taken as bytes of UTF-8, the stricter reading. */
export const valueBytes = 9 * 1024;
/** 500 KB for the whole store, keys included. */
export const storeBytes = 500 * 1024;
