/** Makes the page that people of a county compare with their document and sign: each line of a pack with its source. Pure. */
import { createHash } from "node:crypto";
import { emergency } from "../../src/protocol/agency-words";
import { whenWords } from "../../src/protocol/conditions";
import { approvalWords } from "../../src/protocol/find-pack";
import type { ActDatum, DueTime, LevelDatum, ProtocolPack } from "../../src/protocol/pack";
import { dueTimes, type Repetition, repetitionOf } from "../../src/protocol/pack-queries";
import { say } from "../../src/protocol/wording";
import { escaped, htmlOf, pageOf } from "../release/markdown";
import { partsOf, placeWords } from "./place-words";
import { saidLines, sourceWords } from "./said-lines";

/** Fields that the signed page does not show: who approved it, colors, and what only the script needs to know of languages and dates. */
const unsigned = new Set(["approval", "colours", "languages", "document", "effectiveTo"]);

/**
 * Each value with its path. Empty and missing fields are left out, so that a field added to packs later does not change existing
 * fingerprints.
 */
const leaves = (pack: ProtocolPack): readonly string[] =>
  [...partsOf(pack)].flatMap(([path, part]) =>
    Object.entries(part)
      .filter(([key]) => key === "en" || !("en" in part))
      .filter(([, value]) => typeof value !== "object" && value !== undefined && value !== false)
      .filter(([key]) => ![...path, key].some((one) => unsigned.has(one)))
      .map(([key, value]) => `/${[...path, key].join("/")}=${JSON.stringify(value)}`),
  );

/**
 * A fingerprint of a pack's content: twelve characters in groups of four. An approval names it, so it covers the content, whatever the
 * formatting of the file.
 */
export function fingerprint(pack: ProtocolPack): string {
  const text = [...leaves(pack)].sort().join("\n");
  const hash = createHash("sha256").update(text).digest("hex");
  return [hash.slice(0, 4), hash.slice(4, 8), hash.slice(8, 12)].join("-");
}

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What brings a case to a level, each way with its source. */
function waysTo(pack: ProtocolPack, { protocol, atLeastFactors }: LevelDatum): readonly string[] {
  if (atLeastFactors === 0) return ["nothing that can be read reaches another level"];
  if (protocol === null) return [`${atLeastFactors} or more signs, and no protocol applies`];
  return protocol.appliesOn.flatMap((rule) => {
    if ("concern" in rule) {
      const concerns = pack.concerns.filter(({ id }) => id === rule.concern);
      return concerns.map(({ form, from }) => `the concern “${say(form)}” [${sourceWords(from)}]`);
    }
    const count = pack.factors.filter(({ criterion }) => criterion === rule.criterion).length;
    const criteria = pack.criteria.filter(({ id }) => id === rule.criterion);
    return criteria.map(
      ({ atLeast, name, lines }) =>
        `${atLeast} or more of the ${count} signs of “${say(name)}” [${sourceWords({ lines })}]`,
    );
  });
}

const levelTable = (pack: ProtocolPack): Table => ({
  caption: "1. From what is reported to a level, the highest first",
  head: ["Level", "Holds on any one of", "To be acknowledged within"],
  rows: [...pack.levels]
    .sort((a, b) => b.rank - a.rank)
    .map((level) => [
      say(level.name),
      waysTo(pack, level).join("; "),
      `${level.wait.hours} h${level.wait.inSchoolHours ? " of school" : ""}`,
    ]),
});

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** A time in words that follow "due": "at once", "within 30 minutes". The written report's time is in hours. */
function timeWords(pack: Pick<ProtocolPack, "writtenReport">, due: DueTime): string {
  if (due === "at-once") return "at once";
  if (due === "first-hour") return "within the hour";
  if (due === "same-day") return "the same day";
  if (due === "before-dismissal") return "within the hour, before school ends";
  if (due === "next-school-morning") return "by the next school morning";
  if (due === "next-school-day") return "on the next school day";
  if (due === "written-report") return `within ${counted(pack.writtenReport.hours, "hour")}`;
  const [unit, count] = Object.entries(due)[0] ?? ["", 0];
  return `within ${counted(count, unit.replace(/s$/, ""))}`;
}

/** How often a step comes back: "every 21 days", or "again and again" if a setting of the district decides. */
function repetitionWords({ days }: Repetition): string {
  return days === null ? "again and again" : `every ${counted(days, "day")}`;
}

/** When a step is due in each kind of case, and how often it comes back. */
export function dueWords(pack: ProtocolPack, act: ActDatum): string {
  const again = repetitionOf(act);
  const times = dueTimes(act).map(({ time, when }) =>
    when.length === 0
      ? timeWords(pack, time)
      : `${timeWords(pack, time)} where ${whenWords(pack, when)}`,
  );
  return [...times, ...(again === null ? [] : [repetitionWords(again)])].join("; ");
}

/** What a step waits for. */
function lockWords(pack: ProtocolPack, { lock, duty, holdable }: ActDatum): string {
  const other = pack.acts.find(({ id }) => id === lock?.untilLeadDid);
  const waits = {
    "parent-gates": "locked until it is safe that a parent knows",
    "victim-question": "locked until the case says that the student is no victim",
  };
  return [
    ...(duty ? ["owed by law: never locked, held or set aside"] : []),
    ...(lock === null ? [] : [waits[lock.waitsFor]]),
    ...(other === undefined ? [] : [`and until the lead did “${say(other.name)}”`]),
    ...(holdable ? ["waits while police ask for silence"] : []),
  ].join("; ");
}

function actTable(pack: ProtocolPack): Table {
  const protocols = pack.levels.filter(({ protocol }) => protocol !== null);
  const stepsAt = ({ protocol }: LevelDatum, id: string) =>
    (protocol?.steps ?? [])
      .filter(({ acts }) => acts.some((act) => act === id))
      .map(({ step, lines }) => `step ${step} (${sourceWords({ lines })})`)
      .join(", ");
  const called = ({ call }: ActDatum) =>
    call
      .map(({ to, when }) => {
        const agency = pack.agencies.find(({ id }) => id === to)?.inSentence ?? { en: to };
        const name = to === emergency ? pack.emergency.phone : say(agency);
        return when.length === 0 ? name : `${name} (${whenWords(pack, when)})`;
      })
      .join("; ");
  return {
    caption: "2. What each protocol asks for, calls first",
    head: [
      "Act",
      ...protocols.map(({ name }) => say(name)),
      "Also owed where",
      "By when",
      "Whom to call",
      "What it waits for",
    ],
    rows: pack.acts.map((act) => [
      say(act.name) + (act.when?.length ? ` (only where ${whenWords(pack, act.when)})` : ""),
      ...protocols.map((level) => stepsAt(level, act.id)),
      [
        ...act.alsoWhen.map(({ when, from }) => `${whenWords(pack, when)} [${sourceWords(from)}]`),
        ...(act.role === "update" ? ["the case rises, or danger is reported again"] : []),
      ].join("; "),
      dueWords(pack, act),
      called(act),
      lockWords(pack, act),
    ]),
  };
}

/** Every sentence with its place (as in error messages), its conditions and its source. `lines`: the lines of the document. */
function sentenceTable(pack: ProtocolPack, lines: readonly string[]): Table {
  const quoted = (cited: readonly number[]) =>
    cited.map((line) => `“${lines[line - 1]?.trim() ?? ""}”`).join(" ");
  return {
    caption: "3. Every sentence and number, and when it is said",
    head: ["Where it stands", "Sentence", "Said where", "Source"],
    rows: saidLines(pack).map(({ path, words, where, source, lines: cited }) => [
      placeWords(
        pack,
        path.filter((key) => key !== "words" && key !== "en"),
      ),
      words,
      where,
      lines.length === 0 || cited.length === 0 ? source : `${source}: ${quoted(cited)}`,
    ]),
  };
}

/** `document`: the text of the pack's document; "" if none is kept. */
export const tablesOf = (pack: ProtocolPack, document = ""): readonly Table[] => [
  levelTable(pack),
  actTable(pack),
  sentenceTable(pack, document === "" ? [] : document.split(/\r?\n/)),
];

const style = `
@page { size: A4 landscape; margin: 14mm; }
body { font: 10.5pt/1.4 system-ui, sans-serif; color: #1f2933; }
table { border-collapse: collapse; width: 100%; }
tr { break-inside: avoid; }
th, td { border: 1px solid #9aa5b1; padding: 4px 6px; text-align: left; vertical-align: top; overflow-wrap: break-word; }
#sign ~ .wide td { height: 44px; }
`;

/** A table in Markdown. The text of a cell is escaped. */
function drawn({ caption, head, rows }: Table): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => escaped(cell).replace(/[|*_`[\]\\~]/g, "\\$&")).join(" | ")} |`;
  return [`## ${caption}`, "", row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/**
 * The whole page, with the words of each cited line of the document and a place for the person who approves the pack to sign. It loads
 * nothing from the web.
 */
export function pageToSign(pack: ProtocolPack, document = ""): string {
  const signed = fingerprint(pack);
  const title = `${pack.author}: ${say(pack.title.words)}`;
  const signature: Table = {
    caption: `Approved for the county: this version, with the fingerprint ${signed}, says what the document says`,
    head: ["Name and office", "Day", "Signature"],
    rows: [["", "", ""]],
  };
  const text = [
    `# ${title}`,
    `${pack.id}, version of ${pack.version}. Lines are those of: ${say(pack.citedAs)}.`,
    approvalWords(pack.approval),
    `The fingerprint of what this page says: ${signed}.`,
    ...[...tablesOf(pack, document), signature].map(drawn),
  ].join("\n\n");
  const id = (words: string) => (words.startsWith("Approved for") ? "sign" : null);
  const html = htmlOf(text, { below: 0, id, link: (_, words) => words, image: () => "" });
  return pageOf(title, style, html);
}
