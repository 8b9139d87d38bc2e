/** The rows of the Guide tab: how to use the register, and the county document in brief, from the protocol pack. */
import { generalViews } from "../case/tabs/views-of-cases";
import { once } from "../lazy";
import type { BatchRequest } from "../ports";
import { approvalWords } from "../protocol/find-pack";
import type { HotlineDatum, ProtocolPack, Source } from "../protocol/pack";
import { say } from "../protocol/wording";
import type { LinkFrom, Place, RowValues, RowWith, Tab } from "../register/columns";
import { column, hiddenColumn, makeTabs } from "../register/columns";
import type { FoundTab } from "../register/layout/ensure";
import { foldToWords } from "../text";

/** From a topic to the view or tab that had this title when it was made. */
function titled(line: string, { tabs }: LinkFrom): Place | null {
  const view = Object.values(generalViews).find(({ title }) => title === line);
  const tab = Object.values<Tab>(tabs).find(({ title }) => title === line);
  return view ?? (tab === undefined ? null : { tab: tab.id });
}

const columns = once(() => [
  hiddenColumn("text", "line", "Line"),
  column("text", "topic", "Topic", { width: 240, leadsTo: titled }),
  column("long-text", "text", "What to know", { width: 640 }),
  column("text", "source", "Source", { width: 280 }),
]);

export type GuideRow = RowWith<ReturnType<typeof columns>[number]>;

/** The tab. Contents of a later version of a protocol may have different text in the same lines, so it is compared whole. */
export const guideTabs = makeTabs(
  { guide: { sheetId: 112, colour: "reference", hasGridlines: false, comparedBy: "all" } },
  () => ({ columns: { guide: columns() } }),
);

type Numbered = Pick<HotlineDatum, "words" | "phone" | "from">;

/**
 * How to use the register, by topic: first ten lines on what to do first, then the rest. A topic that is the title of a tab or a view
 * becomes a link to it.
 */
function howTo(): Readonly<Record<string, string>> {
  return {
    "Open steps":
      "Make the calls first. This view has every open step, with the one that is due first on top. Red is late.",
    "Open, worst first":
      "Each open case: danger first, then by level, then by what is due. Tick Acknowledged in its row, so that no one else is asked.",
    "Waiting on an agency": "Each case whose status is Waiting.",
    "Your own cases":
      "In the menu Data choose Change view, then “Open cases:” with your address. “Row of case” and “Case” with a reference show one case and its steps, as the links in an email do. A view changes nothing for anyone else.",
    "Needs attention":
      "In Cases: what is open in a case, and what is missing before it can be closed. Click a line to go to its columns. Click the reference to see the steps of the case; click it there to come back to the row.",
    "A step in full":
      "Each row of Checklist gives a step in short. Click its cell in “In full, with the law” to read all of it. Click a law to see its line here.",
    Closed:
      "Each closed case, by student. To find an old case, press Ctrl+F and type its reference or the name, or filter the column Student id in this view.",
    Log: "What was done and said: facts only.",
    Disclosures: "What an agency was told, when and by whom. Choose the ground there.",
    "Closing a case":
      "Each step is done or says why it does not apply; or there is a reason for closing. Where the student may be a victim, a step is left open or a call is only “already made”, the district lead has to tick “Lead agrees to close”. Needs attention says what is missing. Then set Status to Closed.",
    "Colors of the headers":
      "Green: you fill this in. Violet: leads and admins fill this in. Dark blue: the system fills this in.",
    "Ticking a step":
      "Tick Done when it is done, and write down the person and the reference that the agency gave you. If a step does not apply, say why in the column beside it; calls and mandated reports always apply.",
    "Calls, and when no one answers":
      "Called at: when the call was really made. No answer: tick it after each attempt. The system counts it, keeps it in Log, and removes the tick. The row then says who else may take the report.",
    "Plan, Log and Disclosures":
      "Write in the next free row, beginning with the case. Write facts. The mandated report has the student's own words; Log does not need them, least of all what was told to a counselor in confidence. Confidence is never a reason not to report. A ticked call or report begins its row of Disclosures: choose the ground there.",
    "Immediate danger":
      "Each report of danger asks for the calls again, even if they were made before, and everyone who may know is emailed. Once you tick Acknowledged, only you are asked at first. The emails stop when a call is ticked, or when someone ticks Danger over. The next report of danger starts them again.",
    "Stepping aside, and giving a case to a colleague":
      "If you are close to a student or the family, write x in Stepped aside. The next in line then has the case, and the lead is told. You get no more email about it. What you type on it is undone, except in Log. You can still read it, because the register is one file. To give a case to a colleague, write the address in Assigned to.",
    "Handing a case over":
      "Write the school in Handed over to. The case stays yours until Hand-over received on has a day. Until then, both schools are reminded each morning. After that, all email about it goes to that school's contact. Where that school has a register of its own, the case opens there at once, and yours closes as soon as someone there acknowledges it.",
    "Each reporter's own duty":
      "Nothing in this register is a mandated report. A tick is not one either: each mandated reporter must still report.",
  };
}

/**
 * What goes into the Guide: all its rows, if it is new, from another protocol or from another version. Then Contacts offers other roles
 * too.
 */
export const guideContents =
  (pack: ProtocolPack) =>
  ({ rows, append, overwrite, look }: FoundTab): readonly BatchRequest[] => {
    const guide = guideRows(pack);
    if (rows === null) return append(guide);
    const isSame = guide.every((row, at) =>
      ["line", "text", "source"].every((key) => (row[key] ?? "") === (rows[at]?.values[key] ?? "")),
    );
    if (isSame && rows.length === guide.length) return [];
    // If the old Guide was longer, its remaining rows are emptied.
    const spare = rows.slice(guide.length).map(() => ({}));
    return [overwrite([...guide, ...spare]), ...look("contacts", "role")];
  };

/** All rows of the Guide tab for a protocol pack. */
export function guideRows(pack: ProtocolPack): readonly RowValues[] {
  const { education, reportingSince, provenance, emergency, helpLine } = pack;
  /** The place in the document, such as "Marin County document of 2019-03-01, lines 57, 59". */
  const cited = (lines: readonly number[]) =>
    `${say(pack.citedAs)}, ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
  const sourceOf = (source: Source) => {
    if ("lines" in source) return cited(source.lines);
    if ("practice" in source) return "Common practice; not the document's words";
    return pack.statutes.find(({ id }) => id === source.statute)?.citation ?? "Statute";
  };
  /** A row. Without a source, the words are ours. */
  const row = (line: string, topic: string, text: string, source = "Student Safety Desk") => {
    return { line, topic, text, source };
  };
  /** What the county document says, with its place there. */
  const documented = ({ lines, words }: ProtocolPack["title"], line: string, topic: string) => {
    return row(line, topic, say(words), cited(lines));
  };
  const call = ({ words, phone, from }: Numbered, line: string, topic: string) => {
    const said = say(words);
    const text = said.includes(phone) ? said : `${said}: ${phone}`;
    return row(`call-${line}`, topic, text, sourceOf(from));
  };
  const criteria = new Map(pack.criteria.map(({ id, name }) => [id, say(name)]));
  const origin = documented(provenance, "provenance", "Where the protocol comes from");
  return [
    ...Object.entries(howTo()).map(([topic, text]) =>
      row(`use-${foldToWords(topic).replace(/ /g, "-")}`, topic, text),
    ),
    // Steps link to these lines (`lawFragment`), so they stand at a place of their own.
    ...pack.statutes.map(({ id, citation, words, readAt }) => ({
      line: `statute-${id}`,
      topic: `The law: ${citation}`,
      text: say(words),
      source: "lines" in readAt ? cited(readAt.lines) : `${readAt.place}, read ${readAt.day}`,
    })),
    call(emergency, "emergency", "Emergency"),
    ...pack.hotlines.map((one) => call(one, one.id, say(one.name))),
    ...(helpLine === null
      ? []
      : [call({ ...helpLine, from: helpLine }, "help-line", "Help with the protocols")]),
    documented(pack.eitherCriterion, "either-criterion", "Any criterion"),
    ...pack.criteria.map((one) => documented(one, one.id, say(one.name))),
    ...pack.factors.map((one) =>
      documented(one, `factor-${one.id}`, `Factor: ${criteria.get(one.criterion) ?? ""}`),
    ),
    ...pack.levels.flatMap(({ id, name, protocol }) =>
      (protocol?.steps ?? []).map((one) =>
        documented(one, `step-${id}-${one.step}`, `${say(name)}, step ${one.step}`),
      ),
    ),
    ...pack.doNot
      .filter(({ when }) => when.length === 0)
      .map(({ words, from }, index) =>
        row(`do-not-${index + 1}`, "What not to do", say(words), sourceOf(from)),
      ),
    ...pack.glossary.map((one) =>
      documented(one, `term-${one.id}`, `In the document: ${say(one.term)}`),
    ),
    ...pack.noAgencies.map(({ id, why, from }) =>
      row(`no-agency-${id}`, "Who cannot take a report", say(why), sourceOf(from)),
    ),
    ...(education === null ? [] : [documented(education, "education", education.citation)]),
    ...(reportingSince === null
      ? []
      : [documented(reportingSince, "reporting-since", say(reportingSince.topic))]),
    { ...origin, text: `${say(pack.title.words)}. ${origin.text}` },
    row("approval", "Who approved it", approvalWords(pack.approval)),
  ];
}
