/** Every text that people read is as tests/words/words.txt has it. After a change of words: `npm run -s words -- --write`, and read the difference. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mailScenes } from "../../scripts/guides/mail-scenes";
import { allWords, wordsFile } from "../../scripts/words";
import { messageKinds } from "../../src/letters/kinds/all-kinds";

test("the words are as they were last read", async () => {
  expect(await allWords()).toBe(readFileSync(wordsFile, "utf8"));
});

test("every kind of email has a scene", () => {
  const shown = new Set(mailScenes.map(({ kind }) => kind));
  expect([...shown].sort()).toEqual([...messageKinds()].sort());
});
