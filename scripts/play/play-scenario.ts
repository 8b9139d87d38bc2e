/** Plays a scenario through the built bundle in the local Workspace (design section 6). */
import { packNamed } from "../../src/protocol/find-pack";
import type { LocalWorkspace } from "../workspace";
import type { Realms } from "../workspace/realm/realm";
import { type Output, readOutput } from "./end-state/output";
import { Player } from "./play-events";
import type { Scenario } from "./scenario";
import { openStage } from "./stage";

export interface PlayOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** Where its runs take place, unless where they usually do. */
  readonly realms?: Realms;
  /** Print every cell of the main register too. */
  readonly cells?: boolean;
  /** Answers to UNCONFIRMED points that differ from the scenario's own and the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** As for a Player: each tick of the clock if it is left out. */
  readonly isEachTick?: boolean;
  /** As for a Player: half an hour if it is left out. */
  readonly every?: number;
  /** As for a stage: the clock runs in the hour before the first event if it is left out. */
  readonly isAsleep?: boolean;
}

/** A path names the pack that the bundle was built with, which is its first; an id names itself. */
const packId = (protocol: string) => packNamed(protocol)?.id;

/** The end state of the day. Throws if the scenario cannot be played at all (set-up fails). */
export function play(scenario: Scenario, options: PlayOptions): Output {
  return playedOut(scenario, options).output;
}

/** The same, with the Workspace that the day was played in. */
export function playedOut(
  scenario: Scenario,
  options: PlayOptions,
): { readonly workspace: LocalWorkspace; readonly output: Output } {
  const { dist, realms, cells = false, assume, isEachTick, every, isAsleep = false } = options;
  const workspace = openStage({
    dist,
    realms,
    start: scenario.start,
    directory: scenario.directory,
    protocol: scenario.protocol === undefined ? undefined : packId(scenario.protocol),
    seed: scenario.seed?.cases,
    settled: scenario.seed,
    live: scenario.live,
    missing: scenario.missing,
    assume: { ...scenario.switches, ...assume },
    isAsleep,
  });
  const player = new Player(workspace, scenario.events, isEachTick, every);
  scenario.events.forEach((event, index) => {
    workspace.currentEvent = index;
    player.play(event);
  });
  return { workspace, output: readOutput(workspace, { cells, pages: player.pages }) };
}
