/**
 * Everything that can go wrong around the system, at points that a seed chooses; `npm run -s bench -- --faults` plays all of them. For
 * other points, use another seed: `PROPERTY_SEED=1 npx vitest run tests/faults`.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { scenes } from "../../scripts/bench/faults/scenes";
import type { Point } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { addTo } from "../../src/lists";
import { isEveryPoint } from "../every-point";

const [seed = 0] = fc.sample(fc.nat(), { numRuns: 1 });

/** A run of each kind: every call of it fails, each in one of the ways. */
const kindsOfRun = ["first report", "acknowledgement", "tick that takes in a report"];

/** Of the other scenes a third. A planted mistake is always looked for: it tells that the points find anything. */
const isPlayed = (name: string, at: number) =>
  isEveryPoint || kindsOfRun.includes(name) || name.startsWith("planted, ") || at % 3 === seed % 3;

const one = <T>(all: readonly T[], salt: number): readonly T[] =>
  all.slice((seed + 7919 * salt) % all.length).slice(0, 1);

/** Points by the call that fails: their names end with how it does. */
function byCall(points: readonly Point[]): readonly (readonly Point[])[] {
  const calls = new Map<string, Point[]>();
  for (const point of points) addTo(calls, point.name.replace(/ · [^·]*$/, ""), point);
  return [...calls.values()];
}

/** A commit whose answer is lost is where a report is lost or doubled: of each scene the first two. */
function lostCommits(points: readonly Point[]): readonly Point[] {
  return points
    .filter(({ name }) => / · \d+ Sheets\.Spreadsheets\.batchUpdate · after$/.test(name))
    .slice(0, 2);
}

function chosen(points: readonly Point[], scene: string, at: number): readonly Point[] {
  if (isEveryPoint) return points;
  const some = kindsOfRun.includes(scene) ? byCall(points).flatMap(one) : one(points, at);
  return [...new Set([...lostCommits(points), ...some])];
}

test.each(
  scenes
    .map((scene, at) => [scene.name, scene, at] as const)
    .filter(([name, , at]) => isPlayed(name, at)),
)(
  "%s",
  async (name, scene, at) => {
    const points = scene.points(await builtBundle());
    expect(points.length).toBeGreaterThan(0);
    const wrong = chosen(points, name, at).flatMap((point) =>
      point.play().map((why) => `${point.name}: ${why}`),
    );
    expect(wrong.join("\n")).toBe("");
  },
  480_000,
);
