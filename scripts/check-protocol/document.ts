/** Compares a pack with the stored text of its document: which lines nothing cites, and which numbers no cited line has. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ownPacks } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { root, typedPath } from "../build/sources";
import { numberFindings } from "./number-comparison";
import { otherCountyFindings } from "./other-county";
import { partsOf, placeWords } from "./place-words";
import { saidLines, sourceWords } from "./said-lines";

/** Lines of a document that nothing in the pack cites, and citations of lines that are blank or missing. Lines count from 1. */
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

/** A copy of a pack in which every citation of line `first` or a later one is moved down by `by` lines. */
function moved(value: unknown, first: number, by: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => moved(one, first, by));
  return Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      key,
      key === "lines" && Array.isArray(child)
        ? child.map((line) => (Number(line) >= first ? Number(line) + by : Number(line)))
        : moved(child, first, by),
    ]),
  );
}

/** The longer words of a text without their endings, and its longer numbers. */
const longer = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .match(/[a-z]{4,}|\d{3,}/g)
      ?.map((word) => word.slice(0, 5)),
  );

/** How many longer words the pack's sentences share with the lines they cite. */
function sharedWords(pack: ProtocolPack, texts: readonly string[]): number {
  return saidLines(pack).reduce((sum, { words, lines }) => {
    const there = longer(lines.map((line) => texts[line - 1] ?? "").join(" "));
    return sum + [...longer(words)].filter((word) => there.has(word)).length;
  }, 0);
}

/**
 * Parts of a pack that have no word in common with the lines that they cite, such as after the lines of the document moved. `confirmed`: the
 * lines that someone compared and found right all the same.
 */
export function strangeCitations(
  pack: ProtocolPack,
  document: string,
  confirmed: ReadonlySet<number>,
): readonly string[] {
  const texts = document.split(/\r?\n/);
  const parts = new Map<
    string,
    { path: readonly string[]; lines: readonly number[]; said: string }
  >();
  for (const { path, lines, words } of saidLines(pack)) {
    const key = `${path.slice(0, 2).join("/")} ${lines.join()}`;
    const said = `${parts.get(key)?.said ?? ""} ${words}`;
    if (!words.startsWith("(") && lines.some((line) => !confirmed.has(line)))
      parts.set(key, { path: path.slice(0, 2), lines, said });
  }
  return [...parts.values()].flatMap(({ path, lines, said }) => {
    const cited = lines.map((line) => texts[line - 1]?.trim() ?? "").join(" / ");
    const [ours, there] = [longer(said), longer(cited)];
    if (ours.size === 0 || [...ours].some((word) => there.has(word))) return [];
    return [
      `${placeWords(pack, path)}: “${said.trim()}” has no word in common with what it cites, ${sourceWords({ lines: [...lines] })} (“${cited}”). Cite the line that says it, or confirm the line.`,
    ];
  });
}

/**
 * Guesses where a line was added to the document or removed from it: from there on, nearly all citations fit the line below or above.
 * Null if a moved line would explain only a few problems. `count`: the number of problems.
 */
function movedLines(pack: ProtocolPack, text: string, count: number): string | null {
  if (count < 4) return null;
  const texts = text.split("\n");
  const tries = [1, -1].flatMap((by) =>
    texts.map((_, at) => {
      const copy = moved(pack, at + 1, by) as ProtocolPack;
      return { first: at + 1, by, copy, left: coverageProblems(copy, text).length };
    }),
  );
  const fewest = Math.min(...tries.map(({ left }) => left));
  // Several places often explain equally many problems. Numbers and shared words decide between them.
  const [best] = tries
    .filter(({ left }) => left === fewest)
    .map(({ copy, left, ...one }) => ({
      ...one,
      left: left + numberFindings(copy, text).length,
      shared: sharedWords(copy, texts),
    }))
    .sort((a, b) => a.left - b.left || b.shared - a.shared);
  if (best === undefined || best.left * 3 > count) return null;
  const [what, off, mend] =
    best.by === 1 ? ["added", "low", "add 1 to"] : ["taken out", "high", "take 1 from"];
  return `From line ${best.first} on, every cited line seems to be one too ${off}: a line was probably ${what} there. Put the document back as it was and write new text on a blank line or at the end; or ${mend} every line that the pack cites from there on.`;
}

/** The lines that a person confirmed, each in a line such as "33, Ana Clerk, 2026-11-24" of the file NAME.confirmed.txt beside NAME.txt. */
function confirmedLines(document: string): ReadonlySet<number> {
  const path = document.replace(/(?:\.txt)?$/, ".confirmed.txt");
  const said = existsSync(path) ? readFileSync(path, "utf8") : "";
  return new Set(
    [...said.matchAll(/^(\d+), .*\p{L}.*, \d{4}-\d{2}-\d{2}\s*$/gmu)].map(([, line]) =>
      Number(line),
    ),
  );
}

/** A path relative to the project, if it is inside it. */
const seen = (path: string) =>
  path.startsWith(root) ? relative(root, path).split(sep).join("/") : path;

/** Where the text of a pack's document is; undefined if it is nowhere. */
function documentPath({ id, document }: ProtocolPack, file: string | null): string | undefined {
  if (document === null) return undefined;
  // The documents of the project's own packs are in a folder of their own. A copied pack with a new id must not be compared with another
  // county's document.
  const folders = [
    ...(file === null ? [] : [dirname(typedPath(file))]),
    ...(ownPacks().some((own) => own.id === id) ? [join(root, "docs/protocol")] : []),
  ];
  return folders.map((folder) => join(folder, document)).find((one) => existsSync(one));
}

/** The text of a pack's document; "" if none is kept. */
export function documentOf(pack: ProtocolPack, file: string | null): string {
  const path = documentPath(pack, file);
  return path === undefined ? "" : readFileSync(path, "utf8");
}

/**
 * The result of comparing a pack with its document: the pack in one line; what keeps it from passing; one common cause, if there is one;
 * and what a person should look at, because it may be right although no cited line has it. `file`: the pack's file; null for a pack of
 * src/.
 */
export function heldPack(pack: ProtocolPack, file: string | null) {
  const { document } = pack;
  const head = `${pack.id}, version ${pack.version}`;
  const samples = pack.statutes
    .filter(({ citation }) => /^Example\b/.test(citation))
    .map(
      ({ id, citation }) =>
        `The statute ${id} cites “${citation}”, as the sample does: write your own law.`,
    );
  const heldWith = (text: string | null, confirmed: ReadonlySet<number> = new Set()) => {
    const strange = text === null ? [] : strangeCitations(pack, text, confirmed);
    const numbers = text === null ? [] : numberFindings(pack, text);
    const all = [...numbers, ...otherCountyFindings(pack, text)];
    const said = (isWrong: boolean) =>
      all.filter((one) => one.isWrong === isWrong).map(({ words }) => words);
    const covered = text === null ? [] : coverageProblems(pack, text);
    const compared = covered.length + numbers.length + strange.length;
    return {
      problems: [...covered, ...strange, ...said(true), ...samples],
      cause: text === null ? null : movedLines(pack, text, compared),
      toLookAt: said(false),
    };
  };
  if (document === null) {
    const unkept = "no source document is kept for it, so no line and no number is compared";
    return { summary: `${head}: ${unkept}.`, ...heldWith(null) };
  }
  const path = documentPath(pack, file);
  if (path === undefined) {
    const lacking = `document: there is no file ${document} beside the pack. Save the text of your county’s document there, or write null.`;
    const { problems, ...rest } = heldWith(null);
    return { summary: `${head}.`, ...rest, problems: [lacking, ...problems] };
  }
  return {
    summary: `${head}, compared with its document ${seen(path)}.`,
    ...heldWith(readFileSync(path, "utf8"), confirmedLines(path)),
  };
}
