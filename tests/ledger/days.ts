/**
 * The days of the ledger, each a scenario: the situations that are data files, the stories, random days from seeds, and days recorded
 * from tests.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import { root } from "../../scripts/build/sources";
import { deskDirectory } from "../../scripts/desk/people";
import { randomDay } from "./random-day";

export interface LedgerDay {
  readonly name: string;
  /** As `npm run -s play` takes it. */
  readonly scenario: string;
  /** No clock runs in the hour between set-up and the first event. */
  readonly isAsleep: boolean;
}

const randomDays = 80;

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

const recorded = z.object({ name: z.string(), isAsleep: z.boolean(), scenario: z.unknown() });

/** What whole-day tests of version 0.9.0 played, as data: a day a line. They stay when those tests change. */
function recordedDays(): readonly LedgerDay[] {
  const file = join(import.meta.dirname, "recorded-days.jsonl.gz");
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file))
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const { name, isAsleep, scenario } = recorded.parse(JSON.parse(line));
      return { name: `recorded/${name}`, isAsleep, scenario: JSON.stringify(scenario) };
    });
}

/** All of them, always in the same order. */
export function ledgerDays(): readonly LedgerDay[] {
  return [
    ...jsonIn("tests/situations").map(([name, text]) => awake(name, text)),
    ...jsonIn("scripts/desk/stories").map(([name, text]) => awake(name, scenarioOfStory(text))),
    ...Array.from({ length: randomDays }, (_, seed) =>
      awake(`random/${String(seed).padStart(3, "0")}`, JSON.stringify(randomDay(seed))),
    ),
    ...recordedDays(),
  ];
}
