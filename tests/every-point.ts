/**
 * Where a test cuts an operation at its calls, it takes one of each kind, and of those that do the same again some in turn. To play
 * each of them: `EVERY_POINT=1 npx vitest run tests/roll-over tests/install tests/access`. What the faults of tests/faults leave out,
 * `npm run -s bench -- --faults` plays.
 */
export const isEveryPoint = process.env["EVERY_POINT"] === "1";
