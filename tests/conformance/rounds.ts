/** Rounds of the probe that several tests look at: made once for each set of switches. */
import { probeFiles } from "../../scripts/probe/files";
import { LocalRound } from "../../scripts/probe/local-round";
import { readResult } from "../../scripts/probe/read-result";
import type { Result } from "../../scripts/probe/script/result";
import { carriesNothing } from "../../scripts/workspace";

let files: Promise<ReadonlyMap<string, string>> | null = null;

/** Its runs share a context, as no run of it leaves anything for the next (one-context.test.ts shows it). */
async function probe(): Promise<ReadonlyMap<string, string>> {
  const built = await probeFiles();
  carriesNothing(built.get("Code.js") ?? "");
  return built;
}

/** The probe's project, built once. */
export function builtProbe(): Promise<ReadonlyMap<string, string>> {
  files ??= probe();
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
  people: { readonly person?: boolean; readonly secondAccount?: boolean } = {},
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
