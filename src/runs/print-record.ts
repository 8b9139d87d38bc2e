/**
 * Printing a case, for a lead alone: the record, of which each printing is a line in Disclosures; and the call sheet of a report, which is
 * kept nowhere.
 */

import { attempt } from "../attempt";
import { caseIndexColumns } from "../case/lifecycle/match-report";
import { referencesOf } from "../case/model/case-file";
import { loadCases } from "../case/storage/load-cases";
import { callSheet } from "../case/views/call-sheet";
import {
  caseRecord,
  joinReportRows,
  type RecordPart,
  recordTime,
} from "../case/views/printed-record";
import {
  type RecordChoice,
  type RecordRows,
  redactionOf,
  withheldWords,
} from "../case/views/record-withholding";
import {
  accessDue,
  type CounselDecision,
  isOutsider,
  type RecipientKind,
  waitsForCounsel,
} from "../case/views/records-request";
import { directoryIn, directoryRequests } from "../district/directory/load-directory";
import type { Directory } from "../district/district";
import { runLocked } from "../lock";
import { packOfCase } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { noChange, type Update } from "../register/change";
import type { RowValues } from "../register/columns";
import { endOfRows, type TabRequest } from "../register/read/plan-read";
import { rowsOf, type Snapshot, tabOf } from "../register/read/snapshot";
import { openRegister, type Register } from "../register/register";
import { type ReportRegister, reportRegisterIds, reportRegisters } from "../register/register-ids";
import { registerKinds } from "../register/register-kinds";
import type { Run } from "../run";
import { dateText, type ZoneOffset } from "../time";

/** A register from which the account may print, and the index of its cases. */
interface Source {
  readonly name: ReportRegister;
  readonly register: Register;
  readonly index: Snapshot;
}

/** What an account may print from. */
export interface PrintDesk {
  readonly directory: Directory;
  readonly sources: readonly Source[];
}

/** Stands as recipient in Disclosures where no recipient is named. */
export const ownFile = "The district's own file";

/** A printed record. */
export interface Printed {
  readonly outcome: "printed";
  readonly reference: string;
  readonly parts: readonly RecordPart[];
  /** What was left out of the record; null where the list itself is withheld. */
  readonly withheld: readonly string[] | null;
  /** Which protocol the record follows, who printed it for whom, and when. */
  readonly provenance: readonly string[];
}

/** The registers that an account may print from: those of sealed reports that its role reads, and the main one, which all leads share. */
function printsFrom(directory: Directory, account: string): readonly ReportRegister[] {
  const roles = directory.people.flatMap(({ role, email }) => (email === account ? role : []));
  const isRead = (name: ReportRegister) =>
    roles.some((role) => registerKinds[name].audience?.some((one) => one === role));
  const isAnyRead = reportRegisters.some(isRead);
  return reportRegisters.filter((name) =>
    registerKinds[name].audience === null ? isAnyRead : isRead(name),
  );
}

/** The index of a register's cases. */
function indexOf(name: ReportRegister, register: Register): Snapshot {
  const cases: TabRequest = { tab: "cases", columns: [...caseIndexColumns, "print"] };
  const reporters: TabRequest = { tab: "reporters", columns: "all" };
  return register.load(registerKinds[name].hasReporters ? [cases, reporters] : [cases]);
}

/**
 * What the account may print. Empty where the account is no lead of Contacts: others, such as the account that runs the desk, could open
 * the registers, but a case may be about any of them. Two or three reads. Throws "not-set-up" and what Google throws for the main register.
 */
export function printDesk(run: Run): PrintDesk {
  const ids = reportRegisterIds(run.memory);
  const snapshot = openRegister(run, ids.main, []).load(directoryRequests);
  const directory = directoryIn(snapshot, run.clock);
  const names = printsFrom(directory, run.identity.runningAs());
  const sources = names.flatMap((name): readonly Source[] => {
    const read = () => {
      const register = openRegister(run, ids[name]);
      return [{ name, register, index: indexOf(name, register) }];
    };
    // A register that excludes the account: the page says nothing of it.
    return registerKinds[name].audience === null ? read() : attempt(run, read, []);
  });
  return { directory, sources };
}

/** Rows of Reporters by response, as far as this account's own file has them. */
function reportersOf({ sources }: PrintDesk): ReadonlyMap<string, RowValues> {
  return new Map(
    sources.flatMap(({ index }) =>
      index.tabs.has("reporters")
        ? rowsOf(index, "reporters").map(({ key, values }): [string, RowValues] => [
            key,
            {
              reporterName: values.name ?? null,
              reporterEmail: values.email ?? null,
              reporterPhone: values.phone ?? null,
            },
          ])
        : [],
    ),
  );
}

/** A case as a person names it: by reference and, where that is not clear, by register. */
export interface CaseAsked {
  readonly reference: string;
  readonly from: ReportRegister;
}

/** Cases whose box Print is ticked; those of the main register first. */
export function askedToPrint({ sources }: PrintDesk): readonly CaseAsked[] {
  return sources.flatMap(({ name, index }) =>
    rowsOf(index, "cases").flatMap(({ key, values }): CaseAsked[] =>
      values.print === true && values.drill !== true ? [{ reference: key, from: name }] : [],
    ),
  );
}

/** The register that holds the case. Each register numbers its own cases, so where several have that reference, `from` decides. */
function sourceOf({ sources }: PrintDesk, { reference, from }: CaseAsked): Source | null {
  const holding = sources.filter(({ index }) =>
    rowsOf(index, "cases").some(({ key }) => key === reference),
  );
  return holding.find(({ name }) => name === from) ?? holding[0] ?? null;
}

const recordTabs: readonly TabRequest[] = [
  { tab: "reports", columns: "all" },
  { tab: "plan", columns: "all" },
  { tab: "log", columns: "all" },
  { tab: "disclosures", columns: "all" },
  { tab: "activity", columns: ["entry", "at", "who", "what", "case", "column"] },
];

interface Read {
  readonly rows: RecordRows;
  readonly snapshot: Snapshot;
}

/** Reads a case for printing; null where its row was deleted or moved since the index was read. */
function readRecord(desk: PrintDesk, asked: CaseAsked): (Read & { readonly from: Source }) | null {
  const from = sourceOf(desk, asked);
  if (from === null) return null;
  const { register, index } = from;
  const { reference } = asked;
  const reporters = reportersOf(desk);

  const { snapshot, files } = loadCases(register, index, [reference], recordTabs);
  const file = files.get(reference);
  // A drill is about no student.
  if (file === undefined || file.row.drill) return null;
  const references = new Set(referencesOf(file));
  const of = (tab: "reports" | "plan" | "log" | "disclosures" | "activity") =>
    rowsOf(snapshot, tab).flatMap(({ values }): RowValues[] => {
      const { case: one } = values;
      return typeof one === "string" && references.has(one) ? [{ ...values }] : [];
    });
  const rows: RecordRows = {
    file,
    reports: of("reports").map((row) => ({ ...row, ...reporters.get(String(row["response"])) })),
    plan: of("plan"),
    log: of("log"),
    disclosures: of("disclosures"),
    activity: of("activity"),
  };
  return { rows, snapshot, from };
}

/** What a lead asked to print. */
export interface PrintOrder extends CaseAsked {
  /** Who gets the record; "" for the district's own file. */
  readonly recipient: string;
  readonly kind: RecipientKind;
  readonly choice: Omit<RecordChoice, "isOutside">;
  /** The day of the request; milliseconds UTC. */
  readonly requested: number;
  /** What counsel decided; null where it was not asked for, or is not written in full. */
  readonly counsel: CounselDecision | null;
}

const listed = (words: readonly string[]) =>
  [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((one) => one !== "").join(" and ");

/**
 * What is given away, as Disclosures names it. What reporters wrote goes along with who they are, so where it is given without, it is
 * named.
 */
function givenOut({ choice, counsel }: PrintOrder): string {
  const named: readonly (readonly [string, boolean])[] = [
    ["the mandated reports", choice.mandatedReports],
    ...(choice.reporters ? [] : [["what reporters wrote", choice.reports] as const]),
    ["who reported", choice.reporters],
    ...(choice.withheldList ? [["the list of what is withheld", true] as const] : []),
  ];
  const list = (isIn: boolean) => named.flatMap(([what, is]) => (is === isIn ? what : []));
  const part = (word: string, whats: readonly string[]) =>
    whats.length === 0 ? "" : `, ${word} ${listed(whats)}`;
  const decided =
    counsel === null ? "" : `. Counsel ${counsel.name}, ${counsel.day}: ${counsel.decision}`;
  return `Printed record${part("with", list(true))}${part("without", list(false))}${decided}`;
}

/**
 * The line in Disclosures, as a person would type it: a lead may write no key and no accepted value; the clock adds those. On the first
 * empty row. (A row that somebody began in the second between reading and writing would be written over.)
 */
function disclosed(snapshot: Snapshot, order: PrintOrder, who: string, at: number): Update {
  const { rows, keyless } = tabOf(snapshot, "disclosures");
  const row = endOfRows([...rows, ...keyless]);
  const agency = order.recipient === "" ? ownFile : order.recipient;
  const what = givenOut(order);
  // Which law allows the disclosure is for the person who gives the record away to say.
  return {
    tab: "disclosures",
    key: "",
    row,
    values: { case: order.reference, at, agency, what, who },
  };
}

/**
 * Why nothing was printed: the case is not there; what was asked for is not for family or anybody outside; or the record waits for counsel,
 * with the reasons, and the sentence on the day by which a parent may see records.
 */
export type NotPrinted =
  | { readonly outcome: "no-such-case" }
  | { readonly outcome: "not-for-outside" }
  | {
      readonly outcome: "waits-for-counsel";
      readonly reasons: readonly string[];
      readonly access: readonly string[];
    };

/** By when the law lets a parent see pupil records, in words. */
function accessWords(pack: ProtocolPack, requested: number, zone: ZoneOffset): readonly string[] {
  const due = accessDue(pack, requested, zone);
  const { access } = pack.confidential;
  return due === null || access === undefined
    ? []
    : [
        `A parent's access to pupil records is due by ${dateText(due, zone)}: ${access.businessDays} business days after the request of ${dateText(requested, zone)} (${access.statute}).`,
      ];
}

/**
 * Prints a record: writes its line in Disclosures and unticks the box that asked for it. Writes only what a lead may type, under the lead's
 * own account; the next clock run accepts it. Where the record waits for counsel, nothing is written and nothing is said of the case.
 * Throws "busy" and what Google throws.
 */
export function printCaseRecord(run: Run, order: PrintOrder): Printed | NotPrinted {
  const { clock, identity } = run;
  return runLocked(run, () => {
    const desk = printDesk(run);
    const read = readRecord(desk, order);
    if (read === null) return { outcome: "no-such-case" };
    const { counsel } = order;
    const [now, who] = [clock.now(), identity.runningAs()];
    const { file } = read.rows;
    const { row } = file;
    const pack = packOfCase(row);
    // Only a student of 18 or over owns the record; in doubt a student counts as family.
    const kind = order.kind === "student" && row.isAdult !== "yes" ? "family" : order.kind;
    const choice: RecordChoice = { ...order.choice, isOutside: isOutsider(kind) };
    if (choice.isOutside && (choice.mandatedReports || choice.reporters))
      return { outcome: "not-for-outside" };
    const isInside = kind === "own" || kind === "investigator" || kind === "counsel";
    const access = isInside ? [] : accessWords(pack, order.requested, clock);
    const reasons = waitsForCounsel(kind, choice, file, { now, zone: clock });
    if (reasons !== null && counsel === null) {
      return { outcome: "waits-for-counsel", reasons, access };
    }
    // The ticked box has had its effect.
    const unasked: readonly Update[] = row.print
      ? [{ tab: "cases", key: order.reference, values: { print: false } }]
      : [];
    read.from.register.commit(
      { ...noChange, update: [...unasked, disclosed(read.snapshot, order, who, now)] },
      read.snapshot,
    );
    const to = order.recipient === "" ? ownFile : order.recipient;
    const { people } = desk.directory;
    const rows = { ...read.rows, reports: joinReportRows(read.rows.reports) };
    const redacted = redactionOf(rows, choice, people);
    const withheld = withheldWords(rows, choice, pack);
    return {
      outcome: "printed",
      reference: order.reference,
      parts: caseRecord(read.rows, choice, people, clock),
      withheld: choice.withheldList || withheld.length === 0 ? withheld : null,
      provenance: [
        `${redacted(`Printed ${recordTime(now, clock)} by ${who}, for: ${to}.`)} Times are those of ${clock.zone}.`,
        // The protocol's title says what is suspected.
        ...(choice.isOutside
          ? []
          : [
              `The acts follow: ${say(pack.title.words)} (${row.protocolVersion ?? `${pack.id} ${pack.version}`}).`,
            ]),
        "Taken from the register as it stood then.",
        ...access,
      ],
    };
  });
}

/** The call sheet of one report. */
export interface SheetOfReport {
  /** When the report came in; milliseconds UTC. */
  readonly received: number | null;
  readonly parts: readonly RecordPart[];
}

/**
 * The call sheets of a case, one for each report, the latest first; null where the case is not there. Keeps nothing. Throws what Google
 * throws.
 */
export function callSheets(run: Run, asked: CaseAsked): readonly SheetOfReport[] | null {
  const { clock } = run;
  const read = readRecord(printDesk(run), asked);
  if (read === null) return null;
  const pack = packOfCase(read.rows.file.row);
  return joinReportRows(read.rows.reports)
    .map((report) => ({
      received: typeof report["received"] === "number" ? report["received"] : null,
      parts: callSheet(report, clock, pack),
    }))
    .reverse();
}
