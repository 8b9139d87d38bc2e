/** A pack held against the kept text of its document: which line nothing cites, and which number no cited line has. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProtocolPack } from "../../src/protocol/pack";
import { root } from "../build/sources";
import { typedPath } from "../build/typed-path";
import { numberFindings } from "./number-comparison";
import { partsOf, placeWords } from "./place-words";

/** Each line of a document that nothing in a pack cites, and each citation of a line that is blank or missing. Lines count from 1. */
export function coverageProblems(pack: object, document: string): readonly string[] {
  const texts = document.split(/\r?\n/).map((text) => text.trim());
  const cited = [...partsOf(pack)].flatMap(([path, part]) => {
    const lines: unknown = Reflect.get(part, "lines");
    return Array.isArray(lines) ? [{ path, lines: lines.map(Number) }] : [];
  });
  const carried = new Set(cited.flatMap(({ lines }) => lines));
  return [
    ...texts.flatMap((text, at) =>
      text === "" || carried.has(at + 1)
        ? []
        : [`Line ${at + 1}: nothing in the pack cites it: “${text}”`],
    ),
    ...cited
      .filter(({ lines }) => lines.some((line) => !texts[line - 1]))
      .map(
        ({ path, lines }) =>
          `${placeWords(pack, path)}: it cites a line that is blank or missing: ${lines.join(", ")}.`,
      ),
  ];
}

/**
 * What a pack is in a line; what keeps it from passing; and numbers to look at, which may be right although no cited line has them.
 * `file`: where the pack stands; null for a pack of src/.
 */
export function heldPack(pack: ProtocolPack, file: string | null) {
  const { document } = pack;
  const head = `${pack.id}, version ${pack.version}`;
  if (document === null) {
    const unkept = "no source document is kept for it, so no line and no number is compared";
    return { summary: `${head}: ${unkept}.`, problems: [], toLookAt: [] };
  }
  // Beside the pack's own file, else among the project's.
  const folders = file === null ? [] : [dirname(typedPath(file))];
  const path = [...folders, join(root, "docs/protocol")]
    .map((folder) => join(folder, document))
    .find((one) => existsSync(one));
  const summary = `${head}, beside its document ${document}.`;
  if (path === undefined) {
    const lacking = `document: there is no file ${document} beside it or in docs/protocol. Put the text there, or write null.`;
    return { summary, problems: [lacking], toLookAt: [] };
  }
  const text = readFileSync(path, "utf8");
  const numbers = numberFindings(pack, text);
  const said = (isWrong: boolean) =>
    numbers.filter((one) => one.isWrong === isWrong).map(({ words }) => words);
  return {
    summary,
    problems: [...coverageProblems(pack, text), ...said(true)],
    toLookAt: said(false),
  };
}
