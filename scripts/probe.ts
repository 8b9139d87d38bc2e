/** `npm run probe`: plays a round of the probe here, pushes it to Google, or records what Google answered. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deploy, installedClasp, readOptions } from "./deploy/deploy";
import { exitCodes, explain, Stopped } from "./deploy/stopped";
import { asProbe, buildProbe, inProbeEnvironment, probe } from "./probe/deployed";
import { probeFiles } from "./probe/files";
import { LocalRound } from "./probe/local-round";
import { probeUsage, readProbeOptions } from "./probe/options";
import { ResultRefused, readResult } from "./probe/read-result";
import { record, recordedWords } from "./probe/record";
import { fidelityFile } from "./workspace/fidelity/fidelity-page";
import { recordingsFolder } from "./workspace/host/recordings-folder";

const root = fileURLToPath(new URL("..", import.meta.url));

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function playHere(): Promise<number> {
  const { cases } = readResult(await new LocalRound({ files: await probeFiles() }).play());
  say(`${Object.keys(cases).length} cases, all answered by the local Workspace.`);
  return 0;
}

async function push(words: readonly string[]): Promise<number> {
  try {
    const options = inProbeEnvironment(readOptions(words));
    if (options.help) {
      say(probeUsage);
      return 0;
    }
    const clasp = installedClasp(process.env);
    const build = () => buildProbe(root);
    await deploy({ root, options, what: probe, clasp, build, print: (line) => say(asProbe(line)) });
    return 0;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    complain(asProbe(explain(error)));
    return exitCodes[error.code];
  }
}

async function keep(file: string): Promise<number> {
  const place = {
    recordings: recordingsFolder,
    fidelity: fidelityFile,
    script: join(root, "src/install/going-live/google-recording.ts"),
    readme: join(root, "README.md"),
  };
  try {
    const recorded = await record(file, place);
    for (const line of recordedWords(recorded)) say(line);
    return recorded.differences.some(({ isLenient }) => !isLenient) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ResultRefused)) throw error;
    complain(error.message);
    return 2;
  }
}

function main(words: readonly string[]): Promise<number> | number {
  const options = readProbeOptions(words);
  switch (options.act) {
    case "play":
      return playHere();
    case "deploy":
      return push(options.words);
    case "record":
      return keep(options.file);
    case "help":
      say(probeUsage);
      return 0;
    case "wrong":
      complain(`${options.what}\n\n${probeUsage}`);
      return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
