/** Plays the scenarios of tests/situations. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { historyCodes } from "../../src/records/printed-record";
import { playedText, type Ticks } from "./day";
import type { Output } from "./look";

const played = new Map<string, Promise<Output>>();

/**
 * Plays tests/situations/NAME.json, with its cells, once for all who look at it. No run of it may fail, and a record has words for each
 * line about a case.
 */
export function situation(name: string, ticks: Ticks = {}): Promise<Output> {
  const key = JSON.stringify([name, ticks]);
  const day = played.get(key) ?? play(name, ticks);
  played.set(key, day);
  return day;
}

async function play(name: string, ticks: Ticks): Promise<Output> {
  const text = readFileSync(new URL(`../situations/${name}.json`, import.meta.url), "utf8");
  const { output } = await playedText(text, ticks);
  expect(output.errors).toEqual([]);
  for (const { what, case: reference } of output.activity) {
    const code = String(what);
    if (reference !== null) expect(Object.keys(historyCodes())).toContain(code);
  }
  return output;
}
