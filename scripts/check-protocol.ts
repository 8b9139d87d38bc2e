/**
 * The command `npm run -s check-protocol [FILE]`: checks the packs of src/, or the pack of a file. Prints everything that is wrong, what
 * somebody has to look at, and ends with one line that says whether it passed; then the pack lies in tmp/ as a page to sign. Without a
 * file, or with `--table`, it prints before that each line that the document does not have with its source, and each line of the document
 * with what cites it.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProtocolPack } from "../src/protocol/pack";
import { root } from "./build/sources";
import {
  checkedPacks,
  clashesOf,
  type FoundPacks,
  foundIn,
  notInForce,
  PackRefused,
  today,
} from "./check-protocol/checked-packs";
import { counted, type HeldPack, heldPack } from "./check-protocol/document";
import { fingerprint, pageToSign } from "./check-protocol/page";

type Print = (line: string) => void;

/** Writes the page to print; its path, as seen from the project. */
function writePage(pack: ProtocolPack): string {
  const folder = join(root, "tmp/protocol");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${pack.id}-${pack.version}.html`);
  writeFileSync(path, pageToSign(pack));
  return relative(root, path);
}

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** The last line, where all is well: what was found, and what comes next. */
function passedWords(packs: readonly ProtocolPack[], looks: number): string {
  const compared = packs.some(({ document }) => document !== null)
    ? "every line of the document is cited, phone numbers, times and thresholds stand in the cited lines, "
    : "";
  const first =
    looks === 0 ? "" : `look at the ${looks === 1 ? "one line" : `${looks} lines`} above, then `;
  return `Passed: ${compared}every reference leads somewhere, every level is reached, and no answer takes anything away. What the words mean no check can tell: next, ${first}somebody of the county reads the page beside the document and signs it.`;
}

async function found(file: string | null): Promise<FoundPacks> {
  if (file === null) return { packs: checkedPacks([]), problems: [] };
  const own = await foundIn(file, "district");
  return { ...own, problems: [...own.problems, ...clashesOf(own.packs)] };
}

/** What can be said of packs that may be none, beside their document. */
function held(packs: readonly ProtocolPack[], file: string | null, isSure: boolean) {
  return packs.flatMap((pack): readonly HeldPack[] => {
    try {
      return [heldPack(pack, file)];
    } catch (error) {
      if (isSure) throw error;
      return [];
    }
  });
}

/** Checks the pack of a file, or every pack of src/. Returns the exit code: 1 where anything is wrong. */
export async function checkProtocols(
  file: string | null,
  print: Print,
  isWhole = file === null,
): Promise<0 | 1> {
  const again = `then run this again${file === null ? "" : ` with ${file}`}.`;
  const refused = (counts: readonly string[]) => {
    print(
      `NOT PASSED: ${listed(counts)}, see above. Mend ${counts.join() === "1 problem" ? "it" : "each in the pack"}, ${again}`,
    );
    return 1 as const;
  };
  try {
    const { packs, problems } = await found(file);
    const all = held(packs, file, problems.length === 0);
    for (const { whole, summary } of all) {
      for (const line of [...(isWhole ? [...whole, ""] : []), ...summary]) print(line);
    }
    if (problems.length > 0) print(`${file} is no usable pack:`);
    for (const line of [...problems, ...all.flatMap((one) => one.problems)]) print(`- ${line}`);
    const looks = all.flatMap(({ toLookAt }) => toLookAt);
    if (looks.length > 0) {
      print("To look at (what is not the county's belongs in law(…) or practice(…)):");
      for (const line of looks) print(`- ${line}`);
    }
    const counts = [
      ...(problems.length === 0 ? [] : [counted(problems.length, "problem")]),
      ...all.flatMap((one) => one.counts),
    ];
    if (counts.length > 0) return refused(counts);
    // Of a file the first is the newest; open cases alone are of the others.
    for (const pack of file === null ? packs : packs.slice(0, 1)) {
      const note = notInForce(pack, today());
      if (note !== null) print(note);
    }
    for (const pack of packs) {
      print(`The page to sign: ${writePage(pack)}, with the fingerprint ${fingerprint(pack)}`);
    }
    print(passedWords(packs, looks.length));
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    print(error.message);
    return refused([counted(error.problems.length, "problem")]);
  }
}

const usage = `usage: npm run -s check-protocol
       npm run -s check-protocol FILE
       npm run -s check-protocol -- FILE --table
`;

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  const args = process.argv.slice(2).filter((one) => one !== "--table");
  const [file = null] = args;
  if (args.length > 1 || file?.startsWith("-") === true) {
    process.stderr.write(usage);
    process.exitCode = 2;
  } else {
    const isWhole = file === null || process.argv.includes("--table");
    process.exitCode = await checkProtocols(
      file,
      (line) => process.stdout.write(`${line}\n`),
      isWhole,
    );
  }
}
