/**
 * The command `npm run -s check-protocol [FILE]`: checks the packs of src/, or the pack in FILE. It prints everything that is wrong,
 * then what a person should look at, and ends with one line that says whether the packs passed. If they passed, it writes each pack to
 * tmp/protocol as a page for people of the county to sign: each line of the pack with its source.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProtocolPack } from "../src/protocol/pack";
import { root } from "./build/sources";
import { besideOwn, foundIn, notInForce, today } from "./check-protocol/checked-packs";
import { documentOf, heldPack } from "./check-protocol/document";
import { fingerprint, pageToSign } from "./check-protocol/page";
import { asked } from "./check-protocol/problems";

/** Writes the page to sign. Returns its path, relative to the project. */
function writePage(pack: ProtocolPack, document: string): string {
  const path = join("tmp/protocol", `${pack.id}-${pack.version}.html`);
  mkdirSync(join(root, "tmp/protocol"), { recursive: true });
  writeFileSync(join(root, path), pageToSign(pack, document));
  return path;
}

/**
 * The last line if everything passed: what was found, and what to do next. `isCompared`: whether the packs were compared with their
 * documents.
 */
function passedWords(isCompared: boolean, looks: number): string {
  const compared =
    "every line of the document is cited, phone numbers, times and thresholds in your words agree with the cited lines, ";
  const lines = looks === 1 ? "the one line" : `the ${looks} lines`;
  return `Passed: ${isCompared ? compared : ""}every reference leads somewhere, every level is reached, and no answer takes anything away. What the words mean no check can tell: next, ${looks === 0 ? "" : `look at ${lines} above, then `}someone from the county reads the page beside the document and signs it.`;
}

/** Checks the pack of a file, or every pack of src/ if it is null. Returns the exit code: 1 if anything is wrong. */
export async function checkProtocols(
  file: string | null,
  print: (line: string) => void,
): Promise<0 | 1> {
  const { packs, problems } = await foundIn(file, "district");
  const isSound = problems.length === 0;
  const held = packs.flatMap((pack) => asked(isSound, () => [heldPack(pack, file)]));
  const own = [...problems, ...asked(isSound, () => besideOwn(packs))];
  const all = [...own, ...held.flatMap((one) => one.problems)];
  for (const { summary } of held) print(summary);
  if (own.length > 0) print(`${file ?? "src/protocol/packs"} is no usable pack:`);
  for (const line of all) print(`- ${line}`);
  const looks = held.flatMap(({ toLookAt }) => toLookAt);
  if (looks.length > 0) {
    print("To look at (what is not the county's belongs in law(…) or practice(…)):");
    for (const line of looks) print(`- ${line}`);
  }
  if (all.length > 0) {
    const again = `then run this again${file === null ? "" : ` with ${file}`}.`;
    const [count, them] =
      all.length === 1 ? ["1 problem", "it"] : [`${all.length} problems`, "each in the pack"];
    for (const { cause } of held) if (cause !== null) print(cause);
    print(`NOT PASSED: ${count}, see above. Mend ${them}, ${again}`);
    return 1;
  }
  // In a file the first pack is the newest. The others only apply to open cases.
  for (const pack of file === null ? packs : packs.slice(0, 1)) {
    const note = notInForce(pack, today());
    if (note !== null) print(note);
  }
  for (const pack of packs) {
    print(
      `The page to sign: ${writePage(pack, documentOf(pack, file))}, with the fingerprint ${fingerprint(pack)}`,
    );
  }
  const isCompared = packs.some(({ document }) => document !== null);
  print(passedWords(isCompared, looks.length));
  return 0;
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  const [file = null, ...others] = process.argv.slice(2);
  if (others.length > 0 || file?.startsWith("-") === true) {
    process.stderr.write("usage: npm run -s check-protocol [FILE]\n");
    process.exitCode = 2;
  } else {
    process.exitCode = await checkProtocols(file, (line) => process.stdout.write(`${line}\n`));
  }
}
