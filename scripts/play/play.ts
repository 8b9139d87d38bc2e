/** Plays a scenario through the built bundle in the local Workspace (design section 6). */
import { Player } from "./events";
import { type Output, readOutput } from "./output";
import type { Scenario } from "./scenario";
import { openStage } from "./stage";

export interface PlayOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** Print every cell of the main register too. */
  readonly cells?: boolean;
  /** Answers to UNCONFIRMED points that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
}

/** The end state of the day. Throws where the scenario cannot be played at all (set-up fails). */
export function play(scenario: Scenario, options: PlayOptions): Output {
  const { dist, cells = false, assume } = options;
  const workspace = openStage({
    dist,
    start: scenario.start,
    directory: scenario.directory,
    seed: scenario.seed?.cases,
    ...(assume === undefined ? {} : { assume }),
  });
  const player = new Player(workspace, scenario.events);
  scenario.events.forEach((event, index) => {
    workspace.currentEvent = index;
    player.play(event);
  });
  return readOutput(workspace, { cells });
}
