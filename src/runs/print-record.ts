/** What the lead prints of a case: the record, each time a line of Disclosures, and the call sheet, kept nowhere. */

import { caseIndexColumns } from "../case/lifecycle/match-report";
import { loadCases } from "../case/storage/load-cases";
import { callSheet } from "../case/views/call-sheet";
import {
  caseRecord,
  joinedReports,
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
  type CounselDecision,
  type RecipientKind,
  waitsForCounsel,
} from "../case/views/records-request";
import type { Directory } from "../district/district";
import { directoryIn, directoryRequests } from "../district/load-directory";
import { readerRoles } from "../district/sealed-readers";
import { isDefect } from "../errors";
import type { Workspace } from "../ports";
import { packOfCase } from "../protocol/find-pack";
import { say } from "../protocol/wording";
import { noChange, type Update } from "../register/change";
import type { RowValues } from "../register/columns";
import {
  endOfRows,
  rowsOf,
  type Snapshot,
  type TabRequest,
  tabOf,
} from "../register/read-register";
import { openRegister, type Register } from "../register/register";
import { type ReportRegister, reportRegisterIds, reportRegisters } from "../register/register-ids";
import { runLocked } from "../run-locked";

/** A register that the account may print from, and what it holds of cases. */
interface Source {
  readonly name: ReportRegister;
  readonly register: Register;
  readonly index: Snapshot;
}

export interface PrintDesk {
  readonly directory: Directory;
  readonly sources: readonly Source[];
}

/** In Disclosures where nobody is named. */
export const ownFile = "The district's own file";

export interface Printed {
  readonly outcome: "printed";
  readonly reference: string;
  readonly parts: readonly RecordPart[];
  /** Null: the list itself is withheld. */
  readonly withheld: readonly string[] | null;
  /** Where the protocol comes from, who printed it for whom, and when. */
  readonly provenance: readonly string[];
}

/** By role: each reader's own file and the main register, which all leads share. */
function printsFrom(directory: Directory, account: string): readonly ReportRegister[] {
  const roles = directory.people.flatMap(({ role, email }) => (email === account ? role : []));
  const isReader = roles.some((role) => Object.values(readerRoles).includes(role));
  return reportRegisters.filter((name) =>
    name === "main" ? isReader : roles.includes(readerRoles[name]),
  );
}

/** In an earlier version's file there is no Reporters until a report needs it. */
function indexOf(name: ReportRegister, register: Register): Snapshot {
  const cases: TabRequest = { tab: "cases", columns: [...caseIndexColumns, "print"] };
  if (name === "main") return register.load([cases]);
  try {
    return register.load([cases, { tab: "reporters", columns: "all" }]);
  } catch (error) {
    if (isDefect(error)) throw error;
    return register.load([cases]);
  }
}

/**
 * No source where the account is no lead of Contacts: others could print, the account that runs the desk among them, and a case may be about
 * any of them. Two or three reads. Throws "not-set-up" and what Google throws for the main register.
 */
export function printDesk(workspace: Workspace): PrintDesk {
  const ids = reportRegisterIds(workspace.memory);
  const snapshot = openRegister(workspace, ids.main, []).load(directoryRequests);
  const directory = directoryIn(snapshot, workspace.clock);
  const names = printsFrom(directory, workspace.identity.runningAs());
  const sources = names.flatMap((name): readonly Source[] => {
    try {
      const register = openRegister(workspace, ids[name]);
      return [{ name, register, index: indexOf(name, register) }];
    } catch (error) {
      // A reader's file is opened by the first report that needs it.
      if (name === "main" || isDefect(error)) throw error;
      return [];
    }
  });
  return { directory, sources };
}

/** By response, as far as this account's own file has it. */
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

/** A case as somebody names it: of the main register, or of their own. */
export interface CaseAsked {
  readonly reference: string;
  readonly from: "main" | "own";
}

/** Those of the main register first. */
export function askedToPrint({ sources }: PrintDesk): readonly CaseAsked[] {
  return sources.flatMap(({ name, index }) =>
    rowsOf(index, "cases").flatMap(({ key, values }): CaseAsked[] =>
      values.print === true ? [{ reference: key, from: name === "main" ? "main" : "own" }] : [],
    ),
  );
}

/** The register that holds the case: each numbers its own, so where several have one, `from` decides. */
function sourceOf({ sources }: PrintDesk, { reference, from }: CaseAsked): Source | null {
  const holding = sources.filter(({ index }) =>
    rowsOf(index, "cases").some(({ key }) => key === reference),
  );
  return holding.find(({ name }) => (name === "main") === (from === "main")) ?? holding[0] ?? null;
}

/** The case and those that were merged into it, and into those. */
function withMerged(index: Snapshot, reference: string): readonly string[] {
  const found = [reference];
  for (const into of found) {
    for (const { key, values } of rowsOf(index, "cases")) {
      if (values.mergedInto === into && !found.includes(key)) found.push(key);
    }
  }
  return found;
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

/** Null where the case's row was deleted or moved since the index was read. */
function readRecord(desk: PrintDesk, asked: CaseAsked): (Read & { readonly from: Source }) | null {
  const from = sourceOf(desk, asked);
  if (from === null) return null;
  const { register, index } = from;
  const { reference } = asked;
  const reporters = reportersOf(desk);

  const references = new Set(withMerged(index, reference));
  const { snapshot, files } = loadCases(register, index, [...references], recordTabs);
  const file = files.get(reference);
  if (file === undefined) return null;
  const of = (tab: "reports" | "plan" | "log" | "disclosures" | "activity") =>
    rowsOf(snapshot, tab).flatMap(({ values }): RowValues[] => {
      const { case: one } = values;
      return typeof one === "string" && references.has(one) ? [{ ...values }] : [];
    });
  const rows: RecordRows = {
    file,
    mergedActs: [...files].flatMap(([one, { acts }]) => (one === reference ? [] : acts)),
    reports: of("reports").map((row) => ({ ...row, ...reporters.get(String(row["response"])) })),
    plan: of("plan"),
    log: of("log"),
    disclosures: of("disclosures"),
    activity: of("activity"),
  };
  return { rows, snapshot, from };
}

export interface PrintOrder extends CaseAsked {
  /** Who gets it; "" for the district's own file. */
  readonly recipient: string;
  readonly kind: RecipientKind;
  readonly choice: RecordChoice;
  /** Null where it was not asked for, or not all of it is written. */
  readonly counsel: CounselDecision | null;
}

const listed = (words: readonly string[]) =>
  [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((one) => one !== "").join(" and ");

/** What reporters wrote goes with who they are: it is named where it is given without. */
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
 * As a person would type it: a lead may write no key and no accepted value, the clock adds those. On the first empty row; one begun in the
 * second between reading and writing would be written over.
 */
function disclosed(snapshot: Snapshot, order: PrintOrder, who: string, at: number): Update {
  const { rows, keyless } = tabOf(snapshot, "disclosures");
  const row = endOfRows([...rows, ...keyless]);
  const agency = order.recipient === "" ? ownFile : order.recipient;
  const what = givenOut(order);
  // Which law allows it whoever gives it away says.
  return {
    tab: "disclosures",
    key: "",
    row,
    values: { case: order.reference, at, agency, what, who },
  };
}

/** A case that is not there, and one whose record waits for counsel, with why. */
export type NotPrinted =
  | { readonly outcome: "no-such-case" }
  | { readonly outcome: "waits-for-counsel"; readonly reasons: readonly string[] };

/**
 * Each record is a line of Disclosures, and the tick that asked for it goes out. Writes only what a lead may type, under a lead's own
 * account: the next clock run accepts it. Nothing is written, and nothing said of the case, where it waits for counsel. Throws "busy" and
 * what Google throws.
 */
export function printedRecord(workspace: Workspace, order: PrintOrder): Printed | NotPrinted {
  const { clock, identity } = workspace;
  return runLocked(workspace, () => {
    const desk = printDesk(workspace);
    const read = readRecord(desk, order);
    if (read === null) return { outcome: "no-such-case" };
    const { choice, kind, counsel } = order;
    const [now, who] = [clock.now(), identity.runningAs()];
    const { file } = read.rows;
    const reasons = waitsForCounsel(kind, choice, file, { now, zone: clock });
    if (reasons !== null && counsel === null) return { outcome: "waits-for-counsel", reasons };
    const { row } = file;
    // The tick has had its effect.
    const unasked: readonly Update[] = row.print
      ? [{ tab: "cases", key: order.reference, values: { print: false } }]
      : [];
    read.from.register.commit(
      { ...noChange, update: [...unasked, disclosed(read.snapshot, order, who, now)] },
      read.snapshot,
    );
    const pack = packOfCase(row);
    const to = order.recipient === "" ? ownFile : order.recipient;
    const { people } = desk.directory;
    const rows = { ...read.rows, reports: joinedReports(read.rows.reports) };
    const redacted = redactionOf(rows, choice, people);
    const withheld = withheldWords(rows, choice);
    return {
      outcome: "printed",
      reference: order.reference,
      parts: caseRecord(read.rows, choice, people, clock),
      withheld: choice.withheldList || withheld.length === 0 ? withheld : null,
      provenance: [
        `${redacted(`Printed ${recordTime(now, clock)} by ${who}, for: ${to}.`)} Times are those of ${clock.zone}.`,
        `The acts follow: ${say(pack.title.words)} (${row.protocolVersion ?? `${pack.id} ${pack.version}`}).`,
        "Taken from the register as it stood then.",
      ],
    };
  });
}

export interface SheetOfReport {
  /** When it came in; milliseconds UTC. */
  readonly received: number | null;
  readonly parts: readonly RecordPart[];
}

/** One for each report, the latest first; null as for the record. Keeps nothing. Throws what Google throws. */
export function callSheets(
  workspace: Workspace,
  asked: CaseAsked,
): readonly SheetOfReport[] | null {
  const { clock } = workspace;
  const read = readRecord(printDesk(workspace), asked);
  if (read === null) return null;
  const pack = packOfCase(read.rows.file.row);
  return joinedReports(read.rows.reports)
    .map((report) => ({
      received: typeof report["received"] === "number" ? report["received"] : null,
      parts: callSheet(report, clock, pack),
    }))
    .reverse();
}
