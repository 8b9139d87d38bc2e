/** No text that people read, and no page of the docs, says what only code says, or has a phrase that readers stumbled over or a word that has a better one. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { insidesOf } from "./insides";
import { wordsFile } from "./words";

/** What is not said, and what is said instead. */
const notSaid: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // A way to send a written report may be the mail; ids have hyphens and slashes.
  [/(?<!by |or |[-/“"`\w])(?:mails?|mailed|mailing)\b(?![-/])|\be-mails?\b/i, "email"],
  // One choice of the Form keeps its words, by which answers are read.
  [
    /(?<![-\w“]|absent and |scope that )(?:no|some|every|any)body\b(?![-\w])/i,
    "no one, someone, everyone, anyone",
  ],
  [/\bthe desk\b/i, "the system"],
  [/\bthe bin\b/i, "the trash"],
  [/\b\d+ acts?\b|\bacts? (?:is|are) new\b|\b(?:each|this|every) act\b/i, "step"],
  [/\bput back\b|\bput (?:it |Contacts |the Form )?right\b/i, "undo, fix"],
  [/\btak(?:e|es|en|ing) on\b|\btaken this on\b/i, "acknowledge"],
  [/\brehearsals?\b|\bproof reports?\b|\btest reports?\b/i, "drill"],
  [/\bopen matters\b/i, "needs attention"],
  [/\bthe bell\b/i, "dismissal"],
  [
    /\bwhoever (?:learns|only sleeps)\b|learn that it was not done/i,
    "if you learn that no report was made",
  ],
  [/each reporter still reports|\byou report too\b/i, "must still report"],
  [/it takes no mandated report/i, "does not take the place of a mandated report"],
  [/do not face the person/i, "confront"],
  [/is still yours to do|yours from now on/i, "you still need to do; are now yours"],
  [/\bby then:/i, "by, and the time"],
  [/the level stays/i, "the level has not changed"],
  [/(?:are|is) one from now on|stands by itself again/i, "merged, a merge was undone"],
  [/\belse the number\b/i, "otherwise use this number"],
  [/to stay unknown/i, "anonymous"],
  [/all-clear/i, "this does not mean the student is safe"],
  [/not in line for the case/i, "not allowed to act on this case"],
  [/a tick on what waits/i, "a step that is locked or on hold cannot be ticked"],
  [/a reload goes on/i, "you continue here"],
  [/goes wrong now/i, "trouble switched on"],
  [/it is asked whether/i, "the system asks"],
  [/\bcannot see:/i, "this page cannot check this"],
  [/ticked is reminded of/i, "a reminder about"],
  [/what is higher counts/i, "the highest value"],
  [/counts as at once/i, "counts as immediate"],
  [/opened below every protocol/i, "started below the threshold"],
  [/\bthe own\b/i, "their own"],
  [/were it turned off/i, "if it is turned off"],
];

const pages = [
  wordsFile,
  ...["README.md", "SECURITY.md", "CONTRIBUTING.md"].map((name) => join(root, name)),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(root, "docs", name)),
];

test.each(notSaid)("%s is nowhere: %s", (pattern) => {
  const found = pages.flatMap((page) =>
    readFileSync(page, "utf8")
      .split("\n")
      .flatMap((line, at) =>
        pattern.test(line) ? [`${relative(root, page)}:${at + 1}: ${line}`] : [],
      ),
  );
  expect(found).toEqual([]);
});

test("no text that people read, and no page of the docs, has an id, a key or a value that is not there", () => {
  const found = pages.map((page) => {
    const text = readFileSync(page, "utf8");
    // What each text is of, and the keys before the words, are written for the one who compares.
    const isWords = page === wordsFile;
    const read = isWords
      ? text.replace(/^[-=]{40,}\n\n.*$/gm, "").replace(/^(?:- )?[\w/-]+(?:, who)?:/gm, "")
      : text;
    return [relative(root, page), insidesOf(read)];
  });
  expect(Object.fromEntries(found.filter(([, odd]) => odd?.length))).toEqual({});
});

test.each([
  "Check in every undefined days.",
  "Read by: verde-to-read",
  "citedAs: Alder County",
  "immediateDangerMinutes | 15",
  "Kept by the automation (log)",
  "Leads and admins fill this in (cases: leadAgreed).",
  "The texts of es-93e34242 were not reviewed.",
  "The step inform-parent-or-guardian is locked.",
])("%s would be noticed", (text) => {
  expect(insidesOf(text)).toContain(text);
});
