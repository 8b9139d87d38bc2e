/** The command `npm start [-- --port N]`: the local desk, a web page around the built bundle, on this computer only. */

import { pageFiles } from "./desk/page-files";
import { deskServer, listen } from "./desk/server";
import { Desk } from "./desk/state";
import { builtBundle } from "./play/bundle";

const usage = "usage: npm start [-- --port NUMBER]\n";
const usualPort = 8080;
const tickMilliseconds = 1_000;

/** Null where the arguments are not understood. */
function portOf(args: readonly string[]): number | null {
  if (args.length === 0) return usualPort;
  const [name, value = ""] = args;
  const port = Number(value);
  const isPort = /^\d+$/.test(value) && port <= 65_535;
  return name === "--port" && args.length === 2 && isPort ? port : null;
}

async function main(args: readonly string[]): Promise<void> {
  const wanted = portOf(args);
  if (wanted === null) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const desk = new Desk({ dist: await builtBundle(), realNow: Date.now });
  const server = deskServer(desk, await pageFiles());
  const port = await listen(server, wanted);
  setInterval(() => desk.keepUp(), tickMilliseconds);
  process.stdout.write(
    `The desk is at http://127.0.0.1:${port}/\nIt forgets everything when it stops: press Ctrl+C.\n`,
  );
}

await main(process.argv.slice(2));
