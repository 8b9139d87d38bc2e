/** `npm run deploy`: builds, pushes to the Form's script project with clasp, and makes sure of what landed. */
import { fileURLToPath } from "node:url";
import { build } from "./build";
import { claspWith } from "./deploy/clasp";
import { deploy } from "./deploy/deploy-command";
import { readOptions, usage } from "./deploy/options";
import { DeployError, exitCodes, explain } from "./deploy/outcome";

/** Runs one deployment. Returns the exit code; everything else is in the lines printed. */
async function main(words: readonly string[]): Promise<number> {
  try {
    const options = readOptions(words);
    if (options.help) {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    await deploy({
      root: fileURLToPath(new URL("..", import.meta.url)),
      options,
      clasp: claspWith(options.user, process.env),
      build,
      print: (line) => process.stdout.write(`${line}\n`),
    });
    return 0;
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    process.stderr.write(`${explain(error)}\n`);
    return exitCodes[error.code];
  }
}

process.exitCode = await main(process.argv.slice(2));
