/**
 * The rooms of src/, one above the other, and the check that no import runs upwards. `npm run checks` includes it. Circles of files are
 * found by Biome (`noImportCycles`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../build/sources";

/**
 * Every folder of src/, and every file that lies in no folder, from the ground up. Each imports only from itself and from what comes before
 * it. A new one gets its place here.
 */
export const rooms = `
  json language errors lazy text time lists
  languages protocol store ports attempt
  register
  district-directory run wake-the-clock lock activity registers
  form district
  case sealed messages casework asking outbox access outage
  parts-of-a-page drill intake carrying records figures
  install tabs roll-over runs check set-up
  menu google main ui`
  .trim()
  .split(/\s+/);

/** The room of a file, by its path below src/. */
const roomOf = (path: string): string => (path.split("/")[0] ?? "").replace(/\.ts$/, "");

/** Every import that runs upwards, or touches a room that has no place yet, as a line that says what to do. `files`: path → text. */
export function upwardImports(files: ReadonlyMap<string, string>): readonly string[] {
  const lines: string[] = [];
  for (const [path, text] of files) {
    const from = roomOf(path);
    if (!rooms.includes(from)) lines.push(`src/${path}: "${from}" has no place in \`rooms\`.`);
    for (const [, named = ""] of text.matchAll(/\bfrom\s+"(\.[^"]+)"/g)) {
      const plain = posix.join(posix.dirname(path), named);
      const to = [`${plain}.ts`, `${plain}/index.ts`].find((one) => files.has(one)) ?? plain;
      if (rooms.indexOf(roomOf(to)) > rooms.indexOf(from)) {
        lines.push(`src/${path} imports src/${to}: "${roomOf(to)}" is above "${from}".`);
      }
    }
  }
  return lines;
}

/** The files of src/ by their path below it. */
export function sourceFiles(): ReadonlyMap<string, string> {
  const folder = `${root}/src`;
  return new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [path.replaceAll("\\", "/"), readFileSync(`${folder}/${path}`, "utf8")]),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lines = upwardImports(sourceFiles());
  for (const line of lines) process.stderr.write(`${line}\n`);
  if (lines.length > 0) process.exitCode = 1;
}
