/** Plays a day for a test, through the built bundle. */

import { builtBundle } from "../../scripts/play/bundle";
import type { Output } from "../../scripts/play/end-state/output";
import { playedOut } from "../../scripts/play/play-scenario";
import { parseScenario, protocolNamed } from "../../scripts/play/scenario";
import { packOf } from "../../scripts/play/scenario-pack";
import type { LocalWorkspace } from "../../scripts/workspace";
import { packs } from "../../src/protocol/find-pack";
import { checkReplies } from "./replies";

/** A September morning in the district. */
export const start = "2026-09-01T09:00:00-07:00";

/** Whether the clock fires at each fifth minute also of hours, and not every half hour in the middle of them. */
export interface Ticks {
  readonly isEachTick?: boolean;
  /** Minutes from one firing to the next in the middle of hours: half an hour where it is left out. */
  readonly every?: number;
  /** No clock runs in the hour between set-up and the first event: saves it where a day has a directory, start or switches of its own. */
  readonly isAsleep?: boolean;
}

/** The bundle, with this pack where one is named. */
export async function bundleWith(pack: string | null): Promise<string> {
  return builtBundle(pack);
}

/** Plays events from `start`; `rest` holds what else the scenario has. */
export async function playDay(
  events: readonly unknown[],
  rest: Readonly<Record<string, unknown>> = {},
  ticks: Ticks = {},
): Promise<Output> {
  return playText(JSON.stringify({ start, events, ...rest }), ticks);
}

/** Plays a scenario from its text, with its cells. */
export async function playText(text: string, ticks: Ticks = {}): Promise<Output> {
  return (await playedText(text, ticks)).output;
}

/** The same, with the Workspace that it was played in: for what somebody does there afterwards. */
export async function playedText(
  text: string,
  { isEachTick = false, every = 30, isAsleep = false }: Ticks = {},
): Promise<{ readonly workspace: LocalWorkspace; readonly output: Output }> {
  const { pack, file } = await packOf(protocolNamed(text));
  const parsed = parseScenario(text, [pack, ...packs()]);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const dist = await bundleWith(file);
  const options = { dist, cells: true, isEachTick, every, isAsleep };
  const { workspace, output } = playedOut(parsed.scenario, options);
  checkReplies(workspace.runs);
  return { workspace, output };
}
