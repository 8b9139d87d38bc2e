/** Explains why a pack's file cannot be read: each problem with its line and, if it is a common slip, its likely cause. */
import type { Message } from "esbuild";
import * as california from "../../src/protocol/packs/california";
import * as parts from "../../src/protocol/parts";
import * as wording from "../../src/protocol/wording";

/** Common slips, recognized by the messages of esbuild or of JavaScript. */
const usual: readonly (readonly [RegExp, string])[] = [
  [
    /end of file/,
    "The file ends too early: a closing brace }, bracket ] or ) is missing, at the end or before.",
  ],
  [
    /[“”„‘’«»]/,
    'Write straight quotation marks (") in place of curly ones; word processors put those in.',
  ],
  [
    /^Unterminated string/,
    'A quotation mark (") is missing at the end of a text, or stands within one. A text has one line.',
  ],
  [/octal/, 'A day stands in quotation marks: "2026-09-01".'],
  [
    /^Could not resolve/,
    'Import from "../pack", "../parts", "../wording" and "./california", as docs/protocol/my-county.ts does; a file of your own lies beside this one.',
  ],
  [
    /^No matching export/,
    "Correct the spelling of the name: the file that it is imported from has none such.",
  ],
  [/before initialization/, "Move the part that has this name further up."],
];

type Said = Pick<Message, "text" | "location">;

/** What is often missing just before the place of a slip. If nothing comes before it on its line, that is the end of the line above. */
function missing({ location }: Said, lines: readonly string[]): string {
  const { line = 0, column = 0 } = location ?? {};
  const above = lines.slice(0, Math.max(0, line - 1)).findLastIndex((one) => one.trim() !== "");
  return (lines[line - 1] ?? "").slice(0, column).trim() === ""
    ? `Often a comma is missing at the end of line ${above + 1}.`
    : "Often a comma, a bracket or a quotation mark is missing just before it.";
}

function hinted(message: Said, lines: readonly string[]): string {
  const { text, location } = message;
  const [, known = null] = usual.find(([pattern]) => pattern.test(text)) ?? [];
  const isBefore = known === null && /^Expected .* but found/.test(text);
  const hint = isBefore ? missing(message, lines) : known;
  const place = location === null ? "" : `line ${location.line}: `;
  const stop = /[.!?]$/.test(text) ? "" : ".";
  return `${place}${text}${hint === null ? "" : `${stop} ${hint}`}`;
}

const importable = { "../wording": wording, "../parts": parts, "./california": california };

/** Explains a name that the file uses but does not define. */
function undefinedName(name: string, lines: readonly string[]): string {
  const isUse = new RegExp(`(?<![\\w."'])${name}(?![\\w"'])`);
  const line = lines.findIndex((one) => isUse.test(one) && !/^\s*(?:import|\/\/|\*)/.test(one)) + 1;
  const named = Object.entries(importable).flatMap(([file, all]) =>
    Object.keys(all).map((one) => [one, file] as const),
  );
  const [near = null, file] = named.find(([one]) => one.toLowerCase() === name.toLowerCase()) ?? [];
  const mend =
    near === name
      ? `Add it to the import from "${file}".`
      : near !== null
        ? `Write ${near}.`
        : "Correct its spelling, or put it in quotation marks where it is an id or words.";
  return `${line > 0 ? `line ${line}: ` : ""}${name} is not defined. ${mend}`;
}

/** Everything that is wrong, in a sentence or two each. `text`: the contents of the file. */
export function fileProblems(error: unknown, text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const errors: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "errors") : null;
  if (Array.isArray(errors) && errors.length > 0) {
    return [...new Set(errors.map((one: Message) => hinted(one, lines)))];
  }
  const said = error instanceof Error ? error.message : String(error);
  const [, name] = /^(\w+) is not defined$/.exec(said) ?? [];
  return [
    name === undefined ? hinted({ text: said, location: null }, lines) : undefinedName(name, lines),
  ];
}
