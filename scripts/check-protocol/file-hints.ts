/** What keeps a pack's file from being read, each with its line and, where it is a usual slip, with what it usually is. */
import type { Message } from "esbuild";
import * as california from "../../src/protocol/packs/california";
import * as parts from "../../src/protocol/parts";
import * as wording from "../../src/protocol/wording";

/** Where in a file something is wrong. */
interface Slip {
  /** As esbuild or the script itself says it. */
  readonly said: string;
  /** From 1. */
  readonly line: number;
  /** Whether nothing stands before it on its line. */
  readonly beginsLine: boolean;
  /** The last line before it on which anything stands. */
  readonly before: number;
}

const usual: readonly (readonly [RegExp, (slip: Slip) => string])[] = [
  [
    /end of file/,
    () =>
      "The file ends too early: a closing brace }, bracket ] or ) is missing, at the end or before.",
  ],
  [
    /[“”„‘’«»]/,
    () =>
      'Write straight quotation marks (") in place of curly ones; word processors put those in.',
  ],
  [
    /^Unterminated string/,
    () =>
      'A quotation mark (") is missing at the end of a text, or stands within one. A text has one line.',
  ],
  [/octal/, () => 'A day stands in quotation marks: "2026-09-01".'],
  [
    /^Could not resolve/,
    () =>
      'Import from "../pack", "../parts", "../wording" and "./california", as docs/county.md does; a file of your own lies beside this one.',
  ],
  [
    /^Expected .* but found/,
    ({ beginsLine, before }) =>
      beginsLine
        ? `Often a comma is missing at the end of line ${before}.`
        : "Often a comma, a bracket or a quotation mark is missing just before it.",
  ],
  [
    /^No matching export/,
    () => "Correct the spelling of the name: the file that it is imported from has none such.",
  ],
  [/before initialization/, () => "Move the part that has this name further up."],
];

/** The words of a slip, with its line where it has one. */
function hinted(slip: Slip): string {
  const [, hint = null] = usual.find(([pattern]) => pattern.test(slip.said)) ?? [];
  const place = slip.line > 0 ? `line ${slip.line}: ` : "";
  const stop = /[.!?]$/.test(slip.said) ? "" : ".";
  return `${place}${slip.said}${hint === null ? "" : `${stop} ${hint(slip)}`}`;
}

function slipOf({ text, location }: Message, lines: readonly string[]): Slip {
  const line = location?.line ?? 0;
  const above = lines.slice(0, Math.max(0, line - 1)).findLastIndex((one) => one.trim() !== "");
  const beginsLine = (lines[line - 1] ?? "").slice(0, location?.column ?? 0).trim() === "";
  return { said: text, line, beginsLine, before: above + 1 };
}

const importable = { "../wording": wording, "../parts": parts, "./california": california };

/** A name that the file uses and does not have. */
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
  return hinted({ said: `${name} is not defined. ${mend}`, line, beginsLine: false, before: 0 });
}

/** What is wrong, a sentence or two each. `text`: the file's own. */
export function fileProblems(error: unknown, text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const errors: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "errors") : null;
  if (Array.isArray(errors) && errors.length > 0) {
    return [...new Set(errors.map((one: Message) => hinted(slipOf(one, lines))))];
  }
  const said = error instanceof Error ? error.message : String(error);
  const [, name] = /^(\w+) is not defined$/.exec(said) ?? [];
  return [
    name === undefined
      ? hinted({ said, line: 0, beginsLine: false, before: 0 })
      : undefinedName(name, lines),
  ];
}
