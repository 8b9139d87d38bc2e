/** The command `npm run -s play -- FILE.json [--cells]`: prints the end state as one JSON object, and nothing else on standard output. */
import { readFileSync, writeSync } from "node:fs";
import { PackRefused } from "./check-protocol/packs";
import { builtBundle } from "./play/bundle";
import { packOf } from "./play/packs";
import { play } from "./play/play";
import { parseScenario, protocolNamed, type Scenario } from "./play/scenario";

const usage = "usage: npm run -s play -- FILE.json [--cells]";

/** Exit codes of design section 6. */
const exit = { played: 0, failed: 1, notAScenario: 2 } as const;

interface Playable {
  readonly scenario: Scenario;
  /** File of a pack from outside src/; null for none. */
  readonly pack: string | null;
}

/** A scenario that can be played, or every reason why it cannot. */
async function readScenario(path: string): Promise<Playable | readonly string[]> {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (error) {
    return [`no such file: ${String(error)}`];
  }
  try {
    const { pack, file } = await packOf(protocolNamed(source));
    const parsed = parseScenario(source, [pack]);
    return parsed.ok ? { scenario: parsed.scenario, pack: file } : parsed.problems;
  } catch (error) {
    if (error instanceof PackRefused) return [`protocol: ${error.message}`];
    throw error;
  }
}

/** Writes all of it before the process ends, also into a pipe that is read slowly. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

async function main(args: readonly string[]): Promise<number> {
  const files = args.filter((argument) => argument !== "--cells");
  const [path] = files;
  if (path === undefined || files.length > 1 || path.startsWith("--")) {
    process.stderr.write(`${usage}\n`);
    return exit.notAScenario;
  }
  const read = await readScenario(path);
  if (!("scenario" in read)) {
    for (const problem of read)
      process.stderr.write(`${path}: ${problem}
`);
    return exit.notAScenario;
  }
  const dist = await builtBundle(read.pack);
  const output = play(read.scenario, { dist, cells: args.includes("--cells") });
  for (const { event, error } of output.refused) process.stderr.write(`event ${event}: ${error}\n`);
  print(`${JSON.stringify(output, null, 2)}\n`);
  return exit.played;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exitCode = exit.failed;
}
