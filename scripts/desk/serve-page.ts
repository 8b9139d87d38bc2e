/** The command line of `npm start`: builds the page and serves its folder, on this computer only. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { context } from "esbuild";
import { root } from "../build/sources";
import { tryItPage } from "../build/try-it";
import { PackRefused } from "../check-protocol/checked-packs";
import { builtBundle } from "../play/bundle";
import type { Streams } from "../play/command";
import { packOf } from "../play/scenario-pack";

const usage = `usage: npm start [-- --port NUMBER] [--fresh] [--pack FILE]

  --port NUMBER  the first port to try (8080)
  --fresh        begin with a Form that is not set up, at its editor
  --pack FILE    follow the county of that pack file
`;
const usualPort = "8080";

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
    const isPort = /^\d+$/.test(values.port) && port <= lastPort;
    const { fresh, help, pack = null } = values;
    return isPort ? { port, fresh, help, pack } : null;
  } catch {
    return null;
  }
}

/** What stays of the command: a folder that is served until it is stopped, or an exit code. */
export type Started = { readonly stop: () => Promise<void> } | { readonly code: number };

/** Ports tried from the wanted one on, before any that is free. */
const tries = 20;
const lastPort = 65_535;

interface Served {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** On 127.0.0.1, on `port` (0: any), or the first free one after it, else on any that is free. */
async function served(folder: string, port: number): Promise<Served> {
  const ports = Array.from({ length: port === 0 ? 0 : tries }, (_, more) => port + more);
  const server = await context({ logLevel: "silent" });
  for (const wanted of [...ports.filter((one) => one <= lastPort), 0]) {
    try {
      const { port: taken } = await server.serve({
        host: "127.0.0.1",
        port: wanted,
        servedir: folder,
      });
      return { port: taken, stop: () => server.dispose() };
    } catch (error) {
      // In use, or not for ordinary users.
      if (!/bind|listen/.test(String(error))) throw error;
    }
  }
  throw new Error("no port is free on 127.0.0.1");
}

export async function startCommand(
  args: readonly string[],
  { out, error: told }: Streams,
): Promise<Started> {
  const wanted = wantedBy(args);
  if (wanted === null) {
    told(usage);
    return { code: 2 };
  }
  if (wanted.help) {
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
  const dist = await builtBundle(pack);
  const project = new Map(
    readdirSync(dist).map((name) => [name, readFileSync(join(dist, name), "utf8")]),
  );
  const folder = join(root, "tmp/try-it");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), await tryItPage(project, { pack }));
  const { port, stop } = await served(folder, wanted.port);
  const other = wanted.port === 0 || wanted.port === port ? "" : ` (port ${wanted.port} is taken)`;
  out(
    `The desk is at http://127.0.0.1:${port}/${wanted.fresh ? "#/fresh" : ""}${other}\nIt runs in the page, which remembers what you did. Press Ctrl+C to stop serving it.\n`,
  );
  return { stop };
}
