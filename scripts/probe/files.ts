/** The probe's own script project: one readable script, its page, and the desk's manifest, so that it asks for the very same permissions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withHeader } from "../build/header";
import { pages } from "../build/page";
import { readableScript } from "../build/script";
import { root } from "../build/sources";

/** The functions that Google calls by name in the probe's project. */
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

/** By name, as in dist/. */
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
