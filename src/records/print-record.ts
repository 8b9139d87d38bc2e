/**
 * Prints a case, for leads only: the record, which adds a line to Disclosures each time, and the call sheet of a report, which leaves no
 * trace.
 */

import { attempt } from "../attempt";
import { referencesOf } from "../case/facts/case-file";
import { caseIndexColumns, loadCases } from "../case/load-cases";
import { wholeReports } from "../case/tabs/rows-of-reports";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { rolesOf } from "../district/find-people";
import { callBook } from "../district/whom-to-call";
import { runLocked } from "../lock";
import type { RecordPart } from "../parts-of-a-page";
import type { RegisterName } from "../ports";
import { callWords } from "../protocol/agency-words";
import { packOfCase } from "../protocol/find-pack";
import { firstAgency } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import type { Update } from "../register/change";
import type { RowValues } from "../register/columns";
import { endOfRows, type TabRequest } from "../register/read/read-tabs";
import { rowsOf, tabOf } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { kindOf, registersOf } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { blank, callSheet, caseRecord, recordTime } from "./printed-record";
import {
  accessWords,
  type CounselDecision,
  isOwnFile,
  ownFile,
  waitsForCounsel,
} from "./when-counsel-decides";
import {
  leftOutWords,
  type PutIn,
  printedLine,
  type Reader,
  type RecordRows,
  redactionOf,
  sees,
} from "./who-sees-what-printed";

/** What an account may print from: registers, each with the index of its cases. */
export type PrintDesk = ReturnType<typeof printDesk>;

/** A printed record. Its last pages say what it leaves out, if that may be said, and where it comes from. */
export interface Printed {
  readonly reference: string;
  readonly reader: Reader;
  readonly parts: readonly RecordPart[];
}

/**
 * What the account may print: the sealed registers that its role reads, and the main one, which all leads share. Empty if Contacts does not
 * name the account as a lead: other accounts, such as the one that runs the system, may be able to open the registers, but a case may be
 * about the person who holds them. Two or three reads. Throws "not-set-up" and what Google throws for the main register.
 */
export function printDesk(run: Run) {
  const snapshot = registerNamed(run, "main", []).load(directoryRequests);
  const directory = directoryIn(snapshot, run);
  const roles = rolesOf(directory, run.identity.runningAs());
  const isRead = (name: RegisterName) =>
    roles.some((role) => kindOf(name).audience?.some((one) => one === role));
  const isLead = registersOf(run.memory).some(isRead);
  const sources = registersOf(run.memory).flatMap((name) => {
    const { audience, isOrdinary } = kindOf(name);
    if (audience === null ? !isLead : !isRead(name)) return [];
    const read = () => {
      const register = registerNamed(run, name);
      const index = register.load([
        { tab: "cases", columns: [...caseIndexColumns, "print"] },
        ...(isOrdinary ? [] : [{ tab: "reporters", columns: "all" } as const]),
      ]);
      return [{ name, register, index }];
    };
    // The account may not be able to read a sealed register because a case excludes it. The page must not tell.
    return audience === null ? read() : attempt(run, read, []);
  });
  return { directory, sources };
}

/** A case as a person names it. `from`: its register; null if they did not say, although each register numbers its own cases. */
export interface CaseAsked {
  readonly reference: string;
  readonly from: RegisterName | null;
}

/** Cases whose Print box is ticked, those of the main register first. */
export function askedToPrint({ sources }: PrintDesk): readonly CaseAsked[] {
  return sources.flatMap(({ name, index }) =>
    rowsOf(index, "cases").flatMap(({ key, values }): CaseAsked[] =>
      values.print === true && values.drill !== true ? [{ reference: key, from: name }] : [],
    ),
  );
}

const recordTabs = ["reports", "plan", "log", "disclosures", "activity"] as const;

/**
 * Reads a case for printing. "several-registers": it must be said which one is meant. "no-such-case": also if its row was deleted or moved since
 * the index was read, and for a drill, which is about no student.
 */
function readRecord(desk: PrintDesk, asked: CaseAsked) {
  const { reference } = asked;
  const holding = desk.sources.filter(
    ({ name, index }) =>
      name === (asked.from ?? name) && rowsOf(index, "cases").some(({ key }) => key === reference),
  );
  // Cases of one reference in two registers are about two students.
  if (holding.length > 1) return "several-registers";
  const [from] = holding;
  if (from === undefined) return "no-such-case";
  const { register, index } = from;
  const also = recordTabs.map((tab): TabRequest => ({ tab, columns: "all" }));
  const { snapshot, files } = loadCases(register, index, [reference], also);
  const file = files.get(reference);
  if (file === undefined || file.row.drill) return "no-such-case";
  const references = new Set(referencesOf(file));
  const of = (tab: (typeof recordTabs)[number]) =>
    rowsOf(snapshot, tab).flatMap(({ values }): RowValues[] => {
      const { case: one } = values;
      return typeof one === "string" && references.has(one) ? [{ ...values }] : [];
    });
  // Who sent each report, by response id, as far as the registers that this account may read hold it.
  const reporters = new Map<unknown, RowValues>();
  for (const { index: read } of desk.sources) {
    for (const { key, values } of read.tabs.has("reporters") ? rowsOf(read, "reporters") : []) {
      const { name = null, email = null, phone = null } = values;
      reporters.set(key, { reporterName: name, reporterEmail: email, reporterPhone: phone });
    }
  }
  const rows: RecordRows = {
    file,
    reports: wholeReports(of("reports")).map((row) => ({
      ...row,
      ...reporters.get(row["response"]),
    })),
    plan: of("plan"),
    log: of("log"),
    disclosures: of("disclosures"),
    activity: of("activity"),
  };
  return { rows, snapshot, from };
}

/** What a lead asked to print. */
export interface PrintOrder extends CaseAsked {
  /** Who gets the record, as it was written; "" only for the district's own file. */
  readonly recipient: string;
  readonly reader: Reader;
  /** Whether the record includes the list of what was left out. */
  readonly list: boolean;
  /** The day of the request; milliseconds UTC. */
  readonly requested: number;
  /** What counsel decided; null if counsel's decision is not needed, or if it was not filled in completely. */
  readonly counsel: CounselDecision | null;
}

/** What is given out, in the words of Disclosures. If the reporters' words are given without their names, that is said. */
function givenOut(reader: Reader, { list, counsel }: PrintOrder): string {
  const isIn = (kind: PutIn) => sees(reader, [kind]);
  const isAdded = (kind: PutIn) => reader.putIn.includes(kind) || null;
  /** Null: not worth a word. For some readers the first four are in the record by themselves. */
  const named: readonly (readonly [isPrinted: boolean | null, what: string])[] = [
    [isAdded("plan"), "the plan"],
    [isAdded("notes"), "the notes"],
    [isAdded("log"), "the log"],
    [isAdded("inside"), "how the district assessed the case"],
    [isIn("mandatedReports"), "the mandated reports"],
    [isIn("reporters") ? null : isIn("reports"), "what reporters wrote"],
    [isIn("reporters"), "who reported"],
    [list || null, "the list of what is withheld"],
  ];
  const part = (word: "with" | "without") => {
    const isWanted = word === "with";
    const whats = named.flatMap(([isPrinted, what]) => (isPrinted === isWanted ? what : []));
    const all = [whats.slice(0, -1).join(", "), ...whats.slice(-1)].filter((one) => one !== "");
    return all.length === 0 ? "" : `, ${word} ${all.join(" and ")}`;
  };
  // The page makes none for a student who was not asked.
  const asked =
    reader.audience === "student"
      ? ". Someone spoke with the student alone about whether having it is safe"
      : "";
  const decided =
    counsel === null ? "" : `. Counsel ${counsel.name}, ${counsel.day}: ${counsel.decision}`;
  return `${printedLine}${part("with")}${part("without")}${asked}${decided}`;
}

/** What the next school signs: the day in it is what the case needs for “Hand-over received on”. */
const receipt: RecordPart = {
  heading: "Receipt: please sign, and send this part back",
  words: [
    "We have received this record. We keep it apart from the pupil record, and only people who must know read it.",
  ],
  entries: ["School", "Name and title", "Day", "Signature"].map((label) => [label, blank]),
};

/**
 * Why nothing was printed: there is no such case; several registers have it; the order asks for something that this kind of recipient never
 * gets; or the record must wait for counsel. Then `words` gives the reasons, and the sentence about the day by which a parent may see
 * records.
 */
export type NotPrinted =
  | { readonly refused: "no-such-case" | "several-registers" | "not-for-outside" }
  | { readonly refused: "waits-for-counsel"; readonly words: readonly [string, ...string[]] };

/**
 * Prints a record: writes its line in Disclosures and unticks the box that asked for it. Writes only what a lead may type, from the lead's
 * own account; the next clock run accepts it. If the record must wait for counsel, nothing is written, and nothing is said about the case.
 * Throws "busy" and what Google throws.
 */
export function printCaseRecord(run: Run, order: PrintOrder): Printed | NotPrinted {
  const { clock, identity } = run;
  return runLocked(run, () => {
    const desk = printDesk(run);
    const read = readRecord(desk, order);
    if (typeof read === "string") return { refused: read };
    const { rows, snapshot, from } = read;
    const { row } = rows.file;
    const { reference, list, counsel } = order;
    const { putIn, audience: asked } = order.reader;
    const [now, who] = [clock.now(), identity.runningAs()];
    const pack = packOfCase(row);
    // A student owns the record only from the age of 18 on; if the age is in doubt, the student gets what the family gets.
    const audience = asked === "student" && row.isAdult !== "yes" ? "family" : asked;
    const reader: Reader = { audience, putIn };
    if (!sees(reader, putIn)) return { refused: "not-for-outside" };
    const isOfDistrict = ["own", "counsel", "investigator"].includes(audience);
    const isOfFamily = !isOfDistrict && audience !== "school";
    const access = isOfFamily ? accessWords(pack, order.requested, clock) : [];
    const isWider = list || putIn.length > 0;
    const reasons = waitsForCounsel(reader, isWider, rows.file, { now, zone: clock });
    if (reasons.length > 0 && counsel === null) {
      return { refused: "waits-for-counsel", words: [`${reasons.join("; ")}.`, ...access] };
    }
    const { recipient } = order;
    const isOfFile = audience === "own" && recipient !== "" && !isOwnFile(recipient);
    const agency = isOfFile ? `${ownFile}: ${recipient}` : recipient || ownFile;
    const what = givenOut(reader, order);
    // The line in Disclosures is written as if a person had typed it, because a lead may write neither a key nor an accepted value; the
    // clock adds those. It goes into the first empty row. (If someone starts typing in that row within the second between reading and
    // writing, their text is overwritten.) The person who gives the record out must say which law allows it.
    const disclosures = tabOf(snapshot, "disclosures");
    const end = endOfRows([...disclosures.rows, ...disclosures.keyless]);
    const values = { case: reference, at: now, agency, what, who };
    const line: Update = { tab: "disclosures", key: "", row: end, values };
    // The box has done its work.
    const box: Update = { tab: "cases", key: reference, values: { print: false } };
    from.register.commit({ ...noChange, update: row.print ? [box, line] : [line] }, snapshot);
    const { people } = desk.directory;
    const redacted = redactionOf(rows, reader, people);
    const provenance: RecordPart = {
      heading: "Where this comes from",
      words: [
        // Neutral words in place of a name would tell family that this person worked on the case.
        `${sees(reader, ["course"]) ? redacted(`Printed ${recordTime(now, clock)} by ${who}, for: ${agency}.`) : `Printed ${recordTime(now, clock)}, for: ${agency}.`} Times are those of ${clock.zone}.`,
        // The protocol's title says what is suspected.
        ...(sees(reader, ["inside"])
          ? [
              `The steps follow: ${say(pack.title.words)} (${row.protocolVersion ?? `${pack.id} ${pack.version}`}).`,
            ]
          : []),
        "Taken from the register as it was then.",
        ...access,
      ],
    };
    // The list itself would tell a parent that a report was made.
    const isListed = list || isOfDistrict || audience === "court";
    const words = isListed ? leftOutWords(reader, pack) : [];
    const leftOut = { heading: "Left out of this record, whether or not there is any", words };
    const last = [
      ...(words.length > 0 ? [leftOut] : []),
      provenance,
      ...(audience === "school" ? [receipt] : []),
    ];
    return { reference, reader, parts: [...caseRecord(rows, reader, people, clock), ...last] };
  });
}

/**
 * The call sheets of a case, one for each report, the latest first, with the time when the report came in (milliseconds UTC); or why there
 * are none, as in `NotPrinted`. Stores nothing. Throws what Google throws.
 */
export function callSheets(run: Run, asked: CaseAsked) {
  const desk = printDesk(run);
  const read = readRecord(desk, asked);
  if (typeof read === "string") return read;
  const { row } = read.rows.file;
  const pack = packOfCase(row);
  const county = callBook(desk.directory, row.school, pack).agencies.get(firstAgency(pack).id);
  const call = callWords(county === undefined ? null : [county]);
  return read.rows.reports
    .map((report) => ({
      received: typeof report["received"] === "number" ? report["received"] : null,
      parts: callSheet(report, run.clock, pack, call),
    }))
    .reverse();
}
