/**
 * The command `npm run -s words`: prints every email, Form text, page, note and cell text that people read. With `--write` it writes
 * them into tests/words/words.txt, which a test compares.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/build/sources";
import { checkTexts, noteTexts, pageTexts, rowTexts } from "./played-words";
import {
  emailTexts,
  formTexts,
  guideTexts,
  packTexts,
  sentenceTexts,
  settingTexts,
  summaryTexts,
  tabTexts,
} from "./written-words";

export const wordsFile = join(root, "tests/words/words.txt");

/** All of it. Throws where a day that shows some cannot be played any more. */
export async function allWords(): Promise<string> {
  const parts: readonly (readonly [title: string, texts: readonly string[]])[] = [
    ["EMAILS", emailTexts()],
    ["THE FORM", formTexts()],
    ["ENGLISH AND SPANISH", sentenceTexts()],
    ["PAGES", await pageTexts()],
    ["THE CHECK", await checkTexts()],
    ["COLUMNS OF THE REGISTER", tabTexts()],
    ["NOTES ON CELLS", await noteTexts()],
    ["SETTINGS", settingTexts()],
    ["SUMMARY", summaryTexts()],
    ["GUIDE", guideTexts()],
    ["PROTOCOLS", packTexts()],
    // Last: it plays a day of a made-up county, whose pack is carried from then on.
    ["ROWS OF CASES AND CHECKLISTS", await rowTexts()],
  ];
  const line = "=".repeat(80);
  return [
    "Every text that people read, made by npm run words -- --write. People and numbers of the days that are played here are made up. This is not legal advice.",
    ...parts.flatMap(([title, texts]) => [
      `${line}\n${title}\n${line}`,
      texts.join(`\n\n${"-".repeat(40)}\n\n`),
    ]),
  ]
    .join("\n\n")
    .replace(/\b[0-9a-f]{64}\b/g, "HASH")
    .replace(/[ \t]+$/gm, "")
    .concat("\n");
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  const text = await allWords();
  if (process.argv.includes("--write")) writeFileSync(wordsFile, text);
  else process.stdout.write(text);
}
