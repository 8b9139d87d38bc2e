/** Every line that a pack says, with its place and where it comes from. Pure. */
import { whenWords } from "../../src/protocol/conditions";
import type { Condition, ProtocolPack, Source } from "../../src/protocol/pack";

export interface SaidLine {
  /** The keys and places that lead to it. */
  readonly path: readonly string[];
  /** "lines 3, 4", "law: PC 11166", "practice: " and what it rests on, or where a statute was read. */
  readonly source: string;
  /** The lines of the document that have it; none where it is not the document's. */
  readonly lines: readonly number[];
  /** In English. */
  readonly words: string;
  /** Under which conditions; empty if always. */
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

/** The citations that a sentence has in brackets; null for one without. */
function citedIn(words: string): string | null {
  const named = [...words.matchAll(/\(((?:[^()]|\([a-z0-9]+\))*\d(?:[^()]|\([a-z0-9]+\))*)\)/g)];
  const cited = [...new Set(named.map(([, inside = ""]) => inside))];
  return cited.length === 0 ? null : `law: ${cited.join(", ")}`;
}

/** Names that other tables show; they say nothing by themselves. */
const names = new Set(["name", "inSentence", "title", "fields"]);

/** Fields that are no sentences and have to be right all the same: numbers to call, addresses, hours. */
const numbers = new Set(["phone", "value", "hours"]);

interface Around {
  readonly source: string | null;
  readonly lines: readonly number[];
  readonly when: readonly Condition[];
}

/** The source and conditions that a part of a pack has of its own, else those of what it stands in. */
function aroundOf(part: object, around: Around): Around {
  const get = (key: string): unknown => Reflect.get(part, key);
  const when = (get("when") ?? around.when) as readonly Condition[];
  // By the shape of a pack, where something comes from stands in one of these, or beside the words.
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
  // A debt has a source and no words.
  return said.length === 0 && "from" in value ? [line("(that it is owed)", own)] : said;
}

/** In the pack's order. */
export function saidLines(pack: ProtocolPack): readonly SaidLine[] {
  return walk(pack, pack, [], { source: null, lines: [], when: [] });
}
