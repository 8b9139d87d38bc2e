/** The files of the probe's recordings. In a browser their texts, read when the page was built, stand for this module. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const recordingsFolder = fileURLToPath(new URL("../fidelity/recordings", import.meta.url));

/** The texts of a folder's JSON files with their names, by name. Empty where there is no such folder. */
export function textsIn(folder: string): readonly (readonly [name: string, text: string])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
}
