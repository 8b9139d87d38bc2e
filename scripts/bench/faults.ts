/** The table of `npm run -s bench -- --faults`: operation × call × fault → outcome; run × intrusion, and run × run at each pair of calls → whether it is one of both orders. */
import { crashPoints, type Outcome } from "./faults-crash";
import { type Interleaving, interleavings, interrupted, intrusions } from "./faults-interleave";
import { operations } from "./faults-operations";
import { type Overlapping, others, overlappings } from "./faults-overlap";

export interface FaultTable {
  readonly crashPoints: readonly Outcome[];
  readonly interleavings: readonly Interleaving[];
  readonly overlaps: readonly Overlapping[];
  /** How many lines of either are holes. */
  readonly holes: number;
}

/** Plays everything on a built bundle. Takes some minutes. */
export function faultTable(dist: string): FaultTable {
  const points = operations.flatMap((operation) => crashPoints(dist, operation));
  const mixed = interrupted.flatMap((one) =>
    intrusions.flatMap((intrusion) => interleavings(dist, one, intrusion)),
  );
  const overlaps = interrupted.flatMap((one) =>
    others.flatMap((other) => overlappings(dist, one, other)),
  );
  const holes =
    points.filter(({ outcome }) => outcome === "hole").length +
    [...mixed, ...overlaps].filter(({ why }) => why.length > 0).length;
  return { crashPoints: points, interleavings: mixed, overlaps, holes };
}

/** One line for each operation and call: what became of a fault before it, after it and at it. */
export function tableText({
  crashPoints: points,
  interleavings: mixed,
  overlaps,
  holes,
}: FaultTable): string {
  const rows = new Map<string, string[]>();
  for (const { operation, at, call, fault, outcome } of points) {
    const name = `${operation} · ${at} ${call}`;
    const cells = rows.get(name) ?? [];
    cells.push(`${fault} ${outcome}`);
    rows.set(name, cells);
  }
  return [
    ...[...rows].map(([name, cells]) => `${name}: ${cells.join(", ")}`),
    ...mixed.map(
      ({ interrupted: one, intrusion, at, call, why }) =>
        `${one} · ${at} ${call} · ${intrusion}: ${why.length === 0 ? "as in order" : "hole"}`,
    ),
    ...overlaps.map(
      ({ first, second, at: [one, other], isCrossed, why }) =>
        `${first} · ${one.countedAs} · ${second} · ${other.countedAs}: ${isCrossed ? "" : "one inside the other, "}${why.length === 0 ? "as in order" : "hole"}`,
    ),
    ...points.flatMap(({ why }) => why),
    ...[...mixed, ...overlaps].flatMap(({ why }) => why),
    `${holes} holes`,
  ]
    .map((line) => `${line}\n`)
    .join("");
}
