/** The probe as something to deploy: a folder of its own, a Form of its own, and never over the desk. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployed, isDesk, type Options } from "../deploy/deploy";
import { probeFiles } from "./files";

/** Environment of the probe's project file (.clasp.probe.json). */
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

/** Fills the probe's folder below a root. */
export async function buildProbe(root: string): Promise<void> {
  const folder = join(root, probe.folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await probeFiles()) writeFileSync(join(folder, name), text);
}

/** The deployment's options, in the probe's environment. */
export function inProbeEnvironment(options: Options): Options {
  return { ...options, env: probeEnvironment };
}

/** The words of a deployment, with this command in place of the desk's. */
export function asProbe(words: string): string {
  return words
    .replaceAll("npm run deploy -- ", "npm run probe -- --deploy ")
    .replaceAll("npm run deploy", "npm run probe -- --deploy");
}
