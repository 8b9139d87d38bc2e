/**
 * Every text that people read equals the one in tests/words/words.txt. After changing texts, run `npm run -s words -- --write` and read
 * the difference.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mailScenes } from "../../scripts/guides/mail-scenes";
import { queuedKinds } from "../../src/messages/messages";
import { noticeIds } from "../../src/messages/notices-to-leads";
import { everyLetter } from "../messages/letters";
import { allWords, wordsFile } from "./words";

test("the words are as they were last read", async () => {
  expect(await allWords()).toBe(readFileSync(wordsFile, "utf8"));
});

test("every kind of email is among them, and it is said when it is sent", () => {
  for (const all of [mailScenes, everyLetter()]) {
    const kinds = [...queuedKinds(), ...noticeIds(), "register-unreachable", "sealed-waits"];
    expect([...new Set(all.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
  }
});
