/** Numbers that Google Sheets enforces, with where each was read. */

/** Characters (UTF-16 units) in one cell. sheets-api.md 1; platform.md 4. */
export const maxCellCharacters = 50_000;

/** Cells of all tabs of one spreadsheet, empty ones included. platform.md 4. */
export const maxCells = 10_000_000;

/** Requests in one batch. sheets-api.md 1. */
export const maxRequests = 100_000;

/** Reads, and as many writes, that one user may make in a minute. sheets-api.md 5. */
export const callsPerMinute = 60;

/** A new tab's grid. sheets-api.md 3. */
export const newTabRows = 1000;
export const newTabColumns = 26;
