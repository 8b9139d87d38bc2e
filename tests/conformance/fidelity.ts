/** Writes FIDELITY.md from the table: each case with its answer and source, each doubt, and what a pass here does not prove. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { doubts } from "../../scripts/workspace/doubts";
import { allServices } from "../../scripts/workspace/index";
import { removedGlobals, removedMembers } from "../../scripts/workspace/realm/language-lists";
import { type Case, probedOnGoogle, table } from "./table/table";

const notProved = [
  "That Google answers so. A source is a page that someone read, or a reply that others recorded.",
  "Consent: which permissions the person really grants, what the consent page says, and whether an administrator blocks the script.",
  "Delivery: an email that is kept here as sent may be filtered, delayed or bounced there.",
  "When triggers fire. Here they fire on the minute, each account's some minutes apart, and one after the other. Google spreads them, runs them side by side, and now and then drops or doubles one.",
  "Speed. The times are planning guesses, so that order and limits can be tried; no number of seconds here means anything there.",
  "How anything looks: the Form's page, the register's colors, the email in Gmail.",
  "Formulas: they are stored and not evaluated.",
  "That an editor whom a protection keeps out may insert rows across it, and neither delete nor sort them: commonly reported, in no source.",
  "That a run which is ended for its time catches nothing more, `finally` neither: a common report, in no source.",
  "That the bundle is safe from a hostile script: the context keeps out what Apps Script lacks, it is no wall.",
];

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Padded as Biome formats a table, so that a renewed file passes its check. */
function lines(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((line) => line.map(cell));
  const widths = header.map((_, column) =>
    Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [...cells.slice(0, 1), rule, ...cells.slice(1)]
    .map((line) => `| ${line.map((one, column) => one.padEnd(widths[column] ?? 0)).join(" | ")} |`)
    .join("\n");
}

const code = (answer: unknown): string => `\`${JSON.stringify(answer)}\``;

function answerOf(one: Case): string {
  if ("is" in one) {
    return `${code(one.is)}${one.here === undefined ? "" : `; here, on purpose, ${code(one.here)}`}`;
  }
  const answers = Object.entries(one.when);
  return `${one.doubt}: ${answers.map(([name, is]) => `${name} ${code(is)}`).join(", ")}`;
}

const groupOf = ({ id }: Case): string => id.slice(0, id.indexOf("."));

function section(group: string): string {
  const rows = table
    .filter((one) => groupOf(one) === group)
    .map((one) => [
      `\`${one.id}\`${one.where === "here" ? " (here alone)" : ""}`,
      one.asks,
      answerOf(one),
      one.source,
    ]);
  return `### ${group}\n\n${lines(["case", "question", "answer", "source"], rows)}`;
}

/** The text of FIDELITY.md. */
export function fidelityReport(): string {
  const count = (word: string) => table.filter(({ source }) => source.startsWith(word)).length;
  const here = table.filter(({ where }) => where === "here").length;
  const methods = allServices.flatMap(({ name, methods }) =>
    Object.keys(methods).map((method) => `${name}.${method}`),
  );
  const classes = allServices
    .map(({ name, methods }): readonly string[] => [
      `\`${name}\``,
      Object.entries(methods)
        .map(
          ([method, { scopes }]) =>
            `\`${method}\`${scopes.length > 0 ? ` (${scopes.join(" or ")})` : ""}`,
        )
        .join(", "),
    ])
    .filter(([, all]) => all !== "");
  const asked = doubts.map(({ name, answers: [first, ...others], asks, safe }) => [
    `\`${name}\``,
    `**${first}**, ${others.join(", ")}`,
    asks,
    safe,
  ]);
  return `<!-- Printed by tests/conformance/fidelity.ts from the table; do not edit. -->

# Fidelity of the local Workspace

Cases: ${table.length}. By what they rest on: documented by Google ${count("documented")}, recorded by others ${count("recorded")}, assumed ${count("assumed")}. The probe plays ${table.length - here} of them on Google; ${here} take a second account, a spent quota or an administrator and are played here alone. Doubts: ${doubts.length}. Modeled methods: ${methods.length}.

${probedOnGoogle === null ? "The probe was never played on Google: no one has compared any of this with its servers." : `The probe was last played on Google on ${probedOnGoogle}.`}

A case is a few calls and the answer that the product counts on (tests/conformance/table). The local Workspace passes every case, under every answer to every doubt. Any other member, and any other argument, is refused by name. In an answer \`((words))\` stands for words that no source tells; in code they are ours, as are words that begin with "local Workspace:".

## Doubts

No source settles these, and the product can meet them. The first answer, in bold, is assumed. \`switches\` of a scenario sets another.

${lines(["switch", "answers", "question", "why the product is safe either way"], asked)}

## Cases

The sections of a source are those of sheets-api.md and platform.md.

${[...new Set(table.map(groupOf))].map(section).join("\n\n")}

## Modeled methods

In parentheses the permissions, any one of which is enough.

${lines(["class", "methods"], classes)}

## What the context lacks on purpose

A bare context of V8 has more than Apps Script is known to have, so these are taken away: ${[...removedGlobals, ...removedMembers].map((name) => `\`${name}\``).join(", ")}. Text is never run as code. The parts of \`Date\` that depend on a time zone are refused, since Google would use the script's zone and the context has none.

On Google every run finds its script and the language as new. Here the bundle is compiled once, as a function that is called anew for each run, in one context that is kept: nothing of the script outlives its run, and the language's built-ins and the global object are frozen, so that nothing is left there either. A run that writes to them fails where its code is strict, and writes nothing where it is not. tests/workspace/realm.test.ts shows it.

The page in a browser is less strict. There script and Workspace share the realm of one worker: the built-ins are frozen all the same, what the browser brings besides the language reads as undefined, but the library after ES2019 is there.

## What passing here does not prove

${notProved.map((line) => `- ${line}`).join("\n")}
`;
}

export const fidelityFile = fileURLToPath(
  new URL("../../scripts/workspace/FIDELITY.md", import.meta.url),
);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fidelityFile, fidelityReport());
}
