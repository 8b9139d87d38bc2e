/**
 * A test that interrupts an operation at its calls takes one call of each kind, and only some of those that repeat. The same goes for
 * rows of a table that are checked alike, and for properties, which then play fewer cases. To play all of them: `EVERY_POINT=1 npx
 * vitest run tests/roll-over tests/install tests/access`, or any other folder. The faults that tests/faults leaves out are played by
 * `npm run -s bench -- --faults`.
 */
export const isEveryPoint = process.env["EVERY_POINT"] === "1";

export const moments = ["before", "after", "stop"] as const;

/** A call, and how a run would be cut there. */
interface Cut {
  readonly path: string;
  readonly moment: (typeof moments)[number];
  /** Whether no earlier call has its path. */
  readonly isFirst: boolean;
  /** True of one moment of each call, in turn. */
  readonly isItsTurn: boolean;
}

/** At which of these calls a run is cut, and how. */
export const cutsOf = (
  calls: readonly { readonly path: string }[],
  isTaken: (cut: Cut) => boolean,
) =>
  calls.flatMap(({ path }, at) => {
    const isFirst = calls.findIndex((one) => one.path === path) === at;
    const taken = moments.filter((moment, way) => {
      return isEveryPoint || isTaken({ path, moment, isFirst, isItsTurn: at % 3 === way });
    });
    return taken.map((moment) => [at, moment] as const);
  });
