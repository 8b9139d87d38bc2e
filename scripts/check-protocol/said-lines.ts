/** Every line that a pack says, with its place and where it comes from. Pure. */
import { whenWords } from "../../src/protocol/condition-words";
import type { Condition, ProtocolPack, Source } from "../../src/protocol/pack";

export interface SaidLine {
  /** Its place in the pack, as "acts/school-consequence/what". */
  readonly place: string;
  /** "lines 3, 4", "law: PC 11166", "practice: " and what it rests on, or where a statute was read. */
  readonly source: string;
  /** In English. */
  readonly words: string;
  /** Under which conditions; empty where always. */
  readonly where: string;
  /** Whether it is the document's. */
  readonly isOwn: boolean;
}

/** Where something comes from. */
export function sourceWords(source: Source): string {
  if ("lines" in source) {
    return `${source.lines.length === 1 ? "line" : "lines"} ${source.lines.join(", ")}`;
  }
  if ("statute" in source) return `law: ${source.statute}`;
  return source.practice.startsWith("practice") ? source.practice : `practice: ${source.practice}`;
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
  readonly isOwn: boolean;
  readonly when: readonly Condition[];
}

/** The source and conditions that a part of a pack has of its own, else those of what it stands in. */
function aroundOf(part: object, around: Around): Around {
  const get = (key: string): unknown => Reflect.get(part, key);
  // By the shape of a pack, what stands under these keys.
  const from = (get("from") ?? get("readAt")) as
    | Source
    | { readonly place: string; readonly day: string }
    | undefined;
  const lines = get("lines") as readonly number[] | undefined;
  const when = (get("when") ?? around.when) as readonly Condition[];
  if (Array.isArray(lines)) return { source: sourceWords({ lines }), isOwn: true, when };
  const [place, checked] = [get("place"), get("checked")];
  if (typeof checked === "string")
    return { source: `read in ${place}, ${checked}`, isOwn: false, when };
  if (typeof get("statute") === "string" && get("hours") !== undefined) {
    return { source: `law: ${get("statute")}`, isOwn: false, when };
  }
  if (get("wait") !== undefined)
    return { source: "practice: how the desk says it", isOwn: false, when };
  if (typeof from !== "object") return { ...around, when };
  return "place" in from
    ? { source: `read in ${from.place}, ${from.day}`, isOwn: false, when }
    : { source: sourceWords(from), isOwn: "lines" in from, when };
}

function walk(
  pack: ProtocolPack,
  value: unknown,
  path: string,
  around: Around,
): readonly SaidLine[] {
  if (typeof value !== "object" || value === null) return [];
  const words: unknown = Reflect.get(value, "en");
  if (typeof words === "string") {
    const isName = around.source === null && names.has(path.split("/").at(-1) ?? "");
    const lawful = /^(?:reporters|confidential|noAgencies|writtenReport)/.test(path)
      ? `law: ${pack.writtenReport.statute}, and the statutes below`
      : "practice: how the desk says it";
    const source = around.source ?? citedIn(words) ?? lawful;
    const where = around.when.length === 0 ? "" : whenWords(pack, around.when);
    return isName ? [] : [{ place: path, words, source, where, isOwn: around.isOwn }];
  }
  const own = aroundOf(value, around);
  const said = Object.entries(value).flatMap(
    ([key, child]: [string, unknown]): readonly SaidLine[] => {
      if (key === "from" || key === "when") return [];
      if (numbers.has(key) && typeof child !== "object") {
        return [
          { place: path, words: `${child}`, source: own.source ?? "", where: "", isOwn: own.isOwn },
        ];
      }
      const id: unknown =
        typeof child === "object" && child !== null ? Reflect.get(child, "id") : null;
      const name = typeof id === "string" ? id : /^\d+$/.test(key) || key === "words" ? "" : key;
      return walk(pack, child, [path, name].filter((part) => part !== "").join("/"), own);
    },
  );
  // A debt has a source and no words.
  return said.length > 0 || !("from" in value) || own.source === null
    ? said
    : [
        {
          place: path,
          words: "(that it is owed)",
          source: own.source,
          where: whenWords(pack, own.when),
          isOwn: own.isOwn,
        },
      ];
}

/** In the pack's order. */
export function saidLines(pack: ProtocolPack): readonly SaidLine[] {
  return walk(pack, pack, "", { source: null, isOwn: false, when: [] });
}

/** What the county's document does not have: a line of text per line, with its place and its source. */
export function addedReport(pack: ProtocolPack): readonly string[] {
  const asked = new Set(
    pack.levels.flatMap(({ protocol }) => protocol?.steps.flatMap(({ acts }) => acts) ?? []),
  );
  const acts = pack.acts.filter(({ id }) => !asked.has(id)).map(({ id }) => id);
  return [
    ...saidLines(pack)
      .filter(({ isOwn }) => !isOwn)
      .map(({ place, source, words }) => `${place}\t${source}\t${words}`),
    `Acts that no step asks for: ${acts.join(", ") || "none"}.`,
  ];
}
