/** The command line of `play`: what it prints, on which stream, and its exit code. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { typedPath } from "../build/sources";
import { PackRefused } from "../check-protocol/checked-packs";
import { builtBundle, packOf } from "./bundle";
import { demoDirectory, withPackNumbers } from "./directory";
import { play } from "./play-scenario";
import { parseScenario, protocolNamed, type Scenario } from "./scenario";

const usage = "usage: npm run -s play -- FILE.json [--cells]";

/** Exit codes of design section 6. */
export const exit = { played: 0, failed: 1, notAScenario: 2 } as const;

interface Playable {
  readonly scenario: Scenario;
  /** Path of a pack file from outside src/; null for none. */
  readonly pack: string | null;
}

/** Reads a scenario. Returns it, or every reason why it cannot be played. */
async function readScenario(path: string): Promise<Playable | readonly string[]> {
  let source: string;
  try {
    source = readFileSync(typedPath(path), "utf8");
  } catch (error) {
    return [`no such file: ${String(error)}`];
  }
  try {
    const { pack, file } = await packOf(protocolNamed(source), dirname(typedPath(path)));
    const parsed = parseScenario(source, [pack]);
    if (!parsed.ok) return parsed.problems;
    const { scenario } = parsed;
    // A district in that pack's county calls that county's numbers, not Marin's.
    const contacts = scenario.directory?.contacts ?? withPackNumbers(demoDirectory.contacts, pack);
    const directory = { ...scenario.directory, contacts };
    return { scenario: file === null ? scenario : { ...scenario, directory }, pack: file };
  } catch (error) {
    if (error instanceof PackRefused) return [`protocol: ${error.message}`];
    throw error;
  }
}

/** Where the command writes. Each call gets a whole text. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Plays the scenario that the arguments name. Returns the exit code. */
export async function playCommand(
  args: readonly string[],
  { out, error }: Streams,
): Promise<number> {
  const files = args.filter((argument) => argument !== "--cells");
  const [path] = files;
  if (path === undefined || files.length > 1 || path.startsWith("--")) {
    error(`${usage}\n`);
    return exit.notAScenario;
  }
  const read = await readScenario(path);
  if (!("scenario" in read)) {
    for (const problem of read) error(`${path}: ${problem}\n`);
    return exit.notAScenario;
  }
  const dist = await builtBundle(read.pack);
  const output = play(read.scenario, { dist, cells: args.includes("--cells") });
  for (const { event, error: why } of output.refused) error(`event ${event}: ${why}\n`);
  out(`${JSON.stringify(output, null, 2)}\n`);
  return exit.played;
}
