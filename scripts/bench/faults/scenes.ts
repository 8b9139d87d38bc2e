/**
 * Everything that can go wrong around the system, as a list of points. `npm run -s bench -- --faults` plays all of them; `npm test`
 * plays a selection that a seed chooses (tests/faults).
 */
import { type LocalWorkspace, openWorkspace } from "../../workspace/index";
import { type Plants, planted } from "../planted";
import { turned, turnedBack } from "./clock";
import { crashPoints, cutTwice, doubleFaults, withoutMailAndLock } from "./crash";
import { interleavings, interrupted, intrusions, overlappings } from "./interleave";
import { chosen, operations, twiceFaulted } from "./operations";
import type { Point } from "./stage";

/** A group of points with the same beginning, which is played when the points are asked for. */
export interface Scene {
  readonly name: string;
  points(dist: string): readonly Point[];
}

type Prepared = <T extends { prepare(dist: string): LocalWorkspace }>(one: T) => T;

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const ofFirstReport = (dist: string, prepared: Prepared) =>
  crashPoints(dist, prepared(named(operations, "first report")));

/** Mistakes planted in the script, each with the point that must find it. They test the comparison of ends of days itself. */
export const mistakes: readonly {
  readonly name: string;
  readonly plants: Plants;
  readonly at: RegExp;
  points(dist: string, prepared: Prepared): readonly Point[];
}[] = [
  {
    name: "marked sent before sending",
    plants: {
      deliver: `delivery.register.commit({ append: [], update: delivery.messages.map(({ id }) =>
        ({ tab: "outbox", key: id, values: { state: "sent", claimedUntil: null } })),
        views: [], messages: [], activity: [] }, delivery.snapshot);`,
    },
    at: / MailApp\.sendEmail · before$/,
    points: ofFirstReport,
  },
  {
    name: "no second reading after a lost answer",
    plants: {
      // The parameters are read by position, because the bundler may rename them.
      commitSurely: `const [, to, read, what] = arguments;
        try { return to.commit(what, read); }
        catch (error) { return to.commit({ ...what, views: [] }, read); }`,
    },
    at: / Sheets\.Spreadsheets\.batchUpdate · after$/,
    points: ofFirstReport,
  },
  {
    name: "no lock",
    plants: {
      googleLock: "return { isHeld: () => true, during: (_, work) => ({ value: work() }) };",
    },
    at: /batchUpdate 1 · .*batchUpdate 1$/,
    points: (dist, prepared) =>
      overlappings(
        dist,
        prepared(named(interrupted, "first report")),
        named(intrusions, "another report"),
      ),
  },
];

/**
 * What goes wrong when a mistake is planted; empty if nothing shows it. The stage is prepared with the sound script, so the planted
 * mistake can only act during the fault.
 */
export function foundBy(dist: string, { plants, at, points }: (typeof mistakes)[number]) {
  const prepared: Prepared = (one) => ({
    ...one,
    prepare(bad: string) {
      const sound = one.prepare(dist);
      const workspace = openWorkspace({ dist: bad, start: sound.clock.now });
      workspace.store.restore(sound.store.snapshot());
      workspace.containerId = sound.containerId;
      return workspace;
    },
  });
  return planted(dist, plants, (bad) =>
    points(bad, prepared)
      .filter(({ name }) => at.test(name))
      .flatMap((point) => point.play()),
  );
}

const scene = (name: string, points: Scene["points"]): Scene => ({ name, points });

export const scenes: readonly Scene[] = [
  ...operations.map((one) => scene(one.name, (dist) => crashPoints(dist, one))),
  ...twiceFaulted.flatMap((one) => [
    scene(`${one.name}, twice`, (dist) => doubleFaults(dist, one)),
    scene(`${one.name}, no mail and no lock`, (dist) => [withoutMailAndLock(dist, one)]),
  ]),
  ...chosen.map((one) => scene(one.name, (dist) => cutTwice(dist, one))),
  ...interrupted.flatMap((one) =>
    intrusions.map((other) =>
      scene(`${one.name}, meanwhile ${other.name}`, (dist) => interleavings(dist, one, other)),
    ),
  ),
  ...interrupted.flatMap((one) =>
    intrusions
      .filter(({ movesRows }) => movesRows !== true)
      .map((other) =>
        scene(`${one.name} and ${other.name}`, (dist) => overlappings(dist, one, other)),
      ),
  ),
  ...turned.map((one) =>
    scene(`clock back, ${one.name}`, (dist) => [
      { name: `clock back · ${one.name}`, play: () => turnedBack(dist, one) },
    ]),
  ),
  ...mistakes.map((one) =>
    scene(`planted, ${one.name}`, (dist) => [
      {
        name: `planted · ${one.name}`,
        play: () => (foundBy(dist, one).length > 0 ? [] : ["nothing tells of it"]),
      },
    ]),
  ),
];

/** Plays every point whose own name or whose scene's name contains PART. */
export function playedPoints(
  dist: string,
  part: string,
): readonly { readonly name: string; readonly why: readonly string[] }[] {
  return scenes.flatMap((scene) =>
    scene
      .points(dist)
      .filter(({ name }) => `${scene.name} ${name}`.includes(part))
      .map((point) => ({ name: point.name, why: point.play() })),
  );
}
