/** The limits of Google Sheets, with the section of our notes that gives each source. */

/** Characters (UTF-16 units) in one cell. sheets-api.md 1; platform.md 4. */
export const maxCellCharacters = 50_000;

/** Cells of all tabs of one spreadsheet, empty cells included. platform.md 4. */
export const maxCells = 10_000_000;

/** Requests in one batch. sheets-api.md 1. */
export const maxRequests = 100_000;

/** How many reads one user may make in a minute, and how many writes. sheets-api.md 5. */
export const callsPerMinute = 60;

/** The size of a new tab. sheets-api.md 3. */
export const newTabRows = 1000;
export const newTabColumns = 26;
