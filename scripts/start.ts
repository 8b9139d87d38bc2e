/** The command `npm start [-- --port N] [--fresh] [--pack FILE]`: the local desk, a web page around the built bundle, on this computer only. */
import { parseArgs } from "node:util";
import { PackRefused } from "./check-protocol/packs";
import { pageFiles } from "./desk/page-files";
import { deskServer, listen } from "./desk/server";
import { Desk } from "./desk/state";
import { builtBundle } from "./play/bundle";
import { packOf } from "./play/packs";

const usage = `usage: npm start [-- --port NUMBER] [--fresh] [--pack FILE]

  --port NUMBER  the first port to try (8080)
  --fresh        a Form that is not set up: sit down as the District admin, open
                 the Form editor, and click Student safety, Set up
  --pack FILE    follow the county of that pack file
`;
const usualPort = "8080";
const tickMilliseconds = 1_000;

interface Wanted {
  readonly port: number;
  readonly fresh: boolean;
  readonly pack: string | null;
  readonly help: boolean;
}

/** Null where the arguments are not understood. */
function wantedBy(args: readonly string[]): Wanted | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: usualPort },
        fresh: { type: "boolean", default: false },
        pack: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const port = Number(values.port);
    const isPort = /^\d+$/.test(values.port) && port <= 65_535;
    const { fresh, help, pack = null } = values;
    return isPort ? { port, fresh, help, pack } : null;
  } catch {
    return null;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const wanted = wantedBy(args);
  if (wanted === null) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const { fresh, help } = wanted;
  if (help) {
    process.stdout.write(usage);
    return;
  }
  let pack: string | null;
  try {
    pack = (await packOf(wanted.pack)).file;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return;
  }
  const desk = new Desk({ dist: await builtBundle(pack), realNow: Date.now, fresh });
  const server = deskServer(desk, await pageFiles());
  const port = await listen(server, wanted.port);
  setInterval(() => desk.keepUp(), tickMilliseconds);
  const other = wanted.port === 0 || wanted.port === port ? "" : ` (port ${wanted.port} is taken)`;
  process.stdout.write(
    `The desk is at http://127.0.0.1:${port}/${fresh ? "#/editor" : ""}${other}\nIt forgets everything when it stops: press Ctrl+C.\n`,
  );
}

await main(process.argv.slice(2));
