/**
 * Everything that can go wrong around the desk, at the points that a seed chooses; `npm run -s bench -- --faults` plays every one.
 * Another seed, other points: `PROPERTY_SEED=1 npx vitest run tests/faults`.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point } from "../../scripts/bench/faults/point";
import { scenes } from "../../scripts/bench/faults/scenes";
import { builtBundle } from "../../scripts/play/bundle";
import { isEveryPoint } from "../every-point";

/** Of each scene. */
const each = 1;

const [seed = 0] = fc.sample(fc.nat(), { numRuns: 1 });

/** A commit whose answer is lost is where a report is lost or doubled: of each scene the first two. */
function lostCommits(points: readonly Point[]): readonly Point[] {
  return points
    .filter(({ name }) => / · \d+ Sheets\.Spreadsheets\.batchUpdate · after$/.test(name))
    .slice(0, 2);
}

/** Some of a scene, far apart from each other, and others in each scene. */
function chosen(points: readonly Point[], scene: number): readonly Point[] {
  if (isEveryPoint || points.length <= each) return points;
  const step = Math.floor(points.length / each);
  const first = (seed + 7919 * scene) % points.length;
  return Array.from(
    { length: each },
    (_, at) => points[(first + at * step) % points.length],
  ).filter((one) => one !== undefined);
}

test.each(scenes.map((one, at) => [one.name, one, at] as const))(
  "%s",
  async (_name, scene, at) => {
    const points = scene.points(await builtBundle());
    expect(points.length).toBeGreaterThan(0);
    const played = new Set([...lostCommits(points), ...chosen(points, at)]);
    const wrong = [...played].flatMap(({ name, play }) => play().map((why) => `${name}: ${why}`));
    expect(wrong).toEqual([]);
  },
  480_000,
);
