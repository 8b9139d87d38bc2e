/** A pack held against the kept text of its document: which line nothing cites, and which number no cited line has. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProtocolPack } from "../../src/protocol/pack";
import { root } from "../build/sources";
import { typedPath } from "../build/typed-path";
import { numberFindings } from "./number-comparison";
import { partsOf, placeWords } from "./place-words";

export interface Coverage {
  /** How many lines of the document have words; how many of these something cites. */
  readonly written: number;
  readonly covered: number;
  /** Each line that nothing cites, and each citation of a line that is blank or missing. */
  readonly problems: readonly string[];
}

/** Sets a document's text against everything in a pack that cites lines of it, numbered from 1. */
export function coverage(pack: object, document: string): Coverage {
  const texts = document.split(/\r?\n/).map((text) => text.trim());
  const cited = [...partsOf(pack)].flatMap(([path, part]) => {
    const lines: unknown = Reflect.get(part, "lines");
    return Array.isArray(lines) ? [{ path, lines: lines.map(Number) }] : [];
  });
  const carried = new Set(cited.flatMap(({ lines }) => lines));
  const written = texts.flatMap((text, at) => (text === "" ? [] : [at + 1]));
  const uncovered = written.filter((line) => !carried.has(line));
  const astray = cited.filter(({ lines }) => lines.some((line) => !written.includes(line)));
  return {
    written: written.length,
    covered: written.length - uncovered.length,
    problems: [
      ...uncovered.map(
        (line) => `Line ${line}: nothing in the pack cites it: “${texts[line - 1] ?? ""}”`,
      ),
      ...astray.map(
        ({ path, lines }) =>
          `${placeWords(pack, path)}: it cites a line that is blank or missing: ${lines.join(", ")}.`,
      ),
    ],
  };
}

export interface HeldPack {
  /** What it is, in a line; whether a document was there to hold it against, in another. */
  readonly summary: readonly string[];
  /** Each keeps the pack from passing. */
  readonly problems: readonly string[];
  /** Numbers that may be right although no cited line has them. */
  readonly toLookAt: readonly string[];
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
  if (document === null) {
    const unkept = "No source document is kept for this pack: no line and no number is compared.";
    return { summary: [head, unkept], problems: [], toLookAt: [] };
  }
  // Beside the pack's own file, else among the project's.
  const folders = file === null ? [] : [dirname(typedPath(file))];
  const path = [...folders, join(root, "docs/protocol")]
    .map((folder) => join(folder, document))
    .find((one) => existsSync(one));
  if (path === undefined) {
    const lacking = `document: there is no file ${document} beside it or in docs/protocol. Put the text there, or write null.`;
    return { summary: [head], problems: [lacking], toLookAt: [] };
  }
  const text = readFileSync(path, "utf8");
  const { written, covered, problems } = coverage(pack, text);
  const numbers = numberFindings(pack, text);
  const said = (isWrong: boolean) =>
    numbers.filter((one) => one.isWrong === isWrong).map(({ words }) => words);
  return {
    summary: [head, `${document}: ${covered} of its ${written} lines are cited.`],
    problems: [...problems, ...said(true)],
    toLookAt: said(false),
  };
}
