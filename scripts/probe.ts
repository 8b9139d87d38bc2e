/** The command `npm run probe`: plays the probe in the local Workspace, or pushes it to Google into a Form of its own. */
import { fileURLToPath } from "node:url";
import { deploy, installedClasp, readOptions } from "./deploy/deploy";
import { exitCodes, explain, Stopped } from "./deploy/stopped";
import { asProbe, buildProbe, inProbeEnvironment, probe, probeFiles } from "./probe/files";
import { playProbe, probeWorkspace } from "./probe/local";

const root = fileURLToPath(new URL("..", import.meta.url));

const usage = `npm run probe              plays the probe on the local Workspace
npm run probe -- --deploy [--form FORM] [--replace]
                           pushes the probe into a Form of its own, with clasp
`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function push(words: readonly string[]): Promise<number> {
  try {
    const options = inProbeEnvironment(readOptions(words));
    const clasp = installedClasp(process.env);
    const build = () => buildProbe(root);
    await deploy({ root, options, what: probe, clasp, build, print: (line) => say(asProbe(line)) });
    return 0;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    process.stderr.write(`${asProbe(explain(error))}\n`);
    return exitCodes[error.code];
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === undefined) say((await playProbe(probeWorkspace(await probeFiles()))).result ?? "");
else if (first === "--deploy" && !rest.includes("--help")) process.exitCode = await push(rest);
else {
  process.stdout.write(usage);
  process.exitCode = first === "--help" || first === "--deploy" ? 0 : 2;
}
