/**
 * Where a test cuts an operation at its calls, it takes one of each kind, and of those that do the same again some in turn. So
 * it is with rows of a table that are weighed alike, and with the cases of a property, of which fewer are played. To play each of them:
 * `EVERY_POINT=1 npx vitest run tests/roll-over tests/install tests/access`, or any other folder. What the faults of tests/faults leave out,
 * `npm run -s bench -- --faults` plays.
 */
export const isEveryPoint = process.env["EVERY_POINT"] === "1";
