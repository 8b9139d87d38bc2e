/** Lists every line of text in a pack, with its place and its source. Pure. */
import { whenWords } from "../../src/protocol/conditions";
import type { Condition, ProtocolPack, Source } from "../../src/protocol/pack";

export interface SaidLine {
  /** The path of keys and indexes to the line. */
  readonly path: readonly string[];
  /** "lines 3, 4", "law: PC 11166", "practice: " and its basis, or where a statute was read. */
  readonly source: string;
  /** The cited lines of the document; empty if the source is not the document. */
  readonly lines: readonly number[];
  /** The text in English. */
  readonly words: string;
  /** The conditions under which it is said; empty if always. */
  readonly where: string;
}

/** Where something comes from. */
export function sourceWords(source: Source): string {
  if ("lines" in source) {
    return `${source.lines.length === 1 ? "line" : "lines"} ${source.lines.join(", ")}`;
  }
  if ("statute" in source) return `law: ${source.statute}`;
  return `practice: ${source.practice}`;
}

/** The citations in parentheses in a text; null if there are none. */
function citedIn(words: string): string | null {
  const named = [...words.matchAll(/\(((?:[^()]|\([a-z0-9]+\))*\d(?:[^()]|\([a-z0-9]+\))*)\)/g)];
  const cited = [...new Set(named.map(([, inside = ""]) => inside))];
  return cited.length === 0 ? null : `law: ${cited.join(", ")}`;
}

/** Fields whose text appears in other tables and says nothing on its own. */
const names = new Set(["name", "inSentence", "title", "fields"]);

/** Fields that are not sentences but must still be right: numbers to call, addresses, hours. */
const numbers = new Set(["phone", "value", "hours"]);

interface Around {
  readonly source: string | null;
  readonly lines: readonly number[];
  readonly when: readonly Condition[];
}

/** The source and conditions of a part of a pack: its own if it has them, otherwise those of the part around it. */
function aroundOf(part: object, around: Around): Around {
  const get = (key: string): unknown => Reflect.get(part, key);
  const when = (get("when") ?? around.when) as readonly Condition[];
  // In a pack, the source is in one of these fields, or next to the words.
  const origin = (get("from") ?? get("readAt") ?? part) as {
    readonly lines?: readonly number[];
    readonly [other: string]: unknown;
  };
  const { lines = [], place, day, checked = day, statute, practice } = origin;
  if (lines.length > 0) return { source: sourceWords({ lines }), lines, when };
  if (typeof checked === "string") return { source: `read in ${place}, ${checked}`, lines, when };
  if (typeof statute === "string") return { source: sourceWords({ statute }), lines, when };
  if (typeof practice === "string") return { source: sourceWords({ practice }), lines, when };
  return { ...around, when };
}

function walk(
  pack: ProtocolPack,
  value: object,
  path: readonly string[],
  around: Around,
): readonly SaidLine[] {
  const own = aroundOf(value, around);
  const line = (words: string, { source, lines, when }: Around, key: readonly string[] = []) => ({
    path: [...path, ...key],
    words,
    lines,
    source: source ?? "practice: how the system says it",
    where: when.length === 0 ? "" : whenWords(pack, when),
  });
  const words: unknown = Reflect.get(value, "en");
  if (typeof words === "string") {
    if (around.source === null && names.has(path.at(-1) ?? "")) return [];
    const ofLaw = `law: ${pack.writtenReport.statute}, and the statutes below`;
    const source = around.source ?? citedIn(words) ?? (path[0] === "reporters" ? ofLaw : null);
    return [line(words, { ...around, source }, ["en"])];
  }
  const said = Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    if (key === "from" || key === "when") return [];
    if (typeof child === "object" && child !== null) return walk(pack, child, [...path, key], own);
    return numbers.has(key) ? [line(`${child}`, { ...own, when: [] }, [key])] : [];
  });
  // A debt (what makes a step owed) has a source but no words.
  return said.length === 0 && "from" in value ? [line("(that it is owed)", own)] : said;
}

/** Every line, in the order of the pack. */
export function saidLines(pack: ProtocolPack): readonly SaidLine[] {
  return walk(pack, pack, [], { source: null, lines: [], when: [] });
}
