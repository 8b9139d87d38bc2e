/** Writes FIDELITY.md: what is modelled, how sure we are of each part, and what passing here does not prove. Run with tsx to renew the file. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { removedGlobals, removedMembers } from "./bridge";
import { allServices } from "./index";
import type { Fidelity } from "./service";
import { unconfirmedPoints } from "./unconfirmed";

interface Row {
  readonly path: string;
  readonly fidelity: Fidelity;
  readonly scopes: readonly string[];
  readonly source: string;
}

function rows(): readonly Row[] {
  return allServices
    .flatMap(({ name, methods }) =>
      Object.entries(methods).map(([method, { fidelity, scopes, source }]) => ({
        path: `${name}.${method}`,
        fidelity,
        scopes,
        source,
      })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
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

const notProved = [
  "That Google behaves so. Nothing here was ever compared with Google: no method is _recorded_.",
  "Consent: which scopes the person really grants, what the consent page says, and whether an administrator blocks the script.",
  "That a clock run lists the Form's responses under `forms.currentonly` (set-up waits for a run that did).",
  "Delivery: a mail that is kept here as sent may be filtered, delayed or bounced there.",
  "When triggers fire. Here they fire on the minute and one after the other; Google spreads them, runs them side by side, and now and then drops or doubles one.",
  "Speed. The times are planning guesses, so that order and limits can be tried; no number of seconds here means anything there.",
  "How anything looks: the Form's page, the register's colours, the mail in Gmail.",
  "Formulas: they are stored and not evaluated.",
  "That the bundle is safe from a hostile script: the context keeps out what Apps Script lacks, it is no wall.",
];

/** The text of FIDELITY.md. */
export function fidelityReport(): string {
  const all = rows();
  const count = (fidelity: Fidelity): number =>
    all.filter((row) => row.fidelity === fidelity).length;
  const methods = all.map((row) => [
    `\`${row.path}\``,
    row.fidelity,
    row.scopes.join(" or ") || "none",
    row.source,
  ]);
  const switches = unconfirmedPoints.map((point) => [
    `\`${point.name}\``,
    point.question,
    point.answers.map((one) => (one === point.default ? `**${one}**` : one)).join(", "),
    point.source,
  ]);
  return `<!-- Written by scripts/workspace/fidelity.ts from the services' own tables; do not edit. -->

# Fidelity of the local Workspace

Modelled: ${all.length} methods. Recorded from Google: ${count("recorded")}. Documented by Google or measured by others: ${count("documented")}. Assumed: ${count("assumed")}.

Nothing is recorded: no part of this was compared with Google's servers. Any other member, and any other argument, is refused by name. Words that begin with "local Workspace:" are ours; every other error text is Google's as far as the source tells.

## Methods

${table(["method", "fidelity", "scope, any one", "source"], methods)}

## Points that no source settles

Each is a switch (\`assume\`); the answer in bold is the default. What depends on one is tested under every answer.

${table(["switch", "question", "answers", "source"], switches)}

## What the context lacks on purpose

A bare context of V8 has more than Apps Script is known to have, so these are taken away: ${[...removedGlobals, ...removedMembers].map((name) => `\`${name}\``).join(", ")}. Text is never run as code. The parts of \`Date\` that depend on a time zone are refused, since Google would use the script's zone and the context has none.

Every run gets a context of its own, as on Google: in \`npm run play\`, in \`npm start\`, in the benches. The project's tests play the runs of the built bundle one after the other in one context, three times as fast; tests/bundle/carries-nothing.test.ts shows that no run leaves anything in the script for the next.

## What passing here does not prove

${notProved.map((line) => `- ${line}`).join("\n")}
`;
}

export const fidelityFile = fileURLToPath(new URL("./FIDELITY.md", import.meta.url));

/** Renews FIDELITY.md. */
export function writeFidelity(): void {
  writeFileSync(fidelityFile, fidelityReport());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFidelity();
