/**
 * The command `npm run -s ledger`. `-- keep FOLDER [--dist FOLDER] [--only WORD]` plays the days of the ledger and stores how each
 * ended, in a folder outside the project. `-- compare BEFORE AFTER [--words] [--only WORD]` compares two such folders: facts, then
 * words, then costs. Exit code 0 if no fact differs, 1 if one does, 2 for anything else.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { root } from "../../scripts/build/sources";
import { builtBundle, packOf } from "../../scripts/play/bundle";
import { playedOut } from "../../scripts/play/play-scenario";
import { parseScenario, protocolNamed } from "../../scripts/play/scenario";
import { packs } from "../../src/protocol/find-pack";
import { type LedgerDay, ledgerDays } from "./days";
import { type Costs, costsOf, type Entry, factsOf, type KeptDay, wordsOf } from "./facts";

const usage = `npm run -s ledger -- keep FOLDER [--dist FOLDER] [--only WORD]
npm run -s ledger -- compare BEFORE AFTER [--words] [--only WORD]
`;

/** In the middle of long times the clock fires so seldom, in minutes. */
const every = 60;

async function playedDay({ scenario, isAsleep }: LedgerDay, dist: string | null): Promise<KeptDay> {
  try {
    const { pack, file } = await packOf(protocolNamed(scenario));
    const parsed = parseScenario(scenario, [pack, ...packs()]);
    if (!parsed.ok) return { failed: parsed.problems.join("\n") };
    const bundle = file === null ? (dist ?? (await builtBundle())) : await builtBundle(file);
    const options = { dist: bundle, cells: true, isEachTick: false, every, isAsleep };
    return playedOut(parsed.scenario, options).output;
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

async function keep(folder: string, dist: string | null, only: string): Promise<void> {
  for (const day of ledgerDays().filter(({ name }) => name.includes(only))) {
    const path = join(folder, `${day.name}.json.gz`);
    mkdirSync(dirname(path), { recursive: true });
    const end = await playedDay(day, dist);
    writeFileSync(path, gzipSync(JSON.stringify(end)));
    process.stdout.write("failed" in end ? `\n${day.name}: ${end.failed}\n` : ".");
  }
  process.stdout.write("\n");
}

/** By name, where each day is kept. */
function keptIn(folder: string, only: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json.gz"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).replace(/\.json\.gz$/, ""), path] as const)
      .filter(([name]) => name.includes(only))
      .sort(),
  );
}

/** What `keep` wrote there. */
const readDay = (path: string): KeptDay =>
  JSON.parse(gunzipSync(readFileSync(path)).toString()) as KeptDay;

export interface Difference {
  readonly group: string;
  readonly text: string;
}

/** The part of a text in which it differs from another, with a little before it. */
function brief(text: string | undefined, other: string | undefined): string {
  if (text === undefined) return "nothing";
  const first = [...text].findIndex((letter, at) => letter !== other?.[at]);
  const from = Math.max(0, (first < 0 ? text.length : first) - 20);
  return `${from > 0 ? "…" : ""}${text.slice(from, from + 120)}`.replaceAll("\n", "⏎");
}

/** Each place in which two days differ. */
export function differences(
  before: Iterable<Entry>,
  after: Iterable<Entry>,
): readonly Difference[] {
  const [old, now] = [before, after].map(
    (entries) => new Map([...entries].map((entry) => [entry.at, entry] as const)),
  );
  const found: Difference[] = [];
  for (const at of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const [one, two] = [old?.get(at), now?.get(at)];
    if (one?.value === two?.value) continue;
    const group = one?.group ?? two?.group ?? "";
    const isRow = [one, two].some((entry) => entry?.value === "there");
    const change = `${brief(one?.value, two?.value)} → ${brief(two?.value, one?.value)}`;
    found.push({ group, text: isRow ? `${one ? "gone" : "new"}: ${at}` : `${at}: ${change}` });
  }
  return found;
}

/** Prints, for each place, in how many days it differs, with the first of them. */
function listed(title: string, days: ReadonlyMap<string, readonly Difference[]>): string {
  const groups = new Map<string, { readonly days: Set<string>; readonly first: string }>();
  for (const [day, found] of days) {
    for (const { group, text } of found) {
      const known = groups.get(group) ?? { days: new Set<string>(), first: text };
      known.days.add(day);
      groups.set(group, known);
    }
  }
  const lines = [...groups]
    .sort(([, one], [, two]) => two.days.size - one.days.size)
    .map(([group, of]) => `  ${group}: ${of.days.size} (${[...of.days][0]}) ${of.first}\n`);
  const names = [...days.keys()].map((day) => `  ${day}\n`);
  return `${title}: ${days.size} days differ\n${[...lines, ...(names.length > 0 ? ["days:\n"] : []), ...names].join("")}`;
}

const share = (before: number, after: number) =>
  before === 0 ? "" : ` (${(((after - before) / before) * 100).toFixed(1)} %)`;

function costLines(total: readonly (readonly [Costs, Costs])[]): string {
  const keys = [
    ...new Set(total.flatMap(([one, two]) => [...Object.keys(one), ...Object.keys(two)])),
  ];
  return keys
    .map((key) => {
      const [before, after] = [0, 1].map((side) =>
        total.reduce((sum, pair) => sum + (pair[side]?.[key] ?? 0), 0),
      );
      return `  ${key}: ${before} → ${after}${share(before ?? 0, after ?? 0)}\n`;
    })
    .join("");
}

/** What differs between two folders of days, in words; and whether a fact does. */
export function compared(
  before: string,
  after: string,
  { words = false, only = "" } = {},
): { readonly text: string; readonly isSame: boolean } {
  const [old, now] = [keptIn(before, only), keptIn(after, only)];
  const [facts, said] = [
    new Map<string, readonly Difference[]>(),
    new Map<string, readonly Difference[]>(),
  ];
  const costs: [Costs, Costs][] = [];
  const costly: string[] = [];
  let both = 0;
  for (const [day, path] of old) {
    const other = now.get(day);
    if (other === undefined) continue;
    both += 1;
    const [one, two] = [readDay(path), readDay(other)];
    const found = differences(factsOf(one), factsOf(two));
    if (found.length > 0) facts.set(day, found);
    const spoken = differences(wordsOf(one), wordsOf(two));
    if (spoken.length > 0) said.set(day, spoken);
    const pair: [Costs, Costs] = [costsOf(one), costsOf(two)];
    costs.push(pair);
    const [was, is] = pair.map((of) => of["calls"] ?? 0);
    if (was !== is) costly.push(`  ${day}: ${was} → ${is} calls\n`);
  }
  const alone = [
    ...[...old.keys()].filter((day) => !now.has(day)).map((day) => `only before: ${day}\n`),
    ...[...now.keys()].filter((day) => !old.has(day)).map((day) => `only after: ${day}\n`),
  ];
  const text = [
    `${both} days in both\n`,
    ...alone,
    listed("FACTS", facts),
    words
      ? listed("WORDS", said)
      : `WORDS: ${said.size} days differ${said.size > 0 ? " (--words shows where)" : ""}\n`,
    `COSTS: ${costly.length} days differ\n${costLines(costs)}`,
    ...costly,
  ].join("");
  return { text, isSame: facts.size === 0 && alone.length === 0 && both > 0 };
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dist: { type: "string" },
      only: { type: "string", default: "" },
      words: { type: "boolean", default: false },
    },
  });
  const [command, first, second] = positionals;
  const { dist = null, only, words } = values;
  if (command === "keep" && first !== undefined) {
    const isInside = !relative(root, resolve(first)).startsWith("..");
    if (isInside || (dist !== null && !existsSync(join(dist, "Code.js")))) {
      process.stderr.write(
        isInside ? "Keep days outside the project.\n" : `No built script in ${dist}\n`,
      );
      return 2;
    }
    await keep(first, dist === null ? null : resolve(dist), only);
    return 0;
  }
  if (command === "compare" && first !== undefined && second !== undefined) {
    const { text, isSame } = compared(first, second, { words, only });
    process.stdout.write(text);
    return isSame ? 0 : 1;
  }
  process.stderr.write(usage);
  return 2;
}

const invoked = process.argv[1];
if (invoked !== undefined && import.meta.url === pathToFileURL(invoked).href) {
  process.exitCode = await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  });
}
