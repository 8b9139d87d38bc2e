/** Every text that people read is as tests/words/words.txt has it. After a change of words: `npm run -s words -- --write`, and read the difference. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mailScenes } from "../../scripts/guides/mail-scenes";
import { messageKinds } from "../../src/letters/kinds/all-kinds";
import { everyLetter } from "../letters/letters";
import { allWords, wordsFile } from "./words";

test("the words are as they were last read", async () => {
  expect(await allWords()).toBe(readFileSync(wordsFile, "utf8"));
});

test("every kind of email is among them, and it is said when it is sent", () => {
  for (const all of [mailScenes, everyLetter()]) {
    expect([...new Set(all.map(({ kind }) => kind))].sort()).toEqual([...messageKinds].sort());
  }
});
