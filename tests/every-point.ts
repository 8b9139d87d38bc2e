/**
 * A test that interrupts an operation at its calls takes one call of each kind, and only some of those that repeat. The same goes for
 * rows of a table that are checked alike, and for properties, which then play fewer cases. To play all of them: `EVERY_POINT=1 npx
 * vitest run tests/roll-over tests/install tests/access`, or any other folder. The faults that tests/faults leaves out are played by
 * `npm run -s bench -- --faults`.
 */
export const isEveryPoint = process.env["EVERY_POINT"] === "1";
