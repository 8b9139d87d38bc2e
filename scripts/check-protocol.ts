/**
 * The command `npm run -s check-protocol [FILE]`: checks the packs of src/, or the pack of a file. Prints each line of the document with
 * the datum that carries it, where the pack has one, before them each line that the document does not have with its source, then the
 * decision table; the same table as a page to print is written into tmp/. Last what is missing or contradicts itself. With
 * `--diff A B`, ids or files: what changes for a school from one to the other. With `--unreviewed LANG`: everything that reporters read in
 * that language, with its English, as CSV for a translator; with `--reviewed LANG FILE`: that list read back into src/languages.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { source } from "../src/language";
import { packNamed, packs } from "../src/protocol/find-pack";
import type { ProtocolPack } from "../src/protocol/pack";
import { root } from "./build/sources";
import { typedPath } from "./build/typed-path";
import { checkedPack, checkedPacks, PackRefused, packsIn } from "./check-protocol/checked-packs";
import { decisionTable } from "./check-protocol/decision-table";
import { differences } from "./check-protocol/difference";
import { type Coverage, citations, coverage } from "./check-protocol/document/line-coverage";
import { addedActs, addedLines } from "./check-protocol/document/not-the-county";
import { drawnAsPage, drawnAsText } from "./check-protocol/drawn-table";
import { asCsv, takeReviewed } from "./check-protocol/translation";

const documents = fileURLToPath(new URL("../docs/protocol", import.meta.url));

/** The kept text of a pack's document: beside the pack's own file, else among the project's. Null where the pack names none. */
function documentOf({ document }: ProtocolPack, file: string | null): string | null {
  if (document === null) return null;
  const folders = file === null ? [documents] : [dirname(typedPath(file)), documents];
  const found = folders.map((folder) => join(folder, document)).find((path) => existsSync(path));
  if (found === undefined) {
    throw new PackRefused(file ?? document, [
      `document: there is no file ${document} beside it or in docs/protocol. Put the text there, or write null.`,
    ]);
  }
  return readFileSync(found, "utf8");
}

/** Writes the decision table as a page to print; its path, as seen from the project. */
function pageOf(pack: ProtocolPack): string {
  const folder = join(root, "tmp/protocol");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${pack.id}-${pack.version}.html`);
  writeFileSync(path, drawnAsPage(decisionTable(pack)));
  return relative(root, path);
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
  print("Lines that the document does not have, each with its source:");
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
    const own = file === null ? packs() : await packsIn(file);
    checkedPacks(file === null ? [] : own);
    const covered = own.map((pack) => isCovered(pack, file, print));
    for (const pack of own) {
      print("");
      for (const line of drawnAsText(decisionTable(pack))) print(line);
      print(`The same as a page to print: ${pageOf(pack)}`);
    }
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

/** The pack that an id or a file names. @throws PackRefused where there is neither. */
async function named(idOrFile: string): Promise<ProtocolPack> {
  return packNamed(idOrFile) ?? checkedPack(idOrFile);
}

/** Prints what changes for a school from one pack to another. Returns the exit code: 1 where one of them is no usable pack. */
export async function printDifferences(
  before: string,
  after: string,
  print: (line: string) => void,
): Promise<0 | 1> {
  try {
    const [one, other] = [await named(before), await named(after)];
    const found = differences(one, other);
    print(`From ${one.id} of ${one.version} to ${other.id} of ${other.version}:`);
    for (const line of found) print(`- ${line}`);
    if (found.length === 0) print("Nothing changes for a school.");
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    print(error.message);
    return 1;
  }
}

/** The list for a translator, or what came back from one. `language`: two letters. Returns the exit code. */
function translated(
  asked: "--unreviewed" | "--reviewed",
  language: string | undefined,
  file: string | undefined,
  print: (line: string) => void,
): 0 | 1 | 2 {
  if (language === undefined || !/^[a-z]{2}$/.test(language) || language === source) {
    process.stderr.write(
      `${asked} wants a language other than English: two letters, such as es.\n`,
    );
    return 2;
  }
  if (asked === "--unreviewed") {
    process.stdout.write(asCsv(language));
    return 0;
  }
  if (file === undefined || !existsSync(file)) {
    process.stderr.write(
      "--reviewed wants the list after the language: a CSV file that is there.\n",
    );
    return 2;
  }
  return takeReviewed(language, file, print);
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  const [first = null, before, after] = process.argv.slice(2);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  if (first === "--unreviewed" || first === "--reviewed") {
    process.exitCode = translated(first, before, after, print);
  } else if (first !== "--diff") process.exitCode = await checkProtocols(first, print);
  else if (before === undefined || after === undefined) {
    process.stderr.write("--diff wants two packs after it: ids or files.\n");
    process.exitCode = 2;
  } else process.exitCode = await printDifferences(before, after, print);
}
