/** Rounds of the probe that several tests look at: made once for each set of switches. */
import { probeFiles } from "../../scripts/probe/files";
import { LocalRound } from "../../scripts/probe/local-round";
import { readResult } from "../../scripts/probe/read-result";
import type { Result } from "../../scripts/probe/script/result";

let files: Promise<ReadonlyMap<string, string>> | null = null;

/** The probe's project, built once. */
export function builtProbe(): Promise<ReadonlyMap<string, string>> {
  files ??= probeFiles();
  return files;
}

export interface PlayedRound {
  readonly text: string;
  readonly result: Result;
  readonly round: LocalRound;
  /** Every call of the round, as Class.method, also those that count nothing. */
  readonly calls: ReadonlySet<string>;
}

export async function playedRound(
  assume: Readonly<Record<string, string>> = {},
  people: { readonly person?: boolean } = {},
): Promise<PlayedRound> {
  const round = new LocalRound({ files: await builtProbe(), assume, ...people });
  const calls = new Set<string>();
  // Looks at each call and never says that it is the one.
  const look = ({ path }: { readonly path: string }) => {
    calls.add(path);
    return false;
  };
  round.workspace.atCall(look, () => undefined);
  const text = await round.play();
  return { text, result: readResult(text), round, calls };
}
