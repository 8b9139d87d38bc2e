/** Plays a scenario through the built bundle in the local Workspace (design section 6). */
import { packNamed } from "../../src/protocol/find-pack";
import type { LocalWorkspace } from "../workspace";
import { type Output, readOutput } from "./end-state/output";
import { Player } from "./play-events";
import type { Scenario } from "./scenario";
import { openStage } from "./stage";

export interface PlayOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** Also print every cell of the main register. */
  readonly cells?: boolean;
  /** Answers to open questions about Google (UNCONFIRMED) that differ from the scenario's own and from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** As for `Player`: each tick of the clock by default. */
  readonly isEachTick?: boolean;
  /** As for `Player`: half an hour by default. */
  readonly every?: number;
  /** As for `Player`. */
  readonly tenFrom?: number;
  /** As for `openStage`: the clock runs in the hour before the first event by default. */
  readonly isAsleep?: boolean;
}

/** The id of a pack. A path names the pack that the bundle was built with, which comes first in it. */
const packId = (protocol: string) => packNamed(protocol)?.id;

/** The end state of the day. Throws an Error if the scenario cannot be played at all (Set up fails). */
export function play(scenario: Scenario, options: PlayOptions): Output {
  return playedOut(scenario, options).output;
}

/** The same, together with the Workspace in which the day was played. */
export function playedOut(
  scenario: Scenario,
  options: PlayOptions,
): { readonly workspace: LocalWorkspace; readonly output: Output } {
  const { dist, cells = false, assume, isEachTick, isAsleep = false } = options;
  const workspace = openStage({
    dist,
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
  const player = new Player(workspace, scenario.events, isEachTick, options);
  scenario.events.forEach((event, index) => {
    workspace.currentEvent = index;
    player.play(event);
  });
  return { workspace, output: readOutput(workspace, { cells, pages: player.pages }) };
}
