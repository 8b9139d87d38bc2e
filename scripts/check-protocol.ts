/**
 * The command `npm run -s check-protocol [FILE]`: checks the packs of src/, or the pack of a file. Prints what is wrong, what somebody has
 * to look at, and ends with one line that says whether it passed; then the decision table lies in tmp/ as a page to sign. Without a file,
 * or with `--table`, it prints before that each line that the document does not have with its source, each line of the document with what
 * cites it, and the decision table. With `--diff A B`, ids or files: what changes for a school from one to the other. With
 * `--unreviewed LANG [FILE]`: everything that reporters read in that language, or what they read of the pack of a file, with its English, as
 * CSV for a translator; with `--reviewed LANG FILE`: that list read back into src/languages.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { source } from "../src/language";
import { packNamed, packs } from "../src/protocol/find-pack";
import type { ProtocolPack } from "../src/protocol/pack";
import { root } from "./build/sources";
import { checkedPack, checkedPacks, PackRefused, packsIn } from "./check-protocol/checked-packs";
import { decisionTable } from "./check-protocol/decision-table";
import { differences } from "./check-protocol/difference";
import { type HeldPack, heldPack } from "./check-protocol/document/held-pack";
import { drawnAsPage, drawnAsText } from "./check-protocol/drawn-table";
import { fingerprint } from "./check-protocol/fingerprint";
import { notInForce, today } from "./check-protocol/in-force";
import { asCsv, sentencesOf, takeReviewed } from "./check-protocol/translation";

type Print = (line: string) => void;

/** Writes the decision table as a page to print; its path, as seen from the project. */
function pageOf(pack: ProtocolPack): string {
  const folder = join(root, "tmp/protocol");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${pack.id}-${pack.version}.html`);
  writeFileSync(path, drawnAsPage(decisionTable(pack)));
  return relative(root, path);
}

/** What a pack is, what is wrong with it, and what somebody has to look at. `isWhole`: with every line, and the table. */
function printHeld(held: HeldPack, isWhole: boolean, print: Print): void {
  const { pack, summary, whole, problems, toLookAt } = held;
  if (isWhole) for (const line of [...whole, "", ...drawnAsText(decisionTable(pack))]) print(line);
  for (const line of summary) print(line);
  for (const line of problems) print(`- ${line}`);
  if (toLookAt.length > 0) {
    print("To look at (what is not the county's belongs in law(…) or practice(…)):");
    for (const line of toLookAt) print(`- ${line}`);
  }
}

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** The last line, where all is well: what was found, and what comes next. */
function passedWords(all: readonly HeldPack[]): string {
  const compared = all.some(({ pack }) => pack.document !== null)
    ? "every line of the document is cited, phone numbers, times and thresholds stand in the cited lines, "
    : "";
  const looks = all.reduce((sum, { toLookAt }) => sum + toLookAt.length, 0);
  const first =
    looks === 0 ? "" : `look at the ${looks === 1 ? "one line" : `${looks} lines`} above, then `;
  return `Passed: ${compared}every reference leads somewhere, every level is reached, and no answer takes anything away. What the words mean no check can tell: next, ${first}somebody of the county reads the page beside the document and signs it.`;
}

/** Checks the pack of a file, or every pack of src/. Returns the exit code: 1 where anything is wrong. */
export async function checkProtocols(
  file: string | null,
  print: Print,
  isWhole = file === null,
): Promise<0 | 1> {
  const again = `then run this again${file === null ? "" : ` with ${file}`}`;
  try {
    const own = file === null ? packs() : await packsIn(file);
    checkedPacks(file === null ? [] : own);
    const all = own.map((pack) => heldPack(pack, file));
    for (const held of all) printHeld(held, isWhole, print);
    // Of a file the first is the newest; open cases alone are of the others.
    const begun = file === null ? own : own.slice(0, 1);
    for (const note of begun.map((pack) => notInForce(pack, today()))) {
      if (note !== null) print(note);
    }
    const counts = all.flatMap(({ problemCounts }) => problemCounts);
    if (counts.length > 0) {
      print(`NOT PASSED: ${listed(counts)}, see above. Mend each in the pack, ${again}.`);
      return 1;
    }
    for (const { pack } of all) {
      print(`The page to sign: ${pageOf(pack)}, with the fingerprint ${fingerprint(pack)}`);
    }
    print(passedWords(all));
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    print(error.message);
    const count = error.problems.length;
    print(
      `NOT PASSED: ${count === 1 ? "1 problem" : `${count} problems`}, see above. Mend ${count === 1 ? "it" : "them"}, ${again}.`,
    );
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
  print: Print,
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

/** The list for a translator, of one pack where a file is named; its exit code. */
async function printUnreviewed(language: string, file: string | undefined): Promise<0 | 1> {
  try {
    const sentences =
      file === undefined ? undefined : sentencesOf(await checkedPack(file), language);
    process.stdout.write(asCsv(language, sentences));
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/**
 * The list for a translator, or what came back from one. `language`: two letters. `file`: of a pack whose list is asked for, or the list
 * itself. Returns the exit code.
 */
async function translated(
  asked: "--unreviewed" | "--reviewed",
  language: string | undefined,
  file: string | undefined,
  print: Print,
): Promise<0 | 1 | 2> {
  if (language === undefined || !/^[a-z]{2}$/.test(language) || language === source) {
    process.stderr.write(
      `${asked} wants a language other than English: two letters, such as es.\n`,
    );
    return 2;
  }
  if (asked === "--unreviewed") return printUnreviewed(language, file);
  if (file === undefined || !existsSync(file)) {
    process.stderr.write(
      "--reviewed wants the list after the language: a CSV file that is there.\n",
    );
    return 2;
  }
  return takeReviewed(language, file, print);
}

const usage = `usage: npm run -s check-protocol
       npm run -s check-protocol FILE
       npm run -s check-protocol -- FILE --table
       npm run -s check-protocol -- --diff BEFORE AFTER
       npm run -s check-protocol -- --unreviewed LANGUAGE [FILE]
       npm run -s check-protocol -- --reviewed LANGUAGE LIST.csv
`;

/** Returns the exit code. */
async function checkCommand(args: readonly string[], print: Print): Promise<0 | 1 | 2> {
  const rest = args.filter((one) => one !== "--table");
  const [first = null, before, after] = rest;
  if (first === "--unreviewed" || first === "--reviewed") {
    return translated(first, before, after, print);
  }
  if (first === "--diff") {
    if (before !== undefined && after !== undefined) return printDifferences(before, after, print);
    process.stderr.write("--diff wants two packs after it: ids or files.\n");
    return 2;
  }
  if (rest.length > 1 || first?.startsWith("-") === true) {
    process.stderr.write(usage);
    return 2;
  }
  return checkProtocols(first, print, first === null || rest.length < args.length);
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  process.exitCode = await checkCommand(process.argv.slice(2), (line) =>
    process.stdout.write(`${line}\n`),
  );
}
