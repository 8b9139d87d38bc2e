/** What a round costs on Google, by the planning times of the local Workspace: calls, the script's own time, and how long a person sits. */
import type { LocalRound } from "./local-round";

export interface Cost {
  readonly calls: number;
  readonly runs: number;
  readonly cases: number;
  /** The script's own time. */
  readonly scriptSeconds: number;
  /** The longest run of those. */
  readonly longestSeconds: number;
  /** From opening the dialog to the text to copy, with all waits. */
  readonly minutes: number;
}

export function costOf({ workspace, views }: LocalRound): Cost {
  const { runs } = workspace;
  const seconds = runs.map(({ at, endedAt }) => ((endedAt ?? at) - at) / 1000);
  const [first] = runs;
  return {
    calls: runs.reduce((sum, { calls }) => sum + calls.total, 0),
    runs: runs.length,
    cases: views[views.length - 1]?.total ?? 0,
    scriptSeconds: Math.round(seconds.reduce((sum, one) => sum + one, 0)),
    longestSeconds: Math.round(Math.max(...seconds)),
    minutes: Math.ceil((workspace.clock.now - (first?.at ?? 0)) / 60_000),
  };
}

export function costWords(cost: Cost): readonly string[] {
  const { cases, calls, runs, scriptSeconds, longestSeconds, minutes } = cost;
  return [
    `${cases} cases, all answered by the local Workspace.`,
    `On Google, by planning times: ${calls} calls in ${runs} runs, ${scriptSeconds} seconds of script, the longest run ${longestSeconds} seconds of Google's 360.`,
    `From the first window to the text to copy: about ${minutes} minutes with a person at hand, most of it waiting.`,
  ];
}
