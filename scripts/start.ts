/** The command `npm start [-- --port N] [--fresh]`: the local desk, a web page around the built bundle, on this computer only. */
import { parseArgs } from "node:util";
import { pageFiles } from "./desk/page-files";
import { deskServer, listen } from "./desk/server";
import { Desk } from "./desk/state";
import { builtBundle } from "./play/bundle";

const usage = `usage: npm start [-- --port NUMBER] [--fresh]

  --port NUMBER  the first port to try (8080)
  --fresh        a Form that is not set up: sit down as the District admin, open
                 the Form editor, and click Student safety, Set up
`;
const usualPort = "8080";
const tickMilliseconds = 1_000;

interface Wanted {
  readonly port: number;
  readonly fresh: boolean;
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
        help: { type: "boolean", default: false },
      },
    });
    const port = Number(values.port);
    const isPort = /^\d+$/.test(values.port) && port <= 65_535;
    return isPort ? { port, fresh: values.fresh, help: values.help } : null;
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
  const desk = new Desk({ dist: await builtBundle(), realNow: Date.now, fresh });
  const server = deskServer(desk, await pageFiles());
  const port = await listen(server, wanted.port);
  setInterval(() => desk.keepUp(), tickMilliseconds);
  const other = wanted.port === 0 || wanted.port === port ? "" : ` (port ${wanted.port} is taken)`;
  process.stdout.write(
    `The desk is at http://127.0.0.1:${port}/${fresh ? "#/editor" : ""}${other}\nIt forgets everything when it stops: press Ctrl+C.\n`,
  );
}

await main(process.argv.slice(2));
