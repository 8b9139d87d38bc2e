/** A pack held against the kept text of its document: which line nothing cites, and which number no cited line has. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProtocolPack } from "../../../src/protocol/pack";
import { typedPath } from "../../build/typed-path";
import { PackRefused } from "../checked-packs";
import { type Coverage, citations, coverage } from "./line-coverage";
import { addedActs, addedLines } from "./not-the-county";
import { numberFindings } from "./number-comparison";

const documents = fileURLToPath(new URL("../../../docs/protocol", import.meta.url));

/** The kept text of a pack's document: beside the pack's own file, else among the project's. Null where the pack names none. */
function documentOf({ document }: ProtocolPack, file: string | null): string | null {
  if (document === null) return null;
  const folders = file === null ? [documents] : [dirname(typedPath(file)), documents];
  const found = folders.map((folder) => join(folder, document)).find((path) => existsSync(path));
  if (found === undefined) {
    throw new PackRefused(file ?? document, [
      `document: there is no file ${document} beside it or in docs/protocol. Put the text there, or write null.`,
    ]);
  }
  return readFileSync(found, "utf8");
}

const counted = (count: number, one: string, several: string) =>
  `${count} ${count === 1 ? one : several}`;

/** Each line of the document with what cites it, a line of text each. */
export function citedReport({ lines }: Coverage): readonly string[] {
  return lines.map(({ line, text, blank, data }) =>
    blank
      ? `${line}\tblank`
      : `${line}\t${data.length === 0 ? "NOT COVERED" : data.join(", ")}\t${text.trim()}`,
  );
}

/** What keeps the lines from being covered, a line of text each. */
export function coverageProblems({ lines, uncovered, astray }: Coverage): readonly string[] {
  return [
    ...uncovered.map(
      (line) =>
        `Line ${line}: nothing in the pack cites it: “${(lines[line - 1]?.text ?? "").trim()}”`,
    ),
    ...astray.map(
      ({ datum, lines: cited }) =>
        `${datum}: it cites a line that is blank or missing: ${cited.join(", ")}.`,
    ),
  ];
}

/** What the county's document does not have: a line of text per line, with its place and its source. */
export function addedReport(pack: ProtocolPack): readonly string[] {
  return [
    ...addedLines(pack).map(({ place, source, words }) => `${place}\t${source}\t${words}`),
    `Acts that no step asks for: ${addedActs(pack).join(", ") || "none"}.`,
  ];
}

export interface HeldPack {
  readonly pack: ProtocolPack;
  /** What it is, in a line; whether a document was there to hold it against, in another. */
  readonly summary: readonly string[];
  /** Each keeps the pack from passing. */
  readonly problems: readonly string[];
  /** The same in a few words, such as "3 lines of the document that nothing cites". */
  readonly problemCounts: readonly string[];
  /** Numbers that may be right although no cited line has them. */
  readonly toLookAt: readonly string[];
  /** Each line that the document does not have; each line of the document with what cites it. */
  readonly whole: readonly string[];
}

function sizeOf({ levels, factors, concerns, acts }: ProtocolPack): string {
  return [
    counted(levels.length, "level", "levels"),
    counted(factors.length, "sign", "signs"),
    counted(concerns.length, "concern", "concerns"),
    counted(acts.length, "act", "acts"),
  ].join(", ");
}

/** `file`: where the pack stands; null for a pack of src/. @throws PackRefused where it names a document that is not there. */
export function heldPack(pack: ProtocolPack, file: string | null): HeldPack {
  const document = documentOf(pack, file);
  const head = `${pack.id}, version ${pack.version}: ${sizeOf(pack)}.`;
  const added = [
    "Lines that the document does not have, each with its source:",
    ...addedReport(pack),
  ];
  if (document === null) {
    const unkept = "No source document is kept for this pack: no line and no number is compared.";
    return {
      pack,
      summary: [head, unkept],
      problems: [],
      problemCounts: [],
      toLookAt: [],
      whole: added,
    };
  }
  const found = coverage(document, citations(pack));
  const numbers = numberFindings(pack, document);
  const wrong = numbers.filter(({ isWrong }) => isWrong);
  const written = found.lines.filter(({ blank }) => !blank).length;
  const counts: readonly (readonly [number, string, string])[] = [
    [
      found.uncovered.length,
      "line of the document that nothing cites",
      "lines of the document that nothing cites",
    ],
    [found.astray.length, "citation that leads nowhere", "citations that lead nowhere"],
    [
      wrong.length,
      "number that the cited lines do not have",
      "numbers that the cited lines do not have",
    ],
  ];
  return {
    pack,
    summary: [
      head,
      `${pack.document}: ${written - found.uncovered.length} of its ${written} lines are cited.`,
    ],
    problems: [...coverageProblems(found), ...wrong.map(({ words }) => words)],
    problemCounts: counts.flatMap(([count, one, several]) =>
      count === 0 ? [] : [counted(count, one, several)],
    ),
    toLookAt: numbers.filter(({ isWrong }) => !isWrong).map(({ words }) => words),
    whole: [...added, ...citedReport(found)],
  };
}
