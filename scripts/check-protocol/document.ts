/** A pack held against the kept text of its document: which line nothing cites, and which number no cited line has. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProtocolPack } from "../../src/protocol/pack";
import { root } from "../build/sources";
import { typedPath } from "../build/typed-path";
import { numberFindings } from "./number-comparison";
import { addedReport } from "./said-lines";

/** A datum that cites lines, named by its place in the pack, as "protocols/at-risk/steps/2". */
export interface Citation {
  readonly datum: string;
  readonly lines: readonly number[];
}

export interface Coverage {
  /** Numbered from 1; with what cites it. */
  readonly lines: readonly {
    readonly line: number;
    readonly text: string;
    readonly data: readonly string[];
  }[];
  /** Lines with words that no datum carries. */
  readonly uncovered: readonly number[];
  /** Data that cite a line which is blank or not in the document. */
  readonly astray: readonly Citation[];
}

/** A member of a list goes by its id or step; where a sentence's source stands adds nothing to its place. */
function nameOf(child: unknown, key: string): string {
  if (key === "from") return "";
  if (typeof child !== "object" || child === null) return key;
  const names = ["id", "step", "agency"].map((name): unknown => Reflect.get(child, name));
  return String(names.find((name) => ["string", "number"].includes(typeof name)) ?? key);
}

/** Every datum of a pack that has `lines`, wherever it stands. */
export function citations(value: unknown, path = ""): readonly Citation[] {
  if (typeof value !== "object" || value === null) return [];
  const own: unknown = Reflect.get(value, "lines");
  const lines = Array.isArray(own) ? own.filter((line) => typeof line === "number") : [];
  return [
    ...(lines.length === 0 ? [] : [{ datum: path, lines }]),
    ...Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
      citations(child, [path, nameOf(child, key)].filter((part) => part !== "").join("/")),
    ),
  ];
}

/** Sets a document's text against the citations of its pack. */
export function coverage(document: string, cited: readonly Citation[]): Coverage {
  const texts = document.replace(/\r?\n$/, "").split(/\r?\n/);
  const lines = texts.map((text, at) => ({
    line: at + 1,
    text: text.trim(),
    data: cited.filter((one) => one.lines.includes(at + 1)).map(({ datum }) => datum),
  }));
  const written = lines.filter(({ text }) => text !== "");
  const carrying = new Set(written.map(({ line }) => line));
  return {
    lines,
    uncovered: written.filter(({ data }) => data.length === 0).map(({ line }) => line),
    astray: cited.filter((one) => one.lines.some((line) => !carrying.has(line))),
  };
}

/** What keeps the lines from being covered, a line of text each. */
export function coverageProblems({ lines, uncovered, astray }: Coverage): readonly string[] {
  return [
    ...uncovered.map(
      (line) => `Line ${line}: nothing in the pack cites it: “${lines[line - 1]?.text ?? ""}”`,
    ),
    ...astray.map(
      ({ datum, lines: cited }) =>
        `${datum}: it cites a line that is blank or missing: ${cited.join(", ")}.`,
    ),
  ];
}

export interface HeldPack {
  /** What it is, in a line; whether a document was there to hold it against, in another. */
  readonly summary: readonly string[];
  /** Each keeps the pack from passing. */
  readonly problems: readonly string[];
  /** The same in a few words, such as "3 lines of the document that nothing cites". */
  readonly counts: readonly string[];
  /** Numbers that may be right although no cited line has them. */
  readonly toLookAt: readonly string[];
  /** Each line that the document does not have; each line of the document with what cites it. */
  readonly whole: readonly string[];
}

export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** `file`: where the pack stands; null for a pack of src/. */
export function heldPack(pack: ProtocolPack, file: string | null): HeldPack {
  const { levels, factors, concerns, acts, document } = pack;
  const size = [
    counted(levels.length, "level"),
    counted(factors.length, "sign"),
    counted(concerns.length, "concern"),
    counted(acts.length, "act"),
  ].join(", ");
  const head = `${pack.id}, version ${pack.version}: ${size}.`;
  const added = [
    "Lines that the document does not have, each with its source:",
    ...addedReport(pack),
  ];
  const none = { problems: [], counts: [], toLookAt: [], whole: added };
  if (document === null) {
    const unkept = "No source document is kept for this pack: no line and no number is compared.";
    return { ...none, summary: [head, unkept] };
  }
  // Beside the pack's own file, else among the project's.
  const folders = file === null ? [] : [dirname(typedPath(file))];
  const path = [...folders, join(root, "docs/protocol")]
    .map((folder) => join(folder, document))
    .find((one) => existsSync(one));
  if (path === undefined) {
    const lacking = `document: there is no file ${document} beside it or in docs/protocol. Put the text there, or write null.`;
    return { ...none, summary: [head], problems: [lacking], counts: [counted(1, "problem")] };
  }
  const text = readFileSync(path, "utf8");
  const found = coverage(text, citations(pack));
  const { lines, uncovered, astray } = found;
  const numbers = numberFindings(pack, text);
  const wrong = numbers.filter(({ isWrong }) => isWrong);
  const written = lines.filter((one) => one.text !== "").length;
  const counts = [
    [
      uncovered,
      "line of the document that nothing cites",
      "lines of the document that nothing cites",
    ],
    [astray, "citation that leads nowhere", "citations that lead nowhere"],
    [wrong, "number that the cited lines do not have", "numbers that the cited lines do not have"],
  ] as const;
  return {
    summary: [
      head,
      `${document}: ${written - uncovered.length} of its ${written} lines are cited.`,
    ],
    problems: [...coverageProblems(found), ...wrong.map(({ words }) => words)],
    counts: counts.flatMap(([list, one, several]) =>
      list.length === 0 ? [] : [counted(list.length, one, several)],
    ),
    toLookAt: numbers.filter(({ isWrong }) => !isWrong).map(({ words }) => words),
    whole: [
      ...added,
      ...lines.map(({ line, text: said, data }) =>
        said === "" ? `${line}\tblank` : `${line}\t${data.join(", ") || "NOT COVERED"}\t${said}`,
      ),
    ],
  };
}
