/** The command line of `npm start`: what it takes, what it says, and the desk that it leaves serving. */
import type { Server } from "node:http";
import { parseArgs } from "node:util";
import { PackRefused } from "../check-protocol/packs";
import { builtBundle } from "../play/bundle";
import type { Streams } from "../play/command";
import { packOf } from "../play/packs";
import { pageFiles } from "./page-files";
import { deskServer, listen } from "./server";
import { Desk } from "./state";

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

/** What stays of the command: a desk that serves until its server and its clock are stopped, or an exit code. */
export type Started =
  | { readonly server: Server; readonly ticking: NodeJS.Timeout }
  | { readonly code: number };

export async function startCommand(
  args: readonly string[],
  { out, error: told }: Streams,
): Promise<Started> {
  const wanted = wantedBy(args);
  if (wanted === null) {
    told(usage);
    return { code: 2 };
  }
  const { fresh, help } = wanted;
  if (help) {
    out(usage);
    return { code: 0 };
  }
  let pack: string | null;
  try {
    pack = (await packOf(wanted.pack)).file;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    told(`${error.message}\n`);
    return { code: 2 };
  }
  const desk = new Desk({ dist: await builtBundle(pack), realNow: Date.now, fresh });
  const server = deskServer(desk, await pageFiles());
  const port = await listen(server, wanted.port);
  const ticking = setInterval(() => desk.keepUp(), tickMilliseconds);
  const other = wanted.port === 0 || wanted.port === port ? "" : ` (port ${wanted.port} is taken)`;
  out(
    `The desk is at http://127.0.0.1:${port}/${fresh ? "#/editor" : ""}${other}\nIt forgets everything when it stops: press Ctrl+C.\n`,
  );
  return { server, ticking };
}
