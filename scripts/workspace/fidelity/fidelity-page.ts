/** Writes FIDELITY.md: what is modelled, how sure we are of each behaviour, and what passing here does not prove. Run with tsx to renew the file. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Behaviour, behavioursUnder, type Status } from "../behaviours/index";
import { googlesTexts } from "../error-texts";
import { allServices } from "../index";
import { removedGlobals, removedMembers } from "../realm/language-lists";
import { type Recording, recordedOn, recordings } from "./recordings";
import { pointsUnder } from "./unconfirmed";

/** Each modelled method with the scopes that it asks for, sorted by its path. */
export function modelledMethods(): readonly { path: string; scopes: readonly string[] }[] {
  return allServices
    .flatMap(({ name, methods }) =>
      Object.entries(methods).map(([method, { scopes }]) => ({
        path: `${name}.${method}`,
        scopes,
      })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One line a class and set of scopes: its name, its methods, the scopes. */
function methodLines(): readonly (readonly string[])[] {
  const lines = new Map<string, { name: string; scopes: string; methods: string[] }>();
  for (const { path, scopes } of modelledMethods()) {
    const dot = path.lastIndexOf(".");
    const line = { name: path.slice(0, dot), scopes: scopes.join(" or ") || "none", methods: [] };
    const known = lines.get(`${line.name} ${line.scopes}`) ?? line;
    lines.set(`${line.name} ${line.scopes}`, known);
    known.methods.push(path.slice(dot + 1));
  }
  return [...lines.values()].map(({ name, methods, scopes }) => [
    `\`${name}\``,
    methods.map((method) => `\`${method}\``).join(", "),
    scopes,
  ]);
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** Padded as Biome formats a table, so that a renewed file passes its check. */
function table(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const cells = [header, ...lines].map((line) => line.map(cell));
  const widths = header.map((_, column) =>
    Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [...cells.slice(0, 1), rule, ...cells.slice(1)]
    .map((line) => `| ${line.map((one, column) => one.padEnd(widths[column] ?? 0)).join(" | ")} |`)
    .join("\n");
}

const neverCompared =
  "That Google behaves so. Nothing here was ever compared with Google: no behaviour is _recorded_.";
const partlyCompared =
  "That Google behaves so everywhere: a recording is of one account on one day, and what is not _recorded_ was never compared.";

const notProved = [
  "Consent: which scopes the person really grants, what the consent page says, and whether an administrator blocks the script.",
  "That a clock run lists the Form's responses under `forms.currentonly` (set-up waits for a run that did).",
  "Delivery: a mail that is kept here as sent may be filtered, delayed or bounced there.",
  "When triggers fire. Here they fire on the minute and one after the other; Google spreads them, runs them side by side, and now and then drops or doubles one.",
  "Speed. The times are planning guesses, so that order and limits can be tried; no number of seconds here means anything there.",
  "How anything looks: the Form's page, the register's colours, the mail in Gmail.",
  "Formulas: they are stored and not evaluated.",
  "That the bundle is safe from a hostile script: the context keeps out what Apps Script lacks, it is no wall.",
];

/** By the name of a switch, its answer as it stands. */
type Defaults = ReadonlyMap<string, string>;

/** A behaviour's switch with its answers, the default in bold; "" where it has none. */
function switchOf({ switch: name, answers }: Behaviour, defaults: Defaults): string {
  if (name === undefined || answers === undefined) return "";
  const told = answers.map((one) => (one === defaults.get(name) ? `**${one}**` : one));
  return `\`${name}\`: ${told.join(", ")}`;
}

function behavioursOf(
  service: string,
  behaviours: readonly Behaviour[],
  defaults: Defaults,
): string {
  const lines = behaviours
    .filter((one) => one.service === service)
    .map((one) => [
      `\`${one.id}\``,
      one.what,
      one.status,
      switchOf(one, defaults),
      one.source,
      one.date,
    ]);
  const header = ["behaviour", "what", "status", "switch", "source", "date"];
  return `### ${service}\n\n${table(header, lines)}`;
}

/** The text of FIDELITY.md, with what these recordings settle. */
export function fidelityReport(recorded: readonly Recording[] = recordings): string {
  const behaviours = behavioursUnder(recorded);
  const services = [...new Set(behaviours.map(({ service }) => service))];
  const count = (status: Status): number =>
    behaviours.filter((one) => one.status === status).length;
  const defaults = new Map(pointsUnder(recorded).map((one) => [one.name, one.default]));
  const texts = googlesTexts.map(({ text, how, source, date }) => [
    `\`${text}\``,
    how,
    source,
    date,
  ]);
  const isRecorded = recorded.length > 0;
  const rounds = recorded.map(
    (one) =>
      `- ${recordedOn(one)}: ${Object.keys(one.answers).length} cases, ${one.differs.length} of them answered otherwise than here; mail left that day: ${one.mailQuota ?? "not asked"}.`,
  );
  return `<!-- Written by scripts/workspace/fidelity/fidelity-page.ts from the services' own tables; do not edit. -->

# Fidelity of the local Workspace

Behaviours: ${behaviours.length}. Recorded from Google: ${count("recorded")}. Documented by Google or measured by others, as the source says: ${count("documented")}. Assumed: ${count("assumed")}. Modelled methods: ${modelledMethods().length}.

${isRecorded ? "" : "Nothing is recorded: no part of this was compared with Google's servers. "}A method may be documented and what it does in one case assumed: the status is the behaviour's. Any other member, and any other argument, is refused by name.

${isRecorded ? `## Recordings\n\n${rounds.join("\n")}\n\n` : ""}## Behaviours

A point that no source settles has a switch (\`assume\`): what stands here holds under the answer in bold, the default. What depends on one is tested under every answer.

${services.map((service) => behavioursOf(service, behaviours, defaults)).join("\n\n")}

## Words of errors

These are Google's, in English, as far as the source tells; \`…\` stands for what varies. Where Google refuses something in words that no source tells, the words are ours and stand in double parentheses, \`((like this))\`. Words that begin with "local Workspace:" are ours too: it refuses what it does not model. What a person is refused is told in our words.

${table(["text", "how", "source", "date"], texts)}

## Modelled methods

${table(["class", "methods", "scope, any one"], methodLines())}

## What the context lacks on purpose

A bare context of V8 has more than Apps Script is known to have, so these are taken away: ${[...removedGlobals, ...removedMembers].map((name) => `\`${name}\``).join(", ")}. Text is never run as code. The parts of \`Date\` that depend on a time zone are refused, since Google would use the script's zone and the context has none.

On Google every run finds its script and the language as new. Here the bundle is compiled once, as a function that is called anew for each run, in one context that is kept: nothing of the script outlives its run, and the language's built-ins and the global object are frozen, so that nothing is left there either. A run that writes to them fails where its code is strict, and writes nothing where it is not. tests/workspace/kept-realm.test.ts shows it, and tests/situations/each-realm.test.ts plays every situation in a context for each run as well, with the same end.

The page in a browser is less strict. There script and Workspace share the realm of one worker: the built-ins are frozen all the same, what the browser brings besides the language reads as undefined, but the library after ES2019 is there.

## What passing here does not prove

${[isRecorded ? partlyCompared : neverCompared, ...notProved].map((line) => `- ${line}`).join("\n")}
`;
}

export const fidelityFile = fileURLToPath(new URL("../FIDELITY.md", import.meta.url));

/** Renews FIDELITY.md. */
export function writeFidelity(): void {
  writeFileSync(fidelityFile, fidelityReport());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFidelity();
