/** Every line of a pack that its county's document does not have, with where it comes from instead. Pure. */
import type { ProtocolPack, Source, Wording } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";

export interface AddedLine {
  /** Its place in the pack, as "acts/school-consequence/what". */
  readonly place: string;
  /** "law: PC 11166", or "practice: " and what it rests on. */
  readonly source: string;
  readonly words: string;
}

function sourceWords(source: Source): string | null {
  if ("statute" in source) return `law: ${source.statute}`;
  return "practice" in source ? `practice: ${source.practice}` : null;
}

interface Sourced {
  readonly from: Source;
  readonly words?: Wording;
  readonly name?: Wording;
  readonly why?: Wording;
}

function isSourced(value: object): value is Sourced {
  return "from" in value && typeof value.from === "object" && value.from !== null;
}

function walk(value: unknown, path: string): readonly AddedLine[] {
  if (typeof value !== "object" || value === null) return [];
  const own: AddedLine[] = [];
  if (isSourced(value)) {
    const source = sourceWords(value.from);
    const words = value.words ?? value.name ?? value.why;
    const text = words === undefined ? "(that it is owed)" : say(words);
    if (source !== null) own.push({ place: path, source, words: text });
  }
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
      if (key === "from") return [];
      const id: unknown =
        typeof child === "object" && child !== null ? Reflect.get(child, "id") : null;
      const name = typeof id === "string" ? id : /^\d+$/.test(key) ? "" : key;
      return walk(child, [path, name].filter((part) => part !== "").join("/"));
    }),
  ];
}

/** Sentences, acts that are owed by law or practice, liaisons, statutes that the document does not name, and where the written report goes. In the pack's order. */
export function addedLines(pack: ProtocolPack): readonly AddedLine[] {
  const { writtenReport, statutes } = pack;
  const statute: readonly AddedLine[] = statutes.flatMap(({ id, words, readAt }) =>
    "lines" in readAt
      ? []
      : [
          {
            place: `statutes/${id}`,
            source: `read in ${readAt.place}, ${readAt.day}`,
            words: say(words),
          },
        ],
  );
  const channels = pack.agencies.flatMap(({ id, channels: all }) =>
    all.map(({ kind, value, place, checked }) => ({
      place: `agencies/${id}/channels`,
      source: `read in ${place}, ${checked}`,
      words: `${kind}: ${value}`,
    })),
  );
  const ofLevels = pack.levels.flatMap(({ id, explains, because, news }): readonly AddedLine[] =>
    [explains, because, news?.words ?? null, news?.also?.words ?? null].flatMap((words) =>
      words === null
        ? []
        : [{ place: `levels/${id}`, source: "practice: how the desk says it", words: say(words) }],
    ),
  );
  return [
    ...walk(pack, ""),
    ...ofLevels,
    {
      place: "writtenReport",
      source: `law: ${writtenReport.statute}`,
      words:
        `Within ${writtenReport.hours} hours, on form ${writtenReport.form}. ${writtenReport.elsewhere === null ? "" : say(writtenReport.elsewhere)}`.trim(),
    },
    ...channels,
    ...statute,
  ];
}

/** Acts that no step of the county asks for. */
export function addedActs(pack: ProtocolPack): readonly string[] {
  const asked = new Set(
    pack.levels.flatMap(({ protocol }) => protocol?.steps.flatMap(({ acts }) => acts) ?? []),
  );
  return pack.acts.flatMap(({ id }) => (asked.has(id) ? [] : [id]));
}
