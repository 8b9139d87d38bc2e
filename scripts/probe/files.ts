/** The probe's own script project: one readable script, its page, and the product's manifest, so that it asks for the same permissions. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withHeader } from "../build/header";
import { pages } from "../build/page";
import { readableScript } from "../build/script";
import { root } from "../build/sources";
import { type Deployed, isDesk, type Options } from "../deploy/deploy";

/** The functions of the probe's project that Google calls by name. */
export const probeFunctions = [
  "onOpen",
  "runProbe",
  "cleanUp",
  "onProbe",
  "onEcho",
  "onFail",
  "onProbeClock",
  "onBornInClock",
  "onProbeSubmit",
  "onProbeEdit",
  "onNothing",
  "onOwnWrite",
  "onTurn",
] as const;

/** The files by name, as in dist/. */
export async function probeFiles(): Promise<ReadonlyMap<string, string>> {
  const script = await readableScript({
    entry: "scripts/probe/script.ts",
    globalName: "studentSafetyProbe",
    functions: probeFunctions,
  });
  const what = "The probe: asks Google how it answers. It works in a blank Form of its own.";
  return new Map([
    ["Code.js", withHeader(script, [what])],
    ["appsscript.json", readFileSync(join(root, "appsscript.json"), "utf8")],
    ...(await pages(join(root, "scripts/probe/page"))),
  ]);
}

/** The environment that names the probe's project file (.clasp.probe.json). */
export const probeEnvironment = "probe";

export const probe: Deployed = {
  folder: "tmp/probe",
  title: () => "Probe of the student safety desk",
  isOurs: (code) => code.includes("studentSafetyProbe") && code.includes("function onProbe("),
  refuses: (code) =>
    isDesk(code)
      ? "That project is the system's own. The probe never overwrites it: it has a Form of its own."
      : null,
  item: "Probe › Run the probe",
};

/** Builds the files into the probe's folder, below a root. */
export async function buildProbe(root: string): Promise<void> {
  const folder = join(root, probe.folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await probeFiles()) writeFileSync(join(folder, name), text);
}

/** The options of a deployment, with the probe's environment. */
export function inProbeEnvironment(options: Options): Options {
  return { ...options, env: probeEnvironment };
}

/** The text of a deployment, with this command's name in place of the product's. */
export function asProbe(words: string): string {
  return words
    .replaceAll("npm run deploy -- ", "npm run probe -- --deploy ")
    .replaceAll("npm run deploy", "npm run probe -- --deploy");
}
