/**
 * The command `npm run -s check-protocol [FILE]`: checks the packs of src/, or the pack of a file. Prints each line of the county
 * document with the datum that carries it, where the pack has one, before them each line that the document does not have with its source,
 * then what is missing or contradicts itself.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packs } from "../src/protocol/find-pack";
import type { ProtocolPack } from "../src/protocol/pack";
import { type Coverage, citations, coverage } from "./check-protocol/coverage";
import { addedActs, addedLines } from "./check-protocol/not-the-county";
import { checkedPack, checkedPacks, PackRefused } from "./check-protocol/packs";

const documents = fileURLToPath(new URL("../docs/protocol", import.meta.url));

/** The kept text of a pack's document: among the project's, or beside the pack's own file. Null where the pack names none. */
function documentOf({ document }: ProtocolPack, file: string | null): string | null {
  if (document === null) return null;
  return readFileSync(join(file === null ? documents : dirname(file), document), "utf8");
}

/** The report of one document, a line of text per line of the document, then what is wrong. */
export function reportOf(found: Coverage): readonly string[] {
  return [
    ...found.lines.map(({ line, text, blank, data }) =>
      blank
        ? `${line}\tblank`
        : `${line}\t${data.length === 0 ? "NOT COVERED" : data.join(", ")}\t${text.trim()}`,
    ),
    ...found.uncovered.map((line) => `Line ${line} is carried by no datum.`),
    ...found.astray.map(
      ({ datum, lines }) => `${datum} cites a line that is blank or missing: ${lines.join(", ")}.`,
    ),
  ];
}

/** What the county's document does not have: a line of text per line, with its place and its source. */
export function addedReport(pack: ProtocolPack): readonly string[] {
  return [
    ...addedLines(pack).map(({ place, source, words }) => `${place}\t${source}\t${words}`),
    `Acts that no step asks for: ${addedActs(pack).join(", ") || "none"}.`,
  ];
}

/** Whether every line of the pack's document is carried; prints each. True for a pack without a document. */
function isCovered(
  pack: ProtocolPack,
  file: string | null,
  print: (line: string) => void,
): boolean {
  print(`${pack.id}, version ${pack.version}`);
  print("Lines that are not the county's, each with its source:");
  for (const line of addedReport(pack)) print(line);
  const document = documentOf(pack, file);
  if (document === null) {
    print("No source document is kept for this pack: its lines are not checked.");
    return true;
  }
  const found = coverage(document, citations(pack));
  for (const line of reportOf(found)) print(line);
  return found.uncovered.length + found.astray.length === 0;
}

/** Checks the pack of a file, or every pack of src/. Returns the exit code: 1 where anything is wrong. */
export async function checkProtocols(
  file: string | null,
  print: (line: string) => void,
): Promise<0 | 1> {
  try {
    const own = file === null ? packs() : [await checkedPack(file)];
    checkedPacks(file === null ? [] : own);
    const covered = own.map((pack) => isCovered(pack, file, print));
    if (covered.includes(false)) return 1;
    print(
      "Every reference leads somewhere, every level is reached, and no answer takes anything away.",
    );
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    print(error.message);
    return 1;
  }
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  const file = process.argv[2] ?? null;
  process.exitCode = await checkProtocols(file, (line) => process.stdout.write(`${line}\n`));
}
