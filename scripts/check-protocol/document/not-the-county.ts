/** Every line of a pack that its county's document does not have, with where it comes from instead. Pure. */
import type { ProtocolPack, Source, Wording } from "../../../src/protocol/pack";
import { say } from "../../../src/protocol/wording";

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

/** The citations that a sentence has in brackets; else the statute of the duty to report, and what else of the law is listed. */
function citedIn(words: string, statute: string): string {
  const named = [...words.matchAll(/\(((?:[^()]|\([a-z0-9]+\))*\d(?:[^()]|\([a-z0-9]+\))*)\)/g)];
  const cited = named.map(([, inside = ""]) => inside);
  return `law: ${cited.length === 0 ? `${statute}, and the statutes below` : [...new Set(cited)].join(", ")}`;
}

/** What the Form, mails and records say of the law to reporters and of records, each with what it cites. */
function ofLaw({ reporters, confidential, noAgencies, noAnswer, writtenReport }: ProtocolPack) {
  const { who, mayStayUnknown, form, oneForSeveral, mail } = reporters;
  const lines: readonly (readonly [string, readonly Wording[]])[] = [
    ["reporters/who", [who]],
    ["reporters/mayStayUnknown", [mayStayUnknown]],
    ["reporters/form", form],
    ["reporters/oneForSeveral", oneForSeveral === null ? [] : [oneForSeveral]],
    ["reporters/mail", mail],
    ["writtenReport/order", writtenReport.order === null ? [] : [writtenReport.order]],
    ["confidential/mandatedReports", [confidential.mandatedReports]],
    ["confidential/beforePuttingIn", [confidential.beforePuttingIn]],
    ["confidential/reports", [confidential.reports]],
    ["confidential/reporters", [confidential.reporters]],
    ...noAgencies.map(
      ({ id, form: onForm }) =>
        [`noAgencies/${id}/form`, onForm === undefined ? [] : [onForm]] as const,
    ),
  ];
  const others = noAnswer.others.flatMap(({ to, only }): readonly AddedLine[] =>
    only === null
      ? []
      : [
          {
            place: `noAnswer/others/${to}`,
            source: sourceWords(noAnswer.words.from) ?? "the document",
            words: say(only),
          },
        ],
  );
  const byPlace = lines.flatMap(([place, said]) =>
    said.map((one): AddedLine => {
      const words = say(one);
      return { place, source: citedIn(words, writtenReport.statute), words };
    }),
  );
  return [...byPlace, ...others];
}

/** Sentences, acts that are owed by law or practice, liaisons, what is said of the law to reporters and of records, statutes that the document does not name, and where the written report goes. In the pack's order. */
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
    ...ofLaw(pack),
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
