/** The days of the ledger, each a scenario: the situations that are data files, the stories, and days that are kept as they were. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import { root } from "../../scripts/build/sources";
import { deskDirectory } from "../../scripts/desk/people";

export interface LedgerDay {
  readonly name: string;
  /** As `npm run -s play` takes it. */
  readonly scenario: string;
  /** No clock runs in the hour between set-up and the first event. */
  readonly isAsleep: boolean;
}

const awake = (name: string, scenario: string): LedgerDay => ({ name, scenario, isAsleep: false });

function jsonIn(folder: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [relative(root, path).replace(/\.json$/, ""), readFileSync(path, "utf8")]);
}

const story = z.object({
  start: z.string(),
  protocol: z.string().optional(),
  directory: z.unknown().optional(),
  steps: z.array(z.object({ events: z.array(z.unknown()) })),
});

/** Without the troubles that a story switches on: no event of a scenario ends a fault. */
function scenarioOfStory(text: string): string {
  const { steps, start, protocol, directory = deskDirectory } = story.parse(JSON.parse(text));
  return JSON.stringify({
    start,
    protocol,
    directory,
    events: steps.flatMap(({ events }) => events),
  });
}

const kept = z.object({ name: z.string(), isAsleep: z.boolean(), scenario: z.unknown() });

/** Days that were made once and never change, a day a line: 80 at random, and what whole-day tests of version 0.9.0 played. */
const keptDays = (): readonly LedgerDay[] =>
  gunzipSync(readFileSync(join(import.meta.dirname, "kept-days.jsonl.gz")))
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const { scenario, ...day } = kept.parse(JSON.parse(line));
      return { ...day, scenario: JSON.stringify(scenario) };
    });

/** All of them, always in the same order. */
export function ledgerDays(): readonly LedgerDay[] {
  return [
    ...jsonIn("tests/situations").map(([name, text]) => awake(name, text)),
    ...jsonIn("scripts/desk/stories").map(([name, text]) => awake(name, scenarioOfStory(text))),
    ...keptDays(),
  ];
}
