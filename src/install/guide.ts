/** The rows of the Guide tab: how to use the register, and the county document in short, from the protocol pack. */
import type { BatchRequest } from "../ports";
import type { ProtocolPack, Source } from "../protocol/pack";
import { say } from "../protocol/wording";
import { cellsAt, columnFormat, formatMask } from "../register/cells";
import type { RowValues } from "../register/columns";
import type { ColumnPositions } from "../register/place";
import { firstDataRow, tabs } from "../register/tabs";

interface Line {
  readonly line: string;
  readonly topic: string;
  readonly text: string;
  readonly source: string;
}

const ourOwn = "Student Safety Desk";

const howTo: readonly Line[] = [
  {
    line: "use-colours",
    topic: "Colours of the headers",
    text: "Green: you fill this in. Violet: leads and admins do. Dark blue: the automation keeps it.",
    source: ourOwn,
  },
  {
    line: "use-first",
    topic: "When a case comes in",
    text: "Make the calls first. Then tick Acknowledged in Cases, and work through the case's rows in Checklist.",
    source: ourOwn,
  },
  {
    line: "use-checklist",
    topic: "Ticking an act",
    text: "Tick Done when it is done, and write down the person and the reference that the agency gave you. If an act does not apply, say why in the column beside it; calls and mandated reports always apply.",
    source: ourOwn,
  },
  {
    line: "use-views",
    topic: "Finding what is yours",
    text: "In the menu Data choose Change view: Overdue has every act that is past its time; “Open cases:” with your address has your own; “Case” with a reference has the acts of one case, as the link in each mail does. A view changes nothing for anybody else.",
    source: ourOwn,
  },
  {
    line: "use-calls",
    topic: "Calls, and when nobody answers",
    text: "Called at: when the call was really made. No answer: tick it at each attempt; it is counted and kept in Log, the tick goes out by itself, and the row then says who else may take the report.",
    source: ourOwn,
  },
  {
    line: "use-log",
    topic: "Plan, Log and Disclosures",
    text: "Write in the next free row, beginning with the case. Write facts, and the student's own words. A ticked call or report begins its row of Disclosures: choose the ground there.",
    source: ourOwn,
  },
  {
    line: "use-danger",
    topic: "Immediate danger",
    text: "Each report of it asks for the calls anew, also if they were made before, and everybody who may know is mailed. Tick Acknowledged, and you are asked instead of all. The asking ends when a call is ticked, or when somebody ticks Danger over; the next report of danger begins it again.",
    source: ourOwn,
  },
  {
    line: "use-step-aside",
    topic: "Stepping aside, and giving a case to a colleague",
    text: "If you are close to a student or the family, write x in Stepped aside: the next in line has the case, the lead is told, you get no more mail about it, and what you write on it is put back. You can still read it, for the register is one file. To give a case to a colleague, write the address in Assigned to.",
    source: ourOwn,
  },
  {
    line: "use-hand-over",
    topic: "Handing a case over",
    text: "Write the school in Handed over to. The case stays yours, and both schools are asked each morning, until the day stands in Hand-over received on; from then on all mail about it goes to that school's contact.",
    source: ourOwn,
  },
  {
    line: "use-duty",
    topic: "Each reporter's own duty",
    text: "Nothing in this register is a mandated report, and a tick here never discharges anybody's duty to make one.",
    source: ourOwn,
  },
];

/** "County document of 2019-03-01, lines 57, 59". */
function cited(pack: ProtocolPack, lines: readonly number[]): string {
  const named = lines.length === 1 ? "line" : "lines";
  return `${pack.county} County document of ${pack.version}, ${named} ${lines.join(", ")}`;
}

function sourceWords(pack: ProtocolPack, source: Source): string {
  if ("lines" in source) return cited(pack, source.lines);
  if ("practice" in source) return "Practice of the field; not the county's words";
  const statute = pack.statutes.find(({ id }) => id === source.statute);
  return statute?.citation || "Statute";
}

function numbersToCall(pack: ProtocolPack): readonly Line[] {
  const call = (
    line: string,
    topic: string,
    text: string,
    phone: string,
    lines: readonly number[],
  ) => ({
    line,
    topic,
    text: text.includes(phone) ? text : `${text}: ${phone}`,
    source: cited(pack, lines),
  });
  const { emergency, helpLine } = pack;
  return [
    call("call-emergency", "Emergency", say(emergency.words), emergency.phone, emergency.lines),
    ...pack.hotlines.map(({ id, name, words, phone, lines }) =>
      call(`call-${id}`, say(name), say(words), phone, lines),
    ),
    call(
      "call-help-line",
      "Help with the protocols",
      say(helpLine.words),
      helpLine.phone,
      helpLine.lines,
    ),
  ];
}

function classification(pack: ProtocolPack): readonly Line[] {
  return [
    {
      line: "either-criterion",
      topic: "Any criterion",
      text: say(pack.eitherCriterion.words),
      source: cited(pack, pack.eitherCriterion.lines),
    },
    ...pack.criteria.map(({ id, name, words, lines }) => ({
      line: id,
      topic: say(name),
      text: say(words),
      source: cited(pack, lines),
    })),
    ...pack.factors.map(({ id, criterion, words, lines }) => ({
      line: `factor-${id}`,
      topic: `Factor: ${pack.criteria.flatMap(({ id: one, name }) => (one === criterion ? [say(name)] : [])).join()}`,
      text: say(words),
      source: cited(pack, lines),
    })),
  ];
}

function steps(pack: ProtocolPack): readonly Line[] {
  return pack.levels.flatMap((level) =>
    (level.protocol?.steps || []).map(({ step, words, lines }) => ({
      line: `step-${level.id}-${step}`,
      topic: `${say(level.name)}, step ${step}`,
      text: say(words),
      source: cited(pack, lines),
    })),
  );
}

function quickReference(pack: ProtocolPack): readonly Line[] {
  return [
    ...pack.doNot
      .filter(({ when }) => when.length === 0)
      .map(({ words, from }, index) => ({
        line: `do-not-${index + 1}`,
        topic: "What not to do",
        text: say(words),
        source: sourceWords(pack, from),
      })),
    ...pack.statutes.map(({ id, citation, words, readAt }) => ({
      line: `statute-${id}`,
      topic: `The law: ${citation}`,
      text: say(words),
      source: "lines" in readAt ? cited(pack, readAt.lines) : `${readAt.place}, read ${readAt.day}`,
    })),
    ...pack.glossary.map(({ id, term, words, lines }) => ({
      line: `term-${id}`,
      topic: `In the document: ${say(term)}`,
      text: say(words),
      source: cited(pack, lines),
    })),
    {
      line: "education",
      topic: pack.education.citation,
      text: say(pack.education.words),
      source: cited(pack, pack.education.lines),
    },
    {
      line: "reporting-of-csec",
      topic: "Mandated reporting of CSEC",
      text: say(pack.reportingOfCsec.words),
      source: cited(pack, pack.reportingOfCsec.lines),
    },
    {
      line: "provenance",
      topic: "Where the protocol comes from",
      text: `${say(pack.title.words)}. ${say(pack.provenance.words)}`,
      source: cited(pack, pack.provenance.lines),
    },
  ];
}

export function guideRows(pack: ProtocolPack): readonly RowValues[] {
  return [
    ...howTo,
    ...numbersToCall(pack),
    ...classification(pack),
    ...steps(pack),
    ...quickReference(pack),
  ].map((line) => ({ ...line }));
}

/** Writes the rows over those of another protocol, of which there were so many; what is left of them is emptied. */
export function guideRequests(
  rows: readonly RowValues[],
  positions: ColumnPositions,
  before: number,
): readonly BatchRequest[] {
  const count = Math.max(rows.length, before);
  const looks = new Map(tabs.guide.columns.map((column) => [column.key, columnFormat(column)]));
  return [...positions].map(
    ([key, column]): BatchRequest =>
      cellsAt(
        tabs.guide.sheetId,
        firstDataRow,
        column,
        Array.from({ length: count }, (_, at) => {
          const value = rows[at]?.[key];
          if (typeof value !== "string") return { values: [{}] };
          const userEnteredFormat = looks.get(key) || {};
          return { values: [{ userEnteredValue: { stringValue: value }, userEnteredFormat }] };
        }),
        `userEnteredValue,${formatMask}`,
      ),
  );
}
