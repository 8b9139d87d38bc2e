/**
 * The table of `npm run -s bench -- --faults`: operation × call × fault → outcome; run × intrusion, and run × run at each pair of calls →
 * whether it is one of both orders; what else may happen → what it ends in; and whether mistakes planted in the script are found.
 */
import { burst, burstEnd, burstWrong } from "./faults/burst";
import { turned, turnedBack } from "./faults/clock";
import { crashPoints, type Outcome } from "./faults/crash";
import { intrusionsAbove, mending } from "./faults/heads";
import {
  type Interleaving,
  type Interrupted,
  type Intrusion,
  interleavings,
  interrupted,
  intrusions,
} from "./faults/interleave";
import { chosen, cutTwice } from "./faults/menu";
import { operations, twiceFaulted } from "./faults/operations";
import { type Overlapping, others, overlappings } from "./faults/overlap";
import { doubleFaults, type Faulted, withoutMailAndLock } from "./faults/twice";
import { plantedMistakes } from "./planted-mistakes";

const hour = 60 * 60_000;

/** What happens, and what it ends in. */
export interface Ending {
  readonly what: string;
  readonly end: string;
  /** Empty unless it is a hole. */
  readonly why: readonly string[];
}

export interface FaultTable {
  readonly crashPoints: readonly Outcome[];
  readonly interleavings: readonly Interleaving[];
  readonly overlaps: readonly Overlapping[];
  readonly endings: readonly Ending[];
  /** How many lines of these are holes. */
  readonly holes: number;
}

function doubleEndings(dist: string): readonly Ending[] {
  const text = ({ act, fault }: Faulted) => `${act} ${fault}`;
  const pairs = twiceFaulted.flatMap((operation) =>
    doubleFaults(dist, operation).map(({ first, second, isHealing, outcome, why }): Ending => {
      const where = isHealing ? ", and then the run that heals: " : ", ";
      return {
        what: `${operation.name} · ${text(first)}${where}${text(second)}`,
        end: outcome,
        why,
      };
    }),
  );
  const without = twiceFaulted.map((operation): Ending => {
    const why = withoutMailAndLock(dist, operation);
    const end = why.length === 0 ? "same" : "hole";
    return { what: `${operation.name} · no mail left and the lock taken`, end, why };
  });
  const menu = chosen
    .flatMap((one) => cutTwice(dist, one))
    .map(({ name, call, why }): Ending => {
      const end = why.length === 0 ? "same" : "hole";
      return { what: `${name} · ${call} stop, and again where it is taken up`, end, why };
    });
  return [...pairs, ...without, ...menu];
}

function endingsOf(dist: string): readonly Ending[] {
  const back = turned.map((one): Ending => {
    const { situation, minutes, why } = turnedBack(dist, one);
    const end = why.length === 0 ? "same" : "hole";
    return { what: `clock ${minutes} minutes back · ${situation}`, end, why };
  });
  const bursts = [true, false].map((isTold): Ending => {
    const one = burst(dist, isTold);
    one.workspace.advance(hour);
    const end = burstEnd(one);
    const why = burstWrong(end);
    const what = `200 reports in a minute · ${isTold ? "all triggers at once" : "no trigger"}`;
    return { what, end: why.length === 0 ? JSON.stringify(end) : "hole", why };
  });
  const planted = plantedMistakes(dist).map(({ mistake, isFound }): Ending => {
    const why = isFound ? [] : [`nothing tells of: ${mistake}`];
    return { what: `planted · ${mistake}`, end: isFound ? "found" : "hole", why };
  });
  return [...doubleEndings(dist), ...back, ...bursts, ...planted];
}

/** Plays everything on a built bundle. Takes some minutes. */
export function faultTable(dist: string): FaultTable {
  const points = operations.flatMap((operation) => crashPoints(dist, operation));
  const mix = (ones: readonly Interrupted[], those: readonly Intrusion[]) =>
    ones.flatMap((one) => those.flatMap((intrusion) => interleavings(dist, one, intrusion)));
  const mixed = [...mix(interrupted, intrusions), ...mix(mending, intrusionsAbove)];
  const overlaps = interrupted.flatMap((one) =>
    others.flatMap((other) => overlappings(dist, one, other)),
  );
  const endings = endingsOf(dist);
  const holes =
    points.filter(({ outcome }) => outcome === "hole").length +
    [...mixed, ...overlaps, ...endings].filter(({ why }) => why.length > 0).length;
  return { crashPoints: points, interleavings: mixed, overlaps, endings, holes };
}

/** One line for each operation and call: what became of a fault before it, after it and at it. */
export function tableText({
  crashPoints: points,
  interleavings: mixed,
  overlaps,
  endings,
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
    ...endings.map(({ what, end }) => `${what}: ${end}`),
    ...points.flatMap(({ why }) => why),
    ...[...mixed, ...overlaps, ...endings].flatMap(({ why }) => why),
    `${holes} holes`,
  ]
    .map((line) => `${line}\n`)
    .join("");
}
