/** Mistakes planted in the script, each with the fault that must find it: what judges the ends of days is judged itself. */
import { openWorkspace } from "../workspace/index";
import type { LocalWorkspace } from "../workspace/runtime";
import { crashPoints, type Fault } from "./faults/crash";
import { interrupted, intrusions } from "./faults/interleave";
import { operations } from "./faults/operations";
import { overlappings } from "./faults/overlap";
import type { HeardCall } from "./faults/stage";
import { type Plants, planted } from "./planted";

interface Mistake {
  readonly name: string;
  readonly plants: Plants;
  /** What is found wrong with a script, in words; `prepared` lets it go on from a stage that a sound one has set up. */
  find(dist: string, prepared: Prepared): readonly string[];
}

type Prepared = <T extends { prepare(dist: string): LocalWorkspace }>(one: T) => T;

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** What a first report ends in where its n-th call of that path meets that fault. */
function firstReport(path: string, nth: number, fault: Fault): Mistake["find"] {
  return (dist, prepared) => {
    const of = prepared(named(operations, "first report"));
    const isHit = (call: HeardCall) => call.path === path && call.nth === nth;
    return crashPoints(dist, of, (_, call) => (isHit(call) ? [fault] : []))
      .filter((one) => one.fault === fault)
      .flatMap(({ why }) => why);
  };
}

const write = "Sheets.Spreadsheets.batchUpdate";

export const mistakes: readonly Mistake[] = [
  {
    name: "marked sent before sending",
    plants: {
      deliver: `delivery.register.commit({ append: [], update: delivery.messages.map(({ id }) =>
        ({ tab: "outbox", key: id, values: { state: "sent", claimedUntil: null } })),
        views: [], messages: [], activity: [] }, delivery.snapshot);`,
    },
    find: firstReport("MailApp.sendEmail", 1, "before"),
  },
  {
    name: "no second reading after a lost answer",
    plants: {
      // By their places: the bundler may call a parameter otherwise than its source.
      commitSurely: `const [to, what, read] = arguments;
        try { return to.commit(what, read); } catch (error) { return to.commit({ ...what, views: [] }, read); }`,
    },
    // The first write keeps the reporter apart.
    find: firstReport(write, 2, "after"),
  },
  {
    name: "no lock",
    plants: { googleLock: "return { during: (_, work) => ({ value: work() }) };" },
    find(dist, prepared) {
      const first = prepared(named(interrupted, "first report"));
      const second = named(intrusions, "another report");
      const areFirstWrites = overlappings(dist, first, second, ([one, other]) =>
        [one, other].every(({ path, nth }) => path === write && nth === 1),
      );
      return areFirstWrites.flatMap(({ why }) => why);
    },
  },
];

/** What tells of a mistake where it is planted; empty where nothing does. The stage is the sound script's: what is wrong is then of the fault alone. */
export function foundBy(dist: string, { plants, find }: Mistake): readonly string[] {
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
  return planted(dist, plants, (bad) => find(bad, prepared));
}

export interface Planted {
  readonly mistake: string;
  readonly isFound: boolean;
}

/** Whether each mistake is found, and only where it is made. */
export function plantedMistakes(dist: string): readonly Planted[] {
  return mistakes.map((one) => ({
    mistake: one.name,
    isFound: foundBy(dist, one).length > 0 && one.find(dist, (sound) => sound).length === 0,
  }));
}
