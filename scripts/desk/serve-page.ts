/** The command line of `npm start`: builds the page and serves its folder to this computer only. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { context } from "esbuild";
import { root } from "../build/sources";
import { tryItPage } from "../build/try-it";
import { PackRefused } from "../check-protocol/checked-packs";
import { builtFiles, packOf } from "../play/bundle";
import type { Streams } from "../play/command";

const usage = `usage: npm start [-- --port NUMBER] [--fresh] [--pack FILE]

  --port NUMBER  the port (8080), or any that is free where it is taken
  --fresh        begin with a Form that is not set up, at its editor
  --pack FILE    follow the county of that pack file
`;
const usualPort = "8080";

/** The options that the arguments ask for; null if they are not understood. */
function wantedBy(args: readonly string[]) {
  const string = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { ...string, default: usualPort }, fresh: flag, pack: string, help: flag },
    });
    return /^\d+$/.test(values.port) && Number(values.port) <= 65_535 ? values : null;
  } catch {
    return null;
  }
}

/** What remains of the command: a folder that is served until it is stopped, or an exit code. */
export type Started = { readonly stop: () => Promise<void> } | { readonly code: number };

/** Serves the folder on 127.0.0.1 only, on the wanted port or on a free one. */
async function served(folder: string, wanted: number) {
  const server = await context({ logLevel: "silent" });
  const on = (port: number) => server.serve({ host: "127.0.0.1", port, servedir: folder });
  // The port may be in use, or not allowed for ordinary users.
  const { port } = await on(wanted).catch(() => on(0));
  return { port, stop: () => server.dispose() };
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
    pack = (await packOf(wanted.pack ?? null)).file;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    told(`${error.message}\n`);
    return { code: 2 };
  }
  const project = await builtFiles(pack);
  const folder = join(root, "tmp/try-it");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), await tryItPage(project, { pack }));
  const { port, stop } = await served(folder, Number(wanted.port));
  const isOther = !["0", String(port)].includes(wanted.port);
  const other = isOther ? ` (port ${wanted.port} is taken)` : "";
  out(
    `Student Safety Desk is at http://127.0.0.1:${port}/${wanted.fresh ? "#/fresh" : ""}${other}\nIt runs in the page, which remembers what you did. Press Ctrl+C to stop serving it.\n`,
  );
  return { stop };
}
