/** A pack as a decision table, for the people of a county who approve it: each line with where it comes from. Pure. */
import { emergency } from "../../src/protocol/act-callees";
import { dueTimes, repetitionOf, repetitionWords, timeWords } from "../../src/protocol/act-times";
import { conditionWords, whenWords } from "../../src/protocol/condition-words";
import { approvalWords } from "../../src/protocol/find-pack";
import type { ActDatum, LevelDatum, ProtocolPack, Sentence, Source } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import { fingerprint } from "./fingerprint";

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface DecisionTable {
  readonly title: string;
  /** What it is of, which version, and who approved it. */
  readonly facts: readonly string[];
  readonly tables: readonly Table[];
  /** Of everything that the tables say; an approval names it. */
  readonly fingerprint: string;
}

function lineWords(lines: readonly number[]): string {
  return `${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
}

/** Where something comes from. */
export function sourceWords(source: Source): string {
  if ("lines" in source) return lineWords(source.lines);
  if ("statute" in source) return `law: ${source.statute}`;
  return source.practice.startsWith("practice") ? source.practice : `practice: ${source.practice}`;
}

function acknowledged({ wait }: LevelDatum): string {
  const hours = wait.hours === 1 ? "1 hour" : `${wait.hours} hours`;
  return wait.inSchoolHours ? `${hours} of school` : hours;
}

/** When a level holds, a line for each way to it. */
function waysTo(pack: ProtocolPack, level: LevelDatum): readonly (readonly [string, string])[] {
  const { protocol, atLeastFactors } = level;
  if (protocol === null) {
    const practice = "practice: how the desk reads what reaches no protocol";
    if (atLeastFactors === 0) return [["nothing that can be read reaches another level", practice]];
    const many = atLeastFactors === 1 ? "one sign or more" : `${atLeastFactors} signs or more`;
    return [[`${many}, and no protocol applies`, practice]];
  }
  return protocol.appliesOn.map((rule): readonly [string, string] => {
    if ("criterion" in rule) {
      const criterion = pack.criteria.find(({ id }) => id === rule.criterion);
      const all = pack.factors.filter((one) => one.criterion === rule.criterion).length;
      if (criterion === undefined) return [rule.criterion, ""];
      return [
        `${criterion.atLeast} or more of the ${all} signs of “${say(criterion.name)}”`,
        lineWords(criterion.lines),
      ];
    }
    const concern = pack.concerns.find(({ id }) => id === rule.concern);
    return concern === undefined
      ? [rule.concern, ""]
      : [`the concern “${say(concern.form)}”`, sourceWords(concern.from)];
  });
}

function levelTable(pack: ProtocolPack): Table {
  return {
    caption: "1. From what is reported to a level, the highest first",
    head: ["Level", "Holds on any one of", "To be acknowledged within", "Source"],
    rows: [...pack.levels]
      .sort((a, b) => b.rank - a.rank)
      .flatMap((level) =>
        waysTo(pack, level).map(([way, source], at) => [
          at === 0 ? say(level.name) : "",
          way,
          at === 0 ? acknowledged(level) : "",
          source,
        ]),
      ),
  };
}

function signTable(pack: ProtocolPack): Table {
  const group = (id: string) => say(pack.criteria.find((one) => one.id === id)?.name ?? { en: id });
  return {
    caption: "2. The signs, as the Form has them",
    head: ["Group", "Sign", "Source"],
    rows: pack.factors.map((one) => [group(one.criterion), say(one.form), lineWords(one.lines)]),
  };
}

function calleeWords(pack: ProtocolPack, { call }: ActDatum): string {
  return call
    .map(({ to, when }) => {
      const name =
        to === emergency
          ? pack.emergency.phone
          : say(pack.agencies.find(({ id }) => id === to)?.inSentence ?? { en: to });
      return when.length === 0 ? name : `${name} (${whenWords(pack, when)})`;
    })
    .join("; ");
}

/** By when an act is due in each case, and how it comes again. */
export function dueWords(pack: ProtocolPack, act: ActDatum): string {
  const again = repetitionOf(act);
  const times = dueTimes(act).map(({ time, when }) =>
    when.length === 0
      ? timeWords(pack, time)
      : `${timeWords(pack, time)} where ${whenWords(pack, when)}`,
  );
  return [...times, ...(again === null ? [] : [repetitionWords(again)])].join("; ");
}

/** What an act waits for. */
function lockWords(pack: ProtocolPack, { lock, duty, holdable }: ActDatum): string {
  const other = pack.acts.find(({ id }) => id === lock?.untilLeadDid);
  const waits =
    lock === null
      ? []
      : lock.waitsFor === "parent-gates"
        ? ["locked until it is safe that a parent knows"]
        : ["locked until the case says that the student is no victim"];
  return [
    ...(duty ? ["owed by law: never locked, held or set aside"] : []),
    ...waits,
    ...(other === undefined ? [] : [`and until the lead did “${say(other.name)}”`]),
    ...(holdable ? ["waits while police ask for silence"] : []),
  ].join("; ");
}

/** When an act is owed without a step, each with its source; what has the same source stands together. */
function alsoOwed(pack: ProtocolPack, { alsoWhen }: ActDatum): readonly string[] {
  const sources = [...new Set(alsoWhen.map(({ from }) => sourceWords(from)))];
  return sources.map((source) => {
    const cases = alsoWhen.filter(({ from }) => sourceWords(from) === source);
    return `${cases.map(({ when }) => whenWords(pack, when)).join("; or ")} [${source}]`;
  });
}

/** The conditions without which an act does not apply at all, after its name. */
export function onlyWhere(pack: ProtocolPack, { when = [] }: ActDatum): string {
  return when.length === 0 ? "" : ` (only where ${whenWords(pack, when)})`;
}

function actTable(pack: ProtocolPack): Table {
  const protocols = pack.levels.filter(({ protocol }) => protocol !== null);
  const stepsAt = ({ protocol }: LevelDatum, id: string) =>
    (protocol?.steps ?? [])
      .filter(({ acts }) => acts.some((act) => act === id))
      .map(({ step, lines }) => `step ${step} (${lineWords(lines)})`)
      .join(", ");
  return {
    caption: "3. What each protocol asks for, calls first",
    head: [
      "Act",
      ...protocols.map(({ name }) => say(name)),
      "Also owed where",
      "By when",
      "Whom to call",
      "What it waits for",
    ],
    rows: pack.acts.map((act) => [
      say(act.name) + onlyWhere(pack, act),
      ...protocols.map((level) => stepsAt(level, act.id)),
      [
        ...alsoOwed(pack, act),
        ...(act.role === "update" ? ["the case rises, or danger is reported again"] : []),
      ].join("; "),
      dueWords(pack, act),
      calleeWords(pack, act),
      lockWords(pack, act),
    ]),
  };
}

function stepTable(pack: ProtocolPack): Table {
  return {
    caption: "4. The steps of each protocol, in order",
    head: ["Protocol", "Step", "What it says", "Acts", "Source"],
    rows: pack.levels.flatMap(({ name, protocol }) =>
      (protocol?.steps ?? []).map(({ step, words, acts, lines, condition }) => [
        say(name),
        String(step),
        condition === null ? say(words) : `${say(words)} Where: ${say(condition)}`,
        acts
          .map((id) => say(pack.acts.find((act) => act.id === id)?.name ?? { en: id }))
          .join("; "),
        lineWords(lines),
      ]),
    ),
  };
}

function sentenceRows(
  pack: ProtocolPack,
  name: string,
  sentences: readonly Sentence[],
): readonly (readonly string[])[] {
  return sentences.map(({ words, from, when }, at) => [
    at === 0 ? name : "",
    say(words),
    when.length === 0 ? "" : when.map((one) => conditionWords(pack, one)).join("; "),
    sourceWords(from),
  ]);
}

function sentenceTable(pack: ProtocolPack): Table {
  return {
    caption: "5. Every sentence of every act, and when it is said",
    head: ["Act", "Sentence", "Said where", "Source"],
    rows: pack.acts.flatMap((act) => [
      ...sentenceRows(pack, say(act.name), act.what),
      ...sentenceRows(pack, "Who does it", act.who),
      ...sentenceRows(pack, "Remarks", act.remarks),
      ...sentenceRows(pack, "While it is locked", act.lock?.why ?? []),
      ...sentenceRows(pack, "In a mail", act.inMail ?? []),
      ...(act.covers ?? []).map(({ act: id, words, from }) => [
        `Is also “${say(pack.acts.find((one) => one.id === id)?.name ?? { en: id })}”`,
        say(words),
        "a case owes both",
        sourceWords(from),
      ]),
    ]),
  };
}

function restTables(pack: ProtocolPack): readonly Table[] {
  const { noAnswer, emergency: danger, helpLine, writtenReport, reporters } = pack;
  return [
    {
      caption: "6. What nobody does, and where nobody answers",
      head: ["", "Sentence", "Said where", "Source"],
      rows: [
        ...sentenceRows(pack, "Do not", pack.doNot),
        ...sentenceRows(pack, "Nobody answers", [noAnswer.words]),
      ],
    },
    {
      caption: "7. Numbers",
      head: ["Name", "Number", "Takes a mandated report", "Source"],
      rows: [
        [say(danger.name), danger.phone, "", sourceWords(danger.from)],
        ...pack.hotlines.map((one) => [
          say(one.words),
          one.phone,
          one.takesReports ? "yes" : "no",
          sourceWords(one.from),
        ]),
        ...(helpLine === null
          ? []
          : [[say(helpLine.words), helpLine.phone, "no", lineWords(helpLine.lines)]]),
        ...pack.agencies.flatMap(({ name, channels }) =>
          channels.map(({ kind, value, place, checked }) => [
            `${say(name)}: written report by ${kind}`,
            value,
            "yes",
            `${place}, ${checked}`,
          ]),
        ),
      ],
    },
    {
      caption: "8. The law, as the desk says it",
      head: ["Statute", "Words", "Source"],
      rows: [
        ...pack.statutes.map(({ citation, words, readAt }) => [
          citation,
          say(words),
          "lines" in readAt ? lineWords(readAt.lines) : `${readAt.place}, ${readAt.day}`,
        ]),
        [
          "The written report",
          [
            `Within ${writtenReport.hours} hours, on form ${writtenReport.form}.`,
            ...(writtenReport.elsewhere === null ? [] : [say(writtenReport.elsewhere)]),
          ].join(" "),
          `law: ${writtenReport.statute}`,
        ],
        [
          "Said to reporters",
          [reporters.mayStayUnknown, ...reporters.form, ...reporters.mail]
            .map((one) => say(one))
            .join(" "),
          "the statutes that each sentence names",
        ],
      ],
    },
  ];
}

/** The table of a pack. */
export function decisionTable(pack: ProtocolPack): DecisionTable {
  const signed = fingerprint(pack);
  return {
    fingerprint: signed,
    title: `${pack.author}: ${say(pack.title.words)}`,
    facts: [
      `${pack.id}, version of ${pack.version}. Lines are those of: ${say(pack.citedAs)}.`,
      approvalWords(pack.approval),
      `The fingerprint of what this page says: ${signed}.`,
    ],
    tables: [
      levelTable(pack),
      signTable(pack),
      actTable(pack),
      stepTable(pack),
      sentenceTable(pack),
      ...restTables(pack),
    ],
  };
}
