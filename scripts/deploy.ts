/** The command `npm run deploy`: builds, pushes to the Form's script project with clasp, and checks that what arrived is what was built. */
import { fileURLToPath } from "node:url";
import { build } from "./build";
import { deploy, desk, installedClasp, readOptions, usage } from "./deploy/deploy";
import { exitCodes, explain, Stopped } from "./deploy/stopped";

try {
  const options = readOptions(process.argv.slice(2));
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const root = fileURLToPath(new URL("..", import.meta.url));
  const clasp = installedClasp(process.env);
  if (options.help) print(usage);
  else await deploy({ root, options, clasp, what: desk, build, print });
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = exitCodes[error.code];
}
